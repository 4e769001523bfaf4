"""Which rivals give what they were published with: `docked.json`, written by `python -m sim.evidence docking`.

`run.py rivals` ranks those alone. A test compares the record with the rows of V6-V10.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sim.evidence import docking, docking_exchange
from sim.evidence.record import Row, data_folder, text, write_whole

RECORD = Path(__file__).resolve().with_name("docked.json")
MET = ("exact", "inside")


def rows_of(rival: str, data: Path) -> list[Row]:
    """The rows of V6-V10 that a rival is judged by.

    Raises
    ------
    FileNotFoundError
        If its data are not there.
    """
    if rival == "exchange":
        return docking_exchange.ladder_rows(data, quick=False)
    return docking.ROWS[rival]()


def entry(rows: Sequence[Row]) -> dict[str, Any]:
    """What the record holds of a rival: whether all its rows are met, and those that are not."""
    told = ("test", "what", "target", "ours")
    missed = [{key: getattr(row, key) for key in told} for row in rows if row.verdict not in MET]
    return {"docked": not missed, "tests": sorted({row.test for row in rows}), "rows": len(rows), "missed": missed}


def study(words: Sequence[str]) -> Iterator[str]:
    """Dock rivals, or those named, and write the record; gives a line on each, then one on the file.

    Raises
    ------
    FileNotFoundError
        If data are not there: then nothing is written.
    """
    found = read() if words else {}
    for rival in words or ("exchange", *docking.ROWS):
        found[rival] = entry(rows_of(rival, data_folder()))
        yield f"{rival}: {found[rival]}"
    yield f"written: {write_whole(RECORD, text({'rivals': found}))}"


def read() -> dict[str, Any]:
    """The record as it was last written, by rival."""
    found: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8"))["rivals"]
    return found
