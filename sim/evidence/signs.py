"""V20: signs that were written down before the council case was run, counted as they fall.

They stand in the case as claims of V20. A coin gets half of them right, and a claim that the coded table holds already
counts as not destroyed rather than as a hit.
"""

from __future__ import annotations

from sim.claims import Verdict
from sim.evidence.record import Row
from sim.experiments.counterfactuals.scorecard import Scorecard

CASE, SEED, TEST = "ccime", 1, "V20"
N_RUNS, N_QUICK = 100, 20


def ladder_rows(quick: bool) -> list[Row]:
    """A row for each sign, then their count."""
    n = N_QUICK if quick else N_RUNS
    (card,) = Scorecard([CASE], n, SEED).run(workers=1)
    signs = [verdict for verdict in card.verdicts if TEST in verdict.claim.of]
    return [*(_row(verdict, n) for verdict in signs), _count(signs, n)]


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
