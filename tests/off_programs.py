"""What programs and desks do to a run, for the test that each of their numbers vanishes at its off value."""

import json
from functools import cache
from itertools import pairwise

import numpy as np
from institution_worlds import DESK, PROGRAM, history, world
from side_by_side import RUNS, SIDE_BY_SIDE
from worlds import arrays, sites, waits

from sim.model.programs.rules import queue_time
from sim.model.programs.setting import desks_of
from sim.scenario.compile import compile_setting

WITHOUT = {"w": PROGRAM}


def effect_of_learning(value):
    """How much social capital there is in the end."""
    return float(sites(_states(WITHOUT, programs__learning=value)[-1]).capital.max())


def effect_of_spillover(value):
    """How much of it there is where nothing is open."""
    last = _states(WITHOUT, programs__spillover=value, programs__partner_rate=0.0)[-1]
    return float(sites(last).capital[2:].max())


def effect_of_loss(value):
    """How much of it is lost once the program is over."""
    states = _states({"w": PROGRAM | {"until": "2000-06"}}, programs__capital_loss=value)[14:]
    return max(float(np.max(sites(before).capital - sites(after).capital)) for before, after in pairwise(states))


def effect_of_partners(value):
    """How many sites open besides the pilots."""
    states = _states(WITHOUT, years=7, programs__partner_rate=value)
    return float(np.count_nonzero(sites(states[-1]).site_open[2:]))


def effect_of_supports(value):
    """Academics who are no allies, and no measurement, on what is delivered."""
    bare = {"w": PROGRAM | {"academics": {"ids": ["firms"]}, "measured": False}}
    return _apart(
        "success", _states(bare, programs__support_loss=value), _states(WITHOUT, programs__support_loss=value)
    )


def effect_of_coordination(value):
    """What two offices wait longer than in their queues."""
    scenario = world(WITHOUT, years=1, desks={"d": DESK})
    setting = compile_setting(scenario)
    (desk,) = desks_of(setting)
    state = history(scenario, RUNS, programs__coordination_cost=value)[-1]
    each = desk.arrivals * waits(state).decided_locally[0] / setting.size[desk.offices].sum()
    return float(np.abs(waits(state).wait_local[0] - queue_time(np.asarray(desk.local_rate), each)).max())


def _states(programs, years=3, **numbers):
    """Ties stay as documented, and partners are found soon."""
    at = {"ties.rate": 0.0, "programs.partner_rate": 0.3} | {key.replace("__", "."): v for key, v in numbers.items()}
    return SIDE_BY_SIDE.history(_setting(json.dumps(programs), years), at)


@cache
def _setting(programs, years):
    return compile_setting(world(json.loads(programs), years=years, desks={"d": DESK}))


def _apart(field, some, others):
    pairs = zip(some, others, strict=True)
    return max(float(np.abs(arrays(a)[field] - arrays(b)[field]).max()) for a, b in pairs)


PROGRAM_EFFECTS = {
    "programs.learning": effect_of_learning,
    "programs.spillover": effect_of_spillover,
    "programs.capital_loss": effect_of_loss,
    "programs.partner_rate": effect_of_partners,
    "programs.support_loss": effect_of_supports,
    "programs.coordination_cost": effect_of_coordination,
}
