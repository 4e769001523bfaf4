"""The rule of contacts run for decades on the 30 actors of the toxic-chemicals network, against their real ties (V11).

The actors, their positions, committees and science ties are compiled like any scenario and `meet` runs alone:
positions stay, nobody is influenced, nobody allies. Of the real ties the simulation knows the density alone; the
weights are fitted without the dyads that they are scored on. Rates, steps and the way the intercept is found are the
package's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from sim.evidence.record import Row, Verdict
from sim.model import formulas
from sim.model.core import links, network
from sim.model.core.noise import Noise, stream
from sim.model.initialize import readiness, start
from sim.model.parameters import Params, table
from sim.model.setting import Edges, Setting
from sim.model.state import Flags, Floats, Rows, State
from sim.model.ties import appeal, rules
from sim.model.ties.contacts import meet
from sim.scenario.compile import compile_setting
from sim.scenario.schema import Scenario

if TYPE_CHECKING:
    from sim.evidence.ties import Chemnet

Weights = Mapping[str, float | Floats]

SEED = 1983
N_FOLDS = 5
YEARS, COUNTED_YEARS = 30, 10  # a tie is reconsidered every four years: the first 20 years forget the start
CHUNK = 64
PASS_AUC, PASS_CLASSES = 0.80, 15
# Costs are the same for all within one country; science ties have full trust, and nobody introduces, as in the fit.
AS_FITTED = {"ties.cost": 0.0, "ties.initial_trust": 1.0, "ties.broker": 0.0}
WITH_BROKERS = {"ties.broker": table()["ties.broker"].default}


def auc(is_tie: Flags, score: Floats) -> float:
    """Probability that a tie that is there scores higher than one that is not [0-1]; ties of scores count half.

    >>> auc(np.array([True, False, True]), np.array([3.0, 2.0, 2.0]))
    0.75
    """
    rank = rankdata(score)
    n_ties, n_gaps = int(is_tie.sum()), int((~is_tie).sum())
    return float((rank[is_tie].sum() - n_ties * (n_ties + 1) / 2) / (n_ties * n_gaps))


def scenario_of(data: Chemnet) -> Scenario:
    """The 30 actors as a scenario of one country: equal issues, standing forums, confirmed science ties as contacts.

    Capability is 1 to 5 in the share of the highest in-degree of the influence reputation: the package's power has
    no sender, so it runs from .2 (named by nobody) to 1 (named most), whoever looks.
    """
    ids = [name.lower() for name in data.actors]
    issues = [f"issue_{k}" for k in range(data.positions.shape[1])]
    named = data.reputation.sum(axis=0)
    source = {"source": "LeifeldSchneider2012"}
    actors = {
        name: {
            "id": name, "name": name, "kind": "ngo", "role": "advocacy", "country": "DE",
            "capability": float(1.0 + 4.0 * named[i] / named.max()),
            "positions": dict(zip(issues, data.positions[i].tolist(), strict=True)),
            "saliences": dict.fromkeys(issues, 0.5),
        } | source
        for i, name in enumerate(ids)
    }  # fmt: skip
    forums = {
        f"committee_{k}": {
            "title": f"committee {k}", "since": "1984-01", "until": f"{1983 + YEARS}-12",
            "participants": {"ids": [ids[i] for i in np.flatnonzero(members)]},
        } | source
        for k, members in enumerate(data.committees.T)
    }  # fmt: skip
    pairs = np.argwhere(np.triu(data.science | data.science.T))
    document = {
        "format": 2, "title": "Toxic chemicals", "summary": "Thirty actors and the ties that the rule gives them",
        "period": {"start": "1984-01", "end": f"{1983 + YEARS}-12"},
        "issues": {k: {"title": k, "negative": "no", "positive": "yes", "tier": "secondary"} | source for k in issues},
        "forums": forums, "actors": actors,
        "ties": [{"actor": ids[i], "partner": ids[j], "type": "contact"} | source for i, j in pairs],
        "outcomes": {"ties": {"label": "Ties", "measure": "ties", "actors": {}}},
    }  # fmt: skip
    return Scenario.model_validate(document)


def folds_of(edges: Edges, partition: int) -> Rows:
    """A random fifth for each pair of actors; both directions stand in the same, (edge,)."""
    first, second = np.minimum(edges.source, edges.target), np.maximum(edges.source, edges.target)
    _, dyad = np.unique(edges.rows(first, second), return_inverse=True)
    order = stream(SEED, partition, "ties.folds").permutation(int(dyad.max()) + 1)
    return np.asarray((order % N_FOLDS)[dyad], dtype=np.intp)


def unknown_answer(log_odds: Floats, reverse: Floats, weight: float) -> Floats:
    """Probability of a tie if the tie the other way is unknown too: the share of the pair's four states with it.

    Parameters
    ----------
    log_odds, reverse : of the tie and of the one the other way, both without the term of mutual ties, (edge,)
    weight : of mutual ties [logits]
    """
    return formulas.logistic(log_odds + np.logaddexp(0.0, reverse + weight) - np.logaddexp(0.0, reverse))


@dataclass(frozen=True)
class LongRun:
    """What the rule comes to."""

    probability: Floats  # (edge, run) share of the counted years in which the contact was open [0-1]
    final: Flags  # (edge, run) contacts at the end, one draw per run


def simulate(setting: Setting, density: float, weights: Weights, n_runs: int) -> LongRun:
    """Run `meet` alone from random networks of a given density.

    Parameters
    ----------
    density : of the real network (0-1), which sets the intercept as the package does: in the first month
    weights : parameters by key, in place of those of the fit; an array gives each run its own, (run,)
    """
    parts = []
    for first in range(0, n_runs, CHUNK):
        runs = range(first, min(first + CHUNK, n_runs))
        own = {key: np.broadcast_to(value, (n_runs,))[list(runs)] for key, value in weights.items()}
        params, noise = Params.of({**AS_FITTED, **own}, len(runs)), Noise(SEED, runs)
        state = start(setting, params, noise)
        parts.append(_decades(at_random(state, setting, params, noise, density), setting, params, noise))
    return LongRun(*(np.concatenate([part[k] for part in parts], axis=1) for k in (0, 1)))


def at_random(state: State, setting: Setting, params: Params, noise: Noise, density: float) -> State:
    """A random network of the density, and the intercept that keeps it in the first month (as initialize.py)."""
    state = state.replace(contact=noise.once("ties.start", "uniform", len(setting.edges)) < density)
    counted = np.ones_like(state.contact)
    every = links.links(counted, setting.edges)
    is_introduced = appeal.introduced(every, state, setting, params)
    speaks = appeal.of_contacts(every, state, setting, params)
    speaks = rules.introduced_appeal(speaks, is_introduced, every.per_run(params.ties.broker)).reshape(counted.shape)
    wanted = np.full(state.n_runs, density)
    return state.replace(contact_intercept=readiness(wanted, speaks, counted))


def _decades(state: State, setting: Setting, params: Params, noise: Noise) -> tuple[Floats, Flags]:
    """Share of the counted years in which each contact was open, and the contacts at the end."""
    open_years = np.zeros(state.contact.shape)
    per_year = round(1.0 / setting.dt)
    for step in range(setting.n_steps):
        state = meet(state, setting, params, noise).replace(step=step + 1)
        if (step + 1) % per_year == 0 and step >= (YEARS - COUNTED_YEARS) * per_year:
            open_years += state.contact
    return open_years / COUNTED_YEARS, state.contact


def held_out_auc(setting: Setting, real: Flags, folds: Rows, weights: list[dict[str, float]], n_runs: int) -> float:
    """AUC of the long-run share of each tie under weights that were fitted without its dyad.

    Parameters
    ----------
    weights : for each fold those fitted on the other folds; n_runs : for each fold
    """
    row = np.repeat(np.arange(len(weights)), n_runs)
    by_run = {key: np.array([own[key] for own in weights])[row] for key in weights[0]}
    found = simulate(setting, float(real.mean()), by_run, len(row))
    share = found.probability.reshape(len(real), len(weights), n_runs).mean(axis=2)
    return auc(real, share[np.arange(len(real)), folds])


def figures(tie: Flags, setting: Setting) -> Floats:
    """Density, share of ties returned and the 16 triad counts of each run, (18, run)."""
    columns = []
    for run in range(tie.shape[1]):
        census = nx.triadic_census(network.to_networkx(tie, setting.edges, setting.actors, run))
        returned = tie[setting.edges.reverse, run][tie[:, run]]
        share = returned.mean() if len(returned) else 0.0
        columns.append([tie[:, run].mean(), share, *(census[key] for key in sorted(census))])
    return np.array(columns, dtype=float).T


@dataclass(frozen=True)
class Fit:
    """Which figures of the real network lie inside 95 % of the draws."""

    density: bool
    returned: bool
    classes: int  # of 16
    text: str

    @property
    def verdict(self) -> Verdict:
        """Inside only if density, reciprocity and at least 15 of the 16 classes are."""
        return "inside" if self.density and self.returned and self.classes >= PASS_CLASSES else "miss"


def compare(real: Floats, draws: Floats) -> Fit:
    """Hold the real figures, (18,), against those of the draws, (18, run)."""
    low, high = np.quantile(draws, [0.025, 0.975], axis=1)
    inside: NDArray[np.bool_] = (low <= real) & (real <= high)
    names = sorted(nx.triadic_census(nx.DiGraph()))
    outside = [name for name, is_inside in zip(names, inside[2:], strict=True) if not is_inside]
    text = (
        f"density {low[0]:.3f} to {high[0]:.3f}, returned {low[1]:.3f} to {high[1]:.3f}, "
        f"{16 - len(outside)} of 16 triad classes inside"
    ) + (f" (outside: {' '.join(outside)})" if outside else "")
    return Fit(bool(inside[0]), bool(inside[1]), 16 - len(outside), text)


def auc_row(what: str, ours: float, baseline: str, n: int) -> Row:
    """A row of the pass rule on the simulated network's AUC."""
    verdict: Verdict = "inside" if ours >= PASS_AUC else "miss"
    return Row("V11", what, f">= {PASS_AUC:.2f}", f"{ours:.3f}", baseline, verdict, n, SEED)


