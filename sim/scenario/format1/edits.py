"""Changes names in the text of a file where they stand, and nothing else: comments, order, quotes and layout stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from sim.scenario.format1.convert import Move
from sim.scenario.problem import ScenarioError, problem_at

_LINE_END = re.compile(r"\r\n|\r|\n")
_ALIAS = re.compile(r"\*[^\s,\[\]{}]+")


@dataclass(frozen=True, slots=True)
class _Edit:
    """New text from one offset to another."""

    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class _Spot:
    """A key, a word or an element: its own node, and what it stands in as which entry."""

    name: Node
    holder: CollectionNode | None = None
    number: int = 0


def edit_yaml(text: str, moves: Iterable[Move]) -> str:
    """Change names of a YAML file.

    Parameters
    ----------
    text
        As read, without a byte order mark.
    moves
        Keys, words, and elements of lists, by the locations at which the reader found them.

    Raises
    ------
    ScenarioError
        If a name is written so that it cannot be found in the text, with escapes.
    """
    spots = {(spot.name.start_mark.line + 1, spot.name.start_mark.column + 1): spot for spot in _spots(_root(text))}
    edits, problems = list[_Edit](), []
    gone: dict[int, tuple[CollectionNode, list[int]]] = {}
    for move in moves:
        spot = spots[move.location.line, int(move.location.column)]
        at = text.rfind(move.old, spot.name.start_mark.index, spot.name.end_mark.index)
        if move.new is None and spot.holder is not None:
            gone.setdefault(id(spot.holder), (spot.holder, []))[1].append(spot.number)
        elif move.new is None or at < 0:
            problems.append(problem_at(move.location, "", f"write it as {move.old!r}, without escapes"))
        else:
            edits.append(_Edit(at, at + len(move.old), move.new))
    if problems:
        raise ScenarioError(problems)
    for holder, numbers in gone.values():
        edits += _without(text, holder, sorted({*numbers}))
    return _edited(text, edits)


def with_format(text: str, number: int) -> str:
    """Put the number of the format before the first key of a YAML file that says nothing of it."""
    root = _root(text)
    at = root.value[0][0].start_mark.index
    found = _LINE_END.search(text)
    end = ", " if root.flow_style else found[0] if found else "\n"
    return f"{text[:at]}format: {number}{end}{text[at:]}"


def _root(text: str) -> MappingNode:
    return YAML(typ="safe", pure=True).compose(text)


def _spots(node: Node) -> Iterator[_Spot]:
    """Walk all keys, words and elements; what an alias repeats is met again, at the same location."""
    if isinstance(node, MappingNode):
        for number, (key, child) in enumerate(node.value):
            yield from _spots(child)
            yield _Spot(key, node, number)
    elif isinstance(node, SequenceNode):
        for number, child in enumerate(node.value):
            yield from _spots(child)
            if isinstance(child, ScalarNode):
                yield _Spot(child, node, number)
    else:
        yield _Spot(node)


def _without(text: str, holder: CollectionNode, numbers: Sequence[int]) -> list[_Edit]:
    """Take entries away: their lines, or in brackets what stands between commas."""
    spans = [_span(text, entry) for entry in holder.value]
    if not holder.flow_style:
        return [_lines(text, *spans[number]) for number in numbers]
    kept = [number for number in range(len(spans)) if number not in numbers]
    if not kept:
        return [_Edit(spans[0][0], spans[-1][1])]
    ends = [_Edit(spans[kept[-1]][1], spans[-1][1])] if kept[-1] < numbers[-1] else []
    return ends + [_Edit(spans[number][0], spans[number + 1][0]) for number in numbers if number < kept[-1]]


def _span(text: str, entry: Node | tuple[Node, Node]) -> tuple[int, int]:
    """Where an entry of a mapping or list starts and ends; of an alias the nodes are elsewhere, and earlier."""
    first, last = entry if isinstance(entry, tuple) else (entry, entry)
    start, end = first.start_mark.index, _end(last)
    if end < start:
        alias = _ALIAS.search(text, first.end_mark.index)
        end = alias.end() if alias else first.end_mark.index
    return start, end


def _end(node: Node) -> int:
    """Give the offset behind a value; a block ends with its last word rather than before the next one."""
    if not isinstance(node, CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)


def _lines(text: str, start: int, end: int) -> _Edit:
    first = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    after = _LINE_END.search(text, end)
    return _Edit(first, after.end() if after else len(text))


def _edited(text: str, edits: Iterable[_Edit]) -> str:
    """Make edits; what lies within another one is part of it, and what an alias repeats is made once."""
    pieces, done = [], 0
    for edit in sorted(set(edits), key=lambda each: (each.start, -each.end)):
        if edit.end > done:
            pieces += [text[done : max(edit.start, done)], edit.text]
            done = edit.end
    return "".join([*pieces, text[done:]])


def edit_claims(text: str, delimiter: str, moves: Iterable[Move]) -> str:
    """Change paths in the cells of claims.csv.

    Parameters
    ----------
    text
        As read, without a byte order mark.
    delimiter
        Between its cells.
    moves
        Paths, by line.
    """
    by_line: dict[int, dict[str, str | None]] = {}
    for move in moves:
        by_line.setdefault(move.location.line, {})[move.old] = move.new
    (_, header), *rows = _rows(text, delimiter)
    column = next(number for number, (start, end) in enumerate(header) if text[start:end].strip(' "') == "where")
    edits = []
    for line, cells in rows:
        if line in by_line:
            start, end = cells[column]
            edits.append(_Edit(start, end, _paths(text[start:end], delimiter, by_line[line])))
    return _edited(text, edits)


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Give each row that is not empty: the line that it starts on, and where its cells start and end."""
    pattern = re.compile(rf'("(?:[^"]|"")*"|[^{delimiter}\r\n]*)({delimiter}|\r\n|\r|\n|\Z)')
    at, line, first = 0, 1, 1
    cells: list[tuple[int, int]] = []
    while at < len(text):
        cell = pattern.match(text, at)
        assert cell is not None, "the reader has read this row"
        cells.append(cell.span(1))
        line += len(_LINE_END.findall(cell[0]))
        at = cell.end()
        if cell[2] != delimiter or at == len(text):
            if any(text[start:end].strip() for start, end in cells):
                yield first, cells
            cells, first = [], line


def _paths(cell: str, delimiter: str, moves: dict[str, str | None]) -> str:
    is_quoted = cell.startswith('"')
    parts = (cell.strip()[1:-1] if is_quoted else cell).split(";")
    kept = []
    for part in parts:
        new = moves.get(part.strip(), part.strip())
        kept += [] if new is None else [part.replace(part.strip(), new)]
    told = ";".join(kept).strip() if len(kept) < len(parts) else ";".join(kept)
    return f'"{told}"' if is_quoted or delimiter in told else told
