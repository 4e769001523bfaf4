"""Groups of a case and of a question: who is taken away together, between whom no tie is ever open, or what variant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiments.plans.plan import PlanError
from sim.model.setting import Setting
from sim.scenario.keys.fields import Label, Selector
from sim.scenario.keys.groups import Cut, Group
from sim.scenario.load import LoadedCase
from sim.scenario.problem import suggest
from sim.scenario.schema import Scenario
from sim.scenario.select import chosen

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")


@dataclass(frozen=True)
class Members:
    """A group as runs see it.

    Attributes
    ----------
    actors
        Its members, in the order of their rows.
    ties
        Which ties among them are cut; None: they themselves are deleted.
    pairs
        Of a group of ties: members that could be tied, each pair once.
    variant
        Of a tactic: the variant of the case that does without it.
    version
        The case in that variant; None where it is not asked for.
    """

    label: Label
    actors: tuple[str, ...]
    ties: Cut | None = None
    pairs: tuple[tuple[str, str], ...] = ()
    variant: str | None = None
    version: LoadedCase | None = None

    def record(self) -> dict[str, object]:
        """The group as `--json` gives it."""
        return {
            "label": self.label.model_dump(), "ties": self.ties, "variant": self.variant, "actors": list(self.actors),
        }  # fmt: skip


def members(
    scenario: Scenario, setting: Setting, named: Mapping[str, str | Sequence[str]] | None = None,
    version: Callable[[str], LoadedCase] | None = None,
) -> dict[str, Members]:  # fmt: skip
    """The groups of a case, then those that a question names; of two of one name the second.

    Parameters
    ----------
    named : actors by name of the group, as a list or as a text with commas
    version : the case in a variant of that name; None where a variant is looked at already

    Raises
    ------
    PlanError
        For a name that is none, or actors that are not there, or twice, or all.
    """
    typed = {name: _typed(name, actors, scenario) for name, actors in (named or {}).items()}
    return {name: _members(group, scenario, setting, version) for name, group in (scenario.groups | typed).items()}


def _typed(name: str, actors: str | Sequence[str], scenario: Scenario) -> Group:
    ids = actors.split(",") if isinstance(actors, str) else actors
    ids = [each.strip() for each in ids if each.strip()]
    if not _NAME.fullmatch(name):
        raise PlanError(
            f"groups: '{name}': must be a name of small letters, digits and _ that starts with a letter, as in "
            "labor=ID,ID"
        )
    if not ids:
        raise PlanError(f"groups: '{name}' names nobody; say who is in it, as in {name}=ID,ID")
    for place, each in enumerate(ids):
        if each not in scenario.actors:
            raise PlanError(f"groups: '{name}': no such actor '{each}'{suggest(each, scenario.actors)}")
        if each in ids[:place]:
            raise PlanError(f"groups: '{name}' names '{each}' a second time")
    if len(ids) == len(scenario.actors):
        raise PlanError(f"groups: '{name}' leaves nobody")
    return Group(label=Label(en=name, es=None), actors=Selector(ids=ids), ties=None, variant=None, source="assumed")


def _members(
    group: Group, scenario: Scenario, setting: Setting, version: Callable[[str], LoadedCase] | None
) -> Members:
    if group.variant is not None:
        return Members(group.label, (), variant=group.variant, version=version(group.variant) if version else None)
    actors = tuple(chosen(scenario.actors, group.actors))
    if group.ties is None:
        return Members(group.label, actors)
    edges = setting.edges
    is_member = np.isin(setting.actors, actors)
    cut = is_member[edges.source] & is_member[edges.target] & (edges.source < edges.target)
    if group.ties == "across_borders":
        cut &= edges.crosses_border
    pairs = zip(edges.source[cut].tolist(), edges.target[cut].tolist(), strict=True)
    return Members(group.label, actors, group.ties, tuple((setting.actors[a], setting.actors[b]) for a, b in pairs))
