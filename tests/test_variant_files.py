"""Variants in files of their own, and variants without some actors: the same numbers by every way there is."""

import json

import numpy as np
import pytest
from click.testing import CliRunner
from templates import hurry, with_variants

from sim.cli import _told, cli
from sim.ensemble import Ensemble
from sim.experiments.counterfactuals.compare import compare
from sim.experiments.counterfactuals.deletions import deletions
from sim.experiments.plans.plan import PlanError
from sim.experiments.sweeps.notebook import sweep
from sim.mesa_model import CoalitionModel
from sim.page.runs.compute import compute_all
from sim.page.runs.star import Choice
from sim.page.runs.study import Study
from sim.scenario.load import ScenarioError, load_case, validate_case

RUNS = 5
TITLE = "title: {en: Mine, es: Mío}\n"


@pytest.fixture
def case(case):
    return hurry(case)


@pytest.fixture
def write(case, tmp_path):
    def write(text, name="mine.yaml", of="case"):
        path = tmp_path / name
        path.write_text(f"case: {of}\n{TITLE}{text}", encoding="utf-8")
        return path

    return write


def problems(case, variant=None):
    with pytest.raises(ScenarioError) as wrong:
        load_case(case, variant)
    return str(wrong.value).splitlines()


def outcomes(*args, **options):
    return Ensemble(*args, **options).run().outcomes


def same(one, other):
    return all(np.array_equal(one[name], other[name], equal_nan=True) for name in one | other)


def say(*words):
    done = CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


# --- without


def test_a_variant_without_actors_is_their_deletion_to_the_bit(case):
    with_variants(case, "  alone: {title: A, without: [bay_watch, mayor]}\n")
    deleted = outcomes(case, RUNS, absent={"bay_watch": True, "mayor": True})
    assert same(outcomes(case, RUNS, variant="alone"), deleted)
    assert not same(deleted, outcomes(case, RUNS))


def test_what_variants_are_based_on_goes_without_too(case):
    with_variants(
        case,
        "  one: {title: A, based_on: no_spill, without: [bay_watch]}\n"
        "  two: {title: B, based_on: one, without: [mayor], set: {opinion.rate: 2}}\n",
    )
    loaded = load_case(case, "two")
    assert loaded.absent == tuple(name for name in loaded.roster if name in ("mayor", "bay_watch"))
    assert loaded.scenario.events == {}
    absent = dict.fromkeys(loaded.absent, True)
    assert same(outcomes(loaded, RUNS), outcomes(load_case(case, "no_spill", {"opinion.rate": 2}), RUNS, absent=absent))
    assert [each.absent for each in validate_case(case)] == [(), ("bay_watch",), loaded.absent, ()]


def test_rows_stay_and_others_are_deleted_beside_them(case):
    with_variants(case, "  alone: {title: A, without: [bay_watch]}\n")
    base, alone = Ensemble(case, RUNS), Ensemble(case, RUNS, variant="alone")
    assert alone.setting.actors == base.setting.actors
    row = base.setting.actors.index("bay_watch")
    assert not any(state.is_active[row].any() for state in alone.histories())
    flags = np.arange(RUNS) < 2
    both = outcomes(case, RUNS, variant="alone", absent={"mayor": flags})
    deleted = outcomes(case, RUNS, absent={"bay_watch": True, "mayor": flags})
    assert same(both, deleted)


def test_a_model_of_one_run_goes_without_them_too(case):
    with_variants(case, "  alone: {title: A, without: [bay_watch]}\n")
    ensemble = Ensemble(case, [3], variant="alone")
    model = CoalitionModel(case, replicate=3, variant="alone").run()
    assert np.array_equal(model.state.position, ensemble.histories()[-1].position)
    assert not model.actor("bay_watch").is_active


def test_a_page_shows_a_variant_without_actors_as_their_removal(case):
    with_variants(case, "  alone: {title: A, without: [council_opposition]}\n")
    choices = [Choice("a", variant="alone"), Choice("b", without=("council_opposition",)), Choice("c")]
    alone, removed, base = (each.numbers.shares for each in compute_all(Study(case, RUNS), choices, workers=1))
    assert np.array_equal(alone, removed)
    assert not np.array_equal(alone, base)


