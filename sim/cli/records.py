"""Commands on the records of a sweep: verify, export."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli import options

if TYPE_CHECKING:
    from sim.experiments.crate.check import Files
    from sim.experiments.sweeps.ledger import Ledger
    from sim.experiments.sweeps.verify import Verification

folder = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
moved = click.option("--case", metavar="CASE", help="Where the case lies now, if elsewhere than when it was run.")


@click.command()
@click.argument("folder", metavar="PATH", type=click.Path(path_type=Path))
@click.option("--runs", type=click.IntRange(1), default=10, show_default=True, help="How many to compute again.")
@click.option("--seed", type=click.IntRange(min=0), help="Of the choice; left out: others every time.")
@moved
@options.lang
@options.as_json
def verify(folder: Path, runs: int, seed: int | None, case: str | None, lang: str, as_json: bool) -> None:
    """Check the digests of all stored runs, and compute a random handful of them again from their own records.

    PATH is the folder of a sweep, that of `run --out`, or any other file or folder with an RO-Crate: of all of them the
    files are compared with the digests there.
    """
    from sim.experiments.crate.check import check_files, crate_of

    crate = crate_of(folder)
    files = None if crate is None else check_files(crate)
    if files is None or (folder / "ledger.sqlite").exists():
        found, versions = _of_sweep(folder, runs, seed, case, lang)
    elif (folder / "outcomes.csv").is_file():
        found, versions = _of_runs(folder, runs, seed, case)
    else:
        found, versions = None, {}
    if as_json:
        told = {} if found is None else found.record()
        options.echo_json(told | ({} if files is None else {"files": asdict(files) | {"sound": files.is_sound}}))
    else:
        for line in [*_lines(found, versions, lang), *_of_files(files, lang)]:
            click.echo(line)
    if (found is not None and not found.is_sound) or (files is not None and not files.is_sound):
        sys.exit(1)


def _of_runs(folder: Path, runs: int, seed: int | None, case: str | None) -> tuple[Verification, dict[str, str]]:
    """Runs that `run --out` wrote, computed again."""
    from sim.experiments.crate.check import check_runs
    from sim.experiments.sweeps import source

    with options.progress(runs, "verify") as report:
        found = check_runs(folder, runs, seed, case, report)
    return found, {name: {**source.machine(), **source.packages()}[name] for name in ("python", "numpy")}


def _of_sweep(
    folder: Path, runs: int, seed: int | None, case: str | None, lang: str
) -> tuple[Verification, dict[str, str]]:
    """Stored runs of a sweep, computed again; what came of it is noted there."""
    from sim.experiments.sweeps.ledger import Ledger, StorageError
    from sim.experiments.sweeps.verify import verify as verify_runs

    with Ledger.open(folder) as ledger:
        options.tell_of_code(ledger, lang)
        with options.progress(runs, "verify") as report:
            found = verify_runs(ledger, runs, seed, case, report)
        # A folder that cannot be written can still be verified; other code says nothing of these runs.
        with suppress(StorageError):
            if found.numbers and not found.changed:
                ledger.note("verified", {"n": len(found.numbers), "matched": found.n_same})
        names = ("python", "numpy")
        return found, {name: {**ledger.manifest["machine"], **ledger.manifest["packages"]}[name] for name in names}


def _lines(found: Verification | None, versions: dict[str, str], lang: str) -> list[str]:
    """What came of computing runs again, in words."""
    from sim.words import say, told

    if found is None:
        return []
    done = {"same": found.n_same, "n": len(found.numbers), "stored": found.n_stored}
    lines = [say("verify_same", lang, **done, **versions)] if found.n_stored else []
    lines += [say("verify_changed", lang, what=told(change, lang)) for change in found.changed]
    for each in found.mismatches:
        place = {"number": each.number, "point": each.point, "replicate": each.replicate}
        lines.append(say(f"verify_{each.why}", lang, **place, message=each.message))
    if not found.n_stored and not found.mismatches:
        lines.append(say("verify_nothing", lang))
    elif not found.is_sound and not found.changed and not found.mismatches:
        lines.append(say("verify_unrecorded", lang, stored=found.n_stored))
    return lines


def _of_files(files: Files | None, lang: str) -> list[str]:
    """What came of comparing files with their crate, in words."""
    from sim.words import say

    if files is None:
        return []
    lines = [say("verify_file_changed", lang, name=name) for name in files.changed]
    lines += [say("verify_file_missing", lang, name=name) for name in files.missing]
    return lines or [say("verify_files", lang, n=files.n)]


@click.command()
@folder
@click.option("--format", "kind", type=click.Choice(["csv", "parquet", "graphml", "salib", "waves"]), default="csv",
              show_default=True, help="A table of runs, a network of ties, a folder for SALib and EMA, or "
              "one of ties at several dates with all changes between them, for RSiena and goldfish.")  # fmt: skip
@options.out("File, or folder with salib and waves.", required=True)
@click.option("--point", type=click.IntRange(min=0), default=0, show_default=True,
              help="graphml, waves: which setting.")  # fmt: skip
@click.option("--replicate", type=click.IntRange(min=0),
              help="graphml, waves: which run; left out: shares of all its runs; of waves, the first.")  # fmt: skip
@options.several("--month", "months", metavar="MONTH", help="graphml: at the end of which month; left out: the last. "
                 "waves: of two or more; repeatable, or with commas.")  # fmt: skip
@moved
@options.lang
def export(
    folder: Path,
    kind: str,
    out: Path,
    point: int,
    replicate: int | None,
    months: tuple[str, ...],
    case: str | None,
    lang: str,
) -> None:
    """Write the runs of a sweep for other programs; rows stand in the order of the plan.

    Beside them stand what they are and how to cite them, as an RO-Crate and a data package.
    """
    from sim.experiments.sweeps import export as files
    from sim.experiments.sweeps.ledger import Ledger
    from sim.experiments.sweeps.waves import waves, write_waves
    from sim.whole import or_nothing
    from sim.words import say

    options.refuse_taken(out)
    if kind == "graphml" and len(months) > 1:
        raise click.UsageError(say("export_one_month", lang, months=", ".join(months)))
    with Ledger.open(folder) as ledger:
        options.tell_of_runs(ledger, lang)
        with options.writing(f"--out {out}"), or_nothing(out):
            if kind == "graphml":
                month = months[0] if months else None
                files.write_graphml(files.ties(ledger.plan, point, replicate, month, case), out)
            elif kind == "waves":
                write_waves(waves(ledger.plan, months, point, replicate, case), out)
            elif kind == "salib":
                sample = files.write_salib(ledger, out)
                if sample.dropped:
                    click.echo(say("export_dropped", lang, n=len(sample.dropped), runs=sample.missing_runs), err=True)
            else:
                (files.write_csv if kind == "csv" else files.write_parquet)(ledger, out)
            _seal(out, ledger, kind, {"point": point, "replicate": replicate, "months": list(months)}, case)
        _warn_of_gaps(ledger, lang)
    click.echo(say("written", lang, path=out))


def _seal(out: Path, ledger: Ledger, kind: str, asked: dict[str, Any], case: str | None) -> None:
    """Say beside an export what it is."""
    from dataclasses import replace

    from sim.experiments.crate.seal import seal, seal_file
    from sim.experiments.sweeps.sweep import about
    from sim.experiments.sweeps.waves import TABLES

    of_sweep = about(ledger, f"export of a sweep as {kind}", case)
    more = {name: value for name, value in asked.items() if kind in ("graphml", "waves") and value not in (None, [])}
    tables = TABLES if kind == "waves" else {out.name: "outcomes"}
    described = replace(of_sweep, numbers={**of_sweep.numbers, **more}, tables=tables, suffix=f".{kind}")
    (seal if out.is_dir() else seal_file)(out, described)


def _warn_of_gaps(ledger: Ledger, lang: str) -> None:
    from sim.words import say

    counts = ledger.counts()
    if counts["pending"] or counts["failed"] or counts["damaged"]:
        click.echo(say("export_gaps", lang, **counts), err=True)


COMMANDS = (verify, export)
