"""The roll call of 1991 member by member, and how well the rule of E6 forecasts it beside its rivals (V13).

House, 23 May 1991, roll call 111 on H.Res. 101. A yea on the roll call was a vote against fast track, so `keeps`
turns the roll round. By E6 a member's gain is its trade position, and nothing else moves the vote (why: votes.py), so
that indifference is all that is fitted. Origin of the file: Lewis et al., Voteview, https://voteview.com. NOMINATE is
itself estimated from votes that include this one, which makes every forecast by it, ours among them, a generous one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pandas as pd
import statsmodels.api as sm
from numpy.random import default_rng

from sim.evidence.record import Row, Verdict
from sim.model.state import Flags, Floats
from sim.model.votes import rules as votes_rules

FILE = "votes/house_102_fast_track_1991.csv"
YEA, NAY = (1, 2, 3), (4, 5, 6)
DEMOCRAT, REPUBLICAN = 100, 200
# Trade positions of the parties in the actor table of the NAFTA case: coded inputs, +-.2, not outcomes.
CODED_MEAN = {DEMOCRAT: -0.3, REPUBLICAN: 0.6}
SEED, REPETITIONS, QUICK_REPETITIONS, FOLDS = 1991, 20, 3, 10
BASELINE_ACCURACY, BASELINE_BRIER = 0.735, 0.180  # party and NOMINATE in two dimensions
NORMAL_95 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class RollCall:
    """Members who voted; every array has shape (member,)."""

    keeps: Floats  # {0, 1}: keeps fast track
    party: Floats  # party code of Voteview
    first: Floats  # NOMINATE dimension 1 [-1, 1]
    second: Floats  # NOMINATE dimension 2 [-1, 1]

    def of(self, party: int) -> Flags:
        """Who belongs to a party."""
        return self.party == party

    def among(self, chosen: Flags) -> RollCall:
        """The same roll call for some of its members."""
        return RollCall(self.keeps[chosen], self.party[chosen], self.first[chosen], self.second[chosen])

    def positions(self, like: RollCall | None = None) -> Floats:
        """Trade positions: dimension 1 mapped so that party means equal the actor table's (mapping of `like`)."""
        means = {party: (like or self).first[(like or self).of(party)].mean() for party in CODED_MEAN}
        step = (CODED_MEAN[REPUBLICAN] - CODED_MEAN[DEMOCRAT]) / (means[REPUBLICAN] - means[DEMOCRAT])
        return CODED_MEAN[DEMOCRAT] + step * (self.first - means[DEMOCRAT])


@dataclass(frozen=True)
class Numbers:
    """What the rule of E6 needs on this roll call."""

    indifference: float  # [gain per logit]
    spread: Mapping[int, float] = field(default_factory=dict)  # of members in a party's bloc [position, sd]; else 0

    def prob(self, gains: Floats) -> Floats:
        """Probabilities of keeping fast track by the rule of E6, without any shift."""
        return votes_rules.prob_yea(gains, np.asarray(self.indifference), np.zeros(1))


def read_roll_call(data: Path) -> RollCall:
    """The 423 members who voted on roll call 111.

    Raises
    ------
    FileNotFoundError
        If the file is not in `data`.
    """
    path = data / FILE
    if not path.is_file():
        raise FileNotFoundError(f"no {FILE} in the data folder")
    table = pd.read_csv(path)
    table = table[table["roll_111"].isin(YEA + NAY)]
    keeps = table["roll_111"].isin(NAY)
    columns = (keeps, table["party_code"], table["nominate_dim1"], table["nominate_dim2"])
    return RollCall(*(column.to_numpy(dtype=float) for column in columns))


def forecast_rows(roll: RollCall, measured: Numbers, repetitions: int) -> list[Row]:
    """All rows of V13: rivals reproduced, the rule of E6 out of sample, and its two properties in sample."""
    scores = cross_validate(roll, repetitions)
    return [*_rival_rows(scores), *_own_rows(scores), _bloc_row(roll, measured), _share_row(roll, measured)]


# Cross-validation


