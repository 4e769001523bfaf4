"""Phrases in English, by what prints them."""

from sim.words.en import cases, pages, plans, reports, standing, story

PHRASES = {**cases.PHRASES, **story.PHRASES, **plans.PHRASES, **reports.PHRASES, **pages.PHRASES, **standing.PHRASES}
