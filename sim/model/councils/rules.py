"""E10: who serves on a council, how its elections are captured, what it gets done, and how far it is heard."""

from __future__ import annotations

import numpy as np

from sim.model.state import Counts, Flags, Floats


def stands(value: Floats, cost: Floats) -> Flags:
    """Who finds a seat worth more than it costs is ready to serve.                         (rule E10-1)

    stands = value > cost

    Reads   value [standard deviations], what a seat is worth to a candidate this time; cost in the same unit: its wear
            where there is a campaign, 0 where a convener picks, less than 0 where a patron lends legitimacy
    Writes  stands {0, 1}
    Source  claim S82 for elections that deter valuable leaders; the form is ours.

    >>> bool(stands(0.3, 0.25)), bool(stands(0.3, 0.5)), bool(stands(-0.3, -0.5))
    (True, False, True)
    """
    return value > cost


def electability(
    strength: Floats, capture: Floats, is_insider: Flags, *, local_slope: Floats, capture_slope: Floats
) -> Floats:
    """Support at home wins elections, and the backing of a group that has captured them.   (rule E10-2)

    electability = bsu strength + bm capture is_insider ; P(first choice) = exp(electability) over the sum of all

    Reads   strength [standard deviations], support at home; capture [0-1] of elections at the candidate's place;
            is_insider {0, 1}, put up by a local power group; slopes bsu, bm [logits per unit]
    Writes  electability [logits]; seats of a place are filled one after the other with these odds (core.choice.seats)
    Source  Plackett1975 for drawing several winners; BardhanMookherjee2000 for elites that capture local elections;
            what makes for a score is ours.

    >>> electability(0.5, 0.25, True, local_slope=1.0, capture_slope=2.0)
    1.0
    """
    return local_slope * strength + capture_slope * capture * is_insider


def captured(
    capture: Floats,
    insider_share: Floats,
    oversight: Floats,
    capture_gain: Floats,
    oversight_loss: Floats,
    years: float,
) -> Floats:
    """Insiders in office capture the next elections of their place; oversight frees them.  (rule E10-3)

    capture' = (capture + (1 - exp(-rc insider_share T)) (1 - capture)) exp(-ch oversight T)

    Reads   capture [0-1] at a place; insider_share [0-1] of those elected there; oversight [0-1], how closely choices
            are watched; capture_gain rc and oversight_loss ch [per year]; years T of a term
    Writes  capture' [0-1]
    Source  BardhanMookherjee2000 for capture that grows with the cohesion of local elites and falls with attention;
            claim S84 for its being local; a step for each term, as long as a term, is ours.

    >>> round(float(captured(0.5, 1.0, 0.0, 0.6931, 1.0, 1.0)), 3)  # the logarithm of 2: half of the way to 1
    0.75
    >>> round(float(captured(0.5, 0.0, 1.0, 1.0, 0.6931, 1.0)), 3)
    0.25
    """
    taken = capture + (1.0 - np.exp(-capture_gain * insider_share * years)) * (1.0 - capture)
    return taken * np.exp(-oversight_loss * oversight * years)


def effectiveness(n_members: Counts, crowding_size: Floats) -> Floats:
    """The larger an assembly, the less of its members' work gets anywhere.                 (rule E10-4)

    effectiveness = 1 / (1 + (n_members / n0)^2), 0 without members

    Reads   n_members [members]; crowding_size n0 [members, > 0; infinity: no size is too large]
    Writes  effectiveness [0-1]
    Source  claim S82: more than a hundred in one assembly are unwieldy; the form is ours. Michels1911 for the pattern
            that large bodies cannot decide all together.

    >>> float(effectiveness(40, 40.0)), float(effectiveness(120, 40.0)), float(effectiveness(0, 40.0))
    (0.5, 0.1, 0.0)
    """
    return np.where(n_members > 0, 1.0 / (1.0 + np.square(n_members / crowding_size)), 0.0)


def council_legitimacy(n_members: Counts, elected_share: Floats, capture: Floats, lent: Floats) -> Floats:
    """Free elections make legitimate; a patron may lend some to those who are not elected. (rule E10-5)

    legitimacy = elected_share (1 - capture) + (1 - elected_share) lent, 0 without members

    Reads   n_members [members]; elected_share [0-1] of them; capture [0-1], mean over places that have seats;
            lent [0-1], from lend_legitimacy
    Writes  legitimacy [0-1]; adds to the prestige of the body in contact_appeal
    Source  claims S78 and S85: autonomy is the source of legitimacy, and selection by a government takes it away;
            the form is ours.

    >>> float(council_legitimacy(100, 0.75, 0.5, 0.5)), float(council_legitimacy(0, 0.0, 0.0, 0.5))
    (0.5, 0.0)
    """
    return np.where(n_members > 0, elected_share * (1.0 - capture) + (1.0 - elected_share) * lent, 0.0)


def voice(effectiveness: Floats, legitimacy: Floats, voice_weight: Floats) -> Floats:
    """Who gets things done speaks louder, and so does who is legitimate.                   (rule E10-6)

    voice = effectiveness (1 + vw legitimacy)

    Reads   effectiveness [0-1]; legitimacy [0-1]; voice_weight vw [share]
    Writes  voice [0 to 1 + vw]; what the body can spend is multiplied by it a step later (E4-1)
    Source  claims S79 and S89 for independent voices that can say more; the product is ours.

    >>> voice(0.5, 0.5, 1.0)
    0.75
    """
    return effectiveness * (1.0 + voice_weight * legitimacy)


def mandated(anchor: Floats, mix: Floats, mandate: Floats) -> Floats:
    """A new council draws the convictions of its body toward those of its members.         (rule E10-7)

    anchor' = anchor + mandate (mix - anchor)

    Reads   anchor [-1, 1] of the body; mix [-1, 1], mean over members of what their group thinks now;
            mandate [share of the way]
    Writes  anchor' [-1, 1]; the position follows by E1-7
    Source  claim S83 for councils whose make-up changes with those who serve; the form is ours.

    >>> mandated(0.0, 0.5, 0.5)
    0.25
    """
    return anchor + mandate * (mix - anchor)


def worn(wear: Floats, is_first: Flags, election_wear: Floats, established_wear: Floats) -> Floats:
    """Every campaign wears out those who stand, the established more.                      (rule E10-8)

    wear' = wear + we (1 + wg (1 - is_first))

    Reads   wear [standard deviations of what a seat is worth]; is_first {0, 1}, of the first generation; election_wear
            we in the same unit; established_wear wg [share]
    Writes  wear' [same unit, >= 0]
    Source  claims S82-S83: elections deter those with other things to do, and the first generation's share rises;
            the form is ours.

    >>> float(worn(0.25, True, 0.25, 1.0)), float(worn(0.25, False, 0.25, 1.0))
    (0.5, 0.75)
    """
    return wear + election_wear * (1.0 + established_wear * (1.0 - is_first))


def suitability(strength: Floats, is_wanted: Flags, theme_weight: Floats) -> Floats:
    """A convener picks those with support at home, and those whose theme it wants.         (rule E10-9)

    suitability = strength + tw is_wanted

    Reads   strength [standard deviations], support at home; is_wanted {0, 1}, whether the candidate's theme is among
            those asked for; theme_weight tw [standard deviations]
    Writes  suitability [standard deviations]
    Source  claim S85: projects on themes instead of elections; the form is ours.

    >>> suitability(0.5, True, 1.0)
    1.5
    """
    return strength + theme_weight * is_wanted
