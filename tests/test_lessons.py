"""Lesson sheets: does every case have both, on one page, and does what they name exist in the case?"""

import re

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


def tasks(case: str, lang: str) -> list[str]:
    return [body for title, body in sections(case, lang) if re.match(r"(Task|Tarea) \d", title)]


def test_every_case_has_its_sheets() -> None:
    assert {folder.name for folder in list_cases()} == set(CASES)
    assert all((folder / name).is_file() for folder in list_cases() for name in FILES.values())


def test_sections() -> None:
    for case, lang in SHEETS:
        found = [title for title, _ in sections(case, lang)]
        assert len(found) == len(SECTIONS[lang]), (case, lang)
        starts = zip(found, SECTIONS[lang], strict=True)
        assert [title for title, wanted in starts if not title.startswith(wanted)] == [], (case, lang)
        assert all(len(body.split()) > 20 for _, body in sections(case, lang)), (case, lang)


def test_ninety_minutes() -> None:
    minutes = {
        (case, lang): sum(int(n) for title, _ in sections(case, lang) for n in re.findall(MINUTES[lang], title))
        for case, lang in SHEETS
    }
    assert minutes == dict.fromkeys(SHEETS, 90)


def test_each_task_predicts_before_it_looks() -> None:
    late = []
    for case, lang in SHEETS:
        for number, body in enumerate(tasks(case, lang), start=1):
            ahead, _, after = body.partition(PREDICT[lang])
            if len(after.split()) <= len(ahead.split()):
                late.append((case, lang, number))
    assert late == []


def test_one_page() -> None:
    words = {(c, lang): sum(bool(re.search(r"\w", each)) for each in text(c, lang).split()) for c, lang in SHEETS}
    assert {sheet: n for sheet, n in words.items() if not WORDS[sheet[1]][0] <= n <= WORDS[sheet[1]][1]} == {}


def test_what_it_names_exists() -> None:
    for case, lang in SHEETS:
        scenario = load_scenario(case)
        known = {*scenario.variants, *scenario.actors, *scenario.outcomes, *scenario.decisions, *table()}
        assert ids(text(case, lang)) - known == set(), (case, lang)


def test_commands_exist_and_are_about_this_case() -> None:
    for case, lang in SHEETS:
        commands = [name.split() for name in named(text(case, lang)) if "run.py" in name]
        assert commands, (case, lang)
        for *start, command, where, _, _ in commands:
            assert start == [".venv/bin/python", "run.py"], "as a reader of README.md has to type it"
            assert command in cli.commands, (case, lang)
            assert where == case, (case, lang)


def test_variants_in_tasks_are_called_as_on_the_page() -> None:
    for case, lang in SHEETS:
        variants, told = load_scenario(case).variants, flat(" ".join(tasks(case, lang)))
        used = ids(told) & set(variants)
        assert used, (case, lang)
        assert {n for n in used if f"*{label(variants[n].title, lang)}* (`{n}`)" not in told} == set(), (case, lang)


def test_claims_it_cites_are_known_in_the_case() -> None:
    for case, lang in SHEETS:
        cited, folder = set(re.findall(r"\bS\d+\b|\bT[A-Z]\d+\b", text(case, lang))), find_case(case)
        known = "".join((folder / file).read_text(encoding="utf-8") for file in ("claims.csv", "scenario.yaml"))
        assert cited, (case, lang)
        assert {each for each in cited if not re.search(rf"\b{each}\b", known)} == set(), (case, lang)


def test_both_languages_name_the_same() -> None:
    for case in CASES:
        english, spanish = text(case, "en"), text(case, "es")
        assert sorted(named(english)) == sorted(named(spanish)), case
        for pattern in (r"\bS\d+\b|\bT[A-Z]\d+\b", r"(?<![\w.])\.\d+\b"):
            assert sorted(re.findall(pattern, english)) == sorted(re.findall(pattern, spanish)), case


def test_teachers_tell_of_failing_claims() -> None:
    words = {"en": r"\bfails?\b", "es": r"\bfallan?\b"}
    assert [sheet for sheet in SHEETS if not re.search(words[sheet[1]], sections(*sheet)[-1][1])] == []


def test_no_raw_html() -> None:
    for case, lang in SHEETS:
        tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text(case, lang))
        everything = [*tokens, *(child for token in tokens for child in token.children or [])]
        assert not [t for t in everything if t.type in ("html_block", "html_inline")], (case, lang)
