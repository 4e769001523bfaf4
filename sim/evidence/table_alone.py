"""V32: where the coded table of NAFTA decides by itself, and the mechanisms add nothing.

It is no test that the case can pass well: the target says only that some forecast must not be the table's own.
"""

from __future__ import annotations

from collections.abc import Iterable

from sim.ensemble import Ensemble
from sim.evidence.record import Row, Verdict
from sim.experiments.counterfactuals.table_alone import Beside, table_alone

CASE, SEED, TEST = "nafta", 1, "V32"
N_RUNS, N_QUICK, UNTIL = 100, 10, "1993-12"


def ladder_rows(quick: bool) -> list[Row]:
    """A row for the votes to the end of 1993, one for all outcomes by then."""
    n = N_QUICK if quick else N_RUNS
    ensemble = Ensemble(CASE, n, SEED, until=UNTIL)
    alone = table_alone(ensemble, ensemble.run())
    outcomes = ensemble.scenario.outcomes
    votes = [each for name, each in alone.items()
             if outcomes[name].measure == "vote_share" and outcomes[name].actors is None]  # fmt: skip
    return [_row("votes to 1993 that the coded table decides", votes, n),
            _row("outcomes to 1993 that the coded table decides", alone.values(), n)]  # fmt: skip


def _row(what: str, found: Iterable[Beside], n: int) -> Row:
    known = [each for each in found if each.decides is not None]
    nil = sum(each.decides is True for each in known)
    ours, every = f"{nil}/{len(known)}", f"{len(known)}/{len(known)}"
    verdict: Verdict = "inside" if nil < len(known) else "miss"
    return Row(TEST, what, f"< {every}", ours, f"without mechanisms {every}", verdict, n, SEED)
