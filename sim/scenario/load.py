"""Reads a scenario folder into one checked `Scenario`; whatever is wrong is told at once, with file and line."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path

from sim.scenario.again import Written, digest_of, texts_of
from sim.scenario.checks import check
from sim.scenario.checks.doors import unopened
from sim.scenario.checks.key_dates import check_same, dated
from sim.scenario.checks.known import unknown_names
from sim.scenario.checks.unscored import check_unscored
from sim.scenario.codings import Error, coding_error
from sim.scenario.find import MAIN_FILE, find_case, list_cases
from sim.scenario.format1.convert import convert_case, is_old
from sim.scenario.format1.notice import notify
from sim.scenario.problem import Location, Problem, ScenarioError
from sim.scenario.reading.members import file_digest, files_named, put_members
from sim.scenario.reading.node import Node, View
from sim.scenario.reading.overlay import put_rows
from sim.scenario.reading.tables import read_actors, read_places, read_ties, read_unscored
from sim.scenario.reading.wording import validate
from sim.scenario.reading.yaml_file import read_yaml
from sim.scenario.schema import Scenario
from sim.scenario.variants import check_chains, parse_setting, split_settings, variant_changes
from sim.scenario.version import Version, has_variant, resolve, roster, variant_names, version_of

_MOST_KEPT = 4_000_000  # bytes in the files of a case up to which it is kept for the next time
_TABLES = {"actors": "actors.csv", "ties": "ties.csv", "places": "places.csv", "unscored": "claims.csv"}

__all__ = [
    "LoadedCase", "Problem", "ReadCase", "ScenarioError", "find_case", "list_cases", "load_case", "load_scenario",
    "parse_setting", "read_case", "split_settings", "validate_case",
]  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class LoadedCase:
    """A scenario as one run sees it.

    Attributes
    ----------
    scenario
        With the variant and the settings put in.
    parameters
        Behavioral parameters that the variant, then the settings, give a value of their own.
    folder
        Where it was read.
    variant
        Its name; `baseline` for none, the stem of a file.
    roster
        Actors of the case and of all its variants, in the order of their rows.
    digest
        SHA-256 of scenario, parameters, absent actors and the digest of `base`, 64 hexadecimal digits. The order of
        actors and issues counts, since it is the order of rows; layout, comments, the kind of CSV, titles of key dates,
        comparisons, groups, standing and claims.csv do not.
    coding_error
        Mean absolute difference of positions, and of saliences, between the two codings of the case as written;
        None where it has but one.
    absent
        Actors that never enter, in the order of their rows.
    base
        The case as coded, with the same parameters, of which this is a what-if; None: it is the case as coded. A
        recoding is none: it is coded itself.
    """

    scenario: Scenario
    parameters: dict[str, float]
    folder: Path
    variant: str
    digest: str
    roster: tuple[str, ...]
    coding_error: Error | None = None
    absent: tuple[str, ...] = ()
    base: LoadedCase | None = None

    def __repr__(self) -> str:
        return f"LoadedCase({self.folder.name!r}, variant={self.variant!r}: {self.scenario!r})"


@dataclass(frozen=True)
class ReadCase:
    """The files of a scenario, read: any variant and settings can be loaded from them.

    Attributes
    ----------
    folder
        Where they lie.
    document
        All of them, with marks.
    problems
        What is wrong with the files as written and with the paths of their variants.
    is_of_format_1
        Whether the files are.
    """

    folder: Path
    document: Node
    problems: tuple[Problem, ...]
    is_of_format_1: bool = False

    def load(self, variant: str | Path | None = None, settings: Mapping[str, object] | None = None) -> LoadedCase:
        """Load a variant with settings; see `load_case`."""
        version = version_of(self.document, self.folder.resolve().name, variant, settings or {})
        document, unread = put_members(version.document, self.folder)
        problems = [*self.problems, *version.problems, *unread]
        scenario = None if problems else self._written.version(document)
        if scenario is not None:
            return self._loaded(version, scenario, self._written.texts_too(scenario))
        scenario, invalid = validate(document, Scenario)
        problems += invalid
        told = {(each.file, each.line, each.column, each.path) for each in problems}
        # What the schema refuses is not looked at twice.
        problems += [each for each in check(document) if (each.file, each.line, each.column, each.path) not in told]
        if problems or scenario is None:
            raise ScenarioError(problems)
        return self._loaded(version, scenario, texts_of(scenario, Scenario.model_fields))

    def _loaded(self, version: Version, scenario: Scenario, texts: Mapping[str, str]) -> LoadedCase:
        known = set(version.roster)
        rows = (*version.roster, *(name for name in scenario.actors if name not in known))
        absent = tuple(name for name in rows if name in version.absent)
        error, base = self._coding_error, self._base(version.coding, version.parameters) if version.is_what_if else None
        digest = digest_of(texts, version.parameters, absent)
        if base is not None and digest == base.digest:
            base = None  # another title is no other world
        if base is not None:
            digest = digest_of(texts, version.parameters, absent, base.digest)
        return LoadedCase(scenario, version.parameters, self.folder, version.name, digest, rows, error, absent, base)

    def _base(self, coding: str | None, parameters: dict[str, float]) -> LoadedCase:
        """The case as coded; its scenario is the same object for all that are compared with it."""
        if coding not in self._bases:
            loaded = self.load(coding)
            self._bases[coding] = loaded, texts_of(loaded.scenario, Scenario.model_fields)
        as_coded, texts = self._bases[coding]
        digest = digest_of(texts, parameters, as_coded.absent)
        return dataclasses.replace(as_coded, parameters=parameters, digest=digest)

    @cached_property
    def _bases(self) -> dict[str | None, tuple[LoadedCase, dict[str, str]]]:
        return {}

    @cached_property
    def _written(self) -> Written:
        return Written(put_members(self.document, self.folder)[0])

    @cached_property
    def _coding_error(self) -> Error | None:
        return coding_error(self.document)

    @property
    def variants(self) -> list[str]:
        """Names of all variants, the case as written first."""
        return variant_names(View.of(self.document))

    def has_variant(self, name: str | None) -> bool:
        """Whether there is such a variant; None is the case as written."""
        return has_variant(View.of(self.document), name)

    @property
    def advice(self) -> list[Problem]:
        """What is no error in the case as written but may be a slip: access that opens no door."""
        return list(unopened(View.of(put_members(self.document, self.folder)[0])))

    def member_files(self, settings: object = None) -> dict[str, str | None]:
        """Digests of the files of members that variants and settings name, by file; of one that is not there None.

        They are no part of the digest of the case as written, which reads none of them.
        """
        names = sorted({*files_named(self.document.value.get("variants")), *files_named(settings)})
        return {name: file_digest(self.folder / name) for name in names}

    def unknown_paths(self, variant: str | None, settings: Mapping[str, object]) -> list[Problem]:
        """Tell which settings lead nowhere, at a hundredth of the time of loading; values are not looked at."""
        return list(version_of(self.document, self.folder.resolve().name, variant, settings).problems)


def load_scenario(
    case: str | Path,
    variant: str | Path | None = None,
    settings: Mapping[str, object] | None = None,
    large: bool = False,
) -> Scenario:
    """Load a scenario; see `load_case`. Parameters of behavior among the settings are checked and left aside."""
    return load_case(case, variant, settings, large).scenario


def load_case(
    case: str | Path,
    variant: str | Path | None = None,
    settings: Mapping[str, object] | None = None,
    large: bool = False,
) -> LoadedCase:
    """Load a scenario with a variant and settings.

    Parameters
    ----------
    case
        Folder, or name of a scenario that comes with the package.
    variant
        Name of a variant, or a file that holds one (a path, or a text with a slash or the suffix .yaml or .yml);
        None or `baseline` for the scenario as written.
    settings
        Values by dotted path (`actors.rmalc.capability`) or by name of a parameter
        (`opinion.susceptibility`), put in after the variant.
    large
        Whether more than 100,000 actors are welcome.

    Returns
    -------
    LoadedCase
        The scenario and what goes with it.

    Raises
    ------
    ScenarioError
        With every problem of the files, of the paths of all variants, and of this variant's values.
    """
    return read_case(case, large).load(variant, settings)


def read_case(case: str | Path, large: bool = False) -> ReadCase:
    """Read the files of a scenario once, to load variants and settings of it at a tenth of the time each.

    Raises
    ------
    ScenarioError
        If there is no such case, or a file cannot be read at all; other problems are told by `ReadCase.load`.
    """
    folder = find_case(case)
    size, content = _content(folder)
    found = (_read_once if size <= _MOST_KEPT else _read)(folder, large, content)
    if found.is_of_format_1:
        notify(folder)
    return found


def _content(folder: Path) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Number of bytes in the files of a folder that a case can be read from, and the digest of each by its name."""
    size, digests = 0, []
    for path in [folder / MAIN_FILE, *sorted(folder.glob("*.csv"))]:
        with contextlib.suppress(OSError):  # whoever reads it will say so
            content = path.read_bytes()
            size += len(content)
            digests.append((path.name, hashlib.sha256(content).hexdigest()))
    return size, tuple(digests)


