"""Commands that read a sweep: sensitivity, report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli import options, terminal

if TYPE_CHECKING:
    from sim.experiments.sensitivity.analysis import Finding
    from sim.experiments.sensitivity.regions import Regions
    from sim.experiments.sensitivity.spread import Study
    from sim.experiments.sweeps.ledger import Ledger
    from sim.scenario.load import LoadedCase
    from sim.scenario.schema import Scenario

folder = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
moved = click.option("--case", metavar="CASE", help="Where the case lies now, if elsewhere than when it was run.")


@click.command()
@folder
@options.several(
    "--outcome", "outcomes", metavar="ID",
    help="Which outcomes; repeatable, or with commas. Without it: those with a documented value.",
)  # fmt: skip
@options.out("Folder for figures and sensitivity.json.")
@options.wide
@moved
@options.lang
@options.as_json
def sensitivity(
    folder: Path, outcomes: tuple[str, ...], out: Path | None, case: str | None, lang: str, as_json: bool
) -> None:  # fmt: skip
    """What outcomes depend on in the sweep in DIR: replicates needed, indices with intervals, regions."""
    from sim.experiments.sensitivity.analysis import analyze, choose
    from sim.experiments.sweeps.ledger import Ledger
    from sim.scenario.load import load_case
    from sim.stability import stability_of

    if out is not None:
        options.refuse_taken(out)
    with Ledger.open(folder) as study:
        options.tell_of_runs(study, lang)
        loaded = load_case(case or study.plan.case, settings=study.plan.settings)
        scenario, stable = loaded.scenario, stability_of(loaded)
        names = choose(study, scenario, outcomes)
        findings = analyze(study, names)
        found = _regions(study, scenario, names)
        record = {"counts": study.counts(), "outcomes": [
            finding.record()
            | {"regions": regions.record()["regions"] if regions else None, "flips": stable.flips(finding.outcome)}
            for finding, regions in zip(findings, found, strict=True)
        ]}  # fmt: skip
        if out is not None:
            _write(out, study, loaded, findings, record, lang)
        if as_json:
            options.echo_json(record)
        else:
            click.echo(_text(study, loaded, findings, found, lang))
            if out is not None:
                click.echo(say_written(out, lang))


def say_written(path: Path, lang: str) -> str:
    """The line that names what was written."""
    from sim.words import say

    return say("written", lang, path=path)


def _regions(study: Study, scenario: Scenario, names: list[str]) -> list[Regions | None]:
    """Regions of each outcome; None for all where scikit-learn is missing, which is said on standard error."""
    from sim.experiments.plans.axes import PlanError
    from sim.experiments.sensitivity.regions import find
    from sim.measures import YES_NO

    try:
        yes_no = {name for name, outcome in scenario.outcomes.items() if outcome.measure in YES_NO}
        return [find(study, name, name in yes_no) for name in names]
    except PlanError as missing:
        click.echo(str(missing), err=True)
        return [None] * len(names)


def _text(
    study: Study, loaded: LoadedCase, findings: list[Finding], found: list[Regions | None], lang: str
) -> str:  # fmt: skip
    """What the terminal shows: a block an outcome, replicates needed first."""
    from sim.experiments.sensitivity.sentences import closing, measures, notes, region_lines, title
    from sim.stability import stability_of
    from sim.words import label, say, warned

    counts, plan = study.counts(), study.plan
    scenario, stable = loaded.scenario, stability_of(loaded)
    head = say("sens_states", lang, runs=counts["succeeded"], points=len(plan.points), **counts)
    lines = [f"{label(scenario.title, lang)}: {say('sens_title', lang)}", warned(head, scenario, lang)]
    for finding, regions in zip(findings, found, strict=True):
        lines += ["", f"{title(scenario, finding.outcome, lang)}{stable.mark(finding.outcome)} [{finding.outcome}]"]
        lines += [f"  {line}" for line in notes(finding, lang)]
        rows = measures(finding, lang)
        if rows:
            lines += ["", *(f"  {line}" for line in terminal.table(rows).splitlines()), ""]
        if regions is not None and finding.problem != "flat":
            lines += [f"  {line}" for line in region_lines(regions, scenario, lang)]
    return "\n".join([*lines, "", *closing(findings, lang), *stable.notes(lines, lang)])


def _write(
    out: Path, study: Ledger, loaded: LoadedCase, findings: list[Finding], record: dict[str, Any], lang: str
) -> None:
    """Write figures and numbers to a new folder, all or nothing."""
    import json

    from sim.experiments.crate.seal import seal
    from sim.experiments.sweeps.sweep import about
    from sim.figures.look import save
    from sim.figures.studies import sensitivity_figures

    with options.whole_folder(out) as draft:
        text = json.dumps(options.without_nan(record), ensure_ascii=False, indent=1)
        (draft / "sensitivity.json").write_text(text + "\n", encoding="utf-8")
        for name, figure in sensitivity_figures(study, loaded.scenario, findings, lang).items():
            save(figure, draft / name)
        seal(draft, replace(about(study, "sensitivity of a sweep"), loaded=loaded))


@click.command()
@folder
@options.out("Folder to write to.  [default: DIR]")
@moved
@options.lang
def report(folder: Path, out: Path | None, case: str | None, lang: str) -> None:
    """Write report.html, one self-contained page, and report.md on the sweep in DIR, as far as it has come."""
    from sim.experiments.crate.seal import seal
    from sim.experiments.report import Reading, compose, write
    from sim.experiments.report.markdown import FIGURES
    from sim.experiments.sweeps.ledger import Ledger
    from sim.experiments.sweeps.sweep import about
    from sim.figures.studies import report_figures

    with Ledger.open(folder) as study:
        options.tell_of_runs(study, lang)
        reading = Reading(study, lang, case)
        document = compose(reading, *report_figures(reading))
        described = about(study, "report of a sweep", case)
    with options.writing(f"--out {out or folder}"):
        written = write(document, out or folder)
        pictures = [(out or folder) / FIGURES / f"{name}.png" for name in document.pictures]
        seal(out or folder, described, [*written, *pictures])
    for path in written:
        click.echo(say_written(path, lang))


COMMANDS = (sensitivity, report)
