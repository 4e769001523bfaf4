"""Named differences and command-line settings: dotted paths and new values put onto a document."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sim.model.parameters import GROUPS, table
from sim.model.renamed import RENAMED
from sim.scenario.format1.names import new_name
from sim.scenario.problem import SETTING, Location, Problem, ScenarioError, nearest, problem_at, suggest
from sim.scenario.reading import names
from sim.scenario.reading.key_dates import date_path
from sim.scenario.reading.node import BROKEN, Node, View, marked
from sim.scenario.reading.overlay import merge_rows
from sim.scenario.reading.wording import got
from sim.scenario.reading.yaml_file import parse_yaml
from sim.scenario.schema import Scenario

SECTIONS = tuple(Scenario.model_fields)
BASELINE = "baseline"
# `variants` would let a variant change variants; there is only one format; `unscored` is about the sources.
_FIXED = ("variants", "format", "unscored")


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """One dotted path with its new value, and where the path is written; or cells of a table of actors."""

    name: str
    value: Node
    location: Location
    is_table: bool = False  # `actors` by cells: those that are not there stay as they are

    @property
    def is_parameter(self) -> bool:
        """Whether it names a behavioral parameter rather than a key of the scenario.

        Some groups of parameters share their name with a section: `ideas.base_hazard`, `ideas.clinics`. Of these a
        number behind two words is meant for a parameter, as no entry of a section is a number. What is near both a
        section and a group is taken for the nearer one.
        """
        first, _, rest = self.name.partition(".")
        if self.name in table() or self.name in RENAMED or (first in GROUPS and first not in SECTIONS):
            return True
        if first in GROUPS:
            return "." not in rest and isinstance(self.value.value, int | float)
        return first not in SECTIONS and nearest(first, [*GROUPS, *SECTIONS]) not in SECTIONS

    def problem(self, message: str) -> Problem:
        """Say that the change cannot be made."""
        return problem_at(self.location, self.name, message)


def parse_setting(text: str) -> tuple[str, object]:
    """Split `name=value`.

    Parameters
    ----------
    text
        As after `--set`; the value is YAML: numbers, true/false, null, text, dates (kept as text), `[a, b]`,
        `{a: 1}`.

    Returns
    -------
    tuple[str, object]
        Dotted name and value.

    Raises
    ------
    ScenarioError
        If there is no name, no `=`, no value, or the value is not YAML.

    Examples
    --------
    >>> parse_setting("actors.rmalc.capability=3")
    ('actors.rmalc.capability', 3)
    """
    name, equals, value = unicodedata.normalize("NFC", text).partition("=")
    name, value = name.strip(), value.strip()
    if not name or not equals:
        raise ScenarioError([Problem(SETTING, 1, 1, "", f"must be name=value (got {text!r})")])
    if not value:
        raise ScenarioError([Problem(SETTING, 1, 1, name, "needs a value; null takes an entry away")])
    try:
        node, problems = parse_yaml(value, SETTING)
    except ScenarioError as wrong:
        raise ScenarioError([replace(each, path=name) for each in wrong.problems]) from None
    if node is None and not problems:  # to YAML all of it is a comment
        raise ScenarioError([Problem(SETTING, 1, 1, name, f"is no value, since # begins a comment (got {value!r})")])
    if problems or node is None:
        raise ScenarioError([replace(each, path=name) for each in problems])
    return name, _plain(node)


def _plain(node: Node) -> object:
    if isinstance(node.value, dict):
        return {key: _plain(child) for key, child in node.value.items()}
    return [_plain(child) for child in node.value] if isinstance(node.value, list) else node.value


def split_settings(settings: Mapping[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """Tell settings of the scenario from settings of behavioral parameters.

    Parameters
    ----------
    settings
        Values by dotted name.

    Returns
    -------
    tuple[dict[str, object], dict[str, object]]
        Those whose first word is a section of a scenario (or nearly one: a slip of the pen is then reported as
        such), and the others, `opinion.susceptibility`.
    """
    parameters = {change.name for change in setting_changes(settings) if change.is_parameter}
    return (
        {name: value for name, value in settings.items() if name not in parameters},
        {name: value for name, value in settings.items() if name in parameters},
    )


def setting_changes(settings: Mapping[str, object]) -> list[Change]:
    """Give command-line settings the form of a variant's changes."""
    location = Location(SETTING, 1, 1)
    return [Change(name, marked(value, location), location) for name, value in settings.items()]


