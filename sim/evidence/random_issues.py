"""V30: issues drawn at random, on which campaigns meet. The generator; it was written down before its first run.

2,000 issues of one question each: twenty lobbyists on two sides, the organ that decides, doors, allies, seats. What is
measured on them, and how, stands in random_issue_measures.py. `document(number, seed)` hangs on its two numbers alone.

Held against Baumgartner, Berry, Hojnacki, Kimball & Leech 2009, Lobbying and Policy Change: a random sample of 98
issues in Washington, 1999-2002. Looked up (abstract and slides of the authors): 98 issues, 214 sides, 2,221 advocates,
so 23 an issue on 2.2 sides; 60 % of campaigns failed to change policy; resources explain less than 5 % of success;
when policy changes, it tends to change much. From memory, not looked up: the median issue has two sides; about 70 % of
issues stood where they were after one Congress, about 60 % after two, hence a band of 55-70 %. For doors that are
shared: Junk 2019, 122 coalitions on 50 issues in five countries (looked up), for the idea alone; it has no such figure.

Every choice, with its reason. *Coded*: as our coders coded the 82 campaigners and the chambers of the four cases, so
that a letter or a strength means here what it means there. *Assumed*: nothing is known, and nothing was tried. Before
this was committed twenty issues were run, for errors and for time; no outcome of any was looked at.

Time         25 months. In the first, 1998-12, positions are coded and every door is shut: nobody presses, so that what
             campaigns add is all there is. In 1999-01 an event opens the doors, the proposal is pending for the two
             years of a Congress and is decided in 2000-12.
Lobbyists    20, near the 23 above. Roles from memory of the same book, rounded (trade, business and professions 45 %,
             citizen groups 25 %, coalitions 10 %, unions, think tanks and movements the rest); roles change no run.
Sides        4 to 16 of the 20 are for change, evenly (assumed). Resources are drawn without regard to the side: sides
             were found to be mixed, rich and poor on each.
Strength     capability 1-5 at 12, 35, 28, 19, 6 % (coded); resources are 2^(capability - 1).
Doors        letters 0-3 to chamber and executive given capability 1-2, 3, 4-5, to the media given nothing (coded):
             more than half have no door to the chamber; of the weak a tenth has one to the executive, else two thirds.
Positions    of lobbyists: .2 to .8 from the midpoint of status quo and proposal, evenly, on their side of it (assumed).
             Who is closer would be a bystander.
Salience     .6-1 for lobbyists, evenly: the 10 to 90 % points of a campaigner's highest salience (coded); .3-.7 for
             those who decide (assumed; one issue counts in full whatever its salience).
Proposal     1 to 1.8 away from the status quo, evenly: planks of NAFTA 1.34 on average (coded), and change tends to be
             large. The midpoint lies within .1 of 0, so that both ends are on the scale.
Who decides  a chamber of 100 by majority (three issues in four), or an executive alone: assumed; Congress was the
             main place of most of the 98, and rules of agencies were among them (from memory).
Chamber      3-5 blocs with parties of their own; seats by Dirichlet(3): the largest has some two fifths (assumed).
Deciders     midpoint + N(0, .2) common to the issue + N(0, .45) of each organ, within the scale: .5 in all, a little
             less than blocs of NAFTA (.65) and CCIME (.53), whose votes were not all contested. No mean: deciders do
             not lean to the status quo by assumption.
Executive    there in each issue; before a chamber it is of one of the parties, drawn, pulls its bloc toward what it
             wants and others away, and can be pressed.
Gate         the largest bloc keeps from the floor what it does not gain by (Cox & McCubbins 2005, from memory).
Openness     of chamber and executive .3-.7, one number for an issue (coded: .5 on main issues); media .5.
Alliances    two of one side at .2, so about .1 over all pairs (coded: .06-.18 in three cases); none between.
Members      dispersion .22, the default of the format.

What is built in, and was reckoned by hand from the above before any run, campaigns left out: chance that a bloc in two
fifths of the seats and the chamber both gain, correlated at about .65 with the draws of the day, 1/4 + arcsin(.65)/2 pi
= .36 (Sheppard); an executive alone, one half. So the status quo is kept in about .60 of issues *by construction of the
gate*, and this was reckoned while the gate was chosen. That row therefore asks whether campaigns leave it there. It is
no discovery of the model, and says so.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np

from sim.model.core.noise import stream
from sim.model.state import Counts, Floats
from sim.scenario.keys.fields import AccessLetter
from sim.scenario.schema import Scenario

SEED, N_ISSUES = 30, 2000
REFERENCE, OPENS, DECIDED = "1998-12", "1999-01", "2000-12"
ISSUE, BILL, COUNTRY, HEAD, PRESS = "policy", "bill", "land", "head", "press"
N_LOBBYISTS, FEWEST = 20, 4
ROLES = {"business": 0.45, "advocacy": 0.25, "network": 0.10, "union": 0.07, "academic": 0.07, "movement": 0.06}
CAPABILITY = (10, 29, 23, 15, 5)  # campaigners of the four cases at 1, 2, 3, 4, 5
LETTERS = {  # weights of the letters 0-3, given capability 1-2, 3, 4-5
    "legislature": ((0.64, 0.28, 0.05, 0.03), (0.43, 0.09, 0.39, 0.09), (0.45, 0.10, 0.20, 0.25)),
    "executive": ((0.90, 0.05, 0.05, 0.00), (0.39, 0.26, 0.35, 0.00), (0.35, 0.00, 0.40, 0.25)),
    "press": ((0.61, 0.10, 0.18, 0.11),) * 3,
}
DISTANCE, SALIENCE, DECIDER_SALIENCE, OPENNESS = (0.2, 0.8), (0.6, 1.0), (0.3, 0.7), (0.3, 0.7)
STEP, MIDPOINT = (1.0, 1.8), 0.1  # |y - q|; the midpoint lies within this of 0
COMMON_SPREAD, OWN_SPREAD = 0.2, 0.45  # of those who decide, around the midpoint
EXECUTIVE_ALONE, FEWEST_BLOCS, MOST_BLOCS, MEMBERS, SEAT_EVENNESS = 0.25, 3, 5, 100, 3.0
ALLIED, MEDIA_OPENNESS = 0.2, 0.5

Document = dict[str, Any]


def document(number: int, seed: int = SEED) -> Document:
    """One issue as a scenario in plain mappings, of format 2.

    Each part draws from a stream of its own, keyed by seed and number: the same two numbers give the same issue.

    Parameters
    ----------
    number : of the issue, >= 0
    seed : of the study, >= 0
    """
    rng = stream(seed, number, "random_issues.question")
    midpoint, step = float(rng.uniform(-MIDPOINT, MIDPOINT)), float(rng.uniform(*STEP))
    openness, is_alone = _rounded(rng.uniform(*OPENNESS)), bool(rng.random() < EXECUTIVE_ALONE)
    seats = {HEAD: 1} if is_alone else _seats(number, seed)
    actors = _deciders(seats, midpoint, number, seed) | _lobbyists(midpoint, number, seed)
    organs = [name for name, actor in actors.items() if actor["kind"] == "government"]
    return {
        "format": 2,
        "title": f"Random issue {number}",
        "summary": "Drawn by the generator of V30",
        "standing": "prior_predictive",
        "period": {"start": REFERENCE, "end": DECIDED},
        "reference": REFERENCE,
        "issues": {
            ISSUE: {"title": "Policy", "negative": "as it was", "positive": "as proposed", "tier": "policy_core"}
            | _ASSUMED
        },
        "actors": actors,
        "ties": _ties(actors, midpoint, number, seed),
        "venues": _venues(organs),
        "events": {"agenda": _opening(organs, openness)},
        "decisions": {BILL: _bill(seats, midpoint, step)},
        "outcomes": {"vote": {"label": "Yes share", "measure": "vote_share", "decision": BILL}},
    }


def world(number: int, seed: int = SEED) -> Scenario:
    """One issue as a checked scenario; what one key says about another is checked by a test, not each time."""
    return Scenario.model_validate(document(number, seed))


def sides(scenario: Scenario) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of the lobbyists for change, and of those for the status quo: by which end of the proposal is closer."""
    plank = scenario.decisions[BILL].proposal[ISSUE]
    assert isinstance(plank.status_quo, float)
    assert isinstance(plank.proposed, float)
    midpoint = (plank.status_quo + plank.proposed) / 2.0
    lobbyists = [each for each in scenario.actors.values() if each.kind == "ngo"]
    return (
        tuple(each.id for each in lobbyists if each.positions[ISSUE] > midpoint),
        tuple(each.id for each in lobbyists if each.positions[ISSUE] < midpoint),
    )


