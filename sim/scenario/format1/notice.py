"""What is said when something of format 1 is read."""

from __future__ import annotations

import warnings
from pathlib import Path


class OldFormatWarning(UserWarning):
    """Something of format 1 was read as if it were of format 2.

    Attributes
    ----------
    path
        The folder of a case, or the file of a variant.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: is of format 1, read as format 2; `run.py upgrade {path}` converts it")
        self.path = path


def notify(path: Path) -> None:
    """Warn of something that was read; the command line makes one line of it."""
    warnings.warn(OldFormatWarning(path), stacklevel=2)
