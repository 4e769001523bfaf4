"""Phrases in English, by what prints them."""

from sim.words.en import cases, codings, pages, plans, reports, standing, story

PHRASES = {
    **cases.PHRASES,
    **codings.PHRASES,
    **pages.PHRASES,
    **plans.PHRASES,
    **reports.PHRASES,
    **standing.PHRASES,
    **story.PHRASES,
}
