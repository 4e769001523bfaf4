"""The ladder: every published or documented figure, ours, and a baseline, one row each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from sim.evidence import (
    campaign_signs,
    campaign_size,
    docking,
    limits,
    opponents,
    precedent_signs,
    published,
    random_issue_measures,
    retrodiction,
    signs,
    table_alone,
)
from sim.evidence.record import Row, data_folder

DATA_ROWS = {
    "V7": "the exchange model",
    "V11": "ties on chemnet",
    "V13": "votes on fast track 1991",
    "V18": "uptake in 98 states",
    "V27": "37 votes on trade 1991-2015",
    "V28": "precedents in trade agreements",
    "V31": "two waves of contacts",
}
HOW_TO_GET = (
    "put `shared/data` beside the checkout (Voteview; Leifeld & Schneider 2012; Christensen & Weinstein 2013; DESTA; "
    "Decide)"
)


def climb(quick: bool = False, report: Callable[[str], object] | None = None) -> list[Row]:
    """All rows, from exact limits to data.

    Parameters
    ----------
    quick : fewer repetitions in the rows on data
    report : told what comes next
    """
    rows: list[Row] = []
    for what, step in _steps(quick):
        if report:
            report(what)
        rows += step()
    return rows


def _steps(quick: bool) -> Iterator[tuple[str, Callable[[], list[Row]]]]:
    yield "V1-V3 published models of opinion", published.ladder_rows
    yield "V4-V5 limits and invariants", limits.ladder_rows
    yield "V6-V10 rivals on what they were published with", lambda: docking.ladder_rows(quick)
    yield "V14-V17, V24 the NAFTA case", lambda: retrodiction.ladder_rows(quick)
    yield "V32 the coded table alone", lambda: table_alone.ladder_rows(quick)
    yield "V20 signs of the council case", lambda: signs.ladder_rows(quick)
    yield "V29 signs of campaigns", lambda: campaign_signs.ladder_rows(quick)
    yield "V29 precedents in the NAFTA case", lambda: precedent_signs.ladder_rows(quick)
    yield "V27 labor in made-up chambers", campaign_size.ladder_rows
    yield "V31 opponents among alliances", lambda: opponents.ladder_rows(quick)
    yield "V30 random issues", random_issue_measures.ladder_rows
    for test, what in DATA_ROWS.items():
        yield f"{test} {what}", lambda test=test: _on_data(test, quick, data_folder())  # type: ignore[misc]


def _on_data(test: str, quick: bool, data: Path) -> list[Row]:
    try:
        return _module(test).ladder_rows(data, quick)
    except FileNotFoundError:
        return [Row(test, DATA_ROWS[test], HOW_TO_GET, "-", "-", "data not here", None, None)]
    except ModuleNotFoundError as missing:
        how = f'pip install -e ".[evidence]" ({missing.name} is not installed)'
        return [Row(test, DATA_ROWS[test], how, "-", "-", "data not here", None, None)]


def _module(test: str):  # type: ignore[no-untyped-def]
    # Inside the function: statsmodels takes a second to import, and is an extra.
    from sim.evidence import docking_exchange, precedent_rows, tie_rates, ties, trade_rows, uptake, votes

    return {
        "V7": docking_exchange, "V11": ties, "V13": votes, "V18": uptake, "V27": trade_rows, "V28": precedent_rows,
        "V31": tie_rates,
    }[test]  # fmt: skip