def figures_row(what: str, real: Floats, ours: Fit, baseline: str, n: int) -> Row:
    """A row of the rule on density, reciprocity and triads."""
    target = f"density {real[0]:.3f}, returned {real[1]:.3f}, {PASS_CLASSES} of 16 triad classes: all inside 95 %"
    return Row("V11", what, target, ours.text, baseline, ours.verdict, n, SEED)


@dataclass(frozen=True)
class Trial:
    """What the simulated rule is tried with; weights are parameters by key."""

    real: Flags  # (edge,)
    folds: Rows  # (edge,)
    held_out: list[dict[str, float]]  # by fold, fitted on the other folds
    held_out_alone: list[dict[str, float]]  # the same with homophily alone
    alone: dict[str, float]  # homophily alone, fitted on all
    arms: dict[str, dict[str, float]]  # the first is judged, the others stand beside it


def rows(data: Chemnet, trial: Trial, n_runs: int) -> list[Row]:
    """AUC under weights that never saw the pair, then AUC and figures of each arm and of the package's defaults."""
    setting = compile_setting(scenario_of(data), "chemnet")
    density = float(trial.real.mean())
    real = figures(trial.real[:, None], setting)[:, 0]
    per_fold = n_runs // len(trial.held_out)
    unseen, naive = (
        held_out_auc(setting, trial.real, trial.folds, weights, per_fold)
        for weights in (trial.held_out, trial.held_out_alone)
    )
    what = "AUC of the simulated rule"
    found = [auc_row(f"{what}: weights that never saw the pair", unseen, f"homophily alone {naive:.3f}", n_runs)]
    runs = {name: simulate(setting, density, weights, n_runs) for name, weights in trial.arms.items()}
    runs["package defaults, with brokers"] = simulate(setting, density, WITH_BROKERS, n_runs)
    alone = simulate(setting, density, trial.alone, n_runs)
    naive = auc(trial.real, alone.probability.mean(axis=1))
    naive_fit = compare(real, figures(alone.final, setting)).text
    for name, run in runs.items():
        ours = auc(trial.real, run.probability.mean(axis=1))
        found.append(auc_row(f"{what}: {name}", ours, f"homophily alone {naive:.3f}", n_runs))
        fitted = compare(real, figures(run.final, setting))
        what_else = f"figures of the simulated rule: {name}"
        found.append(figures_row(what_else, real, fitted, f"homophily alone: {naive_fit}", n_runs))
    return found
