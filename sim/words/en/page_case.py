"""Phrases of the seminar page: a case in words; the commands page and serve, in English."""

PHRASES: dict[str, str] = {
    # Who is who
    "seminar_kind_ngo": "NGO",
    "seminar_kind_government": "government",
    "seminar_kind_diaspora_leader": "diaspora leader",
    "seminar_kind_foreign_state": "foreign state",
    "seminar_lane": "{country}: {side}",
    "seminar_side_organs": "executive",
    "seminar_side_chamber": "legislature and parties",
    "seminar_side_society": "society",
    "seminar_side_foreign": "from abroad",
    # When
    "seminar_talks_open": "talks open: {title}",
    "seminar_talks_close": "talks close: {title}",
    "seminar_key_date": "key date: {name}",
    # Settings
    "seminar_base": "as in the case",
    "seminar_moved": "{label}: {value}",
    "seminar_without": "without {name}",
    # What claims ask
    "seminar_ask_between": "from {low} to {high}",
    "seminar_ask_at_least": "at least {value}",
    "seminar_ask_at_most": "at most {value}",
    "seminar_ask_equals": "exactly {value}",
    "seminar_ask_rises": "above 0",
    "seminar_ask_falls": "below 0",
    "seminar_ask_before": "before {month}",
    "seminar_ask_less_than": "less than: {other}",
    "seminar_ask_versus": "{text}, as the difference from the variant \u201c{variant}\u201d",
    # Where the sliders come from
    "seminar_screening": (
        "The five parameters that move the outcomes of this case most, by a screening of all its parameters "
        "({method}, {runs} runs)."
    ),
    "seminar_screening_old": (
        "The five parameters that moved the outcomes of this case most, by a screening ({method}, {runs} runs) of an "
        "earlier version of the case."
    ),
    "seminar_screening_none": (
        "This case has not been screened: the sliders are the first parameters of mechanisms that it uses, whether "
        "they matter or not."
    ),
    "seminar_screening_chosen": "The sliders were chosen by whoever made this page.",
    # The command
    "seminar_plan": "{settings} settings ({sliders} of sliders, {variants} variants, {removals} removals): {runs} runs",
    "seminar_holds": "{settings} settings of {replicates} runs each, {months} months; {size} MB",
    "seminar_too_large": "larger than {most} MB: leave out variants, sliders or removals",
}
