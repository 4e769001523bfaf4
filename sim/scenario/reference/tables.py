"""The tables beside scenario.yaml and the lists of words, as sections of REFERENCE.md."""

from __future__ import annotations

from typing import Any

from sim.scenario.checks.outcomes import MEASURES
from sim.scenario.keys.fields import ROLES
from sim.scenario.mechanisms import MECHANISMS, Mechanism, off_numbers
from sim.scenario.reading.members import COLUMNS
from sim.scenario.reading.tables import (
    CLAIM_COLUMNS,
    LETTERS,
    NUMBERS,
    OPTIONAL,
    PLACE_NUMBERS,
    PLACE_REQUIRED,
    PLACE_TEXTS,
    REQUIRED,
    TEXTS,
    TIE_OPTIONAL,
    TIE_REQUIRED,
)
from sim.scenario.reference.cells import COLUMNS as COLUMNS_OF_KEYS
from sim.scenario.reference.cells import row, table


def _columns(file: str, intro: str, rows: list[tuple[str, ...]]) -> list[str]:
    """What a table beside scenario.yaml holds, a row for each column."""
    return [f"## {file}\n", intro, *table(("column", "meaning", "type and range", "if empty", "example"), rows)]


def actor_section(model: dict[str, Any]) -> list[str]:
    """What actors.csv holds."""
    fields = model["properties"]
    rows = [row(name, name in REQUIRED, fields[name]) for name in (*TEXTS[:8], *NUMBERS, *TEXTS[8:])]
    assert {row[0].strip("`") for row in rows} == {*REQUIRED, *OPTIONAL}
    rows += [
        ("`position_<issue>`", "position on each issue; one column per issue", "number, -1 to 1", "`0`", "`-0.8`"),
        ("`salience_<issue>`", "how much it cares, one column per issue", "number, 0 to 1", "`0`", "`0.6`"),
        ("`access_<letter>`", f"access to {', '.join(LETTERS)}", "whole number, 0 to 3", "`0`", "`2`"),
    ]
    intro = (
        "One row per actor, first column `id`, the others in any order. UTF-8 with or without byte order mark;\n"
        "commas, or semicolons with decimal commas. Empty rows and trailing empty columns are\n"
        "skipped. At most 100,000 rows unless `--large` is given.\n"
    )
    return _columns("actors.csv", intro, rows)


def tie_section(model: dict[str, Any]) -> list[str]:
    """What ties.csv holds."""
    rows = [row(name, name in TIE_REQUIRED, model["properties"][name]) for name in (*TIE_REQUIRED, *TIE_OPTIONAL)]
    intro = f"{model['description']} First column `actor`. Without the file there are no ties.\n"
    return _columns("ties.csv", intro, rows)


def place_section(model: dict[str, Any]) -> list[str]:
    """What places.csv holds."""
    names = (*PLACE_TEXTS[:4], *PLACE_NUMBERS, *PLACE_TEXTS[4:])
    rows = [row(name, name in PLACE_REQUIRED, model["properties"][name]) for name in names]
    intro = (
        "The places that councils draw members from and where programs open sites; first column `id`.\n"
        "Without the file there are none.\n"
    )
    return _columns("places.csv", intro, rows)


def unscored_section(model: dict[str, Any]) -> list[str]:
    """What claims.csv holds."""
    rows = [row(name, name in ("claim", "kind", "why"), model["properties"][name]) for name in CLAIM_COLUMNS]
    intro = (
        "The sources' claims that no run can bear out or refute, or that are inputs besides: one row per claim and\n"
        "kind, first column `claim`. Without the file there are none. Paths are checked against the case as written;\n"
        "the file changes no run, and is not part of the digest.\n"
    )
    return _columns("claims.csv", intro, rows)


_VARIANT_FILE = """\
`--variant FILE.yaml` (or `.yml`; anything with a slash is a path, too) goes wherever `--variant NAME` does, and
`load_case("nafta", Path("mine.yaml"))` and `Ensemble("nafta", variant=Path("mine.yaml"))` read it as well. In tables
and figures the variant has the name of the file without its suffix. A file without `based_on`, `set` and `without` is
the case as written. Sweeps take variants of the case alone, since a file may change between two runs of one study.

```yaml
format: 2
case: nafta
title: {en: "No uprising, and without RMALC", es: "Sin levantamiento y sin la RMALC"}
based_on: no_ezln
set: {opinion.rate: 2}
without: [rmalc]
```
"""


