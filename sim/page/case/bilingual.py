"""Texts of a page, as pairs: English, then Spanish."""

from __future__ import annotations

from sim.scenario.schema import Label
from sim.words import LANGUAGES, label, say

Pair = list[str]


def titled(text: Label) -> Pair:
    """A text of a scenario."""
    return [label(text, lang) for lang in LANGUAGES]


def said(key: str, **values: object) -> Pair:
    """A phrase, with its blanks filled."""
    return [say(key, lang, **values) for lang in LANGUAGES]