def test_the_digest_sees_who_is_absent_and_only_that(case):
    plain = load_case(case).digest
    with_variants(case, "  slow: {title: A, set: {opinion.rate: 2}}\n")
    slow = load_case(case).digest
    with_variants(case, "  alone: {title: B, without: [bay_watch]}\n")
    assert len({plain, slow, load_case(case).digest, load_case(case, "alone").digest}) == 4
    nafta = load_case("nafta")  # keeps nobody away: its digest is that of before there was the key
    record = json.loads((nafta.folder / "codings.json").read_text(encoding="utf-8"))
    assert nafta.digest == record["digest"]


def test_manifest_and_explanation_tell_who_is_absent(case):
    with_variants(case, "  alone: {title: A, without: [bay_watch]}\n")
    ensemble = Ensemble(case, RUNS, variant="alone")
    assert ensemble.manifest()["without"] == ["bay_watch"]
    things = deletions(ensemble.case, ("actors", "alliances"), ensemble.setting.months[-1])
    assert {each.id for each in things if each.idle == "absent" and each.kind == "actors"} == {"bay_watch"}
    assert all(each.idle == "absent" for each in things if each.kind == "alliances" and "bay_watch" in each.names)
    line = say("explain", case, "--outcome", "yes_share", "--variant", "alone", "--replicates", 2, "--what", "actors")
    assert "exactly 0, since this variant is without them: bay_watch" in line


def test_the_naive_forecast_counts_no_absent_bloc(case):
    (decision,) = load_case(case).scenario.decisions.values()
    blocs = list(decision.chamber)
    with_variants(case, f"  alone: {{title: A, without: [{blocs[0]}]}}\n")
    base, alone = (
        json.loads(say("run", case, "--replicates", 1, "--json", *more))["baselines"]["yes_share"]
        for more in ((), ("--variant", "alone"))
    )
    assert base["weighted_mean"] != alone["weighted_mean"]


@pytest.mark.parametrize(
    ("without", "says"),
    [
        ("[bay_wach]", "variants.alone.without.0: unknown actor 'bay_wach'; did you mean 'bay_watch'?"),
        ("[bay_watch, bay_watch]", "variants.alone.without.1: names 'bay_watch' a second time"),
        ("[]", "variants.alone.without: must have at least 1 entry (got a list)"),
        ("bay_watch", "variants.alone.without: must be a list (got 'bay_watch')"),
        ("[3]", "variants.alone.without.0: must be text; put it in quotes (got 3)"),
    ],
)
def test_a_mistake_in_without_is_told_once_where_it_stands(case, without, says):
    with_variants(case, f"  alone: {{title: A, without: {without}}}\n")
    (line,) = problems(case)
    file = case / "scenario.yaml"
    number = file.read_text(encoding="utf-8").splitlines().index(f"  alone: {{title: A, without: {without}}}") + 1
    assert line.startswith(f"{file}:{number}:")
    assert line.split(" ", 1)[1].removesuffix(" (got a list)") == says.removesuffix(" (got a list)")


# --- files


def test_a_file_gives_the_numbers_of_the_same_variant_in_the_case(case, write):
    text = "based_on: no_spill\nset: {opinion.rate: 2, actors.mayor.capability: 5}\nwithout: [bay_watch]\n"
    path = write(text)
    loaded = load_case(case, path)
    assert (loaded.variant, loaded.absent) == ("mine", ("bay_watch",))
    assert list(loaded.scenario.variants) == ["no_spill"]  # it is not of the case
    found = outcomes(case, RUNS, variant=path)
    inside = f"  inside:\n    title: A\n    {text.rstrip()}\n".replace("\nset", "\n    set").replace(
        "\nwith", "\n    with"
    )
    with_variants(case, inside)
    assert same(found, outcomes(case, RUNS, variant="inside"))
    assert same(found, outcomes(case, RUNS, variant=str(path)))


@pytest.mark.parametrize("text", ["", "set: {}\nwithout: []\n"])
def test_a_file_without_a_change_is_the_case_itself(case, write, text):
    base, own = load_case(case), load_case(case, write(text))
    assert own.digest == base.digest
    assert same(outcomes(own, RUNS), outcomes(base, RUNS))


