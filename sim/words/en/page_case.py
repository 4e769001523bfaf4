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
    "seminar_sliders_of_lesson": "First, the parameters that the lesson moves ({n}).",
    "seminar_screening": (
        "The parameters that move the outcomes of this case most, by a screening of all its parameters "
        "({trajectories} Morris trajectories, {runs} runs)."
    ),
    "seminar_screening_old": (
        "The parameters that moved the outcomes of this case most, by a screening ({trajectories} Morris "
        "trajectories, {runs} runs) of an earlier version of the case."
    ),
    "seminar_screening_none": (
        "This case has not been screened: the sliders are the first parameters of mechanisms that it uses, whether "
        "they matter or not."
    ),
    "seminar_screening_chosen": "The sliders were chosen by whoever made this page.",
    # The command
    "seminar_plan": (
        "{settings} settings ({sliders} sliders at their levels, {variants} variants, {removals} removals): {runs} runs"
    ),
    "seminar_holds": "{settings} settings of {replicates} runs each, {months} months; {size} MB",
    "seminar_too_large": "larger than {most} MB: leave out variants, sliders or removals",
    # The served page
    "serve_first": "running the case as it is ({n} runs) ...",
    "serve_open": "the page is at {url} - open it in a browser; Ctrl-C ends it",
    "serve_ended": "ended",
    "serve_exposed": (
        "warning: other machines can reach {host}: whoever does can use this page and this machine's time, "
        "without a password"
    ),
    "serve_taken": "--port {port}: is taken; give another, or 0 for any that is free",
    "serve_unbound": "--host {host} --port {port}: cannot be used: {why}",
    "serve_most": "--{name}: at most {most}",
    "serve_host": "this page is not served under that name",
    "serve_origin": "another site has no business here",
    "serve_not_found": "there is nothing here; the page is at /",
    "serve_method": "GET / is the page; POST goes to /api/run and /api/who",
    "serve_no_request": "this is no request that can be read",
    "serve_type": "the content must be application/json",
    "serve_length": "Content-Length must say how long the request is",
    "serve_large": "the request is longer than {most} KB",
    "serve_late": "the request took too long to arrive",
    "serve_short": "the request is shorter than it says",
    "serve_no_json": "the request is no JSON",
    "serve_no_object": "the request must be an object",
    "serve_twice": "a name stands twice",
    "serve_not_finite": "must be a finite number: {value}",
    "serve_wrong": "{name}: must be {what}",
    "serve_an_object": "an object of numbers by name",
    "serve_a_list": "a list of actors",
    "serve_a_number": "a number",
    "serve_a_name": "a name",
    "serve_whole": "a whole number from {least} to {most}",
    "serve_number": "a number from {least} to {most}",
    "serve_unknown": "{name}: there is no '{value}'",
    "serve_busy": "too much is being computed; ask again in a moment",
    "serve_failed": "the run failed; the terminal that serves the page tells why",
}
