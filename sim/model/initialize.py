"""Before the first step: the coded state, and the readiness to ally that keeps the documented density."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model import formulas
from sim.model.channels import Channel
from sim.model.core import influence, links, network
from sim.model.core.noise import Noise
from sim.model.councils import process as councils
from sim.model.councils.setting import CouncilSetting
from sim.model.councils.state import Seats
from sim.model.courtship import process as courtship
from sim.model.courtship.setting import CourtshipSetting
from sim.model.courtship.state import Courted
from sim.model.events import happen
from sim.model.parameters import Params
from sim.model.precedents import process as precedents
from sim.model.precedents.setting import PrecedentSetting
from sim.model.precedents.state import Offers
from sim.model.programs import coordination as desks
from sim.model.programs import process as programs
from sim.model.programs.setting import DeskSetting, ProgramSetting
from sim.model.programs.state import Sites, Waits
from sim.model.setting import Setting
from sim.model.state import Block, Counts, Flags, Floats, State
from sim.model.ties import appeal, rules
from sim.model.ties.alliances import may_ally

BLOCKS: tuple[type[Block], ...] = (Courted, Seats, Sites, Offers, Waits)  # in the order of a step


@dataclass(frozen=True)
class Deletions:
    """What some runs do without, so that what it contributes can be told."""

    actors: Flags  # (actor, run) who never enter
    ties: Flags  # (edge, run) never open


def start(
    setting: Setting,
    params: Params,
    noise: Noise,
    jitter: tuple[float, float] = (0.0, 0.0),
    without: Deletions | None = None,
) -> State:
    """The state of a batch of runs before step 0, with the calendar of step 0 applied.

    Parameters
    ----------
    jitter : coding error: positions, and saliences, move by up to this much either way, evenly [0-1]
    without : what is deleted, after readiness to ally was found with it: the others stay who they were
    """
    n_runs = len(noise.replicates)
    openness = _spread(setting.venues.openness, n_runs)
    position = _coded(setting.position, n_runs, -1.0, jitter[0], noise, Channel.CODED_POSITION)
    salience = _coded(setting.salience, n_runs, 0.0, jitter[1], noise, Channel.CODED_SALIENCE)
    state = State(
        step=0,
        position=position,
        anchor=position,
        policy=position,
        salience=salience,
        base_salience=salience,
        capability=_spread(setting.capability, n_runs),
        rhetoric=_spread(setting.rhetoric, n_runs),
        contact_intercept=np.zeros(n_runs),
        alliance_intercept=np.zeros(n_runs),
        openness=openness,
        openness_now=openness,
        adopted=_adopted(setting, n_runs),
        blocks={},
        **_unmoved(setting, n_runs),
        **_undecided(setting, n_runs),
    )
    state = state.replace(*_blocks(state, setting, params, noise))
    # Readiness to ally belongs to people, not to barriers: a variant that closes borders must not change it.
    unbarred = dataclasses.replace(setting, barriers=())
    state = happen(state, unbarred, params)
    kinds, kind = params.kinds() if not any(jitter) else (np.arange(n_runs), np.arange(n_runs))  # others begin alike
    contact, alliance = _intercepts(state.of_runs(kinds), unbarred, params.of_runs(kinds))
    state = state.replace(contact_intercept=contact[kind], alliance_intercept=alliance[kind])
    if without is not None:
        state = state.replace(is_deleted=without.actors, is_severed=without.ties)
    return happen(state, setting, params)


def _blocks(state: State, setting: Setting, params: Params, noise: Noise) -> list[Block]:
    """What the optional mechanisms that the case has begin with."""
    found: list[Block] = []
    if courting := setting.get(CourtshipSetting):
        found.append(courtship.begin(state, courting))
    if serving := setting.get(CouncilSetting):
        found.append(councils.begin(setting, serving, params, noise))
    if looking := setting.get(PrecedentSetting):
        found.append(precedents.begin(looking, setting, state.n_runs))
    if delivering := setting.get(ProgramSetting):
        found.append(programs.begin(delivering, state.n_runs))
    if waiting := setting.get(DeskSetting):
        found.append(desks.begin(waiting, state.n_runs))
    return found


def _intercepts(state: State, setting: Setting, params: Params) -> tuple[Floats, Floats]:
    """The readiness for contacts and for alliances that keeps the file's density of each, barriers apart, (run,) both.

    In the long run two who may ally are allied in a share logistic(intercept + appeal + log c) of the time if they are
    in contact in a share c of the time in which they are not: it takes a contact to begin. Alliances that do not lapse,
    and those with opponents, which do not begin, are no part of it.
    """
    shape, edges = state.contact.shape, setting.edges
    every = links.links(np.ones(shape, dtype=bool), edges)
    counted = links.can_meet(every, state, setting)
    is_introduced = appeal.introduced(every, state, setting, params)
    speaks = appeal.of_contacts(every, state, setting, params)
    speaks = rules.introduced_appeal(speaks, is_introduced, every.per_run(params.ties.broker))
    held = np.count_nonzero(state.contact & counted.reshape(shape), axis=0)
    contact = _keeping(held, speaks.reshape(shape), counted.reshape(shape))
    listens = formulas.logistic(every.per_run(contact) + speaks)
    agreement = influence.agreement_of(every, state)
    either = rules.contact_either_way(listens, listens.take(every.back(edges, state.n_runs)))
    speaks = appeal.of_alliances(every, agreement, state, setting, params) + np.log(either)
    counted &= (every.source < every.target) & ~every.per_edge(setting.is_bound(state.step))
    may = counted & may_ally(every, agreement, state, setting, params)
    held = np.count_nonzero(state.allied & counted.reshape(shape), axis=0)
    return contact, _keeping(held, speaks.reshape(shape), may.reshape(shape))


def _keeping(held: Counts, speaks: Floats, counted: Flags) -> Floats:
    """The readiness at which as many are expected as are held in the first month, (run,).

    Parameters
    ----------
    held : (run,) how many
    speaks, counted : (edge, run)
    """
    n_counted = np.maximum(np.count_nonzero(counted, axis=0), 1)
    density = np.minimum(np.maximum(held / n_counted, 0.5 / n_counted), 1.0 - 0.5 / n_counted)
    return readiness(density, speaks, counted)


def readiness(density: Floats, appeal: Floats, counted: Flags) -> Floats:
    """The intercept at which appeals make for a density among the counted ties, (run,).

    Parameters
    ----------
    density : (run,) inside (0, 1)
    appeal, counted : (edge, run)
    """

    def expected(intercept: Floats) -> tuple[Floats, Floats]:
        prob = formulas.logistic(intercept + appeal)
        return influence.mean_where(prob, counted), influence.mean_where(prob * (1.0 - prob), counted)

    return network.solve_intercept(density, expected)


def _unmoved(setting: Setting, n_runs: int) -> dict[str, NDArray[Any]]:
    """What nobody has done yet, by actor, edge, pair, venue and country."""
    n_issues, n_actors, n_edges = len(setting.issues), setting.n_actors, len(setting.edges)
    pairs, venues = (n_issues, len(setting.pairs), n_runs), (n_issues, len(setting.venues.ids), n_runs)
    countries, blocs = (n_issues, len(setting.countries), n_runs), (setting.n_blocs, n_runs)
    zeros: dict[str, tuple[int, ...]] = {
        "trust": (n_edges, n_runs), "stigma": (n_actors, n_runs), "progress": (n_actors, n_runs),
        "push_reference": (n_actors, n_runs), "legitimacy": (n_actors, n_runs), "effort": pairs, "pressure": venues,
        "pressure_reference": venues, "built": blocs, "built_reference": blocs, "external": venues,
        "attention": countries, "shock": countries,
    }  # fmt: skip
    flags = {
        "is_deleted": (n_actors, n_runs),
        "is_severed": (n_edges, n_runs),
        "contact": (n_edges, n_runs),
        "allied": (n_edges, n_runs),
    }
    return {
        **{name: np.zeros(shape) for name, shape in zeros.items()},
        **{name: np.zeros(shape, dtype=bool) for name, shape in flags.items()},
        "is_active": np.ones((n_actors, n_runs), dtype=bool),
        "tactic": np.zeros(pairs, dtype=np.int8),
        "impact": np.ones(pairs),
        "voice": np.ones((n_actors, n_runs)),
    }


def _undecided(setting: Setting, n_runs: int) -> dict[str, NDArray[Any]]:
    """What is known of decisions before any is taken, by bloc, decision and provision."""
    n_blocs, n_decisions = (setting.n_blocs, n_runs), (len(setting.decisions), n_runs)
    counts = {name: np.zeros(n_blocs, dtype=np.int64) for name in ("yeas", "seats")}
    names = ("is_decided", "is_blocked", "is_passed", "is_repealed")
    flags = {name: np.zeros(n_decisions, dtype=bool) for name in names}
    provision = np.zeros((setting.n_provisions, n_runs), dtype=np.int64)
    return {**counts, **flags, "forecast": np.zeros(n_decisions), "provision": provision}


def _adopted(setting: Setting, n_runs: int) -> Floats:
    """How far each idea has been taken up before the first step, (idea, actor, run)."""
    adopted = np.zeros((len(setting.ideas), setting.n_actors, n_runs))
    for idea in setting.ideas:
        adopted[idea.row, idea.adopters] = idea.adopted_at_start[:, None]
    return adopted


def _spread(coded: Floats, n_runs: int) -> Floats:
    return np.repeat(coded[..., None], n_runs, axis=-1)


def _coded(coded: Floats, n_runs: int, least: float, jitter: float, noise: Noise, channel: Channel) -> Floats:
    values = _spread(coded, n_runs)
    if jitter > 0.0:
        error = 2.0 * noise.once(*channel(), coded.size).reshape(values.shape) - 1.0
        values = np.minimum(1.0, np.maximum(least, values + jitter * error))
    return values
