"""Phrases in English, by what prints them."""

from sim.words.en import cases, codings, plans, reports, story

PHRASES = {**cases.PHRASES, **story.PHRASES, **plans.PHRASES, **reports.PHRASES, **codings.PHRASES}
