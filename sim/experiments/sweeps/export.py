"""Stored runs as files for other programs; every file is written under another name first, then takes its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from sim.ensemble import Ensemble, chunk_size
from sim.experiments.plans.plan import Axis, Plan, PlanError, split
from sim.experiments.sweeps.ledger import Ledger
from sim.model.setting import Setting
from sim.model.state import Floats
from sim.scenario.load import load_case
from sim.whole import write_whole

FORMATS = ("csv", "parquet", "graphml", "salib", "waves")


@dataclass(frozen=True)
class Sample:
    """Settings and outcomes as SALib takes them: a row a setting, in the order of the design.

    `problem` has num_vars, names, bounds, groups (None) and outputs; `X` is (setting, name) and `Y` (setting,
    outcome), the mean over the replicates, NaN where an outcome is not defined in one of them. What is no number stands
    in `X` as its place in the list of values, from 0; `values` has these lists. What has a run that failed or is not
    done is dropped, with its whole block or trajectory in a design that has such, since an analysis needs them whole.
    """

    problem: dict[str, Any]
    X: Floats
    Y: Floats
    values: dict[str, list[Any]]
    dropped: list[int]  # settings that are not in X and Y
    missing_runs: int  # failed, or not done


def table(ledger: Ledger) -> pd.DataFrame:
    """A row a run in the order of the plan, with its state; see `Ledger.frame`."""
    return ledger.frame()


def write_csv(ledger: Ledger, path: Path) -> None:
    """Write a row a run in the order of the plan; the same runs give the same bytes."""
    frame = ledger.frame()
    write_whole(path, lambda part: frame.to_csv(part, index=False, lineterminator="\n"))


def write_parquet(ledger: Ledger, path: Path) -> None:
    """Write the same rows as a Parquet file; what varies over values of several kinds becomes text.

    Raises
    ------
    PlanError
        If pyarrow is not installed.
    """
    frame = ledger.frame()
    for name in ledger.plan.points[0]:
        if frame[name].map(type).nunique() > 1 or isinstance(frame[name].iloc[0], list | dict):
            frame[name] = frame[name].map(lambda value: value if isinstance(value, str) else json.dumps(value))
    try:
        write_whole(path, lambda part: frame.to_parquet(part, index=False, engine="pyarrow"))
    except ImportError:
        raise PlanError("--format parquet: needs pyarrow; pip install 'advocacy-coalitions[parquet]'") from None


def ties(
    plan: Plan, point: int = 0, replicate: int | None = None, month: str | None = None, case: str | None = None
) -> nx.DiGraph:
    """The network of allies in one run, or the share of runs in which each tie is open.

    The runs are computed again from the plan: a ledger keeps their outcomes, not their histories.

    Parameters
    ----------
    point
        Which setting of the plan.
    replicate
        Which run of it; None is the share over all of them.
    month
        At the end of which month, such as 1993-11; None is the last.
    case
        Where the case lies now, if elsewhere than the plan says.

    Returns
    -------
    networkx.DiGraph
        Nodes are ids of the active actors, with `name`, `country` and `kind`; an edge goes from who holds an
        ally to the ally, with `share` of runs (0-1].

    Raises
    ------
    PlanError
        If the plan has no such setting or replicate.
    """
    ensemble = ensemble_of(plan, point, replicate, month, case)
    share, presence = _shares(ensemble)
    graph = nx.DiGraph()
    setting = ensemble.setting
    for row in np.flatnonzero(presence > 0):
        actor = ensemble.scenario.actors[setting.actors[row]]
        graph.add_node(setting.actors[row], name=actor.name, country=actor.country, kind=actor.kind)
    _add_ties(graph, share, setting)
    return graph


def ensemble_of(
    plan: Plan, point: int, replicate: int | None, month: str | None, case: str | None, single: bool = False
) -> Ensemble:
    """The runs of one setting of a plan, to be computed again up to a month.

    Parameters
    ----------
    replicate
        Which run; None: all of them or, with `single`, the first.

    Raises
    ------
    PlanError
        If the plan has no such setting or replicate.
    """
    if not 0 <= point < len(plan.points):
        raise PlanError(f"--point {point}: the settings of this plan have the numbers 0 to {len(plan.points) - 1}")
    first = 0 if plan.is_paired else point * plan.replicates
    known = range(first, first + plan.replicates)
    if replicate is not None and replicate not in known:
        raise PlanError(f"--replicate {replicate}: this setting has the replicates {known[0]} to {known[-1]}")
    fields, parameters = split(plan.points[point])
    settings = dict(plan.settings) | fields
    loaded = load_case(case or plan.case, settings.pop("variant", None), settings)
    chosen = known[0] if single and replicate is None else replicate
    runs = list(known) if chosen is None else [chosen]
    until = month or plan.until
    return Ensemble(loaded, runs, plan.seed, parameters=parameters, jitter=plan.jitter, until=until)


def write_graphml(graph: nx.DiGraph, path: Path) -> None:
    """Write a network as GraphML."""
    write_whole(path, lambda part: nx.write_graphml(graph, part))


def sample(ledger: Ledger) -> Sample:
    """Settings and mean outcomes, ready for SALib; see `Sample`."""
    plan, frame = ledger.plan, ledger.frame()
    n = len(plan.points)
    done = np.zeros(n, dtype=int)
    np.add.at(done, frame["point"].to_numpy(), (frame["state"] == "succeeded").to_numpy())
    by_point = frame[["point", *ledger.outcome_names]].groupby("point", sort=True)
    means = by_point.agg(lambda values: values.mean(skipna=False)).to_numpy(dtype=float)
    blocks = [block for block in _blocks(plan) if all(done[point] == plan.replicates for point in block)]
    kept = [point for block in blocks for point in block]
    places = np.array([[_place(axis, point[axis.name]) for axis in plan.axes] for point in plan.points])
    problem = {
        "num_vars": len(plan.axes), "names": [axis.name for axis in plan.axes],
        "bounds": [_bounds(axis) for axis in plan.axes],
        "groups": None, "outputs": list(ledger.outcome_names),
    }  # fmt: skip
    return Sample(
        problem=problem, X=places[kept], Y=means[kept],
        values={axis.name: list(axis.values) for axis in plan.axes if not _is_number(axis)},
        dropped=sorted(set(range(n)) - set(kept)), missing_runs=plan.n_runs - int(done.sum()),
    )  # fmt: skip


def for_ema(ledger: Ledger) -> tuple[pd.DataFrame, dict[str, Floats], int]:
    """What EMA Workbench takes: experiments, a row a run, and outcomes by name, (run,); and how many are left out.

    Runs that failed or are not done are left out, since these analyses take whatever stands there for a result.
    """
    frame = ledger.frame()
    whole = frame[frame["state"] == "succeeded"]
    experiments = whole[[*ledger.plan.points[0], "replicate"]].reset_index(drop=True)
    outcomes = {name: whole[name].to_numpy() for name in ledger.outcome_names}
    return experiments, outcomes, len(frame) - len(whole)


def write_salib(ledger: Ledger, folder: Path) -> Sample:
    """Write problem.json, X.csv and Y.csv (a row a setting), and experiments.csv (a row a run that succeeded).

    Raises
    ------
    PlanError
        If the folder is there already.
    """
    if folder.exists():
        raise PlanError(f"--out {folder}: is there already; nothing was changed. Give another name or remove it.")
    found = sample(ledger)
    experiments, outcomes, left_out = for_ema(ledger)
    design = ledger.plan.design
    record = found.problem | {
        "values": found.values, "design": design.record(), "calc_second_order": False,
        "settings_dropped": found.dropped, "runs_missing": found.missing_runs, "runs_left_out": left_out,
        "settings_with_undefined": {
            name: int(np.isnan(column).sum()) for name, column in zip(ledger.outcome_names, found.Y.T, strict=True)
        },
    }  # fmt: skip

    def write(part: Path) -> None:
        part.mkdir()
        names, outputs = found.problem["names"], found.problem["outputs"]
        pd.DataFrame(found.X, columns=names).to_csv(part / "X.csv", index=False, lineterminator="\n")
        pd.DataFrame(found.Y, columns=outputs).to_csv(part / "Y.csv", index=False, lineterminator="\n")
        whole = pd.concat([experiments, pd.DataFrame(outcomes)], axis=1)
        whole.to_csv(part / "experiments.csv", index=False, lineterminator="\n")
        text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
        (part / "problem.json").write_text(text, encoding="utf-8")

    write_whole(folder, write)
    return found


def _blocks(plan: Plan) -> list[list[int]]:
    """Settings that an analysis needs together, in the order in which SALib takes them."""
    n, d, rows = plan.design.samples, len(plan.axes), range(len(plan.points))
    if plan.design.name == "saltelli":  # A, AB_1 ... AB_d, B for every row; here A, B, AB_1 ... AB_d are wholes
        order = [0, *range(2, d + 2), 1]
        return [[matrix * n + row for matrix in order] for row in range(n)]
    if plan.design.name == "morris":
        return [list(range(first, first + d + 1)) for first in range(0, len(rows), d + 1)]
    return [[row] for row in rows]


def _is_number(axis: Axis) -> bool:
    return axis.is_range or all(isinstance(v, int | float) and not isinstance(v, bool) for v in axis.values)


def _place(axis: Axis, value: Any) -> float:
    return float(value) if _is_number(axis) else float(axis.values.index(value))


def _bounds(axis: Axis) -> list[float]:
    if axis.low is not None and axis.high is not None:
        return [float(axis.low), float(axis.high)]
    places = [_place(axis, value) for value in axis.values]
    return [min(places), max(places)]


def _shares(ensemble: Ensemble) -> tuple[Floats, Floats]:
    """In what share of runs each two are allied, (edge,), and each active actor, (actor,), at the end."""
    size = chunk_size(ensemble.setting)
    open_, there = np.zeros(len(ensemble.setting.edges)), np.zeros(ensemble.setting.n_actors)
    for first in range(0, len(ensemble.runs), size):
        for state in ensemble.states(range(first, min(first + size, len(ensemble.runs)))):
            last = state
        open_ += last.allied.sum(axis=-1)
        there += last.is_active.sum(axis=-1)
    return open_ / len(ensemble.runs), there / len(ensemble.runs)


def _add_ties(graph: nx.DiGraph, share: Floats, setting: Setting) -> None:
    for edge in np.flatnonzero(share > 0):
        ends = (setting.actors[rows[edge]] for rows in (setting.edges.source, setting.edges.target))
        graph.add_edge(*ends, share=float(share[edge]))
