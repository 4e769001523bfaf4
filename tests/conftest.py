"""Fixtures that several test files share."""

from templates import case

__all__ = ["case"]
