"""Runs of the case as coded beside those of a what-if: computed once for a study, and kept for its other sides."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence

import numpy as np

from sim.model.base_run import BaseRun, joined
from sim.model.core.noise import Noise
from sim.model.initialize import start
from sim.model.parameters import Params
from sim.model.schedule import SCHEDULE, advance
from sim.model.setting import Setting
from sim.model.state import Floats, Rows
from sim.model.votes.reference import coding_steps, pull
from sim.scenario.codings import Error
from sim.scenario.compile import compile_setting
from sim.scenario.load import LoadedCase
from sim.scenario.schema import Scenario

_SIDE_BY_SIDE = 64
_MOST_KEPT = 128 << 20  # bytes
_BEGIN = 1 + next(place for place, step in enumerate(SCHEDULE) if step.name == "refer")

_compiled: OrderedDict[tuple[int, int], tuple[Scenario, Setting]] = OrderedDict()
_kept: OrderedDict[tuple[object, ...], tuple[Setting, BaseRun]] = OrderedDict()


def base_run(
    case: LoadedCase, setting: Setting, replicates: Sequence[int], values: Mapping[str, Floats], seed: int, error: Error
) -> BaseRun | None:
    """What the case as coded was under in the same replicates, in the rows of another version of it.

    Runs of one replicate and the same parameters share theirs. None where nobody is coded in a month that both have.

    Parameters
    ----------
    case : as coded
    setting : of the version that is compared with it
    values : (run,) each, parameters of behavior
    error : coding error
    """
    own = _compile(case, round(1.0 / setting.dt))
    if own.months[0] != setting.months[0]:
        return None
    steps = tuple(step for step in coding_steps(setting) if step < own.n_steps)
    if not steps:
        return None
    table = np.column_stack([np.asarray(replicates, dtype=float), *(values[name] for name in sorted(values))])
    rows, column = np.unique(table, axis=0, return_inverse=True)
    key = (id(own), steps, seed, error, tuple(sorted(values)), rows.tobytes())
    if key not in _kept:
        numbers = {name: rows[:, 1 + place] for place, name in enumerate(sorted(values))}
        _keep(key, own, _run(own, steps, rows[:, 0].astype(int).tolist(), numbers, seed, error))
    _kept.move_to_end(key)
    found = _kept[key][1]
    if _rows(own) != _rows(setting):
        found = found.in_rows(*(_places(*each) for each in zip(_rows(own), _rows(setting), strict=True)))
    return found if np.array_equal(column, np.arange(len(rows))) else found.of_runs(column)


def _run(
    setting: Setting, steps: Sequence[int], replicates: list[int], values: Mapping[str, Floats],
    seed: int, error: Error,
) -> BaseRun:  # fmt: skip
    parts = []
    for first in range(0, len(replicates), _SIDE_BY_SIDE):
        some = slice(first, first + _SIDE_BY_SIDE)
        noise = Noise(seed, replicates[some])
        params = Params.of({name: each[some] for name, each in values.items()}, len(noise.replicates))
        state = start(setting, params, noise, error)
        push, pressure, built = {}, {}, {}
        for step in range(steps[-1] + 1):
            state = advance(state, setting, params, noise, schedule=SCHEDULE[:_BEGIN])
            if step in steps:
                push[step] = pull(state, setting, params)
            state = advance(state, setting, params, noise, schedule=SCHEDULE[_BEGIN:])
            if step in steps:
                pressure[step], built[step] = state.pressure, state.built
        parts.append(BaseRun(push, pressure, built))
    return joined(parts)


def _compile(case: LoadedCase, steps_per_year: int) -> Setting:
    key = (id(case.scenario), steps_per_year)
    if key not in _compiled:
        name = case.folder.resolve().name
        _compiled[key] = case.scenario, compile_setting(case.scenario, name, case.variant, steps_per_year, case.roster)
        while len(_compiled) > 4:
            _compiled.popitem(last=False)
    _compiled.move_to_end(key)
    return _compiled[key][1]


def _keep(key: tuple[object, ...], setting: Setting, found: BaseRun) -> None:
    _kept[key] = setting, found  # with its setting, so that no other takes the place of its id
    while len(_kept) > 1 and sum(each.n_bytes for _, each in _kept.values()) > _MOST_KEPT:
        _kept.popitem(last=False)


def _rows(setting: Setting) -> tuple[tuple[str, ...], ...]:
    """Names of the rows of actors, issues, venues and blocs."""
    blocs = tuple(f"{each.id} {setting.actors[bloc.actor]}" for each in setting.decisions for bloc in each.blocs)
    return setting.actors, setting.issues, setting.venues.ids, blocs


def _places(names: Sequence[str], wanted: Sequence[str]) -> Rows:
    place = {name: row for row, name in enumerate(names)}
    return np.array([place.get(name, -1) for name in wanted], dtype=np.intp)
