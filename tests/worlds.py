"""Small scenarios that exercise every mechanism, and their translation into the oracle's plain dictionaries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sim.model.campaigns.access import MEDIA
from sim.model.core.noise import Noise
from sim.model.councils.state import Seats
from sim.model.courtship.state import Courted
from sim.model.declare import declared
from sim.model.initialize import start
from sim.model.parameters import Params, table
from sim.model.precedents.setting import PrecedentSetting
from sim.model.programs.state import Sites, Waits
from sim.model.schedule import advance
from sim.model.setting import Setting
from sim.model.state import State
from sim.scenario.compile import clock_of
from sim.scenario.schema import ActorChange, Scenario
from sim.scenario.select import chosen

ISSUES = {"trade": "policy_core", "rights": "deep_core", "parks": "secondary"}


def toy(seed: int = 0, **changes: object) -> Scenario:
    """Nine actors in two countries over twelve months, with one of everything that a scenario can hold."""
    rng = np.random.default_rng(seed)
    document = {
        "format": 2,
        "title": "Toy",
        "summary": "One of everything",
        "period": {"start": "1999-06", "end": "2000-05"},
        "reference": "1999-08",
        "issues": {
            k: {"title": k, "negative": "no", "positive": "yes", "tier": tier, "source": "assumed"}
            for k, tier in ISSUES.items()
        },
        "coupling": [
            {"issues": ["trade", "rights"], "sign": -1, "source": "assumed"},
            {"issues": ["rights", "parks"], "sign": 1, "source": "assumed"},
        ],
        "actors": people(rng),
        "ties": _TIES,
        "venues": _VENUES,
        "forums": _FORUMS,
        "events": _EVENTS,
        "barriers": {
            "ban": {
                "title": "Ban", "cross_border": True, "between": {"ids": ["union"]}, "and": {"ids": ["greens"]},
                "since": "1999-10", "until": "1999-12", "source": "assumed",
            }
        },
        "decisions": _DECISIONS,
        "negotiations": _NEGOTIATIONS,
        "shocks": _SHOCKS,
        "commitments": _COMMITMENTS,
        "leverage": _LEVERAGE,
        "ideas": IDEAS,
        "outcomes": {
            "vote": {"label": "Yes share", "measure": "vote_share", "decision": "bill"},
            "senate": {"label": "Yes share", "measure": "vote_share", "decision": "act"},
            "parks": {"label": "Position", "measure": "position", "actors": {"kind": "ngo"}, "issue": "parks"},
            "ties": {"label": "Ties", "measure": "ties", "actors": {}},
            "trust": {"label": "Trust", "measure": "mean_trust", "actors": {}},
            "effort": {"label": "Effort", "measure": "effort", "actors": {"kind": "ngo"}, "venues": ["lower_left"]},
            "salience": {"label": "Salience", "measure": "salience", "actors": {"kind": "ngo"}, "issue": "trade"},
            "pressure": {"label": "Pressure", "measure": "pressure", "venues": ["lower_left"], "issue": "trade"},
            "attention": {"label": "Attention", "measure": "attention", "country": "MX", "issue": "trade"},
            "adopted": {"label": "Adopted", "measure": "adopted_share", "idea": "charter"},
        },
    }  # fmt: skip
    return Scenario.model_validate(document | changes)


def people(rng: np.random.Generator) -> dict[str, dict]:
    """Return the actors of the toy by id."""
    who = [
        ("union", "ngo", "union", "MX", None), ("greens", "ngo", "advocacy", "US", None),
        ("firms", "ngo", "business", "US", None), ("press_club", "ngo", "media", "MX", None),
        ("chief", "government", "executive", "MX", "blue"), ("left", "government", "bloc", "MX", "red"),
        ("right", "government", "bloc", "MX", "blue"), ("center", "government", "party", "MX", "red"),
        ("bank", "foreign_state", "lender", "intl", None), ("president", "government", "executive", "US", "green"),
    ]  # fmt: skip
    actors = []
    for number, (name, kind, role, country, party) in enumerate(who):
        letters = ["executive", "legislature", "foreign_legislature", "press", "international", "street", "digital"]
        actors.append(
            {
                "id": name, "name": name, "kind": kind, "role": role, "country": country, "party": party,
                "capability": float(rng.integers(1, 6)), "size": float(rng.uniform(0.5, 2)),
                "dispersion": float(rng.uniform(0.1, 0.3)), "source": "assumed",
                "positions": {k: float(rng.uniform(-0.9, 0.9)) for k in ISSUES},
                "saliences": {k: float(rng.uniform(0.1, 0.9)) for k in ISSUES},
                "access": {letter: int(rng.integers(0, 4)) for letter in letters},
                "active_from": "1999-09" if name == "press_club" else None,
                "active_until": "2000-03" if name == "bank" else None,
            }
        )  # fmt: skip
        if number == 1:
            actors[-1]["access"] = {"executive": 0, "foreign_legislature": 2}
        if number < 4:  # campaigners know a way abroad and to the complaints office
            actors[-1]["access"] |= {"network": 3 - number % 3, "consular": number, "court": 1 + number % 3}
        actors[-1] |= {"stake": 0.9 - 0.08 * number, "resistance": 0.1 * number}
    return {a["id"]: a for a in actors}


_TIES = [
    {"actor": "union", "partner": "greens", "type": "alliance", "source": "assumed"},
    {"actor": "union", "partner": "left", "type": "alliance", "since": "1999-08", "source": "assumed"},
    {"actor": "firms", "partner": "chief", "type": "alliance", "until": "2000-01", "source": "assumed"},
    {"actor": "greens", "partner": "press_club", "type": "alliance", "source": "assumed"},
    {"actor": "firms", "partner": "right", "type": "contact", "source": "assumed"},
    {"actor": "bank", "partner": "chief", "type": "contact", "since": "1999-11", "source": "assumed"},
]
_VENUES = {
    "palace": {"kind": "executive", "country": "MX", "organ": "chief", "openness": 0.6, "source": "assumed"},
    "lower_left": {"kind": "legislature", "country": "MX", "organ": "left", "openness": 0.9, "source": "assumed"},
    "lower_right": {
        "kind": "legislature", "country": "MX", "organ": "right",
        "openness": {"trade": 0.5, "parks": 1.0}, "source": "assumed",
    },
    "fund": {"kind": "international", "country": "intl", "organ": "bank", "openness": 0.3, "source": "assumed"},
    "radio": {"kind": "press", "country": "MX", "openness": 0.8, "source": "assumed"},
    "square": {"kind": "street", "country": "MX", "openness": 1.0, "source": "assumed"},
    "office": {"kind": "court", "country": "US", "organ": "chief", "openness": 0.9, "source": "assumed"},
    "mansion": {"kind": "executive", "country": "US", "organ": "president", "openness": 0.7, "source": "assumed"},
    "net": {"kind": "digital", "country": "US", "openness": 0.4, "source": "assumed"},
}  # fmt: skip
_FORUMS = {
    "summit": {
        "title": "Summit", "since": "1999-07", "until": "1999-09",
        "participants": {"ids": ["union", "firms", "bank"]}, "source": "assumed",
    },
    "before": {"title": "Past", "since": "1999-01", "participants": {"kind": "ngo"}, "source": "assumed"},
}  # fmt: skip
_EVENTS = {
    "scandal": {
        "title": "Scandal", "date": "1999-10", "source": "assumed",
        "changes": [
            {"actors": {"ids": ["chief"]}, "field": "anchor", "issue": "rights", "value": -0.5},
            {"actors": {"role": "union"}, "field": "salience", "issue": "rights", "value": 0.95},
            {"venues": ["palace"], "field": "openness", "value": 0.1},
        ],
    },
    "merger": {
        "title": "Merger", "date": "2000-01", "source": "assumed",
        "changes": [
            {"actors": {"ids": ["firms"]}, "field": "capability", "value": 4.5},
            {"actors": {"ids": ["firms"]}, "field": "position", "issue": "trade", "value": 0.8},
        ],
    },
}  # fmt: skip
_CHAMBER = {
    "left": {"members": 41, "source": "assumed"},
    "right": {"members": 30, "source": "assumed"},
    "center": {"members": 12, "source": "assumed"},
}
_PROPOSAL = {
    "trade": {"status_quo": -1.0, "proposed": 1.0, "source": "assumed"},
    "parks": {"status_quo": 0.0, "proposed": -0.6, "source": "assumed"},
}
_PROVISIONS = _PROPOSAL | {"parks": {"status_quo": 0.0, "proposed": {"negotiation": "talks"}, "source": "assumed"}}
_STATES = {name: {"members": 1, "source": "assumed"} for name in ("chief", "president")}
_BOARD = {name: row | {"weight": 0.5 + row["members"] / 40} for name, row in _CHAMBER.items()}


def _decision(date, rule, chamber=_CHAMBER, **more):
    return {
        "title": "Decision", "date": date, "pending_from": "1999-10", "executive": "chief", "source": "assumed",
        "proposal": _PROPOSAL, "chamber": chamber, "rule": rule,
    } | more  # fmt: skip


_DECISIONS = {
    "bill": _decision(
        "2000-02-10", {"type": "majority", "discipline": 0.3}, proposal=_PROVISIONS, binds=["US", "MX"],
        repeal={"until": "2000-05", "needed": 0.45, "source": "assumed"},
    ),
    "act": _decision(
        "2000-04-02", {"type": "subordinate", "discipline": 0.1, "coalition_share": 0.2}, pending_from="2000-01"
    ),
    "board": _decision("2000-03", {"type": "weighted", "needed": 0.4, "discipline": 0.0}, _BOARD),
    "accord": _decision("2000-03", {"type": "consensus"}, gatekeeper="chief"),
    "treaty": _decision("2000-03", {"type": "treaty", "ratifications": 1}, _STATES),
    "decree": _decision("2000-04", {"type": "executive"}, {"chief": _STATES["chief"]}),
    "amendment": _decision(
        "2000-04", {"type": "supermajority", "needed": 0.6, "discipline": 0.2}, withdraws=True
    ),
    "final": _decision("2000-05", {"type": "majority", "discipline": 0.0}, requires=["bill"], gatekeeper="right"),
    "whole": _decision("2000-05", {"type": "sequence", "bodies": ["bill", "act"]}, {}),
}  # fmt: skip
_NEGOTIATIONS = {
    "talks": {
        "title": "Talks", "proposer": "chief", "partners": ["president", "bank"], "source": "assumed",
        "issues": {
            "parks": {"status_quo": 0.0, "source": "assumed"}, "rights": {"status_quo": 0.2, "source": "assumed"},
        },
        "proposal": {"trade": {"status_quo": -1.0, "proposed": 1.0, "source": "assumed"}},
        "windows": [{"since": "1999-08", "until": "1999-12", "source": "assumed"}],
        "core_windows": [{"since": "1999-10", "until": "1999-12", "source": "assumed"}],
        "bodies": ["bill", "act"],
        "gatekeepers": [{"actor": "right", "since": "1999-11", "until": "1999-11", "source": "assumed"}],
    }
}  # fmt: skip
_SHOCKS = {
    "march": {
        "title": "March", "date": "1999-09-15", "issues": ["trade", "rights"], "actor": "union", "source": "assumed",
    },
    "crash": {"title": "Crash", "date": "1999-12", "issues": ["rights"], "countries": ["US"], "source": "assumed"},
}  # fmt: skip
_COMMITMENTS = {
    "vow": {
        "title": "Vow", "organs": ["chief", "left"], "issue": "rights", "value": 0.9, "since": "1999-01",
        "until": "1999-11", "source": "assumed",
    },
    "deal": {
        "title": "Deal", "organs": ["chief"], "issue": "parks", "negotiation": "talks", "since": "1999-12",
        "source": "assumed",
    },
}  # fmt: skip
_LEVERAGE = [
    {"by": "US", "over": "MX", "date": "1999-08", "value": 0.7, "source": "assumed"},
    {"by": "US", "over": "MX", "date": "2000-02", "value": 0.9, "source": "assumed"},
    {"by": "MX", "over": "US", "date": "1999-01", "value": 0.2, "source": "assumed"},
    {"by": "intl", "over": "MX", "date": "1999-01", "value": 0.4, "source": "assumed"},
]
IDEAS = {
    "charter": {
        "title": "Charter", "source": "assumed", "adopters": {"kind": ["government", "foreign_state"]},
        "adopted_at_start": ["right"],
        "windows": [
            {"since": "1999-08", "until": "1999-10", "source": "assumed"},
            {"since": "2000-01", "until": "2000-04", "source": "assumed"},
        ],
    },
}  # fmt: skip

COURTED = {  # changes of the toy: a patron that courts people, ideas in shares and ideas that shocks threaten
    "tension": [
        {"between": ["MX", "US"], "date": "1999-06", "value": 0.2, "source": "assumed"},
        {"between": ["US", "MX"], "date": "2000-02", "value": 0.9, "source": "assumed"},
    ],
    "courtship": {
        "embrace": {
            "title": "Embrace", "patron": "bank", "issues": ["trade", "parks"], "skeptic_issue": "rights",
            "partner": "US", "source": "assumed",
            "disclosure": [
                {"date": "1999-09", "value": 0.3, "source": "assumed"},
                {"date": "2000-01", "value": 0.8, "source": "assumed"},
            ],
            "visits": {
                "tour": {
                    "title": "Tour", "since": "1999-07", "until": "1999-12", "invited": 3, "source": "assumed",
                    "guests": {"country": "MX"},
                },
                "congress": {
                    "title": "Congress", "since": "1999-11", "until": "2000-04", "invited": 2.5, "source": "assumed",
                    "guests": {"ids": ["union", "greens", "chief"]}, "targeting": "broadcast",
                    "attendance": "documented",
                },
            },
        },
        "charm": {
            "title": "Charm", "patron": "bank", "issues": ["rights"], "skeptic_issue": "trade", "source": "assumed",
            "visits": {
                "call": {
                    "title": "Call", "since": "1999-11", "invited": 40, "source": "assumed",
                    "guests": {"kind": ["ngo", "government"]},
                },
            },
        },
    },
    "ideas": IDEAS | {
        "pledge": IDEAS["charter"] | {
            "title": "Pledge", "in_shares": True, "threatened_by": ["crash"],
            "adopted_at_start": {"right": 0.5, "president": 1.0},
            "windows": [{"since": "1999-07", "until": "2000-05", "width": 0.5, "source": "assumed"}],
        },
        "oath": IDEAS["charter"] | {
            "title": "Oath", "threatened_by": ["march", "crash"],
            "adopted_at_start": ["left", "center", "president", "bank"],
        },
    },
}  # fmt: skip


AGREED = {  # changes of the toy: talks whose issues have fields, and what their parties agreed with others
    "agreement_provisions": "drawn",
    "agreements": {
        "early": {
            "date": "1995-07", "parties": ["US", "FR"], "depth": 5, "provisions": {"parks": 1.0}, "source": "assumed",
        },
        "pact": {
            "date": "1999-07", "parties": ["MX", "CL"], "depth": 6, "south": True, "provisions": {"parks": 1.0},
            "source": "assumed",
        },
        "beside": {
            "date": "1999-08", "parties": ["US", "FR"], "depth": 3, "side": True, "source": "assumed",
        },
        "charm": {
            "date": "1999-09", "parties": ["US", "CL", "FR"], "depth": 7, "provisions": {"rights": 1.0, "parks": 0.0},
            "source": "assumed",
        },
    },
    "negotiations": {
        "talks": _NEGOTIATIONS["talks"] | {
            "depth": 7,
            "issues": {
                "parks": {"status_quo": 0.0, "field": "environment", "source": "assumed"},
                "rights": {"status_quo": 0.2, "field": "labor", "source": "assumed"},
            },
        },
        "again": _NEGOTIATIONS["talks"] | {
            "title": "Again", "proposer": "president", "partners": ["chief"], "depth": 4, "south": True, "bodies": [],
            "gatekeepers": [], "issues": {"parks": {"status_quo": 0.0, "field": "environment", "source": "assumed"}},
            "windows": [{"since": "2000-03", "until": "2000-05", "source": "assumed"}],
            "core_windows": [
                {"since": "2000-03", "until": "2000-03", "source": "assumed"},
                {"since": "2000-05", "until": "2000-05", "source": "assumed"},
            ],
            "protocol": "alternating_offers",
        },
    },
}  # fmt: skip


def oracle_world(scenario: Scenario, params: dict[str, float], n_steps: int) -> dict:
    """The scenario as the oracle reads it."""
    clock = clock_of(scenario)
    row = {name: i for i, name in enumerate(scenario.actors)}
    issues = list(scenario.issues)
    rows = lambda selector: [row[name] for name in chosen(scenario.actors, selector)]  # noqa: E731
    actors = list(scenario.actors.values())
    return {
        "dt": 1.0 / 12.0,
        "start_year": clock.start.year + (clock.start.month - 1) / 12.0,
        "n_steps": n_steps,
        "reference_step": clock.step(scenario.reference or clock.start),
        "issues": [{"tier": scenario.issues[k].tier} for k in issues],
        "coupling": [(*(issues.index(k) for k in c.issues), c.sign) for c in scenario.coupling],
        "actors": [
            {
                "country": a.country, "party": a.party, "role": a.role, "capability": a.capability, "size": a.size,
                "kind": a.kind, "stake": a.stake, "resistance": a.resistance,
                "dispersion": a.dispersion, "rhetoric": a.rhetoric, "position": [a.positions[k] for k in issues],
                "salience": [a.saliences[k] for k in issues], "access": dict(a.access),
                "active_from": max(0, clock.step(a.active_from)) if a.active_from else 0,
                "active_until": clock.step(a.active_until) if a.active_until else None,
            }
            for a in actors
        ],
        "ties": [
            {
                "a": row[t.actor], "b": row[t.partner], "type": t.type,
                "since": max(
                    [clock.step(d) for d in (t.since, scenario.actors[t.actor].active_from,
                                             scenario.actors[t.partner].active_from) if d] or [0]
                ),
                "until": clock.step(t.until) if t.until else None,
            }
            for t in scenario.ties
        ],
        "potential_ties": None if scenario.potential_ties == "anybody" else _listed(scenario, row, rows),
        "forums": [
            {
                "members": rows(f.participants), "since": clock.step(f.since),
                "until": clock.after(f.until) if f.until else None,
            }
            for f in scenario.forums.values()
        ],
        "barriers": [
            {
                "pairs": [
                    (i, j) for i in rows(b.between) for j in rows(b.and_)
                    if i != j and (not b.cross_border or actors[i].country != actors[j].country)
                ],
                "since": clock.step(b.since) if b.since else 0, "until": clock.after(b.until) if b.until else None,
            }
            for b in scenario.barriers.values()
        ],
        "venues": [
            {
                "kind": v.kind, "country": v.country, "organ": None if v.kind in MEDIA else row[v.organ],
                "closed_to": [] if v.closed_to is None else rows(v.closed_to),
                "openness": [v.openness.get(k, 0.0) if isinstance(v.openness, dict) else v.openness for k in issues],
            }
            for v in scenario.venues.values()
        ],
        "events": [
            {"step": clock.step(e.date), "changes": [_change(c, scenario, rows, issues) for c in e.changes]}
            for e in scenario.events.values()
        ],
        "decisions": [_oracle_decision(d, scenario, row) for d in scenario.decisions.values()],
        "negotiations": [_oracle_talks(d, scenario, row) for d in scenario.negotiations.values()],
        "agreements": [_oracle_agreement(d, scenario) for d in scenario.agreements.values()],
        "shocks": [
            {
                "step": clock.step(d.date), "issues": [issues.index(k) for k in d.issues],
                "actor": row[d.actor] if d.actor else None, "countries": d.countries,
            }
            for d in scenario.shocks.values()
        ],
        "commitments": [
            {
                "organs": [row[name] for name in d.organs], "issue": issues.index(d.issue), "value": d.value,
                "negotiation": None if d.negotiation is None else list(scenario.negotiations).index(d.negotiation),
                "since": clock.step(d.since), "until": clock.after(d.until) if d.until else None,
            }
            for d in scenario.commitments.values()
        ],
        "leverage": _oracle_leverage(scenario, n_steps),
        "ideas": [
            {
                "adopters": rows(d.adopters),
                "windows": [(clock.step(w.since), clock.after(w.until)) for w in d.windows],
                "adopted_at_start": [row[name] for name in d.adopted_at_start],
            }
            for d in scenario.ideas.values()
        ],
        "params": {key: p.default for key, p in table().items()} | params,
    }  # fmt: skip


def _listed(scenario, row, rows):
    """Ordered pairs of actors that the file lists together, as partners or at a forum."""
    ends = {(row[t.actor], row[t.partner]) for t in scenario.ties}
    for forum in scenario.forums.values():
        ends |= {(i, j) for i in rows(forum.participants) for j in rows(forum.participants) if i != j}
    return sorted(ends | {(j, i) for i, j in ends})


def _change(change, scenario, rows, issues):
    who = (
        rows(change.actors)
        if isinstance(change, ActorChange)
        else [list(scenario.venues).index(v) for v in change.venues]
    )
    issue = issues.index(change.issue) if change.issue else None
    return {"field": change.field, "rows": who, "issue": issue, "value": change.value}


def _oracle_decision(decision, scenario, row):
    rule, clock, names = decision.rule, clock_of(scenario), list(scenario.decisions)
    return {
        "step": clock.step(decision.date), "pending_from": clock.step(decision.pending_from),
        "executive": row[decision.executive] if decision.executive else None,
        "proposal": _oracle_planks(decision.proposal, scenario),
        "blocs": [
            {"actor": row[k], "members": b.members, "weight": b.weight} for k, b in decision.chamber.items()
        ],
        "rule": rule.type, "bodies": [names.index(each) for each in getattr(rule, "bodies", [])],
        **{key: getattr(rule, key, None) for key in ("discipline", "coalition_share", "needed", "ratifications")},
        "binds": decision.binds, "requires": [names.index(each) for each in decision.requires],
        "gatekeeper": row[decision.gatekeeper] if decision.gatekeeper else None,
        "withdraws": decision.withdraws,
        "repeal": decision.repeal and {"until": clock.after(decision.repeal.until), "needed": decision.repeal.needed},
    }  # fmt: skip


def _oracle_planks(proposal, scenario):
    """Rows of (issue, status quo, proposed, coded at), the last as the status quo unless the file says otherwise."""
    issues, talks = list(scenario.issues), list(scenario.negotiations)
    side = lambda value: ("negotiation", talks.index(value.negotiation)) if hasattr(value, "negotiation") else value  # noqa: E731

    def ends(plank):
        coded_at = getattr(plank, "coded_at", None)  # a fixed part of talks has none
        return plank.status_quo, plank.proposed, plank.status_quo if coded_at is None else coded_at

    return [(issues.index(k), *map(side, ends(plank))) for k, plank in proposal.items()]


def _oracle_talks(talks, scenario, row):
    clock, issues, names = clock_of(scenario), list(scenario.issues), list(scenario.decisions)
    return {
        "proposer": row[talks.proposer], "partners": [row[name] for name in talks.partners],
        "issues": [(issues.index(k), issue.status_quo) for k, issue in talks.issues.items()],
        "fields": [issue.field for issue in talks.issues.values()], "depth": talks.depth, "south": talks.south,
        "proposal": _oracle_planks(talks.proposal, scenario), "protocol": talks.protocol,
        "windows": [(clock.step(w.since), clock.after(w.until)) for w in talks.windows],
        "core_windows": [(clock.step(w.since), clock.after(w.until)) for w in talks.core_windows],
        "bodies": [names.index(each) for each in talks.bodies],
        "gatekeepers": [
            {
                "actor": row[g.actor], "since": clock.step(g.since) if g.since else 0,
                "until": clock.after(g.until) if g.until else clock.n_steps,
            }
            for g in talks.gatekeepers
        ],
    }  # fmt: skip


def _fields(scenario):
    """Issues of which it is measured how parties come to offer the core."""
    return {k for talks in scenario.negotiations.values() for k, issue in talks.issues.items() if issue.field}


def _oracle_agreement(agreement, scenario):
    clock, fields, known = clock_of(scenario), _fields(scenario), agreement.provisions
    step = clock.step(agreement.date)
    is_recorded = scenario.agreement_provisions == "recorded"
    return {
        "step": step,
        "parties": set(agreement.parties),
        "depth": agreement.depth,
        "south": agreement.south,
        "side": agreement.side,
        "recorded": [known.get(k, 0.0) for k in scenario.issues],
        "drawn": [step >= 0 and k in fields and not (is_recorded and k in known) for k in scenario.issues],
    }


def _oracle_leverage(scenario, n_steps):
    """Leverage month by month: straight lines between the dates of a pair."""
    clock, found = clock_of(scenario), []
    for step in range(n_steps):
        now = {}
        for by, over in {(r.by, r.over) for r in scenario.leverage}:
            rows = sorted((clock.step(r.date), r.value) for r in scenario.leverage if (r.by, r.over) == (by, over))
            before, after = [r for r in rows if r[0] <= step], [r for r in rows if r[0] > step]
            if not before or not after:
                now[by, over] = (before or after)[-1 if before else 0][1]
            else:
                (t0, v0), (t1, v1) = before[-1], after[0]
                now[by, over] = v0 + (v1 - v0) * (step - t0) / (t1 - t0)
        found.append(now)
    return found


def oracle_draws(setting: Setting, seed: int, replicate: int, n_steps: int) -> dict:
    """The package's own draws of one run, in the oracle's containers."""
    noise = Noise(seed, [replicate])
    edges, shape = setting.edges, setting.position.shape
    ends = list(zip(edges.source.tolist(), edges.target.tolist(), strict=True))
    twos = [(i, j) for i, j in ends if i < j]
    draws: dict = {"influence": [], "contact": [], "alliance": [], "uptake": []}
    draws |= {name: {} for name in ("party", "vote", "repeal", "decision", "consensus")}
    for step in range(n_steps):
        draws["influence"].append(noise.block("opinion", "normal", step, shape)[..., 0].tolist())
        for name, key, pairs in (("contact", "ally", ends), ("alliance", "alliance", twos)):
            every = noise.rare(key, step, len(pairs), 1.0)
            draws[name].append(dict(zip(pairs, every.value[np.argsort(every.row)].tolist(), strict=True)))
        taken = [noise.block(f"uptake.{d.id}", "uniform", step, shape[1:])[:, 0].tolist() for d in setting.ideas]
        draws["uptake"].append({(m, i): u for m, of_idea in enumerate(taken) for i, u in enumerate(of_idea)})
    draws["precedent"], draws["offer"] = _offer_draws(setting, noise)
    for d, decision in enumerate(setting.decisions):
        for name, kind in (("decision", "normal"), ("consensus", "uniform")):
            draws[name][d] = float(noise.once(f"{name}.{decision.id}", kind, 1)[0, 0])
        draws["party"][d] = {
            b: float(noise.once(f"party.{decision.id}.{bloc.party}", "normal", 1)[0, 0])
            for b, bloc in enumerate(decision.blocs)
        }
        draws["vote"][d] = {
            b: noise.once(f"vote.{decision.id}.{setting.actors[bloc.actor]}", "uniform", bloc.members)[:, 0].tolist()
            for b, bloc in enumerate(decision.blocs)
        }
        draws["repeal"][d] = {
            b: noise.once(f"repeal.{decision.id}.{setting.actors[bloc.actor]}", "uniform", bloc.members)[:, 0].tolist()
            for b, bloc in enumerate(decision.blocs)
        }
    return draws


def _offer_draws(setting: Setting, noise: Noise) -> tuple[dict, dict]:
    """What other agreements have, by agreement and issue; what talks offer, by talks, issue and window on the text."""
    found = setting.get(PrecedentSetting)
    if found is None:
        return {}, {}
    one = lambda key: float(noise.once(key, "uniform", 1)[0, 0])  # noqa: E731
    precedent = {
        (each.row, k): one(f"precedent.{each.id}.{issue}")
        for each in found.agreements
        for k, issue in enumerate(setting.issues)
    }
    offer = {
        (n, z, number): one(f"offer.{talks.id}.{setting.issues[k]}.{number}")
        for n, talks in enumerate(found.talks)
        for z, k in enumerate(talks.issues)
        for number, _ in enumerate(talks.core_windows)
    }
    return precedent, offer


ARRAYS = tuple(declared(State))  # of every case


def arrays(state: State) -> dict[str, np.ndarray]:
    """Every array of a State and of its blocks, by name."""
    blocks = {name: array for block in state.blocks.values() for name, array in vars(block).items()}
    return {name: getattr(state, name) for name in ARRAYS} | blocks


def exchanged(state: State, **changes: np.ndarray) -> State:
    """The State with some arrays exchanged by name, wherever they stand."""
    blocks = [
        block.replace(**{name: array for name, array in changes.items() if hasattr(block, name)})
        for block in state.blocks.values()
    ]
    return state.replace(*blocks, **{name: array for name, array in changes.items() if name in ARRAYS})


def seats(state: State) -> Seats:
    return state.block(Seats)


def courted(state: State) -> Courted:
    return state.block(Courted)


def sites(state: State) -> Sites:
    return state.block(Sites)


def waits(state: State) -> Waits:
    return state.block(Waits)


def history(
    setting: Setting,
    numbers: Mapping[str, object] | None = None,
    noise: Noise | None = None,
    replicates: Sequence[int] = (0,),
    jitter: float = 0.0,
) -> list[State]:
    """Every State of a batch of runs, the one before the first step first."""
    noise = noise or Noise(1, replicates)
    params = Params.of(numbers, len(noise.replicates))
    states = [start(setting, params, noise, (jitter, jitter))]
    for _ in range(setting.n_steps):
        states.append(advance(states[-1], setting, params, noise))
    return states


def largest_gap(one: Sequence[State], other: Sequence[State], fields: Sequence[str] = ()) -> float:
    """The largest difference between two histories in any entry of the named arrays; without names, of all."""
    gaps = []
    for a, b in zip(map(arrays, one), map(arrays, other), strict=True):
        assert fields or a.keys() == b.keys()
        gaps += [np.abs(np.asarray(a[name], float) - b[name]).max(initial=0.0) for name in fields or a]
    return float(np.max(gaps))  # a NaN in either stays a NaN
