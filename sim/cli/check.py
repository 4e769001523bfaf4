"""The command that checks the sources' claims: check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sim.cli import options

if TYPE_CHECKING:
    from sim.ensemble import Jitter
    from sim.experiments.counterfactuals.ablate import Study
    from sim.experiments.counterfactuals.scorecard import Card

REPLICATES, REPLICATES_ABLATED = 200, 40


@click.command()
@options.some_case
@click.option("--all", "show_all", is_flag=True, help="Also list the claims that are inputs or context.")
@click.option("--ablate", is_flag=True, help="Without each mechanism in turn: what changes, and what survives?")
@options.settings
@click.option(
    "--replicates", type=click.IntRange(1, 1_000_000),
    help=f"Number of runs.  [default: {REPLICATES}; with --ablate {REPLICATES_ABLATED}, for each mechanism]",
)  # fmt: skip
@options.seed
@options.jitter
@options.wide
@options.lang
@options.as_json
def check(
    case: str | None, show_all: bool, ablate: bool, settings: tuple[str, ...], replicates: int | None, seed: int,
    jitter: Jitter, lang: str, as_json: bool,
) -> None:  # fmt: skip
    """The sources' claims: how often does each hold, and without mechanisms? Without CASE: all cases."""
    from sim.experiments.counterfactuals.scorecard import Card
    from sim.scenario.find import list_cases

    if ablate and jitter != 0.0:
        raise click.UsageError("--jitter: not with --ablate, which asks of one coding what each mechanism does")
    values = options.parse(settings)
    cases = [case] if case else [str(folder) for folder in list_cases()]
    n = replicates or (REPLICATES_ABLATED if ablate else REPLICATES)
    if ablate:
        studies = [_ablated(each, values, n, seed) for each in cases]
        cards = [Card(study.ensemble, tuple(study.verdicts.values())) for study in studies]
    else:
        studies, cards = [], _scored(cases, values, n, seed, jitter)
    if as_json:
        options.echo_json(_record(cards, studies))
        return
    from sim.cli.ablation import ablation_text, unscored_text
    from sim.cli.scorecard import summary_text

    for number, (each, card) in enumerate(zip(cases, cards, strict=True)):
        ensemble = card.ensemble
        click.echo(ablation_text(studies[number], lang) if studies else _table(card, lang))
        if ensemble.scenario.unscored:
            click.echo(unscored_text(ensemble.scenario, each, show_all, lang))
        if case is None:
            click.echo()
    if case is None:
        click.echo(summary_text(cards, lang))


def _table(card: Card, lang: str) -> str:
    from sim.cli.report import check_table

    return check_table(card.ensemble, card.verdicts, lang, card.alone)


def _scored(cases: list[str], settings: dict[str, Any], replicates: int, seed: int, jitter: Jitter) -> list[Card]:
    """Verdicts on the claims of cases; each is run as far as some claim asks."""
    from sim.experiments.counterfactuals.scorecard import Scorecard

    scorecard = Scorecard(cases, replicates, seed, settings, jitter)
    with options.progress(scorecard.n_runs, "check") as report:
        return scorecard.run(report)


def _record(cards: list[Card], studies: list[Study]) -> dict[str, Any]:
    """What `--json` gives."""
    from sim.claims import unscored_record
    from sim.cli.alone import claim_records

    claims: list[dict[str, Any]] = []
    records = [study.record() for study in studies]
    for number, card in enumerate(cards):
        name = card.ensemble.setting.scenario
        alone = {verdict.id: verdict for verdict in card.alone}
        executable = [each for own in card.verdicts for each in claim_records(own, alone.get(own.id), name)]
        claims += records[number]["claims"] if records else executable
        claims += [unscored_record(each, name) for each in card.ensemble.scenario.unscored]
    mechanisms = [each for record in records for each in record["mechanisms"]]
    return {"claims": claims} | ({"mechanisms": mechanisms} if studies else {})


def _ablated(case: str, settings: dict[str, Any], replicates: int, seed: int) -> Study:
    from sim.experiments.counterfactuals.ablate import ablate, n_runs
    from sim.scenario.load import load_scenario

    with options.progress(n_runs(load_scenario(case, settings=settings), replicates), "ablate") as report:
        return ablate(case, replicates, seed, settings, report)


COMMANDS = (check,)
