"""Does every term of the model vanish exactly at its off value, and matter at its default?"""

from dataclasses import fields, replace
from functools import partial

import numpy as np
from assemblies import with_councils
from off_councils import COUNCIL_EFFECTS
from off_programs import PROGRAM_EFFECTS
from side_by_side import RUNS, SIDE_BY_SIDE, all_of
from worlds import AGREED, ARRAYS, COURTED, courted, largest_gap, toy

from sim.model.agenda import DecidingRule
from sim.model.campaigns.choose_venue import mobilize
from sim.model.campaigns.pressure import press
from sim.model.core import influence, links
from sim.model.core.noise import Noise
from sim.model.councils.process import lent_legitimacy
from sim.model.councils.setting import councils_of
from sim.model.courtship.setting import CourtshipSetting, courtships_of
from sim.model.events import happen
from sim.model.ideas.process import take_up
from sim.model.initialize import start
from sim.model.opinion.process import propagate
from sim.model.pairs import Lenders
from sim.model.parameters import Params, table
from sim.model.precedents.process import precedents_of
from sim.model.precedents.setting import PrecedentSetting
from sim.model.precedents.state import Offers
from sim.model.ties import appeal
from sim.model.ties import rules as ties_rules
from sim.model.ties.alliances import ally
from sim.model.ties.stigma import backlash
from sim.model.votes.packages import negotiate
from sim.scenario.compile import compile_setting

SCENARIO = toy(0)
SETTING = compile_setting(SCENARIO)
FIRST = np.array([0])
LIVELY = {"ties.rate": 1.0, "opinion.noise": 0.1, "campaigns.venue_slope": 30.0}


def run(setting=SETTING, other=None, **numbers):
    """A history of some runs; numbers are given as `ties__rate=0`. See `side_by_side` for those not yet made."""
    return SIDE_BY_SIDE.history(setting, {key.replace("__", "."): v for key, v in numbers.items()}, other)


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
        return replace(bloc, own=-bloc.own) if changes.get("swap") else replace(bloc, **changes)

    return with_decisions(lambda d: replace(d, rule=DecidingRule(rule), blocs=tuple(of(b) for b in d.blocs)))


# What a term does, as a number: the largest difference that its input makes. At the off value it must be exactly 0.


def all_appeals(state, setting, params, is_introduced=False):
    """What speaks for every potential contact and for every potential alliance, (2, edge, run)."""
    every = links.links(np.ones_like(state.contact), SETTING.edges)
    agreement, broker = influence.agreement_of(every, state), every.per_run(params.ties.broker)
    contacts = ties_rules.introduced_appeal(appeal.of_contacts(every, state, setting, params), is_introduced, broker)
    alliances = appeal.of_alliances(every, agreement, state, setting, params)
    return np.array([contacts, alliances]).reshape(2, *state.contact.shape)


def effect_of_appeal(key, value, kinds=(0, 1), **changes):
    """How much a change of the state, or of the setting, moves what speaks for contacts and for alliances."""
    state = run(**LIVELY, **{"ties.stigma_rate": 0.0})[6].of_runs(FIRST)
    setting = changes.pop("setting", SETTING)
    params = Params.of({key: value})
    moved = np.abs(all_appeals(state.replace(**changes), setting, params) - all_appeals(state, SETTING, params))
    return both_or_none(moved.max(axis=(1, 2))[list(kinds)])


def both_or_none(moved):
    assert moved.all() or not moved.any()
    return moved.max()


def effect_of_similarity(value):
    spread = np.zeros((3, 1, 1)) + np.linspace(-1, 1, SETTING.n_actors)[:, None]
    return effect_of_appeal("ties.similarity", value, position=spread)


def effect_of_trust(value):
    return effect_of_appeal("ties.trust", value, trust=np.linspace(0, 1, len(SETTING.edges))[:, None])


def effect_of_forums(value):
    return effect_of_appeal("ties.forum", value, setting=replace(SETTING, forums=()))


