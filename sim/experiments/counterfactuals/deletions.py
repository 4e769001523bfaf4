"""What a case can be run without: actors, alliances, groups, mechanisms; and runs without each, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.ensemble import Ensemble
from sim.experiments.counterfactuals.ablate import without
from sim.experiments.counterfactuals.groups import Members
from sim.experiments.counterfactuals.ranges import Ranges, drawn
from sim.model.parameters import table
from sim.model.state import Flags, Floats
from sim.scenario.load import LoadedCase
from sim.scenario.mechanisms import MECHANISMS, off_fields, off_numbers

KINDS = ("actors", "alliances", "groups", "mechanisms")


@dataclass(frozen=True)
class Deletion:
    """One thing that a case can be run without.

    `idle` says why its runs would be those of the case itself to the bit, so that they need not be made: `later` (it
    comes after the last month), `off` (the mechanism is switched off already), `absent` (the variant is without it),
    `apart` (no tie of the group could ever open); None where it has to be seen. `elsewhere`: it is a variant of the
    case as written, and another version is looked at.
    """

    kind: str  # one of KINDS
    names: tuple[str, ...]  # the actor, both ends of the alliance, the group, or the mechanism
    idle: str | None = None
    group: Members | None = field(default=None, compare=False)

    @property
    def id(self) -> str:
        """Its name, that of an alliance in the form of `--set ties.<actor>.<partner>`."""
        return ".".join(self.names)

    @property
    def actors(self) -> tuple[str, ...]:
        """Who never enters."""
        if self.group is not None:
            return () if self.group.ties else self.group.actors
        return self.names if self.kind == "actors" else ()

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Between whom no tie is ever open."""
        if self.group is not None:
            return self.group.pairs
        return ((self.names[0], self.names[1]),) if self.kind == "alliances" else ()


def deletions(
    loaded: LoadedCase, kinds: Sequence[str], last: str, groups: Mapping[str, Members] | None = None,
    ranges: Ranges | None = None,
) -> list[Deletion]:  # fmt: skip
    """Everything of some kinds that a case can be run without, in the order of its files.

    Parameters
    ----------
    last : last month of the runs, such as 1993-11; alliances that are documented later are not listed
    groups : by id, see `groups.members`
    ranges : parameters that are drawn, so that nothing which they switch is off
    """
    scenario = loaded.scenario
    found: list[Deletion] = []
    if "actors" in kinds:
        found += [Deletion("actors", (name,), _idle(name, loaded, last)) for name in scenario.actors]
    if "alliances" in kinds:
        found += _alliances(loaded, last)
    if "groups" in kinds:
        found += [
            Deletion("groups", (name,), _group_idle(each, loaded, last), each) for name, each in (groups or {}).items()
        ]
    if "mechanisms" in kinds:
        is_on = {name: _is_on(name, loaded, ranges or {}) for name in MECHANISMS}
        found += [Deletion("mechanisms", (name,), None if is_on[name] else "off") for name in MECHANISMS]
    return found


def _alliances(loaded: LoadedCase, last: str) -> list[Deletion]:
    pairs: dict[frozenset[str], tuple[str, str]] = {}
    for tie in loaded.scenario.ties:
        if tie.type != "contact" and (tie.since is None or f"{tie.since:%Y-%m}" <= last):
            pairs.setdefault(frozenset((tie.actor, tie.partner)), (tie.actor, tie.partner))
    idle = {name: _idle(name, loaded, last) for name in loaded.scenario.actors}
    return [Deletion("alliances", pair, idle[pair[0]] or idle[pair[1]]) for pair in pairs.values()]


def _idle(name: str, loaded: LoadedCase, last: str) -> str | None:
    """An actor that is never active up to the last month leaves every run as it is."""
    if name in loaded.absent:
        return "absent"
    actor, scenario = loaded.scenario.actors[name], loaded.scenario
    is_there = actor.active_from is None or actor.active_from <= scenario.period.start
    return None if is_there or f"{actor.active_from:%Y-%m}" <= last else "later"


