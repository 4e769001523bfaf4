"""Expected utility: actors challenge each other over one issue, and give in, meet or move (Bueno de Mesquita).

As replicated by Scholz2011 (pages to check), with two oddities of the replication, each a switch.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.state import Floats

ROUNDS = 10  # Scholz2011, the rounds of their figure


@dataclass(frozen=True)
class Oddities:
    """What the published replication does, and its own text does not; `Oddities(False, False)` follows the text.

    Parameters
    ----------
    all_votes : a pair's chances are a share of the votes over all pairs of positions, so that they are tiny; else of
        the votes over these two, so that the chances of both sum to 1
    odd_offer : of several compromises an actor takes that with the lowest mean of both positions, weighted by what
        each expects; else that which moves it least, as with offers of the other kinds
    """

    all_votes: bool = True
    odd_offer: bool = True


def weighted_mean(position: Floats, salience: Floats, power: Floats) -> float:
    """Outcome of a round: positions weighted by power and salience, in the unit of positions.

    Source  Scholz2011.

    >>> weighted_mean(np.array([0.0, 10.0]), np.array([1.0, 0.5]), np.array([1.0, 6.0]))
    7.5
    """
    weight = power * salience
    return float((weight * position).sum() / weight.sum())


def chances(
    position: Floats, salience: Floats, power: Floats, exponent: Floats, reach: float, *, all_votes: bool
) -> Floats:
    """Chance of each actor's position to beat that of each other, (actor, actor) [0, 1].

    votes of k for i over j = power_k salience_k (|x_k - x_j|^r_k - |x_k - x_i|^r_k) / reach^r_k
    chance = sum of votes for i / sum of votes either way

    Parameters
    ----------
    exponent : r, (actor,) [1/2, 2]; 1 is neutral to risk
    reach : distance between the extreme positions
    all_votes : whether the sum below is over all pairs of positions rather than this one

    Source  Scholz2011; BuenoDeMesquita1994. What is undecided is 0, as in the replication.

    >>> x, one = np.array([0.0, 1.0, 1.0]), np.ones(3)
    >>> chances(x, one, one, one, 1.0, all_votes=False)[0].round(3)
    array([0.   , 0.333, 0.333])
    """
    far = (np.abs(position[:, None] - position) / reach) ** exponent[:, None]  # (voter, option)
    votes = (power * salience)[:, None, None] * (far[:, None, :] - far[:, :, None])  # (voter, for, against)
    won = np.maximum(votes, 0.0).sum(axis=0)
    cast = np.abs(votes).sum() if all_votes else np.abs(votes).sum(axis=0)
    differ = position[:, None] != position
    return np.divide(won, cast, out=np.zeros_like(won), where=differ & (cast > 0.0))


def gains(position: Floats, salience: Floats, chance: Floats, exponent: Floats | float, reach: float) -> Floats:
    """What each actor expects of challenging each other, (challenger, challenged) [-4, 4].

    E = s_j (P U_s + (1 - P) U_f) + (1 - s_j) U_s - U_q
    U_s = 2 - 4 (1/2 - d/2)^r, U_f = 2 - 4 (1/2 + d/2)^r, U_q = 2 - 4 (1/2)^r, d = |x_i - x_j| / reach

    Parameters
    ----------
    exponent : r of whoever judges, to be broadcast against (challenger, challenged)

    Source  Scholz2011, with Q = 1: whoever does nothing keeps the status quo.

    >>> x, s = np.array([0.0, 1.0]), np.array([0.0, 0.5])
    >>> gains(x, s, np.full((2, 2), 0.5), 1.0, 1.0).tolist()
    [[0.0, 1.0], [2.0, 0.0]]
    """
    half = 0.5 * np.abs(position[:, None] - position) / reach
    success, failure = 2.0 - 4.0 * (0.5 - half) ** exponent, 2.0 - 4.0 * (0.5 + half) ** exponent
    contested = chance * success + (1.0 - chance) * failure
    return salience * contested + (1.0 - salience) * success - (2.0 - 4.0 * 0.5**exponent)


def risk_exponents(danger: Floats) -> Floats:
    """How each actor takes risks, from what the others expect of challenging it, (actor,) [1/2, 2].

    R = (2 D_i - max D - min D) / (max D - min D), r = (1 - R/3) / (1 + R/3)

    Source  Scholz2011. They compare an actor with the others rather than with itself at other positions.

    >>> risk_exponents(np.array([0.0, 1.0, 2.0])).round(3).tolist()
    [2.0, 1.0, 0.5]
    """
    spread = float(np.ptp(danger))
    if spread == 0.0:
        return np.ones_like(danger)
    risk = (2.0 * danger - danger.max() - danger.min()) / spread
    return (1.0 - risk / 3.0) / (1.0 + risk / 3.0)


def next_positions(
    position: Floats, salience: Floats, power: Floats, reach: float, oddities: Oddities | None = None
) -> Floats:
    """Positions after everyone has taken the best offer that it got, (actor,).

    An actor i reckons with its own exponent. Where E_ji > E_ij > 0 it loses to j and moves there; where E_ji > 0 > E_ij
    it meets j at x_i + (x_j - x_i) |E_ij / E_ji| if E_ji > |E_ij|, else stays. Lost conflicts go before compromises.

    Source  Scholz2011. Capitulation, which the text has for E_ji < |E_ij|, never happens in the replication.

    >>> next_positions(np.array([0.0, 5.0, 10.0]), np.array([0.9, 0.3, 0.9]), np.array([1.0, 1.0, 3.0]), 10.0).round(2)
    array([ 0.  ,  1.28, 10.  ])
    """
    how = oddities or Oddities()
    neutral = np.ones_like(position)
    chance = chances(position, salience, power, neutral, reach, all_votes=how.all_votes)
    expected = gains(position, salience, chance, 1.0, reach)
    r = risk_exponents(expected.sum(axis=0) - np.diag(expected))
    chance = chances(position, salience, power, r, reach, all_votes=how.all_votes)
    own = gains(position, salience, chance, r[:, None], reach)  # (i, j): i challenges j
    other = gains(position, salience, chance, r, reach).T  # (i, j): j challenges i, as i sees it
    differ = position[:, None] != position
    loses, meets = differ & (other > own) & (own > 0.0), differ & (other > -own) & (-own > 0.0)
    step = np.divide(np.abs(own), other, out=np.zeros_like(own), where=meets)
    met = position[:, None] + (position - position[:, None]) * step
    weights = np.abs(own), np.abs(other)
    total = np.where(meets, weights[0] + weights[1], 1.0)
    middle = (weights[0] * position[:, None] + weights[1] * position) / total
    distance = np.abs(position[:, None] - position)
    after = position.copy()
    for i in range(len(position)):
        if loses[i].any():
            after[i] = position[np.argmin(np.where(loses[i], distance[i], np.inf))]
        elif meets[i].any():
            rank = middle[i] if how.odd_offer else np.abs(met[i] - position[i])
            after[i] = met[i, np.argmin(np.where(meets[i], rank, np.inf))]
    return after


def bargain(
    position: Floats, salience: Floats, power: Floats, rounds: int = ROUNDS, oddities: Oddities | None = None
) -> Floats:
    """Positions at the start and after each round, (round + 1, actor), in the unit of positions.

    Parameters
    ----------
    position, salience, power : (actor,); saliences [0, 1]

    Source  Scholz2011; the table of ten actors is that of BuenoDeMesquita1994 p. 78.

    >>> bargain(np.array([1.0, 1.0]), np.ones(2), np.ones(2), rounds=1).tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """
    course, reach = [position], float(np.ptp(position))
    for _ in range(rounds):
        course.append(next_positions(course[-1], salience, power, reach, oddities) if reach > 0.0 else course[-1])
    return np.array(course)
