"""Rows of V27: what 37 votes on trade say of E6, how well they are forecast, placebos, and what they do not test.

Marks: *measured, coding not blind* for all that rests on campaigns; the votes of 1991 *in-sample*.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from sim.evidence.record import Row, Verdict
from sim.evidence.trade_data import IN_SAMPLE, TradeVotes, read
from sim.evidence.trade_forecasts import (
    FORECASTERS,
    LEVEL,
    NORMAL_90,
    OLD,
    OTHERS,
    QUICK,
    SEED,
    Forecast,
    forecast,
    forward,
    held_out,
    old_rule,
    paired,
)
from sim.evidence.trade_votes import ALONE, BASE, CODINGS, FULL, MARK, Found, Study
from sim.model.state import Flags, Floats

TEST = "V27"
OURS, PARTY = "with campaigns", "party"
SEEN = "a trial saw 35 against 52"  # House votes, votes left out one by one
FEW, MANY = 0.025, 0.975


def ladder_rows(data: Path, quick: bool = False) -> list[Row]:
    """All rows of V27; a quick ladder leaves out codings, episodes and middle forecasters.

    Raises
    ------
    FileNotFoundError
        If the votes are not in `data`.
    """
    study = Study(read(data))
    return [*_term_rows(study), *_forecast_rows(study.votes, quick), _in_sample_row(study.votes), _untested_row()]


# Terms


def _term_rows(study: Study) -> list[Row]:
    without = f"without campaigns, House {study.find(ALONE, 'House').show('own')}"
    democrats = f"on Democrats {study.find(BASE).show('labor on D')}"
    return [
        _term("own president, labor's campaign held constant [logits]", study, "own", "above", without),
        _term("labor's campaign on Democrats [logits]", study, "labor on D", "below", "no campaign: 0"),
        _term("placebo, labor's campaign on Republicans [logits]", study, "labor on R", "holds", democrats),
        _greens(study.find(FULL)),
    ]


def _bounds(found: Found, term: str) -> tuple[float, float]:
    """90 % interval of a term by the widest of its errors."""
    reach = NORMAL_90 * float(found.errors(term).max())
    return found.value(term) - reach, found.value(term) + reach


def _term(what: str, study: Study, term: str, hoped: str, baseline: str) -> Row:
    """A term of the fit with campaigns; met if the 90 % interval lies on its side of 0, or holds it."""
    found = study.find(BASE)
    low, high = _bounds(found, term)
    is_met = {"above": low > 0.0, "below": high < 0.0, "holds": low <= 0.0 <= high}[hoped]
    said = [f"coding {coding} {study.find(replace(BASE, labor=coding)).show(term)}" for coding in CODINGS[:2]]
    said.append(f"without doubtful votes {study.find(BASE, 'without doubtful votes').show(term)}")
    return _row(what, f"{_hope(hoped)} 0, 90 %", f"{found.show(term)}; {'; '.join(said)}", baseline, _met(is_met), 37)


def _greens(found: Found) -> Row:
    what, term = "placebo, environmental groups on Republicans [logits]", "environment on R"
    low, high = _bounds(found, term)
    baseline = f"on Democrats {found.show('environment on D')}"
    return _row(what, f"{_hope('holds')} 0, 90 %", found.show(term), baseline, _met(low <= 0.0 <= high), 37)


def _hope(hoped: str) -> str:
    return {"above": "above", "below": "below", "holds": "not told from"}[hoped]


def _met(holds: bool) -> Verdict:
    return "inside" if holds else "miss"


def _row(what: str, target: str, ours: str, baseline: str, verdict: Verdict, n: int, seed: int | None = None) -> Row:
    return Row(TEST, f"Trade votes, {what} ({MARK})", target, ours, baseline, verdict, n, seed)


# Forecasts


def _forecast_rows(votes: TradeVotes, quick: bool) -> list[Row]:
    models = {name: model for name, model in FORECASTERS.items() if not quick or name in QUICK}
    one_by_one = np.arange(len(votes.name))
    left_out = {name: held_out(votes, model, one_by_one) for name, model in models.items()}
    rows = [
        _error_row("House votes left out one by one", votes, left_out, votes.house, SEEN),
        _error_row("Senate votes left out one by one", votes, left_out, ~votes.house),
        _cover_row("votes left out one by one", votes, left_out[OURS], "; a trial saw .95"),
    ]
    if not quick:
        rows.append(_instead_row(votes, left_out))
        together = {name: held_out(votes, model, votes.episodes()) for name, model in models.items()}
        rows.append(_error_row("House votes, bills and days left out whole", votes, together, votes.house))
    ahead = {name: forward(votes, model) for name, model in models.items()}
    rows.append(_error_row("House votes 2003-15 from earlier votes alone", votes, ahead, votes.house))
    rows.append(_error_row("Senate votes 2003-15 from earlier votes alone", votes, ahead, ~votes.house))
    rows.append(_cover_row("votes 2003-15 from earlier votes alone", votes, ahead[OURS]))
    return rows


def errors(votes: TradeVotes, found: Mapping[str, Forecast], chosen: Flags) -> dict[str, Floats]:
    """Summed party error of each forecaster in those of the chosen votes that all forecast, (vote,) each [votes]."""
    actual = votes.yeas(votes.yea)
    each = {name: forecast.errors(actual) for name, forecast in {**found, OLD: old_rule(votes)}.items()}
    return {name: error[scored(found) & chosen] for name, error in each.items()}


def scored(found: Mapping[str, Forecast]) -> Flags:
    """Which votes all forecasters forecast, (vote,)."""
    return np.all([~np.isnan(each.yeas[:, 0]) for each in found.values()], axis=0)


def _error_row(what: str, votes: TradeVotes, found: Mapping[str, Forecast], chosen: Flags, seen: str = "") -> Row:
    """Ours against party alone, by the paired interval; the others stand beside."""
    each = errors(votes, found, chosen)
    gain, low, high = paired(each[OURS], each[PARTY], votes.episodes()[scored(found) & chosen])
    verdict: Verdict = "inside" if low > 0.0 else "tie" if high >= 0.0 else "miss"
    target = "below party alone, paired 90 %" + (f"; {seen}" if seen else "")
    ours = f"{each[OURS].mean():.1f}: less by {gain:.1f} ({low:.1f} to {high:.1f})"
    baseline = ", ".join(f"{name} {error.mean():.1f}" for name, error in each.items() if name != OURS)
    return _row(f"{what}: summed party error", target, ours, baseline, verdict, len(each[OURS]), SEED)


def _cover_row(which: str, votes: TradeVotes, found: Forecast, seen: str = "") -> Row:
    is_scored = scored({OURS: found})
    inside, house = found.covered(votes.yeas(votes.yea))[is_scored], votes.house[is_scored]
    reach = NORMAL_90 * float(np.sqrt(LEVEL * (1.0 - LEVEL) / inside.size))
    democrats, republicans = inside.mean(axis=0)
    by = f"House {inside[house].mean():.2f}; Democrats {democrats:.2f}, Republicans {republicans:.2f}"
    holds = abs(float(inside.mean()) - LEVEL) <= reach
    what, target = f"yeas of a party inside their 90 % interval, {which}", f"{LEVEL:.2f} +- {reach:.2f}{seen}"
    return _row(what, target, f"{inside.mean():.2f}; {by}", "-", _met(holds), inside.size, SEED)


def _instead_row(votes: TradeVotes, left_out: Mapping[str, Forecast]) -> Row:
    """The placebo on the other party: labor's campaign as if it acted on Republicans alone."""
    folds = np.arange(len(votes.name))
    others = {name: held_out(votes, model, folds) for name, model in OTHERS.items()}
    each = errors(votes, {**left_out, **others}, votes.house)
    placebo, plain = each["labor on Republicans instead"], each["president and NOMINATE"]
    gain, low, high = paired(placebo, plain, votes.episodes()[votes.house])
    ours = f"{placebo.mean():.1f}: less by {gain:.1f} ({low:.1f} to {high:.1f})"
    codings = ", ".join(f"{name} {each[name].mean():.1f}" for name in ("coding one", "coding two"))
    baseline = f"without campaigns {plain.mean():.1f}; on both parties: {codings}"
    what = "placebo, labor's campaign on Republicans alone: summed party error, House votes left out one by one"
    target = "not below that without campaigns, paired 90 %"
    return _row(what, target, ours, baseline, _met(low <= 0.0), len(placebo), SEED)


# What is no test


def _in_sample_row(votes: TradeVotes) -> Row:
    """Both votes of 1991, which the fit has seen."""
    chosen = np.isin(votes.name, IN_SAMPLE)
    asked = votes.among(chosen)
    start = (0.25, 0.6)
    known = Forecast(*forecast(votes, asked, BASE, start))
    new = Forecast(*forecast(votes.among(~chosen), asked, BASE, start))
    actual = asked.yeas(asked.yea)
    return _row(
        "1991, in-sample: yeas of Democrats and Republicans, House and Senate", _counts(actual), _counts(known.yeas),
        f"without 1991 {_counts(new.yeas)}", _met(bool(known.covered(actual).all())), 2, SEED,
    )  # fmt: skip


def _counts(yeas: Floats) -> str:
    return "; ".join(f"{democrats:.0f}, {republicans:.0f}" for democrats, republicans in yeas)


def _untested_row() -> Row:
    ours = "not tested here: campaigns are coded, not what effort reached"
    return _row("the chain from effort to campaign to votes", "-", ours, "-", "no test", 37)
