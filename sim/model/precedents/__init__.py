"""Precedents (E7): what was once agreed comes back."""
