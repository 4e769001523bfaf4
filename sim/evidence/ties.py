"""Weights of the tie rule (E3) measured on the German toxic-chemicals policy network of 1983/84, and test V11.

Leifeld & Schneider 2012 (American Journal of Political Science 56:731-744) describe the data: 30 actors, who sends
political information to whom, who sends scientific information to whom, who is thought influential, shared
committees, positions on six issues. The fit is a logit over ordered pairs in which the tie the other way is one more
regressor (pseudo-likelihood).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from statsmodels.discrete.discrete_model import Logit

from sim.evidence import tie_simulation as simulated
from sim.evidence.record import Estimate, Row, Verdict
from sim.model.core.influence import distance
from sim.model.core.network import potential_edges
from sim.model.setting import Edges
from sim.model.state import Flags, Floats, Rows

Design = Mapping[str, Floats]  # regressor -> (edge,)

SEED = simulated.SEED
FILES = ("pol", "scito", "scifrom", "infrep", "intpos", "committee")
# The terms of the rule, and the two that share the fit with them but have no counterpart in the rule.
WEIGHTS = {
    "ties.similarity": "similarity", "ties.trust": "science", "ties.forum": "forums",
    "ties.prestige": "reputation", "ties.reciprocity": "returned",
}  # fmt: skip
TERMS = (*WEIGHTS.values(), "science_back", "reputation_back")
CLOSED = (*TERMS, "closure")
OWN_TERMS = ("similarity", "contact", "forums", "power", "returned")  # what the package reads, in the order of WEIGHTS
SCALE = float(np.sqrt(24.0))  # largest distance of six positions from -1 to 1: 4.899
MEASURED = {  # value and standard error as the design of E3 prints them
    "constant": "-2.17 (0.23)", "similarity": "0.112 (0.075)", "science": "2.50 (0.63)", "forums": "0.325 (0.049)",
    "reputation": "1.11 (0.18)", "returned": "0.54 (0.19)",
}  # fmt: skip
LADDER = {
    "homophily": (("similarity",), 0.535),
    "influence reputation": (("reputation",), 0.634),
    "shared forums": (("forums",), 0.768),
    "the three together": (("similarity", "reputation", "forums"), 0.798),
    "the three and science ties": (("similarity", "reputation", "forums", "science"), 0.815),
    "the three, science and mutual ties": (("similarity", "reputation", "forums", "science", "returned"), 0.823),
}


@dataclass(frozen=True)
class Chemnet:
    """The network, rows are senders."""

    actors: tuple[str, ...]
    political: Flags  # (actor, actor) sends political or strategic information to
    science: Flags  # (actor, actor) sends scientific information to, as both ends say
    reputation: Flags  # (actor, actor) names as particularly influential; nobody itself
    positions: Floats  # (actor, issue) {-1, 0, 1}
    committees: Flags  # (actor, committee) sits on

    def without(self, row: int) -> Chemnet:
        """The network that remains if one actor is left out."""
        kept = np.delete(np.arange(len(self.actors)), row)
        square = np.ix_(kept, kept)
        return Chemnet(
            tuple(self.actors[i] for i in kept), self.political[square], self.science[square],
            self.reputation[square], self.positions[kept], self.committees[kept],
        )  # fmt: skip

    @property
    def edges(self) -> Edges:
        """All ordered pairs, as the package lists them."""
        return potential_edges(np.zeros(len(self.actors), dtype=np.intp))


def load(data: Path) -> Chemnet:
    """Read the folder `chemnet` below `data`.

    Raises
    ------
    FileNotFoundError
        With the name of the file that is missing.
    """
    paths = {name: data / "chemnet" / f"{name}.csv" for name in FILES}
    for path in paths.values():
        if not path.is_file():
            raise FileNotFoundError(f"data not here: chemnet/{path.name}")
    frames = {name: pd.read_csv(path, index_col=0) for name, path in paths.items()}
    flags = {name: frame.to_numpy() == 1 for name, frame in frames.items()}
    return Chemnet(
        actors=tuple(frames["pol"].index),
        political=flags["pol"],
        science=flags["scito"] & flags["scifrom"].T,
        reputation=flags["infrep"] & ~np.eye(len(frames["pol"]), dtype=bool),
        positions=frames["intpos"].to_numpy(dtype=float),
        committees=flags["committee"],
    )


def design(data: Chemnet) -> dict[str, Floats]:
    """Regressors of every ordered pair, and the tie itself, each (edge,)."""
    edges = data.edges
    source, target = edges.source, edges.target
    weight = np.ones(data.positions.shape[1])
    apart = distance(data.positions.T[..., None], source, target, weight)[:, 0]
    shared = data.committees.astype(float) @ data.committees.T.astype(float)
    tie = data.political[source, target]
    # Column e is the network without tie e: a regressor must not contain the answer, and closure divides by all ties.
    others = np.repeat(tie[:, None], len(tie), axis=1) & ~np.eye(len(tie), dtype=bool)
    popular = data.reputation.sum(axis=0)
    return {
        "tie": tie.astype(float),
        "similarity": 1.0 - apart,
        "science": data.science[source, target].astype(float),
        "science_back": data.science[target, source].astype(float),
        "contact": (data.science | data.science.T)[source, target].astype(float),
        "forums": shared[source, target],
        "reputation": data.reputation[source, target].astype(float),
        "reputation_back": data.reputation[target, source].astype(float),
        "power": (1.0 + 4.0 * popular / popular.max())[target] / 5.0,
        "returned": data.political[target, source].astype(float),
        "closure": np.diagonal(closure(others, edges)).copy(),
        "closure_as_is": closure(tie[:, None], edges)[:, 0],
        "other_ties": (data.political.sum(axis=1)[source] - tie) / (len(data.actors) - 2),
    }  # fmt: skip


def closure(tie: Flags, edges: Edges) -> Floats:
    """Share of the sender's ties whose other end the receiver is tied to as well, (edge, network); 0 without ties.

    Parameters
    ----------
    tie : (edge, network)
    """
    holds = np.zeros((tie.shape[1], edges.n_actors, edges.n_actors))
    holds[:, edges.source, edges.target] = tie.T
    shared = (holds @ holds.transpose(0, 2, 1))[:, edges.source, edges.target]
    return (shared / np.maximum(holds.sum(axis=2)[:, edges.source], 1.0)).T


@dataclass(frozen=True)
class Fitted:
    """A logit: weights and pseudo-likelihood standard errors by term, `constant` first."""

    weight: dict[str, float]
    se: dict[str, float]

    def log_odds(self, columns: Design) -> Floats:
        """Of every pair of a design."""
        terms = [name for name in self.weight if name != "constant"]
        return self.weight["constant"] + sum((self.weight[k] * columns[k] for k in terms), np.zeros(1))


def fit(columns: Design, terms: Sequence[str], rows: Flags | slice = slice(None)) -> Fitted:
    """Logit of the tie on some terms, over some of the pairs."""
    regressors = np.column_stack([np.ones_like(columns["tie"]), *(columns[k] for k in terms)])
    # In some partitions all science ties of the four fifths go with a tie: that weight then has no maximum, but the
    # order of the pairs stands.
    result = Logit(columns["tie"][rows], regressors[rows]).fit(disp=0, warn_convergence=False)
    names = ("constant", *terms)
    return Fitted(
        dict(zip(names, result.params.tolist(), strict=True)), dict(zip(names, result.bse.tolist(), strict=True))
    )


def jackknife(data: Chemnet, terms: Sequence[str]) -> dict[str, float]:
    """Standard errors from leaving out one actor, with all its pairs, at a time.

    Pairs that share an actor are not independent; the pseudo-likelihood takes them as if they were.
    """
    n = len(data.actors)
    fits = [fit(design(data.without(i)), terms).weight for i in range(n)]
    spread = {k: np.array([each[k] for each in fits]) for k in fits[0]}
    return {k: float(np.sqrt((n - 1) / n * np.square(v - v.mean()).sum())) for k, v in spread.items()}


def estimate(data: Path) -> list[Estimate]:
    """The five weights of the rule, all from the one fit of E3.

    Closure is not among them, and the rule has no such term: its sign is not identified (see `closure_row`).
    """
    chemnet = load(data)
    columns = design(chemnet)
    base, wide, notes = fit(columns, TERMS), jackknife(chemnet, TERMS), _notes(columns)
    return [_estimate(key, term, base, wide, len(columns["tie"]), notes[key]) for key, term in WEIGHTS.items()]


def _estimate(key: str, term: str, fitted: Fitted, wide: Mapping[str, float], n: int, note: str) -> Estimate:
    value, se = fitted.weight[term], fitted.se[term]
    half = 1.96 * max(se, wide[term])
    errors = f"se {se:.3f} by pseudo-likelihood, {wide[term]:.3f} by leaving out one actor at a time"
    return Estimate(key, value, se, value - half, value + half, n, f"{errors} (low and high take the wider); {note}")


def _notes(columns: Design) -> dict[str, str]:
    """How each weight was got, and what it becomes in other fits of the same ties."""
    base, plain, own, closed = (fit(columns, t) for t in (TERMS, tuple(WEIGHTS.values()), OWN_TERMS, CLOSED))
    sides = f"{base.weight['science_back']:.2f} and {base.weight['reputation_back']:.2f}"
    notes = {
        key: f"one joint fit, in which science tie and reputation the other way count too ({sides}; the rule has "
        f"neither); without those two {plain.weight[term]:.3f}; in the package's own terms (a contact holds both ways, "
        f"power has no sender) {own.weight[mine]:.3f} (se {own.se[mine]:.3f}); with closure {closed.weight[term]:.3f}"
        for (key, term), mine in zip(WEIGHTS.items(), OWN_TERMS, strict=True)
    }
    notes["ties.similarity"] += f"; {base.weight['similarity'] / SCALE:.3f} per point of the scale of 4.899"
    return notes


def closure_row(data: Chemnet, columns: Design) -> Row:
    """Closure, which no rule reads, added to the joint fit; the wider interval says whether it weighs something."""
    found, wide = fit(columns, CLOSED), jackknife(data, CLOSED)["closure"]
    as_is = fit(columns, (*TERMS, "closure_as_is"))
    active = fit(columns, (*CLOSED, "other_ties"))
    value, se = found.weight["closure"], found.se["closure"]
    half = 1.96 * max(se, wide)
    text = (
        f"{value:.2f} (se {se:.2f}; {wide:.2f} by leaving out one actor at a time: {value - half:.2f} to "
        f"{value + half:.2f}); with the tie itself among the allies {as_is.weight['closure_as_is']:.2f} "
        f"(se {as_is.se['closure_as_is']:.2f}); with the number of the sender's other ties in the fit "
        f"{active.weight['closure']:.2f} (se {active.se['closure']:.2f})"
    )
    verdict: Verdict = "tie" if abs(value) < half else "inside" if value > 0 else "miss"
    return Row(
        "V11",
        "weight of closure, which the rule does without",
        "above 0",
        text,
        "none: 0",
        verdict,
        len(columns["tie"]),
        None,
    )


def held_out(columns: Design, terms: Sequence[str], folds: Rows, edges: Edges, is_known: bool = True) -> float:
    """AUC over all pairs, each scored by the fit on the other four fifths."""
    score = np.empty(len(folds))
    for fold in range(simulated.N_FOLDS):
        fitted = fit(columns, terms, folds != fold)
        if is_known:
            odds = fitted.log_odds(columns)
        else:
            odds = fitted.log_odds({**columns, "returned": np.zeros(len(folds))})
            odds = simulated.unknown_answer(odds, odds[edges.reverse], fitted.weight["returned"])
        score[folds == fold] = odds[folds == fold]
    return simulated.auc(columns["tie"] == 1, score)


def _measured_row(columns: Design) -> Row:
    """The figures of E3 beside the fit, per point of the published scale."""
    fitted = fit(columns, TERMS)
    ours = {}
    for term, printed in MEASURED.items():
        digits = len(printed.split(" ")[0].split(".")[1])
        scale = SCALE if term == "similarity" else 1.0
        ours[term] = f"{fitted.weight[term] / scale:.{digits}f} ({fitted.se[term] / scale:.{digits}f})"
    verdict: Verdict = "exact" if ours == MEASURED else "miss"
    target, text = (", ".join(f"{k} {v}" for k, v in each.items()) for each in (MEASURED, ours))
    return Row("V11", "weights of the tie rule (se)", target, text, "none: 0", verdict, len(columns["tie"]), None)


def _cross_validation(columns: Design, edges: Edges, n_partitions: int) -> list[Row]:
    """The rungs of held-out AUC; beside each the range over partitions, against which the printed figure is held."""
    partitions = [simulated.folds_of(edges, p) for p in range(n_partitions)]
    rungs = {k: np.array([held_out(columns, t, f, edges) for f in partitions]) for k, (t, _) in LADDER.items()}
    alone = f"homophily alone {rungs['homophily'].mean():.3f}"
    rows = []
    for name, value in rungs.items():
        target = LADDER[name][1]
        low, high = np.quantile(value, [0.025, 0.975])
        is_exact, is_inside = f"{value.mean():.3f}" == f"{target:.3f}", low <= target <= high
        verdict: Verdict = "exact" if is_exact else "inside" if is_inside else "miss"
        ours = f"{value.mean():.3f} ({low:.3f} to {high:.3f} in 95 % of {n_partitions} partitions)"
        baseline = "chance .500" if name == "homophily" else alone
        rows.append(Row("V11", f"AUC of held-out pairs: {name}", f"{target:.3f}", ours, baseline, verdict, 870, SEED))
    names = list(LADDER)
    terms, before = LADDER[names[-1]][0], rungs[names[-2]]
    value = np.array([held_out(columns, terms, f, edges, is_known=False) for f in partitions])
    return [*rows, _unknown_row(value, value - before, f"without the term {before.mean():.3f}")]


def _unknown_row(value: Floats, gain: Floats, baseline: str) -> Row:
    """Mutual ties without the leak: whether the tie is returned is itself held out with the pair."""
    low, high = np.quantile(gain, [0.025, 0.975])
    ours = f"{value.mean():.3f}, gain {gain.mean():+.4f} ({low:+.4f} to {high:+.4f} in 95 % of partitions)"
    what = "AUC of held-out pairs: mutual ties, the answer not known (the rung before reads it off the same pair)"
    verdict: Verdict = "tie" if low <= 0.0 <= high else "inside" if low > 0.0 else "miss"
    return Row("V11", what, "a gain over the fit without the term", ours, baseline, verdict, 870, SEED)


def ladder_rows(data: Path, quick: bool = False) -> list[Row]:
    """V11: held-out AUC rung by rung, then the simulated rule against the real network."""
    chemnet = load(data)
    columns, edges = design(chemnet), chemnet.edges
    folds = simulated.folds_of(edges, 0)
    parts = [fit(columns, TERMS, folds != k) for k in range(simulated.N_FOLDS)]
    alone = [fit(columns, ("similarity",), folds != k) for k in range(simulated.N_FOLDS)]
    trial = simulated.Trial(
        real=columns["tie"] == 1,
        folds=folds,
        held_out=[weights_of(each) for each in parts],
        held_out_alone=[weights_of(each) for each in alone],
        alone=weights_of(fit(columns, ("similarity",))),
        arms={
            "weights of the whole network": weights_of(fit(columns, TERMS)),
            "weights fitted in the package's own terms": weights_of(fit(columns, OWN_TERMS), OWN_TERMS),
        },
    )
    weighed = [_measured_row(columns), closure_row(chemnet, columns)]
    rungs = _cross_validation(columns, edges, 5 if quick else 50)
    return [*weighed, *rungs, *simulated.rows(chemnet, trial, 60 if quick else 400)]


def weights_of(fitted: Fitted, terms: Sequence[str] = tuple(WEIGHTS.values())) -> dict[str, float]:
    """The parameters of the rule; those that are not in the fit are 0."""
    return {key: fitted.weight.get(term, 0.0) for key, term in zip(WEIGHTS, terms, strict=True)}