def test_a_forum_binds_from_its_first_month_to_its_last_and_one_without_an_end_for_good():
    """The toy's summit goes on from the second month to the fourth; a meeting before the first has no end."""
    params = Params.of({"ties.forum": 1.0})
    state = start(SETTING, params, Noise(1, [0]))
    alone = replace(SETTING, forums=())

    def added(forum, step):
        """What one forum adds to the appeal of ties, to those of its participants and to others."""
        at, setting = state.replace(step=step), replace(SETTING, forums=(forum,))
        more = all_appeals(at, setting, params) - all_appeals(at, alone, params)
        return [float(np.unique(more[:, forum.joins == joins].round(12)).item()) for joins in (True, False)]

    (summit, meeting), steps = SETTING.forums, range(SETTING.n_steps)
    assert [added(summit, step) for step in steps] == [[float(step in (1, 2, 3)), 0.0] for step in steps]
    assert [added(meeting, step) for step in steps] == [[1.0, 0.0]] * SETTING.n_steps


def effect_of_prestige(value):
    return effect_of_appeal("ties.prestige", value, kinds=[0], capability=np.linspace(1, 5, SETTING.n_actors)[:, None])


def edge(source, target):
    return np.flatnonzero((SETTING.edges.source == source) & (SETTING.edges.target == target))


def effect_of_reciprocity(value):
    """Being heard by another, on the edge back."""
    contact = np.zeros((len(SETTING.edges), 1), dtype=bool)
    before = run()[0].of_runs(FIRST).replace(contact=contact)
    contact = contact.copy()
    contact[edge(0, 1)] = True
    params = Params.of({"ties.reciprocity": value})
    moved = all_appeals(before.replace(contact=contact), SETTING, params) - all_appeals(before, SETTING, params)
    return np.abs(moved[0, edge(1, 0)]).max()


def effect_of_brokers(value):
    params, state = Params.of({"ties.broker": value}), run()[0].of_runs(FIRST)
    moved = all_appeals(state, SETTING, params, is_introduced=True) - all_appeals(state, SETTING, params)
    return np.abs(moved).max()


def effect_of_cost(value):
    flipped = replace(SETTING.edges, crosses_border=~SETTING.edges.crosses_border)
    return effect_of_appeal("ties.cost", value, setting=replace(SETTING, edges=flipped))


def effect_of_communication(value):
    """Twenty years of cheap communication on ties that cross no border."""
    later = replace(SETTING, start_year=SETTING.start_year + 20, forums=())
    setting, state = replace(SETTING, forums=()), run()[0].of_runs(FIRST)
    params = Params.of({"ties.ict_midpoint": value})
    moved = all_appeals(state, later, params) - all_appeals(state, setting, params)
    return both_or_none(np.abs(moved[:, ~SETTING.edges.crosses_border]).max(axis=(1, 2)))


def effect_of_trust_gain(value):
    """Success of everyone in the month before, on the trust between allies."""
    state = run(**{"ties.rate": 1.0})[3]
    params = Params.of({"ties.trust_gain": value}, len(RUNS))
    one, other = (
        ally(state.replace(progress=np.full(state.progress.shape, won), step=0), SETTING, params, Noise(1, RUNS), {})
        for won in (0.0, 1.0)
    )
    return largest_gap([one], [other], ["trust"])


def effect_of_initial_trust(value):
    """How far trust gets where no success adds to it."""
    states = run(**{"ties.rate": 1.0, "ties.initial_trust": value, "ties.trust_gain": 0.0})
    return max(float(state.trust.max()) for state in states)


def effect_of_prestige_on_opinion(value):
    """Capability of the heard, on convictions a step later."""
    state = run(**LIVELY)[6].replace(step=0)
    params = Params.of({"opinion.prestige_exponent": value}, len(RUNS))
    strong = state.replace(capability=np.linspace(1, 5, SETTING.n_actors)[:, None] + np.zeros(len(RUNS)))
    moved = [propagate(s, SETTING, params, Noise(1, RUNS)) for s in (state, strong)]
    return largest_gap(moved[:1], moved[1:], ["position"])


