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
    from sim.experiments.crate.seal import About
    from sim.experiments.sweeps.ledger import Ledger


WIDE = "coalitions.wide"  # in the notes of a command: whether --wide was given


class Option(click.Option):
    """An option that is still taken under spellings of earlier versions, which help and completion no longer show."""

    def __init__(self, *words: Any, old: Sequence[str] = (), **more: Any) -> None:
        super().__init__(*words, **more)
        self.old = list(old)

    def add_to_parser(self, parser: Any, ctx: click.Context) -> None:
        """Take the old spellings, too."""
        shown = self.opts
        self.opts = [*shown, *self.old]
        super().add_to_parser(parser, ctx)
        self.opts = shown


def several(*words: str, **more: Any) -> Callable[..., Any]:
    """An option that takes one name or several: repeated, with commas between them, or both."""
    return click.option(*words, cls=Option, multiple=True, callback=_split, **more)


def out(about: str, **more: Any) -> Callable[..., Any]:
    """The option that says where something is written."""
    given: dict[str, Any] = {"type": click.Path(path_type=Path), "metavar": "PATH"} | more
    return click.option("-o", "--out", "out", help=about, **given)


def figure(about: str) -> Callable[..., Any]:
    """The option that asks for figures, and says where."""
    return click.option("--figure", type=click.Path(path_type=Path), metavar="PATH", help=about)


def _split(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def cases(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Names of cases that begin like what is typed; for shells."""
    from sim.scenario.find import list_cases

    return [folder.name for folder in list_cases() if folder.name.startswith(incomplete)]


def variants_of(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The variants of the case on the command line that begin like what is typed; for shells."""
    from sim.scenario.load import load_scenario
    from sim.scenario.problem import ScenarioError

    before, comma, last = incomplete.rpartition(",")
    case = ctx.params.get("case") or next(iter(ctx.args), "")  # the latter while the option lacks its value
    try:
        known = ["baseline", *load_scenario(case).variants]
    except ScenarioError:
        return []
    return [before + comma + name for name in known if name.startswith(last)]


def _keep_wide(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    ctx.meta[WIDE] = value


case = click.argument("case", shell_complete=cases)
some_case = click.argument("case", required=False, shell_complete=cases)
lang = click.option("--lang", type=click.Choice(["en", "es"]), default="en", show_default=True, help="Language.")
as_json = click.option("--json", "as_json", is_flag=True, help="Machine-readable output, and nothing else.")
variant = click.option(
    "--variant", metavar="V", shell_complete=variants_of, help="A variant of the scenario, or a file that holds one."
)
wide = click.option(
    "--wide", is_flag=True, expose_value=False, callback=_keep_wide,
    help="Every row and column, and nothing cut, however wide.",
)  # fmt: skip
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
    """Print JSON in which NaN is null and infinity a word; the same input gives the same bytes."""
    click.echo(json.dumps(without_nan(value), ensure_ascii=False, indent=1, allow_nan=False))


def without_nan(value: Any) -> Any:
    """A copy in which every NaN is None, and what is infinite "inf" or "-inf"."""
    if isinstance(value, dict):
        return {key: without_nan(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [without_nan(item) for item in value]
    if not isinstance(value, float) or math.isfinite(value):
        return value
    return None if math.isnan(value) else str(float(value))


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
def whole_folder(path: Path, option: str = "--out") -> Iterator[Path]:
    """A folder, given after an option, to write into that takes its name only once all is there.

    Raises
    ------
    click.UsageError
        If the name is taken, or cannot be written.
    """
    from sim.whole import folder_for

    refuse_taken(path, option)
    with writing(f"{option} {path}"), folder_for(path):
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


def write_table(path: Path, rows: Sequence[dict[str, Any]], about: About) -> None:
    """Write rows as a CSV and, beside it, what it is; all or nothing.

    Raises
    ------
    click.UsageError
        If it cannot be written.
    """
    import pandas as pd

    from sim.experiments.crate.seal import seal_file
    from sim.whole import or_nothing, write_whole

    with writing(f"--out {path}"), or_nothing(path):
        write_whole(path, lambda part: pd.DataFrame(rows).to_csv(part, index=False))
        seal_file(path, about)


def refuse_taken(path: Path, option: str = "--out") -> None:
    """Refuse a name, given after an option, that is taken by a file or a full folder, or that cannot be written.

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
