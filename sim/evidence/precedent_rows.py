"""Rows of V28: do precedents forecast the provisions of agreements of 2007-16, beside what knows nothing of parties?

The first row repeats what was seen while the rule was chosen and is no test; the others use provisions, splits and
terms that the choice did not rest on. Agreements are taken as independent, which makes intervals too short.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from sim.evidence.precedents import (
    CANADA,
    END,
    ENVIRONMENT,
    FIRST,
    LABOR,
    LAST,
    US,
    Agreements,
    Fit,
    auc,
    columns_of,
    deeper,
    fit,
    forgetting,
    load,
    of_environment,
)
from sim.evidence.record import Row, Verdict
from sim.model.state import Flags, Floats

TEST = "V28"
NORMAL_90 = 1.645
SEEN_AUC, SEEN_BRIER = 0.85, 0.150
FEWEST = 20  # agreements of a country that is left out
Columns = Callable[[Agreements], Floats]


def _nothing(rows: Agreements) -> Floats:
    return np.zeros((len(rows.number), 0))


def _trend(rows: Agreements) -> Floats:
    return rows.year[:, None] - LAST


def _diffusion(rows: Agreements) -> Floats:
    return rows.worldwide(forgetting())[:, None]


def _depth(rows: Agreements) -> Floats:
    return rows.depth[:, None]


def _rule(rows: Agreements) -> Floats:
    return columns_of(rows, forgetting())


def _dummies(rows: Agreements) -> Floats:
    """The United States, the European Community, Canada."""
    return np.column_stack([rows.of(US), rows.is_ec, rows.of(CANADA)]).astype(float)


NAIVE: dict[str, Columns] = {
    "constant": _nothing, "trend": _trend, "diffusion worldwide": _diffusion, "depth alone": _depth,
}  # fmt: skip


def ladder_rows(data: Path, quick: bool = False) -> list[Row]:
    """All rows of V28.

    Raises
    ------
    FileNotFoundError
        If the agreements are not in `data`.
    """
    labor, known = load(data)
    deep = deeper(labor, known, LABOR + 1)
    rows = [_seen_row(labor), _forecast_row(f"labor >= {LABOR}", labor), _forecast_row(f"labor >= {LABOR + 1}", deep)]
    for group, name in ENVIRONMENT.items():
        rows.append(_forecast_row(f"environment, {name}", of_environment(labor, known, group)))
    return [
        *rows,
        _left_out_row(labor),
        _effects_row(labor),
        _without_row(labor),
        _diffusion_row(labor),
        _max_row(labor),
    ]


def _row(what: str, target: str, ours: str, baseline: str, verdict: Verdict, n: int) -> Row:
    return Row(TEST, f"Agreements, {what}", target, ours, baseline, verdict, n, None)


class _Split:
    """Agreements of known depth, what some columns say of them, and a fit to those of up to 2006."""

    def __init__(self, rows: Agreements, columns: Columns) -> None:
        every = columns(rows)
        self.is_known = ~np.isnan(rows.depth)
        self.early = self.is_known & (rows.year <= LAST)
        self.late = self.is_known & (rows.year > LAST) & (rows.year <= END)
        self.columns, self.has = every, rows.has

    def forecast(self) -> Floats:
        """Chances of those of 2007-16, (agreement,)."""
        return fit(self.has[self.early], self.columns[self.early]).prob(self.columns[self.late])

    def whole(self) -> Fit:
        """A fit to all."""
        return fit(self.has[self.is_known], self.columns[self.is_known])

    @property
    def event(self) -> Flags:
        """Which of those of 2007-16 have the provision."""
        return self.has[self.late]


def _brier(chance: Floats, event: Flags) -> Floats:
    return np.square(chance - event)


def _seen_row(labor: Agreements) -> Row:
    split = _Split(labor, _rule)
    chance = split.forecast()
    area, brier = auc(chance, split.event), float(_brier(chance, split.event).mean())
    constant = float(_brier(_Split(labor, _nothing).forecast(), split.event).mean())
    holds: Verdict = "inside" if area >= SEEN_AUC - 0.005 and brier <= SEEN_BRIER + 0.0005 else "miss"
    return _row(
        f"labor >= {LABOR}, fitted to {FIRST}-{LAST}, forecast for {LAST + 1}-{END}: AUC, Brier (seen; no test)",
        f"{SEEN_AUC:.2f}, {SEEN_BRIER:.3f}, or better", f"{area:.2f}, {brier:.3f}", f"constant {constant:.3f}", holds,
        split.event.size,
    )  # fmt: skip


def _forecast_row(what: str, rows: Agreements) -> Row:
    """Ours against the best of the naive ones, by the paired interval."""
    split = _Split(rows, _rule)
    ours, event = split.forecast(), split.event
    naive = {name: _Split(rows, columns).forecast() for name, columns in NAIVE.items()}
    errors = {name: _brier(chance, event) for name, chance in naive.items()}
    best = min(errors, key=lambda name: float(errors[name].mean()))
    gap = errors[best] - _brier(ours, event)
    low, high = _interval(gap)
    verdict: Verdict = "inside" if low > 0.0 else "tie" if high >= 0.0 else "miss"
    said = ", ".join(f"{name} {float(error.mean()):.3f}" for name, error in errors.items())
    return _row(
        f"{what}: Brier of {LAST + 1}-{END} from earlier ones", "below the best of the others, paired 90 %",
        f"{float(_brier(ours, event).mean()):.3f} (AUC {auc(ours, event):.2f}): less by {gap.mean():.3f} "
        f"({low:.3f} to {high:.3f})", said, verdict, event.size,
    )  # fmt: skip


def _interval(gap: Floats) -> tuple[float, float]:
    reach = NORMAL_90 * float(gap.std(ddof=1)) / float(np.sqrt(gap.size))
    return float(gap.mean()) - reach, float(gap.mean()) + reach


def _left_out_row(labor: Agreements) -> Row:
    """Each country of many agreements left out: its agreements from those of all others, and the weight without it."""
    every, is_known = _rule(labor), ~np.isnan(labor.depth)
    counts = {country: int(labor.of(country).sum()) for country in sorted(frozenset[str]().union(*labor.parties))}
    weights, gaps = {}, []
    for country in [name for name, count in counts.items() if count >= FEWEST]:
        its = labor.of(country)
        found = fit(labor.has[is_known & ~its], every[is_known & ~its])
        alone = fit(labor.has[is_known & ~its], labor.depth[is_known & ~its, None])
        held = is_known & its
        weights[country] = found.value[1] - NORMAL_90 * found.se[1], found.value[1]
        gaps.append(
            float(np.mean(_brier(alone.prob(labor.depth[held, None]), labor.has[held])))
            - float(np.mean(_brier(found.prob(every[held]), labor.has[held])))
        )
    least = min(low for low, _ in weights.values())
    values = [value for _, value in weights.values()]
    ours = f"{min(values):.1f} to {max(values):.1f}, lowest bound {least:.1f}; better in {sum(g > 0 for g in gaps)}"
    baseline = f"depth alone: better in {sum(g <= 0 for g in gaps)}"
    what = f"labor >= {LABOR}, one of {len(gaps)} countries left out: own precedents [logits]; its Brier"
    return _row(what, "above 0 in all, 90 %", ours, baseline, "inside" if least > 0.0 else "miss", len(gaps))


def _effects_row(labor: Agreements) -> Row:
    """With dummies for three champions: do own precedents remain, and does the forecast?"""
    with_own = _Split(labor, lambda rows: np.column_stack([_rule(rows), _dummies(rows)]))
    without = _Split(labor, lambda rows: np.column_stack([_rule(rows)[:, 1:], _dummies(rows)]))
    found, chance, bare = with_own.whole(), with_own.forecast(), without.forecast()
    event = with_own.event
    low = found.value[1] - NORMAL_90 * found.se[1]
    ours = f"{found.show(1)}; AUC {auc(chance, event):.3f}, Brier {float(_brier(chance, event).mean()):.3f}"
    baseline = f"dummies and depth: {auc(bare, event):.3f}, {float(_brier(bare, event).mean()):.3f}"
    what = (
        f"labor >= {LABOR}, with dummies for US, EC and Canada: own precedents [logits], AUC and Brier of the forecast"
    )
    plain = _Split(labor, _rule).whole().show(1)
    return _row(what, f"above 0, 90 %; without dummies {plain}", ours, baseline, _met(low > 0.0), found.n)


def _without_row(labor: Agreements) -> Row:
    """The same countries left out whole, as parties and as precedents."""
    others = labor.among(~(labor.of(US) | labor.of(CANADA) | (labor.is_ec > 0.0)))
    found = _Split(others, _rule).whole()
    low = found.value[1] - NORMAL_90 * found.se[1]
    what = f"labor >= {LABOR}, agreements of US, EC and Canada left out: own precedents [logits]"
    return _row(
        what,
        "above 0, 90 %",
        found.show(1),
        "of all agreements " + _Split(labor, _rule).whole().show(1),
        _met(low > 0),
        found.n,
    )


def _diffusion_row(labor: Agreements) -> Row:
    """What all the world agreed before: a rival of own precedents."""
    split = _Split(labor, _diffusion)
    area = auc(split.forecast(), split.event)
    ours = f"own precedents {auc(_Split(labor, _rule).forecast(), split.event):.2f}"
    what = f"labor >= {LABOR}: AUC of diffusion worldwide, a rival"
    return _row(what, "not above 0.5", ours, f"worldwide {area:.2f}", _met(area <= 0.5), split.event.size)


def _max_row(labor: Agreements) -> Row:
    """The largest precedent of the parties against the smallest."""
    largest = _Split(labor, _rule).whole()
    smallest = _Split(labor, lambda rows: columns_of(rows, forgetting(), largest=False)).whole()
    gain = largest.log_likelihood - smallest.log_likelihood
    what = f"labor >= {LABOR}: the largest of the parties' precedents against the smallest, log likelihood"
    return _row(what, "more by 2 or more", f"more by {gain:.0f}", "the smallest", _met(gain > 2.0), largest.n)


def _met(holds: bool) -> Verdict:
    return "inside" if holds else "miss"
