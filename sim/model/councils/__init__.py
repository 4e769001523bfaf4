"""Councils (E10): selection, capture, voice."""
