"""A small scenario of ties: offices bound to their governments, dated alliances, a broker, and who is branded."""

from campaign_worlds import EVENTS, TIES, VENUES, cast, drives, tie
from vote_worlds import decision, plank

from sim.scenario.schema import Scenario

_MAJORITY = {"type": "majority", "discipline": 0.0}
_SENATE = {"senate_a": 51, "senate_b": 40}
_DECISIONS = {
    # two on one day, of which the first in the file counts, later a third; then none, and the last counts on
    "law": decision("1999-09", "1999-10-20", _MAJORITY, _SENATE, {"land": plank(-0.5, 0.5)}),
    "bill": decision("1999-08", "1999-10-05", _MAJORITY, _SENATE, {"labor": plank(0.5, -0.6)}, executive="president"),
    "vote": decision("1999-12", "1999-12", _MAJORITY, _SENATE, {"mining": plank(0.4, -0.9)}),
    "poll": decision("1999-12", "1999-12", _MAJORITY, _SENATE, {"mining": plank(-0.4, 0.9)}),
}
_HELD = [
    tie("ministry", "ruler", type="structural"),  # until the ministry is gone
    tie("consul", "ruler", type="structural", since="1999-08"),
    tie("left_bench", "right_bench", type="structural", until="1999-12"),
    tie("merchants", "villagers", type="structural"),  # opponents that hate to be tied
    tie("exiles", "farmers", until="2000-02"), tie("exiles", "friends"), tie("daily", "singer", since="1999-11"),
    tie("broker", "friends", type="contact"), tie("broker", "singer", type="contact", since="1999-08"),
    tie("broker", "cousins", type="contact", until="1999-12"),
    tie("planters", "broker", type="contact", until="1999-10"),
]  # fmt: skip
_RHETORIC = {"ruler": 0.2, "ministry": 1.0, "president": 0.0, "elders": 0.8}
_SPOKEN = {
    "title": "Spoken", "date": "1999-12", "source": "assumed",
    "changes": [
        {"actors": {"ids": ["president"]}, "field": "rhetoric", "value": 1.0},
        {"actors": {"ids": ["ruler", "elders"]}, "field": "rhetoric", "value": 0.6},
    ],
}  # fmt: skip
_SHUT_OUT = {"ids": ["villagers", "friends"]}  # one who would come in by an ally's door, and one by its own


def ends(seed: int) -> dict[str, dict]:
    """The actors of the drives, a second executive in the south, exiles without government, and a broker."""
    rows = cast(seed)
    rows["ministry"]["role"] = "executive"
    for name, rhetoric in _RHETORIC.items():
        rows[name]["rhetoric"] = rhetoric
    rows["exiles"] = rows["farmers"] | {"id": "exiles", "name": "exiles", "country": "west"}
    rows["broker"] = rows["friends"] | {"id": "broker", "name": "broker"}
    rows["broker"]["positions"] = {
        k: (rows["friends"]["positions"][k] + rows["singer"]["positions"][k]) / 2 for k in rows["friends"]["positions"]
    }
    for name in ("singer", "friends"):
        rows[name]["positions"]["land"] = 0.0  # who loses nothing, and gains nothing
    return rows


def meetings(seed: int = 0, **changes: object) -> Scenario:
    """Twenty-one actors in four countries; in odd worlds only those listed together may listen or ally."""
    venues = VENUES | {"capitol": VENUES["capitol"] | {"closed_to": _SHUT_OUT}}
    document = {
        "actors": ends(seed), "ties": TIES + _HELD, "decisions": _DECISIONS, "events": EVENTS | {"spoken": _SPOKEN},
        "venues": venues,
    }  # fmt: skip
    return drives(seed, **document | changes)
