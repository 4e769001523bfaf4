"""Ties (E3, E8, E13): contacts, alliances, trust, stigma."""
