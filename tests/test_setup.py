"""Setting a case up: memory in step with its ties, files parsed once, versions looked at where they differ."""

import difflib
import random
import shutil
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from sim.bench.world import build
from sim.experiments.plans import faults
from sim.experiments.plans.plan import PlanError, make_plan
from sim.model.core.network import edges_between, potential_edges
from sim.scenario import again, load
from sim.scenario.compile import compile_setting
from sim.scenario.edges import _ALIKE, _alike
from sim.scenario.format1.notice import OldFormatWarning
from sim.scenario.load import ScenarioError, load_case, read_case
from sim.scenario.new import TEMPLATE
from sim.scenario.reading import yaml_file

OLD = Path(__file__).parent / "format1" / "old" / "harbor"


@pytest.fixture
def case(tmp_path):
    return Path(shutil.copytree(TEMPLATE, tmp_path / "case"))


@pytest.fixture
def parsed(monkeypatch):
    """Files of YAML that are parsed from here on."""
    found, parse = [], yaml_file.parse_yaml
    monkeypatch.setattr(yaml_file, "parse_yaml", lambda text, file: found.append(file) or parse(text, file))
    yaml_file._parsed.cache_clear()
    load._read_once.cache_clear()
    return found


# Memory.


def peak(loaded):
    tracemalloc.start()
    try:
        compile_setting(loaded.scenario, names=loaded.roster)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_of_compiling_grows_with_actors_and_ties_not_with_their_square():
    small, large = build(500), build(2000)
    peak(small)  # what is kept from the first time on
    assert peak(large) < 6 * peak(small)  # four times as many actors and ties; sixteen times as many pairs of actors


def test_pairs_that_are_listed_make_the_edges_of_a_table_of_all_pairs():
    rng = np.random.default_rng(1)
    for n in (1, 2, 7, 20):
        country, drawn = rng.integers(3, size=n), rng.random((n, n)) < 0.3
        among = drawn | drawn.T
        source, target = np.nonzero(among & ~np.eye(n, dtype=bool))
        mixed = rng.permutation(np.tile(np.argwhere(among), (2, 1)))
        for edges in (potential_edges(country, among), edges_between(country, *mixed.T)):
            assert edges.source.tolist() == source.tolist()
            assert edges.target.tolist() == target.tolist()
            check_edges(edges, country)


@pytest.mark.parametrize("n", [0, 1, 2, 9])
def test_everybody_can_be_tied_to_everybody_else(n):
    country = np.arange(n) % 2
    edges = potential_edges(country)
    pairs = [(i, j) for i in range(n) for j in range(n) if i != j]
    assert list(zip(edges.source.tolist(), edges.target.tolist(), strict=True)) == pairs
    check_edges(edges, country)


def check_edges(edges, country):
    assert np.array_equal(edges.source[edges.reverse], edges.target)
    assert np.array_equal(edges.target[edges.reverse], edges.source)
    assert np.array_equal(edges.crosses_border, country[edges.source] != country[edges.target])
    assert np.array_equal(edges.rows(edges.source, edges.target), np.arange(len(edges)))
    actors = np.arange(edges.n_actors)
    assert not edges.has(actors, actors).any()


# Files and versions.


def test_a_dry_run_parses_the_case_once_and_compiles_one_of_its_settings(case, parsed, monkeypatch):
    compiled, ensemble = [], faults.Ensemble
    monkeypatch.setattr(faults, "Ensemble", lambda *of, **how: compiled.append(of) or ensemble(*of, **how))
    plan = make_plan(case, ["actors.mayor.capability=1:5:20"])
    assert len(faults.check(plan).groups) == 20
    assert parsed == [str(case / "scenario.yaml")]
    assert len(compiled) == 1


def test_an_end_outside_the_period_is_told_of_every_period_of_a_plan(case):
    plan = make_plan(case, ["period.end=2003-08,2003-10,2003-12"], until="2003-11")
    with pytest.raises(PlanError, match="until: must be a month from") as wrong:
        faults.check(plan)
    told = [line for line in wrong.value.lines if "until" in line]
    assert [part for line in told for part in ("2003-08", "2003-10") if f"to {part}" in line] == ["2003-08", "2003-10"]


def test_a_case_is_read_again_when_a_file_has_changed_and_only_then(case, parsed):
    first = load_case(case).digest
    assert read_case(case) is read_case(case)
    actors = case / "actors.csv"
    before = actors.read_text(encoding="utf-8")
    actors.write_text(before.replace(",0.5,", ",0.4,", 1), encoding="utf-8")
    assert load_case(case).digest != first
    actors.write_text(before, encoding="utf-8")
    assert load_case(case).digest == first
    assert len(parsed) == 1


def test_an_old_case_says_so_each_time_it_is_read():
    for _ in range(2):
        with pytest.warns(OldFormatWarning):
            read_case(OLD)


def places(node, path=()):
    """Every path of a document below its sections, with the value there."""
    value = node.value
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from places(part, (*path, str(key)))
    if path and path[0] not in ("variants", "format", "placed"):
        yield ".".join(path), value


def changed(value, rng):
    if isinstance(value, int | float) and not isinstance(value, bool):
        return rng.choice([value, value * 0.5, 0, 1, 99, "x", None])
    if isinstance(value, str):
        return rng.choice([value, "nobody", "2001-02", "ngo", 3, None])
    return rng.choice([None, {}, [], 1])


def outcome(files, variant, settings):
    try:
        return files.load(variant, settings)
    except ScenarioError as wrong:
        return wrong.problems


@pytest.mark.parametrize("name", [str(TEMPLATE), "mexico_chile", pytest.param("ccime", marks=pytest.mark.slow)])
def test_a_version_is_what_it_is_when_all_of_it_is_looked_at(name, monkeypatch):
    """Whatever is set to whatever: the same scenario and digest, or the same problems."""
    rng, files = random.Random(1), read_case(name)
    found, cases = list(places(files.document)), []
    for _ in range(40):
        path, value = rng.choice(found)
        cases.append((rng.choice([None, *files.variants]), {path: changed(value, rng)}))
    quick = [outcome(files, *each) for each in cases]
    monkeypatch.setattr(again.Written, "version", lambda self, document: None)
    whole = [outcome(files, *each) for each in cases]
    assert quick == whole
    good = [each for each in quick if not isinstance(each, list)]
    assert 5 < len(good) < 35
    texts = [
        [each.scenario.model_dump_json() for each in loaded if not isinstance(each, list)] for loaded in (quick, whole)
    ]
    assert texts[0] == texts[1]


# Lists of ties.


def test_names_are_found_alike_as_if_each_were_compared_with_each():
    rng = random.Random(2)
    names = ["", "", *("".join(rng.choices("ab ", k=rng.randint(5, 9))) for _ in range(150))]
    expected = []
    for number, name in enumerate(names):
        near = difflib.get_close_matches(name, names[:number], n=1, cutoff=_ALIKE)
        expected += [(names.index(near[0]), number)] if near else []
    assert list(_alike(names)) == expected
    assert len(expected) > 10
