"""Commands that show how the model stands: ladder."""

from __future__ import annotations

import textwrap
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from sim.cli import options

if TYPE_CHECKING:
    from sim.evidence.record import Row

WIDTH, INDENT = 100, 13


@click.command()
@click.option("--quick", is_flag=True, help="Fewer repetitions in the rows on data; under three minutes.")
@options.as_json
def ladder(quick: bool, as_json: bool) -> None:
    """Published and documented figures beside ours and a baseline: exact, inside, tie or miss."""
    from sim.evidence.ladder import climb

    rows = climb(quick, None if as_json else lambda what: click.echo(f"... {what}", err=True))
    if as_json:
        keys = ("test", "target", "ours", "baseline", "verdict")
        options.echo_json({"rows": [{key: asdict(row)[key] for key in keys} for row in rows]})
        return
    for row in rows:
        click.echo(_block(row))
    counts = {
        verdict: sum(row.verdict == verdict for row in rows) for verdict in dict.fromkeys(r.verdict for r in rows)
    }
    click.echo(", ".join(f"{count} {verdict}" for verdict, count in counts.items()))


def _block(row: Row) -> str:
    """A row of the ladder over a few lines: verdict and question, then target, ours and baseline below each other."""
    counts = ", ".join(f"{name} {value}" for name, value in (("n", row.n), ("seed", row.seed)) if value is not None)
    lines = textwrap.wrap(f"{row.what} ({counts})" if counts else row.what, WIDTH)
    head = f"{row.test:<4} {row.verdict:<7} " + f"\n{' ' * INDENT}".join(lines)
    for name in ("target", "ours", "baseline"):
        text = textwrap.wrap(getattr(row, name), WIDTH - 9) or [""]
        head += f"\n{' ' * INDENT}{name:<9}" + f"\n{' ' * (INDENT + 9)}".join(text)
    return head + "\n"


COMMANDS = (ladder,)
