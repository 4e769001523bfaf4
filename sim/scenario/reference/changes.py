"""What format 2 changed, as a section of REFERENCE.md."""

from __future__ import annotations

from collections.abc import Sequence

from sim.model.renamed import REMOVED, RENAMED
from sim.scenario.format1.names import GONE_KEYS, GONE_WORDS, KEYS, WORDS, new_name
from sim.scenario.reference.cells import table

_INTRO = """\
A case or a variant's file of format 1 is read as if it had these names, and one line on standard error says so.
`python run.py upgrade PATH` changes them in the files: in `scenario.yaml`, in the paths of `claims.csv` and in files of
variants beside them, or in a single such file; comments, order and layout stay. `--dry-run` only tells. After `--set`
and `--vary` the new names alone are known. An id of format 1 that is the name of a parameter now, such as
`programs.learning`, has to be changed by hand first.
"""


def changes_section() -> list[str]:
    """Every name of format 1 that is another one since format 2, or gone."""
    rows: list[tuple[str, ...]] = [("key", f"`{_path(pattern)}`", f"`{_renamed(pattern)}`") for pattern in KEYS]
    rows += [
        (f"`{_path(pattern)}`", f"`{old}`", f"`{new}`")
        for pattern, words in WORDS.items()
        for old, new in words.items()
    ]
    rows += [("parameter", f"`{old}`", f"`{new}`") for old, new in RENAMED.items() if new not in REMOVED]
    gone: list[tuple[str, ...]] = [(f"`{_path(pattern)}`", why[0]) for pattern, why in GONE_KEYS.items()]
    for pattern, reasons in GONE_WORDS.items():
        gone += [(f"`{_path(pattern)}`: `{word}`", why[0]) for word, why in reasons.items()]
    former = {new: old for old, new in RENAMED.items()}
    gone += [(f"`{former.get(name, name)}`", why[0]) for name, why in REMOVED.items()]
    dropped = ["What is gone is left out, and `upgrade` says why:\n", *table(("gone", "why"), gone)] if gone else []
    return ["## What format 2 changed\n", _INTRO, *table(("what", "format 1", "format 2"), rows), *dropped]


def _path(pattern: Sequence[str]) -> str:
    return ".".join("<id>" if step == "*" else step for step in pattern)


def _renamed(pattern: Sequence[str]) -> str:
    """The whole path since format 2: what stands above the key may be renamed, too."""
    return new_name(".".join(pattern))[0].replace("*", "<id>")
