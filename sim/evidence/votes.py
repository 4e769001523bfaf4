"""Numbers of E6 from roll calls: how steeply votes follow positions, how members spread, what a president moves.

Which reading of the slope
--------------------------
The logit of a yea rises by 1 / indifference for each unit of a member's gain. The gain is that of E6 itself, at the
planks and saliences which the NAFTA case gives the vote of 1991 (inputs, retyped in vote_forecasts.py and held to the
case by a test): a unit of position is worth .60 of gain to a Democrat and .67 to a Republican. Three readings of
the roll call of 1991 are at hand:

(i)   the slope over all members, parties pooled;
(ii)  the slope within parties, a party term taking up the rest of the gap between them;
(iii) what the two party shares imply if members spread as measured and nothing else divides the parties.

We take (ii), for a reason that lies in the model. Its rule is gain / indifference + president's party + endorsement.
In 1991 the president was a Republican and Republican leaders endorsed more firmly, so the rule adds a party gap of its
own. (i) and (iii) have already put the whole gap into the slope; the rule would count that part twice. (ii) is the
slope left for convictions once party is held constant, which is what indifference means in the rule. So measured, the
rule with its other terms at their numbers comes nearest to both parties' shares and gives their votes the highest
likelihood of the three; the estimate's note gives all of them. A first version of this script read the vote as one on
trade alone (gain = position); the rule then had another gain than the case writes down, and both parties came out too
high. That was seen on the votes of 1991 only, before any case was run with a measured number.

Only 1991 enters. Lobbying and endorsement cannot be read off a roll call and stay assumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from scipy.stats import norm, t

from sim.evidence.record import Estimate, Row
from sim.evidence.vote_forecasts import (
    CODED_MEAN,
    DEMOCRAT,
    NORMAL_95,
    QUICK_REPETITIONS,
    REPETITIONS,
    REPUBLICAN,
    Numbers,
    RollCall,
    as_blocs,
    fit_rule,
    forecast_rows,
    of_party,
    party_shares,
    read_roll_call,
)
from sim.model.parameters import table
from sim.model.votes.rules import PROBIT_SCALE
from sim.scenario.schema import Actor


def estimate(data: Path) -> list[Estimate]:
    """Indifference, dispersion and the president's-party term.

    Raises
    ------
    FileNotFoundError
        If the roll call is not in `data`.
    """
    roll = read_roll_call(data)
    spread, president = dispersion(roll), same_party()
    return [indifference(roll, spread.value, president.value), spread, president]


def ladder_rows(data: Path, quick: bool = False) -> list[Row]:
    """Rows of V13, in which the rule's constants are the package's defaults and the last two rows the estimates.

    Raises
    ------
    FileNotFoundError
        If the roll call is not in `data`.
    """
    found = {each.key: each.value for each in estimate(data)}
    default = _defaults()
    measured = replace(
        default,
        indifference=found["votes.indifference"],
        dispersion=found["actors.dispersion"],
        same_party=found["votes.same_party"],
    )
    return forecast_rows(read_roll_call(data), measured, default, QUICK_REPETITIONS if quick else REPETITIONS)


def _defaults() -> Numbers:
    numbers = table()
    named = {"indifference": "indifference", "same_party": "same_party", "endorsement": "endorsement_weight"}
    spread = float(Actor.model_fields["dispersion"].default)
    return Numbers(dispersion=spread, **{name: numbers[f"votes.{key}"].default for name, key in named.items()})


# Slope


@dataclass(frozen=True)
class Slope:
    """A logit slope per unit of gain, and the party term beside it (0 without one)."""

    value: float
    se: float
    party: float
    party_se: float

    @property
    def indifference(self) -> float:
        """Gain per logit."""
        return 1.0 / self.value

    @property
    def indifference_se(self) -> float:
        """By the delta method."""
        return self.se / self.value**2

    @property
    def interval(self) -> tuple[float, float]:
        """Indifference at the ends of the slope's 95 % interval."""
        return 1.0 / (self.value + NORMAL_95 * self.se), 1.0 / (self.value - NORMAL_95 * self.se)


def slope(roll: RollCall, has_party_term: bool) -> Slope:
    """Logit of keeping fast track on gain among members of the two parties, with or without a party term."""
    members = _of_two_parties(roll)
    columns = [np.ones(len(members.keeps)), members.gains(members.positions())]
    if has_party_term:
        columns.append(members.of(REPUBLICAN).astype(float))
    fit = sm.Logit(members.keeps, np.column_stack(columns)).fit(disp=0)
    party = (float(fit.params[2]), float(fit.bse[2])) if has_party_term else (0.0, 0.0)
    return Slope(float(fit.params[1]), float(fit.bse[1]), *party)


