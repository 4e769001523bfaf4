"""Fixtures that several test files share."""

from seminar import app, harbor, trade
from templates import case

__all__ = ["app", "case", "harbor", "trade"]
