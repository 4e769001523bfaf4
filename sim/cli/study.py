"""Commands that study many settings: sweep."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli import options

if TYPE_CHECKING:
    from sim.ensemble import Jitter
    from sim.experiments.plans.dry_run import Estimate
    from sim.experiments.plans.plan import Plan
    from sim.experiments.sweeps.ledger import Ledger

PAYS_FROM = 20.0  # seconds in one process from which starting others pays
_SHOWN = 3  # failures that are told in full


@click.command()
@options.case
@click.option(
    "--vary", multiple=True, metavar="NAME=VALUES",
    help="What varies: opinion.rate=1:4, opinion.rate=1:4:7 or variant=baseline,no_ezln; repeatable.",
)  # fmt: skip
@click.option("--design", default="grid", show_default=True, metavar="DESIGN",
              help="grid, lhs, sobol, saltelli, morris, or a CSV file with a setting a row.")  # fmt: skip
@click.option("--samples", type=click.IntRange(1, 10_000_000), default=16, show_default=True,
              help="Settings of a design, about those of a grid over ranges; rows of a Saltelli block.")  # fmt: skip
@options.replicates(50)
@options.seed
@options.settings
@options.until
@options.jitter
@click.option("--unpaired", is_flag=True, help="Every setting has replicates of its own, instead of the same ones.")
@click.option("--engine", type=click.Choice(["serial", "processes", "dask"]), help="Default: what pays.")
@click.option("--workers", type=click.IntRange(1), help="Processes; one a core if left out.")
@click.option("--scheduler", metavar="ADDRESS", help="A running Dask scheduler, such as tcp://10.0.0.1:8786.")
@click.option("--shards/--no-shards", "use_shards", default=None,
              help="Whether workers write files of their own; left out: on network file systems.")  # fmt: skip
@options.out("Folder of the sweep; goes on if it is begun.", required=True)
@click.option("--dry-run", is_flag=True, help="Check the whole plan, say what it costs, and stop.")
@click.option("--yes", is_flag=True, help="Do not ask before a large sweep.")
@click.option("--new-code", is_flag=True, help="Go on although the code has changed since the sweep began.")
@click.option("--retry-failed", is_flag=True, help="Run again what failed before or is damaged.")
@options.lang
@options.as_json
def sweep(
    case: str, vary: tuple[str, ...], design: str, samples: int, replicates: int, seed: int,
    settings: tuple[str, ...], until: str | None, jitter: Jitter, unpaired: bool, engine: str | None,
    workers: int | None, scheduler: str | None, use_shards: bool | None, out: Path, dry_run: bool, yes: bool,
    new_code: bool, retry_failed: bool, lang: str, as_json: bool,
) -> None:  # fmt: skip
    """Run a plan of many settings into a folder. The same command again goes on where it was stopped."""
    from sim.experiments.plans.plan import make_plan
    from sim.experiments.sweeps.engines import make_engine
    from sim.experiments.sweeps.ledger import Ledger
    from sim.experiments.sweeps.sweep import stored

    plan = make_plan(
        case, vary, design, samples, replicates, seed, options.parse(settings), until, jitter, not unpaired
    )  # fmt: skip
    make_engine(engine or ("dask" if scheduler else "serial"), workers, scheduler)  # refuses before anything is done
    known = stored(plan, out, new_code)
    again = ("pending", "failed", "damaged") if retry_failed else ("pending",)
    waiting = plan.n_runs if known is None else sum(known[state] for state in again)
    if known is not None:
        _tell("sweep_stored", lang, n=plan.n_runs - waiting, total=plan.n_runs, path=out)
    if waiting:
        estimate = _examine(plan, waiting, workers, engine, scheduler, lang)
        if dry_run:
            if as_json:
                options.echo_json(_sizes(estimate))
            return
        _ask_if_large(estimate, yes, lang)
        engine = engine or _engine_for(estimate, scheduler)
    elif (out / "outcomes.csv").is_file():
        with Ledger.open(out) as ledger:
            _report(ledger, out, lang, as_json)
        return
    more = {"use_shards": use_shards, "accept_new_code": new_code, "retry_failed": retry_failed}
    with _run(plan, out, engine or "serial", workers, scheduler, lang, more) as ledger:
        _report(ledger, out, lang, as_json)


def _examine(
    plan: Plan, waiting: int, workers: int | None, engine: str | None, scheduler: str | None, lang: str
) -> Estimate:
    """Check the plan, and tell on standard error what it costs with the engine that will be used."""
    from sim.experiments.plans.dry_run import examine

    with options.progress(len(plan.points), "plan") as report:
        estimate = examine(plan, 1, report)
    share = waiting / plan.n_runs
    estimate = dataclasses.replace(estimate, serial_seconds=estimate.serial_seconds * share)
    if (engine or _engine_for(estimate, scheduler)) != "serial":
        estimate = dataclasses.replace(estimate, workers=workers or estimate.cores)
    for line in [*plan.notes(lang), *estimate.lines(lang)]:
        click.echo(line, err=True)
    return estimate


def _engine_for(estimate: Estimate, scheduler: str | None) -> str:
    if scheduler:
        return "dask"
    return "processes" if estimate.serial_seconds > PAYS_FROM and estimate.cores > 1 else "serial"


def _ask_if_large(estimate: Estimate, yes: bool, lang: str) -> None:
    from sim.words import say

    if not estimate.is_large or yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError(say("sweep_large", lang))
    if not click.confirm(say("sweep_ask", lang), err=True):
        sys.exit(0)


def _run(
    plan: Plan,
    out: Path,
    engine: str,
    workers: int | None,
    scheduler: str | None,
    lang: str,
    more: dict[str, bool | None],
) -> Ledger:
    """Run what is pending; Ctrl-C and a full disk leave all that is stored, and say so."""
    from sim.experiments.sweeps.ledger import Ledger, StorageError
    from sim.experiments.sweeps.sweep import sweep

    try:
        with options.progress(plan.n_runs, "sweep") as report:
            return sweep(plan, out, engine, workers, scheduler, report, **more)  # type: ignore[arg-type]
    except StorageError as wrong:
        click.echo(str(wrong), err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        with Ledger.open(out) as ledger:
            done = plan.n_runs - ledger.counts()["pending"]
        _tell("sweep_stopped", lang, n=done, total=plan.n_runs, path=out)
        sys.exit(130)


def _report(ledger: Ledger, out: Path, lang: str, as_json: bool) -> None:
    """What came of the sweep; exit code 1 if a run failed."""
    from sim.words import say

    plan, counts, failures = ledger.plan, ledger.counts(), ledger.failures()
    options.tell_of_runs(ledger, lang)
    if as_json:
        told = ("number", "settings", "replicate", "seed", "stage", "error", "message")
        options.echo_json({
            "scenario": ledger.manifest["scenario"], "design": plan.design.record(), "seed": plan.seed,
            "axes": [axis.record() for axis in plan.axes], "settings": dict(plan.settings), "until": plan.until,
            "runs": plan.n_runs, "points": len(plan.points), "replicates": plan.replicates, "states": counts,
            "failures": [{key: getattr(each, key) for key in told} for each in failures],
        })  # fmt: skip
    else:
        click.echo(say("sweep_done", lang, runs=plan.n_runs, points=len(plan.points), path=out / "outcomes.csv"))
    for failure in failures[:_SHOWN]:
        where = ", ".join(f"{name}={value}" for name, value in failure.settings.items())
        what = (failure.message.splitlines() or [""])[0]
        _tell(
            "sweep_failure", lang, number=failure.number, where=where, replicate=failure.replicate, seed=failure.seed,
            stage=failure.stage, error=failure.error, message=what,
        )  # fmt: skip
    if failures:
        _tell("sweep_failed", lang, n=len(failures), total=plan.n_runs, path=out)
    if failures or counts["damaged"]:
        sys.exit(1)


def _sizes(estimate: Estimate) -> dict[str, int]:
    return {name: getattr(estimate, name) for name in ("runs", "points", "replicates", "cases")}


def _tell(key: str, lang: str, **values: object) -> None:
    from sim.words import say

    click.echo(say(key, lang, **values), err=True)


COMMANDS = (sweep,)
