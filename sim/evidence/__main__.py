"""`python -m sim.evidence`: estimate everything on the data, and write `measured.json`.

`python -m sim.evidence codings [CASE ...]`: run cases under both codings of their actors, write their codings.json and
the section of their READMEs; without CASE, all cases that come with the package.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sim.evidence import codings, codings_page, measured
from sim.scenario.find import find_case
from sim.scenario.load import load_case


def write_codings(cases: list[str]) -> list[Path]:
    """Study cases and write what was found beside them; gives the files written."""
    folders = [find_case(case) for case in cases] or codings.cases_coded_twice()
    written = []
    for folder in folders:
        record = codings.study(folder)
        written += [codings.write(folder, record), *codings_page.write(folder, record, load_case(folder).scenario)]
    return written


def main(words: list[str]) -> None:
    """Carry out what was typed.

    Raises
    ------
    SystemExit
        For a word that means nothing here.
    """
    if not words:
        measured.write()
    elif words[0] == "codings":
        for path in write_codings(words[1:]):
            print(f"written: {path}")
    else:
        sys.exit(f"{words[0]}: nothing is estimated under that name; there is codings, or nothing for the data")


if __name__ == "__main__":
    main(sys.argv[1:])
