"""What is asked of a case, in both languages: its votes, talks, courses and claims, with what is documented."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from sim.claims import documented
from sim.measures.units import UNIT_OF
from sim.model.agenda import Decision
from sim.model.votes.verdict import share_needed
from sim.page.case.bilingual import titled
from sim.page.case.events import frame_of
from sim.page.case.followed import Followed, followed
from sim.page.runs.record import rounded
from sim.page.runs.study import Study
from sim.rivals.naive import of_vote
from sim.scenario.schema import Claim, Outcome, Scenario
from sim.stability import Stability
from sim.words import LANGUAGES, label, say

SPEAKING, SMALL = 3, 3  # words that say what a series is; letters of one that says nothing
NAIVE = ("party_line", "weighted_mean")  # the forecasts that figures show


def decisions(study: Study, stable: Stability) -> list[dict[str, Any]]:
    """Votes in the order of the case, with what is documented of them and two naive forecasts."""
    return [_decision(study, each, stable) for each in study.ensemble.setting.decisions]


def _decision(study: Study, decision: Decision, stable: Stability) -> dict[str, Any]:
    scenario, setting = study.loaded.scenario, study.ensemble.setting
    known = documented(scenario)
    outcome = whole(scenario, "vote_share", decision.id)
    share = known.get(outcome or "")
    naive = of_vote(setting, decision, list(decision.blocs)) if decision.blocs else {}
    told, needed = scenario.decisions[decision.id], share_needed(decision.rule)
    return {
        "id": decision.id,
        "title": titled(told.title),
        "frame": frame_of(told.date, setting.months) if decision.step < setting.n_steps else None,
        "outcome": outcome,
        "documented": share,
        "documented_count": _count(known.get(whole(scenario, "vote_count", decision.id) or ""), share, decision),
        "naive": {name: rounded(naive[name]) if naive else None for name in NAIVE},
        "flips": bool(outcome and stable.flips(outcome)),
        "needed": rounded(math.nan if needed is None else needed),
        "alone": decision.rule.type == "executive",
        "weighted": decision.rule.type == "weighted",
        "blocs": [bloc.actor for bloc in decision.blocs],
    }


def whole(scenario: Scenario, measure: str, decision: str) -> str | None:
    """The outcome that reads a measure of a whole chamber."""
    return next(
        (name for name, each in scenario.outcomes.items()
         if each.measure == measure and each.decision == decision and each.actors is None), None,
    )  # fmt: skip


def _count(yeas: float | None, share: float | None, decision: Decision) -> list[int] | None:
    """Documented yeas and votes; null where they are not documented, or do not make up the documented share."""
    votes = sum(bloc.members for bloc in decision.blocs)
    if yeas is None or share is None or abs(yeas / votes - share) > 0.0006:  # shares are given to three digits
        return None
    return [round(yeas), votes]


def provision(study: Study) -> list[dict[str, Any]]:
    """A ladder for each issue of each negotiation: when talks are open, and what is documented."""
    scenario, setting = study.loaded.scenario, study.ensemble.setting
    known, last = documented(scenario), setting.n_steps - 1
    found = []
    for talks in setting.negotiations:
        for issue in talks.issues.tolist():
            level = next(
                (known[name] for name, each in scenario.outcomes.items()
                 if each.measure == "provision" and each.negotiation == talks.id and name in known
                 and each.issue == setting.issues[issue]), None,
            )  # fmt: skip
            title = scenario.negotiations[talks.id].title
            found.append(
                {
                    "negotiation": titled(title),
                    "issue": issue,
                    "open": [[since, min(until - 1, last)] for since, until in talks.windows if since <= last],
                    "documented": None if level is None else round(level),
                }
            )
    return found


def courses(study: Study) -> list[dict[str, Any]]:
    """Outcomes that are followed over time, with what claims ask of them and what is documented."""
    return [_course(study, each) for each in followed(study.loaded.scenario)]


def _course(study: Study, course: Followed) -> dict[str, Any]:
    scenario, months = study.loaded.scenario, study.ensemble.setting.months
    outcome = scenario.outcomes[course.id]
    asked: list[list[float | int | None]] = []
    known: list[list[float | int | None]] = []
    for claim in course.claims:
        own = scenario.outcomes[claim.outcome]
        date = own.date or own.until or scenario.period.end
        if claim.versus is not None or f"{date:%Y-%m}" > months[-1] or claim.outcome not in course.names:
            continue
        if claim.expect.between is not None:
            asked.append([frame_of(date, months), *map(rounded, claim.expect.between)])
        if claim.documented is not None:
            known.append([frame_of(date, months), rounded(claim.documented)])
    return {
        "id": course.id,
        "label": [undated([label(scenario.outcomes[name].label, lang) for name in course.names]) for lang in LANGUAGES],
        "unit": [unit_of(scenario, outcome, lang) for lang in LANGUAGES],
        "asked": asked[0][1:] if asked else None,
        "asked_frame": asked[0][0] if asked else None,
        "asks": asked,
        "documented": known,
    }


def undated(labels: Sequence[str]) -> str:
    """What to call a series that a case reads at some dates, from what it calls it at each.

    Labels end in their date, behind a comma. What is left of them may still begin alike only; where it does not even
    do that, or breaks off at a small word, the first speaks for all.

    >>> undated(["Ties, end of 1990", "Ties, end of 1993"]), undated(["Capture, 2013"]), undated(["A, share"])
    ('Ties', 'Capture', 'A, share')
    >>> undated(["Voice of the council before the reform, 2013", "Voice of the council after it, 2018"])
    'Voice of the council'
    """
    if len(labels) == 1:
        stem, _, last = labels[0].rpartition(", ")
        return stem if stem and re.search(r"\d{4}", last) else labels[0]
    stems = [each.rpartition(", ")[0] or each for each in labels]
    words = [each.split() for each in stems]
    alike = [same[0] for same in takewhile(lambda same: len(set(same)) == 1, zip(*words, strict=False))]
    is_whole = len(alike) >= SPEAKING and len(alike[-1]) > SMALL
    return " ".join(alike).rstrip(",") if is_whole else stems[0]


def unit_of(scenario: Scenario, outcome: Outcome, lang: str) -> str:
    """The unit of an outcome; of what a program delivers, as its source counts it."""
    claimed = scenario.programs[outcome.program].claimed if outcome.program else None
    if outcome.measure == "delivered" and claimed is not None:
        return label(claimed.unit, lang)
    return say(f"unit_{UNIT_OF[outcome.measure]}", lang)


def claims(study: Study, stable: Stability) -> list[dict[str, Any]]:
    """The claims of the sources, with what each asks."""
    scenario = study.loaded.scenario
    return [
        {
            "id": name,
            "of": list(claim.of),
            "text": titled(claim.text),
            "kind": kind_of(claim),
            "asked": [asked(claim, scenario, lang) for lang in LANGUAGES],
            "needed": claim.share,
            "flips": bool(stable.turns(name, claim)),
            "versus": claim.versus,
        }
        for name, claim in scenario.claims.items()
    ]


def kind_of(claim: Claim) -> str:
    """Which of the expectations it has: between, at_least, at_most, equals, rises, falls, before or less_than."""
    return next(iter(claim.expect.model_dump(exclude_none=True)))


def asked(claim: Claim, scenario: Scenario, lang: str) -> str:
    """What must be seen of the outcome, in words."""
    expect, kind = claim.expect, kind_of(claim)
    values: dict[str, object] = {}
    if expect.between is not None:
        values = {"low": f"{expect.between[0]:.4g}", "high": f"{expect.between[1]:.4g}"}
    elif expect.before is not None:
        values = {"month": f"{expect.before:%Y-%m}"}
    elif expect.less_than is not None:
        values = {"other": label(scenario.outcomes[expect.less_than].label, lang)}
    else:
        bound = next((each for each in (expect.at_least, expect.at_most, expect.equals) if each is not None), 0.0)
        values = {"value": f"{bound:.4g}"}
    text = say(f"seminar_ask_{kind}", lang, **values)
    if claim.versus is None:
        return text
    return say("seminar_ask_versus", lang, text=text, variant=label(scenario.variants[claim.versus].title, lang))
