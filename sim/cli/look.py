"""Commands that look: list, show, rules, odd, validate, new."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from sim.cli import options, terminal


@click.command("list")
@options.lang
@options.as_json
def list_(lang: str, as_json: bool) -> None:
    """The cases that come with the package, and their variants."""
    from sim.scenario.find import list_cases
    from sim.scenario.load import load_scenario
    from sim.words import label, standing

    rows, lines = [], []
    for folder in list_cases():
        scenario = load_scenario(folder)
        title, variants = label(scenario.title, lang), list(scenario.variants)
        rows.append({"case": folder.name, "title": title, "standing": scenario.standing, "variants": variants})
        lines += terminal.flow(f"{folder.name}  {title}", more="    ")
        for text in (standing(scenario, lang), ", ".join(variants)):
            lines += terminal.flow(text, "    ", "    ")
    if as_json:
        options.echo_json({"cases": rows})
        return
    click.echo("\n".join(lines))


@click.command()
@options.case
@options.variant
@options.settings
@options.lang
@options.as_json
def show(case: str, variant: str | None, settings: tuple[str, ...], lang: str, as_json: bool) -> None:
    """A case at a glance: actors, ties, venues, events, decisions, outcomes."""
    from sim.case_page import case_page
    from sim.scenario.load import load_case
    from sim.words import say

    loaded = load_case(case, variant, options.parse(settings))
    if as_json:
        absent = {"absent": list(loaded.absent)} if loaded.absent else {}
        options.echo_json(loaded.scenario.model_dump(mode="json", by_alias=True) | absent)
        return
    click.echo(case_page(loaded.scenario, lang, [each for each in loaded.absent if each in loaded.scenario.actors]))
    for page in _pages(loaded.folder, lang)[:1]:
        click.echo(f"\n{say('show_more', lang, path=page)}")


def _pages(folder: Path, lang: str) -> list[Path]:
    """What a case says about itself, the page in the language first."""
    names = ["README.es.md", "README.md"] if lang == "es" else ["README.md"]
    return [folder / name for name in names if (folder / name).is_file()]


@click.command()
@click.argument("word", required=False)
@options.wide
@options.lang
def rules(word: str | None, lang: str) -> None:
    """The index of behavioral rules: number, sentence, place. WORD, anywhere in what is written of one, narrows it."""
    from sim.odd import rule_index, rule_texts
    from sim.words import say

    wanted = (word or "").lower().replace("_", " ")
    every = zip(rule_index(), rule_index(lang), rule_texts(), strict=True)
    found = [
        shown for plain, shown, text in every if wanted in " ".join((*plain, *shown, text)).lower().replace("_", " ")
    ]
    if not found:
        raise click.UsageError(say("rules_none", lang, word=word))
    click.echo(terminal.table(found, left=3))


@click.command()
@click.option("--write", is_flag=True, help="Bring the tables of sim/README.md up to date.")
@options.lang
@options.as_json
def odd(write: bool, lang: str, as_json: bool) -> None:
    """The model by the ODD protocol, with its tables of parameters, state, rules and streams."""
    from sim.odd import PAGE, parameter_rows, render
    from sim.whole import write_whole
    from sim.words import say

    if as_json:
        options.echo_json({"parameters": parameter_rows()})
        return
    _say_english(lang)
    text = render(PAGE.read_text(encoding="utf-8"))
    if write:
        with options.writing(str(PAGE)):
            write_whole(PAGE, lambda part: part.write_text(text, encoding="utf-8"))
        click.echo(say("written", lang, path=PAGE.name))
    else:
        click.echo(text)


@click.command()
@click.argument("path", default="scenarios", type=click.Path(path_type=Path))
@click.option("--large", is_flag=True, help="Accept more than 100,000 actors.")
@click.option("--reference", is_flag=True, help="Print what a scenario can say: every key, unit and example.")
@options.lang
def validate(path: Path, large: bool, reference: bool, lang: str) -> None:
    """Check a scenario, or every scenario in a folder; one line per problem, or piece of advice."""
    from sim.scenario.find import MAIN_FILE
    from sim.scenario.load import read_case, validate_case
    from sim.scenario.problem import ScenarioError
    from sim.words import say, told

    if reference:
        from sim.scenario.reference import reference as page

        _say_english(lang)
        click.echo(page())
        return
    inside = sorted(f.parent for f in path.glob(f"*/{MAIN_FILE}")) if path.is_dir() else []
    folders: list[Path | str] = [*inside] if inside and not (path / MAIN_FILE).is_file() else [_as_typed(path)]
    problems = []
    for folder in folders:
        try:
            cases = validate_case(folder, large=large)
        except ScenarioError as wrong:
            problems += wrong.problems
        else:
            scenario = cases[0].scenario
            counts = {"actors": len(scenario.actors), "ties": len(scenario.ties), "variants": len(cases) - 1}
            click.echo(say("validate_ok", lang, path=folder, **counts))
            for each in read_case(folder, large).advice:
                click.echo(told(str(each), lang))
    if problems:
        raise ScenarioError(problems)


def _say_english(lang: str) -> None:
    """Say, on standard error, that what follows is in English by design."""
    from sim.words import say

    if lang != "en":
        click.echo(say("english_by_design", lang), err=True)


def _as_typed(path: Path) -> Path | str:
    # A bare name may be a case of the package; anything that exists is a path.
    return path if path.exists() else str(path)


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--from-ties", type=click.Path(path_type=Path), metavar="CSV",
    help="A list of ties: columns actor and partner; type (alliance, contact, structural), since, until, source if "
    "there are.",
)  # fmt: skip
@options.lang
def new(path: Path, from_ties: Path | None, lang: str) -> None:
    """Start a scenario of your own at PATH."""
    from sim.scenario.edges import read_edges
    from sim.scenario.new import new_scenario
    from sim.words import say

    command, shown = options.own_name(), shlex.quote(str(path))
    for file in new_scenario(path, from_ties, command):
        click.echo(say("written", lang, path=file))
    for key, what in read_edges(from_ties).notices if from_ties is not None else ():
        click.echo(say(f"new_{key}", lang, what=what))
    click.echo(say("new_next", lang))
    end = f" --lang {lang}" if lang != "en" else ""
    runs = " --replicates 50"
    for verb, more in (("validate", ""), ("run", runs), ("check", runs), ("replay", ""), ("show", "")):
        click.echo(f"    {command} {verb} {shown}{more}{end}")


COMMANDS = (list_, show, rules, odd, validate, new)
