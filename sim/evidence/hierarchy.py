"""A hierarchical logit: members inside the parties of a vote, parties inside votes.

    logit P(yea) = x b + z[vote] + w[vote, party],  z ~ N(0, sd_votes^2),  w ~ N(0, sd_parties^2)

Fitted by Laplace's approximation with numpy and scipy. Given the two spreads, Newton's method finds coefficients and
effects together; the coefficients, too, are integrated out under a flat prior, so that the spreads do not shrink with
their number (restricted maximum likelihood, BreslowClayton1993). A party of a vote
has 40 to 260 members, where Laplace's approximation costs nothing that one could see beside the errors. statsmodels
has such a model by variational Bayes alone (BinomialBayesMixedGLM), whose standard errors are too small.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import expit

from sim.model.state import Counts, Flags, Floats

MOST_STEPS, SETTLED, LEAST_SHARE = 60, 1e-9, 1e-6
LEAST_SD, MOST_SD = 0.01, 3.0  # bounds of both spreads [logits]
START = (0.25, 0.6)
REACH = 0.02  # of second differences in the spreads


@dataclass(frozen=True)
class Sample:
    """Members' votes with what is known of each; a group is a party in a vote."""

    yea: Floats  # (member,) {0, 1}
    design: Floats  # (member, term)
    group: Counts  # (member,) index of the group
    vote: Counts  # (group,) index of the group's vote

    def among(self, votes: Flags) -> Sample:
        """The same for some of the votes; votes and groups are numbered anew."""
        kept = votes[self.vote]
        members = kept[self.group]
        new_group, new_vote = np.cumsum(kept) - 1, np.cumsum(votes) - 1
        return Sample(
            self.yea[members], self.design[members], new_group[self.group[members]], new_vote[self.vote[kept]]
        )

    def with_design(self, design: Floats) -> Sample:
        """The same members with other terms."""
        return Sample(self.yea, design, self.group, self.vote)


@dataclass(frozen=True)
class Fit:
    """What was found; all in logits."""

    terms: Floats  # (term,)
    cov: Floats  # (term, term), given the spreads
    sds: Floats  # (2,) spread of votes, of parties within votes
    sd_se: Floats  # (2,) their standard errors; nan where not asked for, or at the lower bound
    log_likelihood: float  # restricted
    residual: Floats  # (member,) yea less its probability, effects of vote and party included

    def se(self) -> Floats:
        """Standard errors of the terms by the model, (term,)."""
        return np.sqrt(np.diag(self.cov))

    def clustered(self, sample: Sample, cluster: Counts) -> Floats:
        """Covariance of the terms that holds whatever goes on inside clusters of votes, (term, term).

        The sandwich over sums of scores by cluster, times m / (m - 1) for m clusters; a little small where few
        clusters bear a term.

        Parameters
        ----------
        sample : what was fitted
        cluster : (vote,) index of the cluster of each vote
        """
        of_member, m = cluster[sample.vote][sample.group], len(np.unique(cluster))
        scores = np.zeros((int(cluster.max()) + 1, len(self.terms)))
        np.add.at(scores, of_member, sample.design * self.residual[:, None])
        return self.cov @ (scores.T @ scores) @ self.cov * m / (m - 1)


@dataclass
class _Point:
    """Terms and effects, and what Newton's method makes of them."""

    terms: Floats  # (term,)
    votes: Floats  # (vote,)
    groups: Floats  # (group,)

    def moved(self, by: _Point, share: float) -> _Point:
        """Some way along a step."""
        return _Point(self.terms + share * by.terms, self.votes + share * by.votes, self.groups + share * by.groups)


