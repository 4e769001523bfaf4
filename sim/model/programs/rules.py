"""E11 and E12: what programs deliver and how social capital grows of it; how long cases wait, and who decides them."""

from __future__ import annotations

import numpy as np

from sim.model.formulas import share_in_step
from sim.model.state import Flags, Floats


def matched_funds(
    seed: Floats, capital: Floats, *, match_scale: Floats, seed_exponent: Floats, capital_exponent: Floats
) -> Floats:
    """Seed money draws partners' money, the more of it where there is social capital.      (rule E11-1)

    partner_funds = m seed^a capital^b

    Reads   seed [100,000 USD a year]; capital [years of success, >= 0], from build_capital; m [partners' money per unit
            of seed where capital is 1]; exponents a, b
    Writes  partner_funds [100,000 USD a year], of a site that is open and has a partner
    Source  ours; for the claims that seed funds induce matching and that social capital with leaders is crucial
            (CaseHistory S72-S74); no match ratio is documented. A power of each, as in a production function.

    >>> w = dict(match_scale=3.0, seed_exponent=0.5, capital_exponent=0.5)
    >>> float(matched_funds(np.float64(4.0), np.float64(0.25), **w))
    3.0
    """
    return match_scale * seed**seed_exponent * capital**capital_exponent


def build_capital(
    capital: Floats, own: Floats, elsewhere: Floats, learning: Floats, spillover: Floats, loss: Floats, dt: float
) -> Floats:
    """Success at a place, and to some part elsewhere, builds the host's social capital.    (rule E11-2)

    capital' = capital + dt (tk (own + so elsewhere) - dk capital)

    Reads   capital [years of success, >= 0]; own [>= 0], success of the host's programs at this place, elsewhere the
            mean over all its places; learning tk and loss dk [per year]; spillover so [share]; dt [years]
    Writes  capital' [years of success, >= 0]
    Source  ours; for a learning curve of over twenty years of bonding, trial and error (CaseHistory S62, S66, S87).

    >>> build_capital(1.0, 0.5, 0.25, 1.0, 1.0, 0.05, 1.0)
    1.7
    """
    return capital + dt * (learning * (own + spillover * elsewhere) - loss * capital)


def may_open(alliance: Floats, is_funded: Flags, is_matched: bool, ratio: Floats) -> Flags:
    """A site opens only with a local partner, who must be ready to match the seed.         (rule E11-3)

    may_open = alliance > 0, there are funds, and partners add at least 1 for 1 (where they match at all)

    Reads   alliance [0-1], share of possible partners that are allied with the host; is_funded; is_matched;
            ratio [partners' money per unit of seed], from matched_funds of a seed of 1
    Writes  may_open
    Source  claimed (CaseHistory S64: through local partner networks; S73: partners usually give much more);
            the threshold of 1 is ours.

    >>> bool(may_open(np.float64(0.5), np.True_, True, np.float64(0.9)))
    False
    >>> bool(may_open(np.float64(0.5), np.True_, False, np.float64(0.9)))
    True
    """
    return (alliance > 0.0) & is_funded & ((ratio >= 1.0) | (not is_matched))


def prob_site(alliance: Floats, capital: Floats, partner_rate: Floats, dt: float) -> Floats:
    """Social capital finds a partner for another site.                                     (rule E11-4)

    prob_site = 1 - exp(-pr alliance capital dt)

    Reads   alliance [0-1]; capital [years of success]; partner_rate pr [per year, per year of success]; dt [years]
    Writes  prob_site [0-1], in this step, of a site that may open
    Source  ours: the more of its possible partners are allies, and the older the bonds, the sooner one is found.

    >>> round(float(prob_site(np.float64(0.5), np.float64(20.0), np.float64(0.1), 1.0)), 3)
    0.632
    """
    return share_in_step(partner_rate * alliance * capital, dt)


def delivered_share(
    seed: Floats, partner_funds: Floats, need: float, academic: Floats, is_measured: bool, support_loss: Floats
) -> Floats:
    """What a site delivers hangs on money, on scholars and on measurement.                 (rule E11-5)

    delivered = min(1, (seed + partner_funds) / need) (1 - sl (1 - academic)) (1 - sl (1 - measured))

    Reads   seed, partner_funds, need [100,000 USD a year]; academic [0-1], share of the academics named that are
            allied with the host; is_measured; support_loss sl [0-1]
    Writes  delivered [0-1] of what it could
    Source  claimed (CaseHistory S131: replication needs transparent funding, academic collaboration, continuous
            measurement); that each missing support takes the same share is ours.

    >>> delivered_share(np.float64(1.0), np.float64(0.5), 2.0, np.float64(0.0), True, np.float64(0.5)).item()
    0.375
    """
    funded = np.minimum(1.0, (seed + partner_funds) / need)
    return funded * (1.0 - support_loss * (1.0 - academic)) * (1.0 - support_loss * (1.0 - is_measured))


_NOTHING = 1e-300  # cases per year


def queue_time(service_rate: Floats, arrival_rate: Floats) -> Floats:
    """A case waits and is served; the nearer a desk is to its capacity, the longer.        (rule E12-1)

    queue_time = 1 / (mu - la), without end (1e300) if mu <= la

    Reads   service_rate mu, arrival_rate la [cases per year, >= 0]
    Writes  queue_time [years] from filing to decision
    Source  definition: mean time in a queue of one server with exponential arrivals and services (M/M/1).

    >>> float(queue_time(np.float64(30.0), np.float64(20.0)))
    0.1
    >>> bool(queue_time(np.float64(30.0), np.float64(30.0)) > 1e299)
    True
    """
    return 1.0 / np.maximum(service_rate - arrival_rate, _NOTHING)


def local_wait(queue: Floats, n_offices: Floats, coordination_cost: Floats) -> Floats:
    """Many offices must agree on what they do alike.                                       (rule E12-2)

    local_wait = queue + kc log(D) / 365.25

    Reads   queue [years], from queue_time of one office; n_offices D [>= 0; below 1 counts as 1];
            coordination_cost kc [days per log of the number of offices]
    Writes  local_wait [years]
    Source  Oates1972 for the cost of deciding at many places; the logarithm is ours.

    >>> round(float(local_wait(np.float64(0.0), np.float64(np.e), np.float64(365.25))), 6)
    1.0
    """
    return queue + coordination_cost * np.log(np.maximum(n_offices, 1.0)) / 365.25


def local_share(policy: Floats, n_offices: Floats) -> Floats:
    """Those who govern let local offices decide as far as their policy goes.               (rule E12-3)

    local_share = (1 + policy) / 2, 0 without offices

    Reads   policy [-1, 1] on who decides, mean of those who govern; n_offices [>= 0]
    Writes  local_share [0-1] of all cases
    Source  definition: the scale of the issue, from no case to all cases.

    >>> local_share(np.array([0.5, 0.5]), np.array([3.0, 0.0])).tolist()
    [0.75, 0.0]
    """
    return np.where(n_offices > 0.0, 0.5 * (1.0 + policy), 0.0)


def given_up(wait: Floats, longest_wait: Floats) -> Floats:
    """Nobody waits for ever: a case that would take longer is given up.                    (rule E12-4)

    wait' = min(longest_wait, wait)

    Reads   wait, longest_wait [years]
    Writes  wait' [years], the most that is counted of a case
    Source  ours: a queue at its capacity has no end, and no office keeps cases open for ever.

    >>> float(given_up(np.float64(7.0), np.float64(2.0)))
    2.0
    """
    return np.minimum(longest_wait, wait)
