"""Phrases about the coded table alone, in English."""

PHRASES = {
    "alone_title": "The coded table alone, on the same draws",
    "alone_mean": "alone",
    "alone_difference": "forecast minus it",
    "alone_decides": "the table decides",
    "alone_no_table": "undefined alone",
    "alone_no_forecast": "forecast undefined",
    "alone_never_both": "never both defined",
    "alone_neither": "undefined",
    "alone_note": (
        "alone: convictions, president, leaders, dated inputs and draws as coded; influence, ties, campaigns, pressure "
        "from abroad, ideas, talks, and what courtships, councils, programs and desks do are off. "
        "Means, with 5-95 % of runs; n: runs in which both are defined. Where the forecast is the same in every "
        "run, the table decides: {decided} of all {outcomes} outcomes."
    ),
    "alone_legend": "coded table alone, mean",
    "alone_met": "table alone",
    "alone_holds": "{share} holds",
    "alone_fails": "{share} fails",
    "alone_claims_note": (
        "table alone: the same runs of the coded table without any mechanism; {both} of the {held} claims that hold "
        "would hold there, too"
    ),
    "alone_side": "coded table alone",
    "alone_beside": (
        "coded table alone: {name} minus it {size} [{low}, {high}], mean and 5-95 % of the {n} runs in which both are "
        "defined"
    ),
    "alone_decides_of": "coded table alone: the same as {name} in each of {n} runs, so the table decides",
    "alone_undefined_of": "coded table alone: in none of {n} runs defined there and in {name}",
    "alone_vote": "Coded table alone (base): {mean} ({low}-{high}), forecast minus it {size} [{least}, {most}], n {n}",
    "alone_vote_decides": "Coded table alone (base): {mean} ({low}-{high}), n {n}: the table decides",
    "alone_vote_undefined": "Coded table alone (base): never voted in both it and the forecast",
    "page_key_table_alone": "coded table alone",
}  # fmt: skip
