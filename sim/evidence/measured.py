"""The record of what was measured: estimates, and the digests of the scripts and data that they come from.

`measured.json` is written by `python -m sim.evidence`. A test compares it with the parameter table: a measured value
cannot be changed by hand, nor a script or a data set without running the scripts again.
"""

from __future__ import annotations

import hashlib
import importlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sim.evidence.record import data_folder, write_whole

RECORD = Path(__file__).resolve().with_name("measured.json")
SCRIPTS = {
    "ties": ("ties.py",),
    "tie_rates": ("tie_rates.py",),
    "votes": ("votes.py", "vote_forecasts.py"),
    "uptake": ("uptake.py",),
    "trade_votes": ("trade_votes.py", "trade_data.py", "hierarchy.py"),
    "precedents": ("precedents.py",),
}
DATA = {
    "ties": "chemnet/*.csv",
    "tie_rates": "coalition_panel/20*.csv",
    "votes": "votes/house_102_fast_track_1991.csv",
    "uptake": "ngo_laws_1981_2015.csv",
    "trade_votes": "trade_votes/*.csv",
    "precedents": "agreements/*.csv",
}


def estimate_study(name: str, data: Path) -> dict[str, Any]:
    """Run one study's script on the data: digests and estimates by key.

    Raises
    ------
    FileNotFoundError
        If the data are not there.
    """
    module = importlib.import_module(f"sim.evidence.{name}")
    estimates = [asdict(each) for each in module.estimate(data)]
    return {
        "scripts": script_digests(name),
        "data": data_digest(name, data),
        "estimates": {each.pop("key"): _rounded(each) for each in estimates},
    }


def write() -> None:
    """Estimate everything and write the record, whole or not at all."""
    found = {name: estimate_study(name, data_folder()) for name in SCRIPTS}
    write_whole(RECORD, json.dumps(found, indent=1, ensure_ascii=False) + "\n")


def read() -> dict[str, Any]:
    """The record as it was last written."""
    record: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8"))
    return record


def script_digests(name: str) -> dict[str, str]:
    """SHA-256 of each script of a study."""
    return {script: _digest([RECORD.with_name(script)]) for script in SCRIPTS[name]}


def data_digest(name: str, data: Path) -> str:
    """SHA-256 of a study's data files, in the order of their names.

    Raises
    ------
    FileNotFoundError
        If there are none.
    """
    files = sorted(data.glob(DATA[name]))
    if not files:
        raise FileNotFoundError(data / DATA[name])
    return _digest(files)


def _digest(files: list[Path]) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _rounded(estimate: dict[str, Any]) -> dict[str, Any]:
    # Six digits: more than any standard error needs, fewer than two machines could disagree on.
    return {key: float(f"{value:.6g}") if isinstance(value, float) else value for key, value in estimate.items()}
