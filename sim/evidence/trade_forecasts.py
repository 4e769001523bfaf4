"""How well votes on trade are forecast by party, NOMINATE, president and labor's campaign (rows of V27).

Every forecaster is the hierarchical logit of trade_votes.py with fewer or more terms, fitted without the votes that it
forecasts, and without the episode they belong to where the row says so; the rule of version 0.5.0 stands beside them
as it was, without a fit. The score is the summed party error: how many yeas of Democrats and how many of Republicans
are missed, added. Intervals draw terms, effects of vote and of party, and members.

The campaigns are known to the forecaster, by codes made by people who had seen results: *measured, coding not blind*.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
from numpy.random import default_rng
from scipy.special import expit

from sim.evidence.hierarchy import fit
from sim.evidence.trade_data import IN_SAMPLE, TradeVotes
from sim.evidence.trade_votes import ALONE, BASE, Model
from sim.model.state import Counts, Flags, Floats

SEED = 27
N_DRAWS, N_RESAMPLES = 1000, 10_000
LEVEL = 0.9
NORMAL_90 = NormalDist().inv_cdf((1.0 + LEVEL) / 2.0)
SINCE = np.datetime64("2003-01-01")  # forward in time: forecasts of the votes from here on, 13 votes before them
FORECASTERS = {
    "party": Model(nominate=False, president=False, labor=""),
    "party and NOMINATE": Model(president=False, labor=""),
    "president and NOMINATE": ALONE,
    "with campaigns": BASE,
}
QUICK = ("party", "with campaigns")
OTHERS = {  # not in a quick ladder
    "coding one": replace(BASE, labor="one"),
    "coding two": replace(BASE, labor="two"),
    "labor on Republicans instead": replace(BASE, on="R"),
}
OLD = "rule of 0.5.0"
# That rule, on its reading of the votes of 1991: gain of a party's mean and slope along NOMINATE's axis (D, R), stance
# of Republican leaders, and its numbers.
OLD_MEAN, OLD_SLOPE, OLD_REPUBLICAN_LEADERS = (-2 / 7, 0.35), (0.6, 2.02 / 3), 1.0
OLD_INDIFFERENCE, OLD_SAME_PARTY, OLD_ENDORSEMENT = 0.351, 0.82, 0.5


# Forecasts


@dataclass(frozen=True)
class Forecast:
    """Yeas of Democrats and Republicans in some votes, (vote, 2) each; nan where a vote is not forecast."""

    yeas: Floats
    low: Floats  # of the 90 % interval
    high: Floats

    def errors(self, actual: Floats) -> Floats:
        """Summed party error of each vote [votes], (vote,)."""
        return np.abs(self.yeas - actual).sum(axis=1)

    def covered(self, actual: Floats) -> Flags:
        """Which party's yeas lie in the interval, (vote, 2)."""
        return (self.low <= actual) & (actual <= self.high)


def forecast(known: TradeVotes, asked: TradeVotes, model: Model, start: tuple[float, float]) -> tuple[Floats, ...]:
    """Expected yeas and the ends of their 90 % interval, (vote, 2) each, from a fit to other votes.

    Parameters
    ----------
    known : votes to fit
    asked : votes to forecast
    model : terms
    start : spreads from which the fit sets out
    """
    fitted = fit(model.sample(known), start, errors=False)
    sample, rng = model.sample(asked), default_rng(SEED)
    terms = rng.multivariate_normal(fitted.terms, fitted.cov, N_DRAWS).T
    of_vote = fitted.sds[0] * rng.standard_normal((len(asked.name), N_DRAWS))
    of_group = fitted.sds[1] * rng.standard_normal((len(sample.vote), N_DRAWS))
    prob = expit(sample.design @ terms + (of_vote[sample.vote] + of_group)[sample.group])
    cast = (rng.uniform(size=prob.shape) < prob).astype(float)
    n = len(sample.vote)
    counts = np.stack([cast[sample.group == group].sum(axis=0) for group in range(n)])
    middle = np.array([prob[sample.group == group].sum(axis=0).mean() for group in range(n)])
    low, high = np.quantile(counts, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=1)
    return middle.reshape(-1, 2), low.reshape(-1, 2), high.reshape(-1, 2)


def held_out(votes: TradeVotes, model: Model, folds: Counts) -> Forecast:
    """Forecast the votes of each fold from all others.

    Parameters
    ----------
    votes : all of them
    model : terms
    folds : (vote,) index of the fold, -1 for votes that are never forecast
    """
    return _gather(votes, model, ((folds != fold, folds == fold) for fold in np.unique(folds[folds >= 0])))


def forward(votes: TradeVotes, model: Model, since: np.datetime64 = SINCE) -> Forecast:
    """Forecast the votes of each day from those of earlier days."""
    days = np.unique(votes.date[votes.date >= since])
    return _gather(votes, model, ((votes.date < day, votes.date == day) for day in days))


def _gather(votes: TradeVotes, model: Model, splits: Iterator[tuple[Flags, Flags]]) -> Forecast:
    found = [np.full((len(votes.name), 2), np.nan) for _ in range(3)]
    sds = fit(model.sample(votes), errors=False).sds  # where the search sets out, no more
    for known, asked in splits:
        each = forecast(votes.among(known), votes.among(asked), model, (float(sds[0]), float(sds[1])))
        for whole, part in zip(found, each, strict=True):
            whole[asked] = part
    return Forecast(*found)


def old_rule(votes: TradeVotes) -> Forecast:
    """Expected yeas by version 0.5.0's rule with its numbers: gain, the president's party, leaders; no interval."""
    first = votes.nominate[:, 0]
    roll = votes.name[votes.vote] == IN_SAMPLE[0]
    means = [float(first[roll & (votes.republican == party)].mean()) for party in (False, True)]
    step = 0.9 / (means[1] - means[0])  # coded party means of -.3 and .6
    party = votes.republican.astype(int)
    gain = np.array(OLD_MEAN)[party] + np.array(OLD_SLOPE)[party] * step * (first - np.array(means)[party])
    own = votes.republican == votes.republican_president[votes.vote]
    leaders = np.where(votes.republican, OLD_REPUBLICAN_LEADERS, votes.leaders[votes.vote])
    prob = expit(gain / OLD_INDIFFERENCE + OLD_SAME_PARTY * own + OLD_ENDORSEMENT * leaders)
    nothing = np.full((len(votes.name), 2), np.nan)
    return Forecast(votes.yeas(prob), nothing, nothing)


def paired(better: Floats, worse: Floats, episodes: Counts) -> tuple[float, float, float]:
    """How much smaller one error is than another, on average over votes, and its 90 % interval.

    Episodes are resampled, not votes: those of one bill or one day err together.

    Parameters
    ----------
    better, worse : (vote,) errors [votes]
    episodes : (vote,) index of the episode
    """
    _, of = np.unique(episodes, return_inverse=True)
    sums, sizes = np.bincount(of, worse - better), np.bincount(of)
    drawn = default_rng(SEED).integers(len(sums), size=(N_RESAMPLES, len(sums)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(sums.sum() / sizes.sum()), float(low), float(high)
