"""Every rival on the same case, beside the model, the coded table alone and the record: who forecasts best?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sim.claims import documented
from sim.ensemble import Ensemble
from sim.experiments.counterfactuals.table_alone import without_mechanisms
from sim.model.agenda import Decision
from sim.model.votes.verdict import HALF, share_needed
from sim.results import Result, summarize
from sim.rivals.coded import coded
from sim.rivals.forecasts import RIVALS, Forecast, of_decision
from sim.rivals.scores import Recorded, Score, score
from sim.scenario.load import LoadedCase
from sim.scenario.schema import Scenario

Progress = Callable[[int], object]


@dataclass(frozen=True)
class Forecaster:
    """A rival, the model or the coded table alone: what it says of decisions, and how far off it is."""

    name: str
    decisions: Mapping[str, Forecast]
    score: Score


@dataclass(frozen=True)
class Contest:
    """All forecasters of a case on the same decisions.

    Parameters
    ----------
    record : what is documented, by decision
    model, alone : the runs, and the same replicates of the coded table alone
    """

    ensemble: Ensemble
    record: Mapping[str, Recorded]
    model: Forecaster
    alone: Forecaster
    rivals: tuple[Forecaster, ...]


def contest(ensemble: Ensemble, progress: Progress | None = None) -> Contest:
    """Let rivals and the model forecast the decisions of a case on which somebody votes, and for which somebody cares.

    Parameters
    ----------
    ensemble : its runs are the model's; see `of_decisions` for the outcomes that it must read
    progress : called with the runs done so far, of twice as many as the ensemble has
    """
    n = len(ensemble.runs)
    assert isinstance(ensemble.case, LoadedCase)
    tables = [coded(ensemble.setting, each, ensemble.case.absent) for each in ensemble.setting.decisions if each.blocs]
    said = {each.decision.id: of_decision(each) for each in tables if each.decision.blocs and len(each.who)}
    record = {decision.id: recorded(ensemble.scenario, decision)
              for decision in ensemble.setting.decisions if decision.id in said}  # fmt: skip
    result = ensemble.run(progress)
    alone = without_mechanisms(ensemble).run(progress and (lambda done: progress(n + done)))
    runs = [_forecaster(name, _of_runs(ensemble.scenario, found, list(said)), record)
            for name, found in (("model", result), ("table_alone", alone))]  # fmt: skip
    rivals = [_forecaster(rival, {name: each[rival] for name, each in said.items()}, record) for rival in RIVALS]
    return Contest(ensemble, record, runs[0], runs[1], tuple(rivals))


def of_decisions(scenario: Scenario) -> dict[str, str]:
    """The outcome that is the yes share of a whole decision, by decision."""
    return {each.decision: name for name, each in scenario.outcomes.items()
            if each.measure == "vote_share" and each.actors is None and each.decision}  # fmt: skip


def recorded(scenario: Scenario, decision: Decision) -> Recorded:
    """What claims document of a decision: its yes share, and whether it passed, which a share tells by the rule."""
    known = documented(scenario)
    share = known.get(of_decisions(scenario).get(decision.id, ""))
    passed = (name for name, each in scenario.outcomes.items()
              if each.measure == "passed" and each.decision == decision.id and each.actors is None)  # fmt: skip
    verdicts = [known[name] for name in passed if name in known]
    if verdicts:
        return Recorded(share, bool(verdicts[0]))
    needed = share_needed(decision.rule)
    if share is None or needed is None:
        return Recorded(share, None)
    return Recorded(share, share > needed if needed == HALF else share >= needed)


def _of_runs(scenario: Scenario, result: Result, decisions: list[str]) -> dict[str, Forecast]:
    """Mean share and frequency of passing over runs; of decisions that no run reaches nothing."""
    found, outcomes = {}, of_decisions(scenario)
    for name in decisions:
        passed, n = result.times_passed(name)
        values = result.outcomes.get(outcomes.get(name, ""))
        share = None if values is None else summarize(values)["mean"]
        if n:
            found[name] = Forecast(None if share is None else float(share), passed / n)
    return found


def _forecaster(name: str, decisions: Mapping[str, Forecast], record: Mapping[str, Recorded]) -> Forecaster:
    return Forecaster(name, decisions, score(decisions, record))
