"""Phrases in Spanish, by what prints them."""

from sim.words.es import cases, plans, reports, standing, story

PHRASES = {**cases.PHRASES, **story.PHRASES, **plans.PHRASES, **reports.PHRASES, **standing.PHRASES}
