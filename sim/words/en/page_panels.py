"""Phrases of the seminar page: votes, ladders, tables, handout, in English."""

PHRASES: dict[str, str] = {}
