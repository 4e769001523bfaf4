"""Tables and sentences as a terminal shows them: no wider than it is, unless --wide was given."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Sequence

import click

from sim.cli.options import WIDE

GAP = 2  # columns of the terminal between columns of a table
LEAST, EASY, LONG = 12, 24, 32  # of a text that goes over several lines: at worst, to read with ease, without need


def is_wide() -> bool:
    """Whether every row and column was asked for."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(WIDE))


def room() -> int:
    """Columns of the terminal, or those that COLUMNS names; 80 where there is none."""
    return max(40, shutil.get_terminal_size((80, 24)).columns)


def table(
    rows: Sequence[Sequence[str]], left: int = 1, spare: Sequence[int] = (), texts: Sequence[int] = (), heads: int = 1
) -> str:
    """Rows of text in aligned columns, the first `left` to the left and the others to the right.

    What is wider than the terminal loses its `spare` columns, in that order, and is told so below; then heads and texts
    go over several lines. With --wide nothing does.

    Parameters
    ----------
    texts
        Columns that are texts, too, though they stand to the right.
    heads
        Rows of heads; the last one names the columns.
    """
    most = None if is_wide() else room()
    is_text = [i < left or i in texts for i in range(len(rows[0]))]
    kept = _kept(rows, is_text, spare, most, heads)
    shown = [[row[i] for i in kept] for row in rows]
    widths = _widths(shown, [is_text[i] for i in kept], most, heads)
    sides = [str.ljust if i < left else str.rjust for i in kept]
    lines = [line for row in shown for line in _lines(row, widths, sides)]
    gone = [name for i, name in enumerate(rows[heads - 1]) if i not in kept]
    return "\n".join([*lines, *_left_out(gone)])


def flow(text: str, indent: str = "", more: str | None = None) -> list[str]:
    """A sentence over lines no longer than the terminal is wide.

    Parameters
    ----------
    indent
        Before its first line.
    more
        Before every other; None: two columns further in, if the first is indented at all.
    """
    after = indent + ("  " if indent else "") if more is None else more
    return textwrap.wrap(text, room(), initial_indent=indent, subsequent_indent=after, break_on_hyphens=False)


def cut(text: str, width: int) -> str:
    """A sentence cut between words to a width; whole with --wide.

    >>> cut("The House approves.", 14)
    'The House…'
    """
    return text if len(text) <= width or is_wide() else text[: width - 1].rsplit(" ", 1)[0] + "…"


def _kept(
    rows: Sequence[Sequence[str]], is_text: Sequence[bool], spare: Sequence[int], most: int | None, heads: int
) -> list[int]:
    """Columns that there is room for: spare ones go, one by one, until texts have a few words a line."""
    kept, going = list(range(len(rows[0]))), list(spare)
    least = _least(rows, is_text, heads, EASY)
    while most is not None and going and _total([least[i] for i in kept]) > most:
        kept.remove(going.pop(0))
    return kept


def _least(rows: Sequence[Sequence[str]], is_text: Sequence[bool], heads: int, of_text: int) -> list[int]:
    """How narrow each column can be: heads and texts go over several lines between words, numbers never."""
    found = []
    for i in range(len(rows[0])):
        widest = max(len(row[i]) for row in rows)
        of_words = [row[i] for row in (rows if is_text[i] else rows[:heads])]
        word = max((len(word) for cell in of_words for word in cell.split()), default=0)
        number = max((len(row[i]) for row in rows[heads:]), default=0)
        found.append(min(widest, max(of_text, min(word, EASY))) if is_text[i] else max(word, number))
    return found


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)


def _widths(rows: Sequence[Sequence[str]], is_text: Sequence[bool], most: int | None, heads: int) -> list[int]:
    """The width of each column: that of its longest cell; where there is no room less.

    Long texts first, then heads, and only then texts that were short already.
    """
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for of_text, least in ((True, LONG), (False, LEAST), (True, LEAST)):
        bounds = _least(rows, is_text, heads, least)
        while most is not None and _total(widths) > most:
            wide = [i for i in range(len(widths)) if is_text[i] == of_text and widths[i] > bounds[i]]
            if not wide:
                break
            widths[max(wide, key=lambda i: widths[i] - bounds[i])] -= 1
    return widths


def _lines(row: Sequence[str], widths: Sequence[int], sides: Sequence[Callable[[str, int], str]]) -> list[str]:
    """A row over as many lines as its longest cell takes."""
    is_left = [side is str.ljust for side in sides]
    cells = [_wrapped(cell, width, left) for cell, width, left in zip(row, widths, is_left, strict=True)]
    lines = []
    for number in range(max(map(len, cells))):
        parts = [cell[number] if number < len(cell) else "" for cell in cells]
        padded = [side(part, width) for side, part, width in zip(sides, parts, widths, strict=True)]
        lines.append((" " * GAP).join(padded).rstrip())
    return lines


def _wrapped(cell: str, width: int, is_text: bool) -> list[str]:
    if len(cell) <= width:
        return [cell]
    before = " " * (len(cell) - len(cell.lstrip()))  # a part of the row above
    more = before + "  " if is_text else ""
    return textwrap.wrap(
        cell.lstrip(), width, initial_indent=before, subsequent_indent=more, break_on_hyphens=False
    )  # fmt: skip


def _left_out(names: Sequence[str]) -> list[str]:
    """What was left out for want of room."""
    if not names:
        return []
    from sim.words import say

    context = click.get_current_context(silent=True)
    lang = context.params.get("lang", "en") if context else "en"
    return ["", *flow(say("table_narrow", lang, names=", ".join(names)))]
