"""Commands on the records of a sweep: verify, export."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli import options

if TYPE_CHECKING:
    from sim.experiments.sweeps.ledger import Ledger

folder = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
moved = click.option("--case", metavar="CASE", help="Where the case lies now, if elsewhere than when it was run.")


@click.command()
@folder
@click.option("--runs", type=click.IntRange(1), default=10, show_default=True, help="How many to compute again.")
@click.option("--seed", type=click.IntRange(min=0), help="Of the choice; left out: others every time.")
@moved
@options.lang
@options.as_json
def verify(folder: Path, runs: int, seed: int | None, case: str | None, lang: str, as_json: bool) -> None:
    """Check the digests of all stored runs, and compute a random handful of them again from their own records."""
    from sim.experiments.sweeps.ledger import Ledger, StorageError
    from sim.experiments.sweeps.verify import verify as verify_runs
    from sim.words import say, told

    with Ledger.open(folder) as ledger:
        options.tell_of_code(ledger, lang)
        with options.progress(runs, "verify") as report:
            found = verify_runs(ledger, runs, seed, case, report)
        # A folder that cannot be written can still be verified; other code says nothing of these runs.
        with suppress(StorageError):
            if not found.changed:
                ledger.note("verified", {"n": len(found.numbers), "matched": found.n_same})
        names = ("python", "numpy")
        versions = {name: {**ledger.manifest["machine"], **ledger.manifest["packages"]}[name] for name in names}
    if as_json:
        options.echo_json(found.record())
    else:
        done = {"same": found.n_same, "n": len(found.numbers), "stored": found.n_stored}
        click.echo(say("verify_same", lang, **done, **versions))
        for change in found.changed:
            click.echo(say("verify_changed", lang, what=told(change, lang)))
        for each in found.mismatches:
            place = {"number": each.number, "point": each.point, "replicate": each.replicate}
            click.echo(say(f"verify_{each.why}", lang, **place, message=each.message))
        if not found.is_sound and not found.changed and not found.mismatches:
            click.echo(say("verify_unrecorded", lang, stored=found.n_stored))
    if not found.is_sound:
        sys.exit(1)


@click.command()
@folder
@click.option("--format", "kind", type=click.Choice(["csv", "parquet", "graphml", "salib"]), default="csv",
              show_default=True, help="A table of runs, a network of ties, or a folder for SALib and EMA.")  # fmt: skip
@options.out("File, or folder with salib.", required=True)
@click.option("--point", type=click.IntRange(min=0), default=0, show_default=True, help="graphml: which setting.")
@click.option("--replicate", type=click.IntRange(min=0), help="graphml: which run; left out: shares of all its runs.")
@click.option("--month", metavar="MONTH", help="graphml: at the end of which month; left out: the last.")
@moved
@options.lang
def export(
    folder: Path,
    kind: str,
    out: Path,
    point: int,
    replicate: int | None,
    month: str | None,
    case: str | None,
    lang: str,
) -> None:
    """Write the runs of a sweep for other programs; rows stand in the order of the plan."""
    from sim.experiments.sweeps import export as files
    from sim.experiments.sweeps.ledger import Ledger
    from sim.words import say

    options.refuse_taken(out)
    with Ledger.open(folder) as ledger:
        options.tell_of_code(ledger, lang)
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            if kind == "graphml":
                files.write_graphml(files.ties(ledger.plan, point, replicate, month, case), out)
            elif kind == "salib":
                sample = files.write_salib(ledger, out)
                if sample.dropped:
                    click.echo(say("export_dropped", lang, n=len(sample.dropped), runs=sample.missing_runs), err=True)
            else:
                (files.write_csv if kind == "csv" else files.write_parquet)(ledger, out)
        except OSError as wrong:
            raise click.UsageError(f"--out {out}: cannot be written: {wrong.strerror or wrong}") from None
        _warn_of_gaps(ledger, lang)
    click.echo(say("written", lang, path=out))


def _warn_of_gaps(ledger: Ledger, lang: str) -> None:
    from sim.words import say

    counts = ledger.counts()
    if counts["pending"] or counts["failed"]:
        click.echo(say("export_gaps", lang, **counts), err=True)


COMMANDS = (verify, export)
