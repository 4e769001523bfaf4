"""A small scenario of talks: what they agree stands on record for later ones, and both protocols find packages."""

from vote_worlds import decision, plank
from worlds import AGREED, toy

from sim.scenario.schema import Scenario


def _window(since, until=None):
    return {"since": since, "until": until or since, "source": "assumed"}


def _talks(proposer, partners, fields, windows, core=None, **more):
    """Talks about issues, each with its field or None."""
    return {
        "title": "Talks", "proposer": proposer, "partners": partners, "source": "assumed", "depth": 8 - len(windows),
        "issues": {
            k: {"status_quo": q, "source": "assumed"} | ({"field": field} if field else {})
            for k, (q, field) in fields.items()
        },
        "windows": [_window(*each) for each in windows],
        "core_windows": [_window(*each) for each in (windows if core is None else core)],
    } | more  # fmt: skip


_LABOR, _GREEN = (0.2, "labor"), (-0.1, "environment")


def histories(seed: int = 0, protocol: str = "agenda_setter", **changes: object) -> Scenario:
    """Ten actors, talks after talks; with alternating offers proposer and partners take turns."""
    decisions = {
        "consent": decision(
            "1999-07", "1999-10", {"type": "majority", "discipline": 0.0}, {"chief": 1}, {"trade": plank(-0.9, 0.9)},
            repeal={"until": "2000-04", "needed": 0.5, "source": "assumed"},
        ),
        "vote": decision(
            "1999-07", "2000-01", {"type": "majority", "discipline": 0.0}, {"left": 41, "right": 30, "center": 12},
            {"trade": plank(-0.5, 0.5), "parks": plank(-0.1, "first", 0.3), "rights": plank(0.2, "second", -0.3)},
            executive="chief",
        ),
    }  # fmt: skip
    negotiations = {
        "first": _talks(
            "chief", ["bank"], {"parks": _GREEN, "trade": (-0.2, None)}, [("1999-06", "1999-09")], bodies=["consent"],
        ),
        "second": _talks(
            "president", ["chief"], {"rights": _LABOR, "trade": (0.4, None)}, [("1999-07", "1999-10")],
            protocol=protocol, bodies=["vote", "consent"], proposal={"parks": plank(-1.0, 1.0)},
        ),
        "third": _talks(
            "bank", ["chief"], {"parks": _GREEN}, [("1999-08", "1999-08"), ("1999-11", "1999-12")], protocol=protocol,
            south=True,
        ),
        "fourth": _talks(
            "chief", ["bank"], {"parks": _GREEN, "rights": _LABOR}, [("1999-10", "2000-01"), ("2000-03", "2000-05")],
            [("1999-10", "1999-10"), ("1999-12", "1999-12"), ("2000-03", "2000-04"),
             ("2000-05", "2000-05")], protocol=protocol,
        ),
        "fifth": _talks(
            "president", ["bank", "left"], {"parks": _GREEN, "trade": (0.1, "labor")}, [("2000-02", "2000-05")],
            protocol=protocol, gatekeepers=[{"actor": "union", "source": "assumed"}],
        ),
    }  # fmt: skip
    document = AGREED | {
        "decisions": decisions, "negotiations": negotiations, "commitments": {},
        "outcomes": {"vote": {"label": "Yes share", "measure": "vote_share", "decision": "vote"}},
    }  # fmt: skip
    return toy(seed, **document | changes)


def refused(protocol: str) -> Scenario:
    """Talks of two who want what their gatekeeper does not: it gains by what they lose by, and the other way round."""
    rows = {name: row.model_dump(exclude_none=True) for name, row in toy().actors.items()}
    for name, row in rows.items():
        row["positions"] = {"trade": 0.0, "rights": 0.0, "parks": -0.9 if name == "right" else 0.9}
    talks = _talks(
        "president", ["chief"], {"parks": (-0.3, None)}, [("1999-08", "1999-08")], protocol=protocol,
        gatekeepers=[{"actor": "right", "source": "assumed"}],
    )  # fmt: skip
    outcomes = {"parks": {"label": "Position", "measure": "position", "actors": {"kind": "ngo"}, "issue": "parks"}}
    empty = {"commitments": {}, "decisions": {}, "ideas": {}, "outcomes": outcomes}
    return toy(actors=rows, negotiations={"talks": talks}, **empty)
