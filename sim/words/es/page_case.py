"""Phrases of the seminar page: a case in words; the commands page and serve, in Spanish."""

PHRASES: dict[str, str] = {}
