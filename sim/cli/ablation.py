"""What `check` prints of claims that are inputs or context, and of a case without its mechanisms."""

from __future__ import annotations

from sim.cli import terminal
from sim.cli.report import header, stability
from sim.experiments.counterfactuals.ablate import Study
from sim.scenario.schema import Scenario
from sim.stability import mark
from sim.words import label, say


def unscored_text(scenario: Scenario, case: str, show_all: bool, lang: str) -> str:
    """One line with the counts of inputs and contexts, and their rows if wanted."""
    counts = {kind: sum(each.kind == kind for each in scenario.unscored) for kind in ("input", "context")}
    line = say("unscored_line", lang, inputs=counts["input"], contexts=counts["context"], case=case)
    if not show_all and not terminal.is_wide():
        return "\n".join(terminal.flow(line))
    rows = [[say(key, lang) for key in ("unscored_kind", "unscored_claim", "unscored_why")]]
    rows += [
        [say(f"unscored_{kind}", lang), each.claim, _with_paths(each.why, each.where)]
        for kind in counts
        for each in scenario.unscored
        if each.kind == kind
    ]
    return "\n".join([*terminal.flow(line), "", terminal.table(rows, left=3)])


def _with_paths(why: str, where: list[str]) -> str:
    return f"{why} [{'; '.join(where)}]" if where else why


def ablation_text(study: Study, lang: str) -> str:
    """Claims with what changes their verdict, then mechanisms with what they change."""
    lines = [header(study.ensemble, lang), "", _claims(study, lang), "", *terminal.flow(_summary(study, lang))]
    idle = [each.mechanism.name for each in study.ablations if each.changes_nothing]
    lines += ["", _mechanisms(study, lang), "", *terminal.flow(say("ablate_note", lang))]
    return "\n".join([*lines, *terminal.flow(say("changes_nothing", lang, names=", ".join(idle)))] if idle else lines)


def _claims(study: Study, lang: str) -> str:
    stable = stability(study.ensemble)
    rows = [[say(key, lang) for key in ("verdict", "met_in", "survives", "claim", "changed_without")]]
    for name, verdict in study.verdicts.items():
        survives = ", ".join(f"{each}: {_survival(held, lang)}" for each, held in study.survives(name).items())
        without = ", ".join(
            f"{each.mechanism.name} {_share(each.verdicts[name].share)}" for each in study.turned_by(name)
        )
        verdict_word = say("undefined" if verdict.holds is None else "holds" if verdict.holds else "fails", lang)
        verdict_word += mark(stable.turns(name, verdict.claim))
        text = label(verdict.claim.text, lang)
        rows.append([verdict_word, _share(verdict.share), survives, text, without])
    notes = [line for note in stable.notes((row[0] for row in rows), lang) for line in terminal.flow(note)]
    return "\n".join([terminal.table(rows, left=5), *notes])


def _survival(held: bool | None, lang: str) -> str:
    return "-" if held is None else say("yes" if held else "no", lang)


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"


def _summary(study: Study, lang: str) -> str:
    """How many claims hold, hang on some mechanism, and survive without the one that should explain them."""
    holding = [name for name, verdict in study.verdicts.items() if verdict.holds]
    explained = [name for name in holding if study.survives(name)]
    surviving = [name for name in explained if all(study.survives(name).values())]
    return say(
        "ablate_line",
        lang,
        held=len(holding),
        judged=sum(verdict.holds is not None for verdict in study.verdicts.values()),
        hanging=sum(bool(study.turned_by(name)) for name in holding),
        explained=len(explained),
        surviving=len(surviving),
    )


def _mechanisms(study: Study, lang: str) -> str:
    rows = [[say(key, lang) for key in ("mechanism", "claims", "outcomes", "what")]]
    for each in study.ablations:
        if not each.changes_nothing:
            name = f"{each.mechanism.name} ({each.mechanism.number})"
            rows.append([name, str(len(each.turned)), str(len(each.moved)), label(each.mechanism.what, lang)])
    return terminal.table(rows, left=4)