def variant_file_section(model: dict[str, Any]) -> list[str]:
    """What a variant's own file holds."""
    rows = [row(key, key in model["required"], field) for key, field in model["properties"].items()]
    head = ("key", *COLUMNS_OF_KEYS)
    return ["## A variant in a file of its own\n", f"{model['description']}\n", _VARIANT_FILE, *table(head, rows)]


def member_section(model: dict[str, Any]) -> list[str]:
    """What a file of members holds."""
    rows = [row(name, True, model["properties"][name]) for name in COLUMNS]
    intro = (
        "The chamber of a decision member by member, in the file that its `members_file` names. One row per member,\n"
        "first column `member`; otherwise as actors.csv. A bloc's `members` (seats) must be the number of its rows.\n"
        "A member stands as far from its bloc's mean as its position does from the mean of the bloc's positions here;\n"
        "the mean itself is the actor's position, which moves during a run. The standard deviation of these distances\n"
        "stands in for the actor's `dispersion`, which serves the blocs without rows.\n"
    )
    return _columns("members_file", intro, rows)


def roles_section() -> list[str]:
    """The roles of each kind."""
    rows: list[tuple[str, ...]] = [
        (f"`{kind}`", ", ".join(f"`{role}`" for role in roles)) for kind, roles in ROLES.items()
    ]
    return ["## Roles\n", "The roles that each kind of actor can have.\n", *table(("kind", "roles"), rows)]


def measures_section() -> list[str]:
    """The words of outcomes."""
    rows: list[tuple[str, ...]] = [
        (f"`{name}`", _listed(arguments.needs), _listed(arguments.takes)) for name, arguments in MEASURES.items()
    ]
    intro = "What `measure` of an outcome can be, with the arguments it needs and those it may have.\n"
    return ["## Measures\n", intro, *table(("measure", "needs", "may have"), rows)]


def mechanisms_section() -> list[str]:
    """The words of `explained_by`."""
    rows: list[tuple[str, ...]] = []
    for name, each in MECHANISMS.items():
        off = ", ".join(f"`{key}={value:g}`" for key, value in off_numbers(each).items())
        rows.append((f"`{name}`", each.number, each.what.en, off or _off_field(each)))
    intro = "What `explained_by` of a claim can name, by itself or by number, and what switches it off.\n"
    return ["## Mechanisms\n", intro, *table(("name", "number", "what it does", "off"), rows)]


def _off_field(mechanism: Mechanism) -> str:
    section, _, field = mechanism.field.partition(".")
    return f"`{section}.<id>.{field}=false`"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "-"


_PRECEDENTS = """\
An issue of talks that names a `field` comes on offer by what the parties agreed before. Two agreements, one of them a
side agreement, are enough for an example; the talks say how deep they go.

```yaml
agreements:
  us_jordan: {date: 2000-07, parties: [US, JO], depth: 4, provisions: {labor: 1}, source: assumed}
  ca_costa_rica: {date: 2001-07, parties: [CA, CR], depth: 4, side: true, source: assumed} # not on record: drawn
agreement_provisions: recorded
negotiations:
  renegotiation:
    title: "The renegotiation"
    proposer: us_president
    partners: [mx_president, ca_president]
    depth: 7
    issues:
      labor: {status_quo: 0, field: labor, source: assumed} # drawn as the text opens, in 2017-08
      mobility: {status_quo: -1, source: assumed} # on offer while the text is open
    windows: &open [{since: 2017-08, until: 2018-09, source: assumed}]
    core_windows: *open
    source: assumed
```

In August 2017 the United States has one agreement of 17 years ago with the provision, M = e / (e + 1) = .30 with
e = exp(-.05 x 17.1); Canada the other, half of it if it was drawn. Labor in the core then comes on offer with
P = logistic(-4.74 + 5.70 x .30 + .56 x 7) = .71; without any agreement with .31.
"""


def precedents_section() -> list[str]:
    """How agreements and fields go together."""
    return ["## Agreements and fields: an example\n", _PRECEDENTS]
