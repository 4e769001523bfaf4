"""Does every term of the model vanish exactly at its off value, and matter at its default?"""

from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
from off_councils import COUNCIL_EFFECTS
from off_programs import PROGRAM_EFFECTS
from worlds import ARRAYS, COURTED, history, largest_gap, toy

from sim.agenda import DecidingRule
from sim.core import links
from sim.core.noise import Noise
from sim.params import Params, table
from sim.processes import ballot
from sim.processes.ally import ally, appeals
from sim.processes.backlash import backlash
from sim.processes.court import lent_legitimacy
from sim.processes.decide import decide
from sim.processes.happen import happen
from sim.processes.mobilize import mobilize
from sim.processes.negotiate import negotiate
from sim.processes.pay import paid_members
from sim.processes.press import press
from sim.processes.propagate import propagate
from sim.processes.take_up import take_up
from sim.scenario.compile import compile_setting
from sim.schedule import start

SCENARIO = toy(0)
SETTING = compile_setting(SCENARIO)
LIVELY = {"alliance.rate": 1.0, "influence.noise": 0.1, "attention.venue_slope": 30.0}
RUNS = range(8)


class OtherLuck(Noise):
    """Draws as usual, but those of the channels that begin with `other` come from another seed."""

    def __init__(self, other, replicates=RUNS):
        super().__init__(1, replicates)
        self.other, self.luck = other, Noise(2, replicates)

    def block(self, channel, *rest):
        return self.luck.block(channel, *rest) if channel.startswith(self.other) else super().block(channel, *rest)

    def once(self, channel, *rest):
        return self.luck.once(channel, *rest) if channel.startswith(self.other) else super().once(channel, *rest)


def run(setting=SETTING, noise=None, **numbers):
    """A history of some runs; numbers are given as `alliance__rate=0`."""
    at = {key.replace("__", "."): v for key, v in numbers.items()}
    if setting is SETTING and noise is None:
        return _toy_run(tuple(sorted((key, v) for key, v in at.items() if v != table()[key].default)))
    return history(setting, at, noise, RUNS)


@cache
def _toy_run(numbers):
    """The toy at some numbers that are not the default, run once for all that ask for it."""
    return history(SETTING, dict(numbers), replicates=RUNS)


def documented(setting=SETTING):
    """What a run would be if nothing happened but the dated events of its calendar."""
    params = Params.of(n_runs=len(RUNS))
    states = [start(setting, params, Noise(1, RUNS))]
    for _ in range(setting.n_steps):
        state = happen(states[-1], setting, params)
        states.append(state.replace(step=state.step + 1))
    return states


def with_decisions(change):
    """The setting with every decision changed."""
    return replace(SETTING, decisions=tuple(change(decision) for decision in SETTING.decisions))


def with_blocs(rule="majority", **changes):
    """The setting with all blocs changed, or with governing and other blocs exchanged; votes are free."""

    def of(bloc):
        return replace(bloc, is_governing=not bloc.is_governing) if changes.get("swap") else replace(bloc, **changes)

    return with_decisions(lambda d: replace(d, rule=DecidingRule(rule), blocs=tuple(of(b) for b in d.blocs)))


# What a term does, as a number: the largest difference that its input makes. At the off value it must be exactly 0.


def all_appeals(state, setting, params):
    """What speaks for every potential tie, (edge, run)."""
    every = links.links(np.ones_like(state.tie), SETTING.edges)
    return appeals(every, state, setting, params).reshape(state.tie.shape)


def effect_of_appeal(key, value, **changes):
    """How much a change of the state, or of the setting, moves what speaks for ties."""
    state = history(SETTING, LIVELY | {"stigma.rate": 0.0})[6]
    setting = changes.pop("setting", SETTING)
    params = Params.of({key: value})
    return np.abs(all_appeals(state.replace(**changes), setting, params) - all_appeals(state, SETTING, params)).max()


def effect_of_similarity(value):
    spread = np.zeros((3, 1, 1)) + np.linspace(-1, 1, SETTING.n_actors)[:, None]
    return effect_of_appeal("alliance.similarity", value, position=spread)


def effect_of_trust(value):
    return effect_of_appeal("alliance.trust", value, trust=np.linspace(0, 1, len(SETTING.edges))[:, None])


def effect_of_forums(value):
    return effect_of_appeal("alliance.forum", value, setting=replace(SETTING, forums=()))