def cross_validate(roll: RollCall, repetitions: int = REPETITIONS) -> dict[str, Floats]:
    """Share right and Brier score of every forecaster over repeated 10-fold splits, (repetition, 2) each."""
    rng, n = default_rng(SEED), len(roll.keeps)
    scores: dict[str, list[tuple[float, float]]] = {}
    for _ in range(repetitions):
        fold = np.empty(n, dtype=int)
        fold[rng.permutation(n)] = np.arange(n) % FOLDS
        splits = [(fold != each, forecasts(roll, fold != each)) for each in range(FOLDS)]
        for name in splits[0][1]:
            prob = np.empty(n)
            for trained, found in splits:
                prob[~trained] = found[name]
            right = (prob > 0.5) == roll.keeps
            scores.setdefault(name, []).append((float(right.mean()), float(np.square(prob - roll.keeps).mean())))
    return {name: np.array(each) for name, each in scores.items()}


def forecasts(roll: RollCall, trained: Flags) -> dict[str, Floats]:
    """What each forecaster, fitted on the training members alone, says of the others."""
    # One dummy, for Democrats: the independent stands with the Republicans. The published figures come out only so.
    party, first, second = roll.of(DEMOCRAT), roll.first, roll.second
    rivals = {
        "party": (party,), "NOMINATE 1-D": (first,), "NOMINATE 2-D": (first, second),
        "party and NOMINATE 2-D": (party, first, second),
    }  # fmt: skip
    known, asked = roll.among(trained), roll.among(~trained)
    found = {"majority": np.full(len(asked.keeps), known.keeps.mean())}
    for name, columns in rivals.items():
        design = np.column_stack([np.ones(len(roll.keeps)), *columns])
        fit = sm.GLM(known.keeps, design[trained], family=sm.families.Binomial()).fit()
        found[name] = np.asarray(fit.predict(design[~trained]))
    slope, _ = fit_rule(known)
    found["ours"] = Numbers(1.0 / slope).prob(asked.positions(like=known))
    return found


def fit_rule(roll: RollCall) -> tuple[float, float]:
    """Logits per unit of position by maximum likelihood, without a constant, and the standard error."""
    fit = sm.GLM(roll.keeps, roll.positions()[:, None], family=sm.families.Binomial()).fit()
    return float(fit.params[0]), float(fit.bse[0])


# Rows

RIVALS = {  # share right, Brier: validation page of the project, V13
    "majority": (0.546, None), "party": (0.733, 0.187), "NOMINATE 1-D": (0.719, 0.180),
    "NOMINATE 2-D": (0.730, 0.180), "party and NOMINATE 2-D": (BASELINE_ACCURACY, BASELINE_BRIER),
}  # fmt: skip


def _rival_rows(scores: dict[str, Floats]) -> list[Row]:
    """Each rival of V13 on our folds; inside = within two standard errors of the difference of two such means."""
    rows = []
    for name, target in RIVALS.items():
        printed = [value for value in target if value is not None]
        mean, sd = scores[name].mean(axis=0), scores[name].std(axis=0, ddof=1)
        error = 2.0 * sd * np.sqrt(1.0 / len(scores[name]) + 1.0 / REPETITIONS) + 0.0005
        verdict: Verdict = "miss"
        if all(f"{mean[i]:.3f}" == f"{value:.3f}" for i, value in enumerate(printed)):
            verdict = "exact"
        elif all(abs(mean[i] - value) <= error[i] for i, value in enumerate(printed)):
            verdict = "inside"
        ours = " / ".join(f"{mean[i]:.3f} (sd {sd[i]:.4f})" for i in range(len(printed)))
        what = f"Fast track 1991, {name}: share right / Brier, {_splits(scores)}"
        target_text = " / ".join(f"{value:.3f}" for value in printed)
        rows.append(Row("V13", what, target_text, ours, "majority .546", verdict, 423, SEED))
    return rows


