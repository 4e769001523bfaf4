"""Options and printing that several commands share."""

from __future__ import annotations

import json
import math
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sim.experiments.sweeps.ledger import Ledger

lang = click.option("--lang", type=click.Choice(["en", "es"]), default="en", show_default=True, help="Language.")
as_json = click.option("--json", "as_json", is_flag=True, help="Machine-readable output, and nothing else.")
variant = click.option("--variant", metavar="V", help="A variant of the scenario, or a file that holds one.")
settings = click.option(
    "--set", "settings", multiple=True, metavar="NAME=VALUE",
    help="A parameter (opinion.rate=2) or a field of the scenario (actors.rmalc.capability=3); repeatable.",
)  # fmt: skip
until = click.option("--until", metavar="MONTH", help="Stop after this month, such as 1993-12.")


def _error(ctx: click.Context, param: click.Parameter, value: str) -> float | str:
    """A coding error as typed, or `coded` for that of the case; its range is checked with the case."""
    if value == "coded":
        return value
    try:
        return float(value)
    except ValueError:
        raise click.BadParameter(f"'{value}' is no number; without one, put --jitter behind the case") from None


jitter = click.option(
    "--jitter", is_flag=False, flag_value="coded", default="0", metavar="[NUMBER]", callback=_error,
    help="Coding error of positions and saliences, up to this much either way; without a number as much as the case's "
    "two codings differ on average.",
)  # fmt: skip
seed = click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Seed of the study.")


def replicates(default: int) -> Callable[..., Any]:
    """The option `--replicates` with a default of its own."""
    return click.option(
        "--replicates", type=click.IntRange(1, 1_000_000), default=default, show_default=True, help="Number of runs."
    )


def own_name() -> str:
    """How this program was called, so that what is printed can be typed: `.venv/bin/python run.py`, or `coalitions`."""
    script, python, here = Path(sys.argv[0]), Path(sys.executable), Path.cwd()
    if script.suffix != ".py":
        return script.name
    if python.is_relative_to(here):
        python = python.relative_to(here)
    elif shutil.which("python") == str(python):
        python = Path("python")
    return shlex.join([str(python), str(script)])


def parse(texts: Sequence[str]) -> dict[str, Any]:
    """Settings from `name=value` texts; of those beyond the range of their parameter standard error is told.

    Raises
    ------
    sim.scenario.problem.ScenarioError
        For a text that is no setting, and for a name that is given twice.
    """
    from sim.scenario.problem import SETTING, Problem, ScenarioError
    from sim.scenario.variants import parse_setting
    from sim.words import beyond

    found: dict[str, Any] = {}
    twice: list[Problem] = []
    for name, value in map(parse_setting, texts):
        if name in found:
            twice.append(Problem(SETTING, 1, 1, name, f"is given twice (got {found[name]!r}, then {value!r})"))
        found.setdefault(name, value)
    if twice:
        raise ScenarioError(twice)
    context = click.get_current_context(silent=True)
    for line in beyond(found, "en" if context is None else context.params.get("lang", "en")):
        click.echo(line, err=True)
    return found


def jitter_words(error: tuple[float, float]) -> list[str]:
    """How a changed study names its coding error of positions and saliences; nothing where there is none.

    >>> jitter_words((0.2, 0.2)), jitter_words((0.125, 0.06777)), jitter_words((0.0, 0.0))
    (['0.2'], ['0.125, 0.0678'], [])
    """
    parts = [f"{each:.3g}" for each in dict.fromkeys(error)]
    return [", ".join(parts)] if any(error) else []


MOST_DAMAGED = 12  # damaged runs that are told one by one


def tell_of_code(ledger: Ledger, lang: str) -> None:
    """Say on standard error what somebody must know of the code of a sweep who reads its runs."""
    from sim.experiments.sweeps.source import notes

    for note in notes(ledger.manifest, lang):
        click.echo(f"{ledger.folder}: {note}", err=True)


def tell_of_runs(ledger: Ledger, lang: str) -> None:
    """Say on standard error which runs are left out since they are damaged, and what else concerns all of them."""
    from sim.words import say

    tell_of_code(ledger, lang)
    damaged = ledger.damaged()
    for run in damaged[:MOST_DAMAGED]:
        where = {"number": run.number, "point": run.point, "replicate": run.replicate}
        click.echo(f"{ledger.folder}: {say('run_damaged', lang, **where)}", err=True)
    if len(damaged) > MOST_DAMAGED:
        more = say("runs_damaged", lang, n=len(damaged) - MOST_DAMAGED)
        click.echo(f"{ledger.folder}: {more}", err=True)


def echo_json(value: Any) -> None:
    """Print JSON in which NaN is null; the same input gives the same bytes."""
    click.echo(json.dumps(without_nan(value), ensure_ascii=False, indent=1, allow_nan=False))


def without_nan(value: Any) -> Any:
    """A copy in which every NaN is None."""
    if isinstance(value, dict):
        return {key: without_nan(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [without_nan(item) for item in value]
    return None if isinstance(value, float) and math.isnan(value) else value


def table(rows: Sequence[Sequence[str]], left: int = 1) -> str:
    """Rows of text in aligned columns, the first `left` to the left and the others to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            cell.ljust(w) if i < left else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def cut(text: str, width: int) -> str:
    """A sentence cut between words to a width.

    >>> cut("The House approves.", 14)
    'The House…'
    """
    return text if len(text) <= width else text[: width - 1].rsplit(" ", 1)[0] + "…"


def share(value: float | None) -> str:
    """A share as people write it in tables: `.539`, `1.000`, or a dash."""
    if value is None or math.isnan(value):
        return "-"
    text = f"{value:.3f}"
    return text[1:] if text.startswith("0.") else text


@contextmanager
def progress(total: int, what: str) -> Iterator[Callable[[int], None]]:
    """A bar on standard error; none where that is no terminal, and none under two seconds."""
    from tqdm import tqdm

    with tqdm(total=total, desc=what, unit="run", disable=None, leave=False, delay=2) as bar:
        yield lambda done: bar.update(done - bar.n)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A folder to write into that takes its name only once all is there.

    Raises
    ------
    click.UsageError
        If the name is taken, or cannot be written.
    """
    from sim.whole import folder_for

    refuse_taken(path)
    with writing(f"--out {path}"), folder_for(path):
        draft = Path(tempfile.mkdtemp(prefix=".", suffix=".part", dir=path.parent))
        try:
            yield draft
            if path.exists():
                path.rmdir()
            draft.chmod(0o755)
            draft.rename(path)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def writing(what: str) -> Iterator[None]:
    """Tell what cannot be written, and why: a full disk, no right to, a name that is too long.

    Parameters
    ----------
    what
        An option with its value, or a path.

    Raises
    ------
    click.UsageError
        In place of what the system raises.
    """
    try:
        yield
    except OSError as wrong:
        raise click.UsageError(f"{what}: cannot be written: {wrong.strerror or wrong}") from None


def refuse_taken(path: Path, option: str = "--out") -> None:
    """Refuse a name that a file or a folder with something in it has, or that cannot be written, before work is done.

    Raises
    ------
    click.UsageError
        If it is taken, too long, or in a place that may not be written.
    """
    from sim.whole import check_place

    with writing(f"{option} {path}"):
        is_taken = path.exists() and (not path.is_dir() or any(path.iterdir()))
        check_place(path)
    if is_taken:
        what = "is there already; nothing was changed. Give another name or remove it."
        raise click.UsageError(f"{option} {path}: {what}")
