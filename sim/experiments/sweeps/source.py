"""What computes: a digest of every file of the package, the commit of its checkout, and the versions beside it."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import sim
from sim.experiments.sweeps.provenance import digest
from sim.scenario.find import MAIN_FILE, SHELVES
from sim.words import say, told

FOLDER = Path(sim.__path__[0]).resolve()  # asked of the package: no depth of a file that may move
PACKAGES = ("numpy", "scipy", "pandas", "networkx", "pydantic", "ruamel.yaml", "mesa")
COMPUTING = ("python", "numpy", "scipy", "mesa")  # of these another version may give other numbers
# Files of the package that something could be computed from, whether or not a run reads them today. All others are
# only shown: texts, and what a browser is given. Cases are left to the digest of the scenario, which a sweep has, too.
COUNTED = (".py", ".json", ".csv", ".yaml")
SHOWN = (".md", ".html", ".css", ".js", ".typed")
_MOST_NAMED = 6  # files that a message names of each kind


def files_of(folder: Path) -> dict[str, str]:
    """Digest of every counted file below a folder, by its path there: layout and comments count, line ends do not.

    Parameters
    ----------
    folder
        Of a package. Folders of cases, hidden files and folders, and what Python has compiled are passed over.

    Returns
    -------
    dict[str, str]
        BLAKE2b, 12 hexadecimal digits each, in the order of the paths, which have slashes on all systems.

    Raises
    ------
    OSError
        If a file cannot be read.
    """
    found = {}
    for place, folders, names in os.walk(folder, followlinks=True):  # as imports do
        if MAIN_FILE in names:
            folders.clear()
            continue
        passed = ("__pycache__", SHELVES[-1].name)
        folders[:] = [each for each in folders if each not in passed and not each.startswith(".")]
        for name in names:
            path = Path(place, name)
            if path.suffix in COUNTED and not name.startswith("."):
                content = path.read_bytes().replace(b"\r\n", b"\n")
                found[path.relative_to(folder).as_posix()] = hashlib.blake2b(content, digest_size=6).hexdigest()
    return dict(sorted(found.items()))


# Taken while the package is imported: a file that is edited later is not what this process runs.
FILES: Mapping[str, str] = files_of(FOLDER)


def code() -> dict[str, Any]:
    """Version of this package, digest of all its files, digest of each, commit and dirty flag."""
    whole = digest(*(text for pair in FILES.items() for text in pair))
    return {"version": sim.__version__, "digest": whole, "files": dict(FILES), **git_state()}


def git_state() -> dict[str, Any]:
    """Commit of the checkout that this package stands in, and whether files differ from it; None without git."""
    commit = _git("rev-parse", "HEAD")
    changed = _git("status", "--porcelain", "--", FOLDER.name, "scenarios") if commit else None
    return {"commit": commit, "dirty": None if changed is None else bool(changed)}


def _git(*words: str) -> str | None:
    root = FOLDER.parent
    if not (root / ".git").exists():  # installed somewhere below another project's checkout
        return None
    # In a hook of git these name the checkout that the hook runs for, which need not be this one.
    around = {name: value for name, value in os.environ.items() if name not in ("GIT_DIR", "GIT_WORK_TREE")}
    try:
        command = ["git", "-C", str(root), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10, env=around)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def packages() -> dict[str, str]:
    """Versions of what is installed, by name."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def machine() -> dict[str, Any]:
    """Python, system, processor and number of cores; no name of a host or of a user."""
    return {
        "python": platform.python_version(), "system": f"{platform.system()} {platform.release()}",
        "processor": platform.processor() or platform.machine(), "cores": os.cpu_count(),
    }  # fmt: skip


def computing(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """What must be the same for runs to come out the same to the bit, from a manifest.

    Returns
    -------
    dict[str, Any]
        `digest` of all files; `files`, the digest of each, None if the version that wrote it did not record them all;
        `versions` of Python and packages.
    """
    known = {"python": manifest["machine"]["python"], **manifest["packages"]}
    files = manifest["code"].get("files")
    return {
        "digest": manifest["code"]["digest"], "files": files, "versions": {name: known.get(name) for name in COMPUTING},
    }  # fmt: skip


@cache
def computing_here() -> dict[str, Any]:
    """The same of this process."""
    return computing({"code": code(), "packages": packages(), "machine": machine()})


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """What differs between two records of `computing`, on one line; nothing where both compute the same.

    Of a record without files the versions alone are compared.

    >>> old = {"digest": "1", "files": {"a.py": "1", "b.py": "1"}, "versions": {"numpy": "2.3.0"}}
    >>> changes(old, {"digest": "2", "files": {"b.py": "2", "c.py": "1"}, "versions": {"numpy": "2.4.0"}})
    'changed sim/b.py; added sim/c.py; removed sim/a.py; numpy 2.3.0 -> 2.4.0'
    """
    parts = _files_apart(old, new) if old["files"] is not None and new["files"] is not None else []
    for name, version in new["versions"].items():
        before = old["versions"].get(name)
        if before != version:
            parts.append(f"{name} {before or 'none'} -> {version or 'none'}")
    return "; ".join(parts)


def _files_apart(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    before, after = old["files"], new["files"]
    kinds = {
        "changed": [name for name in before if after.get(name, before[name]) != before[name]],
        "added": [name for name in after if name not in before],
        "removed": [name for name in before if name not in after],
    }
    parts = [f"{kind} {_listed(names)}" for kind, names in kinds.items() if names]
    if not parts and old["digest"] != new["digest"]:  # a record that somebody edited
        parts.append(f"code {old['digest']} -> {new['digest']}")
    return parts


def _listed(names: list[str]) -> str:
    shown = ", ".join(f"{FOLDER.name}/{name}" for name in names[:_MOST_NAMED])
    return shown if len(names) <= _MOST_NAMED else f"{shown} and {len(names) - _MOST_NAMED} more"


def origins(manifest: Mapping[str, Any]) -> list[tuple[int | None, Mapping[str, Any]]]:
    """What computed the runs of a sweep: code, packages and machine, the last ones first.

    Before each stands how many runs it gave; None before the last ones, which may have given none yet.
    """
    found: list[tuple[int | None, Mapping[str, Any]]] = [(None, manifest)]
    before = 0
    for each in manifest.get("earlier_code", []):
        so_far = each["runs"]["succeeded"]
        if so_far > before:
            found.append((so_far - before, each))
        before = so_far
    return found


def unrecorded(manifest: Mapping[str, Any]) -> str | None:
    """The version that computed runs of a sweep and did not record all its files, as 0.3 to 0.5; None without one."""
    versions = [each["code"]["version"] for _, each in origins(manifest) if each["code"].get("files") is None]
    return versions[0] if versions else None


def notes(manifest: Mapping[str, Any], lang: str = "en") -> list[str]:
    """What somebody must know of the code of a sweep who reads its runs; nothing if one code on record gave all."""
    version = unrecorded(manifest)
    found = [] if version is None else [say("code_unrecorded", lang, version=version)]
    for n, each in origins(manifest)[1:]:
        what = changes(computing(each), computing(manifest))
        found += [say("code_earlier", lang, n=n, what=told(what, lang))] if what else []
    return found
