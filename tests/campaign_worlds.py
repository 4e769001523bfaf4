"""A small scenario of campaigns: doors of one's own and lent ones, votes that pend and come, force from abroad."""

import numpy as np
from vote_worlds import change, decision, plank
from worlds import toy

from sim.scenario.schema import Scenario

ISSUES = {"labor": "policy_core", "land": "secondary", "mining": "deep_core"}
_WHO = {
    # kind, role, country, party, access
    "farmers": ("ngo", "advocacy", "south", None, {"executive": 1, "press": 2, "court": 1}),
    "villagers": ("ngo", "movement", "south", None, {}),  # no door but what allies lend
    "cousins": ("diaspora_leader", "club", "north", None, {"consular": 2, "press": 1}),
    "friends": ("ngo", "advocacy", "north", None, {"executive": 1, "legislature": 3, "press": 2}),
    "singer": ("ngo", "celebrity", "south", None, {"press": 3, "street": 2}),
    "daily": ("ngo", "media", "north", None, {"press": 3}),
    "merchants": ("ngo", "business", "south", None, {"executive": 3, "legislature": 2, "press": 1}),
    "planters": ("ngo", "business", "north", None, {"legislature": 2, "digital": 3}),
    "ruler": ("government", "executive", "south", "red", {"legislature": 3, "press": 2, "international": 1}),
    "ministry": ("government", "ministry", "south", "red", {"executive": 2}),
    "left_bench": (
        "government", "bloc", "south", "blue",
        {"executive": 3, "legislature": 2, "foreign_legislature": 3, "press": 1, "court": 2},
    ),
    "right_bench": ("government", "bloc", "south", "red", {"press": 2, "international": 1}),  # no venue: not pressed
    "senate_a": ("government", "bloc", "north", "gold", {"executive": 2, "legislature": 3}),
    "senate_b": ("government", "party", "north", None, {"digital": 2, "consular": 3}),
    "president": ("government", "executive", "north", "gold", {"legislature": 2, "press": 3}),
    "consul": ("government", "agency", "south", "red", {"consular": 1}),
    "elders": ("government", "executive", "east", "gray", {"international": 2}),
    "lender": ("foreign_state", "lender", "east", None, {"international": 3, "executive": 1}),
    "embassy": ("foreign_state", "patron", "east", None, {"executive": 2, "press": 1}),
}  # fmt: skip
_DATES = {  # first month, and first month no more
    "elders": ("1999-10", None), "lender": (None, "2000-02"), "daily": ("1999-09", None), "ministry": (None, "2000-01"),
    "planters": (None, "2000-03"), "senate_b": ("1999-08", None),
}  # fmt: skip
_FIXED = {
    "farmers": {"labor": 0.7}, "villagers": {"labor": 0.8}, "friends": {"labor": 0.6}, "merchants": {"labor": -0.7},
    "ruler": {"labor": -0.4, "mining": 0.2}, "president": {"labor": 0.5}, "singer": {"labor": 0.4},
}  # fmt: skip


def cast(seed: int) -> dict[str, dict]:
    """The actors by id: positions, saliences, strength and size hang on the seed."""
    rng, rows = np.random.default_rng(seed + 50), {}
    for number, (name, (kind, role, country, party, access)) in enumerate(_WHO.items()):
        since, until = _DATES.get(name, (None, None))
        rows[name] = {
            "id": name, "name": name, "kind": kind, "role": role, "country": country, "party": party, "access": access,
            "capability": float(rng.integers(2, 6)), "size": float(rng.uniform(0.5, 2)), "source": "assumed",
            "dispersion": float(rng.uniform(0.1, 0.3)), "active_from": since, "active_until": until,
            "positions": {k: float(rng.uniform(-0.9, 0.9)) for k in ISSUES} | _FIXED.get(name, {}),
            "saliences": {k: float(rng.uniform(0.1, 0.9)) for k in ISSUES},
            "stake": 0.9 - 0.03 * number, "resistance": 0.02 * number,
        }  # fmt: skip
    rows["cousins"]["saliences"] = dict.fromkeys(ISSUES, 0.0)
    return rows


