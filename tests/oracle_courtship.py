"""Process 8 of the oracle (E9): visits that persuade or repel, skepticism that disclosure feeds, lent legitimacy.

`stage` is anything with the attributes of `oracle.Model` that a function reads: actors (rows with country, size and
party), is_active, contact and allied {(i, j): 0 or 1}, position and policy by issue and actor, attention {country: by
issue}, capability by actor, dt, and p, the parameters by key.
"""

from math import exp

from oracle_decisions import clip, logistic, sign
from oracle_numbers import latest, straight


def allied(stage: object, i: int, j: int) -> bool:
    """Tell whether two actors act together."""
    return bool(stage.allied.get((i, j)))


def share_of(stage: object, rows: list[int], chosen: list[int]) -> float:
    """Return the share by size that the chosen have among these active rows, 0 if none of them is there."""
    sizes = {i: stage.actors[i]["size"] for i in rows if stage.is_active[i]}
    return sum(size for i, size in sizes.items() if i in chosen) / sum(sizes.values()) if sizes else 0.0


def lent(stage: object, patron: int | None, audience: list[int]) -> float:
    """Return the legitimacy that a patron lends in the eyes of those of its party (E9-6), in [0, 1]."""
    if patron is None or not stage.is_active[patron]:
        return 0.0
    party = stage.actors[patron]["party"]
    same = [i for i in audience if party and stage.actors[i]["party"] == party]
    power = stage.capability[patron] / 5
    return min(1.0, stage.p["courtship.patronage"] * power * share_of(stage, audience, same))


def start_skepticism(courtship: dict, position: list[list[float]]) -> list[float]:
    """Return every actor's skepticism at the start, which its position on the issue gives (E9-7)."""
    return [clip((1 + x) / 2, 0.05, 0.95) for x in position[courtship["skeptic_issue"]]]


def disclosed(stage: object, courtship: dict, t: int, skepticism: list[float]) -> list[float]:
    """Return skepticism after a step in which courtship is known as far as it is disclosed (E9-5)."""
    after, home = list(skepticism), stage.actors[courtship["patron"]]["country"]
    coded = latest(courtship["disclosure"], t)
    for i, actor in enumerate(stage.actors):
        if stage.is_active[i] and actor["country"] != home:
            gain = 1 - exp(-stage.p["courtship.disclosure_rate"] * coded * stage.dt)
            after[i] = skepticism[i] + gain * (1 - skepticism[i])
    return after


def reach(stage: object, i: int) -> float:
    """Return the share by size of actor i's active compatriots that listen to it."""
    country = stage.actors[i]["country"]
    others = [j for j, actor in enumerate(stage.actors) if j != i and actor["country"] == country]
    return share_of(stage, others, [j for j in others if stage.contact.get((j, i))])


def offered(stage: object, visit: dict) -> dict[int, float]:
    """Return the places offered to each active guest in one step of a visit (E9-1)."""
    weights = {}
    for i in [i for i in visit["guests"] if stage.is_active[i]]:
        favor = 1.0 if visit["is_broadcast"] else exp(stage.p["courtship.reach_slope"] * reach(stage, i))
        weights[i] = stage.actors[i]["size"] * favor
    places, total = visit["places"] / (visit["after"] - visit["since"]), sum(weights.values())
    return {i: places * weight / total for i, weight in weights.items()}


def tension_of(tension: list[dict], one: str, other: str, t: int) -> float:
    """Return the tension between two countries at step t."""
    return straight([(row["step"], row["value"]) for row in tension if set(row["between"]) == {one, other}], t)


def accepted(stage: object, courtship: dict, visit: dict, tension: list, t: int, i: int, skepticism: float) -> float:
    """Return the share of offered places that actor i takes (E9-2)."""
    if visit["is_documented"]:
        return 1.0
    p, trouble = stage.p, tension_of(tension, stage.actors[i]["country"], courtship["partner"], t)
    drive = p["courtship.acceptance"] + p["courtship.tension_slope"] * trouble
    return logistic(drive - p["courtship.skepticism_slope"] * skepticism)


def heard(stage: object, x: float, patron: float, z: float, skepticism: float) -> float:
    """Return where a visit of a share z of an actor's bodies leaves its position (E9-3, E9-4)."""
    p = stage.p
    moved = x + p["courtship.persuasion"] * z * (1 - skepticism) * (patron - x)
    doubt = max(0.0, skepticism - p["courtship.backfire_from"])
    return clip(moved - p["courtship.backfire"] * z * doubt * sign(patron - x), -1.0, 1.0)


def court(stage: object, courtships: list, tension: list, t: int, skepticism: list, guests: list) -> tuple:
    """Process 8: return the positions, the skepticism by courtship and the guests by visit after the step."""
    position = [list(row) for row in stage.position]
    skepticism, guests, number = [list(row) for row in skepticism], [list(row) for row in guests], 0
    for c, courtship in enumerate(courtships):
        first, number = number, number + len(courtship["visits"])
        if not stage.is_active[courtship["patron"]]:
            continue
        skepticism[c] = disclosed(stage, courtship, t, skepticism[c])
        for row, visit in enumerate(courtship["visits"], first):
            if not visit["since"] <= t < visit["after"]:
                continue
            for i, places in offered(stage, visit).items():
                doubt, size = skepticism[c][i], stage.actors[i]["size"]
                came = min(size, places * accepted(stage, courtship, visit, tension, t, i, doubt))
                guests[row][i] += came
                for k in courtship["issues"]:
                    patron = position[k][courtship["patron"]]
                    position[k][i] = heard(stage, position[k][i], patron, came / size, doubt)
    return position, skepticism, guests
