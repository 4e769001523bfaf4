"""Votes (E6): utility, roll calls, packages."""
