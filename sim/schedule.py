"""The order of a step: the list below is the model, and `advance` is the only way to take one.

Within a process all actors act at the same moment; processes follow one another. The numbers are those of the
ODD description (sim/README.md).

 1 happen     dated events, arrivals and departures, documented ties    processes/happen.py
 2 attend     salience follows the media                                processes/attend.py
 3 mobilize   effort by venue and issue                                 processes/mobilize.py
 4 ally       ties open and lapse, trust grows and breaks               processes/ally.py
 5 propagate  convictions move                                          processes/propagate.py
 6 press      effort becomes pressure and attention, organs give way    processes/press.py
 7 backlash   allies abroad are held against campaigners                processes/backlash.py
 8 court      patrons invite, skeptics notice                         processes/court.py
 9 represent  councils take in members and speak                      processes/represent.py
10 deliver    programs open sites and build social capital            processes/deliver.py
11 negotiate  proposers offer packages while a window is open           processes/negotiate.py
11 decide     votes that are due                                        processes/decide.py
11 take_up    ideas are remembered and taken up                         processes/take_up.py
12 coordinate cases wait at ministries or local offices               processes/coordinate.py
13 record     the step is counted; sim/measures reads the rest from the State
"""

from __future__ import annotations

from sim.core.noise import Noise
from sim.params import Params
from sim.processes.ally import ally
from sim.processes.attend import attend
from sim.processes.backlash import backlash
from sim.processes.coordinate import coordinate
from sim.processes.court import court
from sim.processes.decide import decide
from sim.processes.deliver import deliver
from sim.processes.happen import happen
from sim.processes.mobilize import mobilize
from sim.processes.negotiate import negotiate
from sim.processes.override import Overrides
from sim.processes.press import press
from sim.processes.propagate import propagate
from sim.processes.represent import represent
from sim.processes.start import start
from sim.processes.take_up import take_up
from sim.setting import Setting
from sim.state import State

__all__ = ["PROCESSES", "advance", "start"]

PROCESSES = (
    (1, "happen"), (2, "attend"), (3, "mobilize"), (4, "ally"), (5, "propagate"), (6, "press"),
    (7, "backlash"), (8, "court"), (9, "represent"), (10, "deliver"), (11, "negotiate"), (11, "decide"),
    (11, "take_up"), (12, "coordinate"), (13, "record"),
)  # fmt: skip


def advance(state: State, setting: Setting, params: Params, noise: Noise, overrides: Overrides | None = None) -> State:
    """One step of every run of a batch; the same call serves an ensemble and a Mesa model of one run.

    Parameters
    ----------
    overrides : strategies that replace single actors' rows of `choose_venue` and `consider_ally`, or what they
        offer in talks (`respond`)
    """
    own = overrides or {}
    state = happen(state, setting, params)
    state = attend(state, setting, params)
    state = mobilize(state, setting, params, own)
    state = ally(state, setting, params, noise, own)
    state = propagate(state, setting, params, noise)
    state = press(state, setting, params)
    state = backlash(state, setting, params)
    state = court(state, setting, params)
    state = represent(state, setting, params, noise)
    state = deliver(state, setting, params, noise)
    state = negotiate(state, setting, params, own)
    state = decide(state, setting, params, noise)
    state = take_up(state, setting, params, noise)
    state = coordinate(state, setting, params)
    return state.replace(step=state.step + 1)