def effect_of_venue_cost(value):
    """Places of some worth that get nothing."""
    free, dear = (
        mobilize(run()[6], SETTING, Params.of({"campaigns.venue_cost": cost}, len(RUNS)), {}) for cost in (0.0, value)
    )
    return np.count_nonzero((free.effort > 0.0) & (dear.effort == 0.0))


def effect_of_campaigns(value):
    """Effort on votes and policies, where it reaches neither saliences nor trust."""
    ways = ("campaigns.media_weight", "ties.trust_gain")
    closed = {**dict.fromkeys(ways, 0.0), "campaigns.effect": value}
    with_effort, without = run(**closed), run(**closed, **{"campaigns.venue_slope": 0.0})
    assert largest_gap(with_effort, without, ["effort", "built"]) > 0.0
    return min(largest_gap(with_effort, without, [field]) for field in ("yeas", "policy"))


def felt(key, value, change):
    """How far a change of the state moves the pressure of what is spent."""
    state, params = run(**LIVELY)[6], Params.of({key: value}, len(RUNS))
    return largest_gap([press(state, SETTING, params)], [press(change(state), SETTING, params)], ["pressure"])


def effect_of_coordination(value):
    """All allied or none, on the pressure of the same efforts."""
    return max(
        felt(
            "campaigns.coordination",
            value,
            lambda state, held=held: state.replace(allied=np.full_like(state.allied, held)),
        )
        for held in (True, False)
    )


def effect_of_outside_route(value):
    """Efforts in the media, on the pressure on organs."""
    at_media = SETTING.pairs.is_medium[:, None]
    silent = lambda state: state.replace(effort=np.where(at_media, 0.0, state.effort))  # noqa: E731
    return felt("campaigns.outside_route", value, silent)


def effect_of_receptivity(value):
    """How far off organs hear anybody, on the pressure of the same efforts."""
    state = run(**LIVELY)[6]
    near, far = (
        press(state, SETTING, Params.of({"campaigns.receptivity": value, "opinion.confidence_radius": eps}, len(RUNS)))
        for eps in (0.1, 0.5)
    )
    return largest_gap([near], [far], ["pressure"])


def effect_of_backlash(value):
    """The most that presses a government from abroad where its critics have no ally."""
    state = run()[6]
    alone = state.replace(allied=np.zeros_like(state.allied))
    return np.abs(press(alone, SETTING, Params.of({"campaigns.backlash": value}, len(RUNS))).external).max()


def effect_of_distance(value):
    """Other weights of the issues in distances, on everything, where ties do not look at them."""
    numbers = {"opinion.confidence_radius": value, "ties.similarity": 0.0}
    other = {"ties.tier_ratio": 1.0}
    return largest_gap(run(**numbers), run(**numbers, **other))


def effect_of_pivotality(value):
    """How far apart the members of blocs stand, on where effort goes."""

    def effort(spread):
        setting = with_decisions(lambda d: replace(d, blocs=tuple(replace(bloc, spread=spread) for bloc in d.blocs)))
        return mobilize(run()[6], setting, Params.of({"campaigns.pivotality_weight": value}, len(RUNS)), {})

    return largest_gap([effort(0.1)], [effort(2.0)], ["effort"])


def effect_of_openings(value):
    """How far doors open beyond what is coded."""
    return max(float(np.abs(s.openness_now - s.openness).max()) for s in run(campaigns__image_weight=value))


def effect_of_accountability(value):
    """The most that a promise adds to a unit of effort."""
    return max(float(s.impact.max()) for s in run(campaigns__accountability_weight=value)) - 1.0


def effect_of_stigma(key):
    """Being branded, on everything but the brand, where only this term looks at it."""
    others = dict.fromkeys({"ties.stigma_weight", "ties.legitimacy_loss"} - {key}, 0.0)
    fields = [name for name in ARRAYS if name != "stigma"]

    def effect(value):
        at = others | {key: value}
        return largest_gap(run(**at, **{"ties.stigma_rate": 0.5}), run(**at, **{"ties.stigma_rate": 0.0}), fields)

    return effect


