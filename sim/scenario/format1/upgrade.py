"""Brings files of format 1 up to format 2 where they stand: all of them, or none if anything is wrong with one."""

from __future__ import annotations

import codecs
import re
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.scenario.find import MAIN_FILE, find_case
from sim.scenario.format1.convert import Converted, Move, convert_case, convert_file, is_old
from sim.scenario.format1.edits import edit_claims, edit_yaml, with_format
from sim.scenario.format1.names import NEW, OLD
from sim.scenario.format1.notice import OldFormatWarning
from sim.scenario.keys.outcomes import VariantFile
from sim.scenario.load import read_case, validate_case
from sim.scenario.problem import Location, Problem, ScenarioError
from sim.scenario.reading.node import Node, plain
from sim.scenario.reading.table_file import read_table
from sim.scenario.reading.tables import read_unscored
from sim.scenario.reading.wording import validate
from sim.scenario.reading.yaml_file import parse_yaml, read_text, read_yaml

_CLAIMS = "claims.csv"
_YAML = (".yaml", ".yml")
_KEYS = [re.compile(rb"^[\"']?%s[\"']?\s*:" % key, re.MULTILINE) for key in (b"case", b"title")]
RECORDS = ("codings.json", "screening.json")
"""What was computed of a case before: it is left alone, since its digest is that of the case as it was."""


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What was changed in one file.

    Attributes
    ----------
    path
        The file.
    renamed
        How many names it calls otherwise now; the number of the format is none.
    dropped
        Names that are gone, with the reason.
    text
        All of it anew, with its byte order mark if it has one; None where nothing is to be changed.
    """

    path: Path
    renamed: int = 0
    dropped: tuple[Move, ...] = ()
    text: str | None = None


def upgrade(path: Path, write: bool = True) -> list[Upgraded]:
    """Bring a case with the files of variants beside it, or a single file of a variant, up to format 2.

    Parameters
    ----------
    path
        The folder or its scenario.yaml; or a file for `--variant`, which may lie anywhere.
    write
        False only tells what would be changed.

    Returns
    -------
    list[Upgraded]
        Of every file, scenario.yaml last: stopped anywhere, what is left can be read.

    Raises
    ------
    ScenarioError
        If anything is wrong with a file, as the commands that read it would tell, or it cannot be written. Nothing
        is changed then.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", OldFormatWarning)
        is_single = path.is_file() and path.name != MAIN_FILE
        found = [_file(path)] if is_single else list(_folder(find_case(path)))
    if write:
        _write([each for each in found if each.text is not None])
    return found


def _folder(folder: Path) -> Iterator[Upgraded]:
    """Upgrade the files of a case, which must be valid."""
    files = [each for each in sorted(folder.iterdir()) if _is_variant(each)]
    validate_case(folder, large=True)
    read = read_case(folder, large=True)
    problems: list[Problem] = []
    for each in files:
        try:
            read.load(each)
        except ScenarioError as wrong:
            problems += wrong.problems
    if problems:
        raise ScenarioError(problems)
    yield from map(_file, files)
    document, _ = read_yaml(folder / MAIN_FILE)
    if not is_old(document):
        yield Upgraded(folder / MAIN_FILE)
        return
    claims = folder / _CLAIMS
    converted = convert_case(document.put("unscored", read_unscored(claims)[0], Location(str(claims), 1, "claim")))
    if claims.exists():
        yield _table(claims, converted)
    yield _main(folder / MAIN_FILE, document, converted)


def _is_variant(path: Path) -> bool:
    """Whether a file beside scenario.yaml is meant as a variant, readable or not."""
    if path.name == MAIN_FILE or path.suffix not in _YAML or not path.is_file():
        return False
    content = path.read_bytes()
    return all(key.search(content) for key in _KEYS)


def _main(path: Path, document: Node, converted: Converted) -> Upgraded:
    moves = _of(path, converted)
    number = Move(document.value["format"].location, str(OLD), str(NEW))
    text = edit_yaml(read_text(path), [number, *moves])
    _verify(path, parse_yaml(text, str(path))[0], converted.document.drop("unscored"))
    return _upgraded(path, moves, text)


def _file(path: Path) -> Upgraded:
    """Upgrade the file of a variant; alone, it is held against the format but not against its case."""
    document, problems = read_yaml(path)
    if not problems and not is_old(document, of_file=True):
        return Upgraded(path)
    converted = convert_file(document)
    problems += [*converted.problems, *validate(converted.document, VariantFile)[1]]
    if problems:
        raise ScenarioError(problems)
    said = document.value.get("format")
    number = [Move(said.location, str(OLD), str(NEW))] if said is not None else []
    text = edit_yaml(read_text(path), [*number, *converted.moves])
    text = with_format(text, NEW) if said is None else text
    wanted = converted.document.put("format", Node(NEW, document.location), document.location)
    _verify(path, parse_yaml(text, str(path))[0], wanted)
    return _upgraded(path, converted.moves, text)


def _table(path: Path, converted: Converted) -> Upgraded:
    moves = _of(path, converted)
    if not moves:
        return Upgraded(path)
    delimiter = ";" if read_table(path, None)[0].has_decimal_commas else ","
    text = edit_claims(read_text(path), delimiter, moves)
    with tempfile.TemporaryDirectory() as workshop:
        draft = Path(workshop) / _CLAIMS
        draft.write_text(text, encoding="utf-8", newline="")
        _verify(path, read_unscored(draft)[0], converted.document.value["unscored"])
    return _upgraded(path, moves, text)


def _of(path: Path, converted: Converted) -> list[Move]:
    return [each for each in converted.moves if each.location.file == str(path)]


def _verify(path: Path, node: Node | None, wanted: Node) -> None:
    """Refuse a new text that does not say what was meant.

    Raises
    ------
    ScenarioError
        Where aliases or keys at unusual locations lead the edits astray.
    """
    if node is None or plain(node) != plain(wanted):
        message = "its names cannot be changed where they stand; write it without anchors (&) and aliases (*)"
        raise ScenarioError([Problem(str(path), 0, 0, "", message)])


def _upgraded(path: Path, moves: Sequence[Move], text: str) -> Upgraded:
    mark = codecs.BOM_UTF8.decode() if path.read_bytes().startswith(codecs.BOM_UTF8) else ""
    dropped = tuple(each for each in moves if each.why is not None)
    return Upgraded(path, sum(each.new is not None for each in moves), dropped, mark + text)


def _write(files: Sequence[Upgraded]) -> None:
    """Write all files beside the old ones, then give them their names."""
    drafts: list[tuple[Path, Path]] = []
    try:
        for each in files:
            path = each.path.resolve()
            draft = path.with_name(f".{path.name}.part")
            drafts.append((draft, path))
            draft.write_text(each.text or "", encoding="utf-8", newline="")
            shutil.copymode(path, draft)
        for draft, path in drafts:
            draft.replace(path)
    except OSError as wrong:
        raise ScenarioError([Problem(str(path), 0, 0, "", f"cannot be written: {wrong.strerror}")]) from None
    finally:
        for draft, _ in drafts:
            draft.unlink(missing_ok=True)
