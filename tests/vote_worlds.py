"""A small scenario of votes: every rule of decision, planks of every kind, executives who leave, arrive and turn."""

import numpy as np
from worlds import people, toy

from sim.scenario.schema import Scenario


def plank(status_quo, proposed, coded_at=None):
    """A plank; positions are numbers, or names of negotiations."""
    ends = {"status_quo": status_quo, "proposed": proposed} | ({} if coded_at is None else {"coded_at": coded_at})
    named = {key: {"negotiation": end} if isinstance(end, str) else end for key, end in ends.items()}
    return named | {"source": "assumed"}


def decision(pending_from, date, rule, chamber, proposal, **more):
    """A decision by this many members of each bloc."""
    blocs = {name: {"members": n, "source": "assumed"} for name, n in chamber.items()}
    rule = {"type": rule} if isinstance(rule, str) else rule
    return {
        "title": "Decision", "date": date, "pending_from": pending_from, "rule": rule, "chamber": blocs,
        "proposal": proposal, "source": "assumed",
    } | more  # fmt: skip


def cast(seed: int) -> dict[str, dict]:
    """The toy's actors, a center without party, and blocs in the US.

    The executive of Mexico leaves in 2000-03 and another arrives; that of the US will turn.
    """
    rng = np.random.default_rng(seed)
    rows = people(rng)
    for name, like, country, party in (
        ("green_house", "left", "US", "green"), ("gold_house", "right", "US", "gold"),
        ("lone_house", "center", "US", None), ("successor", "chief", "MX", "red"),
    ):  # fmt: skip
        tables = {
            "positions": {k: float(rng.uniform(-0.9, 0.9)) for k in rows[like]["positions"]},
            "saliences": {k: float(rng.uniform(0.1, 0.9)) for k in rows[like]["saliences"]},
        }
        rows[name] = rows[like] | tables | {"id": name, "name": name, "country": country, "party": party}
    rows["center"]["party"] = None
    rows["lone_house"]["saliences"] = dict.fromkeys(rows["lone_house"]["saliences"], 0.0)
    rows["president"]["positions"]["trade"] = 0.7
    rows["chief"]["positions"]["trade"] = 0.6
    rows["successor"]["positions"]["trade"] = -0.7
    rows["chief"]["active_until"] = rows["successor"]["active_from"] = "2000-03"
    return rows


def change(actor, field, value, issue="trade"):
    return {"actors": {"ids": [actor]}, "field": field, "issue": issue, "value": value}