def log_resources(scenario: Scenario) -> float:
    """Natural log of what all for change can spend, less that of all for the status quo [log ratio].

    Resources of one are 2^(capability - 1) units a year.
    """
    change, keep = (sum(2.0 ** (scenario.actors[name].capability - 1.0) for name in side) for side in sides(scenario))
    return float(np.log(change / keep))


def is_contested(scenario: Scenario) -> bool:
    """Whether each side has somebody with a door of its own to an organ of the issue."""
    letters: tuple[AccessLetter, ...] = ("executive", "legislature")
    if HEAD in scenario.decisions[BILL].chamber:
        letters = ("executive",)
    return all(
        any(scenario.actors[name].access.get(letter, 0) > 0 for name in side for letter in letters)
        for side in sides(scenario)
    )


_ASSUMED = {"source": "assumed"}


def _rounded(value: float | np.floating[Any]) -> float:
    # Three digits, as a coder could write them; so a document reads the same on any machine.
    return round(float(value), 3)


def _seats(number: int, seed: int) -> dict[str, int]:
    """Members of each bloc, one at least."""
    rng = stream(seed, number, "random_issues.seats")
    n_blocs = int(rng.integers(FEWEST_BLOCS, MOST_BLOCS + 1))
    more = rng.multinomial(MEMBERS - n_blocs, rng.dirichlet(np.full(n_blocs, SEAT_EVENNESS)))
    return {f"bloc_{b + 1}": 1 + int(n) for b, n in enumerate(more)}


