"""What State and Setting declare of their arrays: do all cases keep to it, and is it noticed where one does not?"""

import dataclasses

import numpy as np
import pytest
from assemblies import ALL
from institution_worlds import DESK, PLACES, PROGRAM
from worlds import AGREED, COURTED, history, toy

from sim.model.check import check, check_setting
from sim.model.core.noise import Noise
from sim.model.councils.setting import CouncilSetting
from sim.model.councils.state import Seats
from sim.model.courtship.state import Courted
from sim.model.declare import declared
from sim.model.initialize import BLOCKS, start
from sim.model.parameters import Params
from sim.model.precedents.state import Offers
from sim.model.programs.state import Sites, Waits
from sim.model.state import Block, State
from sim.odd import state_rows
from sim.scenario.compile import compile_setting
from sim.scenario.find import list_cases
from sim.scenario.load import load_case
from sim.scenario.new import TEMPLATE

EVERYTHING = COURTED | AGREED | {
    "councils": ALL["councils"], "places": ALL["places"] | PLACES, "programs": {"w": PROGRAM}, "desks": {"d": DESK},
}  # fmt: skip


@pytest.fixture(scope="module")
def whole():
    """A toy with all optional mechanisms, and its State after some months."""
    setting = compile_setting(toy(0, **EVERYTHING))
    return setting, history(setting, replicates=range(3))[8]


@pytest.mark.parametrize("folder", [*list_cases(), TEMPLATE], ids=lambda folder: folder.name)
def test_every_case_keeps_to_what_is_declared_from_its_setting_to_its_first_state(folder):
    setting = compile_setting(load_case(folder).scenario)
    check_setting(setting)
    check(start(setting, Params.of(n_runs=2), Noise(1, range(2))), setting)


def test_a_world_with_everything_keeps_to_what_is_declared(whole):
    setting, state = whole
    assert set(state.blocks) == set(BLOCKS) == {Courted, Seats, Sites, Offers, Waits}
    check_setting(setting)
    check(state, setting)


def test_every_block_is_listed_and_no_two_arrays_share_a_name():
    assert set(BLOCKS) == set(Block.__subclasses__()) - {State}
    names = [name for kind in (State, *BLOCKS) for name in declared(kind)]
    assert len(names) == len(set(names)) == len(state_rows())


def test_all_fields_of_states_but_the_step_and_the_blocks_are_declared_with_runs_last():
    for kind in (State, *BLOCKS):
        fields = {field.name for field in dataclasses.fields(kind)}
        assert fields - set(declared(kind)) == ({"step", "blocks"} if kind is State else set())
        assert all(said.field.axes.split()[-1] == "run" for said in declared(kind).values())


BROKEN = {
    "State.position: shape .* where .issue 3, actor 10, run 3. is declared": lambda s: s.replace(
        position=s.trust[None]
    ),
    "State.trust: from .* where .0, 1. is declared": lambda s: s.replace(trust=s.trust + 2.0),
    "State.yeas: float64 where int64 is declared": lambda s: s.replace(yeas=s.yeas.astype(float)),
    "State.effort: a number that is not finite": lambda s: s.replace(effort=np.full_like(s.effort, np.nan)),
    "State.shock: shape .* where .issue, country, run. is declared": lambda s: s.replace(shock=s.shock[0]),
    "State.blocks.Seats..theme: from 3 to 3 where .0, 2. is declared": lambda s: s.replace(
        s.block(Seats).replace(theme=np.full_like(s.block(Seats).theme, 3))
    ),
    "State.blocks.Waits..wait_local: shape": lambda s: s.replace(
        s.block(Waits).replace(wait_local=np.zeros((2, s.n_runs)))
    ),
}


@pytest.mark.parametrize("message", BROKEN)
def test_a_state_that_breaks_its_declaration_is_noticed_by_name(message, whole):
    setting, state = whole
    with pytest.raises(ValueError, match=message):
        check(BROKEN[message](state), setting)


def test_a_setting_that_breaks_its_declaration_is_noticed_by_name(whole):
    setting, _ = whole
    own = setting.get(CouncilSetting)
    council = dataclasses.replace(own.councils[0], oversight=own.councils[0].oversight[:1])
    broken = {
        "Setting.edges.target: from 1 to 10 where .0, 9. is declared": {
            "edges": dataclasses.replace(setting.edges, target=setting.edges.target + 1)
        },
        "Setting.ideas.*adopted_at_start: shape .1,. where .adopter": {
            "ideas": (dataclasses.replace(setting.ideas[0], adopted_at_start=np.ones(1)),)
        },
        "Setting.venues.governments_in: 1 arrays where country is": {
            "venues": dataclasses.replace(setting.venues, governments_in=setting.venues.governments_in[:1])
        },
        "Setting.blocks.CouncilSetting..councils.assembly..oversight: shape .1,. where .place 15. is": {
            "blocks": setting.blocks | {CouncilSetting: CouncilSetting((council, *own.councils[1:]))}
        },
    }
    for message, changes in broken.items():
        with pytest.raises(ValueError, match=message):
            check_setting(dataclasses.replace(setting, **changes))


def test_what_a_case_lacks_is_absent_and_asking_for_it_says_so(whole):
    setting, state = compile_setting(toy(0)), history(compile_setting(toy(0)))[0]
    assert setting.get(CouncilSetting) is None
    assert not state.has(Seats)
    with pytest.raises(KeyError, match="this case has no Seats"):
        state.block(Seats)
    assert whole[1].has(Seats)


def test_a_block_is_exchanged_without_touching_the_others_or_the_state_before(whole):
    _, state = whole
    more = state.block(Seats).replace(wear=state.block(Seats).wear + 1.0)
    after = state.replace(more, capability=state.capability * 0.5)
    assert after.block(Seats) is more
    assert after.block(Sites) is state.block(Sites)
    assert np.array_equal(after.block(Seats).wear - state.block(Seats).wear, np.ones_like(more.wear))
    assert np.array_equal(after.capability, state.capability * 0.5)
    with pytest.raises(ValueError, match="read-only"):
        more.wear[0] = 0.0
    with pytest.raises(TypeError, match="Seats has no such array: worn"):
        more.replace(worn=more.wear)


def test_some_runs_of_a_state_are_some_runs_of_its_blocks(whole):
    setting, state = whole
    some = state.of_runs(np.array([2, 0]))
    check(some, setting)
    assert np.array_equal(some.block(Seats).strength, state.block(Seats).strength[:, [2, 0]])
