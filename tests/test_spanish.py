"""Is all that people read there in Spanish: cases, rules, units, tables, stories, and what is wrong with a file?"""

import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import BaseModel
from ruamel.yaml import YAML

import sim.cli
from sim.bench.report import TARGETS
from sim.cli import cli
from sim.cli.show import _block, _of_claims
from sim.evidence import ladder, limits
from sim.evidence.record import Row
from sim.model.parameters import table
from sim.odd import rule_index
from sim.scenario import find
from sim.scenario.keys.fields import ROLES
from sim.scenario.load import load_scenario
from sim.scenario.schema import Label
from sim.story import TOPICS
from sim.words import en, es, rendered, told, unit

ROOT = Path(__file__).parents[1]
CASES = [folder.name for folder in find.list_cases()]
each_case = pytest.mark.parametrize("name", CASES)
# Words that no Spanish sentence has; `a`, `no`, `error`, `once`, `son` and the like are both.
ENGLISH = re.compile(
    r"(?<![\w./])(the|of|and|with|without|to|by|must|be|is|are|was|has|have|not|unknown|for|which|that|from|first|names|than|only|"
    r"cannot|it|on|at|an|this|here|there|before|after|under|already|file|rows?|nobody|does|own|two|another|more|less|"
    r"run|runs|actors|years?|month|share|votes|seed|ties|issue|issues|mean|median)(?![\w.]\w|\w)"
)


def say(*words):
    done = CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def parts(thing, path=""):
    """All models within a model, with their paths."""
    if isinstance(thing, BaseModel):
        yield path, thing
        thing = {key: getattr(thing, key) for key in type(thing).model_fields}
    if isinstance(thing, dict):
        for key, value in thing.items():
            yield from parts(value, f"{path}.{key}")
    elif isinstance(thing, list | tuple):
        for number, value in enumerate(thing):
            yield from parts(value, f"{path}.{number}")


# Cases.


@each_case
def test_every_text_of_a_case_is_there_in_both_languages(name):
    labels = {path: part for path, part in parts(load_scenario(find.find_case(name))) if isinstance(part, Label)}
    assert len(labels) > 50
    assert [path for path, label in labels.items() if not label.es] == []


@each_case
def test_every_actor_has_a_spanish_name(name):
    """A proper name that is the same in both languages is written twice, so that nobody has forgotten it."""
    actors = load_scenario(find.find_case(name)).actors
    assert [key for key, actor in actors.items() if not actor.name_es] == []
    translated = sum(actor.name_es != actor.name for actor in actors.values())
    assert translated >= len(actors) / 3


@each_case
def test_the_page_of_a_case_is_there_in_spanish_with_the_same_parts(name):
    folder = find.find_case(name)
    pages = [(folder / page).read_text(encoding="utf-8") for page in ("README.md", "README.es.md")]
    counts = [[len(re.findall(mark, page, re.MULTILINE)) for mark in (r"^\|", r"^(\*\*|#)")] for page in pages]
    assert counts[0] == counts[1]
    commands = [
        {line.strip().replace(" --lang es", "") for line in page.splitlines() if line.startswith("    python run.py")}
        for page in pages
    ]
    assert commands[0] == commands[1]
    assert len(commands[0]) >= 4


@each_case
def test_show_is_spanish_to_the_last_line_and_points_to_the_spanish_page(name):
    text = say("show", name, "--lang", "es")
    assert text.splitlines()[-1].endswith(f"{name}/README.es.md")
    names = {actor.name_es for actor in load_scenario(find.find_case(name)).actors.values()}  # some hold foreign words
    lines = [line for line in text.splitlines()[:-1] if not any(line.endswith(each) for each in names)]
    bare = [re.sub(r"^  [\w ]*\w  +|\[\w+\]", "", line) for line in lines]  # without ids
    assert [line for line in bare if ENGLISH.search(line)] == []
    assert say("show", name).splitlines()[-1].endswith(f"{name}/README.md")


# Rules, numbers, words of the format.


def test_every_rule_has_a_spanish_sentence_and_no_sentence_is_left_over():
    numbers = [number for number, _, _ in rule_index()]
    assert sorted(es.RULES) == sorted(numbers)
    assert [rule for rule, sentence in es.RULES.items() if ENGLISH.search(sentence)] == []
    assert all(re.fullmatch(r"[A-ZÁÉ].*\.", sentence) for sentence in es.RULES.values())
    assert len(set(es.RULES.values())) == len(numbers)


def test_rules_are_found_by_words_of_either_language():
    assert "E5-3" in say("rules", "presión", "--lang", "es")
    assert "E6-8" in say("rules", "prob_yea", "--lang", "es")
    assert "E6-8" in say("rules", "the likelier the yea", "--lang", "es")
    done = CliRunner().invoke(cli, ["rules", "quark", "--lang", "es"])
    assert "ninguna regla habla de 'quark'" in done.output


def test_every_unit_and_mark_of_a_parameter_has_a_spanish_name():
    units = {row.unit for row in table().values()}
    assert set(es.UNITS) == units
    assert all(unit(name, "es") == es.UNITS[name] for name in units)
    assert {f"mark_{row.mark}" for row in table().values()} <= set(es.PHRASES)


def test_every_kind_role_and_topic_has_a_name_in_both_languages():
    wanted = {f"show_kind_{kind}" for kind in ROLES} | {f"topic_{topic}" for topic in TOPICS}
    wanted |= {f"role_{role}" for roles in ROLES.values() for role in roles}
    assert wanted <= set(en.PHRASES) & set(es.PHRASES)


