"""Phrases in English."""

from sim.words import studies_en

PHRASES = {
    "variant": "variant {variant}",
    "baseline": "base version",
    "changed": "changed: {what}",
    "runs": "{n} runs, seed {seed}, {first} to {last}",
    "yes_share": "share of yes votes",
    "documented": "documented",
    "median": "median",
    "range": "5-95 %",
    "passes": "passes",
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
    "placed_line": "beside these: inputs of the case {inputs}, context {contexts} (run.py check {case} --all)",
    "placed_kind": "kind",
    "placed_claim": "claim",
    "placed_why": "why [where]",
    "placed_input": "input",
    "placed_context": "context",
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
    "column_documented": "docum.",
    "column_median": "median",
    "column_passes": "passes",
    "column_n": "n",
    "note_documented": "Documented values: claims {claims}, whose sources stand in the scenario.",
    "note_votes": (
        "Party rows in gray. Columns: documented share, median share, runs in which it passes, number n of runs in "
        "which it is voted at all. Mean (w) is weighted by seats; naive forecasts are read off the coded table."
    ),
    "title_treatments": "How negotiations treat each issue: shares of runs",
    "note_treatments": (
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
        "row has its own scale. Tactics are counted at all places together."
    ),
    "head_places": "Where",
    "head_tactics": "By which tactic",
    "place_home": "organs at home",
    "place_abroad": "organs abroad",
    "place_court": "courts, complaints",
    "place_media": "media, street",
    "tactic_information": "information",
    "tactic_symbolic": "symbols",
    "tactic_leverage": "leverage",
    "tactic_accountability": "accountability",
    "title_ideas": "What is remembered of an idea, and who takes it up",
    "note_ideas": (
        "Memory counts years of full advocacy that are left; the share is of those who could take the idea up and are "
        "on the stage."
    ),
    "axis_memory": "memory [years]",
    "axis_adopted": "share that took it up",
    "legend_window": "window open",
    "title_coalitions": "Who is tied to whom, and who thinks alike",
    "head_coalitions": "{month}: {n} coalitions",
    "head_no_coalition": "{month}: no coalition",
    "foot_coalitions": "ties agreed on: {agreed}; open in a run: {open:.0f}; Q {q}",
    "foot_no_ties": "no tie is open in half of the runs; open in a run: {open:.0f}",
    "legend_coalition": "{n} actors, distance {apart}: {who}…",
    "legend_community": "no coalition: {n}, distance {apart}: {who}…",
    "note_coalitions": (
        "A line: one holds the other as an ally in at least {agreed} of runs. Communities by greedy modularity (Q); "
        "colored where at least {least} members stand less than {alike} apart on average over pairs and runs, white "
        "otherwise. Area of a mark: capability. Actors without such a tie are left out. Places are the same at all "
        "dates; a color goes on to the coalition that shares most members. Agreed ties are counted one way."
    ),
    "story_title": "run {replicate} of seed {seed}",
    "story_more": "{n} more",
    "story_event": "{title}",
    "story_shock": "{title}: {issues}; heard in {who}",
    "story_shock_friends": "{title}: {issues}; heard where {actor} has friends: {who}",
    "story_shock_nobody": "{title}: {issues}; heard nowhere, since {actor} has no friends",
    "story_arrives": "enter: {name}",
    "story_leaves": "leave: {name}",
    "story_forum": "{title}",
    "story_promise": "in force: {title} ({issue} {value:+.2f}); bound now: {who}",
    "story_held": "first held to it: {title}; {organ} by {who} ({issue}, {effort:.2f} units a year)",
    "story_record_opens": "{name} allies with {others} (record)",
    "story_record_ends": "{name} parts with {others} (record)",
    "story_tie_year": "ties of the year: {opened} opened, {lapsed} ended; {open} open, {share:.0%} across borders",
    "story_tie_new": "new across borders: {pairs}",
    "story_tie_gone": "ended across borders: {pairs}",
    "story_first_ally": "first ally abroad of {name}: {allies} (distance {distance:.2f})",
    "story_goes_abroad": "most effort at organs abroad from now on: {who}",
    "story_comes_home": "back to organs at home: {who}",
    "story_stigma": "{name}: stigma {before:.2f} to {now:.2f}; {share:.0%} of its allies are abroad",
    "story_conviction": "{name}: {parts}",
    "story_from_to": "{issue} {before:+.2f} to {now:+.2f}",
    "story_tactics": "campaigners press by {parts}",
    "story_pressure": "{venue}, {issue}: pressure {before:+.2f} to {now:+.2f}, the stronger side mostly {who}",
    "story_policy": "{name}, {issue}: policy {moved:+.2f} to {now:+.2f} (conviction {belief:+.2f}); pressed {felt}",
    "story_pressed_home": "at home {size:+.2f}",
    "story_pressed_campaigners": "by its campaigners abroad {size:+.2f}",
    "story_pressed_states": "by other states {size:+.2f}",
    "story_talks_open": "{title} open: {package}; {why}",
    "story_talks_change": "{title}, new package: {package}; {why}",
    "story_talks_close": "{title} end: {package}; {why}",
    "story_worth": "worth {worth:.3f}, own gain {gain:.3f}, most resistant {who} ({least:.2f})",
    "story_worth_alone": "worth {worth:.3f}, own gain {gain:.3f}",
    "story_further": "why not more: with {issue} ({level}): {why}",
    "story_expected": "{title}: {forecast:.0f} yes expected, {need:.0f} needed",
    "story_sponsor": (
        "{title}: {who} counts {forecast:.0f} yes, {need:.0f} needed, {short}; "
        "pays {paid} members {cost:.2f} of {budget:g}"
    ),
    "story_short": "{n:.0f} short",
    "story_ahead": "{n:.0f} more than needed",
    "story_blocked": "{title}: no vote; {why}",
    "story_needs": "it needed first: {title}",
    "story_refuses": "{who} refuses it (gain {gain:+.2f})",
    "story_withdrawn": "withdrawn, short of votes",
    "story_vote": "{title}: {yeas} yes, {nays} no: {verdict}",
    "story_whole": "{title}: {verdict}",
    "story_bloc": "{name}: {yeas} of {members} yes",
    "story_repealed": "{title}: taken back, {share:.0%} of its chamber are against it now",
    "story_window_opens": "window opens: {title} (memory {memory:.2f}; {adopted} of {able} hold it)",
    "story_window_closes": "window closes: {title} (memory {memory:.2f}; {adopted} of {able} hold it)",
    "story_adopts": "{name} takes up: {title} ({adopted} of {able} now; memory {memory:.2f})",
    "story_passed": "passed",
    "story_rejected": "rejected",
    "cmp_sides": "{baseline} against {alternatives}",
    "cmp_study": "pairs of runs with the same luck, seed {seed}, {first} to {last}",
    "cmp_asked": "{outcome}: {label}; a difference of {worth} is worth knowing",
    "cmp_alternative": "alternative",
    "cmp_mean": "mean",
    "cmp_difference": "difference",
    "cmp_interval": "interval",
    "cmp_pairs": "pairs",
    "cmp_higher": "higher",
    "cmp_lower": "lower",
    "cmp_same": "same",
    "cmp_undefined": "undef.",
    "cmp_unpaired": "unpaired",
    "cmp_ratio": "ratio",
    "verdict_higher": "{alternative} is higher by {size} [{low}, {high}]",
    "verdict_lower": "{baseline} is higher by {size} [{low}, {high}]",
    "verdict_small": "differs, but by less than is worth knowing: {size} [{low}, {high}]",
    "verdict_none": "no difference worth knowing: {size} [{low}, {high}]",
    "verdict_unsure": "cannot tell yet: about {more} more runs of each; so far {size} [{low}, {high}]",
    "verdict_undefined": "cannot tell: both are defined in {n} of {pairs} pairs only",
    "verdict_same": "the same in every pair",
    "cmp_note": (
        "difference: alternative minus baseline, mean over pairs; interval: {level}; higher, lower: share of pairs in "
        "which the alternative is. undef.: pairs left out, since the outcome is not defined in one run or in both. "
        "unpaired: runs of each side that the same precision takes without pairs, and their ratio to the pairs."
        " Where fewer than 10 pairs differ, the interval allows for others as far off as runs lie apart."
    ),
    "cmp_level_one": "95 %",
    "cmp_level_many": "{level:.4g} % each, so that all {n} hold at once in 95 of 100 studies (Bonferroni)",
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
    "exp_study": "mean {mean}; {n} pairs of runs with the same luck for each deletion, seed {seed}, {first} to {last}",
    "exp_actors": "without an actor",
    "exp_own_actors": "without an actor that is itself counted: its own votes, or its own state",
    "exp_alliances": "without an alliance",
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
    "exp_same": "the same in all {n} pairs without: {names}",
    "exp_later": "exactly 0, since they come after {month}: {names}",
    "exp_off": "exactly 0, since they are off: {names}",
    "exp_none": "nothing to delete",
    "exp_note": (
        "adds: with it minus without it, mean over pairs; + / -: share of pairs in which the outcome is higher, and "
        "lower, with it. parts: month by which half of the pairs looked at differ to the bit in what the others "
        "believe, do or vote; in deeds: in whom they hold as allies or in yes votes."
        " undef.: pairs left out, not defined in one run or in both."
        " Where fewer than 10 pairs differ, the interval allows for others as far off as runs lie apart."
    ),
    "exp_own_note": (
        "counted itself: its own votes, or its own state, are part of the outcome; what it adds is no influence alone."
    ),
    "exp_chance": (
        "{n} intervals of 95 %: about {by_chance:.0f} would leave out 0 by chance alone. stands: would do so though "
        "{n} were looked at (Holm)."
    ),
    "title_explain": "What {label} owes to each",
    "axis_explain": "with it minus without it",
    "legend_stands": "stands (Holm)",
    "legend_leaves_out": "interval leaves out 0",
    "legend_includes": "interval includes 0",
    "note_explain": (
        "Bars: mean over pairs of runs with the same luck, with and without; lines: 95 % interval. About "
        "{by_chance:.0f} of {n} would leave out 0 by chance alone. Each panel has its own scale."
    ),
    **studies_en.PHRASES,
}
