"""Phrases in English: sensitivity, regions and the report of a sweep."""

PHRASES = {
    # What outcomes measure, and in which unit
    "measure_vote_share": "yes votes as a share of the votes of some blocs",
    "measure_vote_count": "yes votes of some blocs",
    "measure_passed": "1 where it passed by its own rule, 0 where it failed or never came to a vote",
    "measure_forecast": "yes votes expected just before the vote",
    "measure_blocked": "1 where it never reached the floor, else 0",
    "measure_in_force": "1 where it has passed and has not been taken back, else 0",
    "measure_on_offer": "1 where the core on an issue has come on offer in talks, else 0",
    "measure_offer_chance": "chance that the core on an issue came on offer as the text last opened",
    "measure_provision": "what talks have come to: 0 off, 1 consulted, 2 side agreement, 3 core text",
    "measure_distance": "mean distance of positions over all pairs of two groups",
    "measure_distance_ratio": "distance to one group over distance to another; below 1 the first is nearer",
    "measure_position": "mean conviction on an issue, from its negative to its positive pole",
    "measure_policy": "mean of what organs do or offer on an issue, from pole to pole",
    "measure_salience": "how much an issue matters to them, mean",
    "measure_stigma": "mean stigma for allies abroad",
    "measure_attention": "attention of a country's media to an issue",
    "measure_shock": "attention that dated shocks add in a country",
    "measure_effort": "effort spent at some venues",
    "measure_complaints": "effort spent at some venues since the start, summed up",
    "measure_effort_ratio": "effort at some venues over effort at others",
    "measure_pressure": "mean net pressure on organs, toward the positive pole of an issue",
    "measure_ties": "open ties, each way counted",
    "measure_cross_border_share": "share of the open ties that cross a border",
    "measure_density": "open ties over possible ties",
    "measure_reciprocity": "share of the open ties that are returned",
    "measure_mean_trust": "mean trust over open ties",
    "measure_modularity": "how far two camps keep to themselves by their ties (Newman's Q)",
    "measure_brokerage": "pairs of actors of two countries that only it links, mean",
    "measure_adopted_share": "share of those able to that have taken an idea up",
    "measure_date_of": "first month in which another outcome is at or beyond a threshold",
    "unit_share": "share, 0 to 1",
    "unit_votes": "votes",
    "unit_members": "members",
    "unit_projects": "projects a year",
    "unit_projects_each": "projects a year and member",
    "unit_yes_no": "0 or 1",
    "unit_level": "level, 0 to 3",
    "unit_ratio": "ratio",
    "unit_pole": "-1 to 1",
    "unit_per_year": "units a year",
    "unit_units": "units",
    "unit_ties": "ties",
    "unit_pairs": "pairs",
    "unit_calendar": "calendar year",
    # The report
    "report_contents": "Contents",
    "report_states": "{succeeded} of {planned} runs succeeded, {failed} failed, {pending} are pending.",
    "report_damaged": (
        "Damaged in the ledger and left out, since their outcomes are not those of their checksum: runs {numbers}."
    ),
    "report_partial": "This sweep is not finished: all numbers below rest on the runs that succeeded so far.",
    "report_changed": (
        "The case has changed since these runs: labels, documented values and baselines below are those of the case as "
        "it is now."
    ),
    "report_cite": "How to cite",
    "report_methods": "Methods",
    "report_design": "{n} settings by a {design} design over {axes}, each with {replicates} replicates: {runs} runs.",
    "report_paired": (
        "All settings share their replicates, numbered from 0: draws are the same in each, so that differences between "
        "settings are paired."
    ),
    "report_unpaired": "Every setting has replicates of its own, so that settings are independent of each other.",
    "report_seed": "Seed of the study {seed}{design_seed}; run r of it is the same whatever else is run.",
    "report_design_seed": ", of the design {seed}",
    "report_fixed": "Held fixed: {what}.",
    "report_until": "Runs end after {month}: outcomes dated later are not defined.",
    "report_jitter": "Positions and saliences carry a coding error of up to {jitter} either way.",
    "report_jitters": (
        "Positions carry a coding error of up to {position} either way, saliences of up to {salience}."
    ),
    "report_code": "Model version {version}, code digest {digest}{commit}.",
    "report_commit": ", commit {commit}",
    "report_dirty": ", commit {commit} with changes that are not committed",
    "report_machine": "Run with {packages} on {machine}.",
    "report_verified": "{matched} of {n} stored runs that were run again gave the same numbers to the last bit.",
    "report_not_verified": "No stored run has been run again yet (run.py verify).",
    "report_spread": (
        "Spread is always from 5 to 95 % of runs with the median in it; a run in which an outcome is not defined, such "
        "as the share of a vote that was never held, is left out of that outcome and n says so."
    ),
    "report_manifest": "What identifies this sweep",
    "report_key": "what",
    "report_value": "value",
    "report_scenario": "The case",
    "report_period": "period",
    "report_issues": "issues",
    "report_actors": "actors",
    "report_ties": "documented ties",
    "report_venues": "venues",
    "report_events": "events and shocks",
    "report_decisions": "decisions",
    "report_negotiations": "negotiations",
    "report_ideas": "ideas",
    "report_variants": "variants",
    "report_kind_ngo": "organizations",
    "report_kind_government": "governments and their blocs",
    "report_kind_diaspora_leader": "diaspora leaders",
    "report_kind_foreign_state": "foreign states",
    "report_axes": "What varies",
    "report_axis": "axis",
    "report_values": "values",
    "report_default": "in the case",
    "report_unit": "unit",
    "report_mark": "mark",
    "report_source": "source",
    "report_field": "field of the case",
    "report_axes_caption": "Axes of the sweep. Mark: where the value of the case comes from.",
    "report_outcomes": "Outcomes",
    "report_outcome": "outcome",
    "report_n": "n",
    "report_settings_draws": "settings x draws",
    "report_settings_range": "medians of settings",
    "report_mark_in": "inside?",
    "report_mark_inside": "inside",
    "report_mark_outside": "outside",
    "report_no_change": "no change",
    "report_votes_caption": (
        "Votes over all {n} settings: those and the draws in which it is defined (in brackets the runs, where they "
        "are fewer), median, 5-95 %, lowest and highest median of a setting; the documented value and whether it "
        "lies inside 5-95 %; naive forecasts read off the coded table of the base setting, without a model. (w) "
        "weighted by seats."
    ),
    "report_others_caption": (
        "All other outcomes, read as above. The naive baseline is no change from the coded table; a dash where the "
        "table does not say."
    ),
    "report_settings_caption": "Each setting: median (5-95 %) and n of headline outcomes.",
    "report_many_settings": "The sweep has {n} settings, too many for a table here; run.py export has them all.",
    "report_undefined": "Not defined in any run ({n}): {titles}.",
    "report_setting": "setting",
    "report_figures": "Figures",
    "report_votes_base": "Votes at the base setting.",
    "report_votes_all": "Votes over all runs of all settings, since the base setting is not among them.",
    "report_axis_caption": (
        "{outcome}, over each axis: median and 5-95 % of all runs with that value, whatever the other axes are. "
        "Diamond: documented."
    ),
    "report_axis_again": "{outcome}, read as above.",
    "report_more_figures": "Figures show the {shown} headline outcomes of {all}; the table above has all.",
    "report_sensitivity": "Sensitivity and regions",
    "report_claims": "Claims of the sources",
    "report_claims_at": "Judged on {n} runs of setting {point}, the base setting of the sweep.",
    "report_no_base": (
        "The base setting is not among those of the sweep, so that no claim is judged here (run.py check)."
    ),
    "report_claims_waiting": "{n} claims compare with variants that are not in the sweep.",
    "report_indicators": "Indicators",
    "report_indicators_caption": "Every outcome: what it says, of whom, when and in which unit, and what rests on it.",
    "report_says": "what it says",
    "report_of_whom": "of whom, where, on what",
    "report_when": "when",
    "report_failed": "Runs that failed",
    "report_failed_caption": "Left out of every number above; the ledger keeps the whole traceback.",
    "report_run": "run",
    "report_replicate": "replicate",
    "report_stage": "stage",
    "report_error": "error",
    "report_none_failed": "None.",
    "report_pending": "{n} runs are pending; running the same sweep again goes on with them.",
    "report_last_month": "last month",
    "report_at_vote": "at the vote, {date}",
    "report_whole_run": "whole run",
    "report_first_above": "{of} at or above {value}",
    "report_first_below": "{of} at or below {value}",
    "report_everybody": "everybody",
    "report_others": "toward {who}",
    "report_versus": "compared with {who}",
    "report_where": "at {where}",
    "report_elsewhere": "over {where}",
    "report_by_tactic": "by {tactic}",
    "report_footer": "Made by run.py report from the ledger of the sweep; the same ledger gives the same bytes.",
    "design_grid": "grid",
    "design_lhs": "Latin hypercube",
    "design_sobol": "Sobol sequence",
    "design_saltelli": "Saltelli",
    "design_morris": "Morris",
    "design_table": "table",
    # Sensitivity and regions
    "sens_title": "Sensitivity",
    "sens_states": "{runs} runs of {points} settings; left out: {failed} failed, {pending} pending, {damaged} damaged.",
    "sens_enough": (
        "Replicates needed: {needed} for each setting until draws are under {accepted:.0%} of the variance between "
        "settings; the sweep has {has}, which is enough."
    ),
    "sens_too_few": (
        "Replicates needed: {needed} for each setting until draws are under {accepted:.0%} of the variance between "
        "settings; the sweep has {has}, too few: --replicates {needed}."
    ),
    "sens_one": (
        "Replicates needed: that cannot be said from one replicate for each setting; draws and effect cannot be told "
        "apart below, and an axis that does nothing can look important: --replicates 10."
    ),
    "sens_draws_only": (
        "Replicates needed: that cannot be said, since {has} replicates do not tell the settings apart: draws alone "
        "may explain the differences."
    ),
    "sens_flat": "The same in every run: nothing to explain.",
    "sens_undefined": "Not defined in {n} runs that succeeded; these are left out.",
    "sens_dropped": "{n} of {all} sample rows left out, since a setting of theirs has no run.",
    "sens_draws_pairs": (
        "Draws are {all:.0%} of the variance of all runs. Settings share them: within pairs, between the means of "
        "settings, they are {share:.0%}."
    ),
    "sens_draws_runs": (
        "Draws are {all:.0%} of the variance of all runs and {share:.0%} of that between the means of settings."
    ),
    "sens_draws_index": (
        "So large a total index ({share:.0%}) could an axis show that does nothing; the numbers are without it."
    ),
    "sens_draws_morris": "By chance: the mu* that draws alone would give an axis that does nothing.",
    "sens_explained": "All axes together explain {share:.0%} of the variance of ranks.",
    "sens_how_sobol": (
        "Partial rank correlations see only what rises or falls; for Sobol indices sweep with --design saltelli."
    ),
    "sens_too_few_points": "Too few settings ({n}) for {axes} axes: at least {least} are needed.",
    "sens_too_few_rows": "Too few whole sample rows ({n}): at least {least} are needed.",
    "sens_failed_note": "No index: the outcome does not vary by more than draws.",
    "sens_axis": "axis",
    "sens_first": "S1, alone",
    "sens_total": "ST, with others",
    "sens_mu_star": "mu*, size",
    "sens_sigma": "sigma, uneven",
    "sens_chance": "by chance",
    "sens_mu": "mu, direction",
    "sens_correlation": "rank correlation",
    "sens_own": "explains alone",
    "sens_intervals": "In brackets: 95 % intervals from bootstraps over rows, and replicates where they are shared.",
    "sens_figure": "Sensitivity: {outcome}",
    "sens_axis_share": "share of the variance between settings",
    "sens_axis_effect": "effect over the whole range, in units of the outcome",
    "sens_axis_correlation": "partial rank correlation",
    "sens_inert": "what draws alone would show",
    "sens_share_of_yes": "share of yes",
    "sens_study_line": "{points} settings x {draws} draws ({runs} runs), seed {seed}",
    "sens_point_line": "{runs} runs of setting {point}, seed {seed}",
    "sens_interval": "95 % interval",
    "region_title": "Regions",
    "region_no": (
        "{outcome}: no where {rule}: {rate} of runs of {points} settings (95 %: {low} to {high}; all: {base})."
    ),
    "region_yes": (
        "{outcome}: yes where {rule}: {rate} of runs of {points} settings (95 %: {low} to {high}; all: {base})."
    ),
    "region_higher": (
        "{outcome}: higher where {rule}: mean {rate} over {points} settings (95 %: {low} to {high}; all: {base})."
    ),
    "region_lower": (
        "{outcome}: lower where {rule}: mean {rate} over {points} settings (95 %: {low} to {high}; all: {base})."
    ),
    "region_none": "{outcome}: no region of the settings differs from the rest on the half held out.",
    "region_too_few": "{outcome}: too few settings ({n}) to find regions in one half and measure them in the other.",
    "region_note": "Found on one half of the settings, measured on the other.",
    "region_and": " and ",
    "region_is": "{axis} is {name}",
    "region_is_not": "{axis} is not {name}",
}  # fmt: skip
