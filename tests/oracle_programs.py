"""Processes 10 and 12 of the oracle (E11, E12): sites that partners and trust open, desks that decide near or far.

A program's state is a dict by site: `site_open`, `success`, `partner_funds`; capital is {(host, place): value}; a
desk's state is a dict: `wait_central`, `wait_local`, `decided_locally`. For `stage` see
`oracle_courtship`.
"""

from math import exp, log

from oracle_courtship import allied, share_of
from oracle_numbers import queue_time

HOURS, DAYS = 8766.0, 365.25  # in a year
DEPTH = {"deep_core": 2, "policy_core": 1, "secondary": 0}


def start_program(program: dict) -> dict:
    """Return a program before its first step: every site closed."""
    return {name: [0.0 for _ in program["places"]] for name in ("site_open", "success", "partner_funds")}


def start_capital(programs: list) -> dict:
    """Return the bonds of hosts with the places of their programs, all without capital."""
    return {(program["host"], place): 0.0 for program in programs for place in program["places"]}


def start_desk(desk: dict) -> dict:
    """Return a desk before its first step: all central, at the waits that its source gives."""
    central, local = desk["central_hours"] / HOURS, desk["local_hours"] / HOURS
    return {"wait_central": central, "wait_local": local, "decided_locally": 0.0}


def mean_wait(desk_state: dict) -> float:
    """Return the mean years that a case waits."""
    s = desk_state["decided_locally"]
    return (1 - s) * desk_state["wait_central"] + s * desk_state["wait_local"]


# Programs


def is_in_force(program: dict, t: int) -> bool:
    """Tell whether a program runs at step t."""
    return program["since"] <= t and (program["after"] is None or t < program["after"])


def matched_funds(p: dict, seed: float, capital: float) -> float:
    """Return what partners add at a site (E11-1) [100,000 USD a year]."""
    trusted = capital ** p["programs.capital_exponent"]
    return p["programs.match_scale"] * seed ** p["programs.seed_exponent"] * trusted


def support(stage: object, program: dict) -> float:
    """Return what academic partners and measurement leave of a program's delivery (E11-5)."""
    loss, academic = stage.p["programs.support_loss"], 1.0
    if program["academics"] is not None:
        friends = [i for i in program["academics"] if allied(stage, i, program["host"])]
        academic = share_of(stage, program["academics"], friends)
    return (1 - loss * (1 - academic)) * (1 - loss * (1 - program["is_measured"]))


def opening_chance(stage: object, partners: float, capital: float) -> float:
    """Return the probability that a site opens in a step (E11-4)."""
    return 1 - exp(-stage.p["programs.partner_rate"] * partners * capital * stage.dt)


def is_open_now(stage: object, program: dict, t: int, site: int, was: float, facts: dict, u: float) -> bool:
    """Tell whether a site is open in this step (E11-3, E11-4)."""
    if was:
        return True
    if not facts["funded"]:
        return False
    if t == max(0, program["since"]) and program["places"][site] in program["pilots"]:
        return True
    capital = facts["capital"][program["host"], program["places"][site]]
    trusted = stage.p["programs.match_scale"] * capital ** stage.p["programs.capital_exponent"] >= 1
    if facts["partners"] == 0 or (program["is_matched"] and not trusted):
        return False
    return u < opening_chance(stage, facts["partners"], capital)


def deliver_one(stage: object, program: dict, t: int, state: dict, capital: dict, u: list) -> dict:
    """Return a program's state after a step."""
    if not is_in_force(program, t) or not stage.is_active[program["host"]]:
        return start_program(program)
    friends = [i for i in program["partners"] if allied(stage, i, program["host"])]
    facts = {
        "partners": share_of(stage, program["partners"], friends),
        "funded": any(stage.is_active[i] for i in program["funders"]),
        "capital": capital,
    }
    after, p = start_program(program), stage.p
    for site, place in enumerate(program["places"]):
        if not is_open_now(stage, program, t, site, state["site_open"][site], facts, u[site]):
            continue
        funds = 0.0
        if program["is_matched"] and facts["funded"] and facts["partners"] > 0:
            funds = matched_funds(p, program["seed"], capital[program["host"], place])
        funded = min(1.0, (facts["funded"] * program["seed"] + funds) / program["need"])
        after["site_open"][site], after["partner_funds"][site] = 1.0, funds
        after["success"][site] = funded * support(stage, program)
    return after


