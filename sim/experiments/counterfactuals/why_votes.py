"""Why a body votes as it does, over replicates: what each term is worth in votes, and of the campaigns each actor.

Terms and their worth in one run are `sim.model.votes.explain`'s; here they are taken at the month of the vote of every
replicate, against what members would have voted of themselves, or against the base run of the same seed and replicate,
and their means get intervals.

Of the campaigns, what everybody who presses is worth: `why_campaigns`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from sim.ensemble import Ensemble, EnsembleError, chunk_size
from sim.experiments.counterfactuals.pairs import Paired
from sim.experiments.counterfactuals.vote_month import Month
from sim.experiments.counterfactuals.why_campaigns import REFERENCE, by_actor
from sim.model.agenda import Decision
from sim.model.state import Counts, Flags, Floats, Rows
from sim.model.votes import explain
from sim.model.votes.explain import TERMS, Worth
from sim.scenario.problem import suggest

Progress = Callable[[int], object]


@dataclass(frozen=True)
class Estimate:
    """A mean over replicates and its interval of 95 %; NaN where there are too few for one."""

    mean: float
    low: float
    high: float

    def record(self) -> dict[str, float]:
        """As `--json` gives it."""
        return {"mean": self.mean, "low": self.low, "high": self.high}


@dataclass(frozen=True)
class Why:
    """What the terms of a vote are worth in votes, in some replicates."""

    decision: Decision
    replicates: tuple[int, ...]
    is_paired: bool  # the start is the base run; else what members would have voted of themselves
    logits: Mapping[str, Floats]  # by bloc: (term, run)
    worths: Mapping[str, Worth]  # by bloc; of the start's blocs, too
    yeas: Mapping[str, Counts]  # by bloc: (run,)
    seats: Mapping[str, Counts]
    by_actor: Mapping[str, Floats]  # by who campaigns: (run,) [votes]; REFERENCE last
    outside: Mapping[str, Floats]  # by bloc: (2, run) share of what is for, and against, that comes from the media
    is_voted: Flags  # (run,); in both where it is paired
    is_passed: Flags  # (run,)
    missing: Flags  # (required decision, run) has not passed
    gate: Floats  # (run,) what its gatekeeper gains; NaN without one
    topics: Rows  # (issue,) other planks on which something is new

    @property
    def counted(self) -> Flags:
        """Runs over which means are taken, (run,): those with a vote; where it was never voted, all."""
        return self.is_voted if self.is_voted.any() else np.ones_like(self.is_voted)

    @property
    def whole(self) -> Worth:
        """Of the whole body."""
        return explain.whole(list(self.worths.values()), len(self.replicates))

    def of_runs(self, columns: Sequence[int]) -> Why:
        """Some of the runs alone."""
        return _of_all([self], lambda arrays: arrays[0][..., list(columns)])

    def estimate(self, values: Floats) -> Estimate:
        """The mean of some votes, (run,), over the runs that count."""
        kept = np.where(self.counted, values, np.nan)
        paired = Paired(np.zeros(len(kept)), kept)
        bounds = paired.interval()
        low, high = (each if math.isfinite(each) else math.nan for each in (bounds.low, bounds.high))
        return Estimate(paired.difference, low, high)

    def own_draws(self, bloc: str | None = None) -> Floats:
        """Yeas minus those expected, (run,): the draws of members; of the whole body where no bloc is named."""
        blocs = self.yeas if bloc is None else [bloc]
        drawn = [np.where(self.is_voted, self.yeas[each] - self.worths[each].expected, np.nan) for each in blocs]
        return np.sum(drawn, axis=0)

    def outside_shares(self) -> dict[str, tuple[float, float]]:
        """By bloc, the mean share of what is for, and of what is against, that comes from the media."""
        counted = self.counted
        return {bloc: (float(x[0, counted].mean()), float(x[1, counted].mean())) for bloc, x in self.outside.items()}

    def actors_by_size(self) -> list[tuple[str, Estimate]]:
        """Who campaigns, the largest mean first, without REFERENCE."""
        found = [(who, self.estimate(values)) for who, values in self.by_actor.items() if who != REFERENCE]
        return sorted(found, key=lambda each: -abs(each[1].mean))

    def record(self) -> dict[str, object]:
        """As `--json` gives it; values of `terms` and `chamber` add up to `expected` minus `start_yeas`."""
        whole = self.whole
        return {
            "replicates": len(self.replicates), "counted": int(self.counted.sum()), "voted": int(self.is_voted.sum()),
            "start": "base" if self.is_paired else "conviction",
            **self._of(whole),
            "members": self.estimate(self.own_draws()).record(),
            "blocs": {bloc: self._of(worth) for bloc, worth in self.worths.items()},
            "actors": {who: each.record() for who, each in self.actors_by_size()},
            "reference": self.estimate(self.by_actor[REFERENCE]).record(),
            "outside": {
                bloc: {"for": ours, "against": theirs} for bloc, (ours, theirs) in self.outside_shares().items()
            },
        }  # fmt: skip

    def _of(self, worth: Worth) -> dict[str, object]:
        return {
            "start_yeas": self.estimate(worth.start).record(),
            "terms": {name: self.estimate(values).record() for name, values in zip(TERMS, worth.terms, strict=True)},
            "chamber": self.estimate(worth.chamber).record(),
            "expected": self.estimate(worth.expected).record(),
        }


def decision_of(ensemble: Ensemble, name: str) -> Decision:
    """A decision of a case.

    Raises
    ------
    EnsembleError
        Where there is none of that name, or the runs end before it.
    """
    found = {decision.id: decision for decision in ensemble.setting.decisions}
    if name not in found:
        raise EnsembleError(f"--why: no such decision '{name}'{suggest(name, found)}")
    if found[name].step >= ensemble.setting.n_steps:
        last = ensemble.setting.months[-1]
        raise EnsembleError(f"--why: '{name}' falls after {last}, where the runs end")
    return found[name]


def why(ensemble: Ensemble, name: str, base: Ensemble | None = None, progress: Progress | None = None) -> Why:
    """What the terms of a vote are worth, in the runs of an ensemble.

    Parameters
    ----------
    name : of a decision that has a chamber
    base : the same replicates of the case itself, where this is another run of it; None: against convictions.
        A base that has no such decision counts as None.
    """
    decision = decision_of(ensemble, name)
    if base is not None and name not in [each.id for each in base.setting.decisions]:
        base = None
    size, parts = ensemble.chunk or chunk_size(ensemble.setting), []
    for first in range(0, len(ensemble.runs), size):
        rows = range(first, min(first + size, len(ensemble.runs)))
        now = Month(ensemble, decision, rows)
        start = None if base is None else Month(base, decision_of(base, name), rows)
        parts.append(_explained(now, start))
        if progress:
            progress(rows[-1] + 1)
    return _of_all(parts, lambda arrays: np.concatenate(arrays, axis=-1))


def _explained(now: Month, start: Month | None) -> Why:
    n_runs = len(now.replicates)
    worths: dict[str, Worth] = {}
    campaigns: dict[str, Floats] = {}
    for bloc, stand in now.stands.items():
        other = None if start is None else start.stands.get(bloc)
        if start is not None and other is None:
            worths[bloc] = _newcomer(stand.expected)
            continue
        worths[bloc] = explain.worth(stand, other)
        for who, values in by_actor(now, start, stand, other).items():
            campaigns[who] = campaigns.get(who, np.zeros(n_runs)) + values
    for bloc, stand in start.stands.items() if start is not None else ():
        if bloc not in worths:
            gone = _newcomer(stand.expected)
            worths[bloc] = Worth(gone.terms, gone.chamber, -gone.chamber, gone.start)
    rest = campaigns.pop(REFERENCE, np.zeros(n_runs))
    blocs = {now.setting.actors[each.actor]: each.row for each in now.decision.blocs}
    none = np.zeros(n_runs, dtype=np.int64)
    return Why(
        decision=now.decision,
        replicates=now.replicates,
        is_paired=start is not None,
        logits={bloc: stand.terms for bloc, stand in now.stands.items()},
        worths=worths,
        yeas={bloc: now.after.yeas[blocs[bloc]] if bloc in blocs else none for bloc in worths},
        seats={bloc: now.after.seats[blocs[bloc]] if bloc in blocs else none for bloc in worths},
        by_actor={**campaigns, REFERENCE: rest},
        outside={
            bloc: now.pressing(stand.bloc).outside_share()
            for bloc, stand in now.stands.items()
            if stand.bloc.venue >= 0
        },
        is_voted=now.is_voted if start is None else now.is_voted & start.is_voted,
        is_passed=now.after.is_passed[now.decision.row],
        missing=~now.after.is_passed[list(now.decision.requires)],
        gate=now.gate,
        topics=now.proposal.news,
    )


def _newcomer(expected: Floats) -> Worth:
    """Of a bloc that the start lacks: all of it is the chamber."""
    return Worth(np.zeros((len(TERMS), len(expected))), np.zeros_like(expected), expected, expected)


def _of_all(parts: Sequence[Why], put: Callable[[list[np.ndarray]], np.ndarray]) -> Why:
    """One out of several; `put` makes one array of theirs, each with the run axis last."""
    first = parts[0]

    def of_each(name: str) -> dict[str, np.ndarray]:
        every = dict.fromkeys(key for part in parts for key in getattr(part, name))
        zeros = [np.zeros(len(part.replicates)) for part in parts]
        return {
            key: put([getattr(part, name).get(key, zero) for part, zero in zip(parts, zeros, strict=True)])
            for key in every
        }

    worths = {
        bloc: Worth(*(put([getattr(part.worths[bloc], each.name) for part in parts]) for each in fields(Worth)))
        for bloc in first.worths
    }
    of_actors = {name: of_each(name) for name in ("logits", "yeas", "seats", "by_actor", "outside")}
    of_runs = {
        name: put([getattr(part, name) for part in parts]) for name in ("is_voted", "is_passed", "missing", "gate")
    }
    replicates = tuple(put([np.array(part.replicates) for part in parts]).tolist())
    topics = np.unique(np.concatenate([part.topics for part in parts]))
    return replace(first, replicates=replicates, worths=worths, topics=topics, **of_actors, **of_runs)  # type: ignore[arg-type]