def _own_rows(scores: dict[str, Floats]) -> list[Row]:
    """Ours against party and NOMINATE 2-D; a tie = within one sd, over repetitions, of the paired difference."""
    ours, rival = scores["ours"], scores["party and NOMINATE 2-D"]
    mean, sd = ours.mean(axis=0), ours.std(axis=0, ddof=1)
    apart = (ours - rival).std(axis=0, ddof=1)
    rows = []
    for i, (measure, bar, sign) in enumerate([("share right", BASELINE_ACCURACY, 1), ("Brier", BASELINE_BRIER, -1)]):
        gain = sign * (mean[i] - bar)
        verdict: Verdict = "tie" if abs(gain) <= apart[i] else "inside" if gain > 0 else "miss"
        what = f"Fast track 1991, the rule of E6 (fitted: indifference alone): {measure}, {_splits(scores)}"
        target = f"{'above' if sign > 0 else 'below'} {bar:.3f}; tie within {apart[i]:.4f}"
        baseline = f"party and NOMINATE 2-D {bar:.3f}, on these folds {rival[:, i].mean():.4f}"
        rows.append(Row("V13", what, target, f"{mean[i]:.4f} (sd {sd[i]:.4f})", baseline, verdict, 423, SEED))
    return rows


def _splits(scores: dict[str, Floats]) -> str:
    return f"{len(scores['majority'])} x {FOLDS}-fold"


def party_shares(roll: RollCall, prob: Floats) -> tuple[float, float]:
    """Mean over Democrats and over Republicans."""
    return float(prob[roll.of(DEMOCRAT)].mean()), float(prob[roll.of(REPUBLICAN)].mean())


def as_blocs(roll: RollCall, numbers: Numbers) -> Floats:
    """Each seat's probability when the chamber is given as two blocs, their means and a spread; one seat else."""
    at = np.clip(roll.positions(), -1.0, 1.0)
    for party, mean in CODED_MEAN.items():
        n = int(roll.of(party).sum())
        # Seats stand at the middles of n equal slices of the normal distribution, as in a compiled scenario.
        offsets = np.array([NormalDist().inv_cdf((seat + 0.5) / n) for seat in range(n)])
        at[roll.of(party)] = mean + numbers.spread.get(party, 0.0) * offsets
    return numbers.prob(at)


def _bloc_row(roll: RollCall, numbers: Numbers) -> Row:
    """A chamber of members against the same chamber of two blocs; positions beyond the scale are cut to its end.

    A weak test at a wide indifference: the baseline, blocs without any spread, shows how little spread then matters.
    """
    positions = roll.positions()
    each = numbers.prob(np.clip(positions, -1.0, 1.0))
    members, blocs = party_shares(roll, each), party_shares(roll, as_blocs(roll, numbers))
    sds = [float(np.sqrt(p.sum()) / len(p)) for p in (each[roll.of(k)] * (1 - each[roll.of(k)]) for k in CODED_MEAN)]
    is_inside = all(abs(a - b) <= sd for a, b, sd in zip(members, blocs, sds, strict=True))
    return Row(
        "V13",
        "Expected yes shares D, R on 1991 (in-sample): two blocs against member by member "
        f"({int((np.abs(positions) > 1).sum())} positions cut to the scale)",
        f"{_pair(members)}, each +- one sampling sd ({_pair(sds)})",
        _pair(blocs),
        f"blocs without spread {_pair(party_shares(roll, as_blocs(roll, replace(numbers, spread={}))))}",
        "inside" if is_inside else "miss",
        422,
        None,
    )


def _share_row(roll: RollCall, numbers: Numbers) -> Row:
    """Expected party shares at the measured numbers; in sample for the roll call, but none was fitted to the shares."""
    observed = party_shares(roll, roll.keeps)
    ours = party_shares(roll, as_blocs(roll, numbers))
    counts = [int(roll.of(party).sum()) for party in CODED_MEAN]
    half = [NORMAL_95 * float(np.sqrt(p * (1 - p) / n)) for p, n in zip(observed, counts, strict=True)]
    is_inside = all(abs(a - b) <= h for a, b, h in zip(observed, ours, half, strict=True))
    flat = [float(roll.keeps[roll.of(DEMOCRAT) | roll.of(REPUBLICAN)].mean())] * 2
    return Row(
        "V13",
        "Expected yes shares D, R on 1991 (in-sample) at the measured numbers "
        f"(indifference {numbers.indifference:.3f}, dispersion {_pair(list(numbers.spread.values()))})",
        f"{_pair(observed)}, each +- {_pair(half)} (95 %, binomial)",
        _pair(ours),
        f"one share for all {_pair(flat)}",
        "inside" if is_inside else "miss",
        422,
        None,
    )


def _pair(values: tuple[float, float] | list[float]) -> str:
    return f"{values[0]:.3f}, {values[1]:.3f}"
