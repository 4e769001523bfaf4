"""The numbers of E6 from 37 votes on trade in the US House and Senate, 1991-2015 (V27). *Measured, coding not blind.*

What is fitted
--------------
    logit P(yea) = a[party, chamber] + s[party] NOMINATE + bp own + c[party] campaign + z[vote] + w[vote, party]

over members of the two parties (hierarchy.py): own = +1/2 for the president's party, -1/2 for the other, since all 37
were asked for by the president of the day; campaign = how far organized labor campaigned against [0-1]. NOMINATE has
both dimensions; slopes are those of the first, in logits per unit. A second fit adds environmental groups against
[0-1] and business in favor [0-1].

What it may not be used for
---------------------------
Campaigns were coded twice, by people who had seen results of some of these very votes: neither coding is blind, and
that they agree is no evidence of validity. So every estimate stands with either coding, with their mean, and without
seven doubtful votes. A term on a campaign is what went with the code of a campaign in these votes; the chain from
effort to campaign, which the model simulates, is not tested here.

Both votes of 1991 are in the fit: they are *in-sample* wherever they print. Which votes are refused: trade_data.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from sim.evidence.hierarchy import Fit, Sample, fit
from sim.evidence.record import Estimate
from sim.evidence.trade_data import DOUBTFUL, FOLDER, IN_SAMPLE, PARTIES, TradeVotes, read
from sim.evidence.vote_forecasts import NORMAL_95
from sim.model.state import Flags, Floats

MARK = "measured, coding not blind"
CODINGS = ("one", "two", "mean")


# The model


@dataclass(frozen=True)
class Model:
    """Which terms stand beside the constants of party and chamber."""

    nominate: bool = True
    president: bool = True
    labor: str = "mean"  # the coding, or none
    on: str = "DR"  # parties that labor's campaign acts on
    others: bool = False  # environmental groups on either party, and business
    leaders: bool = False  # how Democratic leaders voted
    chambers: bool = True  # constants of either chamber, where there are two

    def columns(self, votes: TradeVotes) -> dict[str, Floats]:
        """Each term's column, (member,)."""
        of, sides = votes.vote, {"D": ~votes.republican, "R": votes.republican}
        columns: dict[str, Floats] = {}
        for party, side in sides.items():
            columns[party] = side.astype(float)
            if self.chambers:
                columns[f"{party} in the Senate"] = (side & ~votes.house[of]).astype(float)
            if self.nominate:
                for i in (0, 1):
                    columns[f"NOMINATE {i + 1} of {party}"] = votes.nominate[:, i] * side
            if self.labor and party in self.on:
                columns[f"labor on {party}"] = votes.labor[self.labor][of] * side
            if self.others:
                columns[f"environment on {party}"] = votes.environment[of] * side
        if self.president:
            columns["own"] = np.where(votes.republican == votes.republican_president[of], 0.5, -0.5)
        if self.others:
            columns["business"] = votes.business[of]
        if self.leaders:
            columns["leaders on D"] = votes.leaders[of] * sides["D"]
        return columns

    def sample(self, votes: TradeVotes) -> Sample:
        """What is to be fitted."""
        design = np.column_stack(list(self.columns(votes).values()))
        return Sample(votes.yea, design, votes.group(), np.repeat(np.arange(len(votes.name)), 2))


@dataclass(frozen=True)
class Found:
    """A fit with its terms by name."""

    votes: TradeVotes
    fit: Fit
    names: tuple[str, ...]
    by_vote: Floats  # (term, term) covariance clustered by vote
    by_episode: Floats  # (term, term) covariance clustered by episode

    def value(self, term: str) -> float:
        """The term itself [logits]."""
        return float(self.fit.terms[self.names.index(term)])

    def errors(self, term: str) -> Floats:
        """Its standard errors by the model, clustered by vote, and clustered by episode, (3,)."""
        i = self.names.index(term)
        return np.sqrt([each[i, i] for each in (self.fit.cov, self.by_vote, self.by_episode)])

    def show(self, term: str) -> str:
        """The term with both errors: value (by the model; clustered by vote)."""
        plain, clustered, _ = self.errors(term)
        return f"{self.value(term):.2f} ({plain:.2f}; {clustered:.2f})"

    def show_spread(self, which: int) -> str:
        """The spread of votes (0) or of parties (1) with its error."""
        return f"{self.fit.sds[which]:.2f} ({self.fit.sd_se[which]:.2f})"

    def members(self, party: str) -> tuple[float, float]:
        """How far members of a party stand apart in a vote by their NOMINATE, and its error [sd of logits].

        The error is clustered by episode.
        """
        at = [self.names.index(f"NOMINATE {i} of {party}") for i in (1, 2)]
        slopes, between = self.fit.terms[at], within(self.votes, party)
        spread = float(np.sqrt(slopes @ between @ slopes))
        lean = between @ slopes / spread
        return spread, float(np.sqrt(lean @ self.by_episode[np.ix_(at, at)] @ lean))


