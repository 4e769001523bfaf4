"""What `compare` and `explain` print and write."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from typing import Any

from sim.cli import options, terminal
from sim.cli.alone import compared_line
from sim.experiments.counterfactuals.compare import Comparison, Difference
from sim.experiments.counterfactuals.contributions import Contribution
from sim.experiments.counterfactuals.explain import FORM, Explanation
from sim.experiments.counterfactuals.table_alone import Beside
from sim.stability import stability_of
from sim.words import label, say, warned

SHOWN = 20  # rows of a kind without --all
SPARE = (11, 10, 8, 9)  # columns of a comparison that go first where there is no room
SPARE_OF_RANKING = (6, 5)
NAMED = 6  # members of a group without --all
_NOTHING = 1e-12  # what is left of differences that cancel out


def number(value: float | None, decimals: int, *, signed: bool = True) -> str:
    """A number as tables write it, `+.012`; a dash where there is none.

    >>> number(0.0123, 3), number(-1.5, 1), number(-0.0001, 2), number(0.539, 3, signed=False), number(None, 2)
    ('+.012', '-1.5', '.00', '.539', '-')
    """
    if value is None or not math.isfinite(value):
        return "-"
    text = f"{abs(value):.{decimals}f}"
    sign = "" if not float(text) else "-" if value < 0 else "+" if signed else ""
    return sign + (text[1:] if text.startswith("0.") else text)


def digits(size: float, significant: int) -> int:
    """Decimals that show so many significant digits of a size.

    >>> digits(0.02, 2), digits(5, 2), digits(0.4, 3)
    (3, 1, 3)
    """
    if not math.isfinite(size) or size <= 0:
        return significant
    return min(9, max(0, significant - 1 - math.floor(math.log10(size))))


def comparison_text(found: Comparison, lang: str) -> str:
    """A table for each outcome with a verdict for each alternative, and how to read it."""
    stable = stability_of(found.loaded)
    lines = [headline(found, lang), study_line(found, lang)]
    for outcome in dict.fromkeys(each.outcome for each in found.differences):
        rows = [each for each in found.differences if each.outcome == outcome]
        decimals = digits(rows[0].worth_knowing, 2)
        title = label(found.scenario.outcomes[outcome].label, lang) + stable.mark(outcome)
        worth = number(rows[0].worth_knowing, decimals, signed=False)
        lines += ["", *terminal.flow(say("cmp_asked", lang, outcome=outcome, label=title, worth=worth))]
        alone = found.alone[outcome]
        lines += [terminal.table(_rows(rows, decimals, lang, alone), spare=SPARE), ""]
        lines += terminal.flow(compared_line(alone, found.baseline, partial(number, decimals=decimals), lang), "  ")
        for each in rows:
            lines += terminal.flow(f"{each.alternative}: {verdict(each, found.baseline, lang)}", "  ")
    lines += ["", *terminal.flow(say("cmp_note", lang, level=level_line(found, lang)))]
    notes = [line for note in stable.notes(lines, lang) for line in terminal.flow(note)]
    return "\n".join([*lines, *notes])


def headline(found: Comparison, lang: str) -> str:
    """The question as the scenario puts it, or the sides."""
    if found.id is not None:
        return f"{found.id}: {label(found.scenario.comparisons[found.id].title, lang)}"
    return label(found.scenario.title, lang)


def study_line(found: Comparison, lang: str) -> str:
    """Sides, seed, period, and what was changed on all sides."""
    sides = say("cmp_sides", lang, baseline=found.baseline, alternatives=", ".join(found.alternatives))
    study = say("cmp_study", lang, seed=found.seed, first=found.months[0], last=found.months[1])
    return "\n".join(terminal.flow(warned(f"{sides}; {study}{_changed(found, lang)}", found.scenario, lang)))


def level_line(found: Comparison, lang: str) -> str:
    """The level of the intervals, and why it is not 95 % where there are several."""
    n = len(found.differences)
    if n == 1:
        return say("cmp_level_one", lang)
    return say("cmp_level_many", lang, level=100 * found.differences[0].level, n=n)


def verdict(found: Difference, baseline: str, lang: str) -> str:
    """The plain verdict with its numbers."""
    known, decimals = found.paired, digits(found.worth_knowing, 2)
    if known.n < 2:
        return say("verdict_undefined", lang, n=known.n, pairs=len(known.base))
    low, high = found.interval.low, found.interval.high
    values, is_clear = (known.difference, low, high), found.verdict in ("higher", "lower")
    if found.verdict == "lower":  # told of the baseline, which is higher
        values = (-known.difference, -high, -low)
    size, least, most = (number(each, decimals, signed=not is_clear) for each in values)
    text = say(
        f"verdict_{found.verdict}", lang, alternative=found.alternative, baseline=baseline, more=found.more,
        size=size, low=least, high=most,
    )  # fmt: skip
    return text if known.gaps.any() else f"{text}; {say('verdict_same', lang)}"


def _rows(found: Sequence[Difference], decimals: int, lang: str, alone: Beside) -> list[list[str]]:
    names = ("alternative", "mean", "baseline", "difference", "interval", "pairs", "higher", "lower", "same",
             "undefined", "unpaired", "ratio")  # fmt: skip
    blank = [""] * (len(names) - 3)
    rows = [[say(f"cmp_{name}", lang) for name in names]]
    both = alone.paired.means() if alone.paired.n else (alone.record()["mean"], None)
    rows.append([say("alone_side", lang), *(number(mean, decimals, signed=False) for mean in both), *blank])
    for each in found:
        known, level = each.paired, each.level
        ratio, unpaired = known.efficiency(level), known.unpaired(level)
        rows.append(
            [
                each.alternative, *(number(mean, decimals, signed=False) for mean in known.means()[::-1]),
                number(known.difference, decimals), _interval(each, decimals), str(len(known.base)), *_shares(each),
                str(sum(known.undefined().values())), "-" if unpaired is None else str(unpaired),
                "-" if ratio is None else f"{ratio:.1f}",
            ]
        )  # fmt: skip
    return rows


def _interval(found: Difference | Contribution, decimals: int) -> str:
    return f"[{number(found.interval.low, decimals)}, {number(found.interval.high, decimals)}]"


def _shares(found: Difference | Contribution) -> list[str]:
    return ["-" if math.isnan(share) else f"{share:.0%}" for share in found.paired.shares().values()]


def _changed(found: Comparison | Explanation, lang: str) -> str:
    parts = [f"{name}={value}" for name, value in found.settings.items()]
    parts += [say("change_jitter", lang, jitter=text) for text in options.jitter_words(found.coding_error)]
    ranges = found.ranges if isinstance(found, Explanation) else {}
    parts += [say("exp_range", lang, name=name, low=low, high=high) for name, (low, high) in ranges.items()]
    parts += [say("change_until", lang, month=found.until)] if found.until else []
    return "; " + say("changed", lang, what=", ".join(parts)) if parts else ""


def explanation_text(found: Explanation, show_all: bool, lang: str) -> str:
    """A ranking for each kind, then what changed nothing, and how to read it."""
    largest = max((abs(each.size) for each in found.contributions if not math.isnan(each.size)), default=0.0)
    decimals = max(2, digits(largest if largest > _NOTHING else 0.0, 3))
    kinds = list(dict.fromkeys(each.deletion.kind for each in found.contributions))
    show_all = show_all or terminal.is_wide()
    lines = [*terminal.flow(explained_line(found, lang)), *terminal.flow(explained_study(found, lang))]
    for kind in kinds:
        ranking = _groups if kind == "groups" else partial(_ranking, kind=kind)
        lines += ["", *ranking(found, decimals=decimals, show_all=show_all, lang=lang)]
    if not found.contributions:
        lines += ["", say("exp_none", lang)]
    lines += ["", *terminal.flow(say("exp_note_groups" if kinds == ["groups"] else "exp_note", lang))]
    if any(each.is_own and each.deletion.kind != "groups" for each in found.contributions):
        lines += terminal.flow(say("exp_own_note", lang))
    lines += terminal.flow(chance_line(found, "exp_chance", lang))
    notes = [line for note in stability_of(found.loaded).notes(lines, lang) for line in terminal.flow(note)]
    return "\n".join([*lines, *notes])


def explained_line(found: Explanation, lang: str) -> str:
    """Which outcome."""
    title = label(found.scenario.outcomes[found.outcome].label, lang) + stability_of(found.loaded).mark(found.outcome)
    return say("exp_title", lang, outcome=found.outcome, label=title)


def explained_study(found: Explanation, lang: str) -> str:
    """What identifies the study."""
    version = say("baseline", lang) if found.variant == "baseline" else say("variant", lang, variant=found.variant)
    study = say(
        "exp_study", lang, mean=number(found.mean, max(2, digits(abs(found.mean), 3)), signed=False),
        n=found.replicates, seed=found.seed, first=found.months[0], last=found.months[1],
    )  # fmt: skip
    return warned(f"{version}; {study}{_changed(found, lang)}", found.scenario, lang)


def chance_line(found: Explanation, key: str, lang: str) -> str:
    """How many intervals leave out 0 by chance alone."""
    return say(key, lang, n=found.n_seen, by_chance=0.05 * found.n_seen)


def _groups(found: Explanation, decimals: int, show_all: bool, lang: str) -> list[str]:
    """The ranking of groups by their labels, and who they are."""
    of_kind = found.of("groups")
    shown = of_kind if show_all else [each for each in of_kind if not each.is_same]
    names = ("exp_contribution", "exp_interval", "exp_other_form", "exp_sign", "cmp_undefined")
    n_columns = len(names) - (not any(_n_undefined(each) for each in shown))
    rows = [[say(name, lang) for name in names[:n_columns]]]
    for each in shown:
        cells = _contribution(each, decimals, lang)
        beside = "-" if each.other_form is None else number(each.other_form.difference, decimals)
        rows.append([*cells[1:3], beside, *cells[6:]][:n_columns])
    titles = [say("exp_groups", lang), *(_title(each, lang) for each in shown)]
    ranked = [[str(k or ""), title, *row] for k, (title, row) in enumerate(zip(titles, rows, strict=True))]
    lines = terminal.table(ranked, left=2, texts=(5,)).splitlines() if shown else titles
    if any(each.is_own for each in shown):
        lines += terminal.flow("* " + say("exp_own_note", lang))
    if not show_all:
        lines += _unchanged(of_kind, found, lang)
    told = [each for each in of_kind if show_all or each.deletion.idle is None]
    if found.other_form:
        form, mean = found.other_form
        text = say("exp_note_form", lang, name=FORM, value=form, mean=number(mean, decimals, signed=False))
        lines += terminal.flow(text)
    return lines + [line for each in told for line in _who(each, found, show_all, lang)]


def _title(each: Contribution, lang: str) -> str:
    """What the table calls a group, with a star where some of it is counted itself."""
    title = label(each.deletion.group.label, lang) if each.deletion.group else each.deletion.id
    return f"{title} *" if each.is_own else title


def _who(each: Contribution, found: Explanation, show_all: bool, lang: str) -> list[str]:
    """Who is in a group, and which of its ties were cut."""
    group = each.deletion.group
    if group is None:
        return []
    if group.variant is not None:
        return terminal.flow(f"{each.deletion.id}: {say('exp_variant', lang, name=group.variant)}", "  ")
    if len(group.actors) == len(found.scenario.actors):
        names = say("exp_everybody", lang)
    else:
        names = ", ".join(group.actors if show_all else group.actors[:NAMED])
        names += (
            "" if show_all or len(group.actors) <= NAMED else say("exp_members_more", lang, n=len(group.actors) - NAMED)
        )
    key = f"exp_ties_{group.ties}" if group.ties else "exp_members"
    return terminal.flow(f"{each.deletion.id}: {say(key, lang, names=names)}", "  ")


def _ranking(found: Explanation, kind: str, decimals: int, show_all: bool, lang: str) -> list[str]:
    of_kind = found.of(kind)
    differing = [each for each in of_kind if not each.is_same]
    shown = of_kind if show_all else differing[:SHOWN]
    names = ("exp_" + kind, "exp_contribution", "exp_interval", "exp_signs", "exp_parts", "exp_deeds", "exp_sign",
             "cmp_undefined")  # fmt: skip
    # One column less where there is nothing to say in it: alliances have long names.
    n_columns = len(names) - (not any(_n_undefined(each) for each in shown))
    rows = [[say(name, lang) for name in names], *(_contribution(each, decimals, lang) for each in shown)]
    rows = [row[:n_columns] for row in rows]
    lines = [say(f"exp_{kind}", lang)]
    if shown:
        ranked = [[str(r) if r else "", *row] for r, row in enumerate(rows)]
        lines = terminal.table(ranked, left=2, spare=SPARE_OF_RANKING, texts=(7,)).splitlines()
    if show_all:
        return lines
    if len(differing) > len(shown):
        lines.append(say("exp_rest", lang, n=len(differing) - len(shown)))
    return lines + _unchanged(of_kind, found, lang)


def _unchanged(of_kind: Sequence[Contribution], found: Explanation, lang: str) -> list[str]:
    """Lines with the names of what made no difference, and why."""
    lines: list[str] = []
    reasons = {None: "exp_same"} | {each: f"exp_{each}" for each in ("later", "off", "absent", "apart", "elsewhere")}
    for idle, key in reasons.items():
        names = ", ".join(each.deletion.id for each in of_kind if each.is_same and each.deletion.idle == idle)
        if names:
            lines += terminal.flow(say(key, lang, n=found.replicates, month=found.months[1], names=names))
    return lines


def _contribution(each: Contribution, decimals: int, lang: str) -> list[str]:
    signs = {
        "exp_own": each.is_own and each.deletion.kind != "groups",
        "exp_zero": each.includes_zero and each.is_apart,
        "exp_stands": each.stands,
    }
    up, down, _ = _shares(each)
    return [
        each.deletion.id, number(each.size, decimals),
        _interval(each, decimals) if each.is_apart else say("exp_same_pairs", lang), f"{up} / {down}",
        each.parts or "-", each.deeds or "-", ", ".join(say(key, lang) for key, holds in signs.items() if holds),
        str(_n_undefined(each)),
    ]  # fmt: skip


def _n_undefined(each: Contribution) -> int:
    return sum(each.paired.undefined().values())


def record_of(found: Comparison) -> dict[str, Any]:
    """The comparison as `--json` gives it; each outcome with whether it flips between the two codings."""
    stable, record = stability_of(found.loaded), found.record()
    differences = [each | {"flips": stable.flips(each["outcome"])} for each in record["differences"]]
    return record | {"differences": differences}


def record_of_explanation(found: Explanation) -> dict[str, Any]:
    """The explanation as `--json` gives it, with whether its outcome flips between the two codings."""
    return {"flips": stability_of(found.loaded).flips(found.outcome)} | found.record()
