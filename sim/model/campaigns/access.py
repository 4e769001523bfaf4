"""Who may enter which venue, and by which letter of its coded access (E4)."""

from __future__ import annotations

MEDIA = ("press", "street", "digital")
FULL_ACCESS = 3  # the highest letter of the coding
TAKES_IN_FOREIGNERS = ("legislature", "international", "court")
COURTING = ("patron", "sponsor")  # foreign states whose embassies speak to their host's government and media
LOCAL = ("subnational", "agency")
BLOC = "bloc"  # of a chamber: it votes, and can press executives (oversight, budgets)


def doors(venue: str, is_home: bool, role: str, organ_role: str | None) -> tuple[str, ...]:
    """Which letters of an actor's coded access open a venue to it.                         (rule E4-10)

    at home                              the letter of the venue's kind; of a bloc at executives alone
    abroad, a legislature                foreign_legislature
    abroad, international or a court     the letter of its kind
    abroad, executive or media           the letter of its kind, of a patron or sponsor alone (its embassy)
    abroad, a local executive organ      consular, besides (consuls talk to local authorities)

    Reads   venue: its kind; is_home: whether it lies in the actor's country; role of the actor; organ_role of the organ
            that is pressed there, None at a medium
    Writes  letters; the actor's access is the highest of its letters / 3, and 0 where no letter opens the venue
    Source  KeckSikkink1998 ch. 1 for venues abroad that take in foreigners; claim S12 for foreign legislatures;
            that embassies reach their host's government and media, and consuls local authorities, is ours.

    >>> doors("legislature", False, "advocacy", "chamber"), doors("press", False, "advocacy", None)
    (('foreign_legislature',), ())
    """
    if role == BLOC:
        return (venue,) if is_home and venue == "executive" else ()
    if is_home:
        return (venue,)
    if venue == "legislature":
        return ("foreign_legislature",)
    by_kind = (venue,) if venue in TAKES_IN_FOREIGNERS or role in COURTING else ()
    consular = ("consular",) if venue == "executive" and organ_role in LOCAL else ()
    return (*by_kind, *consular)