def find(votes: TradeVotes, model: Model) -> Found:
    """Fit a model to votes."""
    sample = model.sample(votes)
    found = fit(sample)
    clusters = (np.arange(len(votes.name)), votes.episodes())
    return Found(votes, found, tuple(model.columns(votes)), *(found.clustered(sample, each) for each in clusters))


def within(votes: TradeVotes, party: str) -> Floats:
    """Covariance of NOMINATE around its mean in each vote, among members of a party, (2, 2)."""
    members = votes.republican == (party == "R")
    scores, of = votes.nominate[members], votes.vote[members]
    means = np.stack([np.bincount(of, column) / np.bincount(of) for column in scores.T], axis=1)
    apart = scores - means[of]
    return apart.T @ apart / (len(apart) - len(votes.name))


# Estimates

BASE = Model()
FULL = Model(others=True)
ALONE = Model(labor="")


def estimate(data: Path) -> list[Estimate]:
    """President's party, campaigns, slopes and spreads: three parameters of E6, and what stands beside them.

    Raises
    ------
    FileNotFoundError
        If the votes are not in `data`.
    """
    study = Study(read(data))
    return [*_presidents(study), *_campaigns(study), *_members(study), *_spreads(study)]


class Study:
    """Fits of models to parts of the votes, each made once."""

    def __init__(self, votes: TradeVotes) -> None:
        self.votes = votes
        self.find = cache(self._find)

    def _find(self, model: Model, part: str = "all") -> Found:
        model = replace(model, chambers=part not in ("House", "Senate"))
        return find(self.votes.among(self.part(part)), model)

    def part(self, name: str) -> Flags:
        """Which votes belong to a part."""
        votes = self.votes
        return {
            "all": np.ones(len(votes.name), dtype=bool),
            "House": votes.house,
            "Senate": ~votes.house,
            "without doubtful votes": ~np.isin(votes.name, DOUBTFUL),
            "without 1991": ~np.isin(votes.name, IN_SAMPLE),
        }[name]

    def variants(self, term: str, model: Model) -> str:
        """A term by each coding, with and without doubtful votes, in either chamber, and without 1991."""
        said = []
        for coding in CODINGS:
            each = replace(model, labor=coding)
            inside, outside = (self.find(each, part).show(term) for part in ("all", "without doubtful votes"))
            said.append(f"coding {coding} {inside}, without doubtful votes {outside}")
        said += [f"{part} {self.find(model, part).show(term)}" for part in ("House", "Senate", "without 1991")]
        return "; ".join(said)


def _estimate(key: str, found: Found, term: str, note: str) -> Estimate:
    """An estimate of a term, its interval by the widest of its three errors."""
    value, errors = found.value(term), found.errors(term)
    reach = NORMAL_95 * float(errors.max())
    text = (
        f"{MARK}. {note} Errors in brackets: by the model; clustered by vote. Clustered by the "
        f"{len(set(found.votes.episodes()))} episodes {errors[2]:.2f}; low and high take the widest."
    )
    n = len(found.votes.name)
    return Estimate(key, value, float(errors[0]), value - reach, value + reach, n, text)


def _presidents(study: Study) -> list[Estimate]:
    without = "; ".join(f"{part} {study.find(ALONE, part).show('own')}" for part in ("all", "House", "Senate"))
    leaders = study.find(replace(BASE, leaders=True), "House")
    note = (
        "Logits between the president's party (+1/2) and the other (-1/2), labor's campaign held constant (mean of two "
        f"codings). {study.variants('own', BASE)}; with environment and business {study.find(FULL).show('own')}. "
        f"Without campaigns: {without}. House, with the votes of Democratic leaders {leaders.show('own')}, these "
        f"{leaders.show('leaders on D')}, endogenous. A US figure; five presidents."
    )
    plain = f"The same without campaigns, House alone; {without}. Not told from 0."
    return [
        _estimate("votes.own_president", study.find(BASE), "own", note),
        _estimate(f"{FOLDER}.own_president_without_campaigns", study.find(ALONE, "House"), "own", plain),
    ]


