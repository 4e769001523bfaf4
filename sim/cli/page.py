"""Commands of the seminar page: page."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli import options

if TYPE_CHECKING:
    from sim.page import Page

NONE = "none"
MOST = 3_000_000  # bytes of a page that any laptop opens in a second


@click.command()
@options.case
@options.out("The file to write; CASE.html if left out.")
@options.replicates(40)
@options.seed
@click.option("--replicate", type=click.IntRange(min=0), default=0, show_default=True, help="The run that is shown.")
@options.until
@options.several(
    "--variant", "variants", metavar="V", shell_complete=options.variants_of,
    help="Variants to hold, or none; repeatable, or with commas; all if left out.",
)  # fmt: skip
@options.several(
    "--slider", "sliders", metavar="NAME",
    help="Parameters to move, or none; repeatable, or with commas; the five that matter most if left out.",
)  # fmt: skip
@options.several(
    "--removal", "removals", metavar="ID",
    help="Actors to remove, or none; repeatable, or with commas; everybody if left out.",
)  # fmt: skip
@options.lang
@options.as_json
def page(
    case: str, out: Path | None, replicates: int, seed: int, replicate: int, until: str | None,
    variants: tuple[str, ...], sliders: tuple[str, ...], removals: tuple[str, ...], lang: str, as_json: bool,
) -> None:  # fmt: skip
    """A case as one HTML file for a seminar: it opens offline, by a double click, and asks nothing of any server."""
    from sim.page import Page, check_writable
    from sim.words import say

    made = Page(
        case, replicates=replicates, seed=seed, replicate=replicate, until=until, variants=_asked(variants),
        sliders=_asked(sliders), removals=_asked(removals), lang=lang, command=command(),
    )  # fmt: skip
    path = out or Path(f"{made.study.ensemble.setting.scenario}.html")
    check_writable(path)
    counts = {"sliders": len(made.sliders), "variants": len(made.variants), "removals": len(made.removals)}
    if not as_json:
        click.echo(say("seminar_plan", lang, settings=len(made.choices), runs=made.n_runs, **counts))
    with options.progress(made.n_runs, made.study.ensemble.setting.scenario) as report:
        made.progress = report
        size = made.save(path).stat().st_size
    if as_json:
        options.echo_json(_record(made, path, size))
        return
    click.echo(say("written", lang, path=path))
    click.echo(_holds(made, size, lang))


def _asked(names: tuple[str, ...]) -> list[str] | None:
    """What was named; nothing for `none`, everything where nothing was named."""
    if not names:
        return None
    if NONE in names and len(names) > 1:
        raise click.UsageError(f"{NONE}: stands alone (got {', '.join(names)})")
    return [] if NONE in names else list(names)


def command() -> str:
    """How this program is called, without a path of this machine: a page is passed on."""
    name, script = options.own_name(), Path(sys.argv[0])
    if not any(Path(part).is_absolute() for part in shlex.split(name)):
        return name
    return f"python {script.name}" if script.suffix == ".py" else script.name


def _holds(made: Page, size: int, lang: str) -> str:
    from sim.words import say

    study = made.study
    text = say(
        "seminar_holds", lang, settings=len(made.choices), replicates=study.replicates,
        months=study.subject.n_months, size=f"{size / 1e6:.2f}",
    )  # fmt: skip
    return f"{text}; {say('seminar_too_large', lang, most=MOST // 1_000_000)}" if size > MOST else text


def _record(made: Page, path: Path, size: int) -> dict[str, Any]:
    """What `--json` prints: what the page holds, with the size of each history in characters."""
    study = made.study
    return {
        "file": str(path), "bytes": size, "case": study.ensemble.setting.scenario, "digest": study.loaded.digest,
        "seed": study.seed, "replicate": study.replicate, "replicates": study.replicates, "runs": made.n_runs,
        "months": list(study.ensemble.setting.months[:: study.subject.n_months - 1 or 1]),
        "settings": [{"id": each["id"], "size": len(each["blob"])} for each in made.data["settings"]],
    }  # fmt: skip


COMMANDS = (page,)