def from_shares(roll: RollCall, spread: float) -> tuple[float, float]:
    """Total spread of a party's gains that the two shares imply, and the indifference left in it beside `spread`."""
    democrats, republicans = party_shares(roll, roll.keeps)
    (low, slope_low), (high, slope_high) = of_party(DEMOCRAT), of_party(REPUBLICAN)
    total = float((high - low)[0]) / float(norm.ppf(republicans) - norm.ppf(democrats))
    members = spread * float((slope_low + slope_high)[0]) / 2.0
    return total, float(np.sqrt(total**2 - members**2)) / PROBIT_SCALE


def readings(roll: RollCall, spread: float) -> dict[str, float]:
    """Indifference by the three readings."""
    return {
        "pooled": slope(roll, has_party_term=False).indifference,
        "within parties": slope(roll, has_party_term=True).indifference,
        "party shares": from_shares(roll, spread)[1],
    }


def log_likelihood(roll: RollCall, numbers: Numbers) -> float:
    """Of the votes of the two parties under the rule of E6, each member at its own position."""
    members = _of_two_parties(roll)
    prob = numbers.prob(members, members.positions())
    return float(np.log(np.where(members.keeps == 1.0, prob, 1.0 - prob)).sum())


def indifference(roll: RollCall, spread: float, president: float) -> Estimate:
    """Reading (ii); the other two and what the model's rule makes of each stand in the note."""
    chosen, pooled = slope(roll, has_party_term=True), slope(roll, has_party_term=False)
    total, _ = from_shares(roll, spread)
    found = readings(roll, spread)
    rule = Numbers(0.0, spread, president, table()["votes.endorsement_weight"].default)
    fits = "; ".join(f"{name} {_fit_of(roll, replace(rule, indifference=value))}" for name, value in found.items())
    plain = _fit_of(roll, replace(rule, indifference=chosen.indifference, endorsement=0.0))
    observed = party_shares(roll, roll.keeps)
    low, high = chosen.interval
    delta = NORMAL_95 * chosen.indifference_se
    note = (
        f"House roll call 111 of 1991, logit within parties (slope {chosen.value:.2f}, se {chosen.se:.2f}, party term "
        f"{chosen.party:.2f}, se {chosen.party_se:.2f}), 95 % from the slope's interval (delta method "
        f"{chosen.indifference - delta:.2f} to {chosen.indifference + delta:.2f}). Pooled: slope {pooled.value:.2f}, "
        f"se {pooled.se:.2f}, indifference {pooled.indifference:.3f}, se {pooled.indifference_se:.3f}, 95 % "
        f"{pooled.interval[0]:.2f} to {pooled.interval[1]:.2f}. Party shares: total spread {total:.3f}. The model's "
        f"rule at same_party {president:.2f} and endorsement {rule.endorsement:g}, observed D {observed[0]:.3f}, "
        f"R {observed[1]:.3f}: {fits}; within parties without endorsement {plain}. Likeliest under the same rule: "
        f"{fit_rule(_of_two_parties(roll), rule).indifference:.3f}. Proportional to the coded gap of .9 between the "
        "parties, itself +-.2 a party."
    )
    n = len(_of_two_parties(roll).keeps)
    return Estimate("votes.indifference", chosen.indifference, chosen.indifference_se, low, high, n, note)


def _fit_of(roll: RollCall, rule: Numbers) -> str:
    """What the rule makes of both parties, in words."""
    shares, observed = party_shares(roll, as_blocs(roll, rule)), party_shares(roll, roll.keeps)
    apart = sum(abs(one - other) for one, other in zip(shares, observed, strict=True))
    gap = float(np.log(shares[1] / (1 - shares[1])) - np.log(shares[0] / (1 - shares[0])))
    return (
        f"{rule.indifference:.3f} (log likelihood {log_likelihood(roll, rule):.1f}, D {shares[0]:.3f}, "
        f"R {shares[1]:.3f}, share errors {apart:.3f} in sum, logit gap {gap:.2f})"
    )


def _of_two_parties(roll: RollCall) -> RollCall:
    """Without the independent, for whom the mapping of positions has no party mean."""
    return roll.among(roll.of(DEMOCRAT) | roll.of(REPUBLICAN))


# Spread


def dispersion(roll: RollCall) -> Estimate:
    """Standard deviation of members' positions around their party's mean, both parties pooled."""
    members = _of_two_parties(roll)
    positions = members.positions()
    means = np.select([members.of(party) for party in CODED_MEAN], list(CODED_MEAN.values()))
    apart, n = positions - means, len(positions)
    value = float(np.sqrt(np.square(apart).sum() / (n - len(CODED_MEAN))))
    # From the fourth moment, since members are not quite normal around their party.
    se = float(np.sqrt((apart**4).mean() - np.square(apart).mean() ** 2)) / (2.0 * value * float(np.sqrt(n)))
    each = [float(positions[members.of(party)].std(ddof=1)) for party in CODED_MEAN]
    note = (
        "A field of the scenario, not a parameter. NOMINATE dimension 1 of those who voted on roll call 111 of 1991, "
        f"mapped so that party means are -.3 and .6; D {each[0]:.3f}, R {each[1]:.3f}. se from the fourth moment. "
        "Proportional to the coded gap of .9 between the parties, itself +-.2 a party."
    )
    return Estimate("actors.dispersion", value, se, value - NORMAL_95 * se, value + NORMAL_95 * se, n, note)


