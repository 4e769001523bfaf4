"""Phrases of the seminar page: controls, network, timeline, in English."""

PHRASES: dict[str, str] = {
    "page_months_short": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "page_months_long": "January February March April May June July August September October November December",
    # Header and footer
    "page_skip": "Skip to the timeline",
    "page_actions": "Page",
    "page_save": "Save",
    "page_larger": "A+",
    "page_larger_title": "Larger text, for a projector",
    "page_language_title": "Español",
    "page_help": "Help",
    "page_close": "Close",
    "page_made_of": (
        "Case {case}, data {digest}, program {version}. Run shown: {run} of n = {n} (counted from 0), seed "
        "{seed}; both sides start from the same seed."
    ),
    "page_offline": "This page works offline and sends nothing anywhere.",
    # Settings
    "page_side": "Setting {side}",
    "page_variant_of": "Variant of side {side}",
    "page_as_documented": "As in the case",
    "page_choose_here": "← choose something else here",
    "page_reset": "Reset",
    "page_runs": "n = {n} runs",
    "page_computing": "computing…",
    "page_computing_all": "one run; computing n = {n}…",
    "page_default_value": "{value}, as in the case",
    "page_without_actor": "without {name}",
    "page_remove_from": "Remove from {side}",
    "page_put_back": "Put back in {side}",
    "page_one_at_a_time": (
        "This file holds one change at a time on each side: a variant, a slider or a removed actor. To combine "
        "changes and to set any value: {command}"
    ),
    "page_served_note": "Changes combine freely; each is computed on this computer: first one run, then all of them.",
    "page_was_reset": "On side {side} the earlier change was taken back.",
    "page_not_held": "This file does not hold that change; to compute it: {command}",
    "page_no_server": "No answer: the program that serves this page has ended. To start it again: {command}",
    "page_more_parameters": "All parameters",
    "page_parameter": "Parameter",
    "page_value": "Value",
    "page_set": "Set",
    # Network
    "page_key_size": "larger: more capability",
    "page_tie_record": "alliance on record",
    "page_tie_model": "arose in the model",
    "page_tie_home": "within a country",
    "page_tie_abroad": "across a border",
    "page_hint_select": "Click an actor: its allies, since when, and the history without it.",
    "page_counted": "Alliances: {all}, across a border: {abroad}",
    "page_facts": "position {position}, allies {allies}",
    "page_gone": "removed: it never enters",
    "page_inactive": "not active now",
    "page_tip_position": "{issue}: {position}",
    "page_tip_allies": "Allies now: {n}",
    "page_tip_alone": "No allies now",
    "page_tip_ally_record": "{name}, since {since}",
    "page_tip_ally_model": "{name}, since {since} (arose in the model)",
    "page_tip_more": "and {n} more",
    "page_tip_vote": "{title}: {yeas} of {seats} in favor in this run",
    "page_network_label": (
        "Network of side {side}, {month}: {actors} actors, {ties} alliances, by position on {issue}. The arrow "
        "keys go from actor to actor, Enter selects."
    ),
    # Selected actor
    "page_allied_when": "Who allied with {name}, and when",
    "page_spells_note": "Upper bar: A; lower bar: B. Filled: alliance on record; hollow: arose in the model.",
    "page_spell_record": "{side}: {name}, {from} to {to}, on record",
    "page_spell_model": "{side}: {name}, {from} to {to}, arose in the model",
    "page_no_allies": "It never has an ally, on either side.",
    "page_show_all": "Show all {n}",
    "page_clear": "Clear selection",
    "page_table_title": "The network as a table",
    "page_actor": "Actor",
    "page_position_in": "Position in {side}",
    "page_allies_in": "Allies in {side}",
    # Timeline
    "page_timeline": "Month",
    "page_play": "Play",
    "page_pause": "Pause",
    "page_first_month": "Back to the first month",
    "page_step_back": "One month back",
    "page_step_on": "One month on",
    "page_previous_event": "Previous event",
    "page_next_event": "Next event",
    "page_speed": "Speed",
    "page_slow": "slow",
    "page_medium": "medium",
    "page_fast": "fast",
    "page_issue": "Issue",
    # Help
    "page_help_sides": (
        "Two histories stand side by side, A and B. Both start from the same data and the same seed, so that what"
        " differs comes from the setting. Choose a variant, move a slider, or click an actor and remove it; then "
        "play."
    ),
    "page_help_network": (
        "Each mark is an actor: left and right is its position on the issue, the rows are blocs, the size is its "
        "capability. Lines are alliances: solid where they are on record, dashed where they arose in the model. "
        "On the timeline, diamonds are votes, circles events, squares talks, triangles arrivals; shaded spans are"
        " times in which negotiations are open."
    ),
    "page_help_model": (
        "All histories were computed by the program before; this page only shows them. One run is one possible "
        "history: read it together with the spread of all runs in the panels below."
    ),
    "page_help_keys": "Keyboard",
    "page_keys_play": "Space: play, pause",
    "page_keys_step": "← →: one month; with Shift, one year",
    "page_keys_ends": "Home, End: first and last month",
    "page_keys_events": "[ ]: previous and next event",
    "page_keys_network": "Tab, arrows, Enter: into a network, from actor to actor, select",
    "page_keys_other": "L, ?, Esc: language, help, clear the selection",
    "page_help_sliders": "The sliders",
    "page_slider_range": "From {low} to {high} [{unit}], in the case {default};",
}
