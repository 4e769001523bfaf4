"""Who and what mattered: an outcome with and without each actor, alliance, group and mechanism, with the same draws."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import sim
from sim.ensemble import Ensemble, Jitter, as_recorded
from sim.experiments.counterfactuals import pairs
from sim.experiments.counterfactuals.compare import LEVEL, settled
from sim.experiments.counterfactuals.contributions import Contribution, ranked
from sim.experiments.counterfactuals.deletions import KINDS, Deletion, batches, deletions
from sim.experiments.counterfactuals.groups import Members, members
from sim.experiments.counterfactuals.pairs import Paired
from sim.experiments.counterfactuals.partings import partings
from sim.experiments.counterfactuals.ranges import Ranges, drawn, ranges_of
from sim.experiments.plans.plan import PlanError
from sim.measures import YES_NO
from sim.model.parameters import table
from sim.model.state import Counts, Floats
from sim.scenario.codings import Error
from sim.scenario.load import LoadedCase, load_case
from sim.scenario.mechanisms import MECHANISMS
from sim.scenario.problem import names_in, suggest
from sim.scenario.schema import Scenario
from sim.scenario.select import chosen
from sim.scenario.variants import BASELINE

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

LOOKED_AT = 10  # replicates in which it is looked when histories part
FORM = "campaigns.receptivity"  # the form in which effort counts: 0 plain, 1 as far as the organ is near

Progress = Callable[[int], object]


@dataclass(frozen=True, repr=False)
class Explanation:
    """What mattered for an outcome, the greatest contribution of each kind first."""

    case: str
    variant: str
    outcome: str
    seed: int
    replicates: int
    settings: Mapping[str, object]
    until: str | None
    months: tuple[str, str]  # first and last that were run
    mean: float  # of the outcome in the case itself
    contributions: tuple[Contribution, ...]
    loaded: LoadedCase
    coding_error: Error = (0.0, 0.0)  # of positions and of saliences, the same on both sides of a pair
    ranges: Ranges = field(default_factory=dict)  # low and high of parameters drawn once a replicate
    other_form: tuple[float, float] | None = None  # FORM in it, and then the mean of the case; None: no group

    def __repr__(self) -> str:
        first = ", ".join(f"{each.deletion.id} {each.size:+.3g}" for each in self.contributions[:3])
        study = f"{self.replicates} pairs, seed {self.seed}, {len(self.contributions)} deletions"
        return f"Explanation({self.case!r}, variant={self.variant!r}, {self.outcome!r}: {study}; {first or 'nothing'})"

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self))}</p>{self.to_frame().to_html(index=False, float_format='{:.4g}'.format)}"

    def to_frame(self) -> DataFrame:
        """A row a contribution, as `explain --out` writes it."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def plot(self, lang: str = "en") -> Figure:
        """Bars with intervals, a panel for each kind."""
        return sim.figures.contributions.contributions(self, lang)

    def rows(self) -> list[dict[str, Any]]:
        """A row a contribution; what stands one level down in `record` has a name of two words."""
        head = {"scenario": self.case, "variant": self.variant, "outcome": self.outcome, "seed": self.seed}
        rows = []
        for each in self.contributions:
            group = each.deletion.group
            more = {"label": group.label.en, "members": " ".join(group.actors), "ties": group.ties} if group else {}
            rows.append(head | pairs.flat(each.record()) | more)
        return rows

    @property
    def scenario(self) -> Scenario:
        """The case."""
        return self.loaded.scenario

    def of(self, kind: str) -> list[Contribution]:
        """The contributions of one kind, in order of rank."""
        return [each for each in self.contributions if each.deletion.kind == kind]

    @property
    def groups(self) -> dict[str, Members]:
        """The groups that were taken away, by id."""
        return {each.deletion.id: each.deletion.group for each in self.of("groups") if each.deletion.group}

    @property
    def n_seen(self) -> int:
        """Intervals that chance could have kept from 0."""
        return sum(each.deletion.idle is None for each in self.contributions)

    def record(self) -> dict[str, Any]:
        """The explanation as `--json` gives it."""
        return {
            "scenario": self.case, "variant": self.variant, "outcome": self.outcome, "seed": self.seed,
            "replicates": self.replicates, "settings": dict(self.settings), "until": self.until,
            "months": list(self.months), "level": LEVEL, "mean": self.mean, "intervals": self.n_seen,
            "by_chance": round((1 - LEVEL) * self.n_seen, 6), "adjusted": "Holm: `stands`",
            "jitter": as_recorded(self.coding_error), "ranges": {key: list(ends) for key, ends in self.ranges.items()},
            "other_form": self.other_form and dict(zip((FORM, "mean"), self.other_form, strict=True)),
            "groups": {name: each.record() for name, each in self.groups.items()},
            "contributions": [each.record() for each in self.contributions],
        }  # fmt: skip


