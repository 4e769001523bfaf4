"""Phrases of the seminar page: votes, ladders, tables, handout, in Spanish."""

PHRASES: dict[str, str] = {}