_MEXICO = {"left": 41, "right": 30, "center": 12}
_US = {"green_house": 23, "gold_house": 25, "lone_house": 5}
_TRADE = plank(-1.0, 1.0)
_DECISIONS = {
    # in the reference month two are pending in the US: the later stands first in the file
    "senate": decision(
        "1999-07", "2000-02-20", {"type": "supermajority", "needed": 0.5, "discipline": 0.1}, _US,
        {"parks": plank(0.2, "talks", -0.6), "trade": _TRADE, "rights": plank(0.2, "talks", 0.5)},
        executive="president",
    ),
    "early": decision(
        "1999-06", "1999-11-10", {"type": "majority", "discipline": 0.2}, _US,
        {"parks": plank(0.1, 0.1), "rights": plank(0.2, -0.4, -0.1), "trade": plank(-0.5, 0.9)}, executive="president",
    ),
    "bill": decision(
        "1999-07", "2000-02-10", {"type": "majority", "discipline": 0.3}, _MEXICO,
        {"trade": _TRADE, "parks": plank(0.0, "talks", -0.6), "rights": plank(-0.3, 0.4, 0.8)}, executive="chief",
        binds=["US", "MX"], repeal={"until": "2000-05", "needed": 0.45, "source": "assumed"},
    ),
    "accord": decision(
        "1999-09", "1999-12", "consensus", {"president": 2, "chief": 1, "bank": 3, "left": 5},
        {"parks": plank(-0.2, 0.2, 0.2), "trade": plank(-0.8, 0.4), "rights": plank(0.3, 0.3, 0.3)},
        executive="president",
    ),
    "club": decision(
        "1999-09", "2000-04", "consensus", {"chief": 1, "right": 4},  # of those left, one
        {"trade": plank(0.9, 0.7), "parks": plank(0.0, 0.1, -0.9)}, gatekeeper="firms",
    ),
    "compact": decision(
        "1999-10", "2000-03", {"type": "treaty", "ratifications": 2},
        {"president": 1, "chief": 1, "bank": 1, "successor": 1, "gold_house": 7, "center": 2},
        {"rights": plank(-0.4, 0.5, 0.1), "trade": plank(0.5, -0.4)}, executive="successor",
    ),
    "decree": decision(
        "1999-08", "1999-12", "executive", {"chief": 1},
        {"rights": plank(0.1, 0.5, 0.3), "trade": plank(0.6, -0.9), "parks": plank(0.4, 0.4, 0.1)}, executive="chief",
    ),
    "order": decision(
        "1999-10", "2000-04", "executive", {"president": 1}, {"parks": plank(-0.1, 0.1), "rights": plank(0.7, 0.2)}
    ),
    "act": decision(  # its executive leaves a month before
        "2000-01", "2000-04", {"type": "subordinate", "discipline": 0.1, "coalition_share": 0.2}, _MEXICO,
        {"trade": plank(-0.8, 0.8), "parks": plank("talks", 0.8, "talks")}, executive="chief",
    ),
    "reform": decision(  # its executive arrives while it is pending
        "1999-11", "2000-04", {"type": "majority", "discipline": 0.0}, _MEXICO,
        {"trade": plank(0.1, -0.6), "rights": plank(0.1, -0.4, 0.4)}, executive="successor", requires=["bill"],
    ),
    "board": decision(
        "1999-10", "2000-03", {"type": "weighted", "needed": 0.4, "discipline": 0.0}, _US | {"center": 12},
        {"rights": plank(-0.5, 0.5), "parks": plank(0.5, -0.5), "trade": plank(-0.5, 0.5, 0.0)}, executive="president",
    ),
    "amendment": decision(
        "1999-10", "2000-04", {"type": "supermajority", "needed": 0.6, "discipline": 0.2}, _MEXICO,
        {"parks": plank(0.0, -0.6, -0.9), "rights": plank(-0.2, 0.5)}, withdraws=True,
    ),
    "pact": decision(  # which plank is the main one depends on what the two negotiations leave
        "1999-12", "2000-05", {"type": "majority", "discipline": 0.0}, _US,
        {"trade": plank(0.5, 0.9), "parks": plank("talks", "revision", "talks"), "rights": plank(0.2, "talks", -0.6)},
        executive="president",
    ),
    "either": decision(
        "2000-02", "2000-05", {"type": "any_of", "bodies": ["early", "senate", "compact"]}, {}, {"trade": _TRADE},
        executive="chief",
    ),
    "whole": decision(
        "2000-02", "2000-05", {"type": "sequence", "bodies": ["bill", "senate"]}, {}, {"trade": _TRADE},
        executive="president",
    ),
}  # fmt: skip
_OPEN = {"source": "assumed", "since": "1999-08", "until": "1999-12"}
_NEGOTIATIONS = {
    "talks": {
        "title": "Talks", "proposer": "chief", "partners": ["president", "bank"], "source": "assumed",
        "issues": {name: {"status_quo": q, "source": "assumed"} for name, q in (("parks", 0.0), ("rights", 0.2))},
        "proposal": {"trade": plank(-1.0, 1.0)}, "windows": [_OPEN], "core_windows": [_OPEN | {"since": "1999-10"}],
        "bodies": ["bill", "senate"],
    },
    "revision": {
        "title": "Revision", "proposer": "green_house", "partners": ["lone_house"], "source": "assumed",
        "issues": {"parks": {"status_quo": -0.4, "source": "assumed"}},
        "proposal": {"rights": plank(-0.3, 0.2), "trade": plank(0.5, 0.9)},
        "windows": [_OPEN | {"since": "2000-02", "until": "2000-04"}], "bodies": ["pact"],
    },
}  # fmt: skip
_EVENTS = {
    "scandal": {
        "title": "Scandal", "date": "1999-10", "source": "assumed",
        "changes": [change("chief", "anchor", -0.5, "rights"), change("center", "position", 0.3, "parks")],
    },
    "turn": {  # the next decision of the executive that turns is the accord
        "title": "Turn", "date": "1999-12", "source": "assumed",
        "changes": [change("president", "position", -0.8), change("left", "salience", 0.95, "rights")],
    },
    "recoding": {
        "title": "Recoding", "date": "2000-01", "source": "assumed",
        "changes": [
            change("right", "position", 0.1), change("gold_house", "position", -0.2), change("left", "anchor", 0.4),
        ],
    },
    "last": {  # of two decisions of that month, that whose executive has left stands first in the file
        "title": "Last", "date": "2000-04", "source": "assumed",
        "changes": [
            change("center", "position", -0.4), change("green_house", "anchor", 0.2), change("right", "anchor", -0.1),
        ],
    },
}  # fmt: skip
_HILLS = {
    name: {"kind": "legislature", "country": "US", "organ": organ, "openness": 0.8, "source": "assumed"}
    for name, organ in (("hill", "green_house"), ("knoll", "gold_house"))
}


def ballots(seed: int = 0, **changes: object) -> Scenario:
    """Fourteen actors who take fifteen decisions of every rule in twelve months."""
    venues = {name: row.model_dump(exclude_none=True) for name, row in toy(seed).venues.items()}
    document = {
        "actors": cast(seed), "venues": venues | _HILLS, "decisions": _DECISIONS, "negotiations": _NEGOTIATIONS,
        "events": _EVENTS,
    }  # fmt: skip
    return toy(seed, **document | changes)
