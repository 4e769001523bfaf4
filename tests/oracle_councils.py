"""Process 9 of the oracle (E10): who serves on a council, how its seats are captured, how far it is heard.

A council's state is a dict: by candidate `place` (number in its places), `is_first`, `is_insider`, `strength`,
`theme`, `wear`, `is_member`, `is_elected`; by place `capture`. For `stage` see `oracle_courtship`.
"""

from math import exp

from oracle_courtship import lent
from oracle_numbers import best, gumbel, largest_remainders


def seats_of(council: dict, places: list[dict], seats: int) -> list[int]:
    """Return the seats of each place of a council."""
    return largest_remainders(seats, [places[p]["weight"] for p in council["places"]])


def group(council: dict, state: dict, row: int) -> int:
    """Return the actor whose convictions and themes a candidate shares."""
    if state["is_insider"][row]:
        return council["groups"]["insiders"]
    return council["groups"]["first_generation" if state["is_first"][row] else "established"]


def campaign_wear(p: dict, is_first: bool) -> float:
    """Return what one campaign costs a candidate in willingness (E10-1)."""
    return p["councils.election_wear"] * (1 + p["councils.established_wear"] * (not is_first))


def theme_of(saliences: list[float], u: float) -> int:
    """Return the first issue at which the cumulated share of saliences exceeds u, 0 if all are 0."""
    total, cumulated = sum(saliences), 0.0
    for k, salience in enumerate(saliences):
        cumulated += salience
        if total and cumulated / total > u:
            return k
    return 0 if not total else len(saliences) - 1


def start_council(council: dict, places: list[dict], salience: list[list[float]], p: dict, draws: dict) -> dict:
    """Return the candidates of a council before its first selection; `draws`: generation, insider, strength, theme.

    Parameters
    ----------
    salience : list of list of float
        Coded saliences, by issue and actor.
    """
    most = seats_of(council, places, max(regime["seats"] for regime in council["regimes"]))
    own = [place for place, seats in enumerate(most) for _ in range(council["candidates_per_seat"] * seats)]
    state = {
        "place": own,
        "is_first": [u < council["first_generation"] for u in draws["generation"]],
        "is_insider": [
            u < places[council["places"][place]]["insiders"] for u, place in zip(draws["insider"], own, strict=True)
        ],
        "strength": list(draws["strength"]),
        "is_member": [False] * len(own),
        "is_elected": [False] * len(own),
        "capture": [0.0] * len(most),
    }
    state["wear"] = [campaign_wear(p, is_first) for is_first in state["is_first"]]
    state["theme"] = [
        theme_of([row[group(council, state, c)] for row in salience], u) for c, u in enumerate(draws["theme"])
    ]
    return state


def terms(council: dict, n_steps: int) -> list[tuple[int, int, dict]]:
    """Return (first step, step after the last, regime) of the regimes of a council that hold within the run."""
    regimes, found = sorted(council["regimes"], key=lambda regime: regime["since"]), []
    for number, regime in enumerate(regimes):
        ends = [n_steps] + ([] if regime["after"] is None else [regime["after"]])
        ends += [later["since"] for later in regimes[number + 1 : number + 2]]
        if max(0, regime["since"]) < min(ends):
            found.append((max(0, regime["since"]), min(ends), regime))
    return found


def calendar(council: dict, dt: float, n_steps: int) -> list[int]:
    """Return the steps of the selections of a council, counted over all of its regimes."""
    steps = []
    for first, end, regime in terms(council, n_steps):
        steps += list(range(first, end, max(1, round(regime["term_years"] / dt))))
    return steps


def regime_at(council: dict, n_steps: int, t: int) -> dict | None:
    """Return the regime that holds at step t, None if none does."""
    return next((regime for first, end, regime in terms(council, n_steps) if first <= t < end), None)


def elect(p: dict, seats: list[int], regime: dict, state: dict, value: list[float], draws: list[float]) -> None:
    """Fill the seats of each place by election (E10-2), then appoint; who stood is worn (E10-1)."""
    rows = range(len(value))
    standing = [row for row in rows if value[row] > state["wear"][row]]
    scores = {
        row: p["councils.local_slope"] * state["strength"][row]
        + p["councils.capture_slope"] * state["capture"][state["place"][row]] * state["is_insider"][row]
        + gumbel(draws[row])
        for row in standing
    }
    chosen = set()
    for place, n in enumerate(seats):
        chosen |= set(best(n, [row for row in standing if state["place"][row] == place], scores))
    state["is_elected"] = [row in chosen for row in rows]
    for row in standing:
        state["wear"][row] += campaign_wear(p, state["is_first"][row])
    rest = [row for row in rows if row not in chosen and value[row] > 0]
    named = best(regime["appointed"], rest, dict(enumerate(state["strength"])))
    state["is_member"] = [row in chosen or row in named for row in rows]


