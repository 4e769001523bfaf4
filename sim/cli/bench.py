"""The command that measures speed: bench."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from sim.cli import options, terminal

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
@options.wide
@options.lang
@options.as_json
def bench(
    quick: bool, months: int | None, runs: int | None, rounds: int | None, lang: str, as_json: bool
) -> None:  # fmt: skip
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
    click.echo(_text(report, lang))


def _text(report: Report, lang: str = "en") -> str:
    from sim.words import rendered, say

    whole = [
        (
            say("bench_whole_row", lang, case=each.case, month=each.until),
            say("bench_speed", lang, n=f"{each.runs_per_second:.1f}"),
            _cost(each.us_per_run_month, lang),
        )
        for each in report.whole
    ]
    figures = [
        (rendered(what, lang), target, value, say(f"bench_{verdict}", lang))
        for what, target, value, verdict in report.figures()
    ]
    return "\n".join(
        [
            say("bench_title", lang, months=report.scope.months),
            terminal.table(_ratios(report, lang)), "",
            terminal.table([(rendered(what, lang), _cost(us, lang)) for what, us in report.costs.items()]), "",
            terminal.table(figures), "",
            say("bench_whole", lang),
            terminal.table(whole), "",
            _machine(lang),
        ]
    )  # fmt: skip


def _ratios(report: Report, lang: str) -> list[tuple[str, ...]]:
    from sim.bench.report import TARGETS
    from sim.words import rendered, say

    rows = [("", *(say(f"bench_{key}", lang) for key in ("target", "median", "range")), "")]
    for target in TARGETS:
        spread, what = report.ratios[target.name], rendered(target.what, lang)
        if spread is None:
            rows.append((what, target.text, "-", say("bench_no_peer", lang), ""))
            continue
        is_met = target.at_least is not None and spread.median >= target.at_least
        verdict = "" if target.at_least is None else say("bench_met" if is_met else "bench_missed", lang)
        rows.append((what, target.text, _times(spread.median), _range(spread), verdict))
    others = ((rendered(what, lang), spread) for what, spread in report.others.items())
    return rows + [(what, "-", _times(spread.median), _range(spread), "") for what, spread in others]


def _machine(lang: str) -> str:
    """One line on what the figures were taken: cores, load, versions."""
    from sim.bench.report import machine
    from sim.words import say

    return say("bench_machine", lang, **machine())


def _cost(us: float, lang: str) -> str:
    from sim.words import say

    return say("bench_cost", lang, us=f"{us:.1f}")


def _times(value: float) -> str:
    return f"{value:.3g}x"


def _range(spread: Any) -> str:
    return f"[{spread.min:.3g}..{spread.max:.3g}]"


COMMANDS = (bench,)
