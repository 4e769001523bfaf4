"""Which ledgers a sweep does not go on with: those of another plan, and of code that is other or not on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sim.experiments.plans.plan import Plan
from sim.experiments.sweeps import provenance, source, store
from sim.experiments.sweeps.ledger import Ledger
from sim.experiments.sweeps.store import LedgerError
from sim.words import say

_OTHERWISE = "Go on with --new-code, or give another folder."
_GROWS = (
    "A sweep takes more of the same: more --replicates where settings are paired; more --samples of a Sobol or "
    "Saltelli design, and of a Latin one by doubling them; further values of a grid; further rows of a table."
)
_GROWING = ("replicates:", "design.samples:", "points:", "vary.")
_SHOWN = 12  # differences of two plans that are listed


def refuse_other(ledger: Ledger, manifest: Mapping[str, Any], accept_new_code: bool) -> None:
    """Refuse to go on with another plan, with code that was not recorded, or with other code unless that is accepted.

    Raises
    ------
    LedgerError
        If the ledger has one of them.
    """
    if not accept_new_code:
        _refuse_unrecorded_code(ledger)  # first: a plan may differ since another version wrote it down otherwise
    _refuse_other_plan(ledger, manifest)
    if not accept_new_code:
        _refuse_other_code(ledger, manifest)


def _refuse_other_plan(ledger: Ledger, manifest: Mapping[str, Any]) -> None:
    """Refuse to go on with a ledger that has another plan, and show how the two differ.

    Raises
    ------
    LedgerError
        If it has.
    """
    changed = differences(ledger.manifest, manifest)
    if changed and not extends(ledger, manifest):
        more = [f"and {len(changed) - _SHOWN} more"] if len(changed) > _SHOWN else []
        lines = "\n  ".join([*changed[:_SHOWN], *more])
        hint = f"\n{_GROWS}" if all(line.startswith(_GROWING) for line in changed) else ""
        raise LedgerError(f"{ledger.folder}: holds another plan; nothing was changed. Old -> new:\n  {lines}{hint}")


def extends(ledger: Ledger, manifest: Mapping[str, Any]) -> bool:
    """Whether a plan has all runs of a ledger, and more: by their ids, which stand for all that a run depends on."""
    plan = Plan.of(manifest["plan"])
    if plan.n_runs <= ledger.plan.n_runs or manifest["outcomes"] != ledger.manifest["outcomes"]:
        return False
    files, now = (each["scenario"].get("files", {}) for each in (ledger.manifest, manifest))
    if any(now.get(name) != known for name, known in files.items()):
        return False
    return set(ledger.ids().values()) <= set(store.run_ids(plan, manifest["scenario"]["digest"]))


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """What two manifests plan differently, one `name: old -> new` each; how a case is called is no difference."""
    before, after = (_by_name(each["plan"]) for each in (old, new))
    was, now = ({key: value for key, value in each["scenario"].items() if key != "name"} for each in (old, new))
    changed = provenance.differences(was, now, "scenario")
    changed += provenance.differences(before, after)
    n_others = 0 if changed else _n_others(old["plan"], new["plan"])
    return changed + ([f"points: {n_others} of {len(new['plan']['points'])} are others"] if n_others else [])


def _by_name(plan: Mapping[str, Any]) -> dict[str, Any]:
    """A plan's record to be compared: axes by name, and points where the axes say nothing of them."""
    axes = {axis["name"]: {key: value for key, value in axis.items() if key != "name"} for axis in plan["axes"]}
    others = {key: value for key, value in plan.items() if key not in ("case", "axes", "points")}
    return others | {"vary": axes} | ({"points": plan["points"]} if plan["design"]["name"] == "table" else {})


def _n_others(old: Mapping[str, Any], new: Mapping[str, Any]) -> int:
    """How many points of a plan are none of another with the same axes: what is drawn hangs on their order, too."""
    if (old["axes"], old["points"]) == (new["axes"], new["points"]):
        return 0
    before, after = (
        Counter(provenance.canonical(dict(zip([axis["name"] for axis in plan["axes"]], point, strict=True)))
                for point in plan["points"])
        for plan in (old, new)
    )  # fmt: skip
    return (after - before).total()


def _refuse_unrecorded_code(ledger: Ledger) -> None:
    """Refuse to go on with runs of which nobody can tell what computed them.

    Raises
    ------
    LedgerError
        If the version that last worked on the ledger did not record its code.
    """
    code = ledger.manifest["code"]
    if code.get("files") is None:  # earlier code may lack it: going on with that was accepted
        version = code["version"]
        raise LedgerError(f"{ledger.folder}: {say('code_unrecorded', version=version)}. {_OTHERWISE}")


def _refuse_other_code(ledger: Ledger, manifest: Mapping[str, Any]) -> None:
    """Refuse to mix runs of different code in a table.

    Raises
    ------
    LedgerError
        If the runs of the ledger come from other code, or another Python, numpy, scipy or mesa.
    """
    changed = source.changes(source.computing(ledger.manifest), source.computing(manifest))
    if changed:
        message = "its runs were computed by other code, which may give other numbers"
        raise LedgerError(f"{ledger.folder}: {message}: {changed}. {_OTHERWISE}")