def _venue(kind, country, organ=None, openness=0.8):
    return {"kind": kind, "country": country, "organ": organ, "openness": openness, "source": "assumed"}


VENUES = {
    "palace": _venue("executive", "south", "ruler", 0.6),
    "bureau": _venue("executive", "south", "ministry", {"labor": 0.9, "land": 0.3}),
    "hall": _venue("legislature", "south", "left_bench", 0.9),
    "bench": _venue("court", "south", "ruler", 0.7),  # the second door of an organ
    "radio": _venue("press", "south"),
    "square": _venue("street", "south", openness=1.0),
    "capitol": _venue("legislature", "north", "senate_a", {"labor": 0.7, "land": 0.9, "mining": 0.5}),
    "annex": _venue("legislature", "north", "senate_b", 0.6),
    "panel": _venue("international", "north", "senate_b", 0.4),  # another
    "tower": _venue("executive", "north", "president", 0.7),
    "consulate": _venue("executive", "north", "consul", 0.8),  # of a government in another country
    "channel": _venue("press", "north", openness=0.9),
    "net": _venue("digital", "north", openness=0.5),
    "tent": _venue("executive", "east", "elders", 0.5),
    "fund": _venue("international", "east", "lender", 0.6),
}
_SENATE = {"senate_a": 51, "senate_b": 40}
_PARLIAMENT = {"left_bench": 40, "right_bench": 35}
_MAJORITY = {"type": "majority", "discipline": 0.1}
_DECISIONS = {
    # in November and December two are pending in the south, the later first in the file, both about land
    "budget": decision(
        "1999-11", "2000-02-10", _MAJORITY, _PARLIAMENT, executive="ruler",
        proposal={"land": plank(-0.5, 0.6), "labor": plank(0.1, 0.1, 0.5)},  # news for those who were promised more
    ),
    "reform": decision(
        "1999-09", "1999-12-10", _MAJORITY, _PARLIAMENT, executive="ruler",
        proposal={"labor": plank(-0.6, 0.8), "land": plank(0.0, -0.4, -0.2), "mining": plank(0.3, 0.3)},
    ),
    "later": decision(
        "2000-04", "2000-05", {"type": "subordinate", "discipline": 0.0, "coalition_share": 0.3}, _PARLIAMENT,
        executive="ruler", proposal={"mining": plank(0.8, -0.5), "labor": plank(-0.2, -0.2)},
    ),
    "old": decision(
        "1999-06", "1999-07", _MAJORITY, _SENATE | {"president": 1}, {"mining": plank(-0.3, 0.5), "land": plank(0, 1)}
    ),
    "pact": decision(
        "1999-12", "2000-03", _MAJORITY, _SENATE, executive="president", binds=["south"],
        proposal={"labor": plank(-1.0, 1.0), "land": plank(0.0, 0.5, 0.2)},
    ),
    "rider": decision(  # on the day of the pact, and after it in the file
        "1999-12", "2000-03", _MAJORITY, {"senate_b": 10, "senate_a": 3}, {"labor": plank(0.4, -0.4)}, binds=["south"],
    ),
    "recess": decision("1999-10", "2000-01", _MAJORITY, {"senate_a": 51}, {"mining": plank(0.2, 0.2)}),
    "charter": decision(
        "1999-11", "2000-02", "consensus", {"elders": 2, "lender": 1}, binds=["south", "north"],
        proposal={"mining": plank(-0.4, 0.6), "labor": plank(-0.1, 0.2)},
    ),
    "decree": decision(
        "1999-10", "2000-04", "executive", {"ruler": 1}, {"labor": plank(0.2, -0.6), "mining": plank(0.0, 0.3)},
        executive="ruler",
    ),
    "order": decision(
        "1999-08", "2000-04", "executive", {"president": 1}, {"land": plank(0.5, -0.2)}, binds=["south"],
        repeal={"until": "2000-05", "needed": 0.5, "source": "assumed"},
    ),
}  # fmt: skip
EVENTS = {
    "recoding": {
        "title": "Recoding", "date": "1999-11", "source": "assumed",
        "changes": [change("senate_a", "position", -0.2, "labor"), change("right_bench", "anchor", 0.1, "land")],
    },
    "upheaval": {
        "title": "Upheaval", "date": "2000-01", "source": "assumed",
        "changes": [
            {"actors": {"ids": ["left_bench"]}, "field": "position", "value": 0.1},
            change("ruler", "anchor", 0.5, "labor"), change("farmers", "salience", 0.9, "labor"),
            {"venues": ["hall"], "field": "openness", "value": 0.5},
        ],
    },
    "windfall": {
        "title": "Windfall", "date": "1999-10", "source": "assumed",
        "changes": [{"actors": {"ids": ["villagers"]}, "field": "capability", "value": 5.0}],
    },
}  # fmt: skip


