"""Phrases of the seminar page: controls, network, timeline, in English."""

PHRASES: dict[str, str] = {}
