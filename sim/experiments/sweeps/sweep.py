"""Sweeps: every run of a plan, on an engine, into a ledger. The same call again goes on where the last one stopped."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from sim.experiments.crate.citation import citation
from sim.experiments.crate.seal import CRATE, PACKAGE, About, seal
from sim.experiments.plans.plan import Plan
from sim.experiments.sweeps import shards, source, store
from sim.experiments.sweeps.engines import Engine, make_engine
from sim.experiments.sweeps.export import write_csv
from sim.experiments.sweeps.ledger import Ledger, StorageError
from sim.experiments.sweeps.refusals import differences, refuse_other
from sim.experiments.sweeps.store import LedgerError
from sim.experiments.sweeps.tasks import outcome_names, scenario_of, tasks_of
from sim.experiments.sweeps.work import Work, carry_out
from sim.scenario.load import ReadCase, load_case, read_case
from sim.scenario.problem import ScenarioError
from sim.whole import check_place, folder_for, write_whole

TABLE, MANIFEST = "outcomes.csv", "manifest.json"

Progress = Callable[[int], object]


def sweep(
    plan: Plan,
    folder: Path | str | None,
    engine: str = "serial",
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
    use_shards: bool | None = None,
    accept_new_code: bool = False,
    retry_failed: bool = False,
    chunk: int | None = None,
    work: Work = carry_out,
) -> Ledger:
    """Run what a plan has pending. A ledger of a part of the plan is extended to all of it.

    Parameters
    ----------
    folder
        Where the ledger stands, or will; None keeps it in memory.
    engine, workers, scheduler
        See `engines.make_engine`. They change speed, never a result.
    progress
        Called with the runs that are done, of `plan.n_runs`.
    use_shards
        Whether workers write files of their own; None does so on network file systems.
    accept_new_code
        Whether to go on with a ledger that other code has begun, or code that was not recorded; the manifest then
        keeps both, and whatever reads the ledger says so.
    retry_failed
        Whether to run again what failed before.
    chunk
        Most runs in a task; None leaves it to the size of the case. It changes speed, never a result.
    work
        What a worker does with a task: a function at the top of a module. `verify` and tests exchange it.

    Returns
    -------
    Ledger
        Open; no run of it is pending.

    Raises
    ------
    LedgerError
        If the folder holds something else, another plan, or runs of other code, or if it cannot be written.
    StorageError
        If the disk does not take results; what was stored before is safe.
    """
    place = None if folder is None else Path(folder)
    on_network = shards.is_on_network(place) if use_shards is None and place else bool(use_shards and place)
    computing = make_engine(engine, workers, scheduler)
    manifest = manifest_of(plan, read_case(plan.case))
    _refuse_taken(place)
    with ExitStack() as open_, ExitStack() as failing:
        _take(place, open_, failing)
        ledger = _begin(plan, place, manifest, on_network, (accept_new_code, retry_failed))
        failing.callback(ledger.close)
        if on_network and place is not None:
            work = partial(shards.keep_in_shard, place.resolve() / shards.FOLDER, work)
        _run(ledger, plan.case, computing, (progress, chunk), work)
        _finish(ledger)
        failing.pop_all()
    return ledger


def _begin(
    plan: Plan, folder: Path | None, manifest: Mapping[str, Any], on_network: bool, how: tuple[bool, bool]
) -> Ledger:
    """The ledger of a plan: the one that the folder holds, or a new one."""
    if folder is None or not store.is_registered(folder):
        return Ledger.create(folder, plan, manifest, on_network)
    accept_new_code, retry_failed = how
    ledger = Ledger.open(folder)
    try:
        refuse_other(ledger, manifest, accept_new_code)
        ledger.prepare(on_network)
        ledger.take_in_shards(remove=True)  # else an old failure would stand in the way of a run that is tried again
        has_more = bool(differences(ledger.manifest, manifest))  # it was not refused
        if has_more or retry_failed or ledger.counts()["pending"]:
            for name in (TABLE, MANIFEST, CRATE, PACKAGE):  # of fewer runs; first, lest a kill leaves them beside more
                (folder / name).unlink(missing_ok=True)
        if has_more:
            ledger.extend(manifest)
        elif plan.case != ledger.plan.case:  # where it lies now
            ledger.note("plan", ledger.manifest["plan"] | {"case": plan.case})
        if retry_failed:
            ledger.retry_failed()
        _accept_code(ledger, manifest)
    except BaseException:
        ledger.close()
        raise
    return ledger


def stored(plan: Plan, folder: Path, accept_new_code: bool = False) -> dict[str, int] | None:
    """What a folder holds of a plan: runs by state, or None if it is free; nothing is changed.

    Runs of a larger plan that the ledger does not have yet count as pending.

    Raises
    ------
    LedgerError
        If the folder holds something else, another plan, or runs of other code.
    """
    if not store.is_registered(folder):
        _refuse_taken(folder)
        return None
    manifest = manifest_of(plan, read_case(plan.case))
    with Ledger.open(folder) as ledger:
        refuse_other(ledger, manifest, accept_new_code)
        counts = ledger.counts()
        return counts | {"pending": counts["pending"] + max(plan.n_runs - ledger.plan.n_runs, 0)}


def manifest_of(plan: Plan, read: ReadCase) -> dict[str, Any]:
    """All that says where a plan's runs come from, JSON-ready."""
    return {
        "scenario": scenario_of(plan, read),
        "plan": plan.record(),
        "code": source.code(),
        "seed": plan.seed,
        "packages": source.packages(),
        "machine": source.machine(),
        "outcomes": outcome_names(plan, read),
    }


