"""Commands that show how the model stands: ladder."""

from __future__ import annotations

import textwrap
from collections import Counter
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import click

from sim.cli import options, terminal

if TYPE_CHECKING:
    from sim.evidence.record import Row

INDENT = 13
KEYS = {verdict: verdict for verdict in ("exact", "inside", "tie", "miss")}  # of words
KEYS |= {"no test": "no_test", "data not here": "no_data"}


@click.command()
@click.option("--quick", is_flag=True, help="Fewer repetitions in the rows on data; under three minutes.")
@options.lang
@options.as_json
def ladder(quick: bool, lang: str, as_json: bool) -> None:
    """Published and documented figures beside ours and a baseline: exact, inside, tie or miss."""
    from sim.evidence.ladder import climb
    from sim.words import rendered, say

    rows = climb(quick, None if as_json else lambda what: click.echo(f"... {rendered(what, lang)}", err=True))
    if as_json:
        keys = ("test", "target", "ours", "baseline", "verdict")
        options.echo_json({"rows": [{key: asdict(row)[key] for key in keys} for row in rows]})
        return
    for row in rows if lang == "en" else _of_claims(rows, lang):
        click.echo(_block(row, lang))
    counts = Counter(row.verdict for row in rows)
    click.echo(", ".join(say(f"ladder_count_{KEYS[verdict]}", lang, n=count) for verdict, count in counts.items()))


def _of_claims(rows: list[Row], lang: str) -> list[Row]:
    """Rows in which the text of a claim stands in a language, where a row has one."""
    from sim.evidence.signs import CASE, TEST
    from sim.scenario.load import load_scenario
    from sim.words import label

    texts = {each.text.en: label(each.text, lang) for each in load_scenario(CASE).claims.values()}
    told = [(row, row.what.partition(": ")) for row in rows]
    return [
        replace(row, what=f"{head}: {texts[text]}") if row.test == TEST and text in texts else row
        for row, (head, _, text) in told
    ]


def _block(row: Row, lang: str) -> str:
    """A row of the ladder over a few lines: verdict and question, then target, ours and baseline below each other."""
    from sim.words import rendered, say

    counts = [f"n {row.n}"] if row.n is not None else []
    counts += [say("ladder_seed", lang, seed=row.seed)] if row.seed is not None else []
    what = rendered(row.what, lang)
    room = terminal.room() - INDENT
    lines = textwrap.wrap(f"{what} ({', '.join(counts)})" if counts else what, room)
    head = f"{row.test:<4} {say(f'ladder_{KEYS[row.verdict]}', lang):<7} " + f"\n{' ' * INDENT}".join(lines)
    for name in ("target", "ours", "baseline"):
        text = textwrap.wrap(rendered(getattr(row, name), lang), room - 9) or [""]
        head += f"\n{' ' * INDENT}{say(f'ladder_{name}', lang):<9}" + f"\n{' ' * (INDENT + 9)}".join(text)
    return head + "\n"


COMMANDS = (ladder,)
