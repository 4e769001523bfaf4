"""How a sweep was made: states of its runs, the methods paragraph, what identifies it, and its case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sim.experiments.plans.axes import VARIANT, Axis
from sim.experiments.report.blocks import DASH, Block, Table, Text
from sim.experiments.report.numbers import plain
from sim.experiments.report.reading import Reading
from sim.experiments.sweeps.source import notes
from sim.model.parameters import table
from sim.words import label, say, standing, unit


def states(reading: Reading) -> list[Block]:
    """How many runs succeeded, failed and wait; what that means for the rest."""
    counts, lang = reading.study.counts(), reading.lang
    blocks: list[Block] = [Text(say("report_states", lang, planned=reading.plan.n_runs, **counts))]
    if reading.scenario.standing == "prior_predictive":
        blocks.append(Text(standing(reading.scenario, lang), "warning"))
    if counts["pending"]:
        blocks.append(Text(say("report_partial", lang), "warning"))
    if counts["damaged"]:
        numbers = ", ".join(map(str, reading.damaged))
        blocks.append(Text(say("report_damaged", lang, numbers=numbers), "warning"))
    if reading.is_changed:
        blocks.append(Text(say("report_changed", lang), "warning"))
    blocks += [Text(f"{note[:1].upper()}{note[1:]}.", "warning") for note in notes(reading.study.manifest, lang)]
    return blocks


def methods(reading: Reading) -> list[Block]:
    """The methods paragraph: what was run on what, and whether it was run again."""
    plan, lang = reading.plan, reading.lang
    axes = ", ".join(axis.name for axis in plan.axes)
    design_seed = "" if plan.design.seed is None else say("report_design_seed", lang, seed=plan.design.seed)
    parts = [
        say("report_design", lang, n=len(plan.points), design=say(f"design_{plan.design.name}", lang), axes=axes,
            replicates=plan.replicates, runs=plan.n_runs),
        say("report_paired" if plan.is_paired else "report_unpaired", lang),
        say("report_seed", lang, seed=plan.seed, design_seed=design_seed),
    ]  # fmt: skip
    if plan.settings:
        what = ", ".join(f"{name}={plain(value)}" for name, value in plan.settings.items())
        parts.append(say("report_fixed", lang, what=what))
    if plan.until:
        parts.append(say("report_until", lang, month=plan.until))
    if isinstance(plan.jitter, tuple):
        position, salience = map(plain, plan.jitter)
        parts.append(say("report_jitters", lang, position=position, salience=salience))
    elif plan.jitter:
        parts.append(say("report_jitter", lang, jitter=plain(plan.jitter)))
    return [
        Text(" ".join(parts)),
        Text(" ".join(_made_with(reading.study.manifest, lang))),
        Text(say("report_spread", lang)),
    ]


def _made_with(manifest: Mapping[str, Any], lang: str) -> list[str]:
    code, machine = manifest["code"], manifest["machine"]
    commit = code.get("commit")
    state = say("report_dirty" if code.get("dirty") else "report_commit", lang, commit=commit[:12]) if commit else ""
    packages = ", ".join(f"{name} {version}" for name, version in manifest["packages"].items())
    where = f"{machine['system']}, {machine['processor']}"
    verified = manifest.get("verified")
    return [
        say("report_code", lang, version=code["version"], digest=code["digest"][:12], commit=state),
        say("report_machine", lang, packages=f"Python {machine['python']}, {packages}", machine=where),
        say("report_verified", lang, matched=verified["matched"], n=verified["n"])
        if verified
        else say("report_not_verified", lang),
    ]


def manifest_table(reading: Reading) -> Table:
    """Everything that identifies the sweep, in full."""
    manifest, lang = reading.study.manifest, reading.lang
    rows: list[tuple[str, str]] = []
    for key in ("scenario", "code", "packages", "machine"):
        known = manifest.get(key, {}).items()
        rows += [(f"{key}.{name}", str(len(value)) if name == "files" else plain(value)) for name, value in known]
    rows += [("plan.seed", str(reading.plan.seed))]
    for key in ("design", "replicates", "paired", "until", "jitter", "settings"):
        rows.append((f"plan.{key}", _flat(reading.plan.record()[key])))
    return Table((say("report_key", lang), say("report_value", lang)), tuple(rows), left=2)


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}={plain(each)}" for key, each in value.items() if each is not None) or "-"
    return plain(value)


def case_table(reading: Reading) -> Table:
    """The case in a few lines."""
    scenario, lang = reading.scenario, reading.lang
    kinds = Counter(actor.kind for actor in scenario.actors.values())
    actors = ", ".join(f"{say(f'report_kind_{kind}', lang)} {n}" for kind, n in kinds.items())
    period = scenario.period
    rows = [
        (say("report_period", lang), f"{period.start:%Y-%m}{DASH}{period.end:%Y-%m}"),
        (say("report_issues", lang), "; ".join(label(issue.title, lang) for issue in scenario.issues.values())),
        (say("report_actors", lang), f"{len(scenario.actors)}: {actors}"),
        (say("report_ties", lang), str(len(scenario.ties))),
        (say("report_venues", lang), str(len(scenario.venues))),
        (say("report_events", lang), str(len(scenario.events) + len(scenario.shocks))),
    ]
    dated = sorted((d.date, label(d.title, lang)) for d in scenario.decisions.values())
    rows.append((say("report_decisions", lang), "; ".join(f"{title} ({date:%Y-%m})" for date, title in dated) or "-"))
    for key, entries in (("negotiations", scenario.negotiations), ("ideas", scenario.ideas),
                         ("variants", scenario.variants)):  # fmt: skip
        titles = [label(each.title, lang) for each in entries.values()]
        if titles:
            rows.append((say(f"report_{key}", lang), "; ".join(titles)))
    return Table(("", ""), tuple(rows), left=1, prose=(1,))


def axes_table(reading: Reading) -> Table:
    """What varies, over which values, and what the case has there."""
    lang = reading.lang
    keys = ("axis", "values", "default", "unit", "mark", "source")
    rows = tuple(_axis_row(axis, reading) for axis in reading.plan.axes)
    head = tuple(say(f"report_{key}", lang) for key in keys)
    return Table(head, rows, say("report_axes_caption", lang), left=6, prose=(1, 5))


def _axis_row(axis: Axis, reading: Reading) -> tuple[str, ...]:
    lang = reading.lang
    if axis.is_range:
        values = f"{plain(axis.low)}{DASH}{plain(axis.high)}"
    else:
        values = ", ".join(plain(value) for value in axis.values)
    default = reading.of_case(axis.name)
    row = table().get(axis.name)
    if row is not None:
        what = (unit(row.unit, lang), say(f"mark_{row.mark}", lang), row.source)
        return (axis.name, values, plain(default), *what)
    if axis.name == VARIANT:
        titles = [f"{name}: {label(variant.title, lang)}" for name, variant in reading.scenario.variants.items()
                  if name in axis.values]  # fmt: skip
        return axis.name, values, plain(default), "", "", "; ".join(titles)
    return axis.name, values, "-" if default is None else plain(default), "", "", say("report_field", lang)
