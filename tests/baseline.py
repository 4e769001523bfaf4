"""What the four cases and all their variants give today, on record, and what has moved since.

    python tests/baseline.py                        every outcome that moved, and exit code 1 if one did
    python tests/baseline.py --table FILE           the same as a Markdown table, for a commit or the changelog
    python tests/baseline.py --update               put today's numbers on record
    python tests/baseline.py --case nafta --variant no_ezln --variant record

The record, tests/baseline/CASE.json, holds for each variant the hash of what `run.py run CASE --variant VARIANT
--replicates 20 --seed 1 --json` prints, the mean of every outcome and the verdict on every claim. Equal hashes are
equal numbers. Where they differ, numbers that agree to a billionth are the last bits of another processor.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import click

FOLDER = Path(__file__).parent / "baseline"
CASES = ("nafta", "ccime", "mexico_chile", "china_mexico")  # the slowest first, so that no worker is left with it
OPTIONS = ("--replicates", "20", "--seed", "1", "--json")
DIGITS = 12  # on record
RELATIVE, ABSOLUTE = 1e-9, 1e-12
OF_TOTAL = 1e-11  # so that one number among thousands is seen to move
NOTE = "other bytes, but every number agrees to 1e-9: rounded by another processor"


@dataclass(frozen=True)
class Move:
    """One outcome or claim that is not what it was; None where it did not exist or does not any more."""

    case: str
    variant: str
    name: str
    before: dict | None
    after: dict | None

    @property
    def standard_errors(self) -> float | None:
        """Difference of the means over its standard error, as if both were drawn by themselves."""
        means = [(each or {}).get("mean") for each in (self.before, self.after)]
        if None in means:
            return None
        error = math.sqrt(sum((each["sd"] or 0.0) ** 2 / each["n"] for each in (self.before, self.after)))
        difference = means[1] - means[0]
        return difference / error if error else math.copysign(math.inf, difference) if difference else 0.0

    def cells(self) -> list[str]:
        """Where it stands, what it was, what it is, and by how much it moved."""
        errors = self.standard_errors
        return [
            self.case, self.variant, self.name, told(self.before), told(self.after),
            "" if errors is None else f"{errors:+.2f}",
        ]  # fmt: skip


@dataclass
class Difference:
    """What moved in one variant, and what there is to say of it beyond that."""

    outcomes: list[Move] = field(default_factory=list)
    verdicts: list[Move] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    note: str = ""

    @property
    def is_none(self) -> bool:
        """Whether nothing moved by more than the last bits."""
        return not (self.outcomes or self.verdicts or self.problems)

    def __str__(self) -> str:
        """Every move on a line."""
        lines = [" ".join(move.cells()[:3]) + "  " + " -> ".join(move.cells()[3:5]) for move in self.verdicts]
        for move in self.outcomes:
            *place, before, after, errors = move.cells()
            lines.append(f"{' '.join(place)}  {before} -> {after}" + (f"  {errors} standard errors" if errors else ""))
        return "\n".join([*lines, *self.problems, *([self.note] if self.note else [])])


def told(numbers: dict | None) -> str:
    """The mean of an outcome, with its runs where some have none, or the verdict on a claim."""
    if numbers is None:
        return "none"
    if "holds" in numbers:
        return f"{'holds' if numbers['holds'] else 'fails'} ({numbers['share']:.0%})"
    if numbers["mean"] is None:
        return "undefined"
    return f"{numbers['mean']:.6g} (sd {numbers['sd'] or 0.0:.3g}, n {numbers['n']})"


# The record


def printed(case: str, variant: str) -> bytes:
    """What the command prints, to the byte.

    Raises
    ------
    RuntimeError
        If the command fails.
    """
    from click.testing import CliRunner

    from sim.cli import cli

    result = CliRunner().invoke(cli, ["run", case, "--variant", variant, *OPTIONS])
    if result.exit_code:
        raise RuntimeError(f"run {case} --variant {variant}: {result.output}") from result.exception
    return result.stdout_bytes


def entry_of(data: bytes) -> dict:
    """What goes on record of the JSON of one variant."""
    document = json.loads(data)
    kept = ("n", "mean", "sd", "share")
    outcomes = {
        name: {key: rounded(numbers[key]) for key in kept if key in numbers}
        for name, numbers in document["outcomes"].items()
    }
    claims = {
        each["claim"]: {"share": rounded(each["share"]), "holds": each["holds"]}
        for each in document["claims"]
        if each["share"] is not None
    }
    total = rounded(math.fsum(abs(number) for number in numbers_in(document)))
    return {"sha256": hashlib.sha256(data).hexdigest(), "total": total, "outcomes": outcomes, "claims": claims}


def rounded(number: float | None) -> float | None:
    """A number with as many digits as the record keeps."""
    return float(f"{number:.{DIGITS}g}") if isinstance(number, float) else number


def numbers_in(document: object) -> Iterator[float]:
    """All numbers of a document, with 1 for true: their total tells of those that are not on record by themselves."""
    if isinstance(document, dict | list):
        for each in document.values() if isinstance(document, dict) else document:
            yield from numbers_in(each)
    elif isinstance(document, int | float):
        yield float(document)


def read(case: str) -> dict[str, dict]:
    """The record of a case by variant; empty if there is none."""
    path = FOLDER / f"{case}.json"
    return json.loads(path.read_text("utf-8"))["variants"] if path.exists() else {}


def write(case: str, entries: dict[str, dict]) -> None:
    """Put entries on record, an outcome or a claim a line."""
    command = f"run.py run {case} --variant VARIANT {' '.join(OPTIONS)}"
    variants = ",\n".join(f'"{variant}": {text_of(entry)}' for variant, entry in entries.items())
    text = f'{{\n"command": "{command}",\n"variants": {{\n{variants}\n}}\n}}\n'
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{case}.json").write_text(text, encoding="utf-8")


def text_of(entry: dict) -> str:
    """An entry as JSON whose lines a reader can compare."""
    parts = [f' "{key}": {json.dumps(entry[key])}' for key in ("sha256", "total")]
    for key in ("outcomes", "claims"):
        rows = ",\n".join(f'  "{name}": {json.dumps(numbers)}' for name, numbers in entry[key].items())
        parts.append(f' "{key}": {{\n{rows}\n }}')
    return "{\n" + ",\n".join(parts) + "\n}"


# Comparison


def compare(case: str, variant: str, before: dict | None, after: dict) -> Difference:
    """What moved between the record and now."""
    if before is None:
        return Difference(problems=[f"{case} {variant}: not on record; --update puts it there"])
    if before["sha256"] == after["sha256"]:
        return Difference()
    moves = {
        key: [
            Move(case, variant, name, before[key].get(name), after[key].get(name))
            for name in {**before[key], **after[key]}
            if not agree(before[key].get(name), after[key].get(name))
        ]
        for key in ("outcomes", "claims")
    }
    turned = [m for m in moves["claims"] if (m.before or {}).get("holds") != (m.after or {}).get("holds")]
    found = Difference(moves["outcomes"], turned)
    if n_others := len(moves["claims"]) - len(turned):
        found.problems.append(f"{case} {variant}: {n_others} claims have another share and the same verdict")
    if found.is_none and not math.isclose(before["total"], after["total"], rel_tol=OF_TOTAL):
        found.problems.append(f"{case} {variant}: quantiles, naive forecasts or marks moved, no mean and no claim did")
    found.note = f"{case} {variant}: {NOTE}" if found.is_none else ""
    return found


def agree(one: object, other: object) -> bool:
    """Whether numbers are the same but for the last bits; a truth or nothing must be the same."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(agree(one[key], other[key]) for key in one)
    if isinstance(one, float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=RELATIVE, abs_tol=ABSOLUTE)
    return one == other


