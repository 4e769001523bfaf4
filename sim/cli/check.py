"""The command that checks the sources' claims: check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sim.cli import options

if TYPE_CHECKING:
    from sim.claims import Verdict
    from sim.ensemble import Ensemble
    from sim.experiments.counterfactuals.ablate import Study
    from sim.results import Result

REPLICATES, REPLICATES_ABLATED = 200, 40


@click.command()
@click.argument("case", required=False)
@click.option("--all", "show_all", is_flag=True, help="Also list the claims that are inputs or context.")
@click.option("--ablate", is_flag=True, help="Without each mechanism in turn: what changes, and what survives?")
@options.settings
@click.option(
    "--replicates", type=click.IntRange(1, 1_000_000),
    help=f"Number of runs.  [default: {REPLICATES}; with --ablate {REPLICATES_ABLATED}, for each mechanism]",
)  # fmt: skip
@options.seed
@options.lang
@options.as_json
def check(
    case: str | None, show_all: bool, ablate: bool, settings: tuple[str, ...], replicates: int | None, seed: int,
    lang: str, as_json: bool,
) -> None:  # fmt: skip
    """The sources' claims: in what share of runs does each hold? Without CASE: all cases."""
    from sim.claims import placed_record
    from sim.cli.ablation import ablation_text, placed_text
    from sim.cli.report import check_table
    from sim.scenario.find import list_cases

    claims: list[dict[str, Any]] = []
    mechanisms: list[dict[str, Any]] = []
    n = replicates or (REPLICATES_ABLATED if ablate else REPLICATES)
    for name in [case] if case else [str(folder) for folder in list_cases()]:
        study = _ablated(name, settings, n, seed) if ablate else None
        ensemble, verdicts = (
            (study.ensemble, list(study.verdicts.values())) if study else _judged(name, settings, n, seed)
        )
        record = study.record() if study else {"claims": [each.record(ensemble.setting.scenario) for each in verdicts]}
        claims += record["claims"]
        claims += [placed_record(each, ensemble.setting.scenario) for each in ensemble.scenario.placed]
        mechanisms += record.get("mechanisms", [])
        if not as_json:
            click.echo(ablation_text(study, lang) if study else check_table(ensemble, verdicts, lang))
            if ensemble.scenario.placed:
                click.echo(placed_text(ensemble.scenario, name, show_all, lang))
    if as_json:
        options.echo_json({"claims": claims} | ({"mechanisms": mechanisms} if ablate else {}))


def _judged(case: str, settings: tuple[str, ...], replicates: int, seed: int) -> tuple[Ensemble, list[Verdict]]:
    """Verdicts on the claims of a case; variants are run as far as some claim asks."""
    from sim.claims import judge, until_for, variants_needed
    from sim.ensemble import Ensemble
    from sim.scenario.load import load_case

    values = options.parse(settings)
    ensemble = Ensemble(case, replicates, seed, settings=values)
    base, others = _run(ensemble), {}
    for variant in variants_needed(ensemble.scenario):
        loaded = load_case(case, variant, values)
        until = until_for(ensemble.scenario, loaded.scenario, variant)
        others[variant] = _run(Ensemble(loaded, replicates, seed, until=until))
    return ensemble, judge(ensemble.scenario, base, others)


def _run(ensemble: Ensemble) -> Result:
    with options.progress(len(ensemble.runs), ensemble.setting.variant) as report:
        return ensemble.run(report)


def _ablated(case: str, settings: tuple[str, ...], replicates: int, seed: int) -> Study:
    from sim.experiments.counterfactuals.ablate import ablate, n_runs
    from sim.scenario.load import load_scenario

    values = options.parse(settings)
    with options.progress(n_runs(load_scenario(case, settings=values), replicates), "ablate") as report:
        return ablate(case, replicates, seed, values, report)


COMMANDS = (check,)