def _run(ledger: Ledger, case: str, computing: Engine, how: tuple[Progress | None, int | None], work: Work) -> None:
    progress, chunk = how
    # The plan as it was written down: typed with its axes in another order it has its points in another order.
    plan = replace(ledger.plan, case=case)
    done = plan.n_runs - ledger.counts()["pending"]
    report = progress or (lambda _: None)
    report(done)
    tasks = tasks_of(plan, ledger.pending(), ledger.manifest, computing.workers, chunk)
    if not tasks:
        return
    with computing:
        try:
            for results in computing.run(work, tasks):
                ledger.record(each for each in results if not each.is_in_shard)
                done += len(results)
                report(done)
        except shards.ShardError as wrong:
            raise ledger.storage_error(wrong) from None


def _refuse_taken(folder: Path | None) -> None:
    """Refuse a folder with something else in it; a ledger that was killed before it held a plan is nothing yet."""
    if folder is None or store.is_registered(folder):
        return
    try:
        check_place(folder)
    except OSError as wrong:
        raise LedgerError(f"{folder}: cannot be written: {store.why(wrong)}") from None
    if not folder.exists():
        return
    own = {store.LOCK, *(path.name for path in store.files(folder))}
    if not folder.is_dir() or any(path.name not in own for path in folder.iterdir()):
        raise LedgerError(f"{folder}: is there already and holds no sweep; nothing was changed. Give another folder.")


def _accept_code(ledger: Ledger, manifest: Mapping[str, Any]) -> None:
    """Go on with other code; the manifest keeps what computed the runs so far, and how many there were."""
    is_same = source.computing(ledger.manifest) == source.computing(manifest)
    if is_same or not ledger.counts()["pending"]:
        return
    earlier = {key: ledger.manifest[key] for key in ("code", "packages", "machine")}
    ledger.note("earlier_code", [*ledger.manifest.get("earlier_code", []), earlier | {"runs": ledger.counts()}])
    for key in earlier:
        ledger.note(key, manifest[key])


def _take(folder: Path | None, open_: ExitStack, failing: ExitStack) -> None:
    """Let no other sweep work on the folder as long as `open_` is open; one without a ledger goes if that fails."""
    if folder is None:
        return
    try:
        open_.enter_context(folder_for(folder / store.FILE))
        open_.enter_context(store.alone(folder))
        failing.callback(_forget_lock, folder)
    except BlockingIOError:
        raise LedgerError(f"{folder}: another sweep is at work there; wait for it, or stop it") from None
    except OSError as wrong:
        raise LedgerError(f"{folder}: cannot be written: {store.why(wrong)}") from None


def _forget_lock(folder: Path) -> None:
    if not (folder / store.FILE).exists():
        (folder / store.LOCK).unlink(missing_ok=True)


def _finish(ledger: Ledger) -> None:
    """Take in the shards, which have then served, and write the tables."""
    ledger.take_in_shards(remove=True)
    missing = ledger.counts()["pending"]
    if missing:
        raise StorageError(
            f"{ledger.folder}: {missing} runs are done, but their shards are not here; is it the same folder for all "
            "workers? Without --shards they send their results"
        )
    if ledger.folder is None:
        return
    try:
        write_csv(ledger, ledger.folder / TABLE)
        cite = citation().text(ledger.manifest["code"])
        record = ledger.manifest | {"runs": ledger.plan.n_runs, "states": ledger.counts(), "cite": cite}
        text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
        write_whole(ledger.folder / MANIFEST, lambda part: part.write_text(text, encoding="utf-8"))
        shutil.rmtree(ledger.folder / shards.FOLDER, ignore_errors=True)
        (ledger.folder / store.LOCK).unlink(missing_ok=True)
        seal(
            ledger.folder,
            about(ledger, "runs of a sweep"),
            [ledger.folder / name for name in (TABLE, MANIFEST, store.FILE)],
        )
    except OSError as wrong:
        raise ledger.storage_error(wrong) from None


def about(ledger: Ledger, what: str, case: str | None = None) -> About:
    """What files come from that are made of a sweep.

    Parameters
    ----------
    case
        Where the case lies now, if elsewhere than the plan says.
    """
    record, plan = ledger.plan.record(), ledger.plan
    asked = ("seed", "replicates", "paired", "design", "axes", "settings", "jitter", "until")
    numbers = {key: record[key] for key in asked if record[key]}
    of_case = ledger.manifest["scenario"]
    loaded = None
    with suppress(ScenarioError):  # it may lie elsewhere now; then nothing is known of it but its name
        loaded = load_case(case or plan.case, None, plan.settings)
    return About(what, of_case["name"], of_case["digest"], loaded, numbers, ledger.manifest["code"])
