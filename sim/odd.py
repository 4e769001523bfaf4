"""The model's own description: rule index, parameter table, state table, and the page of a case."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from sim.model.channels import Channel
from sim.model.declare import Declared, declared
from sim.model.initialize import BLOCKS
from sim.model.parameters import table
from sim.model.schedule import SCHEDULE, Step
from sim.model.state import Block, State
from sim.words.es import RULES

HERE = Path(__file__).resolve().parent
PAGE = HERE / "README.md"
MODEL = HERE / "model"
RULE_FILES = (MODEL / "formulas.py", *sorted(MODEL.glob("*/rules.py")), MODEL / "campaigns" / "access.py")
_RULE = re.compile(r"^(?P<what>.*?)\s*\(rule (?P<number>[A-Z]+\d*-\d+)\)$")
_NUMBERS = {"float64": "real", "bool": "yes or no", "int64": "whole", "int8": "code"}


def _rules() -> Iterator[tuple[str, ast.FunctionDef]]:
    """File, from the folder of the package, and definition of every rule; by file, then line."""
    for path in RULE_FILES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield path.relative_to(HERE).as_posix(), node


def rule_index(lang: str = "en") -> list[tuple[str, str, str]]:
    """Every rule: its number, its place (file:line function), its sentence in a language; by file, then line."""
    rows = []
    for file, node in _rules():
        first = (ast.get_docstring(node) or "").splitlines()[0]
        match = _RULE.match(first)
        number, what = (match["number"], match["what"]) if match else ("", first)
        sentence = RULES.get(number, what) if lang == "es" else what
        rows.append((number, f"sim/{file}:{node.lineno} {node.name}", sentence))
    return rows


def rule_texts() -> list[str]:
    """All that is written of every rule, with the names of what it takes; in the order of `rule_index`."""
    return [f"{ast.get_docstring(node) or ''} {ast.unparse(node.args)}" for _, node in _rules()]


def parameter_rows() -> list[dict[str, object]]:
    """The parameter table: one dictionary a row."""
    return [
        {
            "name": key, "symbol": p.symbol, "default": p.default, "low": p.low, "high": p.high, "unit": p.unit,
            "mark": p.mark, "source": p.source, "rules": f"sim/model/{p.mechanism}/rules.py",
        }
        for key, p in table().items()
    ]  # fmt: skip


def state_rows() -> list[tuple[str, str, str, str, str, str]]:
    """Arrays of the State, and of the blocks of optional mechanisms: name, axes, numbers, range, unit, meaning."""
    kinds: tuple[type[Block], ...] = (State, *BLOCKS)
    return [
        _array(name if kind is State else f"{kind.__name__}.{name}", said)
        for kind in kinds
        for name, said in declared(kind).items()
    ]


def _array(name: str, said: Declared) -> tuple[str, str, str, str, str, str]:
    field = said.field
    return name, field.axes.replace(" ", ", "), _NUMBERS[said.dtype.name], field.range, field.unit, field.meaning


def render(page: str) -> str:
    """The page with every generated table brought up to date.

    Tables stand between `<!-- table: NAME -->` and `<!-- end -->`.
    """
    for name, rows in _tables().items():
        pattern = re.compile(rf"(<!-- table: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        found = pattern.search(page)
        if found:
            page = f"{page[: found.end(1)]}{_markdown(rows)}\n{page[found.start(2) :]}"
    return page


def _tables() -> dict[str, list[tuple[str, ...]]]:
    numbers = [
        (f"`{r['name']}`", str(r["symbol"]), f"{r['default']:g}", f"{r['low']:g} to {r['high']:g}", str(r["unit"]),
         str(r["mark"]), str(r["source"]))
        for r in parameter_rows()
    ]  # fmt: skip
    # Without lines, which move at every edit.
    rules = [(number, f"`{re.sub(r':[0-9]+ ', ' ', place)}`", what) for number, place, what in rule_index()]
    processes = [(str(step.number), f"`{step.name}`", _sentence(step)) for step in SCHEDULE]
    state = [(f"`{name}`", *rest) for name, *rest in state_rows()]
    return {
        "processes": [("#", "process", "what it does"), *processes],
        "state": [("array", "axes", "numbers", "range", "unit", "what it holds"), *state],
        "rules": [("rule", "place", "what it says"), *rules],
        "parameters": [("name", "symbol", "default", "prior", "unit", "mark", "source"), *numbers],
        "streams": [("channel", "draws", "shape (without run)", "when", "step"), *(each.value for each in Channel)],
    }


def _sentence(step: Step) -> str:
    return (inspect.getdoc(step.function) or "").splitlines()[0]


def _markdown(rows: list[tuple[str, ...]]) -> str:
    head, *body = [[cell.replace("|", "\\|") or " " for cell in row] for row in rows]
    return "\n".join(["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *body)])
