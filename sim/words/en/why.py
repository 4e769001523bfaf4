"""Phrases of why a body voted as it did, in English."""

PHRASES = {
    "why_study": "{title} ({id}), {month}: run {replicate} of seed {seed}, {variant}",
    "why_result": "{yeas} yes of {seats}: {verdict}.",
    "why_blocked": "No vote in this run; {why}. How the blocs stood when it was due:",
    "why_joined_sequence": "{verdict}. It has no vote of its own: it passes if all of these do.",
    "why_joined_any_of": "{verdict}. It has no vote of its own: it passes if any of these does.",
    "why_joined_ask": "Ask for each of them why, such as: {command}",
    "why_head_bloc": "bloc",
    "why_head_yes": "yes",
    "why_head_logit": "logit",
    "why_head_conviction": "own",
    "why_head_president": "pres.",
    "why_head_campaign": "camp.",
    "why_head_abroad": "abroad",
    "why_head_provisions": "prov.",
    "why_head_draws": "day",
    "why_key": (
        "logit: log-odds of a yes of a bloc's mean member, the sum of what follows. own: conviction, from the main "
        "issue alone; pres.: what the president's pull has changed since positions were coded; camp.: the same of "
        "campaigns; abroad: pressure from abroad on an executive that decides alone; prov.: what is new on other "
        "issues; day: draws that a party and the whole chamber share."
    ),
    "why_members": "Expected in this run: {expected} yes; the rest is the draws of single members: {votes}.",
    "why_mean": "In votes, mean of {n} runs",
    "why_mean_voted": "In votes, mean of the {counted} of {n} runs in which it was voted",
    "why_mean_never": "In votes, mean of {n} runs as it would have been; it was voted in none",
    "why_mean_both": "In votes, mean of the {counted} of {n} runs in which it was voted here and in the base",
    "why_lacks": "The base has no such decision: the start is what members would have voted of themselves.",
    "why_sentence": (
        "{name}: {parts}, beside what they would have voted of themselves ({start}): {expected} of {seats} expected."
    ),
    "why_sentence_base": "{name}: {parts}, beside {start} in the base: {expected} of {seats} expected.",
    "why_sentence_one": (
        "{name}: {parts}, beside what it would have decided of itself ({start}): yes with a probability of {expected}."
    ),
    "why_sentence_one_base": "{name}: {parts}, beside {start} in the base: yes with a probability of {expected}.",
    "why_nothing": "nothing",
    "why_part_conviction": "convictions {votes}",
    "why_part_president": "the president {votes}",
    "why_part_president_own": "their president {votes}",
    "why_part_president_other": "the other party's president {votes}",
    "why_part_premier": "the prime minister {votes}",
    "why_part_premier_own": "their prime minister {votes}",
    "why_part_premier_other": "the other party's prime minister {votes}",
    "why_part_campaign": "campaigns {votes}",
    "why_part_abroad": "pressure from abroad {votes}",
    "why_part_provisions": "provisions on {issues} {votes}",
    "why_part_provisions_many": "provisions on other issues {votes}",
    "why_part_draws": "the draws of the day {votes}",
    "why_part_chamber": "who sits there, and how they vote {votes}",
    "why_and": "{first} and {last}",
    "why_whole": "All blocs together",
    "why_votes": "votes",
    "why_interval": "95 % interval",
    "why_start": "what they would have voted of themselves",
    "why_start_base": "expected in the base",
    "why_expected": "expected",
    "why_own_draws": "draws of single members",
    "why_cast": "yes, as counted",
    "why_campaigns": "Campaigns, by who presses ({shown} of {n})",
    "why_others": "the other {n} together",
    "why_reference": "less the pressure when positions were coded",
    "why_reference_base": "what the pressure meets",
    "why_campaigns_all": "campaigns together",
    "why_only": "--only: shows lines of the story; without --why",
}
