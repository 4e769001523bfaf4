"""Commands that show how the model stands: ladder."""

from __future__ import annotations

from dataclasses import asdict

import click

from sim.cli import options


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
    cells = [["test", "verdict", "what", "target", "ours", "baseline", "n", "seed"]]
    for row in rows:
        numbers = ["-" if value is None else str(value) for value in (row.n, row.seed)]
        cells.append([row.test, row.verdict, row.what, row.target, row.ours, row.baseline, *numbers])
    click.echo(options.table(cells, left=6))
    counts = {
        verdict: sum(row.verdict == verdict for row in rows) for verdict in dict.fromkeys(r.verdict for r in rows)
    }
    click.echo("\n" + ", ".join(f"{count} {verdict}" for verdict, count in counts.items()))


COMMANDS = (ladder,)
