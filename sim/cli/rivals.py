"""The command that lets published models forecast the decisions of a case: rivals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from sim.cli import options, terminal

if TYPE_CHECKING:
    from sim.experiments.counterfactuals.rivals import Contest, Forecaster

REPLICATES = 20
CLOSED = ("mean_voter", "median_voter")  # definitions: there is nothing that they could miss


@click.command()
@options.case
@options.variant
@options.settings
@options.replicates(REPLICATES)
@options.seed
@options.wide
@options.lang
@options.as_json
def rivals(
    case: str, variant: str | None, settings: tuple[str, ...], replicates: int, seed: int, lang: str, as_json: bool
) -> None:
    """Published models on the same coded table: their forecasts of each decision beside the model's and the record."""
    from sim.ensemble import Ensemble
    from sim.evidence import docked
    from sim.experiments.counterfactuals.rivals import contest, of_decisions
    from sim.scenario.load import load_case

    loaded = load_case(case, variant, options.parse(settings))
    ensemble = Ensemble(loaded, replicates, seed, outcomes=list(of_decisions(loaded.scenario).values()), series=False)
    with options.progress(2 * replicates, "rivals") as report:
        found = contest(ensemble, report)
    if as_json:
        options.echo_json(record(found, docked.read()))
        return
    click.echo(text(found, docked.read(), lang))


def record(found: Contest, docking: Mapping[str, Any]) -> dict[str, Any]:
    """What `--json` gives: rivals; model and coded table alone in the same form; what is documented."""
    ensemble = found.ensemble
    return {
        "scenario": ensemble.setting.scenario, "variant": ensemble.setting.variant, "seed": ensemble.seed,
        "replicates": len(ensemble.runs),
        "rivals": [_record(each) | _docked(each.name, docking) for each in found.rivals],
        "model": _record(found.model),
        "table_alone": _record(found.alone),
        "record": {name: {"share": each.share, "passes": None if each.passed is None else float(each.passed)}
                   for name, each in found.record.items()},
    }  # fmt: skip


def _record(each: Forecaster) -> dict[str, Any]:
    decisions = {name: {"share": said.share, "passes": said.passes} for name, said in each.decisions.items()}
    return {"name": each.name, "decisions": decisions} | vars(each.score)


def _docked(name: str, docking: Mapping[str, Any]) -> dict[str, Any]:
    """Whether a rival gives what it was published with, by which tests, and what it misses."""
    if name in CLOSED:
        return {"docked": True, "tests": [], "missed": []}
    return {key: docking[name][key] for key in ("docked", "tests", "missed")}


def text(found: Contest, docking: Mapping[str, Any], lang: str) -> str:
    """Errors of all, best first; forecasts of each decision; what the columns are, and who is not ranked and why."""
    from sim.cli.report import header
    from sim.words import rendered, say

    judged = {each.name: _docked(each.name, docking) for each in found.rivals}
    ranked = sorted((each for each in found.rivals if judged[each.name]["docked"]), key=_rank)
    others = [each for each in found.rivals if not judged[each.name]["docked"]]
    lines = [line for told in header(found.ensemble, lang).splitlines() for line in terminal.flow(told)]
    title = "rivals_title" if ranked[0].score.n_brier else "rivals_unscored"
    lines += ["", *terminal.flow(say(title, lang)), _errors(found, ranked, others, judged, lang)]
    lines += _always(found, lang)
    for each in others:
        for miss in judged[each.name]["missed"]:
            parts = {key: rendered(part, lang) for key, part in miss.items()}
            lines += terminal.flow(say("rivals_why", lang, rival=say(f"rival_{each.name}", lang), **parts))
    for what in ("shares", "passes"):
        lines += ["", say(f"rivals_{what}", lang), _decisions(found, [*ranked, *others], what, lang)]
    return "\n".join([*lines, "", *terminal.flow(say("rivals_note", lang, n=len(found.ensemble.runs)))])


def _always(found: Contest, lang: str) -> list[str]:
    """What somebody would score who says of every decision that it passes; nothing where none is documented."""
    from sim.words import say

    known = [each.passed for each in found.record.values() if each.passed is not None]
    if not known:
        return []
    passed, brier = sum(known), options.share(1.0 - sum(known) / len(known))
    return terminal.flow(say("rivals_always", lang, n=len(known), passed=passed, brier=brier))


def _rank(each: Forecaster) -> tuple[float, float]:
    """By the score of passing, which every rival has; then by the error of shares."""
    unknown = float("inf")
    score = each.score
    return unknown if score.brier is None else score.brier, unknown if score.error is None else score.error


def _errors(
    found: Contest, ranked: Sequence[Forecaster], others: Sequence[Forecaster], judged: Mapping[str, Any], lang: str
) -> str:
    from sim.words import say

    heads = ("rivals_docked", "rivals_error", "n", "Brier", "n")
    rows = [["", "", *(say(head, lang) if head.startswith("rivals") else head for head in heads)]]
    for name, each in (("model", found.model), ("alone_side", found.alone)):
        rows.append(["", say(name, lang), "", *_numbers(each)])
    for number, each in enumerate([*ranked, *others], start=1):
        tests = " ".join(judged[each.name]["tests"]) or say("rivals_defined", lang)
        how = tests if judged[each.name]["docked"] else say("rivals_not_docked", lang)
        rows.append([str(number), say(f"rival_{each.name}", lang), how, *_numbers(each)])
    return terminal.table(rows, left=3)


def _numbers(each: Forecaster) -> list[str]:
    score = each.score
    return [options.share(score.error), str(score.n_error), options.share(score.brier), str(score.n_brier)]


def _decisions(found: Contest, rivals_: Sequence[Forecaster], what: str, lang: str) -> str:
    """A row a decision: documented, modeled, by the table alone, then by each rival under its number."""
    from sim.words import label, say

    heads = [say(key, lang) for key in ("rivals_fact", "model", "alone_mean")]
    rows = [[say("rivals_decision", lang), *heads, *(str(number) for number in range(1, len(rivals_) + 1))]]
    for name, known in found.record.items():
        fact = known.share if what == "shares" else None if known.passed is None else float(known.passed)
        said = [each.decisions.get(name) for each in (found.model, found.alone, *rivals_)]
        numbers = [None if each is None else each.share if what == "shares" else each.passes for each in said]
        title = label(found.ensemble.scenario.decisions[name].title, lang)
        rows.append([title, *(_short(value) for value in (fact, *numbers))])
    return terminal.table(rows)


def _short(value: float | None) -> str:
    """A share in two digits.

    >>> _short(0.539), _short(1.0), _short(0.0), _short(None)
    ('.54', '1', '0', '-')
    """
    if value is None:
        return "-"
    rounded = f"{value:.2f}"
    return {"1.00": "1", "0.00": "0"}.get(rounded, rounded.removeprefix("0"))


COMMANDS = (rivals,)
