"""What `check` prints below the tables of all cases: counts by case, and claims of the sources that have no place."""

from __future__ import annotations

from collections.abc import Sequence

from sim.claims import missing_claims
from sim.cli import terminal
from sim.experiments.counterfactuals.scorecard import Card
from sim.words import say

_COLUMNS = {  # counts of a card, and the phrase that heads each
    "claims": "claims", "holds": "holds", "not_destroyed": "not_destroyed", "fails": "fails", "undefined": "undefined",
    "input": "score_input", "context": "score_context",
}  # fmt: skip


def summary_text(cards: Sequence[Card], lang: str) -> str:
    """One row a case, one with their sums, and a line for each claim of the sources that stands in no case."""
    counts = {card.ensemble.setting.scenario: card.counts() for card in cards}
    total = {key: sum(each[key] for each in counts.values()) for key in _COLUMNS}
    rows = [[say("score_case", lang), *(say(phrase, lang) for phrase in _COLUMNS.values())]]
    rows += [
        [name, *(str(each[key]) for key in _COLUMNS)]
        for name, each in [*counts.items(), (say("score_total", lang), total)]
    ]
    missing = missing_claims(card.ensemble.scenario for card in cards)
    return "\n".join([terminal.table(rows), *(say("score_missing", lang, number=each) for each in missing)])