def variant_changes(variant: View) -> list[Change]:
    """Give the changes of one variant, its table first, without those of the variant that it is based on."""
    rows = variant["rows"].node
    is_read = rows is not None and isinstance(rows.value, dict)
    table = [Change("actors", rows, variant["file"].location, is_table=True)] if rows is not None and is_read else []
    return table + [
        Change(name, each.node, each.key_location) for name, each in variant["set"].entries() if each.node is not None
    ]


def chain(document: View, variant: str) -> list[str]:
    """Give the variants to apply for one, in order: what it is based on first. Stops at a cycle."""
    variants = document["variants"]
    names_found: list[str] = []
    following: str | None = variant
    while following is not None and following not in names_found and variants[following].is_given:
        names_found.append(following)
        following = variants[following]["based_on"].text
    return names_found[::-1]


def check_chains(document: View) -> Iterator[Problem]:
    """Find variants that change nothing, and cycles (each told once)."""
    told: set[str] = set()
    for name, variant in document["variants"].entries():
        keys = {key for key, _ in variant.entries()}
        if keys and keys <= {"title", "based_on", "source"}:  # what else stands there may be a slip of the pen
            yield variant.key_problem("needs file, set or without")
        base = variant["based_on"]
        links = chain(document, name)
        if document["variants"][links[0]]["based_on"].text == name and name not in told if links else False:
            told |= set(links)
            yield base.problem(f"makes a cycle: {' -> '.join([*links[::-1], name])}")


def split_changes(changes: list[Change]) -> tuple[list[Change], dict[str, float], list[Problem]]:
    """Tell changes of the scenario from values of behavioral parameters, which must be finite numbers."""
    scenario: list[Change] = []
    parameters: dict[str, float] = {}
    problems: list[Problem] = []
    for change in changes:
        value = change.value.value
        if not change.is_parameter:
            scenario.append(change)
        elif isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            message = f"must be a finite number, as every parameter of behavior (got {got(value)})"
            problems.append(problem_at(change.value.location, change.name, message))
        else:
            parameters[change.name] = float(value)
    return scenario, parameters, problems


def apply_changes(document: Node, changes: list[Change]) -> tuple[Node, list[Problem]]:
    """Put changes onto a document, in order.

    Parameters
    ----------
    document
        The whole document; it is not changed.
    changes
        Paths of the scenario. `ties.<actor>.<partner>.<field>` finds a tie by its ends, in either order.

    Returns
    -------
    tuple[Node, list[Problem]]
        The new document, and the paths that lead nowhere. An actor that is taken away takes its ties along;
        whatever else names it (a selector, a chamber) must be changed by hand and is reported if it is not.
    """
    problems = []
    for change in changes:
        try:
            document = _apply(document, change)
        except LookupError as wrong:
            new, why = new_name(change.name)
            if why is not None:
                problems.append(change.problem(f"is gone since format 2: {why[0]}"))
            else:
                is_old = new != change.name
                problems.append(change.problem(f"is called {new} since format 2" if is_old else str(wrong.args[0])))
    return document, problems


def _apply(document: Node, change: Change) -> Node:
    steps = change.name.split(".")
    if change.is_table:
        return merge_rows(document, change.value)
    if steps[0] in _FIXED:
        raise LookupError(f"{steps[0]!r} cannot be set")
    if steps[0] == "ties" and len(steps) > 1 and not steps[1].isdigit():
        return _apply_to_tie(document, change, steps[1:])
    if steps[0] == "actors" and len(steps) == 2 and isinstance(change.value.value, dict):
        change = replace(change, value=change.value.put("id", Node(steps[1], change.location), change.location))
    document, steps = date_path(document, steps, change.value)
    changed = _put(document, names.root(), steps, change)
    if steps[0] == "actors" and len(steps) == 2 and change.value.value is None:
        return _without_ties(changed, steps[1])
    return changed