def test_topics_are_shown_and_asked_for_in_spanish_too():
    spanish = say("replay", "nafta", "--until", "1991-06", "--only", "votación", "--lang", "es").splitlines()
    english = say("replay", "nafta", "--until", "1991-06", "--only", "vote", "--lang", "es").splitlines()
    assert spanish == english
    assert all("votación" in line for line in spanish if line.startswith("1991-"))
    assert len(spanish) > 6
    done = CliRunner().invoke(cli, ["replay", "nafta", "--only", "votos", "--lang", "es"])
    assert "no existe el tipo de línea 'votos'; hay suceso, " in done.output


# Commands.


@pytest.mark.parametrize("command", list(cli.commands))
def test_every_command_speaks_spanish(command):
    (option,) = (each for each in cli.commands[command].params if each.name == "lang")
    assert set(option.type.choices) == {"en", "es"}


@pytest.mark.parametrize("words", [["odd"], ["validate", "--reference"]])
def test_what_is_in_english_by_design_says_so_in_one_line(words):
    done = CliRunner().invoke(cli, [*words, "--lang", "es"])
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("Lo que sigue está en inglés")
    assert CliRunner().invoke(cli, words).stderr == ""


def test_validate_and_check_say_what_they_found_in_spanish(undrawn):
    assert re.search(
        r"nafta: en orden \(\d+ actores, \d+ lazos, \d+ variantes\)", say("validate", "nafta", "--lang", "es")
    )
    text = say("run", "nafta", "--replicates", 2, "--until", "1991-06", "--jitter", "0.1", "--lang", "es")
    assert "error de codificación 0.1, hasta 1991-06" in " ".join(text.split())


def test_rows_of_the_ladder_and_of_the_benchmark_have_no_english_left():
    texts = [text for row in limits.ladder_rows() for text in (row.what, row.target, row.ours, row.baseline)]
    texts += [target.what for target in TARGETS] + [what for what, _ in ladder._steps(True)]
    assert len(texts) > 30
    assert [text for text in texts if ENGLISH.search(rendered(text, "es"))] == []


# What is wrong.


def says(broken):
    """What the files of tests/broken say of each mistake, without its place."""
    if isinstance(broken, dict):
        for key, value in broken.items():
            if key == "says":
                lines = value if isinstance(value, list) else [value]
                yield from (re.sub(r"^(\S+:\d+:\S+ )?(\S+: )?", "", line) for line in lines)
            else:
                yield from says(value)
    elif isinstance(broken, list):
        for value in broken:
            yield from says(value)


THEIRS = re.compile(  # what the user wrote, and words of the format
    "|".join(
        (r"'[^']*'", r"`[^`]*`", r"\((dice|usa) [^)]*\)", r"ties\.<.*>", r"hay: .*", r"debe ser uno de: .*",
         "value o negotiation", "since y until", r"\(since, until\)")
    )
)  # fmt: skip


@pytest.mark.parametrize("file", sorted((ROOT / "tests" / "broken").glob("*.yaml")), ids=lambda file: file.stem)
def test_every_mistake_in_a_scenario_is_told_in_spanish(file):
    messages = set(says(YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))))
    assert len(messages) >= 5
    spanish = [told(message, "es") for message in messages]
    assert [text for text in spanish if ENGLISH.search(THEIRS.sub("", text))] == []


def test_what_a_user_wrote_stays_as_it_was():
    assert told("unknown actor 'the list of a mapping'", "es") == "no existe el actor 'the list of a mapping'"
    assert told("opinion.rate: must be a finite number (got 'fast')", "es").startswith("opinion.rate: debe ser")
    assert told("--out all/by to/over: is there already", "es").startswith("--out all/by to/over: ")
    assert told("must be a number (got 'x')") == "must be a number (got 'x')"


@pytest.mark.parametrize("words", [["--lang", "es"], ["--lang=es"]])
def test_the_command_line_tells_a_mistake_in_the_language_that_was_asked_for(words, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["run.py", "run", "nafta", "--set", "actors.rmlc.capability=2", *words])
    with pytest.raises(SystemExit) as left:
        sim.cli.main()
    assert left.value.code == 2
    says = "--set actors.rmlc.capability: no existe el nombre 'rmlc'; ¿quiso decir 'rmalc'?\n"
    assert capsys.readouterr().err == says


def test_a_mistake_is_told_in_english_where_nothing_else_was_asked_for(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["run.py", "run", "es"])
    assert (
        sim.cli._told(find.ScenarioError([find.Problem("es", 0, 0, "", "no such scenario")])) == "es: no such scenario"
    )


def test_a_row_of_the_ladder_on_a_claim_has_the_claims_own_spanish():
    claim = next(each for each in load_scenario("ccime").claims.values() if "V20" in each.of)
    what, target = f"councils: {claim.text.en}", "in at least 60% of runs"
    row = Row("V20", what, target, "in 85% of runs", "a coin: 50%", "inside", 3, 1)
    (told_row,) = _of_claims([row], "es")
    text = " ".join(_block(told_row, "es").split())
    assert text == (
        f"V20 dentro consejos: {claim.text.es} (n 3, semilla 1) meta en al menos 60% de las corridas "
        "modelo en 85% de las corridas base una moneda: 50%"
    )
