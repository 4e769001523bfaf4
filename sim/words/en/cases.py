"""Phrases of tables, figures and scenarios in English."""

PHRASES = {
    "variant": "variant {variant}",
    "baseline": "base version",
    "changed": "changed: {what}",
    "table_narrow": "left out for want of room: {names}; --wide shows all",
    "not_run": "{n} outcomes are dated after {month}, where the runs end; --wide lists them",
    "runs": "{n} runs, seed {seed}, {first} to {last}",
    "yes_share": "share of yes votes",
    "documented": "documented",
    "median": "median",
    "range": "5-95 %",
    "passes": "passes",
    "passes_in": "{passed} of {n}",
    "passes_note": (
        "passes: by the decision's own rule, in how many of the runs that reach its date; blocked or withdrawn, it "
        "does not pass"
    ),
    "board_note": "of a board with weights, shares are shares of the weights",
    "naive": "naive",
    "model": "model",
    "status_quo": "status quo",
    "majority": "majority",
    "mean": "mean",
    "weighted_mean": "mean (w)",
    "weighted_median": "median (w)",
    "party_line": "party line",
    "weighted_note": "(w) weighted by seats; all naive forecasts are read off the coded table, without a model",
    "claims_line": "claims: {held} of {judged} hold in these runs; {waiting} compare variants (run.py check {case})",
    "figure": "figure: {path}",
    "written": "written: {path}",
    "claim": "claim",
    "of": "of",
    "met_in": "met in",
    "asked": "asked",
    "verdict": "verdict",
    "holds": "holds",
    "fails": "fails",
    "not_destroyed": "not destroyed",
    "undefined": "undefined",
    "not_destroyed_note": "not destroyed: true in the coded table before the first step, so no credit to the model",
    "summary_line": "{held} of {judged} claims hold, {coded} of them coded in; {failed} fail",
    "unscored_line": "beside these: inputs of the case {inputs}, context {contexts} (run.py check {case} --all)",
    "unscored_kind": "kind",
    "unscored_claim": "claim",
    "unscored_why": "why [where]",
    "unscored_input": "input",
    "unscored_context": "context",
    "score_case": "case",
    "score_input": "inputs",
    "score_context": "context",
    "score_total": "all cases",
    "score_missing": "{number} stands in no case",
    "survives": "survives without",
    "changed_without": "verdict changes without (met in)",
    "yes": "yes",
    "no": "no",
    "ablate_line": (
        "{held} of {judged} claims hold, {hanging} of them only with some mechanism; "
        "{explained} name the mechanism that should explain them, and {surviving} of these survive without it"
    ),
    "mechanism": "mechanism",
    "claims": "claims",
    "outcomes": "outcomes",
    "what": "what it does",
    "ablate_note": (
        "claims: verdicts that change without the mechanism; outcomes: numbers whose mean paired difference is beyond "
        "two standard errors"
    ),
    "changes_nothing": "changes nothing in this case: {names}",
    "country_MX": "Mexico",
    "country_US": "United States",
    "country_CA": "Canada",
    "country_CL": "Chile",
    "country_CN": "China",
    "country_intl": "International",
    "title_votes": "Votes as documented, modeled and naively forecast",
    "axis_share": "share of yes votes",
    "legend_model": "model, one dot a run",
    "legend_range": "median and 5-95 % of runs",
    "legend_band": "5-95 % of runs",
    "legend_documented": "documented",
    "legend_party_line": "naive: party line",
    "legend_weighted_mean": "naive: mean (w)",
    "legend_vote": "vote",
    "legend_date": "other key date",
    "half": "majority",
    "needed_mark": "asked for",
    "column_documented": "docum.",
    "column_median": "median",
    "column_passes": "passes",
    "column_n": "n",
    "note_documented": "Documented values: claims {claims}, whose sources stand in the scenario.",
    "note_votes": (
        "Party rows in gray. Broken line: what the decision's rule asks for. Columns: documented share, median share, "
        "passes by its own rule in how many of the runs that reach its date (blocked or withdrawn, it does not pass), "
        "number n of runs in which it is voted at all. Mean (w) is weighted by seats; naive forecasts are read off the "
        "coded table."
    ),
    "title_provisions": "How negotiations treat each issue: shares of runs",
    "note_provisions": (
        "Shares of all runs, stacked, from the month in which talks open. Bars on top: months in "
        "which a package can be offered and, darker, in which the text itself is open."
    ),
    "level_off": "off the table",
    "level_consulted": "consulted",
    "level_side": "side agreement",
    "level_core": "core text",
    "legend_open": "talks open",
    "legend_text": "text open",
    "title_policies": "What governments do, and what they believe",
    "note_policies": (
        "Positions from -1 to +1 (poles: run.py show). Heads of government follow each other in one line; gaps: nobody "
        "in office. Both lines are medians over runs; the band is that of policy."
    ),
    "legend_policy": "policy, median",
    "legend_belief": "conviction, median",
    "heads": "head of government",
    "title_efforts": "Where campaigners press, and by which tactic",
    "note_efforts": (
        "Effort of NGOs and diaspora leaders by their country, units a year, mean of the last {months} months; each "
        "row has its own scale. Tactics are counted at all venues together."
    ),
    "head_venues": "Where",
    "head_tactics": "By which tactic",
    "venue_home": "organs at home",
    "venue_abroad": "organs abroad",
    "venue_court": "courts, complaints",
    "venue_media": "media, street",
    "tactic_information": "information",
    "tactic_leverage": "an ally's door",
    "tactic_accountability": "accountability",
    "title_ideas": "Who takes an idea up",
    "note_ideas": "The share is of those who could take the idea up and are active.",
    "axis_adopted": "share that took it up",
    "legend_window": "window open",
    "title_coalitions": "Who is tied to whom, and who thinks alike",
    "head_coalitions": "{month}: {n} coalitions",
    "head_no_coalition": "{month}: no coalition",
    "foot_coalitions": "alliances agreed on: {agreed}; in a run: {open:.0f}; Q {q}",
    "foot_no_ties": "no alliance in half of the runs; in a run: {open:.0f}",
    "legend_coalition": "{n} actors, distance {apart}: {who}…",
    "legend_community": "no coalition: {n}, distance {apart}: {who}…",
    "note_coalitions": (
        "A line: the two are allied in at least {agreed} of runs. Communities by greedy modularity (Q); "
        "colored where at least {least} members stand less than {alike} apart on average over pairs and runs, white "
        "otherwise. Area of a mark: capability. Actors without such a tie are left out. Places are the same at all "
        "dates; a color goes on to the coalition that shares most members."
    ),
    "verdict_higher": "{alternative} is higher by {size} [{low}, {high}]",
    "verdict_lower": "{baseline} is higher by {size} [{low}, {high}]",
    "verdict_small": "differs, but by less than is worth knowing: {size} [{low}, {high}]",
    "verdict_none": "no difference worth knowing: {size} [{low}, {high}]",
    "verdict_unsure": "cannot tell yet: about {more} more runs of each; so far {size} [{low}, {high}]",
    "verdict_undefined": "cannot tell: both are defined in {n} of {pairs} pairs only",
    "verdict_same": "the same in every pair",
    "title_compare": "Differences run by run: {title}",
    "axis_compare": "{label}: alternative minus {baseline}",
    "legend_pair": "difference in a pair of runs",
    "legend_interval": "mean and interval",
    "legend_worth": "less than is worth knowing",
    "note_compare": (
        "Intervals: {level}. Pairs share replicate and seed, and differ in the alternative alone."
        " Where fewer than 10 pairs differ, the interval allows for others as far off as runs lie apart."
    ),
    "exp_title": "{outcome}: {label}",
    "exp_study": "mean {mean}; {n} pairs of runs with the same draws for each deletion, seed {seed}, {first} to {last}",
    "exp_actors": "without an actor",
    "exp_own_actors": "without an actor that is itself counted: its own votes, or its own state",
    "exp_alliances": "without an alliance",
    "exp_groups": "without a group",
    "exp_members": "{names}",
    "exp_members_more": " and {n} more (--all)",
    "exp_ties_within": "without ties among {names}",
    "exp_ties_across_borders": "without ties across borders among {names}",
    "exp_variant": "what the variant {name} does without",
    "exp_other_form": "other form",
    "exp_everybody": "all actors",
    "exp_range": "{name} drawn from {low:g} to {high:g}",
    "exp_mechanisms": "without a mechanism",
    "exp_contribution": "adds",
    "exp_interval": "95 % interval",
    "exp_signs": "+ / -",
    "exp_parts": "parts",
    "exp_deeds": "in deeds",
    "exp_sign": "note",
    "exp_zero": "0 inside",
    "exp_stands": "stands",
    "exp_own": "counted itself",
    "exp_rest": "{n} more with smaller contributions (--all)",
    "exp_same_pairs": "same in each",
    "legend_same_pairs": "the same in every pair that has both",
    "exp_same": "the same in all {n} pairs without: {names}",
    "exp_later": "exactly 0, since they come after {month}: {names}",
    "exp_off": "exactly 0, since they are off: {names}",
    "exp_absent": "exactly 0, since this variant is without them: {names}",
    "exp_apart": "exactly 0, since no tie among them can open: {names}",
    "exp_elsewhere": "not run, since they are variants of the case as written: {names}",
    "exp_none": "nothing to delete",
    "exp_note": (
        "adds: with it minus without it, mean over pairs; + / -: share of pairs in which the outcome is higher, and "
        "lower, with it. parts: month by which half of the pairs looked at differ to the bit in what the others "
        "believe, do or vote; in deeds: in whom they hold as allies or in yes votes."
        " undef.: pairs left out, not defined in one run or in both."
        " Where fewer than 10 pairs differ, the interval allows for others as far off as runs lie apart."
    ),
    "exp_note_groups": (
        "adds: with it minus without it, mean over pairs. undef.: pairs left out, not defined in one run or in both."
        " Where fewer than 10 pairs differ, the interval allows for others as far off as runs lie apart."
    ),
    "exp_note_form": (
        "other form: what it adds where effort counts in the other form, with {name} at {value:g}; "
        "the mean of the outcome is then {mean}."
    ),
    "exp_own_note": (
        "counted itself: its own votes, or its own state, are part of the outcome; what it adds is no influence alone."
    ),
    "exp_chance": (
        "{n} intervals of 95 %: about {by_chance:.0f} would leave out 0 by chance alone. stands: would do so though "
        "{n} were looked at (Holm)."
    ),
    "title_explain": "Who mattered? {label}",
    "axis_explain": "with it minus without it",
    "legend_stands": "stands (Holm)",
    "legend_leaves_out": "interval leaves out 0",
    "legend_includes": "interval includes 0",
    "note_explain_drawn": "Drawn once for both runs of a pair: {what}.",
    "note_explain": (
        "Bars: mean over pairs of runs with the same draws, with and without; lines: 95 % interval. About "
        "{by_chance:.0f} of {n} would leave out 0 by chance alone. Each panel has its own scale."
    ),
}
