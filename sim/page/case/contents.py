"""A case in words, in both languages: what a page shows besides histories."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any, get_args

from sim import __version__
from sim.page.case.bilingual import Pair, said, titled
from sim.page.case.events import events, frame_of
from sim.page.case.lanes import lanes, main_issue
from sim.page.case.questions import claims, courses, decisions, provision
from sim.page.runs.history import History
from sim.page.runs.record import BAND_FRAMES, COURSE_FRAMES, frames
from sim.page.runs.star import Choice
from sim.page.runs.study import Study
from sim.scenario.keys.fields import Kind
from sim.scenario.schema import Actor
from sim.stability import stability_of
from sim.story.talks import LEVELS
from sim.words import LANGUAGES, country, full_names, label, phrases, say, short_names, standing

FORMAT = 1


def contents_of(study: Study, base: History, command: str) -> dict[str, Any]:
    """Everything of a page but its settings, pairs, sliders and who mattered.

    Parameters
    ----------
    base : the run of the base that is shown
    command : how this program is called
    """
    scenario, setting, n_months = study.loaded.scenario, study.ensemble.setting, study.subject.n_months
    stable = stability_of(study.loaded)
    return _head(study, command) | {
        "months": list(setting.months),
        "words": words(),
        "issues": [
            {
                "id": name, "title": titled(each.title), "negative": titled(each.negative),
                "positive": titled(each.positive),
            }
            for name, each in scenario.issues.items()
        ],
        "main_issue": main_issue(scenario, setting),
        **_people(study, base),
        "documented": _documented(study),
        "events": events(study),
        "decisions": decisions(study, stable),
        "provision": provision(study),
        "levels": [said(f"level_{level}") for level in LEVELS],
        "courses": courses(study),
        "course_frames": frames(n_months, COURSE_FRAMES),
        "band_frames": frames(n_months, BAND_FRAMES),
        "claims": claims(study, stable),
        "variants": [
            {"id": name, "title": titled(each.title)}
            for name, each in scenario.variants.items()
        ],
        "handout": {"study": _study(study), "cite": f"advocacy-coalitions {__version__}"},
    }  # fmt: skip


def _head(study: Study, command: str) -> dict[str, Any]:
    """What identifies a page, and the case in brief."""
    scenario = study.loaded.scenario
    return {
        "format": FORMAT,
        "version": __version__,
        "case": study.ensemble.setting.scenario,
        "digest": study.loaded.digest,
        "title": titled(scenario.title),
        "standing": [standing(scenario, lang) for lang in LANGUAGES],
        "summary": titled(scenario.summary),
        "seed": study.seed,
        "replicate": study.replicate,
        "replicates": study.replicates,
        "command": command,
        "typed": shlex.quote(str(study.case)),
        "until": study.until,
    }


def _study(study: Study) -> Pair:
    """What identifies the runs: number, seed, period."""
    months = study.ensemble.setting.months
    return said("runs", n=study.replicates, seed=study.seed, first=months[0], last=months[-1])


def words() -> dict[str, Pair]:
    """Every text of the page's own, by its key without `page_`; blanks are filled by the page."""
    return {key.removeprefix("page_"): pair for key, pair in phrases("page_").items()}


def actors_of(study: Study) -> dict[str, Actor]:
    """Everybody that has a row, those of variants alone among them."""
    known = dict(study.loaded.scenario.actors)
    for variant in study.loaded.scenario.variants:
        if len(known) < len(study.subject.actors):
            for name, actor in study.read.load(variant).scenario.actors.items():
                known.setdefault(name, actor)
    return {name: known[name] for name in study.subject.actors}


def _people(study: Study, base: History) -> dict[str, Any]:
    """Lanes, and actors in them."""
    scenario, setting = study.loaded.scenario, study.ensemble.setting
    people = actors_of(study)
    everybody = scenario.model_copy(update={"actors": people})
    place = lanes(setting, people, base, main_issue(scenario, setting))
    names = [full_names(everybody, lang) for lang in LANGUAGES]
    short = [short_names(everybody, lang) for lang in LANGUAGES]
    seated = {name for decision in scenario.decisions.values() for name in decision.chamber}
    return {
        "lanes": [
            {"title": [lane_title(code, side, lang) for lang in LANGUAGES], "rows": rows}
            for (code, side), rows in zip(place.titles, place.rows, strict=True)
        ],
        "actors": [
            {
                "id": name, "name": [each[name] for each in names], "tag": [each[name] for each in short],
                "lane": place.lane[row], "row": place.row[row], "size": round(actor.capability),
                "kind": said(f"seminar_kind_{actor.kind}"), "shape": get_args(Kind).index(actor.kind),
                "role": said(f"role_{actor.role}"),
                "country": [country(actor.country, lang) for lang in LANGUAGES],
                "seats": name in seated,
            }
            for row, (name, actor) in enumerate(people.items())
        ],
    }  # fmt: skip


def lane_title(code: str, side: str, lang: str) -> str:
    """A country and a side of it."""
    return say("seminar_lane", lang, country=country(code, lang), side=say(f"seminar_side_{side}", lang))


def _documented(study: Study) -> list[list[int | None]]:
    """Alliances on record: two actors, first month, month in which it is gone; null where that is not known."""
    row = {name: k for k, name in enumerate(study.subject.actors)}
    months = study.ensemble.setting.months
    found = []
    for tie in study.loaded.scenario.ties:
        if tie.type == "contact" or (tie.since is not None and f"{tie.since:%Y-%m}" > months[-1]):
            continue
        since = None if tie.since is None else frame_of(tie.since, months)
        is_ended = tie.until is not None and f"{tie.until:%Y-%m}" <= months[-1]
        until = frame_of(tie.until, months) if tie.until is not None and is_ended else None
        found.append([*sorted((row[tie.actor], row[tie.partner])), since, until])
    return found


def titles(study: Study, choice: Choice, labels: Mapping[str, Pair]) -> Pair:
    """What a setting is called.

    Parameters
    ----------
    labels : of parameters, in both languages
    """
    scenario = study.loaded.scenario
    names = {lang: short_names(scenario, lang) for lang in LANGUAGES}

    def text(lang: str) -> str:
        parts = [label(scenario.variants[choice.variant].title, lang)] if choice.variant in scenario.variants else []
        parts += [
            say("seminar_moved", lang, label=labels[name][LANGUAGES.index(lang)], value=f"{value:g}")
            for name, value in choice.parameters.items()
        ]
        parts += [say("seminar_without", lang, name=names[lang].get(each, each)) for each in choice.without]
        return "; ".join(parts) or say("seminar_base", lang)

    return [text(lang) for lang in LANGUAGES]
