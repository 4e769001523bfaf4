"""`python -m sim.evidence`: estimate everything on the data, and write `measured.json`.

`python -m sim.evidence codings [CASE ...]`: run cases under both codings of their actors, write their codings.json and
the section of their READMEs; without CASE, all cases that come with the package.

`python -m sim.evidence screening [CASE ...]`: find which behavioral numbers matter most in cases, and write their
screening.json; without CASE, all cases that come with the package. Some two hours of one core, most of them NAFTA's.

`python -m sim.evidence random_issues [N] [LABEL:KEY=VALUE,KEY=VALUE ...]`: run N of the random issues of V30, or all,
under each row of parameters, and print what was measured. Five minutes of one core.

`python -m sim.evidence campaign_size [LABEL:KEY=VALUE,KEY=VALUE ...]`: what labor is worth in made-up chambers
under each row of parameters, beside V27.

`python -m sim.evidence docking [RIVAL ...]`: see whether rivals give what they were published with, and write
`docked.json`; without RIVAL, all of them. One minute.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence

from sim.evidence import campaign_size, codings, codings_page, docked, measured, random_issue_runs, screening
from sim.experiments.plans.axes import PlanError
from sim.model.parameters import ParameterError
from sim.scenario.find import find_case, list_cases
from sim.scenario.load import load_case
from sim.scenario.problem import ScenarioError


def write_codings(cases: Sequence[str]) -> Iterator[str]:
    """Study cases and write what was found beside them; gives a line on each file written."""
    for folder in [find_case(case) for case in cases] or codings.cases_coded_twice():
        record = codings.study(folder)
        for path in (codings.write(folder, record), *codings_page.write(folder, record, load_case(folder).scenario)):
            yield f"written: {path}"


def write_screenings(cases: Sequence[str]) -> Iterator[str]:
    """Screen cases and write what was found beside them; gives a line on each file written."""
    for folder in [find_case(case) for case in cases] or list_cases():
        began = time.perf_counter()
        record = screening.screen(folder)
        path, took = screening.write(folder, record), time.perf_counter() - began
        yield f"written: {path} ({record['method']['runs']:,} runs in {took:,.0f} s)"


STUDIES: dict[str, Callable[[Sequence[str]], Iterator[str]]] = {
    "codings": write_codings,
    "screening": write_screenings,
    "random_issues": random_issue_runs.study,
    "campaign_size": campaign_size.study,
    "docking": docked.study,
}


def main(words: list[str]) -> None:
    """Carry out what was typed.

    Raises
    ------
    SystemExit
        For a word that means nothing here, and with 2 for a case that cannot be read or a number out of bounds.
    """
    if not words:
        measured.write()
        return
    if words[0] not in STUDIES:
        known = ", ".join(STUDIES)
        sys.exit(f"{words[0]}: nothing is estimated under that name; there is {known}, or nothing for the data")
    try:
        for line in STUDIES[words[0]](words[1:]):
            print(line, flush=True)
    except (ScenarioError, PlanError, ParameterError) as wrong:
        print(wrong, file=sys.stderr)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main(sys.argv[1:])
