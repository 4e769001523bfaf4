"""One version of a case: a variant that it names, or one from a file, and settings, put onto its document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sim.model.parameters import ParameterError, check_value
from sim.scenario.checks.known import repeated_names, unknown_names
from sim.scenario.codings import SECOND
from sim.scenario.format1.convert import convert_file, is_old
from sim.scenario.format1.notice import notify
from sim.scenario.keys.outcomes import VariantFile
from sim.scenario.problem import Problem, ScenarioError, problem_at, suggest
from sim.scenario.reading.node import Node, View
from sim.scenario.reading.wording import validate
from sim.scenario.reading.yaml_file import read_yaml
from sim.scenario.variants import (
    BASELINE,
    Change,
    apply_changes,
    chain,
    setting_changes,
    split_changes,
    variant_changes,
)

_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Version:
    """A case with a variant and settings put in, not yet checked against the format.

    Attributes
    ----------
    name
        Of the variant: `baseline` for none, the stem of its file.
    document
        With marks.
    parameters
        Behavioral parameters with a value of their own.
    absent
        Actors that never enter, in the order in which they are named.
    roster
        Actors of the case, of all its variants and of this version, in the order of their rows.
    problems
        Names and paths that lead nowhere, and what is wrong with the file.
    coding
        The variant with the coding of the case that this version takes; None: the first.
    is_what_if
        Whether it is another world than that which was coded, whatever its parameters.
    """

    name: str
    document: Node
    parameters: dict[str, float]
    absent: tuple[str, ...]
    roster: tuple[str, ...]
    problems: tuple[Problem, ...]
    coding: str | None = None
    is_what_if: bool = False


def is_file(variant: str | Path) -> bool:
    """Whether a variant is meant as a file: a path, a text with a slash, or one that ends in .yaml or .yml.

    >>> is_file("no_ezln"), is_file("mine.yaml"), is_file("variants/mine")
    (False, True, True)
    """
    return isinstance(variant, Path) or bool({"/", "\\"} & set(variant)) or variant.lower().endswith(_SUFFIXES)


def name_of(variant: str | Path) -> str:
    """Give the name of a variant in tables and figures: of a file its stem.

    >>> name_of("no_ezln"), name_of("variants/mine.yaml")
    ('no_ezln', 'mine')
    """
    return Path(variant).stem if is_file(variant) else str(variant)


def version_of(document: Node, case: str, variant: str | Path | None, settings: Mapping[str, object]) -> Version:
    """Put a variant, then settings, onto a document.

    Parameters
    ----------
    document
        As written, with the tables of its variants put in.
    case
        Name of the folder: a file must be for this case.

    Raises
    ------
    ScenarioError
        If there is no such variant, or its file cannot be read at all.
    """
    view, problems = View.of(document), list[Problem]()
    if isinstance(variant, Path) or (variant is not None and is_file(variant)):
        own, problems = _read_file(Path(variant), case, view)
        links = {**_links(view, own["based_on"].text), None: own}
    else:
        links = _links(view, _known(view, variant))
    changes = [each for link in links.values() for each in variant_changes(link)]
    changed, parameters, unresolved = resolve(document, [*changes, *setting_changes(settings)])
    absent = dict.fromkeys(each.text for link in links.values() for each in link["without"].elements() if each.text)
    rows = dict.fromkeys([*roster(view), *_added(changes)])
    name = BASELINE if variant is None else name_of(variant)
    others = [each for name, link in links.items() if name != SECOND for each in variant_changes(link)]
    is_what_if = bool(absent or split_changes([*others, *setting_changes(settings)])[0])
    coding = SECOND if SECOND in links else None
    return Version(
        name, changed, parameters, tuple(absent), tuple(rows), (*problems, *unresolved), coding, is_what_if
    )  # fmt: skip


def _links(view: View, name: str | None) -> dict[str | None, View]:
    """Give a variant and those that it is based on, in the order in which they are put in."""
    return {each: view["variants"][each] for each in (chain(view, name) if name else ())}


def _known(view: View, variant: str | None) -> str | None:
    """Give the name of a variant; None for the case as written."""
    if variant == BASELINE and not view["variants"][BASELINE].is_given:
        return None
    if not has_variant(view, variant):
        message = f"unknown variant{suggest(str(variant), variant_names(view))}"
        raise ScenarioError([Problem("--variant", 1, 1, str(variant), message)])
    return variant


def has_variant(view: View, name: str | None) -> bool:
    """Whether a case names such a variant; None is the case as written."""
    return name is None or name == BASELINE or view["variants"][name].is_given


def variant_names(view: View) -> list[str]:
    """Give the names of all variants of a case, the case as written first."""
    return [BASELINE, *(name for name, _ in view["variants"].entries())]


def _read_file(path: Path, case: str, document: View) -> tuple[View, list[Problem]]:
    """Read a variant's file; gives what can be used of it, and everything that is wrong with it."""
    node, problems = read_yaml(path)
    if is_old(node, of_file=True):
        converted = convert_file(node)
        problems, node = problems + list(converted.problems), converted.document
        if converted.moves or "format" in node.value:
            notify(path)
    problems += validate(node, VariantFile)[1]
    told = {(each.line, each.column) for each in problems}
    problems += [
        each for each in _check_file(path, View.of(node), case, document) if (each.line, each.column) not in told
    ]
    for key in set(node.value) - set(VariantFile.model_fields):
        node = node.drop(key)
    return View.of(node), problems


def _check_file(path: Path, own: View, case: str, document: View) -> Iterator[Problem]:
    """Find what in a variant's file does not fit the case."""
    names = [name for name, _ in document["variants"].entries()]
    if own["case"].text not in (None, case):
        yield own["case"].problem(f"must be {case!r}, the case that it is used with (got {own['case'].text!r})")
    known = {"variants": names, "roster": [*roster(document), *_added(variant_changes(own))]}
    yield from unknown_names(own, known, VariantFile)
    yield from repeated_names(own, VariantFile)
    for name, number in split_changes(variant_changes(own))[1].items():
        try:
            check_value(name, number)
        except ParameterError as wrong:
            yield problem_at(own["set"][name].key_location, name, str(wrong).removeprefix(f"{name}: "))
    if path.stem in (BASELINE, *names):
        yield Problem(str(path), 0, 0, "", "has the name of a variant of the case; give the file another name")


def roster(view: View) -> tuple[str, ...]:
    """Give the actors of the case and of all its variants: rows, and with them draws, are the same in each."""
    own = [name for name, _ in view["actors"].entries()]
    added = [name for _, variant in view["variants"].entries() for name in _added(variant_changes(variant))]
    return tuple(dict.fromkeys(own + added))


def _added(changes: list[Change]) -> list[str]:
    return [
        change.name.split(".")[1]
        for change in changes
        if change.name.startswith("actors.") and change.name.count(".") == 1 and change.value.value is not None
    ]


def resolve(document: Node, changes: list[Change]) -> tuple[Node, dict[str, float], list[Problem]]:
    """Put changes onto a document; gives it with parameters of behavior, and the paths that lead nowhere."""
    scenario_changes, parameters, problems = split_changes(changes)
    changed, unknown_paths = apply_changes(document, scenario_changes)
    return changed, parameters, problems + unknown_paths
