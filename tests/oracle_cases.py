"""Three small worlds, as documents and tables: one of councils, one of programs and a desk, one of courtship."""

from __future__ import annotations

from random import Random

from oracle_worlds import LETTERS

ISSUES = {"bonds": "policy_core", "schools": "secondary", "model": "deep_core"}
_A = {"source": "assumed"}
# id, kind, role, country, party or -, capability, size
_WHO = """
ministry government executive MX red 4 1
president government executive US blue 5 1
chicago_office government agency MX - 2 3
houston_office government agency MX - 2 5
city government subnational US blue 3 4
assembly diaspora_leader council US - 3 1
convener diaspora_leader council US - 3 1
friends diaspora_leader club MX - 2 1
elite diaspora_leader network US red 3 1.5
migrants ngo movement US - 2 8
established ngo advocacy US blue 3 2
bosses ngo business US red 4 1
bank foreign_state sponsor intl red 4 1
empire foreign_state patron CN reds 5 1
clinics ngo advocacy US - 2 6
hospitals ngo business US - 3 2
university ngo academic US - 3 1
foundation ngo business US - 4 1
states government subnational MX red 2 12
press_corps ngo media MX - 3 2
"""
PLACES = [
    {
        "id": name, "name": name, "country": "US", "source": "assumed", "weight": weight, "insiders": insiders,
        "oversight": oversight,
    }
    for name, weight, insiders, oversight in (
        ("chicago", 5, 0.3, 0.2), ("houston", 3, 0.7, 0.8), ("tulsa", 0, 0.5, 0.5), ("fresno", 2, 0.1, 0.5),
    )
]  # fmt: skip
_VENUES = {
    "palace": {"kind": "executive", "country": "MX", "organ": "ministry", "openness": 0.7, **_A},
    "mansion": {"kind": "executive", "country": "US", "organ": "president", "openness": 0.5, **_A},
    "city_hall": {"kind": "executive", "country": "US", "organ": "city", "openness": 0.9, **_A},
    "radio": {"kind": "press", "country": "US", "openness": 0.8, **_A},
    "paper": {"kind": "press", "country": "MX", "openness": 0.9, **_A},
    "square": {"kind": "street", "country": "MX", "openness": 1.0, **_A},
}


def actors(names: tuple[str, ...], seed: int, gone: dict[str, str] | None = None) -> list[dict]:
    """Rows of actors.csv, with random positions, saliences and access; `gone`: first month inactive."""
    random, rows, who = Random(seed), [], {line.split()[0]: line.split()[1:] for line in _WHO.strip().splitlines()}
    for name in names:
        kind, role, country, party, capability, size = who[name]
        row = {"id": name, "name": name, "kind": kind, "role": role, "country": country, "party": party.strip("-")}
        row |= {
            "capability": float(capability),
            "size": float(size),
            "source": "assumed",
            "active_until": (gone or {}).get(name, ""),
        }
        row |= {f"position_{k}": round(random.uniform(-0.9, 0.9), 3) for k in ISSUES}
        row |= {f"salience_{k}": round(random.uniform(0.2, 0.9), 3) for k in ISSUES}
        rows.append(row | {f"access_{letter}": random.randint(0, 3) for letter in LETTERS})
    return rows


def document(title: str, end: str, names: tuple[str, ...], **sections: object) -> dict:
    """A scenario of these actors from 2002-01 to `end`."""
    return {
        "format": 2, "title": title, "summary": title, "period": {"start": "2002-01", "end": end},
        "issues": {k: {"title": k, "negative": "no", "positive": "yes", "tier": t, **_A} for k, t in ISSUES.items()},
        "venues": {name: row for name, row in _VENUES.items() if row.get("organ", names[0]) in names}, **sections,
    }  # fmt: skip


def outcome(measure: str, **arguments: object) -> dict:
    return {"label": measure, "measure": measure, **arguments}