def _deciders(seats: dict[str, int], midpoint: float, number: int, seed: int) -> dict[str, Document]:
    """The executive and the blocs, around what is common to all who decide this issue."""
    rng = stream(seed, number, "random_issues.deciders")
    common, blocs = rng.normal(0.0, COMMON_SPREAD), [name for name in seats if name != HEAD]
    governing = f"party_{int(rng.integers(1, max(1, len(blocs)) + 1))}"
    found = {}
    for name in [HEAD, *blocs]:
        position = np.clip(midpoint + common + rng.normal(0.0, OWN_SPREAD), -1.0, 1.0)
        role, party = ("executive", governing) if name == HEAD else ("bloc", name.replace("bloc", "party"))
        found[name] = _actor(name, "government", role, position, rng.uniform(*DECIDER_SALIENCE)) | {"party": party}
    return found


def _lobbyists(midpoint: float, number: int, seed: int) -> dict[str, Document]:
    """Twenty, those for change first."""
    rng, n = stream(seed, number, "random_issues.lobbyists"), N_LOBBYISTS
    n_change = int(rng.integers(FEWEST, n - FEWEST + 1))
    side = np.where(np.arange(n) < n_change, 1.0, -1.0)
    position, salience = midpoint + side * rng.uniform(*DISTANCE, n), rng.uniform(*SALIENCE, n)
    role = rng.choice(list(ROLES), n, p=list(ROLES.values()))
    capability = 1 + rng.choice(5, n, p=np.array(CAPABILITY) / sum(CAPABILITY))
    group = np.clip(capability - 2, 0, 2)  # capability 1-2, 3, 4-5
    access = {letter: _letters(np.array(weights)[group], rng.random(n)) for letter, weights in LETTERS.items()}
    found = {}
    for i in range(n):
        name = f"lobby_{i + 1}"
        found[name] = _actor(name, "ngo", str(role[i]), position[i], salience[i]) | {
            "capability": float(capability[i]), "access": {letter: int(values[i]) for letter, values in access.items()},
        }  # fmt: skip
    return found