def effect_of_fading(value):
    """How far full stigma falls where nobody brands."""
    params = Params.of({"ties.stigma_rate": 0.0, "ties.stigma_fade": value}, len(RUNS))
    state = run()[6]
    return 1.0 - float(backlash(state.replace(stigma=np.ones_like(state.stigma)), SETTING, params).stigma.min())


def effect_of_table_cost(value):
    """Issues left off though to consult on them gains the proposer a little, and nobody else has a say."""
    state, params = run()[6], Params.of({"votes.table_cost": value}, len(RUNS))
    talks = replace(SETTING.negotiations[0], partners=[], bodies=(), gatekeepers=(), windows=((0, SETTING.n_steps),))
    position = state.position.copy()
    position[:, talks.proposer] = np.array([1.0, -0.75, -0.75])[:, None]
    offered = negotiate(state.replace(position=position), replace(SETTING, negotiations=(talks,)), params, {})
    return np.count_nonzero(offered.provision == 0)


def one_more(share=0.8, n_runs=64, **numbers):
    """Who takes the toy's idea up in a month of its window in which some have it, (adopter, run)."""
    idea = SETTING.ideas[0]
    params, noise = Params.of(numbers, n_runs), Noise(1, range(n_runs))
    state = start(replace(SETTING, calendar={}), params, noise)
    holds = np.zeros_like(state.adopted)
    holds[0, idea.adopters[: round(share * len(idea.adopters))]] = 1.0
    setting = replace(SETTING, ideas=(replace(idea, windows=((0, 1),), widths=(1.0,)),))
    state = state.replace(adopted=holds)
    return (take_up(state, setting, params, noise).adopted > holds)[0, idea.adopters]


def effect_of_base_hazard(value):
    """How many take the idea up where most have it."""
    return np.count_nonzero(one_more(**{"ideas.base_hazard": value}))


def effect_of_adoption(value):
    """Whether the last adopter cares how many have the idea."""
    few, many = (one_more(share, **{"ideas.adoption_slope": value, "ideas.base_hazard": 0.5}) for share in (0.2, 0.8))
    return np.count_nonzero(few[-1] != many[-1])


AGREED_SETTING = compile_setting(toy(0, **AGREED))
PRECEDENTS = AGREED_SETTING.get(PrecedentSetting)


def with_past(**kinds):
    """The setting with other agreements, or talks that count otherwise."""
    return replace(AGREED_SETTING, blocks={PrecedentSetting: replace(PRECEDENTS, **kinds)})


def of_kind(**changes):
    """All agreements and talks changed."""
    kinds = ("agreements", "talks")
    return with_past(**{name: tuple(replace(each, **changes) for each in getattr(PRECEDENTS, name)) for name in kinds})


def chances(setting=AGREED_SETTING, **numbers):
    """The chance of the core on each issue, as the talks last opened, (provision, run)."""
    return run(setting, **numbers)[-1].block(Offers).chance


def effect_of_offers(value):
    """How far any chance stays below 1."""
    return 1.0 - float(chances(**{"precedents.base": value}).min())


def effect_on_chances(key, other):
    """Another past, on the chances."""
    return lambda value: float(np.abs(chances(**{key: value}) - chances(other, **{key: value})).max())


BEFORE = tuple(each for each in PRECEDENTS.agreements if each.step < 0)
LONG_AGO = with_past(agreements=BEFORE)
LONGER_AGO = with_past(agreements=tuple(replace(each, step=each.step - 1200) for each in BEFORE))


def effect_of_forgetting(value):
    """A past that lies a century further back, on the chances; where all of it is remembered, none."""
    one, other = (chances(past, **{"precedents.forgetting": value}) for past in (LONG_AGO, LONGER_AGO))
    return float(np.abs(one - other).max())