def _without_ties(document: Node, actor: str) -> Node:
    ties = document.value["ties"]
    kept = [tie for tie in ties.value if actor not in _ends(tie)]
    return document.put("ties", replace(ties, value=kept), ties.location)


def _ends(tie: Node) -> tuple[object, object]:
    view = View.of(tie)
    return view["actor"].text, view["partner"].text


def _apply_to_tie(document: Node, change: Change, steps: list[str]) -> Node:
    """Change the one tie between two actors; with no field named: add one, or take all away."""
    if len(steps) < 2:
        raise LookupError("must name both ends: ties.<actor>.<partner>")
    actors, ties = document.value["actors"], document.value["ties"]
    for end in steps[:2]:
        if end not in actors.value:
            raise LookupError(f"unknown actor {end!r}{suggest(end, actors.value)}")
    pair = {*steps[:2]}
    found = [index for index, tie in enumerate(ties.value) if set(_ends(tie)) == pair]
    if len(steps) == 2 and isinstance(change.value.value, dict):
        return document.put("ties", replace(ties, value=[*ties.value, _new_tie(change, steps)]), ties.location)
    if not found:
        raise LookupError(f"no tie between {steps[0]!r} and {steps[1]!r}")
    if len(steps) == 2 and change.value.value is None:
        kept = [tie for index, tie in enumerate(ties.value) if index not in found]
        return document.put("ties", replace(ties, value=kept), ties.location)
    if len(found) > 1:
        numbers = ", ".join(f"ties.{index}" for index in found)
        raise LookupError(f"{len(found)} ties between {steps[0]!r} and {steps[1]!r}; name one of {numbers}")
    return _put(document, names.root(), ["ties", str(found[0]), *steps[2:]], change)


def _new_tie(change: Change, steps: list[str]) -> Node:
    tie = change.value
    for field, end in zip(("actor", "partner"), steps, strict=False):
        tie = tie.put(field, Node(end, change.location), change.location)
    return replace(tie, label=f"ties.{steps[0]}.{steps[1]}")


def _put(node: Node | None, branches: names.Branches, steps: list[str], change: Change) -> Node:
    """Give a copy of a node with the value at the end of the path put in (or taken away)."""
    step, rest = steps[0], steps[1:]
    if node is not None and isinstance(node.value, list):
        return _put_in_list(node, branches, steps, change)
    if node is None or node.value is None:
        node = Node({}, change.location)
    if node.value is BROKEN or not isinstance(node.value, dict):
        raise LookupError(f"leads into {got(node.value)}, which has no {step!r}")
    is_removed = not rest and change.value.value is None
    child = node.value.get(step)
    fixed = names.fields(branches)
    if child is None and step not in fixed and (rest or is_removed or not names.is_table(branches)):
        raise LookupError(f"unknown name {step!r}{suggest(step, [*node.value, *fixed])}")
    if rest:
        changed = _put(child, names.below(branches, step), rest, change)
        return node.put(step, changed, node.keys.get(step, change.location))
    if is_removed and not names.is_required(branches, step):
        return node.drop(step)
    # A key that the format insists on stays, as null, so that the schema refuses it at this change.
    label = child.label if child is not None else ""
    return node.put(step, replace(change.value, label=label), change.location)


def _put_in_list(node: Node, branches: names.Branches, steps: list[str], change: Change) -> Node:
    step, rest = steps[0], steps[1:]
    if not step.isdigit() or int(step) >= len(node.value):
        last = len(node.value) - 1
        raise LookupError(f"unknown element {step!r}; elements count from 0 to {last}" if last >= 0 else "is empty")
    elements, index = list(node.value), int(step)
    if rest:
        elements[index] = _put(elements[index], names.below(branches, step), rest, change)
    elif change.value.value is None:
        del elements[index]
    else:
        elements[index] = replace(change.value, label=elements[index].label)
    return replace(node, value=elements)
