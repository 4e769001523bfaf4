"""How many files a question crosses: follows the calls from a function through the package.

python tests/hops.py                                      the questions below
python tests/hops.py campaigns/choose_venue mobilize      any function of sim/model
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = {
    "where does an NGO press?": ("campaigns/choose_venue", "mobilize"),
    "what does a tie hang on?": ("ties/alliances", "ally"),
    "how does a bloc vote?": ("votes/roll_call", "decide"),
    "how does a conviction move?": ("opinion/process", "propagate"),
    "what moves policy?": ("campaigns/response", "policy_response"),
}


@cache
def module(path: Path) -> tuple[dict[str, ast.FunctionDef], dict[str, tuple[Path, str | None]]]:
    """Functions at the top of a file, and what its imported names stand for: a file, and a name in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    names: dict[str, tuple[Path, str | None]] = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sim"):
            folder = ROOT.joinpath(*(node.module or "").split("."))
            for alias in node.names:
                is_file = (folder / f"{alias.name}.py").exists()
                target = folder / f"{alias.name}.py" if is_file else folder.with_suffix(".py")
                names[alias.asname or alias.name] = (target, None if is_file else alias.name)
    return functions, names


def called(path: Path, function: str) -> Iterator[tuple[Path, str]]:
    """Functions of the package that a function names: calls them, or hands them on."""
    functions, names = module(path)
    for node in ast.walk(functions[function]):
        if isinstance(node, ast.Name) and node.id in functions and node.id != function:
            yield path, node.id
        elif isinstance(node, ast.Name) and node.id in names and names[node.id][1]:
            target, name = names[node.id]
            yield target, str(name)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in names:
            target, name = names[node.value.id]
            if name is None:
                yield target, node.attr


def files_from(path: Path, function: str) -> list[Path]:
    """Files of the functions that a function leads to, its own first, in the order of the calls."""
    seen, files, waiting = set(), {path: None}, [(path, function)]
    while waiting:
        at = waiting.pop(0)
        if at in seen or not at[0].exists() or at[1] not in module(at[0])[0]:
            continue
        seen.add(at)
        files[at[0]] = None
        waiting += list(called(*at))
    return list(files)


CHAINS = {  # each file names what the next one defines
    "a number from --set to its use": (
        ("cli/run.py", "Ensemble"), ("ensemble.py", "load_case"), ("scenario/load.py", "split_settings"),
        ("model/parameters.py", "Campaigns"), ("model/campaigns/parameters.py", "venue_slope"),
        ("model/campaigns/choose_venue.py", "venue_slope"),
    ),
    "a draw from the seed": (
        ("ensemble.py", "Noise"), ("model/core/noise.py", "block"), ("model/opinion/process.py", "Channel.OPINION"),
    ),
}  # fmt: skip


def answer(place: str, function: str) -> tuple[list[str], list[str], list[str]]:
    """Files in the folder of the mechanism, files of other mechanisms and what all share, files of core."""
    model = ROOT / "sim" / "model"
    found = [path.relative_to(model).as_posix() for path in files_from(model / f"{place}.py", function)]
    own = [name for name in found if name.startswith(f"{place.partition('/')[0]}/")]
    sums = [name for name in found if name.startswith("core/")]
    return own, [name for name in found if name not in own and name not in sums], sums


if __name__ == "__main__":
    asked = {" ".join(sys.argv[1:]): tuple(sys.argv[1:3])} if len(sys.argv) > 2 else QUESTIONS
    for question, (place, function) in asked.items():
        own, others, sums = answer(place, function)
        print(
            f"{question} {len(own)} files of its folder; {len(own) + len(others) + len(sums)} with all that is called"
        )
        print("  " + "\n  ".join(", ".join(names) or "-" for names in (own, others, sums)))
    for question, chain in CHAINS.items() if len(sys.argv) <= 2 else ():
        print(f"{question}: {len(chain)} files\n  {' -> '.join(file for file, _ in chain)}")