def tie(actor, partner, **more):
    return {"actor": actor, "partner": partner, "type": "alliance", "source": "assumed"} | more


TIES = [
    tie("farmers", "villagers"), tie("villagers", "friends"), tie("farmers", "friends"),
    tie("cousins", "villagers"), tie("merchants", "ruler"), tie("planters", "senate_a"),
    tie("farmers", "left_bench"), tie("merchants", "planters", until="2000-01"), tie("singer", "farmers"),
    tie("merchants", "elders"), tie("villagers", "embassy", since="1999-11"), tie("daily", "friends"),
    tie("president", "friends", type="contact"), tie("singer", "right_bench"), tie("farmers", "elders"),
]  # fmt: skip
_FORUMS = {
    "summit": {
        "title": "Summit",
        "since": "1999-07",
        "until": "1999-10",
        "source": "assumed",
        "participants": {"ids": ["villagers", "singer", "merchants", "lender", "senate_b"]},
    }
}
_SHOCKS = {
    "march": {"title": "March", "date": "1999-09", "issues": ["labor"], "actor": "farmers", "source": "assumed"},
    "spill": {"title": "Spill", "date": "1999-12", "issues": ["mining", "land"], "source": "assumed"},
}
_COMMITMENTS = {
    "vow": {
        "title": "Vow", "organs": ["ruler", "senate_a"], "issue": "labor", "value": 0.7, "since": "1999-07",
        "until": "2000-02", "source": "assumed",
    }
}  # fmt: skip


def _leverage(by, over, value, date="1999-06"):
    return {"by": by, "over": over, "date": date, "value": value, "source": "assumed"}


_LEVERAGE = [
    _leverage("north", "south", 0.8, "1999-08"), _leverage("north", "south", 0.5, "2000-04"),
    _leverage("south", "north", 0.2), _leverage("east", "south", 0.4), _leverage("east", "north", 0.3),
]  # fmt: skip


def drives(seed: int = 0, **changes: object) -> Scenario:
    """Nineteen actors in three countries; in odd worlds only those listed together may ally."""
    document = {
        "issues": {
            k: {"title": k, "negative": "no", "positive": "yes", "tier": tier, "source": "assumed"}
            for k, tier in ISSUES.items()
        },
        "coupling": [{"issues": ["labor", "land"], "sign": 1, "source": "assumed"}],
        "potential_ties": "documented" if seed % 2 else "anybody",
        "actors": cast(seed), "venues": VENUES, "decisions": _DECISIONS, "events": EVENTS, "ties": TIES,
        "forums": _FORUMS, "shocks": _SHOCKS, "commitments": _COMMITMENTS, "leverage": _LEVERAGE,
        "negotiations": {}, "ideas": {},
        "barriers": {
            "ban": {
                "title": "Ban", "between": {"ids": ["farmers"]}, "and": {"ids": ["villagers"]}, "since": "2000-03",
                "until": "2000-04", "source": "assumed",
            }
        },
        "outcomes": {"reform": {"label": "Yes share", "measure": "vote_share", "decision": "reform"}},
    }  # fmt: skip
    return toy(seed, **document | changes)
