"""Process 12, coordinate: cases wait at ministries or local offices, as far as those who govern let these decide."""

from __future__ import annotations

import numpy as np

from sim.model.core import allies
from sim.model.core.influence import mean_where
from sim.model.programs import rules
from sim.model.programs.parameters import Numbers
from sim.model.programs.setting import Desk, DeskSetting, desks_of
from sim.model.programs.state import Waits
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, State


def begin(own: DeskSetting, n_runs: int) -> Waits:
    """Cases wait as long as under the coded load; nothing is decided locally yet."""
    central, local = (
        np.repeat(np.array([[value] for value in values]), n_runs, axis=1)
        for values in ([desk.central_years for desk in own.desks], [desk.local_years for desk in own.desks])
    )
    return Waits(wait_central=central, wait_local=local, decided_locally=np.zeros(central.shape))


def coordinate(state: State, setting: Setting, params: Numbers) -> State:
    """Settle for every desk who decides, and how long it takes."""
    desks = desks_of(setting)
    if not desks:
        return state
    found = [_handled(desk, state, setting, params) for desk in desks]
    return state.replace(Waits(*(np.stack(values) for values in zip(*found, strict=True))))


def at_work(desk: Desk, state: State, setting: Setting) -> Flags:
    """Which local offices can decide: those allied with the hub, (office, run)."""
    return allies.allied(state.allied, setting.edges, desk.hub, desk.offices) & state.is_active[desk.offices]


def _handled(desk: Desk, state: State, setting: Setting, params: Numbers) -> tuple[Floats, Floats, Floats]:
    """Waits at ministries and at local offices [years], and share decided locally, (run,) each."""
    numbers = params.programs
    n_offices = allies.bodies(at_work(desk, state, setting), setting.size[desk.offices])
    policy = mean_where(state.policy[desk.issue, desk.deciders], state.is_active[desk.deciders])
    local = rules.local_share(policy, n_offices)
    central = desk.stages * rules.queue_time(np.asarray(desk.central_rate), desk.arrivals * (1.0 - local))
    each = np.divide(desk.arrivals * local, n_offices, out=np.full_like(local, np.inf), where=n_offices > 0.0)
    queue = rules.queue_time(np.asarray(desk.local_rate), each)
    return (
        rules.given_up(central, numbers.longest_wait),
        rules.given_up(rules.local_wait(queue, n_offices, numbers.coordination_cost), numbers.longest_wait),
        local,
    )