def council_world(seed: int) -> tuple[dict, dict]:
    """Two councils: elected, then selected; a club, then a network whose patron leaves before it ends."""
    names = (
        "ministry", "city", "assembly", "convener", "friends", "elite", "migrants", "established", "bosses", "bank",
    )  # fmt: skip
    groups = {"first_generation": "migrants", "established": "established", "insiders": "bosses"}
    councils = {
        "union": {
            "title": "Union", "first_generation": 0.6, "candidates_per_seat": 3, "groups": groups, **_A,
            "regimes": [
                {
                    "type": "elected", "since": "2002-03", "body": "assembly", "seats": 11, "appointed": 3,
                    "term_years": 0.75, **_A,
                },
                {
                    "type": "selected", "since": "2003-07", "body": "convener", "seats": 8, "term_years": 1,
                    "themes": ["schools", "model"], **_A,
                },
            ],
        },
        "elites": {
            "title": "Elites", "places": ["chicago", "houston"], "first_generation": 0.2, "candidates_per_seat": 2,
            "groups": groups, "audience": {"country": "US"}, **_A,
            "regimes": [
                {"type": "club", "since": "2002-02", "body": "friends", "seats": 7, "term_years": 0.5, **_A},
                {
                    "type": "network", "since": "2002-10", "until": "2004-05", "body": "elite", "seats": 9,
                    "term_years": 0.5, "patron": "bank", **_A,
                },
            ],
        },
    }  # fmt: skip
    outcomes = {
        f"{council}_{measure}": outcome(measure, council=council)
        for council in councils
        for measure in ("members", "first_generation_share", "capture", "captured_share", "effectiveness", "legitimacy",
                        "output", "output_per_member")
    }  # fmt: skip
    outcomes["themed"] = outcome("output", council="union", issues=["schools"])
    outcomes["houston"] = outcome("capture", council="union", places=["houston"])
    tables = {"actors": actors(names, seed, {"bank": "2004-02"}), "places": PLACES, "ties": ties(names, seed)}
    return document("Councils", "2004-08", names, councils=councils, outcomes=outcomes), tables


def ties(names: tuple[str, ...], seed: int, sure: tuple[tuple[str, str], ...] = ()) -> list[dict]:
    """Rows of ties.csv: the sure ones, and one pair in five, are allied from the start."""
    random = Random(seed + 100)
    pairs = [(a, b) for i, a in enumerate(names) for b in names[:i] if random.random() < 0.2 or (b, a) in sure]
    return [{"actor": a, "partner": b, "type": "alliance", "source": "assumed"} for a, b in pairs]


def program_world(seed: int) -> tuple[dict, dict]:
    """Two programs of one host at places that overlap, one of another host; and a desk."""
    names = (
        "ministry", "president", "chicago_office", "houston_office", "city", "migrants", "clinics", "hospitals",
        "university", "foundation",
    )  # fmt: skip
    programs = {
        "windows": {
            "title": "Windows", "host": "ministry", "funders": {"ids": ["foundation"]},
            "partners": {"ids": ["clinics", "hospitals"]}, "academics": {"role": "academic"},
            "pilots": ["chicago", "tulsa"], "since": "2002-02", "seed": 0.6, "need": 1.2, **_A,
            "claimed": {"value": -5.0, "unit": "percent", **_A},
        },
        "scholars": {
            "title": "Scholars", "host": "ministry", "funders": {"ids": ["president"]},
            "partners": {"kind": "ngo", "country": "US"}, "places": ["houston", "fresno"], "since": "2002-06",
            "seed": 0.5, "need": 0.8, "matched": False, "measured": False, **_A,
        },
        "bridge": {
            "title": "Bridge", "host": "migrants", "funders": {"ids": ["foundation"]},
            "partners": {"ids": ["city", "clinics"]}, "places": ["houston"], "pilots": ["houston"],
            "since": "2002-04", "seed": 0.2, "need": 2.0, **_A,
        },
    }  # fmt: skip
    desks = {
        "permits": {
            "title": "Permits", "issue": "bonds", "deciders": {"role": "executive"}, "offices": {"role": "agency"},
            "hub": "ministry", "arrivals": 500, "central": {"stages": 4, "hours": 2016, **_A},
            "local": {"hours": 48, **_A}, **_A,
        }
    }  # fmt: skip
    outcomes = {
        f"{program}_{measure}": outcome(measure, program=program)
        for program in programs
        for measure in ("sites", "match_ratio", "delivered_share", "capital")
    } | {"windows_delivered": outcome("delivered", program="windows")}
    outcomes["chicago_sites"] = outcome("sites", program="windows", places=["chicago", "houston"])
    outcomes |= {
        level: outcome("response_hours", desk="permits", level=level) for level in ("central", "local", "mean")
    }
    outcomes |= {measure: outcome(measure, desk="permits") for measure in ("decided_locally", "coherence")}
    sure = tuple(("ministry", name) for name in ("chicago_office", "houston_office", "clinics", "university"))
    rows = actors(names, seed, {"foundation": "2004-01"})
    groups = {"actors": {"kind": "ngo"}, "others": {"kind": "government"}}
    outcomes |= {"partners": outcome("partners", **groups), "path_length": outcome("path_length", **groups)}
    outcomes["balance"] = outcome("effort_balance", **groups, venues=["city_hall", "mansion"], issue="bonds")
    tables = {"actors": rows, "places": PLACES, "ties": ties(names, seed, (*sure, ("city", "migrants")))}
    return document("Programs", "2004-04", names, programs=programs, desks=desks, outcomes=outcomes), tables