def capital_after(stage: object, programs: list, states: list, capital: dict) -> dict:
    """Return the bonds' capital after a step of success, here and at the host's other places (E11-2)."""
    own = dict.fromkeys(capital, 0.0)
    for program, state in zip(programs, states, strict=True):
        for site, place in enumerate(program["places"]):
            own[program["host"], place] += state["success"][site]
    after, p = {}, stage.p
    for host, place in capital:
        peers = [amount for (other, _), amount in own.items() if other == host]
        learned = own[host, place] + p["programs.spillover"] * sum(peers) / len(peers)
        lost = p["programs.capital_loss"] * capital[host, place]
        after[host, place] = capital[host, place] + stage.dt * (p["programs.learning"] * learned - lost)
    return after


def deliver(stage: object, programs: list, t: int, states: list, capital: dict, u: list) -> tuple:
    """Process 10: return the programs' states and the capital after the step; `u` holds a uniform for every site."""
    after = [deliver_one(stage, row, t, states[n], capital, u[n]) for n, row in enumerate(programs)]
    return after, capital_after(stage, programs, after, capital)


# Desks


def coherence(stage: object, desk: dict) -> float:
    """Return 1 less the variance of these offices' positions, by size, averaged over issues by tier; 1 without any."""
    offices = [i for i in desk["offices"] if stage.is_active[i] and allied(stage, i, desk["hub"])]
    sizes = [stage.actors[i]["size"] for i in offices]
    if not offices:
        return 1.0
    weights = [stage.p["ties.tier_ratio"] ** DEPTH[issue["tier"]] for issue in stage.world["issues"]]
    total, spread = sum(sizes), 0.0
    for weight, row in zip(weights, stage.position, strict=True):
        mean = sum(size * row[i] for size, i in zip(sizes, offices, strict=True)) / total
        variance = sum(size * (row[i] - mean) ** 2 for size, i in zip(sizes, offices, strict=True)) / total
        spread += weight * variance
    return 1 - spread / sum(weights)


def central_wait(p: dict, desk: dict, s: float) -> float:
    """Return the years that a case takes at the center when a share s goes to local offices (E12-1)."""
    stages, arrivals = desk["stages"], desk["arrivals"]
    service = stages / (desk["central_hours"] / HOURS) + arrivals
    return min(p["programs.longest_wait"], stages * queue_time(service, arrivals * (1 - s)))


def local_wait(p: dict, desk: dict, s: float, size: float, all_size: float) -> float:
    """Return the years that a case takes at local offices, when offices of this size in all share them (E12-2)."""
    if size <= 0:
        return p["programs.longest_wait"]
    service = 1 / (desk["local_hours"] / HOURS) + desk["arrivals"] / all_size
    agreed = p["programs.coordination_cost"] * log(size) / DAYS
    return min(p["programs.longest_wait"], queue_time(service, desk["arrivals"] * s / size) + agreed)


def coordinate(stage: object, desks: list) -> list[dict]:
    """Process 12: return the desks' states after the step, which do not hang on those before it."""
    after = []
    for desk in desks:
        deciders = [stage.policy[desk["issue"]][i] for i in desk["deciders"] if stage.is_active[i]]
        offices = [i for i in desk["offices"] if stage.is_active[i] and allied(stage, i, desk["hub"])]
        size, q = sum(stage.actors[i]["size"] for i in offices), sum(deciders) / max(1, len(deciders))
        s = (1 + q) / 2 if size > 0 else 0.0
        everyone = sum(stage.actors[i]["size"] for i in desk["offices"])
        after.append(
            {
                "wait_central": central_wait(stage.p, desk, s),
                "wait_local": local_wait(stage.p, desk, s, size, everyone),
                "decided_locally": s,
            }
        )
    return after