# President's party


@dataclass(frozen=True)
class Split:
    """A trade vote by party; yes = the position favorable to opening or to fast track."""

    president: int
    democrats: tuple[int, int]  # yes, no
    republicans: tuple[int, int]  # yes, no

    @property
    def gap(self) -> float:
        """Logit of Republicans' yes share less that of Democrats' [logits]."""
        democrats, republicans = (np.log(yes / no) for yes, no in (self.democrats, self.republicans))
        return float(republicans - democrats)


# Splits in the House: Voteview's roll calls for 1982 and 1991, newspapers of the day for 1994 (Baltimore Sun, Daily
# Press) and 1998 (New York Times; Republicans by subtraction).
CARIBBEAN_1982 = Split(REPUBLICAN, (98, 126), (162, 15))  # H.R. 7397, 17 Dec 1982
FAST_TRACK_1991 = Split(REPUBLICAN, (91, 170), (140, 21))  # H.Res. 101 turned round, 23 May 1991
URUGUAY_1994 = Split(DEMOCRAT, (167, 89), (121, 56))  # 29 Nov 1994
FAST_TRACK_1998 = Split(DEMOCRAT, (29, 171), (151, 71))  # H.R. 2621, 25 Sep 1998
CONTENT_1982 = Split(REPUBLICAN, (58, 170), (130, 44))  # H.R. 5133 turned round, 15 Dec 1982; a variant only
# Senate: Voteview for 1991, Chicago Tribune for 1994.
SENATE_1991 = Split(REPUBLICAN, (23, 31), (36, 5))  # S.Res. 78 turned round, 24 May 1991
SENATE_1994 = Split(DEMOCRAT, (41, 13), (35, 11))  # 1 Dec 1994
# Party splits known from memory: never in the estimate, in its note as a check.
URUGUAY_FAST_TRACK_1993 = Split(DEMOCRAT, (145, 102), (150, 23))  # House, H.R. 1876, 22 Jun 1993
SENATE_1997 = Split(DEMOCRAT, (26, 19), (43, 12))  # cloture on fast track, 4 Nov 1997

# The president withheld support in 1998, so that his party had less of a call to follow: half weight.
HOUSE = {CARIBBEAN_1982: 1.0, FAST_TRACK_1991: 1.0, URUGUAY_1994: 1.0, FAST_TRACK_1998: 0.5}


def half_difference(weights: Mapping[Split, float]) -> float:
    """Half of what the party gap is wider under Republican than under Democratic presidents [logits]."""
    means = {
        party: np.average(
            [split.gap for split in weights if split.president == party],
            weights=[weight for split, weight in weights.items() if split.president == party],
        )
        for party in (REPUBLICAN, DEMOCRAT)
    }
    return float(means[REPUBLICAN] - means[DEMOCRAT]) / 2.0


def same_party() -> Estimate:
    """Half the difference of mean gaps in four House votes; its interval is the range with one vote left out."""
    value, n = half_difference(HOUSE), len(HOUSE)
    sides = np.array([1.0 if split.president == REPUBLICAN else -1.0 for split in HOUSE])
    gaps, weights = np.array([split.gap for split in HOUSE]), np.array(list(HOUSE.values()))
    fit = sm.WLS(gaps, sm.add_constant(sides), weights=weights).fit()
    se, reach = float(fit.bse[1]), float(t.ppf(0.975, n - 2))
    left_out = [half_difference({k: w for k, w in HOUSE.items() if k is not each}) for each in HOUSE]
    equal = dict.fromkeys(HOUSE, 1.0)
    variants = {
        "all equal": equal,
        "1991 against 1994": {FAST_TRACK_1991: 1.0, URUGUAY_1994: 1.0},
        "with domestic content 1982": {**HOUSE, CONTENT_1982: 1.0},
        "Senate 1991 against 1994": {SENATE_1991: 1.0, SENATE_1994: 1.0},
        "check from memory, all equal with H.R. 1876": {**equal, URUGUAY_FAST_TRACK_1993: 1.0},
        "check from memory, Senate with 1997": {SENATE_1991: 1.0, SENATE_1994: 1.0, SENATE_1997: 1.0},
    }
    listed = "; ".join(f"{name} {half_difference(votes):.2f}" for name, votes in variants.items())
    note = (
        "Half the difference of mean logit gaps R - D under Republican (1982 Caribbean Basin, 1991 fast track) and "
        "Democratic presidents (1994 Uruguay Round; 1998 fast track at half weight, the president withholding "
        f"support), House. Interval: leaving one vote out. Student's t with {n - 2} degrees of freedom over {n} votes "
        f"gives {value - reach * se:.2f} to {value + reach * se:.2f}, which holds 0. Variants: {listed}. "
        "Issue and period move with it."
    )
    return Estimate("votes.same_party", value, se, min(left_out), max(left_out), n, note)
