"""Phrases in English, by what prints them."""

from sim.words.en import (
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
