"""Phrases in Spanish, by what prints them."""

from sim.words.es import cases, codings, plans, reports, story

PHRASES = {**cases.PHRASES, **story.PHRASES, **plans.PHRASES, **reports.PHRASES, **codings.PHRASES}
