"""V20: signs that were written down before the council case was run, counted as they fall.

They stand in the case as claims of V20. A coin gets half of them right, and a claim that the coded table holds already
counts as not destroyed rather than as a hit.
"""

from __future__ import annotations

from sim.claims import Verdict, judge, outcomes_for, until_for, variants_needed
from sim.ensemble import Ensemble
from sim.evidence.record import Row
from sim.results import Result
from sim.scenario.load import ReadCase, read_case
from sim.scenario.schema import Scenario

CASE, SEED, TEST = "ccime", 1, "V20"
N_RUNS, N_QUICK = 100, 20


def ladder_rows(quick: bool) -> list[Row]:
    """A row for each sign, then their count."""
    n = N_QUICK if quick else N_RUNS
    read = read_case(CASE)
    written = read.load().scenario
    claims = {name: claim for name, claim in written.claims.items() if TEST in claim.of}
    scenario = written.model_copy(update={"claims": claims})
    results = {name: _runs(read, scenario, name, n) for name in variants_needed(scenario)}
    signs = judge(scenario, _runs(read, scenario, None, n), results)
    return [*(_row(verdict, n) for verdict in signs), _count(signs, n)]


def _runs(read: ReadCase, scenario: Scenario, variant: str | None, n: int) -> Result:
    """Runs of the case, or of a variant, as far as the signs need them."""
    loaded, outcomes = read.load(variant), outcomes_for(scenario, variant)
    until = until_for(scenario, loaded.scenario, variant)
    return Ensemble(loaded, n, SEED, until=until, outcomes=outcomes, series=False).run()


def _row(verdict: Verdict, n: int) -> Row:
    share = "never defined" if verdict.share is None else f"in {verdict.share:.0%} of runs"
    coded = "; coded so: not destroyed" if verdict.word == "not_destroyed" else ""
    return Row(
        TEST, f"councils: {verdict.claim.text.en}", f"in at least {verdict.claim.share:.0%} of runs", share + coded,
        "a coin: 50%", "inside" if verdict.holds else "miss", n, SEED,
    )  # fmt: skip


def _count(signs: list[Verdict], n: int) -> Row:
    right, coded = sum(bool(each.holds) for each in signs), sum(each.word == "not_destroyed" for each in signs)
    return Row(
        TEST, "councils: signs right", f"all {len(signs)}", f"{right}, of them {coded} coded so",
        f"a coin: {len(signs) / 2:g}", "inside" if right == len(signs) else "miss", n, SEED,
    )  # fmt: skip
