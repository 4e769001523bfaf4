"""Every number that can be set does something, is declared in full, and is read where the model runs."""

import ast
import inspect
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from assemblies import ALL, council, regime
from institution_worlds import ALLIES, DESK, PLACES, PROGRAM
from worlds import AGREED, COURTED, IDEAS, arrays, toy

import sim
from sim.model.core.noise import Noise
from sim.model.declare import Mark
from sim.model.initialize import start
from sim.model.parameters import GROUPS, Params, check_value, table
from sim.model.schedule import advance
from sim.model.state import State
from sim.scenario.compile import compile_setting

KEYS = list(table())
# A tenth of the range: a tenth more of a calendar year, or of a position of 0, means nothing.
STEPS_ASIDE = {
    "campaigns.receptivity": 0.1, "campaigns.boomerang": -0.1,
    "ties.ict_midpoint": 0.6, "votes.side": 0.04, "courtship.acceptance": 0.2,
}  # fmt: skip
# With a window that stays open, and below a hazard at which some take the idea up: at the measured one hardly any do.
OPEN = [{"since": "1999-08", "until": "2007-05", "source": "assumed"}]
LONG = {
    "period": {"start": "1999-06", "end": "2007-05"},
    "ideas": {name: idea | {"windows": OPEN} for name, idea in IDEAS.items()},
}
LIVELY = {"ties.rate": 1.0, "ideas.base_hazard": 0.05, "ideas.adoption_slope": 2.0}
CROWD = ALL | {"councils": {"crowd": council(regime("elected", "1999-06", "greens", 60, term_years=1 / 12))}}
WORLDS = {
    "a year at the default numbers": (0, {}, {}, 8),
    # Ties are open or closed, so that a small push on them shows only now and then: more ties, years and replicates.
    "eight lively years": (0, LONG, LIVELY, 32),
    # In the first toy no package is worth an offer; in these the talks end near the margin between two provisions.
    "talks on side agreements and the core": (6, {}, {}, 8),
    "talks on consultation": (11, {}, {}, 8),
    "talks that a little more of a cost ends": (7, {}, {}, 8),
    "councils of every regime": (0, ALL, {}, 8),
    "sixty seats and an election every month": (
        0,
        CROWD,
        {"councils.election_wear": 0.02, "councils.capture_gain": 12.0},
        8,
    ),
    "programs at twelve places, a desk at work and one that nobody works with": (
        0,
        {
            "places": PLACES,
            "ties": ALLIES,
            "period": {"start": "1999-06", "end": "2001-05"},
            "programs": {
                "w": PROGRAM | {"academics": {"ids": ["greens", "firms"]}, "seed": 1.5, "need": 4.0},
                "slow": PROGRAM | {"need": 4.0},
            },
            "desks": {"d": DESK, "idle": DESK | {"hub": "bank"}},
        },
        {"ties.rate": 0.0, "programs.partner_rate": 8.0},
        16,
    ),
    "a patron that courts people, ideas that shocks threaten": (0, COURTED, {}, 8),
    "talks whose core comes on offer by precedents": (0, AGREED, {}, 8),
}


def moved_by_a_tenth(keys, seed, changes, numbers, n_replicates):
    """Keys whose number, raised by a tenth, moves an array of a toy; one batch, in which group 0 is as it is."""
    n_groups = len(keys) + 1
    values = {key: np.full(n_groups, numbers.get(key, table()[key].default)) for key in KEYS}
    for group, key in enumerate(keys, start=1):
        values[key][group] += STEPS_ASIDE.get(key, 0.1 * values[key][0])
    replicates = np.repeat(range(n_replicates), n_groups)
    setting = compile_setting(toy(seed, **changes))
    params = Params.of({key: np.tile(v, n_replicates) for key, v in values.items()}, len(replicates))
    noise = Noise(1, replicates.tolist())
    state, moved = start(setting, params, noise), np.zeros(n_groups, dtype=bool)
    for _ in range(setting.n_steps):
        state = advance(state, setting, params, noise)
        moved |= differs_from_the_first(state, n_groups)
    assert not moved[0]
    return {key for key, has_moved in zip(keys, moved[1:], strict=True) if has_moved}


