"""Ties (E2, E3, E8, E13): perception, alliances, stigma."""
