"""Files and folders that are written whole, or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Let a file or folder be written under another name beside it, and give it its own once all is there.

    Raises
    ------
    OSError
        If it cannot be written; nothing of it is left then.
    """
    with folder_for(path), _draft_of(path) as draft:
        write(draft)
        if path.is_dir():
            path.rmdir()  # an empty one; anything else is not written over
        draft.replace(path)


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write several files; none of them takes its name before all are there.

    Raises
    ------
    OSError
        If one cannot be written; nothing of any is left then.
    """
    if not files:
        return
    (path, content), *others = files.items()
    with folder_for(path), _draft_of(path) as draft:
        draft.write_bytes(content)
        write_together(dict(others))
        draft.replace(path)


def check_place(path: Path) -> None:
    """Refuse a path below a file, or in a folder that may not be written, before anything is computed for it.

    Raises
    ------
    OSError
        As writing there would; also for a name that is too long.
    """
    path.exists()
    above = next(each for each in path.absolute().parents if each.exists())
    if not above.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
    if not os.access(above, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


@contextmanager
def folder_for(path: Path) -> Iterator[None]:
    """Make the folders above a path, and take those that were made away again if what follows fails."""
    missing = [each for each in path.parents if not each.exists()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for each in missing:
            with suppress(OSError):  # something else has come in
                each.rmdir()
        raise


@contextmanager
def or_nothing(path: Path) -> Iterator[None]:
    """Take a new file or folder away again if what belongs beside it, or comes after it, cannot be written."""
    is_new = not path.exists()
    with folder_for(path):
        try:
            yield
        except BaseException:
            if path.is_dir() and is_new:
                shutil.rmtree(path, ignore_errors=True)
            elif is_new:
                path.unlink(missing_ok=True)
            raise


@contextmanager
def _draft_of(path: Path) -> Iterator[Path]:
    draft = path.with_name(f".{uuid.uuid4().hex[:12]}.part")  # never too long, whatever the name is
    try:
        yield draft
    finally:
        if draft.is_dir():
            shutil.rmtree(draft, ignore_errors=True)
        else:
            draft.unlink(missing_ok=True)
