"""Votes (E6): utility, roll calls, payments, packages."""
