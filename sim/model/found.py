"""Before the first step: who could sit in councils, who is skeptical, how long cases wait."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model.core import choice
from sim.model.core.noise import Noise
from sim.model.councils import rules as councils_rules
from sim.model.courtship import rules as courtship_rules
from sim.model.institutions import Council
from sim.model.parameters import Params
from sim.model.setting import Setting
from sim.model.state import State


def found_all(state: State, setting: Setting, params: Params, noise: Noise) -> State:
    """Draw what is fixed for a run, and fill in what holds before anything has happened."""
    state = meet_skeptics(state, setting, params, noise)
    state = call_candidates(state, setting, params, noise)
    return open_desks(state, setting)


def open_desks(state: State, setting: Setting) -> State:
    """Cases wait as long as under the coded load; nothing is decided locally yet."""
    desks = setting.institutions.desks
    if not desks:
        return state
    central, local = (
        np.repeat(np.array([[value] for value in values]), state.n_runs, axis=1)
        for values in ([desk.central_years for desk in desks], [desk.local_years for desk in desks])
    )
    return state.replace(wait_central=central, wait_local=local)


def call_candidates(state: State, setting: Setting, params: Params, noise: Noise) -> State:
    """Draw who could serve on each council: of which group, how strong at home, with which theme."""
    councils = setting.institutions.councils
    if not councils:
        return state
    found = [_candidates(council, setting, params, noise) for council in councils]
    return state.replace(**{name: np.concatenate([each[name] for each in found]) for name in found[0]})


def _candidates(council: Council, setting: Setting, params: Params, noise: Noise) -> dict[str, NDArray[Any]]:
    """Candidates of a council by field of the State, (candidate, run) each."""
    n, numbers = len(council.place), params.councils
    is_first = noise.once(f"council.{council.id}.generation", "uniform", n) < council.first_generation
    is_insider = noise.once(f"council.{council.id}.insider", "uniform", n) < council.insiders[council.place, None]
    luck = noise.once(f"council.{council.id}.theme", "uniform", n)
    return {
        "is_first": is_first,
        "is_insider": is_insider,
        "strength": noise.once(f"council.{council.id}.strength", "normal", n),
        "theme": choice.picked(setting.salience[:, council.groups], council.group_of(is_first, is_insider), luck),
        "wear": councils_rules.worn(np.zeros(()), is_first, numbers.election_wear, numbers.established_wear),
    }


def meet_skeptics(state: State, setting: Setting, params: Params, noise: Noise) -> State:
    """Who thinks little of a patron's model is skeptical of its courtship from the start, some more, some less."""
    courtships = setting.institutions.courtships
    if not courtships:
        return state
    skepticism = np.empty_like(state.skepticism)
    for courtship in courtships:
        luck = noise.once(f"skepticism.{courtship.id}", "uniform", setting.n_actors)
        skepticism[courtship.row] = courtship_rules.first_skepticism(
            state.position[courtship.skeptic_issue], luck, params.courtship.skepticism_certainty
        )
    return state.replace(skepticism=skepticism)