def _chosen(things: Sequence[Deletion], only: Sequence[str]) -> list[Deletion]:
    ids = [each.id for each in things]
    if unknown := [name for name in only if name not in ids]:
        raise PlanError(f"only: nothing of the kind '{unknown[0]}'{suggest(unknown[0], ids)}")
    return [each for each in things if not only or each.id in only]


def explain(
    case: str | Path,
    outcome: str,
    replicates: int = 200,
    seed: int = 1,
    what: Sequence[str] | None = None,
    until: str | None = None,
    *,
    only: Sequence[str] = (),
    groups: Mapping[str, str | Sequence[str]] | None = None,
    variant: str | Path | None = None,
    settings: Mapping[str, object] | None = None,
    jitter: Jitter = 0.0,
    ranges: Sequence[str] = (),
    progress: Progress | None = None,
) -> Explanation:
    """Run a case without each actor, alliance, group and mechanism in turn, every time on the same replicates.

    Groups are also run in the other form in which effort can count (E4), where no question sets it. What cannot have
    mattered is not run: an actor that comes after the month that settles the outcome, a mechanism
    that is off. Alliances are those documented up to that month; without one, no tie between the two is ever open.

    Parameters
    ----------
    replicates
        Pairs for each deletion, >= 1; an interval takes 2.
    what
        Any of actors, alliances, groups, mechanisms; None: all that the case has or, with `groups`, these alone.
    until
        Last month; without it runs stop at the month that settles the outcome.
    only
        Ids of actors, alliances, groups or mechanisms; none: all.
    groups
        `{"labor": ["afl_cio", "ue"]}`: actors that are deleted together, beside the groups of the case.
    jitter
        Coding error as of `Ensemble`, the same on both sides of a pair.
    ranges
        Parameters that are drawn evenly from low to high of their table, once for each replicate, so that intervals
        are over replicates, coding error and these together.
    progress
        Called with the runs done so far, of `n_runs`.

    Raises
    ------
    sim.experiments.plans.plan.PlanError, sim.ensemble.EnsembleError, sim.scenario.problem.ScenarioError
        Before anything runs, for what does not exist.
    """
    loaded = load_case(case, variant, settings)
    kinds = kinds_of(what, groups)
    _check(loaded.scenario, outcome, kinds, what=what or (), only=only, ranges=ranges)
    between = ranges_of(ranges, loaded)
    last = until or settled(loaded.scenario, [outcome])
    runs = _Runs(loaded, replicates, outcome, between, {"seed": seed, "until": last, "jitter": jitter}, progress)
    base = runs.base()
    version = partial(load_case, case, settings=settings) if loaded.variant == BASELINE else None
    together = members(loaded.scenario, base.setting, groups, version)
    if what is None and groups:
        together = {name: together[name] for name in groups}
    elif what is not None and "groups" in what and not together:
        raise PlanError("what: this case has no groups; name some, as in labor=ID,ID")
    things = _chosen(deletions(loaded, kinds, base.setting.months[-1], together, between), only)
    seen = [each for each in things if each.idle is None]
    values, paired = runs.pairs(base, seen)
    paired = {each: paired.get(each, Paired(values, values, runs.is_yes_no)) for each in things}
    in_other, other_form = _in_other_form(runs, [each for each in seen if each.kind == "groups"])
    contributions = ranked(
        paired, in_other, counted_in(loaded.scenario, outcome), runs.dates(seen), base.setting.months
    )
    return Explanation(
        base.setting.scenario, base.setting.variant, outcome, seed, replicates, dict(settings or {}), until,
        (base.setting.months[0], base.setting.months[-1]), _mean(values), contributions, loaded, base.coding_error,
        between, other_form,
    )  # fmt: skip


def _mean(values: Floats) -> float:
    """Mean of those that are defined; NaN where none is."""
    return float(np.mean(values[~np.isnan(values)])) if not np.isnan(values).all() else math.nan


def _in_other_form(
    runs: _Runs, groups: Sequence[Deletion]
) -> tuple[dict[Deletion, Paired], tuple[float, float] | None]:
    """Pairs of groups where effort counts in the other form, and that form with the mean of the case itself in it."""
    if not groups or FORM in runs.ranges:
        return {}, None
    value = 1.0 - runs.loaded.parameters.get(FORM, table()[FORM].default)
    values, paired = runs.pairs(runs.base({FORM: value}), groups, {FORM: value})
    return paired, (value, _mean(values))


