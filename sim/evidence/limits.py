"""V4 and V5: limits in which the model's answer is known, and changes that must change nothing."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.stats import norm

from sim.evidence.record import Row, exact
from sim.model.core.noise import Noise
from sim.model.initialize import start
from sim.model.parameters import Params
from sim.model.schedule import advance
from sim.model.setting import Setting
from sim.model.state import Floats, State
from sim.model.votes import rules as votes_rules
from sim.scenario.compile import compile_setting
from sim.scenario.load import load_scenario
from sim.scenario.new import TEMPLATE
from sim.scenario.schema import Actor, ActorChange, FromNegotiation, Scenario, Tie

# Without draws, and with size and prestige such that halves of an actor weigh as much as the whole.
QUIET: Mapping[str, float] = {
    "opinion.noise": 0.0, "ties.rate": 0.0, "ties.initial_trust": 1.0,
    "opinion.prestige_exponent": 1.0,
}  # fmt: skip
TOLERANCE = 1e-12


def ladder_rows() -> list[Row]:
    """Rows of V4 and V5, on the template of a scenario; the baseline is what a broken model would show."""
    return [_median_voter(), _step_vote(), _closed_form(), _no_ties(), _relabeled(), _split(), _mirrored()]


def last_state(scenario: Scenario, **more: float) -> tuple[Setting, State]:
    """The scenario's last month in one quiet run."""
    setting = compile_setting(scenario)
    params, noise = Params.of({**QUIET, **{key.replace("__", "."): v for key, v in more.items()}}), Noise(1, [0])
    state = start(setting, params, noise)
    for _ in range(setting.n_steps):
        state = advance(state, setting, params, noise)
    return setting, state


def _median_voter(n_chambers: int = 500) -> Row:
    rng = np.random.default_rng(1)
    ideal = rng.uniform(-1, 1, (9, n_chambers))
    prob = votes_rules.prob_yea(
        votes_rules.plank_gain(ideal, np.asarray(-1.0), np.asarray(1.0)), np.asarray(1e-9), np.asarray(0.0)
    )
    passes = (prob > 0.5).sum(axis=0) > len(ideal) / 2
    agreed = float(np.mean(passes == (np.median(ideal, axis=0) > 0)))
    mean = float(np.mean(passes == (ideal.mean(axis=0) > 0)))
    what = "nine voters decide as the median voter"
    return Row("V4", what, "always", f"{agreed:.1%}", f"the mean voter: {mean:.1%}", exact(agreed == 1), n_chambers, 1)


def _step_vote() -> Row:
    gain = np.linspace(-1, 1, 201)
    prob = votes_rules.prob_yea(gain, np.asarray(1e-9), np.asarray(0.0))
    error = float(np.abs(prob - np.where(gain > 1e-12, 1.0, np.where(gain < -1e-12, 0.0, 0.5))).max())
    return Row("V4", "no indifference: a step vote", "error 0", f"{error:.0e}", "0.50", exact(error == 0), 201, None)


def _closed_form() -> Row:
    offsets = norm.ppf((np.arange(2001) + 0.5) / 2001)[:, None, None, None]
    gain, spread, tau = np.meshgrid(np.linspace(-1, 1, 9), [0.05, 0.22, 0.6], [0.05, 0.3, 0.45], indexing="ij")
    zero, one = np.asarray(0.0), np.asarray(1.0)
    mean = votes_rules.prob_yea(gain + one * (spread * offsets), tau, zero).mean(axis=0)
    closed = norm.cdf(votes_rules.spread_score(gain, tau, zero, one, spread))
    error = float(np.abs(mean - closed).max())
    without = float(np.abs(mean - norm.cdf(gain / (1.702 * tau))).max())
    what = "a bloc's yes share in closed form"
    baseline = f"without spread of members {without:.3f}"
    return Row(
        "V4", what, "error < .01", f"{error:.4f}", baseline, "inside" if error < 0.01 else "miss", mean.size, None
    )