def effect_of_prestige(value):
    return effect_of_appeal("alliance.prestige", value, capability=np.linspace(1, 5, SETTING.n_actors)[:, None])


def edge(source, target):
    return np.flatnonzero((SETTING.edges.source == source) & (SETTING.edges.target == target))


def effect_of_reciprocity(value):
    """Being held by another: it changes no share of common allies on the edge back."""
    tie = np.zeros((len(SETTING.edges), 1), dtype=bool)
    before = history(SETTING)[0].replace(tie=tie)
    tie = tie.copy()
    tie[edge(0, 1)] = True
    params = Params.of({"alliance.reciprocity": value})
    moved = all_appeals(before.replace(tie=tie), SETTING, params) - all_appeals(before, SETTING, params)
    return np.abs(moved[edge(1, 0)]).max()


def effect_of_closure(value):
    """Sharing an ally: it changes nothing between the two but the share of common allies."""
    tie = np.zeros((len(SETTING.edges), 1), dtype=bool)
    before = history(SETTING)[0].replace(tie=tie)
    tie = tie.copy()
    tie[edge(0, 2)] = tie[edge(1, 2)] = True
    params = Params.of({"alliance.closure": value})
    moved = all_appeals(before.replace(tie=tie), SETTING, params) - all_appeals(before, SETTING, params)
    return np.abs(moved[edge(0, 1)]).max()


def effect_of_cost(value):
    flipped = replace(SETTING.edges, crosses_border=~SETTING.edges.crosses_border)
    return effect_of_appeal("alliance.cost", value, setting=replace(SETTING, edges=flipped))


def effect_of_saving(value):
    """Twenty years of cheap communication on ties that cross no border."""
    later = replace(SETTING, start_year=SETTING.start_year + 20, forums=())
    setting, state = replace(SETTING, forums=()), history(SETTING)[0]
    params = Params.of({"alliance.ict_saving": value})
    moved = all_appeals(state, later, params) - all_appeals(state, setting, params)
    return np.abs(moved[~SETTING.edges.crosses_border]).max()


def effect_of_trust_gain(value):
    """Success of everyone in the month before, on the trust between allies."""
    state = run(**{"alliance.rate": 1.0})[3]
    params = Params.of({"alliance.trust_gain": value}, len(RUNS))
    one, other = (
        ally(state.replace(progress=np.full(state.progress.shape, won), step=0), SETTING, params, Noise(1, RUNS), {})
        for won in (0.0, 1.0)
    )
    return largest_gap([one], [other], ["trust"])


def effect_of_trust_loss(value):
    """How far any trust ever falls."""
    states = run(**{"alliance.rate": 1.0, "alliance.trust_loss": value})
    return -min(0.0, *(float((b.trust - a.trust).min()) for a, b in pairwise(states)))


def effect_of_initial_trust(value):
    """How far trust gets where no success adds to it."""
    states = run(**{"alliance.rate": 1.0, "alliance.initial_trust": value, "alliance.trust_gain": 0.0})
    return max(float(state.trust.max()) for state in states)


def effect_of_prestige_on_opinion(value):
    """Capability of the heard, on convictions a step later."""
    state = run(**LIVELY)[6].replace(step=0)
    params = Params.of({"influence.prestige_exponent": value}, len(RUNS))
    strong = state.replace(capability=np.linspace(1, 5, SETTING.n_actors)[:, None] + np.zeros(len(RUNS)))
    moved = [propagate(s, SETTING, params, Noise(1, RUNS)) for s in (state, strong)]
    return largest_gap(moved[:1], moved[1:], ["position"])


def effect_of_venue_cost(value):
    """Places of some worth that get nothing."""
    state, pairs = run()[6], SETTING.pairs
    params = Params.of({"attention.venue_cost": value}, len(RUNS))
    gap = state.position[:, pairs.actor] - np.where(pairs.is_medium[:, None], 0.0, state.position[:, pairs.organ])
    worth = state.openness[:, pairs.venue] * np.abs(gap) * pairs.access[:, None]
    return np.count_nonzero((worth > 0.0) & (mobilize(state, SETTING, params, {}).effort == 0.0))


def effect_of_lobbying(value):
    """Effort on votes, where it reaches neither saliences nor trust, policies nor convictions."""
    ways = ("attention.media_weight", "alliance.trust_gain", "policy.rate", "uptake.memory_gain")
    closed = {**dict.fromkeys(ways, 0.0), "vote.external_weight": 0.0, "vote.lobby_weight": value}
    with_effort, without = run(**closed), run(**closed, **{"attention.venue_slope": 0.0})
    assert largest_gap(with_effort, without, ["effort"]) > 0.0
    return largest_gap(with_effort, without, ["yeas"])


