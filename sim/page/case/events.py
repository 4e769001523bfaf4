"""What happens when: the events that a page marks on its timeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from sim.case_page import dated, key_dates
from sim.page.runs.study import Study
from sim.scenario.schema import Scenario
from sim.words import LANGUAGES, label, say, short_names

KINDS = {"event": "event", "vote": "vote", "window": "window", "council": "event", "program": "event", "visit": "event"}


def frame_of(date: dt.date, months: Sequence[str]) -> int:
    """The month of a date, counted from 0; before the period the first one, after it the last.

    >>> frame_of(dt.date(1990, 7, 4), ["1990-06", "1990-07"]), frame_of(dt.date(1980, 1, 1), ["1990-06", "1990-07"])
    (1, 0)
    """
    first = int(months[0][:4]) * 12 + int(months[0][5:]) - 1
    return min(max(date.year * 12 + date.month - 1 - first, 0), len(months) - 1)


def events(study: Study) -> list[dict[str, Any]]:
    """All that is dated within the period, in order, each with its kind and its title in both languages."""
    scenario, months = study.loaded.scenario, study.ensemble.setting.months
    each_lang = [list(_told(scenario, lang)) for lang in LANGUAGES]
    found = [(english[0], english[1], [english[2], spanish[2]]) for english, spanish in zip(*each_lang, strict=True)]
    named = {f"{date:%Y-%m}" for date, *_ in found}
    for english, spanish in zip(*(key_dates(scenario, lang) for lang in LANGUAGES), strict=True):
        # One without a title says little: it stands only where nothing else is said of the month.
        if scenario.key_dates[english.id].title or f"{english.date:%Y-%m}" not in named:
            found.append((english.date, "key", [english.title, spanish.title]))
    return [
        {"frame": frame_of(date, months), "kind": kind, "title": title}
        for date, kind, title in sorted(found, key=lambda each: each[0])
        if months[0] <= f"{date:%Y-%m}" <= months[-1]
    ]


def _told(scenario: Scenario, lang: str) -> Iterator[tuple[dt.date, str, str]]:
    """Date, kind and title; in the same order in every language."""
    for each in dated(scenario, lang):
        yield each.date, KINDS[each.kind], each.title
    for forum in scenario.forums.values():
        yield forum.since, "event", label(forum.title, lang)
    for shock in scenario.shocks.values():
        yield shock.date, "event", label(shock.title, lang)
    for talks in scenario.negotiations.values():
        for window in talks.windows:
            yield window.since, "talks", say("seminar_talks_open", lang, title=label(talks.title, lang))
            yield window.until, "talks", say("seminar_talks_close", lang, title=label(talks.title, lang))
    names = short_names(scenario, lang)
    for name, actor in scenario.actors.items():
        if actor.active_from is not None and actor.active_from > scenario.period.start:
            yield actor.active_from, "arrival", say("story_arrives", lang, name=names[name])
