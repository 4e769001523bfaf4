"""Phrases of the story of a run in English."""

PHRASES = {
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
    "story_tie_year": (
        "alliances of the year: {opened} begun, {lapsed} ended; {open} in all, {share:.0%} across borders"
    ),
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
    "story_policy": "{name}, {issue}: policy {before:+.2f} to {now:+.2f} (conviction {belief:+.2f}); pressed {felt}",
    "story_pressed_home": "at home {size:+.2f}",
    "story_pressed_abroad": "by governments abroad {size:+.2f}",
    "story_council_elected": (
        "{title}: {n} members, {elected} of them elected; first generation {share:.0%}; local power groups hold "
        "{captured} of {places} places; effectiveness {effectiveness:.2f}, legitimacy {legitimacy:.2f}"
    ),
    "story_council_selected": (
        "{title}: {n} members picked for their projects; first generation {share:.0%}; "
        "effectiveness {effectiveness:.2f}, legitimacy {legitimacy:.2f}"
    ),
    "story_council_club": (
        "{title}: {n} members come by invitation; first generation {share:.0%}; "
        "effectiveness {effectiveness:.2f}, legitimacy {legitimacy:.2f}"
    ),
    "story_council_network": (
        "{title}: {n} members come by invitation, sponsored by {patron}; first generation {share:.0%}; "
        "effectiveness {effectiveness:.2f}, legitimacy {legitimacy:.2f}"
    ),
    "story_council_nobody": "{title}: nobody serves",
    "story_council_ends": "{title} ends; {n} members leave",
    "story_talks_open": "{title} open: {package}; {why}",
    "story_talks_change": "{title}, new package: {package}; {why}",
    "story_talks_close": "{title} end: {package}; {why}",
    "story_worth": "worth {worth:.3f}, own gain {gain:.3f}, most resistant {who} ({least:.2f})",
    "story_worth_alone": "worth {worth:.3f}, own gain {gain:.3f}",
    "story_further": "why not more: with {issue} ({level}): {why}",
    "story_further_not": "why not more: {issue} ({level}) is not on offer",
    "story_offer_yes": "{title}: the core on {issue} comes on offer; {why}",
    "story_offer_no": "{title}: the core on {issue} does not come on offer; {why}",
    "story_offer_kept": "{title}: the core on {issue} stays on offer, as it once was; {why}",
    "story_offer_why": "chance {chance:.0%}, by what {who} agreed before ({precedent:.2f} of 1), and depth {depth:g}",
    "story_offer_why_none": "chance {chance:.0%}, by a depth of {depth:g}; none of the parties has agreed to it before",
    "story_expected": "{title}: {forecast:.0f} yes expected, {need:.0f} needed",
    "story_blocked": "{title}: no vote; {why}",
    "story_needs": "it needed first: {title}",
    "story_refuses": "{who} refuses it (gain {gain:+.2f})",
    "story_withdrawn": "withdrawn, short of votes",
    "story_vote": "{title}: {yeas} yes, {nays} no: {verdict}",
    "story_vote_weighted": (
        "{title}: {yeas} yes, {nays} no; {share:.1%} of the weights are for it, {need:.1%} needed: {verdict}"
    ),
    "story_vote_consensus": "{title}: {yeas} yes, {nays} no; needed are all, against it: {who}: {verdict}",
    "story_vote_treaty": "{title}: {n} states ratify, {need} needed; they do not: {who}: {verdict}",
    "story_nobody": "nobody",
    "story_whole": "{title}: {verdict}",
    "story_bloc": "{name}: {yeas} of {members} yes",
    "story_bloc_weighted": "{name}: {yeas} of {members} yes, weight {weight:g} each",
    "story_why": "why: {parts}, beside what they would have voted of themselves ({start}): {expected} expected",
    "story_why_one": (
        "why: {parts}, beside what it would have decided of itself ({start}): yes with a probability of {expected}"
    ),
    "story_repealed": "{title}: taken back, {share:.0%} of its chamber or more would vote against it now",
    "story_fallen": "{title}: falls, since this was taken back: {part}",
    "story_visit": "{title}: {n} of {places:g} places taken, by {who}; skepticism of the guests {skepticism:.2f}",
    "story_visit_nobody": "{title}: nobody goes",
    "story_window_opens": "window opens: {title} ({held})",
    "story_window_closes": "window closes: {title} ({held})",
    "story_adopts": "{name} takes up: {title} ({held} now)",
    "story_adopts_half": "half of {name} and more have taken up: {title} ({held} now)",
    "story_gives_up": "{name} gives up: {title} ({held} now)",
    "story_gives_up_half": "less than half of {name} still hold: {title} ({held} now)",
    "story_held_by": "{adopted} of {able} hold it",
    "story_held_share": "{share:.1%} hold it",
    "story_passed": "passed",
    "story_rejected": "rejected",
    "story_site_opens": "{title}: opens in {places}; {n} open",
    "story_site_closes": "{title}: closes in {places}; {n} open",
    "story_site_year": "{title}: {n} of {all} sites open; partners add {ratio:.2f} per unit of seed",
    "story_desk_central": "{title}: all decided centrally in {central:,.0f} hours",
    "story_desk_year": "{title}: {share:.0%} decided locally in {local:,.0f} hours, the rest centrally in "
    "{central:,.0f}; coherence {coherence:.2f}",
}