def test_settings_come_after_a_file_and_its_title_changes_no_digest(case, write):
    path = write("set: {opinion.rate: 2}\n")
    assert load_case(case, path, {"opinion.rate": 3}).parameters == {"opinion.rate": 3.0}
    digest = load_case(case, path).digest
    assert load_case(case, path, {"opinion.rate": 3}).digest != digest
    path.write_text(path.read_text(encoding="utf-8").replace("Mine", "Yours"), encoding="utf-8")
    assert load_case(case, path).digest == digest


def test_a_file_may_add_an_actor_and_keep_another_away(case, write):
    visitor = "{name: V, kind: ngo, role: union, country: AA, capability: 5, positions: {port: 1}, "
    visitor += "saliences: {port: 1}, source: assumed}"
    loaded = load_case(case, write(f"set: {{actors.visitor: {visitor}}}\nwithout: [visitor]\n"))
    assert loaded.roster == (*load_case(case).roster, "visitor")
    assert loaded.absent == ("visitor",)


@pytest.mark.parametrize(
    ("text", "at", "says"),
    [
        ("without: [bay_wach]\n", "bay_wach", "without.0: unknown actor 'bay_wach'; did you mean 'bay_watch'?"),
        ("without: [mayor, mayor]\n", "mayor]", "without.1: names 'mayor' a second time"),
        ("without: mayor\n", "mayor", "without: must be a list (got 'mayor')"),
        ("based_on: no_spil\n", "no_spil", "based_on: unknown variant 'no_spil'; did you mean 'no_spill'?"),
        ("based_on: [no_spill]\n", "[no_spill]", "based_on: must be text; put it in quotes (got a list)"),
        ("set: {influence.rte: 2}\n", "influence",
         "influence.rte: no such parameter; did you mean 'opinion.rate'?"),
        ("set: {opinion.rate: -2}\n", "opinion", "opinion.rate: must be from 0 to inf per year (got -2)"),
        ("set: {opinion.rate: fast}\n", "fast",
         "opinion.rate: must be a finite number, as every parameter of behavior (got 'fast')"),
        ("set: {actors.mayr.capability: 2}\n", "actors",
         "actors.mayr.capability: unknown name 'mayr'; did you mean 'mayor'?"),
        ("set: {actors.mayor.capability: 9}\n", "9", "actors.mayor.capability: must be <= 5 (got 9)"),
        ("set: 3\n", "3", "set: must be a mapping (key: value) (got 3)"),
        ("withot: [mayor]\n", "withot", "withot: unknown key; did you mean 'without'?"),
        (
            "rows: {mayor: {}}\n", "rows",
            "rows: unknown key; known: format, case, title, based_on, set, without, source",
        ),
        ("file: other.csv\n", "file", "file: unknown key; did you mean 'title'?"),
        ("source: ''\n", "''", "source: must not be empty"),
        ("without: [mayor]\nwithout: [mayor]\n", None, "duplicate key 'without' (first at line 3)"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_file_is_told_once_where_it_stands(case, write, text, at, says):
    path = write(text)
    lines = path.read_text(encoding="utf-8").splitlines()
    number = 3 if at else len(lines)
    column = lines[2].index(at) + 1 if at else 1
    assert problems(case, path) == [f"{path}:{number}:{column} {says}"]


def test_a_file_of_another_case_is_refused(case, write):
    path = write("", of="nafta")
    assert problems(case, path) == [f"{path}:1:7 case: must be 'case', the case that it is used with (got 'nafta')"]


def test_case_and_title_are_needed(case, tmp_path):
    path = tmp_path / "mine.yml"
    path.write_text("cas: case\nsource: assumed\n", encoding="utf-8")
    assert problems(case, path) == [
        f"{path}:1:1 missing key 'title'", f"{path}:1:1 cas: unknown key; did you mean 'case'?",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, ": no such file"), ("", ":1:1 is empty"), ("- a\n", ":1:1 must be a mapping (key: value)"),
        ("case: [\n", ":2:1 is not YAML: "),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_one_line(case, tmp_path, content, says):
    path = tmp_path / "mine.yaml"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    (line,) = problems(case, str(path))
    assert line.startswith(f"{path}{says}")


@pytest.mark.parametrize("name", ["no_spill.yaml", "baseline.yaml"])
def test_a_file_may_not_pass_for_a_variant_of_the_case(case, write, name):
    path = write("set: {opinion.rate: 2}\n", name)
    assert problems(case, path) == [f"{path}: has the name of a variant of the case; give the file another name"]


def test_everything_wrong_with_case_and_file_is_told_at_once(case, write):
    with_variants(case, "  alone: {title: A, without: [bay_wach]}\n")
    assert len(problems(case, write("without: [mayr]\nset: {actors.mayr.size: 1}\n"))) == 3


def test_what_is_wrong_is_told_in_spanish(case, write, monkeypatch):
    monkeypatch.setattr("sys.argv", ["run.py", "run", "--lang", "es"])
    texts = []
    for path in (write("", of="nafta"), write("", "baseline.yaml"), write("without: [mayr]\n", "other.yaml")):
        with pytest.raises(ScenarioError) as wrong:
            load_case(case, path)
        texts.append(_told(wrong.value).partition(" ")[2])
    assert texts == [
        "case: debe ser 'case', el caso con el que se usa (dice 'nafta')",
        "tiene el nombre de una variante del caso; dé otro nombre al archivo",
        "without.0: no existe el actor 'mayr'; ¿quiso decir 'mayor'?",
    ]


# --- commands


def test_every_command_with_a_variant_takes_a_file(case, write):
    path = write("based_on: no_spill\nwithout: [bay_watch]\n")
    found = json.loads(say("run", case, "--variant", path, "--replicates", RUNS, "--json"))
    assert found["variant"] == "mine"
    values = outcomes(case, RUNS, absent={"bay_watch": True}, variant="no_spill")["yes_share"]
    assert found["outcomes"]["yes_share"]["mean"] == pytest.approx(values.mean(), abs=1e-12)
    assert say("run", case, "--variant", path, "--replicates", 1).splitlines()[2].startswith("variant mine;")
    absent = "Bay Watch"
    assert absent in say("replay", case, "--variant", "no_spill", "--only", "tie,entry")
    assert absent not in say("replay", case, "--variant", path, "--only", "tie,entry")
    assert f"Never active in this version: {absent}" in say("show", case, "--variant", path)
    assert json.loads(say("show", case, "--variant", path, "--json"))["absent"] == ["bay_watch"]
    record = json.loads(
        say(
            "explain", case, "--variant", path, "--outcome", "yes_share", "--replicates", 2, "--only", "mayor", "--json"
        )
    )
    assert record["variant"] == "mine"


def test_files_are_compared_under_their_names(case, write):
    path = write("without: [bay_watch]\n")
    words = ("--outcome", "yes_share", "--worth-knowing", 0.5, "--replicates", 4, "--json")
    (found,) = json.loads(say("compare", case, "--variants", f"baseline,{path}", *words))["comparisons"]
    assert found["alternatives"] == ["mine"]
    (turned,) = json.loads(say("compare", case, "--variants", f"{path},no_spill", *words))["comparisons"]
    assert turned["baseline"] == "mine"
    direct = compare(case, [path], "yes_share", 0.5, replicates_max=4)
    assert direct.record()["differences"][0]["difference"] == found["differences"][0]["difference"]
    with pytest.raises(PlanError, match="'mine' is the baseline itself"):
        compare(case, [path], "yes_share", 0.5, baseline=path, replicates_max=4)


def test_a_sweep_refuses_a_file_in_one_line(case, write, tmp_path):
    path = write("without: [bay_watch]\n")
    message = "a sweep takes no file, which may change; write it into the variants of scenario.yaml"
    with pytest.raises(PlanError) as wrong:
        sweep(case, {"variant": ["baseline", str(path)]}, replicates=1, out=tmp_path / "sweep")
    assert wrong.value.lines == [f"vary variant: {message} (got {path})"]
    assert not (tmp_path / "sweep").exists()
