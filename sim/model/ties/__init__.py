"""Ties (E3, E8, E13): alliances, trust, stigma."""
