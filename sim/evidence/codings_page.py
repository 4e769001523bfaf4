"""The section of a case's README on its two codings: how far they agree, and what of the results hangs on them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.evidence.codings import RIVAL
from sim.scenario.schema import Scenario
from sim.words import label, say

PAGES = {"en": "README.md", "es": "README.es.md"}
WIDTH = 120
_SECTION = re.compile(r"(<!-- codings -->\n).*?(<!-- end -->)", re.DOTALL)
_CHANGES = {"second": "flips", "jittered": "flips_jittered"}


def render(page: str, section: str) -> str:
    """A README with the section brought up to date; it stands between `<!-- codings -->` and `<!-- end -->`."""
    return _SECTION.sub(lambda found: f"{found[1]}{section}\n{found[2]}", page, count=1)


def has_section(page: str) -> bool:
    """Whether a README has the place for it."""
    return _SECTION.search(page) is not None


def write(folder: Path, record: Mapping[str, Any], scenario: Scenario) -> list[Path]:
    """Bring the READMEs of a case up to date, as far as they are there and have the marks; gives those."""
    written = []
    for lang, name in PAGES.items():
        path = folder / name
        page = path.read_text(encoding="utf-8") if path.exists() else ""
        if has_section(page):
            path.write_text(render(page, section(record, scenario, lang)), encoding="utf-8", newline="\n")
            written.append(path)
    return written


def section(record: Mapping[str, Any], scenario: Scenario, lang: str) -> str:
    """Agreement, stability beside that of the weighted mean, and what flips, as Markdown.

    Parameters
    ----------
    record
        Of `sim.evidence.codings.study`.
    scenario
        The case as written.
    """
    position, salience = (decimal(record["coding_error"][key], 2) for key in ("positions", "saliences"))
    stable = say("codings_stable", lang, n=record["n"], seed=record["seed"], position=position, salience=salience)
    parts = [
        _wrapped(say("codings_agree", lang)), _agreement(record["agreement"], lang), _wrapped(stable),
        _stability(record["outcomes"], lang), _wrapped(say("codings_sides", lang)),
    ]  # fmt: skip
    flipping = [_flip(name, record, scenario, lang) for name in scenario.outcomes if record["outcomes"][name]["flips"]]
    parts.append(
        "\n".join([_wrapped(say("codings_flip", lang)), "", *flipping]) if flipping else say("codings_none", lang)
    )
    return "\n\n".join(parts)


def decimal(value: float | None, digits: int) -> str:
    """A number as tables write it.

    >>> decimal(0.125, 2), decimal(-0.25, 3), decimal(1.0, 2), decimal(None, 2), decimal(118.0, 3)
    ('.12', '-.250', '1.00', '-', '118.000')
    """
    if value is None:
        return "-"
    written = f"{value:.{digits}f}"
    return written.replace("0.", ".", 1) if written.startswith(("0.", "-0.")) else written


def _wrapped(paragraph: str) -> str:
    return textwrap.fill(paragraph, WIDTH, break_on_hyphens=False)


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = rows
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(cell or " " for cell in row) + " |" for row in (head, rule, *body))


def _agreement(agreement: Mapping[str, Mapping[str, Any]], lang: str) -> str:
    heads = ["", *(say(f"codings_{key}", lang) for key in ("cells", "difference", "correlation", "same_sign"))]
    rows = [heads]
    for name in ("positions", "saliences", "capability"):
        if name in agreement:
            each = agreement[name]
            numbers = [str(each["cells"]), decimal(each["difference"], 2), decimal(each["correlation"], 2)]
            same = f"{each['same_sign']:.0%}".replace("%", " %") if name == "positions" else ""
            rows.append([say(f"codings_{name}", lang), *numbers, same])
    return _table(rows)


def _stability(outcomes: Mapping[str, Mapping[str, Any]], lang: str) -> str:
    """How many outcomes keep their side; of the votes that the weighted mean forecasts, how many by it."""
    votes = [
        each for each in outcomes.values()
        if RIVAL in each and each["flips"] is not None and each[RIVAL]["flips"] is not None
    ]  # fmt: skip
    groups = (
        ("codings_outcomes", list(outcomes.values())),
        ("codings_votes", votes),
        ("codings_weighted_mean", [each[RIVAL] for each in votes]),
    )
    rows = [[say("codings_keep", lang), *(say(f"codings_{change}", lang) for change in _CHANGES)]]
    rows += [[say(key, lang), *(_kept(of, change, lang) for change in _CHANGES.values())] for key, of in groups if of]
    return _table(rows)


def _kept(outcomes: Sequence[Mapping[str, Any]], change: str, lang: str) -> str:
    told = [each[change] for each in outcomes if each[change] is not None]
    return say("codings_of", lang, kept=told.count(False), all=len(told))


def _flip(name: str, record: Mapping[str, Any], scenario: Scenario, lang: str) -> str:
    """A line on one outcome: its means under both codings, and the claims that hold under one alone."""
    found = record["outcomes"][name]
    line = say("codings_flips", lang, label=label(scenario.outcomes[name].label, lang),
               first=decimal(found["first"], 3), second=decimal(found["second"], 3))  # fmt: skip
    claims = [key for key, each in record["claims"].items() if each["flips"] and scenario.claims[key].outcome == name]
    by_claim = say("codings_by_claim", lang, claims=", ".join(f"`{key}`" for key in sorted(claims)))
    return f"- {line} ({by_claim})" if claims else f"- {line}"
