"""V29, sign 12, and what 1993 was worth: precedents taken out of the NAFTA case, in pairs of runs.

The chance that labor in the core comes on offer as the text opens in 2017; what is made of it is politics.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.ensemble import Ensemble
from sim.evidence.record import Row, Verdict
from sim.experiments.counterfactuals.pairs import Paired
from sim.model.state import Floats
from sim.scenario.load import ReadCase, read_case

CASE, SEED, UNTIL, TEST = "nafta", 1, "2018-09", "V29"
N_RUNS, N_QUICK = 40, 6
CHANCE = "chance_labor_2018"


def ladder_rows(quick: bool) -> list[Row]:
    """Sign 12 with its interval; on a full ladder the side agreement of 1993, drawn and recorded, which is no test."""
    n, read = N_QUICK if quick else N_RUNS, read_case(CASE)
    base, without = _chance(read, n), _chance(read, n, settings={"precedents.own_weight": 0})
    paired = Paired(base, without)
    found = paired.interval()
    ours = f"{paired.difference:+.3f} [{found.low:+.3f}, {found.high:+.3f}]"
    what = "12 precedents out: chance that labor in the core comes on offer in 2017 down"
    holds: Verdict = "inside" if found.high < 0.0 else "miss"
    rows = [Row(TEST, what, "interval beyond 0", ours, f"with them {base.mean():.2f}", holds, n, SEED)]
    for mode in () if quick else ("drawn", "recorded"):
        setting = {"agreement_provisions": mode}
        kept, gone = (_chance(read, n, variant, setting) for variant in ("ratified_1993", "ratified_without_side"))
        what = f"the same chance with the side agreement of 1993, other agreements {mode}, the treaty ratified"
        rows.append(Row(TEST, what, "-", f"{kept.mean():.3f}", f"without it {gone.mean():.3f}", "no test", n, SEED))
    return rows


def _chance(read: ReadCase, n: int, variant: str | None = None, settings: Mapping[str, object] | None = None) -> Floats:
    """The chance in each run, (run,) [0-1]."""
    ensemble = Ensemble(read.load(variant, settings), n, SEED, until=UNTIL, outcomes=[CHANCE], series=False)
    return np.asarray(ensemble.run().outcomes[CHANCE])
