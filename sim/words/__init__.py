"""What people read, in English and Spanish: phrases of tables and figures, and the labels of scenarios."""

from __future__ import annotations

from sim.scenario.schema import Label
from sim.words import en, es

LANGUAGES = ("en", "es")
_PHRASES = {"en": en.PHRASES, "es": es.PHRASES}


def say(key: str, lang: str = "en", **values: object) -> str:
    """A phrase in a language, with its blanks filled.

    Raises
    ------
    KeyError
        If there is no such phrase: tests hold both languages to the same keys.
    """
    return _PHRASES[lang][key].format(**values)


def label(text: Label, lang: str = "en") -> str:
    """A scenario's text in a language; English where it has no Spanish."""
    return (text.es or text.en) if lang == "es" else text.en