def _read(folder: Path, large: bool, content: object) -> ReadCase:
    """Read a folder; files with the same content are read once."""
    document, problems, is_of_format_1 = _read_folder(folder, large)
    view = View.of(document)
    document, unread = put_rows(document, folder, _issues(view), roster(view))
    problems, view = problems + unread, View.of(document)
    problems += check_chains(view)
    # What is asked of the case as written, whatever a variant takes away.
    names = {"roster": roster(view), "dated": dict.fromkeys(name for name, _ in dated(view))}
    problems += [*unknown_names(view, names), *check_unscored(view), *check_same(view)]
    for name, _ in view["variants"].entries():
        problems += resolve(document, variant_changes(view["variants"][name]))[2]
    return ReadCase(folder, document, tuple(problems), is_of_format_1)


_read_once = lru_cache(maxsize=8)(_read)


def validate_case(case: str | Path, large: bool = False) -> list[LoadedCase]:
    """Load a scenario and each of its variants.

    Raises
    ------
    ScenarioError
        With the problems of all of them, each once.
    """
    files = read_case(case, large)
    cases = [files.load()]
    problems: list[Problem] = []
    for name in cases[0].scenario.variants:
        try:
            cases.append(files.load(name))
        except ScenarioError as wrong:
            problems += wrong.problems
    if problems:
        raise ScenarioError(problems)
    return cases


