"""The command that brings files of format 1 up to format 2."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli import options

if TYPE_CHECKING:
    from sim.scenario.format1.upgrade import Upgraded


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Tell what would be changed, and write nothing.")
@options.lang
def upgrade(path: Path, dry_run: bool, lang: str) -> None:
    """Bring a scenario of format 1, or a file of a variant, up to format 2; comments and layout stay."""
    from sim.scenario.find import MAIN_FILE
    from sim.scenario.format1.upgrade import RECORDS
    from sim.scenario.format1.upgrade import upgrade as upgrade_files
    from sim.words import say

    found = upgrade_files(path, write=not dry_run)
    changed = [each for each in found if each.text is not None]
    if not changed:
        click.echo(say("upgrade_nothing", lang, path=path))
        return
    for each in changed:
        _tell(each, dry_run, lang)
    folder = next((each.path.parent for each in changed if each.path.name == MAIN_FILE), None)
    if folder is not None and (records := [name for name in RECORDS if (folder / name).exists()]):
        click.echo(say("upgrade_records", lang, names=", ".join(records)))
    if dry_run:
        click.echo(say("upgrade_dry", lang))


def _tell(file: Upgraded, is_dry: bool, lang: str) -> None:
    from sim.words import say

    key = "upgrade_would" if is_dry else "upgrade_done"
    click.echo(say(key, lang, path=file.path, renamed=file.renamed, dropped=len(file.dropped)))
    for each in file.dropped:
        why = each.why[lang == "es"] if each.why is not None else ""
        click.echo(say("upgrade_dropped", lang, path=file.path, line=each.location.line, name=each.old, why=why))


COMMANDS = (upgrade,)
