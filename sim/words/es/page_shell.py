"""Phrases of the seminar page: controls, network, timeline, in Spanish."""

PHRASES: dict[str, str] = {}