SIDE_AGREEMENTS = with_past(
    agreements=tuple(
        replace(each, is_side=True, is_drawn=np.zeros(3, dtype=bool), recorded=np.ones(3))
        for each in PRECEDENTS.agreements
    ),
    talks=tuple(replace(each, passed_at=-1) for each in PRECEDENTS.talks),
)


def effect_of_side_agreements(value):
    """The most that side agreements alone, all with the provision, add to a party's own precedents."""
    setting = SIDE_AGREEMENTS
    numbers = {"precedents.side_weight": value}
    state, own = run(setting, **numbers)[-1], setting.get(PrecedentSetting)
    parties, params = np.arange(len(own.parties)), Params.of(numbers, len(RUNS))
    return max(float(precedents_of(parties, issue, own, state, setting, params).max()) for issue in range(3))


def differs(key, other, fields=(), **numbers):
    """The effect of another setting or other draws, at a value of the parameter."""

    def effect(value):
        at = numbers | {key: value}
        if isinstance(other, str):
            return largest_gap(run(**at), run(other=other, **at), fields)
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
    courtships = tuple(replace(each, **changes) for each in courtships_of(COURTED_SETTING))
    return replace(COURTED_SETTING, blocks={CourtshipSetting: CourtshipSetting(courtships)})


def with_visits(**changes):
    """The courted toy with all its visits changed."""
    courtships = tuple(
        replace(each, visits=tuple(replace(visit, **changes) for visit in each.visits))
        for each in courtships_of(COURTED_SETTING)
    )
    return replace(COURTED_SETTING, blocks={CourtshipSetting: CourtshipSetting(courtships)})


def effect_of_visits(key):
    """Visits, on everything but the counts of them, where nothing else is brought home from them."""
    others = dict.fromkeys({"courtship.persuasion", "courtship.backfire"} - {key}, 0.0)
    fields = [*ARRAYS, "skepticism"]
    nobody = with_visits(guests=np.zeros(0, dtype=np.intp))
    return differs(key, (nobody, COURTED_SETTING), fields, **others)


def effect_of_disclosure(value):
    """How far skepticism gets from where it began."""
    states = run(COURTED_SETTING, courtship__disclosure_rate=value)
    return max(float(np.abs(courted(state).skepticism - courted(states[0]).skepticism).max()) for state in states)


def effect_of_patronage(value):
    """What a patron lends to those of its party."""
    setting, params = compile_setting(with_councils()), Params.of({"courtship.patronage": value}, len(RUNS))
    (_, guild), state = councils_of(setting), start(setting, params, Noise(1, RUNS))
    return float(lent_legitimacy(guild, guild.regimes[1], state, setting, params).max())