def capture_after(p: dict, capture: float, insiders: float, oversight: float, years: float) -> float:
    """Return the capture of a place after a term (E10-3)."""
    grown = capture + (1 - exp(-p["councils.capture_gain"] * insiders * years)) * (1 - capture)
    return grown * exp(-p["councils.oversight_loss"] * oversight * years)


def recapture(p: dict, council: dict, places: list, seats: list[int], regime: dict, state: dict) -> None:
    """Let the capture of every place with seats follow the insiders among its elected, and oversight."""
    for place in [place for place, n in enumerate(seats) if n]:
        elected = [
            row for row, is_elected in enumerate(state["is_elected"]) if is_elected and state["place"][row] == place
        ]
        insiders = sum(state["is_insider"][row] for row in elected) / len(elected) if elected else 0.0
        oversight = places[council["places"][place]]["oversight"]
        state["capture"][place] = capture_after(p, state["capture"][place], insiders, oversight, regime["term_years"])


def invite(p: dict, regime: dict, state: dict, value: list[float], loan: float) -> None:
    """Fill a council that is selected, or a club or network that people are asked to join."""
    is_selected = regime["type"] == "selected"
    willing = [row for row, worth in enumerate(value) if worth > (0.0 if is_selected else -loan)]
    scores = {
        row: state["strength"][row]
        + (p["councils.theme_weight"] if is_selected and state["theme"][row] in regime["themes"] else 0.0)
        for row in willing
    }
    chosen = best(regime["seats"], willing, scores)
    state["is_member"] = [row in chosen for row in range(len(value))]
    state["is_elected"] = [False] * len(value)


def effectiveness(p: dict, state: dict) -> float:
    """Return how much of its members' time a council turns into work (E10-4), 0 without members."""
    n = sum(state["is_member"])
    return 1 / (1 + (n / p["councils.crowding_size"]) ** 2) if n else 0.0


def legitimacy_of(stage: object, council: dict, seats: list[int], regime: dict, state: dict) -> float:
    """Return the legitimacy of a council (E10-5), 0 without members."""
    n = sum(state["is_member"])
    if n == 0:
        return 0.0
    share, seated = sum(state["is_elected"]) / n, [place for place, number in enumerate(seats) if number]
    mean = sum(state["capture"][place] for place in seated) / len(seated)
    return share * (1 - mean) + (1 - share) * lent(stage, regime["patron"], council["audience"])


def mandated(stage: object, council: dict, state: dict, anchors: list[float]) -> list[float]:
    """Return a body's anchors, by issue, after a selection (E10-7)."""
    members = [row for row, is_member in enumerate(state["is_member"]) if is_member]
    if not members:
        return list(anchors)
    mixes = [sum(row[group(council, state, c)] for c in members) / len(members) for row in stage.position]
    return [a + stage.p["councils.mandate"] * (mix - a) for a, mix in zip(anchors, mixes, strict=True)]


def represent(stage: object, councils: list, places: list, t: int, n_steps: int, states: list, draws: list) -> tuple:
    """Process 9: return the councils' states, the anchors by issue and actor, and voice and legitimacy by actor.

    Parameters
    ----------
    draws : list of dict
        For each council `value` and `ballot`, a list of draws by candidate for each selection.
    """
    states = [{name: list(column) for name, column in state.items()} for state in states]
    anchor, n = [list(row) for row in stage.anchor], len(stage.actors)
    voice, legitimacy = [1.0] * n, [0.0] * n
    for c, council in enumerate(councils):
        regime, state = regime_at(council, n_steps, t), states[c]
        if regime is None:  # the equations do not say, but who sits in a body that is over?
            state["is_member"] = state["is_elected"] = [False] * len(state["place"])
            continue
        body, selections = regime["body"], calendar(council, stage.dt, n_steps)
        seats = seats_of(council, places, regime["seats"])
        if t in selections:
            k = selections.index(t)
            value, ballot = draws[c]["value"][k], draws[c]["ballot"][k]
            if regime["type"] == "elected":
                elect(stage.p, seats, regime, state, value, ballot)
                recapture(stage.p, council, places, seats, regime, state)
            else:
                invite(stage.p, regime, state, value, lent(stage, regime["patron"], council["audience"]))
            for k, x in enumerate(mandated(stage, council, state, [row[body] for row in anchor])):
                anchor[k][body] = x
        legitimacy[body] = legitimacy_of(stage, council, seats, regime, state)
        voice[body] = effectiveness(stage.p, state) * (1 + stage.p["councils.voice_weight"] * legitimacy[body])
    return states, anchor, voice, legitimacy
