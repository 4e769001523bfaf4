"""What E6 takes from House roll call 111 of 1991: how steeply votes follow positions, and how members spread (V13).

The logit of a yea rises by 1 / indifference for each unit of a member's gain. The gain is E6's own: a plank counts by
what is new since positions were coded, and in 1991 trade alone was, from -1 to +1, whose gain is the position itself.
The president's push was there when positions were coded and moves nothing. So the rule has no constant and no party
term, and indifference is read without them. Push and shocks of the day come from other votes (trade_votes.py); lobbying
cannot be read off a roll call and stays assumed.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import statsmodels.api as sm

from sim.evidence import trade_data
from sim.evidence.record import Estimate, Row
from sim.evidence.trade_votes import BASE, Study
from sim.evidence.vote_forecasts import (
    CODED_MEAN,
    DEMOCRAT,
    NORMAL_95,
    QUICK_REPETITIONS,
    REPETITIONS,
    REPUBLICAN,
    Numbers,
    RollCall,
    fit_rule,
    forecast_rows,
    read_roll_call,
)


def estimate(data: Path) -> list[Estimate]:
    """Indifference and dispersion.

    Raises
    ------
    FileNotFoundError
        If the roll call is not in `data`.
    """
    members = _of_two_parties(read_roll_call(data))
    return [indifference(members), dispersion(members)]


def ladder_rows(data: Path, quick: bool = False) -> list[Row]:
    """Rows of V13; the last two are at the measured numbers.

    Raises
    ------
    FileNotFoundError
        If the roll call, or the votes on trade that give the spread of members, are not in `data`.
    """
    roll = read_roll_call(data)
    tau, votes = indifference(_of_two_parties(roll)).value, Study(trade_data.read(data)).find(BASE)
    measured = Numbers(tau, {DEMOCRAT: votes.members("D")[0] * tau, REPUBLICAN: votes.members("R")[0] * tau})
    return forecast_rows(roll, measured, QUICK_REPETITIONS if quick else REPETITIONS)


def _of_two_parties(roll: RollCall) -> RollCall:
    """Without the independent, for whom the mapping of positions has no party mean."""
    return roll.among(roll.of(DEMOCRAT) | roll.of(REPUBLICAN))


def indifference(members: RollCall) -> Estimate:
    """Gain per logit, parties pooled, without a constant."""
    slope, se = fit_rule(members)
    told = log_likelihood(members, 1.0 / slope)
    columns = np.column_stack([members.positions(), np.ones(len(members.keeps)), members.of(REPUBLICAN)])
    free = sm.Logit(members.keeps, columns).fit(disp=0)
    note = (
        "In-sample on House roll call 111 of 1991 wherever that prints. Gain of E6: the trade position itself. No "
        f"constant, no party term: slope {slope:.3f} (se {se:.3f}), 95 % from its interval; log likelihood {told:.1f}. "
        f"With both: {1.0 / float(free.params[0]):.3f}, party term {free.params[2]:.2f} (se {free.bse[2]:.2f}), log "
        f"likelihood {free.llf:.1f}. Proportional to the coded gap of .9 between the parties, itself +-.2 a party. No "
        "campaign enters, and no other vote."
    )
    low, high = 1.0 / (slope + NORMAL_95 * se), 1.0 / (slope - NORMAL_95 * se)
    return Estimate("votes.indifference", 1.0 / slope, se / slope**2, low, high, len(members.keeps), note)


def log_likelihood(members: RollCall, tau: float) -> float:
    """Of the votes under the rule of E6 at an indifference, each member at its own position."""
    prob = Numbers(tau).prob(members.positions())
    return float(np.log(np.where(members.keeps == 1.0, prob, 1.0 - prob)).sum())


def dispersion(members: RollCall) -> Estimate:
    """Standard deviation of members' positions around their party's mean, both parties pooled."""
    positions = members.positions()
    means = np.select([members.of(party) for party in CODED_MEAN], list(CODED_MEAN.values()))
    apart, n = positions - means, len(positions)
    value = float(np.sqrt(np.square(apart).sum() / (n - len(CODED_MEAN))))
    # From the fourth moment, since members are not quite normal around their party.
    se = float(np.sqrt((apart**4).mean() - np.square(apart).mean() ** 2)) / (2.0 * value * float(np.sqrt(n)))
    each = [float(positions[members.of(party)].std(ddof=1)) for party in CODED_MEAN]
    note = (
        "A field of the scenario, not a parameter: the default of blocs whose spread nobody measured. NOMINATE "
        "dimension 1 of those who voted on roll call 111 of 1991, "
        f"mapped so that party means are -.3 and .6; D {each[0]:.3f}, R {each[1]:.3f}. se from the fourth moment. "
        "Proportional to the coded gap of .9 between the parties, itself +-.2 a party."
    )
    return Estimate("actors.dispersion", value, se, value - NORMAL_95 * se, value + NORMAL_95 * se, n, note)
