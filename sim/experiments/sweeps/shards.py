"""Shards: on a network file system every worker writes a file of its own, so that no two ever wait for a lock.

A shard is a file that only grows: a line that says what it is, then frames of length, checksum and content. One
process writes it, and nothing is ever changed in it, so it needs neither locks nor shared memory, the two things on
which a database on a network file system breaks. A worker that dies while it writes leaves a torn last frame: its
length or checksum is wrong, reading stops there, and the runs of that frame are simply not done yet.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import os
import uuid
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from sim.experiments.sweeps.work import Done, Task, Work

FOLDER = "shards"
_MARK = b"coalitions shard 1\n"
_NETWORK = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "lustre", "beegfs", "gpfs", "ceph", "glusterfs", "afs", "panfs", "pvfs2",
    "orangefs", "wekafs", "9p", "fuse.sshfs", "fuse.glusterfs", "fuse.ceph", "fuse.beegfs", "fuse.s3fs", "fuse.rclone",
}  # fmt: skip
_MOUNTS = Path("/proc/mounts")


def is_on_network(folder: Path, mounts: Path = _MOUNTS) -> bool:
    """Whether a folder lies on a network file system, as far as the system's list of mounts tells; else False."""
    try:
        lines = mounts.read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    place, nearest, kind = folder.resolve(), -1, ""
    for line in lines:
        _, point, system, *_ = line.split()
        mounted = Path(point.replace("\\040", " "))
        if place.is_relative_to(mounted) and len(mounted.parts) >= nearest:
            nearest, kind = len(mounted.parts), system
    return kind in _NETWORK


class ShardError(RuntimeError):
    """A worker could not write its shard; the message is the system's."""


class Shard:
    """The file of one worker; its name is a random number, since those of processes are given out again."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / f"{uuid.uuid4().hex}.shard"

    def append(self, results: Sequence[Done]) -> None:
        """Write one frame, and wait until the disk has it.

        Raises
        ------
        OSError
            If there is no room, or no right to write.
        """
        content = json.dumps([_plain(each) for each in results]).encode()
        frame = len(content).to_bytes(8, "big") + zlib.crc32(content).to_bytes(4, "big") + content
        self.path.parent.mkdir(exist_ok=True)  # a sweep that is done has taken the folder away
        with self.path.open("ab") as file:
            before = file.tell()
            try:
                file.write(frame if before else _MARK + frame)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                os.truncate(self.path, before)  # else all that is written after it could not be read
                raise


@cache
def shard_of_this_process(folder: Path, process: int) -> Shard:
    """One shard a process; `process` is its number, so that a copy of a process has a file of its own."""
    return Shard(folder)


def keep_in_shard(folder: Path, work: Work, task: Task) -> list[Done]:
    """Do the work, and write what came out to the shard of this process; what goes back is light.

    Raises
    ------
    ShardError
        If it cannot be written.
    """
    results = work(task)
    try:
        shard_of_this_process(folder, os.getpid()).append(results)
    except OSError as wrong:
        raise ShardError(wrong.strerror or str(wrong)) from None
    return [dataclasses.replace(each, outcomes=None, traceback=None, is_in_shard=True) for each in results]


def paths(folder: Path) -> list[Path]:
    """The shards of a folder, in the order of their names; none if there is no folder."""
    return sorted(folder.glob("*.shard"))


def read_shard(path: Path) -> Iterator[list[Done]]:
    """The whole frames of one shard; a torn tail is left out."""
    data = path.read_bytes()
    at = len(_MARK)
    if data[:at] != _MARK:
        return
    while at + 12 <= len(data):
        length, checksum = int.from_bytes(data[at : at + 8], "big"), int.from_bytes(data[at + 8 : at + 12], "big")
        content = data[at + 12 : at + 12 + length]
        if len(content) < length or zlib.crc32(content) != checksum:
            return
        yield [_done(record) for record in json.loads(content)]
        at += 12 + length


def _plain(done: Done) -> dict[str, object]:
    record = dataclasses.asdict(done)
    return record | {"outcomes": base64.b64encode(done.outcomes).decode() if done.outcomes is not None else None}


def _done(record: dict[str, object]) -> Done:
    packed = record["outcomes"]
    return Done(**record | {"outcomes": base64.b64decode(str(packed)) if packed is not None else None})  # type: ignore[arg-type]
