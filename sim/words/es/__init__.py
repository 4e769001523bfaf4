"""Phrases in Spanish, by what prints them."""

from sim.words.es import (
    cases,
    codings,
    page_case,
    page_panels,
    page_shell,
    pages,
    parameters,
    plans,
    reports,
    rivals,
    standing,
    story,
    table_alone,
    why,
)
from sim.words.es.fragments import FRAGMENTS
from sim.words.es.problems import PROBLEMS
from sim.words.es.rules import RULES
from sim.words.es.units import UNITS

PHRASES = {
    **cases.PHRASES,
    **codings.PHRASES,
    **page_case.PHRASES,
    **page_panels.PHRASES,
    **page_shell.PHRASES,
    **pages.PHRASES,
    **parameters.PHRASES,
    **plans.PHRASES,
    **reports.PHRASES,
    **rivals.PHRASES,
    **standing.PHRASES,
    **story.PHRASES,
    **table_alone.PHRASES,
    **why.PHRASES,
}

__all__ = ["FRAGMENTS", "PHRASES", "PROBLEMS", "RULES", "UNITS"]
