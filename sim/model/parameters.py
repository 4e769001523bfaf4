"""Every behavioral number of the model: declared in the folder of its mechanism, gathered here as `Params`."""

from __future__ import annotations

import dataclasses
import difflib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.model.campaigns.parameters import Campaigns
from sim.model.councils.parameters import Councils
from sim.model.courtship.parameters import Courtship
from sim.model.declare import Parameter, rows_of
from sim.model.ideas.parameters import Ideas
from sim.model.opinion.parameters import Opinion
from sim.model.precedents.parameters import Precedents
from sim.model.programs.parameters import Programs
from sim.model.renamed import what_became_of
from sim.model.ties.parameters import Ties
from sim.model.votes.parameters import Votes

GROUPS: dict[str, type] = {
    "opinion": Opinion, "ties": Ties, "campaigns": Campaigns, "votes": Votes, "ideas": Ideas,
    "precedents": Precedents, "courtship": Courtship, "councils": Councils, "programs": Programs,
}  # fmt: skip


class ParameterError(ValueError):
    """A parameter name or value that cannot be used; the message is one line for the user."""


@cache
def table() -> dict[str, Parameter]:
    """All parameters by key, in the order of the mechanisms."""
    return {row.key: row for name, group in GROUPS.items() for row in rows_of(group, name)}


def check_value(key: str, value: float) -> None:
    """Refuse an unknown name, a number outside its bounds, or something that is no number.

    Raises
    ------
    ParameterError
        With one line that names the bounds, the parameter of an old name, or the nearest one.
    """
    row = table().get(key)
    if row is None and (news := what_became_of(key)) is not None:
        raise ParameterError(f"{key}: {news}")
    if row is None:
        near = difflib.get_close_matches(key, table(), n=1, cutoff=0.5)
        hint = f"; did you mean '{near[0]}'?" if near else ""
        raise ParameterError(f"{key}: no such parameter{hint}")
    if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
        raise ParameterError(f"{key}: must be a number (got {value!r})")
    if not row.least <= value <= row.most or (math.isinf(value) and value != row.off):
        raise ParameterError(f"{key}: must be from {row.least:g} to {row.most:g} {row.unit} (got {value:g})")


def is_beyond(key: str, value: object) -> bool:
    """Whether a number lies outside the range that its parameter is explored over; what switches it off does not.

    >>> is_beyond("opinion.rate", 50.0), is_beyond("opinion.rate", 1.0), is_beyond("actors.rmalc.capability", 50.0)
    (True, False, False)
    """
    row = table().get(key)
    if row is None or isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return not row.low <= value <= row.high and value != row.off


@dataclass(frozen=True)
class Params:
    """The parameters of a batch of runs; every number is an array of shape (run,)."""

    opinion: Opinion
    ties: Ties
    campaigns: Campaigns
    votes: Votes
    ideas: Ideas
    precedents: Precedents
    courtship: Courtship
    councils: Councils
    programs: Programs

    @classmethod
    def of(cls, values: Mapping[str, ArrayLike] | None = None, n_runs: int = 1) -> Params:
        """Defaults for all runs, with some numbers exchanged: one for all runs, or one per run.

        Raises
        ------
        ParameterError
            For a name that does not exist, a value outside its bounds, or as many values as there are no runs.

        >>> Params.of({"opinion.rate": 2.0}, n_runs=3).opinion.rate
        array([2., 2., 2.])
        """
        values = dict(values or {})
        for key, value in values.items():
            _check_shape(key, value, n_runs)
            for number in np.ravel(np.asarray(value, dtype=float)):
                check_value(key, float(number))
        groups = {}
        for name, group in GROUPS.items():
            fields = {
                f.name: _per_run(values.get(f"{name}.{f.name}", f.metadata["default"]), n_runs)
                for f in dataclasses.fields(group)
            }
            groups[name] = group(**fields)
        return cls(**groups)

    def of_runs(self, runs: NDArray[np.intp]) -> Params:
        """The same for some runs of the batch."""
        groups = {
            name: group(**{key: value[runs] for key, value in vars(getattr(self, name)).items()})
            for name, group in GROUPS.items()
        }
        return Params(**groups)

    def kinds(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """A run of each combination of numbers, and for each run its combination, (run,)."""
        numbers = np.array([value for name in GROUPS for value in vars(getattr(self, name)).values()])
        _, first, kind = np.unique(numbers, axis=1, return_index=True, return_inverse=True)
        return first, kind.reshape(-1)


def _check_shape(key: str, value: ArrayLike, n_runs: int) -> None:
    if key not in table():
        check_value(key, math.nan)  # says which name was meant
    try:
        shape = np.shape(np.asarray(value, dtype=np.float64))
    except (TypeError, ValueError):
        raise ParameterError(f"{key}: must be a number, or one a run (got {value!r})") from None
    if shape not in ((), (n_runs,)):
        raise ParameterError(f"{key}: must be one number, or {n_runs} in a row, one a run (got shape {shape})")


def _per_run(value: ArrayLike, n_runs: int) -> np.ndarray:
    # A fresh array, since powers are rounded otherwise differently for a Python float and for an array.
    array = np.array(np.broadcast_to(np.asarray(value, dtype=np.float64), (n_runs,)))
    array.setflags(write=False)
    return array
