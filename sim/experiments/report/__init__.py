"""The report of a sweep: what was run, what came out, beside what is documented and what naive forecasts say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sim.claims import judge, variants_needed
from sim.experiments.crate.citation import citation
from sim.experiments.plans.axes import VARIANT, PlanError
from sim.experiments.report import html, markdown, methods, numbers
from sim.experiments.report.blocks import Block, Document, Heading, Picture, Table, Text
from sim.experiments.report.indicators import indicators
from sim.experiments.report.reading import Reading
from sim.experiments.sensitivity import regions, sentences
from sim.experiments.sensitivity.analysis import analyze
from sim.measures import YES_NO
from sim.stability import mark
from sim.whole import write_together
from sim.words import label, say

__all__ = ["Document", "Picture", "Reading", "compose", "write"]

MOST_SENSITIVITY = 6  # outcomes


def compose(reading: Reading, figures: Sequence[Picture], pictures: Mapping[str, bytes]) -> Document:
    """The report of a sweep, the same for the same ledger.

    Parameters
    ----------
    figures
        In order, with their captions.
    pictures
        PNG of each, by name.
    """
    scenario, lang = reading.scenario, reading.lang
    blocks: list[Block] = [Text(label(scenario.summary, lang), "lead"), *methods.states(reading)]
    sections: list[tuple[str, list[Block]]] = [
        ("methods", methods.methods(reading)),
        ("scenario", [methods.case_table(reading)]),
        ("axes", [methods.axes_table(reading)]),
        ("outcomes", _outcomes(reading)),
        ("figures", _figures(reading, figures)),
        ("sensitivity", _sensitivity(reading)),
        ("claims", _claims(reading)),
        ("indicators", [indicators(scenario, lang)]),
        ("failed", _failed(reading)),
        ("cite", [Text(citation().text(reading.study.manifest["code"]))]),
        ("manifest", [methods.manifest_table(reading)]),
    ]
    for key, content in sections:
        blocks += [Heading(say(f"report_{key}", lang), key), *content]
    blocks.append(Text(say("report_footer", lang), "quiet"))
    title = label(scenario.title, lang)
    return Document(title, lang, say("report_contents", lang), tuple(blocks), pictures)


def write(document: Document, folder: Path) -> list[Path]:
    """Write report.html, report.md and its figures into a folder, all or nothing; gives the two pages."""
    pages = {
        folder / "report.html": html.page(document).encode(),
        folder / "report.md": markdown.page(document).encode(),
    }
    figures = {folder / markdown.FIGURES / f"{name}.png": data for name, data in document.pictures.items()}
    write_together(pages | figures)
    return list(pages)


def _outcomes(reading: Reading) -> list[Block]:
    blocks: list[Block] = [*numbers.outcome_tables(reading)]
    nowhere = numbers.undefined(reading)
    if nowhere:
        titles = "; ".join(reading.title(name) for name in nowhere)
        blocks.append(Text(say("report_undefined", reading.lang, n=len(nowhere), titles=titles), "quiet"))
    by_setting = numbers.settings_table(reading)
    if by_setting is not None:
        blocks.append(by_setting)
    elif len(reading.plan.points) > numbers.MOST_SETTINGS:
        blocks.append(Text(say("report_many_settings", reading.lang, n=len(reading.plan.points)), "quiet"))
    shown = [reading.title(name) for name in reading.outcomes]
    return [*blocks, *(Text(note, "quiet") for note in reading.stability.notes(shown, reading.lang))]


def _figures(reading: Reading, figures: Sequence[Picture]) -> list[Block]:
    shown = sum(picture.name.startswith("axes_") for picture in figures)
    blocks: list[Block] = [*figures]
    if shown < len(reading.outcomes):
        blocks.append(Text(say("report_more_figures", reading.lang, shown=shown, all=len(reading.outcomes)), "quiet"))
    return blocks


def _sensitivity(reading: Reading) -> list[Block]:
    """What the first headline outcomes depend on, and where they differ; regions only where they can be looked for."""
    lang, study, scenario = reading.lang, reading.study, reading.scenario
    blocks: list[Block] = []
    try:
        findings = analyze(study, reading.headline[:MOST_SENSITIVITY])
    except PlanError as wrong:  # no run yet, or SALib is missing, which is an extra
        return [Text(str(wrong))]
    for finding in findings:
        blocks.append(Text(reading.title(finding.outcome), "head"))
        blocks.append(Text(" ".join(sentences.notes(finding, lang))))
        rows = sentences.measures(finding, lang)
        if rows:
            blocks.append(Table(tuple(rows[0]), tuple(tuple(row) for row in rows[1:])))
        try:
            found = regions.find(study, finding.outcome, reading.measure(finding.outcome) in YES_NO)
        except PlanError:  # scikit-learn is an extra
            continue
        if not found.is_too_few:
            blocks += [Text(line, "item") for line in sentences.region_lines(found, scenario, lang)]
    return (
        [*blocks, Text(" ".join(sentences.closing(findings, lang)), "quiet")]
        if blocks
        else [Text(say("sens_flat", lang))]
    )


def _claims(reading: Reading) -> list[Block]:
    """Claims judged on the base setting, and on variants that the sweep has beside it."""
    lang, scenario = reading.lang, reading.scenario
    if reading.base is None or not (reading.frame["point"] == reading.base).any():
        return [Text(say("report_no_base", lang))]
    base, variants = reading.result(reading.base), {}
    for name in variants_needed(scenario) if reading.plan.is_paired and _has_variants(reading) else ():
        point = reading.like_base({VARIANT: name})
        if point is not None:
            found = reading.result(point)
            if found.replicates == base.replicates:  # a paired difference needs both runs of each pair
                variants[name] = found
    verdicts, stable = judge(scenario, base, variants), reading.stability
    judged = [v for v in verdicts if v.holds is not None]
    rows = tuple(
        (
            say(v.word, lang) + mark(stable.turns(v.id, v.claim)),
            "-" if v.share is None else f"{v.share:.0%}",
            f"{v.claim.share:.0%}",
            " ".join(v.claim.of),
            label(v.claim.text, lang),
        )
        for v in judged
    )
    heads = tuple(say(key, lang) for key in ("verdict", "met_in", "asked", "of", "claim"))
    summary = say("summary_line", lang, held=sum(bool(v.holds) for v in judged), judged=len(judged),
                  coded=sum(bool(v.holds and v.at_start) for v in judged),
                  failed=sum(v.holds is False for v in judged))  # fmt: skip
    blocks: list[Block] = [Text(say("report_claims_at", lang, n=base.n_runs, point=reading.base))]
    blocks += [Table(heads, rows, left=1, prose=(3, 4)), Text(f"{summary[:1].upper()}{summary[1:]}.")]
    waiting = sum(v.claim.versus is not None and v.claim.versus not in variants for v in verdicts)
    if waiting:
        blocks.append(Text(say("report_claims_waiting", lang, n=waiting), "quiet"))
    notes = [say("not_destroyed_note", lang)]
    if stable.state == "known":  # what is not known was said above
        notes += stable.notes((row[0] for row in rows), lang)
    return [*blocks, *(Text(note, "quiet") for note in notes)]


def _has_variants(reading: Reading) -> bool:
    return any(axis.name == VARIANT for axis in reading.plan.axes)


def _failed(reading: Reading) -> list[Block]:
    """Every run that failed, with what repeats it; and how many wait."""
    lang, failures = reading.lang, reading.study.failures()
    blocks: list[Block] = []
    if failures:
        head = tuple(say(f"report_{key}", lang) for key in ("run", "setting", "replicate", "stage", "error"))
        rows = tuple(
            (
                str(each.number),
                ", ".join(f"{name}={numbers.plain(value)}" for name, value in each.settings.items()),
                str(each.replicate),
                each.stage,
                f"{each.error}: {each.message}",
            )
            for each in failures
        )
        blocks.append(Table(head, rows, say("report_failed_caption", lang), left=1, prose=(1, 3, 4)))
    else:
        blocks.append(Text(say("report_none_failed", lang)))
    pending = reading.study.counts()["pending"]
    return [*blocks, Text(say("report_pending", lang, n=pending))] if pending else blocks