def effect_of_distance(value):
    """Other weights of the issues in distances, on everything, where ties do not look at them."""
    numbers = {"influence.confidence_radius": value, "alliance.similarity": 0.0}
    other = replace(SETTING, tier_weight=SETTING.tier_weight[::-1].copy())
    return largest_gap(run(**numbers), run(other, **numbers))


def effect_of_pending(value):
    """A vote to come on where effort goes, where it gives its chamber no hold on another country."""

    def effort(pending_from):
        setting = with_decisions(lambda d: replace(d, pending_from=pending_from, binds=d.binds[:0]))
        return mobilize(run()[6], setting, Params.of({"attention.pivotality": value}, len(RUNS)), {})

    return largest_gap([effort(0)], [effort(SETTING.n_steps)], ["effort"])


def effect_of_devil_shift(value):
    """Being an opponent, where nobody stands between: on everything."""
    numbers = {"influence.devil_shift": value, "influence.broker_bonus": 0.0}
    return largest_gap(run(**numbers), run(**numbers, **{"influence.opponent_from": 1.0}))


def effect_of_brokers(value):
    """Brokers on what speaks for ties, where these look at no other tie, and on who is heard without a devil shift."""
    spread = np.zeros((3, 1, 1)) + np.linspace(-0.8, 0.8, SETTING.n_actors)[:, None]
    alone = history(SETTING)[0].replace(position=spread, tie=np.zeros((len(SETTING.edges), 1), dtype=bool))
    among = alone.replace(tie=~alone.tie)
    at, unseen = {"influence.broker_bonus": value}, {"alliance.closure": 0.0, "alliance.reciprocity": 0.0}
    appeal = [all_appeals(state, SETTING, Params.of(at | unseen)) for state in (alone, among)]
    at |= {"influence.devil_shift": 0.0}
    moved = [
        propagate(among, SETTING, Params.of(at | {"influence.opponent_from": since}), Noise(1, [0]))
        for since in (0.4, 1.0)
    ]
    seen, heard = np.abs(appeal[0] - appeal[1]).max(), largest_gap(moved[:1], moved[1:], ["position"])
    assert (seen > 0.0) == (heard > 0.0)
    return max(seen, heard)


def effect_of_openings(value):
    """How far doors open beyond what is coded."""
    return max(float(np.abs(s.openness_now - s.openness).max()) for s in run(attention__image_weight=value))


def effect_of_tactic(key):
    """The most that a tactic adds to a unit of effort, where no other is known."""
    unknown = dict.fromkeys([name for name in table() if name.startswith("tactics.")], 0.0)
    return lambda value: max(float(s.impact.max()) for s in run(**unknown | {key: value})) - 1.0


def effect_of_stigma(key):
    """Being branded, on everything but the brand, where only this term looks at it."""
    others = dict.fromkeys({"alliance.stigma", "boomerang.stigma_cost", "stigma.legitimacy_loss"} - {key}, 0.0)
    fields = [name for name in ARRAYS if name != "stigma"]

    def effect(value):
        at = others | {key: value}
        return largest_gap(run(**at, **{"stigma.rate": 0.5}), run(**at, **{"stigma.rate": 0.0}), fields)

    return effect


def effect_of_rhetoric(key, **changes):
    """Other governments, or other doors, on stigma a step later."""
    state, setting = run(**LIVELY)[6], replace(SETTING, **{k: v for k, v in changes.items() if k == "stake"})
    doors = {k: v + np.zeros_like(state.openness_now) for k, v in changes.items() if k == "openness_now"}

    def effect(value):
        params = Params.of({key: value}, len(RUNS))
        return largest_gap(
            [backlash(state, SETTING, params)], [backlash(state.replace(**doors), setting, params)], ["stigma"]
        )

    return effect


def effect_of_fading(value):
    """How far full stigma falls where nobody brands."""
    params = Params.of({"stigma.rate": 0.0, "stigma.fade": value}, len(RUNS))
    state = run()[6]
    return 1.0 - float(backlash(state.replace(stigma=np.ones_like(state.stigma)), SETTING, params).stigma.min())


