"""Commands that run a case: run, replay."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli import options

if TYPE_CHECKING:
    from sim.ensemble import Ensemble, Jitter
    from sim.experiments.counterfactuals.table_alone import Alone
    from sim.results import Result

MAIN_FIGURES = ("votes", "councils", "programs", "desks", "visits")


@click.command()
@options.case
@options.variant
@options.settings
@options.replicates(200)
@options.seed
@options.until
@options.jitter
@options.out("Folder for tables, manifest and all figures.")
@options.figure("Folder for all figures, without the tables; without it, the votes alone, below results/.")
@click.option("--figures", "wants_all", is_flag=True, hidden=True)  # all of them, where the votes alone would go
@options.wide
@options.lang
@options.as_json
def run(
    case: str, variant: str | None, settings: tuple[str, ...], replicates: int, seed: int,
    until: str | None, jitter: Jitter, out: Path | None, figure: Path | None, wants_all: bool, lang: str, as_json: bool,
) -> None:  # fmt: skip
    """Run a case and compare its votes with the record, with naive forecasts and with the coded table alone."""
    wants_all = wants_all or figure is not None
    more = {"until": until, "jitter": jitter, "panels": wants_all or out is not None}
    ensemble = _ensemble(case, variant, settings, replicates, seed, **more)
    for option, path in (("--out", out), ("--figure", figure)):
        if path is not None:
            options.refuse_taken(path, option)  # before the runs rather than after them
    result, alone = _run(ensemble)
    from sim.claims import judge
    from sim.cli.report import all_figures, figure_folder, main_figures, run_record, run_table, write_folder
    from sim.words import say

    verdicts, drawn = judge(ensemble.scenario, result, {}), []
    if out is not None:
        write_folder(out, ensemble, result, verdicts, lang, alone)
        drawn = sorted((out / "figures").glob("*.png"))
    if figure is not None:
        with options.whole_folder(figure, "--figure") as draft:
            drawn = [figure / path.name for path in all_figures(ensemble, result, draft, lang, alone)]
    if as_json:
        options.echo_json(run_record(ensemble, result, verdicts, alone))
        return
    click.echo(run_table(ensemble, result, verdicts, case, lang, alone))
    if out is None and figure is None:
        folder = figure_folder(ensemble)
        with options.writing(str(folder)):
            drawn = (all_figures if wants_all else main_figures)(ensemble, result, folder, lang, alone)
    if out is not None:
        click.echo(say("written", lang, path=out))
    for path in drawn:
        if path.suffix == ".png" and path.stem in MAIN_FIGURES:
            click.echo(say("figure", lang, path=path))


@click.command()
@options.case
@click.option("--replicate", type=click.IntRange(min=0), default=0, show_default=True, help="Which run of the study.")
@options.variant
@options.settings
@options.seed
@options.several(
    "--only", metavar="TOPIC",
    help="Only lines of these kinds: event, shock, entry, forum, promise, tactic, tie, abroad, conviction, pressure, "
    "policy, stigma, visit, council, site, talks, vote, uptake, desk; repeatable, or with commas.",
)  # fmt: skip
@click.option(
    "--why", "decision", metavar="DECISION",
    help="Instead of the story: why a body voted as it did, in this run and, in votes, over --replicates.",
)  # fmt: skip
@click.option("--replicates", type=click.IntRange(1, 1_000_000), default=100, show_default=True, help="Runs of --why.")
@options.until
@options.lang
@options.as_json
def replay(
    case: str, replicate: int, variant: str | None, settings: tuple[str, ...], seed: int,
    only: tuple[str, ...], decision: str | None, replicates: int, until: str | None, lang: str, as_json: bool,
) -> None:  # fmt: skip
    """The dated story of one run: shocks, alliances, pressure, talks, votes, and the numbers behind them.

    With --why, the terms of one vote, bloc by bloc, and what they are worth in votes: of the case against what members
    would have voted of themselves, of a variant against the base run with the same draws.
    """
    from sim.story import TOPICS, tell
    from sim.words import label, say, warned

    if decision is not None:
        from sim.cli.why import Study, tell_why

        if only:
            raise click.UsageError(say("why_only", lang))
        study = Study(case, variant, options.parse(settings), seed, until)
        tell_why(study, decision, replicate, replicates, lang, as_json)
        return

    names = {topic: say(f"topic_{topic}", lang) for topic in TOPICS}
    if unknown := [topic for topic in only if topic not in {*names, *names.values()}]:
        known = ", ".join(names.values())
        raise click.UsageError(say("replay_no_topic", lang, topic=unknown[0], topics=known))
    topics = [topic for topic, name in names.items() if topic in only or name in only]
    ensemble = _ensemble(case, variant, settings, [replicate], seed, until=until)
    lines = [line for line in tell(ensemble, 0, lang) if not topics or line.topic in topics]
    if as_json:
        options.echo_json({"lines": [vars(line) for line in lines]})
        return
    click.echo(label(ensemble.scenario.title, lang))
    click.echo(warned(say("story_title", lang, replicate=replicate, seed=seed), ensemble.scenario, lang))
    year, width = "", max(10, *map(len, names.values()))
    for line in lines:
        if line.month[:4] != year:
            year = line.month[:4]
            click.echo(f"\n{year}\n{'-' * len(year)}")
        click.echo(f"{line.month}  {names[line.topic]:<{width}}  {line.text}")


def _ensemble(
    case: str, variant: str | None, settings: tuple[str, ...], replicates: int | list[int], seed: int, **more: Any
) -> Ensemble:
    from sim.ensemble import Ensemble

    return Ensemble(case, replicates, seed, variant, options.parse(settings), **more)


def _run(ensemble: Ensemble) -> tuple[Result, Alone]:
    """The forecast, and the coded table alone beside it."""
    from sim.experiments.counterfactuals.table_alone import table_alone

    n = len(ensemble.runs)
    with options.progress(2 * n, ensemble.setting.variant) as report:
        result = ensemble.run(report)
        return result, table_alone(ensemble, result, lambda done: report(n + done))


COMMANDS = (run, replay)
