"""Process 10, deliver: programs open sites where partners are found, and their success builds social capital."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.channels import Channel
from sim.model.core import allies, tally
from sim.model.core.noise import Noise
from sim.model.programs import rules
from sim.model.programs.parameters import Numbers
from sim.model.programs.setting import Program, ProgramSetting
from sim.model.programs.state import Sites
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, State


def begin(own: ProgramSetting, n_runs: int) -> Sites:
    """No site is open, and nobody has earned any social capital."""
    sites = (own.axes["site"], n_runs)
    return Sites(
        site_open=np.zeros(sites, dtype=bool),
        success=np.zeros(sites),
        partner_funds=np.zeros(sites),
        capital=np.zeros((own.axes["bond"], n_runs)),
    )


def deliver(state: State, setting: Setting, params: Numbers, noise: Noise) -> State:
    """Treat the programs in the order of the file, all with the social capital that they find.

    Every site has a draw of its own each month, used or not, so that a variant that opens one changes no other.
    """
    own = setting.get(ProgramSetting)
    if own is None:
        return state
    sites = state.block(Sites)
    site_open = np.zeros_like(sites.site_open)
    success, funds = np.zeros_like(sites.success), np.zeros_like(sites.partner_funds)
    for program in own.programs:
        draws = noise.block(*Channel.PROGRAM(program.id), state.step, (len(program.places),))
        if not program.since <= state.step < program.until:
            continue
        means = _means(program, state, setting)
        rows = program.rows
        site_open[rows] = _open(program, means, draws, state, setting, params)
        funds[rows] = _funds(program, means, state, params) * site_open[rows]
        success[rows] = _delivered(program, means, funds[rows], state, setting, params) * site_open[rows]
    capital = _capital(success, sites.capital, own, setting, params)
    return state.replace(sites.replace(site_open=site_open, success=success, partner_funds=funds, capital=capital))


@dataclass(frozen=True)
class Means:
    """What a program can count on in a month, (run,)."""

    is_hosted: Flags  # its host is active
    is_funded: Flags  # so is one of its funders
    alliance: Floats  # share of its possible partners that are allied with the host [0, 1]


def _means(program: Program, state: State, setting: Setting) -> Means:
    return Means(
        state.is_active[program.host],
        np.logical_or.reduce(state.is_active[program.funders], axis=0),
        _backing(program.host, program.partners, state, setting),
    )


def _backing(host: int, others: np.ndarray, state: State, setting: Setting) -> Floats:
    """Share by size of some active actors that are allied with a host, (run,)."""
    held = allies.allied(state.allied, setting.edges, host, others)
    return allies.share_of(held, state.is_active[others], setting.size[others])


def _open(program: Program, means: Means, draws: Floats, state: State, setting: Setting, params: Numbers) -> Flags:
    """Sites that are open after this month, (site, run)."""
    numbers, sites = params.programs, state.block(Sites)
    is_open = sites.site_open[program.rows]
    if state.step == max(program.since, 0):
        is_open = is_open | (program.is_pilot[:, None] & means.is_funded)
    capital = sites.capital[program.bond]
    ratio = _matched(np.ones(()), capital, params)
    may = rules.may_open(means.alliance, means.is_funded, program.is_matched, ratio)
    prob = rules.prob_site(means.alliance, capital, numbers.partner_rate, setting.dt)
    return (is_open | (may & (draws < prob))) & means.is_hosted


def _matched(seed: Floats, capital: Floats, params: Numbers) -> Floats:
    numbers = params.programs
    return rules.matched_funds(
        seed,
        capital,
        match_scale=numbers.match_scale,
        seed_exponent=numbers.seed_exponent,
        capital_exponent=numbers.capital_exponent,
    )


def _funds(program: Program, means: Means, state: State, params: Numbers) -> Floats:
    """What partners add at each site, were it open, (site, run) [100,000 USD a year]."""
    added = _matched(np.asarray(program.seed), state.block(Sites).capital[program.bond], params)
    return added * (program.is_matched & means.is_funded & (means.alliance > 0.0))


def _delivered(
    program: Program, means: Means, funds: Floats, state: State, setting: Setting, params: Numbers
) -> Floats:
    """Share of what each site could deliver, were it open, (site, run)."""
    academic = np.ones(state.n_runs)
    if program.academics is not None:
        academic = _backing(program.host, program.academics, state, setting)
    return rules.delivered_share(
        np.where(means.is_funded, program.seed, 0.0),
        funds,
        program.need,
        academic,
        program.is_measured,
        params.programs.support_loss,
    )


def _capital(success: Floats, capital: Floats, own: ProgramSetting, setting: Setting, params: Numbers) -> Floats:
    """Social capital after this month's success, (bond, run)."""
    numbers, n_bonds, n_hosts = params.programs, own.axes["bond"], own.axes["host"]
    bond = np.concatenate([program.bond for program in own.programs])
    here = tally.sum_by(success, bond, n_bonds)
    whole = tally.sum_by(here, own.bond_host, n_hosts)
    n_places = np.bincount(own.bond_host, minlength=n_hosts)
    elsewhere = (whole / n_places[:, None])[own.bond_host]
    return rules.build_capital(
        capital, here, elsewhere, numbers.learning, numbers.spillover, numbers.capital_loss, setting.dt
    )
