"""What analyses found, in sentences and rows of text: the same in the terminal and in the report."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiments.sensitivity.analysis import Finding
from sim.experiments.sensitivity.indices import Band
from sim.experiments.sensitivity.regions import Bound, Region, Regions
from sim.experiments.sensitivity.spread import ACCEPTED, Spread
from sim.scenario.schema import Scenario
from sim.words import label, say

BANDS = ("first", "total", "mu_star", "correlation", "own")
SHARES = ("first", "total", "correlation", "own")


def number(value: float | None) -> str:
    """A number with three significant digits, and a dash where there is none.

    >>> number(0.53912), number(234.0), number(0.0), number(None), number(61234.5), number(-0.0001), number(.17)
    ('.539', '234', '0', '-', '61,234', '-.000100', '.170')
    """
    if value is None or value != value:
        return "-"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    text = str(int(value)) if value == int(value) else f"{value:.3g}" if abs(value) < 1e-4 else f"{value:#.3g}"
    text = text.removesuffix(".")
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def share(value: float) -> str:
    """A share between -1 and 1 with three decimals; rounding gives no sign to a zero.

    >>> share(0.53912), share(-0.0002), share(1.0), share(-0.25)
    ('.539', '.000', '1.000', '-.250')
    """
    text = f"{value:.3f}"
    text = "0.000" if text == "-0.000" else text
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def title(scenario: Scenario, outcome: str, lang: str) -> str:
    """An outcome's label; its id where the base case does not have it, such as one that a variant adds."""
    found = scenario.outcomes.get(outcome)
    return label(found.label, lang) if found else outcome


def replicates_line(found: Spread, lang: str) -> str:
    """How many replicates a setting needs, and whether the sweep has them."""
    if found.replicates == 1 or found.draws is None:
        return say("sens_one", lang)
    if found.needed is None:
        return say("sens_draws_only", lang, has=found.replicates)
    key = "sens_enough" if found.needed <= found.replicates else "sens_too_few"
    return say(key, lang, needed=found.needed, has=found.replicates, accepted=ACCEPTED)


def notes(finding: Finding, lang: str) -> list[str]:
    """What to know before the numbers are read: replicates first, then what was left out, then draws."""
    found = finding.spread
    if finding.problem == "flat":
        return [say("sens_flat", lang)]
    lines = [replicates_line(found, lang)]
    if finding.undefined:
        lines.append(say("sens_undefined", lang, n=finding.undefined))
    if finding.dropped:
        lines.append(say("sens_dropped", lang, n=finding.dropped, all=finding.rows))
    if finding.problem == "draws_only":
        return [*lines, say("sens_failed_note", lang)]
    if finding.problem:
        values = {"n": finding.rows - finding.dropped, "axes": len(finding.axes), "least": finding.least}
        return [*lines, say(f"sens_{finding.problem}", lang, **values)]
    return lines + _about_draws(finding, lang)


def _about_draws(finding: Finding, lang: str) -> list[str]:
    found, lines = finding.spread, []
    if found.share is not None:
        how = "pairs" if finding.is_paired else "runs"
        lines = [say(f"sens_draws_{how}", lang, share=found.share, all=found.share_of_runs)]
        lines += [say("sens_draws_index", lang, share=found.share)] if finding.method == "sobol" else []
    return lines + ([say("sens_explained", lang, share=finding.explained)] if finding.method == "rank" else [])


def closing(findings: Sequence[Finding], lang: str) -> list[str]:
    """How the numbers of some findings, and regions, are to be read."""
    keys = ["sens_intervals", "region_note"]
    keys += ["sens_how_sobol"] if any(each.method == "rank" and not each.problem for each in findings) else []
    keys += ["sens_draws_morris"] if any(each.method == "morris" and not each.problem for each in findings) else []
    return [say(key, lang) for key in keys]


def measures(finding: Finding, lang: str) -> list[list[str]]:
    """A row an axis, the most important first, under a row of heads; nothing where there are no numbers."""
    if finding.problem:
        return []
    bands = [(name, finding.bands[name]) for name in BANDS if name in finding.bands]
    plain = [(name, values) for name, values in finding.plain.items() if name != "raw_total"]
    heads = [say(f"sens_{name}", lang) for name, _ in [*bands, *plain]]
    leading = finding.bands["total"] if "total" in finding.bands else bands[0][1]
    order = sorted(range(len(finding.axes)), key=lambda i: -abs(leading.value[i]))
    rows = [[say("sens_axis", lang), *heads]]
    for i in order:
        cells = [interval(band, i, is_share=name in SHARES) for name, band in bands]
        rows.append([finding.axes[i], *cells, *(number(float(values[i])) for _, values in plain)])
    return rows


def interval(band: Band, i: int, *, is_share: bool) -> str:
    """An estimate with its interval: `.314 [.262, .371]`."""
    write = share if is_share else number
    value, low, high = (write(float(x[i])) for x in (band.value, band.low, band.high))
    return f"{value} [{low}, {high}]"


def region_lines(regions: Regions, scenario: Scenario, lang: str) -> list[str]:
    """A sentence a region, or one that says that there is none."""
    name = title(scenario, regions.outcome, lang)
    if regions.is_too_few:
        return [say("region_too_few", lang, outcome=name, n=regions.settings)]
    if not regions.found:
        return [say("region_none", lang, outcome=name)]
    return [_region_line(each, regions.is_yes_no, name, lang) for each in regions.found]


def _region_line(region: Region, is_yes_no: bool, name: str, lang: str) -> str:
    is_above = region.rate > region.base
    rule = rule_text(region.bounds, lang)
    if not is_yes_no:
        numbers = [number(x) for x in (region.rate, region.low, region.high, region.base)]
        key = "region_higher" if is_above else "region_lower"
    elif is_above:
        numbers = [f"{x:.0%}" for x in (region.rate, region.low, region.high, region.base)]
        key = "region_yes"
    else:
        numbers = [f"{1 - x:.0%}" for x in (region.rate, region.high, region.low, region.base)]
        key = "region_no"
    rate, low, high, base = numbers
    return say(key, lang, outcome=name, rule=rule, rate=rate, low=low, high=high, base=base, points=region.settings)


def rule_text(bounds: Sequence[Bound], lang: str) -> str:
    """The bounds of a region in words.

    >>> rule_text([Bound("a.rate", "<=", 0.25), Bound("variant", "is not", "late")], "en")
    'a.rate <= 0.25 and variant is not late'
    """
    parts = []
    for bound in bounds:
        if bound.sign in ("is", "is not"):
            parts.append(say(f"region_{bound.sign.replace(' ', '_')}", lang, axis=bound.axis, name=bound.value))
        else:
            parts.append(f"{bound.axis} {bound.sign} {bound.value:g}")
    return say("region_and", lang).join(parts)