def _read_folder(folder: Path, large: bool) -> tuple[Node, list[Problem], bool]:
    """Read the files into one document; gives it with what is wrong, and whether it is of format 1."""
    document, problems = read_yaml(folder / MAIN_FILE)
    view, is_of_format_1 = View.of(document), is_old(document)
    for section, file in _TABLES.items():
        if section in document.value:
            problems.append(view[section].key_problem(f"stands in {file}, not here"))
    issues = _issues(view)
    readers: dict[str, Callable[[Path], tuple[Node, list[Problem]]]] = {
        "actors": partial(read_actors, issues=issues, large=large), "ties": read_ties, "places": read_places,
        "unscored": read_unscored,
    }  # fmt: skip
    unreadable: list[Problem] = []
    parts: dict[str, tuple[Node, list[Problem]]] = {}
    for section, file in _TABLES.items():
        try:
            parts[section] = readers[section](folder / file)
        except ScenarioError as wrong:
            unreadable += wrong.problems
    if unreadable:
        raise ScenarioError(problems + unreadable)
    for section, (node, wrong_form) in parts.items():
        document = document.put(section, node, Location(node.location.file, 1, 1))
        problems += wrong_form
    return (_converted(document) if is_of_format_1 else document), problems, is_of_format_1


def _converted(document: Node) -> Node:
    """Give a case of format 1 as one of format 2."""
    converted = convert_case(document)
    if converted.problems:
        raise ScenarioError(converted.problems)
    return converted.document


def _issues(view: View) -> list[str] | None:
    """Give the ids of the issues; None if they cannot be read."""
    return [name for name, _ in view["issues"].entries()] or None
