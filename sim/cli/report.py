"""What `run` and `check` print and write."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim import __version__
from sim.claims import Verdict, documented
from sim.cli import options, terminal, votes
from sim.cli.alone import alone_text, claim_cell, claims_note
from sim.cli.numbers import number_table
from sim.ensemble import Ensemble
from sim.experiments.counterfactuals.table_alone import Alone, records
from sim.measures import YES_NO
from sim.results import Result, summarize
from sim.rivals.naive import forecasts
from sim.scenario.load import LoadedCase
from sim.stability import Stability, mark, stability_of
from sim.words import label, say, standing, warned


def naive(ensemble: Ensemble, result: Result) -> dict[str, dict[str, float | None]]:
    """The naive forecasts of every outcome."""
    assert isinstance(ensemble.case, LoadedCase)
    at_start = {name: float(values[0]) for name, values in result.start.items()}
    return forecasts(ensemble.scenario, ensemble.setting, at_start, ensemble.case.absent)


def stability(ensemble: Ensemble) -> Stability:
    """What is known of how stable the outcomes of a study are between the two codings of its case."""
    assert isinstance(ensemble.case, LoadedCase)
    return stability_of(ensemble.case)


def run_record(ensemble: Ensemble, result: Result, verdicts: Sequence[Verdict], alone: Alone) -> dict[str, Any]:
    """What `run --json` prints."""
    outcomes, stable = ensemble.scenario.outcomes, stability(ensemble)
    held_to = ensemble.scenario.standing
    warning = {"standing": held_to} if held_to == "prior_predictive" else {}
    return {
        "scenario": result.scenario,
        "variant": result.variant,
        "seed": result.seed,
        "replicates": result.n_runs,
        "outcomes": {
            name: summarize(values, yes_no=outcomes[name].measure in YES_NO) | {"flips": stable.flips(name)}
            for name, values in result.outcomes.items()
        },
        "baselines": naive(ensemble, result),
        "decisions": votes.decisions_record(ensemble, result),
        **records(alone),
        "claims": [record for verdict in verdicts for record in verdict.records(result.scenario)],
    } | warning


def run_table(
    ensemble: Ensemble, result: Result, verdicts: Sequence[Verdict], case: str, lang: str, alone: Alone
) -> str:
    """The decisions: documented, modeled and naively forecast; the coded table alone; other outcomes and claims."""
    scenario = ensemble.scenario
    forecasts, stable = naive(ensemble, result), stability(ensemble)
    hidden = set() if terminal.is_wide() else votes.not_run(ensemble)
    rows = votes.vote_table(ensemble, result, forecasts, stable, lang, hidden)
    lines = [header(ensemble, lang), ""]
    if len(rows) > 2:
        lines += [terminal.table(rows, spare=votes.SPARE, heads=2), ""]
        lines += [line for note in votes.notes(ensemble, lang) for line in terminal.flow(note)]
    more = number_table(ensemble, result, forecasts, stable, lang, hidden)
    lines += ["", more, "", *terminal.flow(say("no_change_note", lang))] if more else []
    beside = alone_text(scenario, alone, stable, lang, hidden)
    lines += ["", beside, ""] if beside else []
    if later := hidden & set(scenario.outcomes):
        lines += [*terminal.flow(say("not_run", lang, n=len(later), month=ensemble.until)), ""]
    lines += [line for note in stable.notes([*(row[0] for row in rows), more], lang) for line in terminal.flow(note)]
    judged = [v for v in verdicts if v.holds is not None]
    if judged:
        held, waiting = sum(bool(v.holds) for v in judged), sum(v.claim.versus is not None for v in verdicts)
        lines += terminal.flow(say("claims_line", lang, held=held, judged=len(judged), waiting=waiting, case=case))
    return "\n".join(lines)


def header(ensemble: Ensemble, lang: str) -> str:
    """Title, and below it what identifies the study."""
    texts = (label(ensemble.scenario.title, lang), standing(ensemble.scenario, lang), _study(ensemble, lang))
    return "\n".join(line for text in texts for line in terminal.flow(text))


def study_line(ensemble: Ensemble, lang: str) -> str:
    """What stands below the title of a figure: what identifies the study, and a warning where nothing is documented."""
    return warned(_study(ensemble, lang), ensemble.scenario, lang)


def _study(ensemble: Ensemble, lang: str) -> str:
    """Variant, number of runs, seed, period, and what was changed."""
    variant, months = ensemble.setting.variant, ensemble.setting.months
    version = say("baseline", lang) if variant == "baseline" else say("variant", lang, variant=variant)
    runs = say("runs", lang, n=len(ensemble.runs), seed=ensemble.seed, first=months[0], last=months[-1])
    changed = [say("changed", lang, what=changes(ensemble, lang))] if changes(ensemble) else []
    return "; ".join([version, runs, *changed])


def changes(ensemble: Ensemble, lang: str = "en") -> str:
    """What sets this study apart from the variant as it is written: settings, coding error, an earlier end."""
    parts = [f"{name}={value}" for name, value in (ensemble.settings or {}).items()]
    parts += [say("change_jitter", lang, jitter=text) for text in options.jitter_words(ensemble.coding_error)]
    parts += [say("change_until", lang, month=ensemble.until)] if ensemble.until else []
    return ", ".join(parts)


def figure_folder(ensemble: Ensemble) -> Path:
    """Where figures go without --out: a folder of its own for every study, so that none draws over another."""
    name = f"{ensemble.setting.scenario}-{ensemble.setting.variant}"
    if changes(ensemble) or ensemble.seed != 1:
        name += f"-{zlib.crc32(f'{changes(ensemble)} seed {ensemble.seed}'.encode()):08x}"
    return Path("results") / name


def check_table(ensemble: Ensemble, verdicts: Sequence[Verdict], lang: str, alone: Sequence[Verdict]) -> str:
    """Every claim with the share of runs that meet it, what it asks, the verdict, and that of the table alone."""
    heads = ("claim", "of", "met_in", "asked", "verdict", "alone_met")
    stable, rows, there = stability(ensemble), [[say(key, lang) for key in heads]], {each.id: each for each in alone}
    for v in verdicts:
        met = "-" if v.share is None else f"{v.share:.0%}"
        word = say(v.word, lang) + mark(stable.turns(v.id, v.claim))
        rows.append([label(v.claim.text, lang), " ".join(v.claim.of), met, f"{v.claim.share:.0%}", word])
        rows[-1].append(claim_cell(there.get(v.id), lang))
    held = [v for v in verdicts if v.holds]
    values = {
        "held": len(held),
        "judged": sum(v.holds is not None for v in verdicts),
        "coded": sum(bool(v.at_start) for v in held),
        "failed": sum(v.holds is False for v in verdicts),
    }
    notes = [say("summary_line", lang, **values), say("not_destroyed_note", lang), claims_note(verdicts, alone, lang)]
    notes += stable.notes((row[4] for row in rows), lang)
    below = [line for note in notes for line in terminal.flow(note)]
    return "\n".join([header(ensemble, lang), "", _claims(rows), "", *below])


def _claims(rows: list[list[str]]) -> str:
    """Claims are sentences: verdicts stand first, the sentence last."""
    order = [4, 5, 2, 3, 1, 0]
    return terminal.table([[row[i] for i in order] for row in rows], left=6)


def vote_figure(ensemble: Ensemble, result: Result, folder: Path, lang: str, alone: Alone) -> list[Path]:
    """Draw the votes into a folder; the files written, none if the case has no vote."""
    from sim.figures import votes as of_votes
    from sim.figures.look import save

    known, below = documented(ensemble.scenario), study_line(ensemble, lang)
    means = {name: each.record()["mean"] for name, each in alone.items()}
    figure = of_votes.votes(
        ensemble.scenario, result, naive(ensemble, result), known, below, lang, stability(ensemble), means
    )
    return save(figure, folder / "votes") if figure is not None else []


def course_figures(ensemble: Ensemble, result: Result, folder: Path, lang: str) -> list[Path]:
    """Draw councils, programs and their like over time; the files written, none if the case has none."""
    from sim.figures.courses import KINDS, courses
    from sim.figures.look import save

    written, below = [], study_line(ensemble, lang)
    for kind in KINDS:
        figure = courses(kind, ensemble.scenario, ensemble.setting, result, below, lang)
        written += save(figure, folder / kind) if figure is not None else []
    return written


def main_figures(ensemble: Ensemble, result: Result, folder: Path, lang: str, alone: Alone) -> list[Path]:
    """Draw what every run is asked for into a folder: votes, then councils, programs and their like over time."""
    return vote_figure(ensemble, result, folder, lang, alone) + course_figures(ensemble, result, folder, lang)


def all_figures(ensemble: Ensemble, result: Result, folder: Path, lang: str, alone: Alone) -> list[Path]:
    """Draw everything into a folder, votes first: what needs `result.panels` only where they were gathered."""
    from sim.figures.draw import panels
    from sim.figures.look import save

    written = main_figures(ensemble, result, folder, lang, alone)
    for name, figure in panels(ensemble.scenario, ensemble.setting, result, study_line(ensemble, lang), lang):
        written += save(figure, folder / name)
    return written


def write_folder(
    out: Path, ensemble: Ensemble, result: Result, verdicts: Sequence[Verdict], lang: str, alone: Alone
) -> None:
    """Write tables, manifest and figures to a new folder, all or nothing."""
    from sim import tables
    from sim.experiments.crate.citation import citation
    from sim.experiments.crate.seal import About, seal
    from sim.experiments.sweeps import source

    with options.whole_folder(out) as draft:
        tables.outcomes(result).to_csv(draft / "outcomes.csv", index=False)
        tables.series(result).to_csv(draft / "series.csv", index=False)
        tables.events(ensemble.scenario).to_csv(draft / "events.csv", index=False)
        tables.claims(verdicts).to_csv(draft / "claims.csv", index=False)
        tables.decisions(result).to_csv(draft / "decisions.csv", index=False)
        code = {key: value for key, value in source.code().items() if key != "files"}
        record = {
            "scenario": result.scenario, "variant": result.variant, "seed": result.seed,
            "replicates": result.n_runs, "version": __version__, **result.manifest,
            "settings": dict(ensemble.settings or {}), "code": code, "cite": citation().text(code),
        }  # fmt: skip
        text = json.dumps(options.without_nan(record), ensure_ascii=False, indent=1)
        (draft / "manifest.json").write_text(text + "\n", encoding="utf-8")
        all_figures(ensemble, result, draft / "figures", lang, alone)
        asked = ("variant", "seed", "replicates", "settings", "jitter", "until")
        assert result.case is not None
        seal(draft, About.of("runs of one variant", result.case, {key: record[key] for key in asked if record[key]}))