def _campaigns(study: Study) -> list[Estimate]:
    labor = "Labor at full campaign against, mean of two codings. {}; with environment and business {}."
    others = "{}, in the fit with labor and the other. {}."
    estimates = []
    for party, name in PARTIES.items():
        term = f"labor on {party}"
        note = labor.format(study.variants(term, BASE), study.find(FULL).show(term))
        if party == "R":
            note += " The placebo: labor's campaign should leave Republicans where they are."
        estimates.append(_estimate(f"{FOLDER}.labor_on_{name}", study.find(BASE), term, note))
    for party, name in PARTIES.items():
        term = f"environment on {party}"
        note = others.format("Environmental groups against at full campaign", study.variants(term, FULL))
        if party == "R":
            note += (
                " A placebo that fails: Republicans, whom these groups should hardly move, turn at least as much as "
                "Democrats, so that the code marks disputed votes rather than what the groups did."
            )
        estimates.append(_estimate(f"{FOLDER}.environment_on_{name}", study.find(FULL), term, note))
    note = others.format("Business in favor at full campaign", study.variants("business", FULL))
    estimates.append(
        _estimate(f"{FOLDER}.business", study.find(FULL), "business", f"{note} Never below one half: hardly known.")
    )
    return estimates


def _members(study: Study) -> list[Estimate]:
    found, estimates = study.find(BASE), []
    for party, name in PARTIES.items():
        term, second = f"NOMINATE 1 of {party}", f"NOMINATE 2 of {party}"
        apart = float(np.sqrt(within(study.votes, party)[0, 0]))
        note = (
            f"Logits per unit of NOMINATE dimension 1 within the party, dimension 2 beside it ({found.show(second)}). "
            f"{study.variants(term, BASE)}. Members stand {apart:.3f} apart on dimension 1 in a vote."
        )
        estimates.append(_estimate(f"{FOLDER}.slope_{name}", found, term, note))
    for party, name in PARTIES.items():
        parts = ("House", "Senate", "without doubtful votes", "without 1991")
        listed = "; ".join(f"{part} {study.find(BASE, part).members(party)[0]:.2f}" for part in parts)
        note = (
            f"{MARK}. Spread of members around their party's mean in a vote by both dimensions of NOMINATE "
            f"[sd of logits]. {listed}. se clustered by episode. What NOMINATE does not know adds to it: a lower bound."
        )
        spread, se = found.members(party)
        low, high, n = max(0.0, spread - NORMAL_95 * se), spread + NORMAL_95 * se, len(study.votes.name)
        estimates.append(Estimate(f"{FOLDER}.members_{name}", spread, se, low, high, n, note))
    return estimates


def _spreads(study: Study) -> list[Estimate]:
    estimates, found, n = [], study.find(BASE).fit, len(study.votes.name)
    variants = {f"coding {coding}": study.find(replace(BASE, labor=coding)) for coding in CODINGS[:2]}
    parts = ("without doubtful votes", "House", "Senate", "without 1991")
    variants |= {part: study.find(BASE, part) for part in parts}
    variants |= {"with environment and business": study.find(FULL), "without campaigns": study.find(ALONE)}
    for i, (key, what) in enumerate((("vote", "of votes (z_d)"), ("party", "of parties within votes (z_d,party)"))):
        note = (
            f"{MARK}. Spread {what} [sd of logits], by restricted likelihood, labor's campaign held constant. "
            f"{'; '.join(f'{name} {each.show_spread(i)}' for name, each in variants.items())}. "
            "At the lower bound .01 of the search there is none."
        )
        value, se = float(found.sds[i]), float(found.sd_se[i])
        low, high = max(0.0, value - NORMAL_95 * se), value + NORMAL_95 * se
        estimates.append(Estimate(f"votes.{key}_shock", value, se, low, high, n, note))
    return estimates