UNTHREATENED = replace(
    COURTED_SETTING, ideas=tuple(replace(idea, threats=idea.threats[:0]) for idea in COURTED_SETTING.ideas)
)
FREE = with_blocs()
NO_LENDERS = replace(
    SETTING.pairs.lenders, **{f.name: getattr(SETTING.pairs.lenders, f.name)[:0] for f in fields(Lenders)}
)
OWN_DOORS = replace(SETTING.pairs, lenders=NO_LENDERS)
SETTLED = {"opinion.rate": 0.0, "opinion.noise": 0.0}
EFFECTS = {
    "opinion.rate": moves("opinion.rate", "position", **{"opinion.noise": 0.0}),
    "opinion.noise": differs("opinion.noise", "opinion"),
    "opinion.susceptibility": differs(
        "opinion.susceptibility",
        tuple(compile_setting(toy(0, ideas={}, ties=ties)) for ties in ([], SCENARIO.ties)),
        ["position"],
        **{"ties.rate": 0.0},
    ),
    "opinion.confidence_radius": effect_of_distance,
    "opinion.prestige_exponent": effect_of_prestige_on_opinion,
    "opinion.coupling": differs("opinion.coupling", compile_setting(toy(0, coupling=[]))),
    "ties.rate": lambda value: both_or_none(
        np.array([moves("ties.rate", each)(value) for each in ("contact", "allied")])
    ),
    "ties.broker": effect_of_brokers,
    "ties.similarity": effect_of_similarity,
    "ties.trust": effect_of_trust,
    "ties.forum": effect_of_forums,
    "ties.prestige": effect_of_prestige,
    "ties.reciprocity": effect_of_reciprocity,
    "ties.cost": effect_of_cost,
    "ties.ict_midpoint": effect_of_communication,
    "ties.initial_trust": effect_of_initial_trust,
    "ties.trust_gain": effect_of_trust_gain,
    "ties.stigma_weight": lambda value: effect_of_appeal(
        "ties.stigma_weight", value, stigma=np.ones((SETTING.n_actors, 1))
    ),
    "campaigns.media_weight": moves("campaigns.media_weight", "salience"),
    "campaigns.venue_slope": lambda value: max(float(s.effort.max()) for s in run(campaigns__venue_slope=value)),
    "campaigns.venue_cost": effect_of_venue_cost,
    "campaigns.pivotality_weight": effect_of_pivotality,
    "campaigns.lent_voice": differs("campaigns.lent_voice", replace(SETTING, pairs=OWN_DOORS)),
    "campaigns.coordination": effect_of_coordination,
    "campaigns.outside_route": effect_of_outside_route,
    "campaigns.receptivity": effect_of_receptivity,
    "campaigns.pressure_rate": moves("campaigns.pressure_rate", "policy", **SETTLED),
    "campaigns.effect": effect_of_campaigns,
    "campaigns.shock_size": differs("campaigns.shock_size", compile_setting(toy(0, shocks={}))),
    "campaigns.image_weight": effect_of_openings,
    "campaigns.celebrity_reach": differs(
        "campaigns.celebrity_reach", replace(SETTING, is_widely_heard=np.zeros(SETTING.n_actors, dtype=bool))
    ),
    "campaigns.accountability_weight": effect_of_accountability,
    "campaigns.boomerang": lambda value: max(float(np.abs(s.external).max()) for s in run(campaigns__boomerang=value)),
    "campaigns.backlash": effect_of_backlash,
    "ties.stigma_rate": lambda value: max(float(s.stigma.max()) for s in run(ties__stigma_rate=value)),
    "ties.stigma_fade": effect_of_fading,
    "ties.legitimacy_loss": effect_of_stigma("ties.legitimacy_loss"),
    "votes.own_president": differs("votes.own_president", (with_blocs(swap=True), FREE)),
    "votes.vote_shock": differs("votes.vote_shock", "decision."),
    "votes.party_shock": differs("votes.party_shock", "party."),
    "votes.table_cost": effect_of_table_cost,
    "ideas.base_hazard": effect_of_base_hazard,
    "ideas.adoption_slope": effect_of_adoption,
    **COUNCIL_EFFECTS,
    **PROGRAM_EFFECTS,
    "ideas.abandon_rate": differs("ideas.abandon_rate", (UNTHREATENED, COURTED_SETTING)),
    "precedents.base": effect_of_offers,
    "precedents.own_weight": effect_on_chances("precedents.own_weight", with_past(agreements=())),
    "precedents.depth_weight": effect_on_chances("precedents.depth_weight", of_kind(depth=0.0)),
    "precedents.south_weight": effect_on_chances("precedents.south_weight", of_kind(is_south=False)),
    "precedents.forgetting": effect_of_forgetting,
    "precedents.side_weight": effect_of_side_agreements,
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
    """What is listed did neither: the effect at the off value, which must be 0, and at the default.

    Where the default is the off value, at the high end of its range.
    """
    ends = {key: (row.off, row.default if row.default != row.off else row.high) for key, row in table().items()}
    asking = {(key, value): partial(effect, value) for key, effect in EFFECTS.items() for value in ends[key]}
    moved = all_of(asking)
    found = {key: [moved[key, value] for value in ends[key]] for key in EFFECTS}
    assert {key: pair for key, pair in found.items() if pair[0] != 0.0 or not pair[1] > 0.0} == {}