def _no_ties() -> Row:
    scenario = load_scenario(TEMPLATE).model_copy(update={"ties": [], "events": {}})
    setting, state = last_state(scenario)
    moved = float(np.abs(state.position[..., 0] - setting.position).max())
    tied = load_scenario(TEMPLATE).model_copy(update={"events": {}})
    baseline = f"with ties {float(np.abs(last_state(tied)[1].position[..., 0] - setting.position).max()):.3f}"
    return Row("V4", "without ties nobody moves", "0", f"{moved:.0e}", baseline, exact(moved == 0), 1, 1)


def _relabeled() -> Row:
    scenario = load_scenario(TEMPLATE)
    other = scenario.model_copy(update={"actors": dict(reversed(scenario.actors.items()))})
    return _same("actors in another order", scenario, other, sign=1.0)


def _split() -> Row:
    scenario = load_scenario(TEMPLATE)
    name = "dock_union"
    half = scenario.actors[name].model_copy(update={"size": scenario.actors[name].size / 2})
    actors: dict[str, Actor] = {**scenario.actors, name: half, "twin": half.model_copy(update={"id": "twin"})}
    ties = [*scenario.ties, Tie(actor=name, partner="twin", type="alliance", source="assumed")]
    for tie in scenario.ties:
        if name in (tie.actor, tie.partner):
            ends = {"actor": tie.actor, "partner": tie.partner}
            swapped = {end: "twin" if who == name else who for end, who in ends.items()}
            ties.append(tie.model_copy(update=swapped))
    return _same(
        "an actor split into two halves", scenario, scenario.model_copy(update={"actors": actors, "ties": ties})
    )


def _turn(value: float | FromNegotiation) -> float | FromNegotiation:
    """A position seen from the other pole; one that talks will set stays with them."""
    return value if isinstance(value, FromNegotiation) else -value


def _mirrored() -> Row:
    scenario = load_scenario(TEMPLATE)
    actors = {
        name: actor.model_copy(update={"positions": {k: -x for k, x in actor.positions.items()}})
        for name, actor in scenario.actors.items()
    }
    decisions = {
        name: decision.model_copy(
            update={
                "proposal": {
                    k: plank.model_copy(
                        update={"status_quo": _turn(plank.status_quo), "proposed": _turn(plank.proposed)}
                    )
                    for k, plank in decision.proposal.items()
                }
            }
        )
        for name, decision in scenario.decisions.items()
    }
    events = {
        name: event.model_copy(update={"changes": [_turned(change) for change in event.changes]})
        for name, event in scenario.events.items()
    }
    other = scenario.model_copy(update={"actors": actors, "decisions": decisions, "events": events})
    return _same("the scale turned round", scenario, other, sign=-1.0)


def _turned(change: object) -> object:
    if isinstance(change, ActorChange) and change.field in ("position", "anchor"):
        return change.model_copy(update={"value": -change.value})
    return change


def _same(what: str, scenario: Scenario, other: Scenario, sign: float = 1.0) -> Row:
    """Largest difference of convictions, pressure and votes between two scenarios that must agree."""
    (setting, state), (setting_too, state_too) = last_state(scenario), last_state(other)
    rows = [setting_too.actors.index(name) for name in setting.actors]
    gaps = [
        _gap(state.position, sign * state_too.position[:, rows]),
        _gap(state.pressure, sign * state_too.pressure),
        _gap(state.yeas.astype(float), state_too.yeas.astype(float)),
    ]
    moved = float(np.abs(state.position[..., 0] - setting.position).max())
    target, baseline = f"difference < {TOLERANCE:.0e}", f"largest move in the run {moved:.3f}"
    return Row("V5", what, target, f"{max(gaps):.0e}", baseline, exact(max(gaps) < TOLERANCE), 1, 1)


def _gap(one: Floats, other: Floats) -> float:
    return float(np.abs(one - other).max())
