"""Small worlds of one issue, what a month does to them, and a step in which two processes have changed places."""

from functools import partial

import assemblies
import institution_worlds
import numpy as np
from institution_worlds import DESK, PROGRAM
from worlds import AGREED, COURTED, exchanged, toy

from sim.model.core.noise import Noise
from sim.model.initialize import start
from sim.model.parameters import Params
from sim.model.schedule import SCHEDULE, advance
from sim.scenario.compile import compile_setting

NOW, NEXT = "1999-06", "1999-07"  # the first month and the second
QUIET = {
    "opinion.rate": 0.0, "opinion.noise": 0.0, "ties.rate": 0.0, "campaigns.media_weight": 0.0,
    "campaigns.pressure_rate": 0.0, "ties.stigma_rate": 0.0, "ties.stigma_fade": 0.0,
    "opinion.confidence_radius": np.inf,
}  # fmt: skip
SURE = {"votes.indifference": 1e-3, "votes.party_shock": 0.0}
AT_ONCE = 1e9  # a rate at which everything is over within a step
CONVERTED = {"opinion.rate": AT_ONCE, "opinion.susceptibility": 0.0}  # everybody thinks what its anchor says
ATTENTIVE = {"campaigns.media_weight": 0.5}
ACTORS = {
    # kind, role, country, position, access
    "farmers": ("ngo", "advocacy", "south", 0.8, {"executive": 3, "foreign_legislature": 3, "press": 3, "network": 3}),
    "neighbors": ("ngo", "movement", "south", 0.4, {"press": 3}),
    "friends": ("ngo", "advocacy", "north", 0.6, {"legislature": 3, "press": 3}),
    "ruler": ("government", "executive", "south", -0.6, {}),
    "congress": ("government", "bloc", "north", 0.1, {}),
    "empire": ("foreign_state", "patron", "east", -1.0, {}),
}


def swapped(one, other):
    """The step with two entries of the schedule in each other's place."""
    names = [step.name for step in SCHEDULE]
    first, second = names.index(one), names.index(other)
    order = list(SCHEDULE)
    order[first], order[second] = order[second], order[first]
    return partial(advance, schedule=tuple(order))


def source(**row):
    return row | {"source": "assumed"}


def world(ties=(), actors=None, **changes):
    """Farmers in the south, friends in the north, a ruler who does not listen; `actors` changes single rows."""
    rows = {
        name: source(
            id=name, name=name, kind=kind, role=role, country=country, capability=3.0, positions={"labor": position},
            saliences={"labor": 0.6}, access=access, stake=0.8, resistance=0.25, dispersion=0.0,
        )
        for name, (kind, role, country, position, access) in ACTORS.items()
    }  # fmt: skip
    for name, row in (actors or {}).items():
        rows[name] = rows[name] | row
    empty = ("forums", "events", "barriers", "ideas", "shocks", "commitments", "negotiations", "decisions")
    labor = source(title="Labor", negative="no", positive="yes", tier="policy_core")
    document = {name: {} for name in empty} | {
        "reference": NOW, "issues": {"labor": labor}, "coupling": [], "actors": rows,
        "ties": [source(actor=one, partner=other, type="alliance") for one, other in ties],
        "venues": {
            "palace": source(kind="executive", country="south", organ="ruler", openness=0.5),
            "radio": source(kind="press", country="south", openness=0.8),
            "capitol": source(kind="legislature", country="north", organ="congress", openness=0.8),
        },
        "leverage": [source(by="north", over="south", date=NOW, value=0.8)],
        "outcomes": {"ties": {"label": "Ties", "measure": "ties", "actors": {}}},
    }  # fmt: skip
    return compile_setting(toy(0, **document | changes))


def after(setting, step, numbers=None, months=1, overrides=None, **changes):
    """The state after some months of this step; what `numbers` does not turn on is off."""
    params, noise = Params.of(QUIET | (numbers or {})), Noise(1, [0])
    state = exchanged(start(setting, params, noise), **changes)
    for _ in range(months):
        state = step(state, setting, params, noise, overrides)
    return state


def who(setting, name):
    return setting.actors.index(name)


def spent(state, setting, actor, venue=None):
    """Effort of an actor, at one venue or at all."""
    mine = setting.pairs.actor == who(setting, actor)
    if venue is not None:
        mine &= setting.pairs.venue == setting.venues.ids.index(venue)
    return state.effort[:, mine, 0].sum()


def met(setting):
    """Everybody in contact with everybody else."""
    return np.ones((len(setting.edges), 1), dtype=bool)


def befriends(setting, source, *targets):
    """Strategies by which an actor allies with exactly these others from this month on, and they with it."""
    row, edges = who(setting, source), setting.edges
    others = [who(setting, name) for name in targets]

    def strategy(prob, view):
        partners = edges.target[edges.source == view.row]
        wanted = np.isin(partners, others if view.row == row else [row])
        mine = np.isin(partners, partners if view.row == row else [row])
        return np.where(mine[:, None], np.stack([wanted, ~wanted])[..., None] * np.ones(prob.shape), prob)

    return {"consider_ally": dict.fromkeys([row, *others], strategy)}


def shock():
    """One in the south, in the second month."""
    return {"march": source(title="March", date=NEXT, issues=["labor"], countries=["south"])}


def courted(**more):
    """A patron hosts the farmers in the first month."""
    tour = source(title="Tour", since=NOW, until=NOW, invited=1.0, guests={"ids": ["farmers"]}, attendance="documented")
    court = source(title="Court", patron="empire", issues=["labor"], skeptic_issue="labor", partner="north",
                   visits={"tour": tour})  # fmt: skip
    return world(courtship={"court": court}, **more)


def bill(chamber, proposed=1.0):
    """A decision by majority that is due in the first month."""
    blocs = {name: source(members=members) for name, members in chamber.items()}
    return source(
        title="Bill", date="1999-06-20", pending_from=NOW, rule={"type": "majority"}, chamber=blocs,
        proposal={"labor": source(status_quo=-1.0, proposed=proposed)},
    )  # fmt: skip


def program(**changes):
    """Twelve places, nobody's ally, and a desk."""
    places = PROGRAM | {"since": NOW, "pilots": []}
    return compile_setting(institution_worlds.world({"windows": places | changes}, ties=[], desks={"permits": DESK}))


LIVELY = {
    "ties.rate": 1.0, "opinion.noise": 0.1, "ties.stigma_rate": 5.0, "campaigns.pressure_rate": 2.0,
    "ideas.base_hazard": 1.0, "programs.partner_rate": 1.0, "votes.table_cost": 0.0, "precedents.base": -5.0,
}  # fmt: skip


def busy(n_runs=4):
    """A year of everything: what the toy holds, councils, a program, a desk, courtship, stigma and precedents."""
    sections = COURTED | AGREED | {
        "programs": {"windows": PROGRAM | {"since": NOW}}, "desks": {"permits": DESK},
        "places": assemblies.PLACES | institution_worlds.PLACES, "ties": institution_worlds.ALLIES,
    }  # fmt: skip
    return compile_setting(assemblies.with_councils(1, **sections)), Params.of(LIVELY, n_runs), Noise(1, range(n_runs))
