"""Phrases of plans, sweeps, comparisons and explanations in English."""

PHRASES = {
    "plan_balance": "{samples} samples: a Sobol design is balanced at powers of 2 only, such as {below} or {above}",
    "beyond": "{name}={value}: outside the range that it is explored over, {low} to {high} {unit} ({mark})",
    "plan_twice": "{n} of {points} settings repeat an earlier one",
    "plan_runs": "{runs} runs = {points} settings x {replicates} replicates; scenarios to compile: {cases}",
    "plan_cost": "about {time} and {megabytes} MB on this machine",
    "plan_cost_workers": "about {time} with {workers} workers ({serial} with one) and {megabytes} MB on this machine",
    "plan_seconds": "{n:.0f} s",
    "plan_minutes": "{n:.0f} min",
    "plan_hours": "{n:.1f} h",
    "plan_days": "{n:.1f} days",
    "cmp_sides": "{baseline} against {alternatives}",
    "cmp_study": "pairs of runs with the same draws, seed {seed}, {first} to {last}",
    "cmp_asked": "{outcome}: {label}; a difference of {worth} is worth knowing",
    "cmp_alternative": "alternative",
    "cmp_mean": "mean",
    "cmp_baseline": "baseline",
    "cmp_difference": "difference",
    "cmp_interval": "interval",
    "cmp_pairs": "pairs",
    "cmp_higher": "higher",
    "cmp_lower": "lower",
    "cmp_same": "same",
    "cmp_undefined": "undef.",
    "cmp_unpaired": "unpaired",
    "cmp_ratio": "ratio",
    "cmp_note": (
        "mean, baseline: of both sides over the same pairs; difference: alternative minus baseline; interval: "
        "{level}; higher, lower: share of pairs in which the alternative is. undef.: pairs left out, since the "
        "outcome is not defined in one run or in both. unpaired: runs of each side that the same precision takes "
        "without pairs, and their ratio to the pairs. Where fewer than 10 pairs differ, the interval allows for "
        "others as far off as runs lie apart."
    ),
    "cmp_level_one": "95 %",
    "cmp_level_many": "{level:.4g} % each, so that all {n} hold at once in 95 of 100 studies (Bonferroni)",
    "beside_title": (
        "{second} beside {first}: every setting that both have, on the replicates that both have; difference: second "
        "minus first, interval 95 %"
    ),
    "beside_seeds": "seeds differ ({first}, {second}): pairs do not share their draws",
    "beside_first": "first",
    "beside_second": "second",
    "sweep_stored": "{n} of {total} runs are stored in {path}",
    "sweep_large": "this sweep is large: give --yes to run it, or vary, sample or replicate less",
    "sweep_ask": "That is long. Go on?",
    "sweep_stopped": "stopped: {n} of {total} runs are stored in {path}; the same command goes on from there",
    "sweep_done": "{runs} runs of {points} settings: {path}",
    "sweep_failure": (
        "run {number} failed ({where}; replicate {replicate}, seed {seed}) at stage {stage}: {error}: {message}"
    ),
    "sweep_failed": "{n} of {total} runs failed; their records stand in {path}, and --retry-failed runs them again",
    "verify_same": (
        "{same} of {n} runs drawn from {stored} came out again to the bit (computed on Python {python}, numpy {numpy})"
    ),
    "verify_nothing": "not verified, since no run is stored",
    "verify_changed": "not verified, since the runs come from another case or other code: {what}",
    "verify_unrecorded": (
        "not verified, since without a record of the code all runs must come out again: --runs {stored}"
    ),
    "verify_tampered": (
        "run {number} (setting {point}, replicate {replicate}): damaged; the stored outcomes are not those of the "
        "stored digest"
    ),
    "verify_differs": "run {number} (setting {point}, replicate {replicate}): comes out differently; {message}",
    "verify_failed": "run {number} (setting {point}, replicate {replicate}): cannot be computed again; {message}",
    "verify_files": "the {n} files with a digest are as they were written",
    "verify_file_changed": "{name}: is not as it was written",
    "verify_file_missing": "{name}: is missing",
    "export_one_month": "--month: a network has one month, waves several (got {months})",
    "code_unrecorded": (
        "the code of its runs was not recorded (version {version} took down a part of it): nobody can tell whether one "
        "model computed them all"
    ),
    "code_earlier": "{n} of its runs come from earlier code, gone on from with --new-code; since then: {what}",
    "run_damaged": (
        "run {number} (setting {point}, replicate {replicate}) is damaged: its outcomes are not those of its checksum. "
        "It is left out; the command of the sweep with --retry-failed runs it again"
    ),
    "runs_damaged": "and {n} more damaged runs",
    "export_dropped": "{n} settings dropped, since {runs} runs failed or are not done",
    "export_gaps": "{pending} runs are not done, {failed} failed and {damaged} are damaged: see the column state",
}
