"""Phrases of the seminar page: votes, ladders, tables, handout, in English."""

PHRASES = {
    # What the figures share
    "page_panel_no_setting": "nothing chosen yet",
    "page_panel_busy": "running",
    "page_panel_nothing": "no runs here yet",
    "page_panel_key_about": "a mark of the legend",
    "page_key_run": "the run shown",
    "page_key_run_now": "where the run shown stands now",
    "page_key_run_so_far": "the run shown, so far",
    "page_key_dots": "all runs, one dot each",
    "page_key_range": "median and 5-95 % of runs",
    "page_key_band": "median and 5-95 % of runs",
    "page_key_documented": "documented",
    "page_key_party_line": "naive: party line",
    "page_key_weighted_mean": "naive: mean by seats",
    "page_key_rung_share": "share of runs that end on a rung",
    "page_key_asked": "range a claim asks for",
    # Votes
    "page_votes_title": "Votes",
    "page_votes_note": (
        "Share of yes votes, from 0 to 1, on a board with weights of their weights; the broken line is what the "
        "decision's rule asks for, and by this rule it passes. The run shown joins the others in the month of its "
        "vote. Click a vote to see its blocs."
    ),
    "page_votes_majority": "majority",
    "page_votes_needed": "needed {share}",
    "page_votes_documented": "documented {share}",
    "page_votes_documented_count": "documented {yeas} of {seats} ({share})",
    "page_votes_runs": "passes in {passed} of {n} runs; median {median}, 5-95 % {low} to {high}",
    "page_votes_runs_of": "passes in {passed} of {all} runs; voted in {n}: median {median}, 5-95 % {low} to {high}",
    "page_votes_no_run": "voted in none of n = {n} runs",
    "page_votes_this_run": "The run shown: ",
    "page_votes_not_yet": "not yet",
    "page_votes_not_due": "no vote is held",
    "page_votes_blocked": "blocked, never reached the floor",
    "page_votes_passed": "{yeas} of {seats} ({share}), passes",
    "page_votes_rejected": "{yeas} of {seats} ({share}), fails",
    "page_votes_passes": "passes",
    "page_votes_fails": "fails",
    "page_votes_follows": "follows from other decisions; passes in {passed} of {all} runs",
    "page_votes_alone": "one decides alone; passes in {passed} of {all} runs",
    "page_votes_of_weights": "{share} of the weights",
    "page_votes_not_yet_blocs": "Not yet voted in this run: the vote is due in {month}.",
    "page_votes_bloc": "bloc",
    "page_votes_yeas_of_seats": "{side}: yeas of seats",
    "page_votes_blocs_caption": "Blocs in the run shown; the line in each bar is its half",
    "page_votes_of": "{yeas} of {seats}",
    # Ladders
    "page_ladders_title": "How talks treat each issue",
    "page_ladders_note": (
        "From off the table to the core text. The triangle climbs with the run shown; bars are the share of runs on "
        "each rung at the end of the period."
    ),
    "page_ladders_side": "{side}, n = {n}",
    "page_ladders_about": "Runs on each rung at the end.",
    "page_ladders_documented": "Documented: {level}.",
    "page_ladders_open": "talks are open now",
    "page_ladders_closed": "talks are closed",
    "page_ladders_not_open": "talks open in {month}",
    # Courses
    "page_courses_title": "Over time",
    "page_courses_note": "The run shown up to the present month, within all runs. A and B share one scale.",
    "page_courses_choose": "Outcome",
    "page_courses_now": "now {value} ({unit}); n = {n}",
    "page_courses_now_of": "now {value} ({unit}); all runs: median {median}, 5-95 % {low} to {high}; n = {n}",
    "page_courses_log": "logarithmic scale",
    "page_courses_undefined": "not defined",
    "page_courses_about": "At the end: median {median}, 5-95 % of runs {low} to {high}.",
    # Who mattered
    "page_who_title": "Who mattered?",
    "page_who_note": (
        "Each actor is taken away and the same n = {n} runs are repeated with the same draws. Bar: with it minus "
        "without it, mean of the n pairs; line: 95 % interval. A positive bar says that the outcome is higher with the "
        "actor."
    ),
    "page_who_choose": "Outcome",
    "page_who_stands": "stands (Holm: even though so many actors were looked at)",
    "page_who_apart": "interval leaves out 0, but may do so by chance",
    "page_who_open": "interval includes 0: no effect shown",
    "page_who_word_stands": "stands",
    "page_who_word_apart": "perhaps chance",
    "page_who_own": "votes or is counted itself",
    "page_who_unit_share": "share of yes votes",
    "page_who_unit_rung": "rungs, 0 to 3",
    "page_who_caption": "With the actor minus without it, in: {unit}",
    "page_who_actor": "actor",
    "page_who_adds_bar": "adds",
    "page_who_adds": "size and 95 % interval",
    "page_who_interval": "{size} [{low}, {high}]",
    "page_who_rest": "{n} more actors add less, or nothing.",
    "page_who_nobody": "No single actor changes this outcome.",
    "page_who_removed": "taken away here already",
    "page_who_missing": "the runs without it are not in this page",
    "page_who_idle": "never active in these months: it can change nothing",
    "page_who_undefined": "not defined in any pair of runs",
    "page_who_no_effect": "no effect shown: the mean is the same without it",
    "page_who_base_only": "This file knows who mattered in the base alone. For other settings: {command}",
    "page_who_ask": "Compute for this setting",
    "page_who_busy": "Computing, this takes a while…",
    # Claims
    "page_claims_title": "Claims of the sources",
    "page_claims_note": (
        "Each claim is executed: in what share of runs is it met, and is that as often as the claim asks? Only runs "
        "in which it can be judged count; n says how many."
    ),
    "page_claims_counts": "How many claims",
    "page_claims_verdict": "verdict",
    "page_claims_show": "Show",
    "page_claims_show_all": "all",
    "page_claims_show_fails": "those that fail",
    "page_claims_show_changed": "those whose verdict differs between A and B",
    "page_claims_shown": "{n} of {all} claims",
    "page_claims_more": "Show all {n}",
    "page_claims_number": "no.",
    "page_claims_text": "claim",
    "page_claims_asked": "asked",
    "page_claims_asked_in": "{asked}, in at least {share} of the runs",
    "page_claims_met": "{share}, n = {n}",
    "page_claims_note_coded": (
        "coded so: true in the coded table before the first month already; that nothing destroys it is no credit to "
        "the model."
    ),
    "page_claims_note_uncompared": (
        "not compared: the claim compares with a variant, which is done in the base alone, or it is defined in no run."
    ),
    "page_claims_note_uncompared_served": (
        "not compared: the claim compares with a variant, or it is defined in no run. This page runs each setting by "
        "itself; the page in a file judges such claims in the base: {command}"
    ),
    "page_flips_explained": (
        "† flips between the two codings of the actors: coded by another reader of the same sources, the verdict "
        "would be another."
    ),
    "page_verdict_holds": "holds",
    "page_verdict_coded": "coded so",
    "page_verdict_fails": "fails",
    "page_verdict_uncompared": "not compared",
    # What can be taken away
    "page_export_svg": "Figure (SVG)",
    "page_export_png": "Figure (PNG)",
    "page_export_settings_a": "Settings of A (variant file)",
    "page_export_settings_b": "Settings of B (variant file)",
    "page_saved_title": "Settings saved",
    "page_saved_setting": (
        "The browser saves {file} where it stores downloads. This command runs it again, to the same numbers as here:"
    ),
    "page_saved_command": "Command that runs the saved settings again",
    "page_saved_path": "Run it in the folder of the program, and give the path of the file where that lies elsewhere.",
    "page_export_numbers": "run {run}, median {median}, n = {n}",
    "page_export_source": (
        "Case {case}, model {version}, digest {digest}; run {run} of n = {n} runs shown, seed {seed}, the same draws "
        "on both sides."
    ),
    "page_handout": "Handout",
    "page_handout_when": "{month}; {standing}",
    "page_handout_unchanged": "nothing is changed",
    "page_handout_variant": "variant {variant}",
    "page_handout_without": "without {names}",
    "page_handout_votes": "Votes",
    "page_handout_vote_column": "{side}: share of yes, 0 to 1",
    "page_handout_numbers_column": "run · median · n",
    "page_handout_ladders": "How talks treat each issue",
    "page_documented_column": "documented",
    "page_handout_now_column": "now",
    "page_handout_ladder_column": "{side}: n = {n}, at the end",
    "page_handout_differences": "What differs most between A and B",
    "page_handout_vote_line": "{what}: median share of yes {a} in A (n = {na}), {b} in B (n = {nb}).",
    "page_handout_rung_line": "{what}: {level} in {a} of the runs of A (n = {na}), in {b} of B (n = {nb}).",
    "page_handout_course_line": "{what}: median at the end {a} in A (n = {na}), {b} in B (n = {nb}) ({unit}).",
    "page_handout_claim_line": "“{text}” is met in {a} of the runs of A (n = {na}), in {b} of B (n = {nb}).",
    "page_handout_same": (
        "Medians of votes and courses, and the shares of runs for provisions and claims, are the same in A and B."
    ),
    "page_handout_notes": "Notes",
    "page_handout_sources": "Documented values stand with the claims of the sources ({claims}) in the scenario.",
    "page_lesson": "Lesson",
    "page_lesson_print": "Print",
}
