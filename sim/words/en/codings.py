"""Phrases in English: two codings of the actors, and what flips between them."""

PHRASES = {
    "flips_note": "† flips between the two codings of the actors",
    "flips_unknown": (
        "stability unknown for this edit: the two codings of the actors were compared on the case as written"
    ),
    "codings_agree": (
        "The actors were coded a second time from names, kinds and countries, by the same rubric and without sight of "
        "the first coding (`second_coding.csv`, variant `second_coding`). Cells that both give:"
    ),
    "codings_cells": "cells",
    "codings_difference": "mean difference",
    "codings_correlation": "correlation",
    "codings_same_sign": "same sign",
    "codings_positions": "positions, -1 to 1",
    "codings_saliences": "saliences, 0 to 1",
    "codings_capability": "capability, 1 to 5",
    "codings_stable": (
        "Both codings lean on what is known today, so their agreement is the most that can be hoped for. What of the "
        "results hangs on who coded ({n} runs each, seed {seed}; coding error: `--jitter`, up to {position} on "
        "positions and {salience} on saliences either way):"
    ),
    "codings_keep": "keep their side",
    "codings_second": "second coding",
    "codings_jittered": "coding error",
    "codings_outcomes": "outcomes with a side",
    "codings_votes": "of these the votes",
    "codings_weighted_mean": "the same votes by the weighted mean",
    "codings_of": "{kept} of {all}",
    "codings_sides": (
        "A side is whether a vote reaches the share that its rule asks for (for yes and no, whether more than half of "
        "the runs say yes), the sign of a position, policy or pressure, and whether a claim on the outcome holds."
    ),
    "codings_flip": "Outcomes that flip between the codings, marked † wherever they print (first coding, second):",
    "codings_flips": "{label}: {first}, {second}",
    "codings_by_claim": "claim {claims}",
    "codings_none": "No outcome flips between the codings.",
}
