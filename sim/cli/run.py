"""Commands that run a case: run, replay, check."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli import options

if TYPE_CHECKING:
    from sim.claims import Verdict
    from sim.ensemble import Ensemble
    from sim.results import Result


@click.command()
@click.argument("case")
@options.variant
@options.settings
@options.replicates(200)
@options.seed
@click.option("--until", metavar="MONTH", help="Stop after this month, such as 1992-12.")
@click.option("--jitter", type=click.FloatRange(0, 1), default=0.0, help="Coding error of positions and saliences.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for tables, manifest and figures.")
@options.lang
@options.as_json
def run(
    case: str, variant: str | None, settings: tuple[str, ...], replicates: int, seed: int,
    until: str | None, jitter: float, out: Path | None, lang: str, as_json: bool,
) -> None:  # fmt: skip
    """Run a case and compare its votes with the record and with naive forecasts."""
    ensemble = _ensemble(case, variant, settings, replicates, seed, until=until, jitter=jitter)
    if out is not None:
        options.refuse_taken(out)  # before the runs rather than after them
    result = _run(ensemble)
    from sim.claims import judge
    from sim.cli.report import figure_folder, run_record, run_table, vote_figure, write_folder
    from sim.words import say

    verdicts = judge(ensemble.scenario, result, {})
    if out is not None:
        write_folder(out, ensemble, result, verdicts, lang)
    if as_json:
        options.echo_json(run_record(ensemble, result, verdicts))
        return
    click.echo(run_table(ensemble, result, verdicts, case, lang))
    if out is None:
        figures = vote_figure(ensemble, result, figure_folder(ensemble), lang)
    else:
        figures = sorted((out / "figures").glob("*.png"))
        click.echo(say("written", lang, path=out))
    for figure in figures[:1]:
        click.echo(say("figure", lang, path=figure))


@click.command()
@click.argument("case")
@click.option("--replicate", type=click.IntRange(min=0), default=0, show_default=True, help="Which run of the study.")
@options.variant
@options.settings
@options.seed
@click.option(
    "--topic", "topics", multiple=True,
    type=click.Choice(["event", "stage", "forum", "tie", "conviction", "pressure", "vote", "uptake"]),
    help="Only lines of this kind; repeatable.",
)  # fmt: skip
@options.lang
@options.as_json
def replay(
    case: str, replicate: int, variant: str | None, settings: tuple[str, ...], seed: int,
    topics: tuple[str, ...], lang: str, as_json: bool,
) -> None:  # fmt: skip
    """The dated story of one run: ties, pressure, votes, and the numbers behind them."""
    ensemble = _ensemble(case, variant, settings, [replicate], seed)
    from sim.story import tell
    from sim.words import label, say

    lines = [line for line in tell(ensemble, 0, lang) if not topics or line.topic in topics]
    if as_json:
        options.echo_json({"lines": [vars(line) for line in lines]})
        return
    click.echo(label(ensemble.scenario.title, lang))
    click.echo(say("story_title", lang, replicate=replicate, seed=seed))
    for line in lines:
        click.echo(f"{line.month}  {line.topic:<10}  {line.text}")


@click.command()
@click.argument("case", required=False)
@options.settings
@options.replicates(200)
@options.seed
@options.lang
@options.as_json
def check(case: str | None, settings: tuple[str, ...], replicates: int, seed: int, lang: str, as_json: bool) -> None:
    """The sources' claims: in what share of runs does each hold? Without CASE: all cases."""
    from sim.cli.report import check_table
    from sim.scenario.find import list_cases

    records: list[dict[str, Any]] = []
    for name in [case] if case else [str(folder) for folder in list_cases()]:
        ensemble = _ensemble(name, None, settings, replicates, seed)
        verdicts = _judged(ensemble, name, settings, replicates, seed)
        records += [verdict.record(ensemble.setting.scenario) for verdict in verdicts]
        if not as_json:
            click.echo(check_table(ensemble, verdicts, lang))
    if as_json:
        options.echo_json({"claims": records})


def _judged(ensemble: Ensemble, case: str, settings: tuple[str, ...], replicates: int, seed: int) -> list[Verdict]:
    from sim.claims import judge, variants_needed

    base = _run(ensemble)
    others: Mapping[str, Result] = {
        variant: _run(_ensemble(case, variant, settings, replicates, seed))
        for variant in variants_needed(ensemble.scenario)
    }
    return judge(ensemble.scenario, base, others)


def _ensemble(
    case: str, variant: str | None, settings: tuple[str, ...], replicates: int | list[int], seed: int, **more: Any
) -> Ensemble:
    from sim.ensemble import Ensemble

    return Ensemble(case, replicates, seed, variant, options.parse(settings), **more)


def _run(ensemble: Ensemble) -> Result:
    with options.progress(len(ensemble.runs), ensemble.setting.variant) as report:
        return ensemble.run(report)


COMMANDS = (run, replay, check)