def courtship_world(seed: int) -> tuple[dict, dict]:
    """An empire that courts in three ways, a bank that leaves; an idea held in shares and given up under threat."""
    names = (
        "ministry", "president", "states", "city", "friends", "migrants", "established", "press_corps", "bank",
        "empire",
    )  # fmt: skip
    courtships = {
        "east": {
            "title": "East", "patron": "empire", "issues": ["bonds", "model"], "skeptic_issue": "model",
            "partner": "US",
            "disclosure": [{"date": "2002-04", "value": 0.3, **_A}, {"date": "2002-09", "value": 0.8, **_A}], **_A,
            "visits": {
                "tour": {
                    "title": "Tour", "since": "2002-02", "until": "2002-06", "invited": 21,
                    "guests": {"country": ["MX", "US"]}, **_A,
                },
                "fellows": {
                    "title": "Fellows", "since": "2002-05", "until": "2002-05", "invited": 9,
                    "guests": {"kind": ["ngo", "foreign_state"]}, "targeting": "broadcast",
                    "attendance": "documented", **_A,
                },
                "forum": {
                    "title": "Forum", "since": "2002-06", "until": "2002-12", "invited": 4,
                    "guests": {"role": "subnational"}, "targeting": "broadcast", **_A,
                },
            },
        },
        "north": {
            "title": "North", "patron": "bank", "issues": ["schools"], "skeptic_issue": "bonds", "partner": "MX", **_A,
            "visits": {
                "course": {
                    "title": "Course", "since": "2002-01", "until": "2002-12", "invited": 30,
                    "guests": {"kind": "government"}, **_A,
                }
            },
        },
    }  # fmt: skip
    tension = [
        {"between": pair, "date": date, "value": value, **_A}
        for pair, date, value in (
            (["MX", "US"], "2002-03", 0.2), (["US", "MX"], "2002-10", 0.9), (["US", "intl"], "2001-01", 0.5),
        )
    ]  # fmt: skip
    shocks = {
        "crisis": {"title": "Crisis", "date": "2002-04", "issues": ["schools"], "countries": ["MX"], **_A},
        "march": {"title": "March", "date": "2002-07", "issues": ["model"], "actor": "migrants", **_A},
    }
    ideas = {
        "card": {
            "in_shares": True,
            "title": "Card", "adopters": {"kind": ["government", "foreign_state"]},
            "adopted_at_start": {"president": 1, "states": 0.25},
            "windows": [
                {"since": "2002-02", "until": "2002-06", "width": 0.4, **_A},
                {"since": "2002-08", "until": "2003-01", **_A},
            ],
            "threatened_by": ["crisis", "march"], **_A,
        },
        "law": {
            "title": "Law", "adopters": {"country": ["MX", "US"]}, "adopted_at_start": ["migrants", "states", "city"],
            "windows": [{"since": "2002-03", "until": "2002-12", "width": 0.7, **_A}],
            "threatened_by": ["crisis"], **_A,
        },
    }  # fmt: skip
    outcomes = {f"skeptics_{c}": outcome("skepticism", courtship=c, actors={"country": "MX"}) for c in courtships}
    outcomes["guests"] = outcome("guests", courtship="east", visits=["tour", "forum"])
    outcomes["officials"] = outcome("guests", courtship="east", visits=["tour"], actors={"kind": "government"})
    outcomes |= {"adopted": outcome("adopted_share", idea="card"), "passed": outcome("adopted_share", idea="law")}
    outcomes["acceptance_east"] = outcome("acceptance", courtship="east", visits=["tour", "forum"])
    board = {
        "title": "Board", "first_generation": 0.5, **_A,
        "groups": {"first_generation": "migrants", "established": "established", "insiders": "press_corps"},
        "regimes": [{"type": "club", "since": "2002-02", "body": "friends", "seats": 6, "term_years": 0.25, **_A}],
    }  # fmt: skip
    tables = {"actors": actors(names, seed, {"bank": "2002-09"}), "places": PLACES, "ties": ties(names, seed)}
    more = {
        "councils": {"board": board},
        "courtship": courtships,
        "tension": tension,
        "shocks": shocks,
        "ideas": ideas,
        "outcomes": outcomes,
    }
    return document("Courtship", "2003-02", names, **more), tables