def _group_idle(group: Members, loaded: LoadedCase, last: str) -> str | None:
    """A group of which nobody is ever active, or no two that could be tied, leaves every run as it is."""
    if group.variant is not None:
        return None if group.version else "elsewhere"
    idle = {name: _idle(name, loaded, last) for name in group.actors}
    if group.ties and not group.pairs:
        return "apart"
    found = [idle[a] or idle[b] for a, b in group.pairs] if group.ties else list(idle.values())
    if None in found:
        return None
    return "later" if "later" in found else "absent"


def _is_on(name: str, loaded: LoadedCase, ranges: Ranges) -> bool:
    mechanism = MECHANISMS[name]
    if not mechanism.is_used(loaded.scenario):
        return False
    if mechanism.field:
        return bool(off_fields(mechanism, loaded.scenario))
    return any(key in ranges or _value(key, loaded) != off for key, off in off_numbers(mechanism).items())


def _value(key: str, loaded: LoadedCase) -> float:
    return float(loaded.parameters.get(key, table()[key].default))


def batches(
    loaded: LoadedCase, wanted: Sequence[Deletion], numbers: Sequence[int], *, with_base: bool = False,
    ranges: Ranges | None = None, fixed: Mapping[str, float] | None = None, **options: Any,
) -> list[tuple[list[Deletion | None], Ensemble]]:  # fmt: skip
    """Ensembles that run replicates without each thing; those of one ensemble stand side by side.

    Run `i * n + k` of an ensemble is replicate `numbers[i]` without its k-th of n things: runs of one replicate, which
    share their draws, are neighbors.

    Parameters
    ----------
    with_base : the case itself is the first thing of every ensemble, as None
    ranges : parameters that are drawn once for each replicate
    fixed : parameters that have one value in all runs
    options : what every `Ensemble` gets
    """
    found: list[tuple[list[Deletion | None], Ensemble]] = []
    values = drawn(ranges or {}, options.get("seed", 1), numbers)
    values |= {key: np.full(len(numbers), value) for key, value in (fixed or {}).items()}
    for kind in KINDS:
        of_kind = [(each, _case_of(each, loaded)) for each in wanted if each.kind == kind]
        together = [each for each, case in of_kind if case is loaded]
        if together:
            things: list[Deletion | None] = [None, *together] if with_base else [*together]
            found.append((things, _side_by_side(loaded, things, numbers, values, options)))
        alone = [(each, case) for each, case in of_kind if case is not loaded]
        found += [([each], _side_by_side(case, [each], numbers, values, options)) for each, case in alone]
    return found


def _case_of(deletion: Deletion, loaded: LoadedCase) -> LoadedCase:
    """The case that runs without it: itself, unless it takes another file or other fields."""
    if deletion.group is not None and deletion.group.version is not None:
        return deletion.group.version
    if deletion.kind == "mechanisms" and MECHANISMS[deletion.id].field:
        return without(loaded, MECHANISMS[deletion.id])
    return loaded


def _side_by_side(
    loaded: LoadedCase, things: Sequence[Deletion | None], numbers: Sequence[int], drawn_for: Mapping[str, Floats],
    options: Mapping[str, Any],
) -> Ensemble:  # fmt: skip
    place = np.tile(np.arange(len(things)), len(numbers))
    absent: dict[str, Flags] = {}
    severed: dict[tuple[str, str], Flags] = {}
    values = {key: np.repeat(of_replicates, len(things)) for key, of_replicates in drawn_for.items()}
    for k, each in enumerate(things):
        if each is None:
            continue
        here = place == k
        absent |= {name: absent[name] | here if name in absent else here for name in each.actors}
        severed |= {pair: severed[pair] | here if pair in severed else here for pair in each.pairs}
        if each.kind == "mechanisms":
            for key, off in off_numbers(MECHANISMS[each.id]).items():
                values.setdefault(key, np.full(len(place), _value(key, loaded)))[here] = off
    runs = np.repeat(np.asarray(numbers), len(things)).tolist()
    return Ensemble(loaded, runs, parameters=dict(values), absent=absent, severed=severed, **options)
