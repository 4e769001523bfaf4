"""What the NAFTA case forecasts that was not used to set any number: V14 to V17 and V24.

Every parameter was frozen on other data (sim/evidence/measured.json) or assumed before the case was run. Rows say by
how much a target is missed; nothing is tuned on them.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.ensemble import Ensemble
from sim.evidence.codings import weighted_means
from sim.evidence.record import Row, Verdict
from sim.model.state import Floats
from sim.rivals import naive

CASE, SEED = "nafta", 1
N_RUNS, N_QUICK = 200, 20
N_LONG, N_LONG_QUICK = 100, 4  # to 2020, eight times as many months
VOTES_ONLY = "1993-11"
ACTUAL = np.array([132.0, 102.0])  # yeas of Republicans and Democrats, House roll call 575 of 1993
PARTY_ONLY, NOMINATE = np.array([151.2, 90.0]), np.array([151.6, 87.5])  # validation, V14: fitted on 1991, scaled
USMCA_YEAS, USMCA_BASELINE = 385, 250  # V15


def ladder_rows(quick: bool) -> list[Row]:
    """Rows of V14 to V17 and V24, as they fall."""
    n, n_long = (N_QUICK, N_LONG_QUICK) if quick else (N_RUNS, N_LONG)
    base = _outcomes(n)
    return [*_house(base, n), *_usmca(n_long), *_counterfactuals(base, n), *_elsewhere(base, n), _coding_error(n)]


def _outcomes(
    n: int, variant: str | None = None, until: str | None = VOTES_ONLY, jitter: float = 0.0
) -> Mapping[str, Floats]:
    return Ensemble(CASE, replicates=n, seed=SEED, variant=variant, until=until, jitter=jitter).run().outcomes


def _row(test: str, what: str, target: str, ours: str, baseline: str, verdict: Verdict, n: int) -> Row:
    return Row(test, what, target, ours, baseline, verdict, n, SEED)


def _met(holds: bool) -> Verdict:
    return "inside" if holds else "miss"


def party_yeas(outcomes: Mapping[str, Floats]) -> Floats:
    """Yeas of Republicans and Democrats in the House of 1993, (2, run)."""
    return np.stack([175 * outcomes["us_house_1993_republicans"], 258 * outcomes["us_house_1993_democrats"]])


def is_covered(draws: Floats, point: Floats, level: float = 0.9) -> bool:
    """Whether a point lies in the region that holds `level` of the draws, by Mahalanobis distance from their mean.

    Parameters
    ----------
    draws : (number, run)
    point : (number,)
    """
    center = draws.mean(axis=1, keepdims=True)
    inverse = np.linalg.pinv(np.cov(draws))
    far = np.einsum("ir,ij,jr->r", draws - center, inverse, draws - center)
    gap = point - center[:, 0]
    return bool(gap @ inverse @ gap <= np.quantile(far, level))


def _house(base: Mapping[str, Floats], n: int) -> list[Row]:
    yeas = party_yeas(base)
    error = float(np.median(np.abs(yeas - ACTUAL[:, None]).sum(axis=0)))
    rival = float(np.abs(PARTY_ONLY - ACTUAL).sum())
    middle = np.median(yeas, axis=1)
    other = f"party alone {PARTY_ONLY[0]:.0f}, {PARTY_ONLY[1]:.0f}; NOMINATE {NOMINATE[0]:.0f}, {NOMINATE[1]:.0f}"
    return [
        _row("V14", "House 1993: 90 % region of both parties' yeas", "covers R 132, D 102",
             f"median R {middle[0]:.0f}, D {middle[1]:.0f}", other, _met(is_covered(yeas, ACTUAL)), n),
        _row("V14", "House 1993: summed party error, median", "< 31", f"{error:.0f}",
             f"party alone {rival:.0f}", _met(error < 31.0), n),
    ]  # fmt: skip


def _usmca(n: int) -> list[Row]:
    full = _outcomes(n, until=None)
    yeas = _middle(full["us_house_2019_yeas"])
    rows = [
        _row("V15", "House 2019: yeas, median", f"> 340 (was {USMCA_YEAS})", _votes(yeas),
             f"NOMINATE {USMCA_BASELINE}", _met(yeas > 340), n),
    ]  # fmt: skip
    for variant, what in (("no_labor_concession", "labor in the core"), ("no_precedents", "precedents")):
        without = _middle(_outcomes(n, variant, until=None)["us_house_2019_yeas"])
        rows.append(
            _row("V15", f"the same without {what}", "<= 340", _votes(without), f"with it {_votes(yeas)}",
                 _met(yeas > 340 >= without), n)
        )  # fmt: skip
    return rows


def _middle(values: Floats) -> float:
    """Median over the runs in which there was a vote; 0 where there was none."""
    return float(np.median(np.nan_to_num(values)))


def _votes(count: float) -> str:
    return f"{count:.0f} of 426"


def _counterfactuals(base: Mapping[str, Floats], n: int) -> list[Row]:
    bush, placebo = _outcomes(n, "bush_reelected"), _outcomes(n, "no_ezln")
    passes, passes_bush = (float(np.nanmean(each["passed_us_house_1993"])) for each in (base, bush))
    fewer = float(np.median(bush["us_house_1993_yeas"] - base["us_house_1993_yeas"]))
    votes = ("us_house_1993", "us_senate_1993", "ca_commons_1993", "mx_senate_1993")
    moved = max(float(np.nanmax(np.abs(base[name] - placebo[name]))) for name in votes)
    ours = f"{passes_bush:.0%} v {passes:.0%}; {fewer:+.0f} yeas"
    return [
        _row(
            "V16",
            "House 1993 under a re-elected Bush",
            "passes less often",
            ours,
            "equal",
            _met(passes_bush < passes),
            n,
        ),
        _row("V16", "placebo: no EZLN, votes of 1993", "0", f"{moved:g}", "-", "exact" if moved == 0 else "miss", n),
    ]


def _elsewhere(base: Mapping[str, Floats], n: int) -> list[Row]:
    rows = []
    for name, what, share, band in (
        ("mx_senate_1993", "Mexican Senate 1993, yes share, median", 0.966, 0.04),
        ("ca_commons_1993", "Canadian Commons 1993, yes share, median", 0.530, 0.05),
    ):
        ours, rival = float(np.median(base[name])), _naive(name)
        holds = abs(ours - share) <= band
        rows.append(
            _row("V17", what, f"{share:.3f} +- {band:g}", f"{ours:.3f}",
                 f"party line {rival['party_line']:.3f}, mean (w) {rival['weighted_mean']:.3f}", _met(holds), n)
        )  # fmt: skip
    return rows


def _naive(name: str) -> dict[str, float]:
    ensemble = Ensemble(CASE, replicates=1, seed=SEED)
    decision = next(each for each in ensemble.setting.decisions if each.id == name)
    return naive.of_vote(ensemble.setting, decision, list(decision.blocs))


def _coding_error(n: int) -> Row:
    """V24: how far coding errors of +-.2 move the House's share, beside the seat-weighted mean on the same errors."""
    kept, shaken = _outcomes(n), _outcomes(n, jitter=0.2)
    name = "us_house_1993"
    ours = float(np.std(shaken[name] - kept[name], ddof=1))
    flips = float(np.mean(shaken[f"passed_{name}"] != kept[f"passed_{name}"]))
    rivals = weighted_means(Ensemble(CASE, replicates=n, seed=SEED, jitter=0.2), [name])[name]
    rival = float(np.std(rivals, ddof=1))
    return _row(
        "V24", "House 1993 under coding errors of +-.2: sd of the share's change", "<= twice the weighted mean's",
        f"{ours:.3f}; {flips:.0%} of results turn", f"weighted mean {rival:.3f}", _met(ours <= 2.0 * rival), n,
    )  # fmt: skip
