"""The command that measures speed: bench."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from sim.cli import options

if TYPE_CHECKING:
    from sim.bench.report import Report

# Threads of linear algebra would slow several processes on few cores down; numpy reads this when it is loaded.
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@click.command()
@click.option("--quick", is_flag=True, help="Fewer rounds and runs: under a minute, with a wider spread.")
@click.option(
    "--months", type=click.IntRange(2, 1200), metavar="T",
    help="Length of the synthetic runs; the targets are meant for 120.  [default: 120]",
)  # fmt: skip
@click.option(
    "--runs", type=click.IntRange(2, 4096), metavar="R",
    help="Runs side by side, at most.  [default: the model's own chunk; with --quick 64 at most]",
)  # fmt: skip
@click.option("--rounds", type=click.IntRange(1, 1000), metavar="N", help="Rounds of every ratio.")
@options.as_json
def bench(quick: bool, months: int | None, runs: int | None, rounds: int | None, as_json: bool) -> None:
    """How fast is the model? Against tuned Mesa, AgentPy and NDlib on the same equations, and by itself."""
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    from dataclasses import replace

    from sim.bench.measure import FULL, QUICK
    from sim.bench.report import N_PARTS, measured

    usual = QUICK if quick else FULL
    scope = replace(usual, months=months or usual.months, runs=runs or usual.runs, rounds=rounds or usual.rounds)
    with options.progress(N_PARTS, "bench") as progress:
        report = measured(scope, progress)
    if as_json:
        options.echo_json(report.record())
        return
    click.echo(_text(report))


def _text(report: Report) -> str:
    from sim.bench.report import TARGETS, machine

    rows = [("", "target", "median", "range", "")]
    for target in TARGETS:
        spread = report.ratios[target.name]
        if spread is None:
            rows.append((target.what, target.text, "-", "not installed: pip install '.[peers]'", ""))
            continue
        verdict = "" if target.at_least is None else "met" if spread.median >= target.at_least else "missed"
        rows.append((target.what, target.text, _times(spread.median), _range(spread), verdict))
    for what, spread in report.others.items():
        rows.append((what, "-", _times(spread.median), _range(spread), ""))
    whole = [
        (f"{each.case} to {each.until}", f"{each.runs_per_second:.1f} runs/s", _cost(each.us_per_run_month))
        for each in report.whole
    ]
    costs = [(what, _cost(us)) for what, us in report.costs.items()]
    return "\n".join(
        [
            f"Ratios of time per run, {report.scope.months} months, 5 issues, 8 venues, float64, one core:",
            options.table(rows), "",
            options.table(costs), "",
            options.table(report.figures()), "",
            "The whole model, everything on, one core, without a ratio:",
            options.table(whole), "",
            machine(),
        ]
    )  # fmt: skip


def _cost(us: float) -> str:
    return f"{us:.1f} us a run and month"


def _times(value: float) -> str:
    return f"{value:.3g}x"


def _range(spread: Any) -> str:
    return f"[{spread.min:.3g}..{spread.max:.3g}]"


COMMANDS = (bench,)
