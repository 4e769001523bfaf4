"""What the settings of one page share: the case as read, its runs, and what is read of them."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from pathlib import Path

from sim.claims import outcomes_for, variants_needed
from sim.ensemble import Ensemble
from sim.experiments.plans.plan import PlanError
from sim.page.case.followed import followed
from sim.page.runs.history import Subject
from sim.scenario.load import LoadedCase, ReadCase, read_case


@dataclass
class Study:
    """A case and the runs that a page shows of it.

    Parameters
    ----------
    case : name of a case, or path of its folder
    replicates : runs of every setting, numbered from 0
    replicate : number of the run whose history is shown; it may lie beyond the others
    until : last month, such as 1993-12; None is the case's own

    Raises
    ------
    sim.experiments.plans.plan.PlanError, sim.ensemble.EnsembleError, sim.scenario.problem.ScenarioError
        For a case or a month that cannot be used, or less than one run.
    """

    case: str | Path
    replicates: int = 40
    seed: int = 1
    replicate: int = 0
    until: str | None = None
    read: ReadCase = field(init=False)
    loaded: LoadedCase = field(init=False)
    ensemble: Ensemble = field(init=False)  # of the base: what identifies the study
    subject: Subject = field(init=False)

    def __post_init__(self) -> None:
        if self.replicates < 1 or self.replicate < 0:
            raise PlanError("a page needs at least one run; the number of the run that it shows is 0 or more")
        self.read = read_case(self.case)
        self.loaded = self.read.load()
        self.ensemble = Ensemble(self.loaded, [self.replicate], self.seed, until=self.until, series=False)
        self.subject = subject_of(self.ensemble)
        self._variants: dict[str, LoadedCase] = {}

    @property
    def runs(self) -> tuple[int, ...]:
        """Replicates of every setting; the one that is shown comes last where it is none of the others."""
        own = tuple(range(self.replicates))
        return own if self.replicate in own else (*own, self.replicate)

    def like(self, replicates: int, replicate: int) -> Study:
        """The same case with other runs, without reading it again."""
        other = copy.copy(self)
        other.replicates, other.replicate = replicates, replicate
        return other

    def variant(self, name: str | None) -> LoadedCase:
        """The case under a variant.

        Raises
        ------
        PlanError
            If it has other actors, issues or months than the case itself, so that it cannot be drawn beside it.
        sim.scenario.problem.ScenarioError
            If there is no such variant.
        """
        if name is None:
            return self.loaded
        if not self.is_alike(name):
            raise PlanError(f"variant {name}: has other actors, issues or months than the case; no page shows both")
        return self._variants[name]

    def is_alike(self, name: str) -> bool:
        """Whether a variant has the actors, issues and months of the case itself."""
        if name not in self._variants:
            self._variants[name] = self.read.load(name)
        own = Ensemble(self._variants[name], [0], self.seed, series=False).setting
        base = self.ensemble.setting
        n_months = len(base.months) if self.until else len(own.months)
        return (own.actors, own.issues, own.months[:n_months]) == (base.actors, base.issues, base.months)


def subject_of(ensemble: Ensemble) -> Subject:
    """What a page reads of every run of a case."""
    scenario, setting = ensemble.scenario, ensemble.setting
    claimed = [
        *outcomes_for(scenario, None),
        *(n for v in variants_needed(scenario) for n in outcomes_for(scenario, v)),
    ]
    return Subject(
        actors=setting.actors,
        issues=setting.issues,
        decisions=tuple(each.id for each in setting.decisions),
        provision=tuple((talks.id, setting.issues[k]) for talks in setting.negotiations for k in talks.issues.tolist()),
        courses=tuple(each.id for each in followed(scenario)),
        outcomes=tuple(dict.fromkeys(claimed)),
        n_months=setting.n_steps,
    )