def effect_of_return(value):
    """How far policies that are no convictions move by themselves."""
    params, organs = Params.of({"policy.rate": 0.0, "policy.return_rate": value}, len(RUNS)), SETTING.venues.organs
    state = run()[6]
    state = state.replace(policy=np.where(state.position > 0.0, -0.5, 0.5))
    return np.abs(press(state, SETTING, params).policy - state.policy)[:, organs].max()


def effect_of_pressure_from_abroad(key):
    """The most that presses a government from abroad, where nothing else does."""
    others = dict.fromkeys({"policy.direct_action", "policy.coercion", "policy.backlash"} - {key}, 0.0)
    return lambda value: max(float(np.abs(s.external).max()) for s in run(**others | {key: value}))


def effect_of_external_cost(value):
    """What is felt from abroad, on the forecast of a vote that is due."""
    state, params = run()[SETTING.decisions[5].step], Params.of({"vote.external_weight": value}, len(RUNS))
    calm, pressed = (
        decide(state.replace(external=np.full_like(state.external, level)), SETTING, params, Noise(1, RUNS))
        for level in (0.0, 1.0)
    )
    return largest_gap([calm], [pressed], ["forecast"])


def effect_of_cushion(value):
    """Votes bought for a bill that is a little above what it needs."""
    decision, state, params = SETTING.decisions[0], run()[6], Params.of({"bargain.cushion": value}, len(RUNS))
    members = sum(bloc.members for bloc in decision.blocs)
    likely = np.full((members, len(RUNS)), (members // 2 + 3.0) / members)
    rich = replace(decision, sponsor=replace(decision.sponsor, budget=100.0))
    return np.count_nonzero(paid_members(rich, ballot.proposal_of(rich, state, params), likely, state, params))


def effect_of_table_cost(value):
    """Issues left off though to consult on them gains the proposer a little, and nobody else has a say."""
    state, params = run()[6], Params.of({"bargain.table_cost": value}, len(RUNS))
    talks = replace(SETTING.negotiations[0], partners=[], bodies=(), gatekeepers=(), windows=((0, SETTING.n_steps),))
    position = state.position.copy()
    position[:, talks.proposer] = np.array([1.0, -0.75, -0.75])[:, None]
    offered = negotiate(state.replace(position=position), replace(SETTING, negotiations=(talks,)), params, {})
    return np.count_nonzero(offered.treatment == 0)


def one_more(share=0.8, memory=0.0, n_runs=64, **numbers):
    """Who takes the toy's idea up in a month of its window in which some have it, (adopter, run)."""
    idea = SETTING.ideas[0]
    params, noise = Params.of(numbers, n_runs), Noise(1, range(n_runs))
    state = start(replace(SETTING, calendar={}), params, noise)
    holds = np.zeros_like(state.adopted)
    holds[0, idea.adopters[: round(share * len(idea.adopters))]] = 1.0
    setting = replace(SETTING, ideas=(replace(idea, windows=((0, 1),), widths=(1.0,)),))
    state = state.replace(adopted=holds, memory=np.full_like(state.memory, memory))
    return (take_up(state, setting, params, noise).adopted > holds)[0, idea.adopters]


def effect_of_base_hazard(value):
    """How many take the idea up where most have it."""
    return np.count_nonzero(one_more(**{"uptake.base_hazard": value}))


def effect_of_adoption(value):
    """Whether the last adopter cares how many have the idea."""
    few, many = (one_more(share, **{"uptake.adoption_slope": value, "uptake.base_hazard": 0.5}) for share in (0.2, 0.8))
    return np.count_nonzero(few[-1] != many[-1])


def effect_of_memory(value):
    at = {"uptake.memory_slope": value, "uptake.adoption_slope": 0.0, "uptake.base_hazard": 5.0}
    return np.count_nonzero(one_more(**at) != one_more(memory=20.0, **at))


def effect_of_forgetting(value):
    """How far any memory ever falls."""
    calm = {"attention.venue_slope": 0.0, "uptake.memory_loss": value}
    params = Params.of(calm, len(RUNS))
    state = start(SETTING, params, Noise(1, RUNS)).replace(memory=np.ones((1, len(RUNS))))
    return 1.0 - float(take_up(state, SETTING, params, Noise(1, RUNS)).memory.min())


def differs(key, other, fields=ARRAYS, **numbers):
    """The effect of another setting or other luck, at a value of the parameter."""

    def effect(value):
        at = numbers | {key: value}
        if isinstance(other, str):
            return largest_gap(run(**at), run(noise=OtherLuck(other), **at), fields)
        base = other[1] if isinstance(other, tuple) else SETTING
        changed = other[0] if isinstance(other, tuple) else other
        return largest_gap(run(base, **at), run(changed, **at), fields)

    return effect


def moves(key, field, **numbers):
    """How far the model carries an array away from its documented values."""
    return lambda value: largest_gap(run(**numbers, **{key: value}), documented(), [field])


COURTED_SETTING = compile_setting(toy(0, **COURTED))


def with_courtships(**changes):
    """The courted toy with all its courtships changed."""
    own = COURTED_SETTING.institutions
    return replace(
        COURTED_SETTING,
        institutions=replace(own, courtships=tuple(replace(each, **changes) for each in own.courtships)),
    )


def with_visits(**changes):
    """The courted toy with all its visits changed."""
    own = COURTED_SETTING.institutions
    courtships = tuple(
        replace(each, visits=tuple(replace(visit, **changes) for visit in each.visits)) for each in own.courtships
    )
    return replace(COURTED_SETTING, institutions=replace(own, courtships=courtships))


def effect_of_visits(key):
    """Visits, on everything but the counts of them, where nothing else is brought home from them."""
    others = dict.fromkeys({"courtship.persuasion", "courtship.backfire"} - {key}, 0.0)
    fields = [name for name in ARRAYS if name not in ("guests", "offered")]
    nobody = with_visits(guests=np.zeros(0, dtype=np.intp))
    return differs(key, (nobody, COURTED_SETTING), fields, **others)


def effect_of_threats(value):
    """Shocks on who holds an idea, and on what hangs on it."""
    ideas = tuple(replace(idea, threats=idea.threats[:0]) for idea in COURTED_SETTING.ideas)
    return differs("uptake.abandon_rate", (replace(COURTED_SETTING, ideas=ideas), COURTED_SETTING))(value)


def effect_of_disclosure(value):
    """How far skepticism gets from where it began."""
    states = run(COURTED_SETTING, courtship__disclosure_rate=value)
    return max(float(np.abs(state.skepticism - states[0].skepticism).max()) for state in states)


def effect_of_patronage(value):
    """What a patron lends to those of its party."""
    params, who = Params.of({"courtship.patronage": value}, len(RUNS)), np.arange(SETTING.n_actors)
    everybody = np.ones(len(who), dtype=bool)
    return float(lent_legitimacy(SETTING.actors.index("bank"), who, everybody, run()[3], SETTING, params).max())


FREE = with_blocs()
SETTLED = {"influence.rate": 0.0, "influence.noise": 0.0}
EFFECTS = {
    "influence.rate": moves("influence.rate", "position", **{"influence.noise": 0.0}),
    "influence.noise": differs("influence.noise", "opinion"),
    "influence.susceptibility": differs(
        "influence.susceptibility",
        tuple(compile_setting(toy(0, ideas={}, ties=ties)) for ties in ([], SCENARIO.ties)),
        ["position"],
        **{"alliance.rate": 0.0},
    ),
    "influence.confidence_radius": effect_of_distance,
    "influence.prestige_exponent": effect_of_prestige_on_opinion,
    "influence.coupling": differs("influence.coupling", compile_setting(toy(0, coupling=[]))),
    "influence.devil_shift": effect_of_devil_shift,
    "influence.broker_bonus": effect_of_brokers,
    "alliance.rate": moves("alliance.rate", "tie"),
    "alliance.similarity": effect_of_similarity,
    "alliance.trust": effect_of_trust,
    "alliance.forum": effect_of_forums,
    "alliance.prestige": effect_of_prestige,
    "alliance.reciprocity": effect_of_reciprocity,
    "alliance.closure": effect_of_closure,
    "alliance.cost": effect_of_cost,
    "alliance.ict_saving": effect_of_saving,
    "alliance.initial_trust": effect_of_initial_trust,
    "alliance.trust_gain": effect_of_trust_gain,
    "alliance.trust_loss": effect_of_trust_loss,
    "alliance.stigma": lambda value: effect_of_appeal("alliance.stigma", value, stigma=np.ones((SETTING.n_actors, 1))),
    "attention.rate": moves("attention.rate", "salience"),
    "attention.media_weight": moves("attention.media_weight", "salience"),
    "attention.venue_slope": lambda value: max(float(s.effort.max()) for s in run(attention__venue_slope=value)),
    "attention.venue_cost": effect_of_venue_cost,
    "attention.pivotality": effect_of_pending,
    "attention.shock_size": differs("attention.shock_size", compile_setting(toy(0, shocks={}))),
    "attention.image_weight": effect_of_openings,
    "attention.celebrity_reach": differs(
        "attention.celebrity_reach", replace(SETTING, is_widely_heard=np.zeros(SETTING.n_actors, dtype=bool))
    ),
    **{
        f"tactics.{name}_weight": effect_of_tactic(f"tactics.{name}_weight")
        for name in ("symbolic", "leverage", "accountability")
    },
    "boomerang.abroad_slope": differs(
        "boomerang.abroad_slope", replace(SETTING, way_abroad=np.zeros(SETTING.n_actors))
    ),
    "boomerang.stigma_cost": effect_of_stigma("boomerang.stigma_cost"),
    "policy.rate": moves("policy.rate", "policy", **SETTLED, **{"policy.return_rate": 0.0}),
    "policy.return_rate": effect_of_return,
    "policy.direct_action": effect_of_pressure_from_abroad("policy.direct_action"),
    "policy.coercion": effect_of_pressure_from_abroad("policy.coercion"),
    "policy.backlash": effect_of_pressure_from_abroad("policy.backlash"),
    "stigma.rate": lambda value: max(float(s.stigma.max()) for s in run(stigma__rate=value)),
    "stigma.fade": effect_of_fading,
    "stigma.legitimacy_loss": effect_of_stigma("stigma.legitimacy_loss"),
    "stigma.rhetoric_stake": effect_of_rhetoric("stigma.rhetoric_stake", stake=np.zeros(SETTING.n_actors)),
    "stigma.rhetoric_openness": effect_of_rhetoric("stigma.rhetoric_openness", openness_now=0.0),
    "vote.same_party": differs("vote.same_party", (with_blocs(swap=True), FREE)),
    "vote.endorsement": differs("vote.endorsement", (with_blocs(endorsed=0.0), FREE)),
    "vote.constituency": differs("vote.constituency", (with_blocs(constituency=0.0), FREE)),
    "vote.lobby_weight": effect_of_lobbying,
    "vote.party_shock": differs("vote.party_shock", "party."),
    "vote.external_weight": effect_of_external_cost,
    "bargain.cushion": effect_of_cushion,
    "bargain.table_cost": effect_of_table_cost,
    "uptake.base_hazard": effect_of_base_hazard,
    "uptake.adoption_slope": effect_of_adoption,
    "uptake.memory_slope": effect_of_memory,
    "uptake.memory_gain": moves("uptake.memory_gain", "memory"),
    "uptake.memory_loss": effect_of_forgetting,
    "uptake.anchor_rate": moves("uptake.anchor_rate", "anchor"),
    **COUNCIL_EFFECTS,
    **PROGRAM_EFFECTS,
    "uptake.abandon_rate": effect_of_threats,
    "courtship.persuasion": effect_of_visits("courtship.persuasion"),
    "courtship.backfire": effect_of_visits("courtship.backfire"),
    "courtship.reach_slope": differs("courtship.reach_slope", (with_visits(is_targeted=False), COURTED_SETTING)),
    "courtship.tension_slope": differs(
        "courtship.tension_slope",
        (with_courtships(tension=np.zeros((SETTING.n_steps, len(SETTING.countries)))), COURTED_SETTING),
    ),
    "courtship.skepticism_slope": differs(
        "courtship.skepticism_slope",
        (with_courtships(disclosure=np.zeros(SETTING.n_steps)), COURTED_SETTING),
        ["guests"],
        **{"courtship.persuasion": 0.0, "courtship.backfire": 0.0},
    ),
    "courtship.disclosure_rate": effect_of_disclosure,
    "courtship.patronage": effect_of_patronage,
}


def test_every_parameter_that_can_be_switched_off_is_tested_here():
    assert set(EFFECTS) == {key for key, row in table().items() if row.off is not None}


def test_every_term_vanishes_exactly_at_its_off_value_and_not_at_its_default():
    """What is listed did neither: the effect at the off value, which must be 0, and at the default."""
    found = {key: (effect(table()[key].off), effect(table()[key].default)) for key, effect in EFFECTS.items()}
    assert {key: pair for key, pair in found.items() if pair[0] != 0.0 or not pair[1] > 0.0} == {}
