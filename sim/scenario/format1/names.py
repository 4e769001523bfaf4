"""The names of keys and words that format 2 changed or dropped; parameters stand in sim/model/renamed.py.

A pattern is a path of format 1 in which `*` is any id or number. What is dropped says why, in English and Spanish.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from sim.model.renamed import FORMAT_1, REMOVED

OLD, NEW = 1, 2
Steps = tuple[str, ...]
Why = tuple[str, str]
T = TypeVar("T")

KEYS: dict[Steps, str] = {
    ("courtships",): "courtship",
    ("courtships", "*", "visits", "*", "places"): "invited",
}
WORDS: dict[Steps, dict[str, str]] = {
    ("outcomes", "*", "measure"): {"treatment": "provision"},
}
GONE_KEYS: dict[Steps, Why] = {
    ("programs", "*", "desk"): (
        "what a program delivers hangs on no desk",
        "lo que entrega un programa no depende de ninguna ventanilla",
    ),
    ("decisions", "*", "chamber", "*", "constituency"): REMOVED["votes.constituency_weight"],
    ("decisions", "*", "chamber", "*", "endorsed"): REMOVED["votes.endorsement_weight"],
    ("decisions", "*", "sponsor"): REMOVED["votes.cushion"],
    **{("ideas", "*", key): REMOVED["ideas.memory_gain"] for key in ("issue", "position", "advocates")},
}
GONE_WORDS: dict[Steps, dict[str, Why]] = {
    ("claims", "*", "explained_by", "*"): {
        "coalitions": REMOVED["ties.broker_bonus"], "E2": REMOVED["ties.broker_bonus"],
        "constituency": REMOVED["votes.constituency_weight"], "endorsement": REMOVED["votes.endorsement_weight"],
        "payments": REMOVED["votes.cushion"],
        "memory": REMOVED["ideas.memory_gain"],
        "paperwork": REMOVED["programs.paperwork"],
        "incoherence": REMOVED["programs.incoherence_loss"],
    },
}  # fmt: skip
"""Words of lists: `("claims", "*", "explained_by", "*")`, with the words that are gone."""


def matches(pattern: Steps, path: Sequence[str]) -> bool:
    """Whether a path is one of a pattern."""
    return len(pattern) == len(path) and all(step in ("*", own) for step, own in zip(pattern, path, strict=True))


def at(entries: Mapping[Steps, T], path: Sequence[str]) -> T | None:
    """Find what is said of a path.

    >>> at(KEYS, ("courtships", "china", "visits", "tour", "places"))
    'invited'
    """
    return next((said for pattern, said in entries.items() if matches(pattern, path)), None)


def new_name(name: str) -> tuple[str, Why | None]:
    """Give what a path or parameter of format 1 is called since format 2, and why it is gone if it is.

    >>> new_name("vote.same_party"), new_name("courtships.china.visits.tour.places")
    (('votes.own_president', None), ('courtship.china.visits.tour.invited', None))
    """
    if name in FORMAT_1:
        return FORMAT_1[name], REMOVED.get(FORMAT_1[name])
    steps, found = name.split("."), []
    for number, step in enumerate(steps, 1):
        why = at(GONE_KEYS, steps[:number])
        if why is not None:
            return name, why
        found.append(at(KEYS, steps[:number]) or step)
    return ".".join(found), None


def new_names(path: str) -> tuple[list[str], Why | None]:
    """Give what a path of claims.csv points at since format 2: a whole group of parameters is several of them.

    >>> new_names("stigma")[0]
    ['ties.legitimacy_loss', 'ties.stigma_rate', 'ties.stigma_fade']
    """
    group = [new for old, new in FORMAT_1.items() if old.startswith(f"{path}.")]
    if "." in path or not group:
        name, why = new_name(path)
        return ([], why) if why is not None else ([name], None)
    kept = [name for name in group if name not in REMOVED]
    return kept, None if kept else REMOVED[group[0]]