def differs_from_the_first(state: State, n_groups: int) -> np.ndarray:
    """Groups in which some array of some replicate differs from that of group 0, (group,)."""
    moved = np.zeros(n_groups, dtype=bool)
    for name, array in arrays(state).items():
        if name in ("contact_intercept", "alliance_intercept"):  # they follow every weight even where no tie does
            continue
        array = array.reshape(array.size // state.n_runs, state.n_runs // n_groups, n_groups)
        moved |= (array != array[..., :1]).any(axis=(0, 1))
    return moved


def test_a_tenth_more_of_any_parameter_moves_some_trajectory():
    """Each world is asked for what moved in none of those before it."""
    idle = KEYS
    for world in WORLDS.values():
        moved = moved_by_a_tenth(idle, *world)
        idle = [key for key in idle if key not in moved]
    assert idle == []


def reads(tree):
    """Parameters read in a module: `params.votes.x`, or `numbers.x` of `numbers = params.votes` or `numbers: Votes`."""
    found, names = set(), {group.__name__: name for name, group in GROUPS.items()}
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        given = {arg.arg: ast.unparse(arg.annotation) for arg in function.args.args if arg.annotation}
        groups = {"numbers": names[given["numbers"]]} if given.get("numbers") in names else {}
        for node in ast.walk(function):
            if isinstance(node, ast.Assign):
                targets, values = node.targets[0], node.value
                is_several = isinstance(targets, ast.Tuple) and isinstance(values, ast.Tuple)
                both = (targets.elts, values.elts) if is_several else ([targets], [values])
                groups |= {
                    ast.unparse(target): value.attr
                    for target, value in zip(*both, strict=True)
                    if isinstance(value, ast.Attribute) and ast.unparse(value.value) == "params"
                }
        for node in ast.walk(function):
            if isinstance(node, ast.Attribute):
                owner = ast.unparse(node.value)
                group = groups.get(owner) or (owner.removeprefix("params.") if owner.startswith("params.") else None)
                found |= {f"{group}.{node.attr}"} if group in GROUPS else set()
    return found


def test_every_parameter_is_read_by_a_process_and_no_process_reads_another():
    read = set()
    for path in (Path(inspect.getfile(sim)).parent / "model").rglob("*.py"):
        read |= reads(ast.parse(path.read_text(encoding="utf-8")))
    assert read == set(KEYS)


def test_names_of_parameters_are_unique_and_spelled_out():
    assert len(set(KEYS)) == len(KEYS) == sum(len(vars(group)["__dataclass_fields__"]) for group in GROUPS.values())
    for row in table().values():
        assert row.key == row.key.lower()
        assert len(row.name) > 3
        assert row.mechanism in GROUPS


def test_symbols_are_unique_within_a_mechanism():
    symbols = sorted((row.mechanism, row.symbol) for row in table().values() if row.symbol)
    assert all(one != other for one, other in pairwise(symbols))


def test_parameters_are_declared_with_default_range_unit_mark_and_source():
    for row in table().values():
        assert row.least <= row.low <= row.default <= row.high <= row.most, row.key
        assert row.low < row.high, row.key
        assert row.unit.strip(), row.key
        assert row.mark in Mark.__args__, row.key
        assert row.source.strip(), row.key
        for number in (row.default, row.low, row.high, *([] if row.off is None else [row.off])):
            check_value(row.key, number)


def refusal(key, number):
    """What is said of a number; nothing if it is taken."""
    try:
        Params.of({key: number})
    except ValueError as refused:
        return str(refused)
    return ""


def test_numbers_beyond_their_bounds_are_refused_with_the_bounds():
    said = {
        (row.key, number): refusal(row.key, number)
        for row in table().values()
        for number in (row.least - 1.0, row.most + 1.0, float("nan"))
        if not np.isinf(number)
    }
    assert {at: text for at, text in said.items() if f"{at[0]}: must be" not in text} == {}


def test_a_misspelled_parameter_is_refused_with_the_nearest_name():
    with pytest.raises(ValueError, match=r"opinion\.ratte: no such parameter; did you mean 'opinion\.rate'\?"):
        Params.of({"opinion.ratte": 1.0})


def test_measured_numbers_name_the_work_they_come_from():
    bibliography = (Path(inspect.getfile(sim)).parents[1] / "scenarios" / "bibliography.yaml").read_text(
        encoding="utf-8"
    )
    works = re.findall(r"^(\w+):", bibliography, re.MULTILINE)
    for row in table().values():
        if row.mark == "measured":
            scripts = re.findall(r"evidence/(\w+\.py)", row.source)
            assert scripts or [work for work in works if re.search(rf"\b{work}\b", row.source)], row.key
            assert all((Path(inspect.getfile(sim)).parent / "evidence" / script).exists() for script in scripts)
