"""Lesson sheets: does every case have both, on one page, and does what they name exist in the case?"""

import re

import pytest
from markdown_it import MarkdownIt

from sim.cli import cli
from sim.model.parameters import table
from sim.scenario.find import find_case, list_cases
from sim.scenario.load import load_scenario
from sim.words import label

CASES = ("nafta", "ccime", "mexico_chile", "china_mexico")
FILES = {"en": "LESSON.md", "es": "LESSON.es.md"}
SECTIONS = {
    "en": (
        "Aim", "Set-up", "Task 1:", "Task 2:", "Task 3:", "Questions for discussion", "What the sources say",
        "What the model cannot say", "For the teacher",
    ),
    "es": (
        "Propósito", "Preparación", "Tarea 1:", "Tarea 2:", "Tarea 3:", "Preguntas para discutir",
        "Qué dicen las fuentes", "Qué no puede decir el modelo", "Para el docente",
    ),
}  # fmt: skip
PREDICT = {"en": "**Predict**", "es": "**Predigan**"}
MINUTES = {"en": r"\((\d+) minutes\)", "es": r"\((\d+) minutos\)"}
WORDS = {"en": (450, 700), "es": (500, 750)}  # what a Letter page takes at 9.5 points; Spanish runs longer
SHEETS = [(case, lang) for case in CASES for lang in FILES]
sheets = pytest.mark.parametrize(("case", "lang"), SHEETS)


def text(case: str, lang: str) -> str:
    return (find_case(case) / FILES[lang]).read_text(encoding="utf-8")


def sections(case: str, lang: str) -> list[tuple[str, str]]:
    parts = re.split(r"^## (.+)$", text(case, lang), flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def named(sheet: str) -> list[str]:
    return re.findall(r"`([^`]+)`", sheet)


def ids(sheet: str) -> set[str]:
    return {name for name in named(sheet) if "run.py" not in name}


def flat(sheet: str) -> str:
    return " ".join(sheet.split())


def test_every_case_has_its_sheets() -> None:
    assert {folder.name for folder in list_cases()} == set(CASES)
    assert all((folder / name).is_file() for folder in list_cases() for name in FILES.values())


@sheets
def test_sections(case: str, lang: str) -> None:
    found = [title for title, _ in sections(case, lang)]
    assert len(found) == len(SECTIONS[lang])
    assert all(title.startswith(wanted) for title, wanted in zip(found, SECTIONS[lang], strict=True))
    assert all(len(body.split()) > 20 for _, body in sections(case, lang))


@sheets
def test_ninety_minutes(case: str, lang: str) -> None:
    assert sum(int(found) for title, _ in sections(case, lang) for found in re.findall(MINUTES[lang], title)) == 90


@sheets
def test_each_task_predicts_before_it_looks(case: str, lang: str) -> None:
    tasks = [body for title, body in sections(case, lang) if re.match(r"(Task|Tarea) \d", title)]
    for body in tasks:
        ahead, _, after = body.partition(PREDICT[lang])
        assert after
        assert len(after.split()) > len(ahead.split()), "the prediction stands at the beginning"


@sheets
def test_one_page(case: str, lang: str) -> None:
    n = len([word for word in text(case, lang).split() if re.search(r"\w", word)])
    low, high = WORDS[lang]
    assert low <= n <= high, n


@sheets
def test_what_it_names_exists(case: str, lang: str) -> None:
    scenario = load_scenario(case)
    known = {*scenario.variants, *scenario.actors, *scenario.outcomes, *scenario.decisions, *table()}
    assert ids(text(case, lang)) <= known, ids(text(case, lang)) - known


@sheets
def test_commands_exist_and_are_about_this_case(case: str, lang: str) -> None:
    commands = [name.split() for name in named(text(case, lang)) if "run.py" in name]
    assert commands
    for *start, command, where, _, _ in commands:
        assert start == [".venv/bin/python", "run.py"], "as a reader of README.md has to type it"
        assert command in cli.commands
        assert where == case


@sheets
def test_variants_in_tasks_are_called_as_on_the_page(case: str, lang: str) -> None:
    variants = load_scenario(case).variants
    tasks = flat(" ".join(body for title, body in sections(case, lang) if re.match(r"(Task|Tarea) \d", title)))
    used = ids(tasks) & set(variants)
    assert used
    for name in used:
        assert f"*{label(variants[name].title, lang)}* (`{name}`)" in tasks


@sheets
def test_claims_it_cites_are_known_in_the_case(case: str, lang: str) -> None:
    cited = set(re.findall(r"\bS\d+\b|\bT[A-Z]\d+\b", text(case, lang)))
    folder = find_case(case)
    known = (folder / "claims.csv").read_text(encoding="utf-8") + (folder / "scenario.yaml").read_text(encoding="utf-8")
    assert cited
    assert all(re.search(rf"\b{each}\b", known) for each in cited)


@pytest.mark.parametrize("case", CASES)
def test_both_languages_name_the_same(case: str) -> None:
    english, spanish = text(case, "en"), text(case, "es")
    assert sorted(named(english)) == sorted(named(spanish))
    for pattern in (r"\bS\d+\b|\bT[A-Z]\d+\b", r"(?<![\w.])\.\d+\b"):
        assert sorted(re.findall(pattern, english)) == sorted(re.findall(pattern, spanish))


@pytest.mark.parametrize("case", CASES)
def test_teachers_tell_of_failing_claims(case: str) -> None:
    for lang, word in (("en", r"\bfails?\b"), ("es", r"\bfallan?\b")):
        assert re.search(word, sections(case, lang)[-1][1])


@sheets
def test_no_raw_html(case: str, lang: str) -> None:
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text(case, lang))
    everything = [*tokens, *(child for token in tokens for child in token.children or [])]
    assert not [token for token in everything if token.type in ("html_block", "html_inline")]