def _letters(weights: Floats, draws: Floats) -> Counts:
    """A letter 0-3 for each, (lobbyist,), from weights (lobbyist, letter) and uniform draws (lobbyist,)."""
    return (draws[:, None] >= np.cumsum(weights[:, :3], axis=1)).sum(axis=1)


def _actor(
    name: str, kind: str, role: str, position: float | np.floating[Any], salience: float | np.floating[Any]
) -> Document:
    return {
        "id": name, "name": name, "kind": kind, "role": role, "country": COUNTRY, "capability": 3.0,
        "positions": {ISSUE: _rounded(position)}, "saliences": {ISSUE: _rounded(salience)},
    } | _ASSUMED  # fmt: skip


def _ties(actors: dict[str, Document], midpoint: float, number: int, seed: int) -> list[Document]:
    """Alliances within sides; every pair has a draw, used or not."""
    rng = stream(seed, number, "random_issues.ties")
    lobbyists = [name for name, actor in actors.items() if actor["kind"] == "ngo"]
    is_for = {name: actors[name]["positions"][ISSUE] > midpoint for name in lobbyists}
    pairs = list(combinations(lobbyists, 2))
    return [
        {"actor": one, "partner": other, "type": "alliance"} | _ASSUMED
        for (one, other), draw in zip(pairs, rng.random(len(pairs)), strict=True)
        if is_for[one] == is_for[other] and draw < ALLIED
    ]


def _venues(organs: list[str]) -> dict[str, Document]:
    """A door to each organ, shut at first, and the media."""
    found: dict[str, Document] = {
        f"door_{organ}": {
            "kind": "executive" if organ == HEAD else "legislature",
            "country": COUNTRY,
            "organ": organ,
            "openness": 0.0,
        }
        | _ASSUMED
        for organ in organs
    }
    return found | {PRESS: {"kind": "press", "country": COUNTRY, "openness": 0.0} | _ASSUMED}


def _opening(organs: list[str], openness: float) -> Document:
    """The issue reaches the agenda: its doors open, once and for all."""
    opened = {"field": "openness", "venues": [f"door_{organ}" for organ in organs], "value": openness}
    media = {"field": "openness", "venues": [PRESS], "value": MEDIA_OPENNESS}
    return {"title": "The issue reaches the agenda", "date": OPENS, "changes": [opened, media]} | _ASSUMED


def _bill(seats: dict[str, int], midpoint: float, step: float) -> Document:
    """What is proposed, who decides, and who may keep it from the floor."""
    plank = {"status_quo": _rounded(midpoint - step / 2.0), "proposed": _rounded(midpoint + step / 2.0)}
    bill = {
        "title": "Bill", "date": DECIDED, "pending_from": OPENS, "proposal": {ISSUE: plank | _ASSUMED},
        "chamber": {name: {"members": n} | _ASSUMED for name, n in seats.items()},
    } | _ASSUMED  # fmt: skip
    if HEAD in seats:  # who decides alone does not pull itself, too
        return bill | {"rule": {"type": "executive"}}
    largest = max(seats, key=lambda name: seats[name])
    return bill | {"rule": {"type": "majority"}, "executive": HEAD, "gatekeeper": largest}