def now(case: str, variant: str) -> dict:
    """The entry that today's code gives."""
    return entry_of(printed(case, variant))


def check(case: str, variant: str) -> Difference:
    """What moved in one variant since it was put on record."""
    return compare(case, variant, read(case).get(variant), now(case, variant))


def variants_of(case: str) -> list[str]:
    """All variants of a case, its base first."""
    from sim.scenario.load import load_scenario

    return ["baseline", *load_scenario(case).variants]


# The command


def table(moves: Iterable[Move]) -> str:
    """Markdown of what moved."""
    head = ["case", "variant", "outcome or claim", "before", "after", "difference in standard errors"]
    rows = [head, ["---"] * len(head), *(move.cells() for move in moves)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


@click.command()
@click.option("--case", "cases", type=click.Choice(CASES), multiple=True, help="This case; again for others.")
@click.option("--variant", "wanted", multiple=True, help="This variant; again for others.")
@click.option("--update", is_flag=True, help="Put today's numbers on record.")
@click.option("--table", "file", type=click.Path(path_type=Path), help="Write what moved as Markdown.")
@click.option("--workers", type=click.IntRange(min=1), default=os.cpu_count(), show_default=True)
def main(cases: tuple[str, ...], wanted: tuple[str, ...], update: bool, file: Path | None, workers: int) -> None:
    """Compare the numbers of the cases with those on record, or put them there."""
    known = {case: variants_of(case) for case in cases or CASES}
    if unknown := set(wanted) - {variant for variants in known.values() for variant in variants}:
        raise click.UsageError(f"no such variant: {', '.join(sorted(unknown))}")
    tasks = [(case, variant) for case in known for variant in known[case] if not wanted or variant in wanted]
    with ProcessPoolExecutor(workers) as pool:
        entries = dict(zip(tasks, pool.map(now, *zip(*tasks, strict=True)), strict=True))
    before = {case: read(case) for case in known}
    differences = [compare(*task, before[task[0]].get(task[1]), entry) for task, entry in entries.items()]
    gone = [f"{case} {variant}" for case in known for variant in before[case] if variant not in known[case]]
    differences += [Difference(problems=[f"{name}: on record, but not in the case"]) for name in gone]
    for difference in differences:
        if str(difference):
            click.echo(str(difference))
    if file is not None:
        moves = [move for each in differences for move in (*each.verdicts, *each.outcomes)]
        file.write_text(table(moves), encoding="utf-8")
    if update:
        record(known, before, entries)
    n_moved = sum(not difference.is_none for difference in differences)
    click.echo(f"{len(tasks)} variants compared, {n_moved} moved" + (", today's are on record" if update else ""))
    sys.exit(1 if n_moved and not update else 0)


def record(known: dict[str, list[str]], before: dict[str, dict], entries: dict[tuple[str, str], dict]) -> None:
    """Write today's entries, keep those that were not asked for, and drop variants that are no more."""
    for case, variants in known.items():
        kept = {variant: entries.get((case, variant), before[case].get(variant)) for variant in variants}
        write(case, {variant: entry for variant, entry in kept.items() if entry is not None})


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))  # this checkout, whichever is installed
    main()
