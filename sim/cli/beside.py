"""What `compare` prints of two sweeps side by side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from sim.cli import options, terminal
from sim.cli.differences import digits, number


def are_sweeps(case: str, others: tuple[str, ...]) -> bool:
    """Whether what is compared are two folders of sweeps.

    Raises
    ------
    click.UsageError
        If a sweep is to be compared with something else, or with more than one.
    """
    from sim.experiments.sweeps.store import is_registered

    found = [is_registered(Path(each)) for each in (case, *others)]
    if not any(found):
        return False
    if not all(found) or len(found) != 2:
        raise click.UsageError("--with: a sweep is compared with one other sweep, and a case with cases")
    return True


def compare_sweeps(
    case: str, other: str, outcomes: tuple[str, ...], out: Path | None, lang: str, as_json: bool
) -> None:
    """Print two sweeps side by side, setting by setting, and write them as a table if that was asked for."""
    from sim.experiments.counterfactuals.pairs import flat
    from sim.experiments.sweeps.beside import beside
    from sim.experiments.sweeps.ledger import Ledger
    from sim.experiments.sweeps.sweep import about
    from sim.words import say

    with Ledger.open(case) as first, Ledger.open(other) as second:
        for ledger in (first, second):
            options.tell_of_runs(ledger, lang)
        found = beside(first, second, outcomes)
        seeds = (first.plan.seed, second.plan.seed)
        described = about(first, "beside")
    rows = [each.record() for each in found]
    if out is not None:
        more: dict[str, Any] = {"tables": {out.name: "beside"}, "suffix": ".csv"}
        numbers = {**described.numbers, "with": str(other)}
        options.write_table(out, [flat(row) for row in rows], replace(described, numbers=numbers, **more))
    if as_json:
        options.echo_json({"first": str(case), "second": str(other), "seeds": list(seeds), "differences": rows})
        return
    click.echo("\n".join(terminal.flow(say("beside_title", lang, first=case, second=other))))
    if seeds[0] != seeds[1]:
        click.echo("\n".join(terminal.flow(say("beside_seeds", lang, first=seeds[0], second=seeds[1]))))
    heads = [say(key, lang) for key in ("report_setting", "beside_first", "beside_second", "cmp_difference",
                                        "cmp_interval", "cmp_pairs", "cmp_same")]  # fmt: skip
    for outcome in dict.fromkeys(each.outcome for each in found):
        table = [heads]
        for each in (shared for shared in found if shared.outcome == outcome):
            decimals = max(2, digits(abs(each.paired.difference) or 0.01, 2))
            means = [number(mean, decimals, signed=False) for mean in each.paired.means()]
            same = each.paired.shares()["same"]
            interval = f"[{number(each.interval.low, decimals)}, {number(each.interval.high, decimals)}]"
            table.append([
                ", ".join(f"{name}={value}" for name, value in each.settings.items()), *means,
                number(each.paired.difference, decimals), interval, str(each.paired.n),
                f"{same:.0%}" if each.paired.n else "-",
            ])  # fmt: skip
        click.echo(f"\n{outcome}\n{terminal.table(table)}")
    if out is not None:
        click.echo(say("written", lang, path=out))
