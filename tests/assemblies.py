"""The toy with two councils of all regimes, and many alike councils for what holds on average."""

from worlds import toy

from sim.model.core.noise import Noise
from sim.model.councils.process import represent
from sim.model.events import happen
from sim.model.initialize import start
from sim.model.parameters import Params
from sim.scenario.compile import compile_setting
from sim.scenario.schema import Scenario

PLACES = {
    name: {
        "id": name, "name": name, "country": "US", "weight": weight, "insiders": insiders, "oversight": oversight,
        "source": "assumed",
    }
    for name, weight, insiders, oversight in (
        ("north", 5.0, 0.3, 0.2), ("west", 3.2, 0.7, 0.5), ("east", 0.9, 0.0, 1.0),
    )
}  # fmt: skip
GROUPS = {"first_generation": "union", "established": "greens", "insiders": "firms"}


def regime(type_, since, body, seats, term_years=0.25, **more):
    return {
        "type": type_, "since": since, "body": body, "seats": seats, "term_years": term_years, "source": "assumed",
    } | more  # fmt: skip


def council(*regimes, **more):
    return {
        "title": "Assembly", "first_generation": 0.6, "candidates_per_seat": 3, "groups": GROUPS,
        "regimes": list(regimes), "source": "assumed",
    } | more  # fmt: skip


# The body of the second enters in 1999-09; nobody is its body in 1999-12.
COUNCILS = {
    "assembly": council(
        regime("elected", "1999-07", "firms", 9, appointed=2),
        regime("selected", "2000-01", "union", 8, themes=["rights", "parks"]),
    ),
    "guild": council(
        regime("club", "1999-06", "press_club", 5, until="1999-11"),
        regime("network", "2000-01", "press_club", 6, patron="chief"),
        places=["west", "east"], first_generation=0.3, audience={"kind": "government"},
    ),
}  # fmt: skip
ALL = {"councils": COUNCILS, "places": PLACES}


def with_councils(seed=0, **changes):
    """Nine actors in two countries over twelve months, with two councils."""
    return toy(seed, **ALL | changes)


# Councils by themselves


def places(n=5, **columns):
    """Alike places of one seat each."""
    base = {"country": "US", "weight": 1.0, "insiders": 0.2, "oversight": 0.2, "source": "assumed"}
    return {f"p{k}": base | {"id": f"p{k}", "name": f"p{k}"} | columns for k in range(n)}


def alone(*regimes, where=None, end="2015-12", **more):
    """A council and little else: three groups that think differently, two bodies, a patron and its party."""
    who = {
        "firsts": ("ngo", "network", 1.0), "laters": ("ngo", "advocacy", 0.0), "bosses": ("ngo", "business", -1.0),
        "body": ("diaspora_leader", "council", 0.0), "heir": ("diaspora_leader", "network", 0.0),
        "patron": ("foreign_state", "sponsor", 0.0), "kin": ("ngo", "movement", 0.0), "others": ("ngo", "union", 0.0),
    }  # fmt: skip
    of_party = {"patron": "red", "kin": "red", "others": "blue"}
    weights = {"firsts": (0.6, 0.2), "laters": (0.1, 0.3), "bosses": (0.0, 0.0)}
    issue = {"negative": "no", "positive": "yes", "tier": "secondary", "source": "assumed"}
    document = {
        "format": 2, "title": "Alone", "summary": "Alone", "period": {"start": "2000-01", "end": end},
        "outcomes": {"members": {"label": "Members", "measure": "members", "council": "council"}},
        "issues": {k: issue | {"title": k} for k in ("school", "work")},
        "actors": {
            name: {
                "id": name, "name": name, "kind": kind, "role": role, "country": "US", "capability": 4.0,
                "party": of_party.get(name), "positions": {"school": x, "work": -x}, "source": "assumed",
                "saliences": dict(zip(("school", "work"), weights.get(name, (0.5, 0.5)), strict=True)),
            }
            for name, (kind, role, x) in who.items()
        },
        "places": places() if where is None else where,
        "councils": {
            "council": council(
                *(regimes or (regime("elected", "2000-01", "body", 5, term_years=3),)),
                groups={"first_generation": "firsts", "established": "laters", "insiders": "bosses"},
                **{"candidates_per_seat": 4} | more,
            )
        },
    }  # fmt: skip
    return Scenario.model_validate(document)


def served(scenario, n_runs=200, numbers=None, noise=None, steps_per_year=12, without=None):
    """The process by itself, nothing else of a step but arrivals: the setting, and every State after a step."""
    setting = compile_setting(scenario, steps_per_year=steps_per_year)
    noise = noise or Noise(1, range(n_runs))
    params = Params.of(numbers, len(noise.replicates))
    state, found = start(setting, params, noise, without=without), []
    for step in range(setting.n_steps):
        state = represent(happen(state.replace(step=step), setting, params), setting, params, noise)
        found.append(state.replace(step=step + 1))
    return setting, found
