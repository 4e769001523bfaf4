"""Phrases about published models on the same case, in English."""

PHRASES = {
    "rival_mean_voter": "mean voter",
    "rival_median_voter": "median voter",
    "rival_expected_utility": "expected utility (Bueno de Mesquita)",
    "rival_exchange": "exchange (Stokman & Van Oosten)",
    "rival_condorcet": "Condorcet election (KTAB)",
    "rival_landscape": "landscape (Axelrod & Bennett)",
    "rival_boomerang_model": "boomerang (Bloodgood & Clough)",
    "rivals_title": "Published models on the same coded table: errors, best first",
    "rivals_unscored": "Published models on the same coded table; no decision is documented, so that nobody is ranked",
    "rivals_docked": "docked",
    "rivals_error": "error",
    "rivals_defined": "defined",
    "rivals_not_docked": "not ranked",
    "rivals_decision": "decision",
    "rivals_fact": "fact",
    "rivals_shares": "Yes share, by the numbers above",
    "rivals_passes": "Probability that it passes, by the numbers above",
    "rivals_why": "Not ranked: {rival}. {test}, {what}: {ours}; asked for {target}.",
    "rivals_always": "{passed} of {n} documented decisions passed: whoever always says so has a Brier of {brier}.",
    "rivals_note": (
        "error: mean absolute error of the yes share; Brier: mean squared error of the probability that it passes; n: "
        "documented decisions. docked: rows of the ladder in which a rival gives what it was published with; its "
        "numbers are the published ones. All rivals read the actors present in the month of the vote, with their "
        "convictions, saliences and capabilities as coded by then; what talks have yet to set counts as half-way. "
        "Where a rival gives positions, a bloc's readiness is (1 + position) / 2 on the line from the status quo (-1) "
        "to the proposal (1), and the decision's own rule counts the votes. The Condorcet election speaks of the "
        "outcome alone. model: mean share and share of {n} runs that pass; alone: the coded table alone, on the same "
        "draws."
    ),
}  # fmt: skip