def kinds_of(what: Sequence[str] | None, groups: Mapping[str, object] | None) -> tuple[str, ...]:
    """The kinds that are asked for: those named, else groups that a question names, else all."""
    if what is not None:
        return tuple(what)
    return ("groups",) if groups else KINDS


def n_runs(scenario: Scenario, what: Sequence[str], replicates: int, named: Collection[str] = ()) -> int:
    """Runs of an explanation at most; `named` are the groups beside those of the case."""
    counts = {
        "actors": len(scenario.actors), "alliances": len(scenario.ties), "mechanisms": len(MECHANISMS),
        "groups": len({*scenario.groups, *named}),
    }  # fmt: skip
    in_other_form = 1 + counts["groups"] if "groups" in what else 0
    return (1 + sum(counts[kind] for kind in what) + in_other_form) * replicates


class _Runs:
    """Runs a case with and without things, on the same replicates, and tells how far it is."""

    def __init__(
        self, loaded: LoadedCase, replicates: int, outcome: str, ranges: Ranges, options: Mapping[str, Any],
        progress: Progress | None,
    ) -> None:  # fmt: skip
        self.loaded, self.ranges, self.is_yes_no = loaded, ranges, loaded.scenario.outcomes[outcome].measure in YES_NO
        self._replicates, self._outcome, self._progress, self._done = replicates, outcome, progress, 0
        self._options = {**options, "outcomes": [outcome], "series": False}

    def base(self, fixed: Mapping[str, float] | None = None) -> Ensemble:
        """The case itself; `fixed` are parameters that have one value in all runs."""
        values = drawn(self.ranges, self._options["seed"], range(self._replicates))
        values |= {key: np.full(self._replicates, value) for key, value in (fixed or {}).items()}
        return Ensemble(self.loaded, self._replicates, parameters=values, **self._options)

    def pairs(
        self, base: Ensemble, seen: Sequence[Deletion], fixed: Mapping[str, float] | None = None
    ) -> tuple[Floats, dict[Deletion, Paired]]:
        """The outcome of the case itself, (run,), and each deletion beside it."""
        values = self._run(base)
        found: dict[Deletion, Paired] = {}
        for group, ensemble in self._batches(seen, self._replicates, fixed=fixed):
            without = self._run(ensemble).reshape(self._replicates, len(group))
            found |= {each: Paired(without[:, k], values, self.is_yes_no) for k, each in enumerate(group) if each}
        return values, found

    def dates(self, seen: Sequence[Deletion]) -> dict[Deletion, tuple[Counts, Counts]]:
        """First steps in which histories part in the first replicates."""
        found: dict[Deletion, tuple[Counts, Counts]] = {}
        looked_at = min(LOOKED_AT, self._replicates)
        for group, ensemble in self._batches(seen, looked_at, with_base=True):
            if group[0] is None:
                steps = partings(ensemble, group, looked_at)
                found |= {each: (steps.to_the_bit[k], steps.in_deeds[k]) for k, each in enumerate(group) if each}
        return found

    def _batches(self, seen: Sequence[Deletion], n: int, **more: Any) -> list[tuple[list[Deletion | None], Ensemble]]:
        return batches(self.loaded, seen, range(n), ranges=self.ranges, **more, **self._options)

    def _run(self, ensemble: Ensemble) -> Floats:
        result = ensemble.run(partial(self._report, self._done))
        self._done += result.n_runs
        return result.outcomes[self._outcome]

    def _report(self, before: int, done: int) -> None:
        if self._progress:
            self._progress(before + done)


def _check(scenario: Scenario, outcome: str, kinds: Sequence[str], **lists: object) -> None:
    for argument, value in lists.items():
        names_in(argument, value)
    if outcome not in scenario.outcomes:
        raise PlanError(f"outcome: no such outcome '{outcome}'{suggest(outcome, scenario.outcomes)}")
    for kind in kinds:
        if kind not in KINDS:
            raise PlanError(f"what: must be of {', '.join(KINDS)} (got '{kind}')")
    if not kinds:
        raise PlanError(f"what: needs one at least of {', '.join(KINDS)}")


def counted_in(scenario: Scenario, outcome: str) -> set[str]:
    """Actors that are counted in an outcome: blocs of the chamber that decides, or those whose state is measured."""
    asked = scenario.outcomes[outcome]
    asked = scenario.outcomes[asked.of] if asked.of else asked
    selectors = [each for each in (asked.actors, asked.others, asked.versus) if each is not None]
    named = {name for selector in selectors for name in chosen(scenario.actors, selector)}
    if asked.decision is None:
        return named
    chamber = set(scenario.decisions[asked.decision].chamber)
    return chamber & named if named else chamber