class _Posterior:
    """Terms and effects of one sample, found again for each pair of spreads from where the last one ended."""

    def __init__(self, sample: Sample) -> None:
        self.sample, n = sample, len(sample.yea)
        n_groups, n_votes = len(sample.vote), int(sample.vote.max()) + 1
        self.by_group = csr_matrix((np.ones(n), (sample.group, np.arange(n))), shape=(n_groups, n))
        self.by_vote = csr_matrix((np.ones(n_groups), (sample.vote, np.arange(n_groups))), shape=(n_votes, n_groups))
        self.at = _Point(np.zeros(sample.design.shape[1]), np.zeros(n_votes), np.zeros(n_groups))

    def logit(self, at: _Point) -> Floats:
        """Of every member, effects included."""
        return self.sample.design @ at.terms + (at.votes[self.sample.vote] + at.groups)[self.sample.group]

    def penalized(self, at: _Point, of_votes: float, of_groups: float) -> float:
        """Log likelihood of the votes less what the effects cost at these precisions."""
        logit = self.logit(at)
        likelihood = float((self.sample.yea * logit - np.logaddexp(0.0, logit)).sum())
        return likelihood - 0.5 * (of_votes * float(at.votes @ at.votes) + of_groups * float(at.groups @ at.groups))

    def newton(self, at: _Point, of_votes: float, of_groups: float) -> tuple[_Point, float, Floats, float]:
        """Newton's step, how much it promises, the terms' precision, and the logarithm of the curvature's size.

        Effects of groups, then of votes, are eliminated: neither has a second derivative with its like.
        """
        design, prob = self.sample.design, expit(self.logit(at))
        residual, weight = self.sample.yea - prob, prob * (1.0 - prob)
        weighted = design * weight[:, None]
        mass, cross, pull = self.by_group @ weight, self.by_group @ weighted, self.by_group @ residual
        slope_groups, bend_groups = pull - of_groups * at.groups, mass + of_groups
        slope_votes = self.by_vote @ (pull - mass / bend_groups * slope_groups) - of_votes * at.votes
        slope = design.T @ residual - cross.T @ (slope_groups / bend_groups)
        bend_votes = self.by_vote @ (mass * of_groups / bend_groups) + of_votes
        lifted = self.by_vote @ (cross * (of_groups / bend_groups)[:, None])
        bend = (
            design.T @ weighted - cross.T @ (cross / bend_groups[:, None]) - lifted.T @ (lifted / bend_votes[:, None])
        )
        terms = np.linalg.solve(bend, slope - lifted.T @ (slope_votes / bend_votes))
        votes = (slope_votes - lifted @ terms) / bend_votes
        groups = (slope_groups - cross @ terms - mass * votes[self.sample.vote]) / bend_groups
        promised = float(
            (design.T @ residual) @ terms + (self.by_vote @ pull - of_votes * at.votes) @ votes + slope_groups @ groups
        )
        size = float(np.log(bend_groups).sum() + np.log(bend_votes).sum() + np.linalg.slogdet(bend)[1])
        return _Point(terms, votes, groups), promised, bend, size

    def settle(self, sds: Floats) -> tuple[float, Floats]:
        """Laplace's log likelihood at two spreads, and the terms' precision there.

        Raises
        ------
        ArithmeticError
            If Newton's method does not settle, as where a term is not identified.
        """
        costs = float(sds[0]) ** -2, float(sds[1]) ** -2
        value = self.penalized(self.at, *costs)
        for _ in range(MOST_STEPS):
            step, promised, bend, size = self.newton(self.at, *costs)
            if promised < SETTLED:
                effects = 0.5 * (len(self.at.votes) * np.log(costs[0]) + len(self.at.groups) * np.log(costs[1]))
                return value + effects - 0.5 * size, bend
            share = 1.0
            while (gained := self.penalized(self.at.moved(step, share), *costs)) < value and share > LEAST_SHARE:
                share /= 2.0
            self.at, value = self.at.moved(step, share), gained
        raise ArithmeticError("the hierarchical logit did not settle: is a term the same for all members?")


def fit(sample: Sample, start: tuple[float, float] = START, errors: bool = True) -> Fit:
    """Terms and spreads of a sample by restricted maximum likelihood.

    Parameters
    ----------
    sample : members' votes
    start : spreads from which the search sets out [logits]
    errors : whether to find standard errors of the spreads, too

    Raises
    ------
    ArithmeticError
        If a term is not identified.
    """
    posterior = _Posterior(sample)

    def cost(sds: Floats) -> float:
        return -posterior.settle(sds)[0]

    options = {"eps": 1e-4, "ftol": 1e-9, "gtol": 1e-3}
    found = minimize(cost, start, method="L-BFGS-B", bounds=[(LEAST_SD, MOST_SD)] * 2, options=options)
    value, bend = posterior.settle(found.x)
    at, sds = posterior.at, np.asarray(found.x, dtype=float)
    residual = sample.yea - expit(posterior.logit(at))
    sd_se = _spread_errors(cost, sds) if errors else np.full(2, np.nan)
    return Fit(at.terms, np.asarray(np.linalg.inv(bend), dtype=float), sds, sd_se, value, residual)


def _spread_errors(cost: Callable[[Floats], float], at: Floats) -> Floats:
    """Standard errors of the spreads from second differences, (2,); nan at a bound, where there are none."""
    steps, middle, is_free = REACH * np.eye(2), cost(at), at >= LEAST_SD + REACH
    curves = [cost(at + step) - 2.0 * middle + cost(at - step) if free else np.nan
              for step, free in zip(steps, is_free, strict=True)]  # fmt: skip
    bend = np.diag(curves)
    if not is_free.all():
        with np.errstate(invalid="ignore"):
            return REACH / np.sqrt(np.diag(bend))
    mixed = sum(i * j * cost(at + i * steps[0] + j * steps[1]) for i in (-1, 1) for j in (-1, 1)) / 4.0
    bend[0, 1] = bend[1, 0] = mixed
    return REACH * np.sqrt(np.diag(np.linalg.inv(bend)))
