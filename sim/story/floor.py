"""Votes: what was expected, what was blocked and by whom, what passed, what was taken back; ideas."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.measures.uptake import adopted_share
from sim.model.agenda import Decision, Idea
from sim.model.core.noise import Noise
from sim.model.state import State
from sim.model.votes import utility
from sim.model.votes.explain import TERMS, stands, whole
from sim.model.votes.explain import worth as of_terms
from sim.model.votes.roll_call import reckon
from sim.model.votes.verdict import yes_share
from sim.story.scene import Scene
from sim.words import label
from sim.words.reasons import Reasons, digits_of

HALF = 0.5  # share of an actor's bodies from which on it holds an idea
COUNTED = ("majority", "supermajority", "subordinate", "executive")  # rules for which votes needed are a number


def votes(scene: Scene, step: int) -> Iterator[str]:
    """Every decision that is due, and those taken back."""
    now = scene.now(step)
    for decision in scene.setting.decisions:
        if decision.step == step:
            yield from _settled(scene, decision, step)
        if now.is_repealed[decision.row, 0] and not scene.before(step).is_repealed[decision.row, 0]:
            yield _taken_back(scene, decision, now)


def _taken_back(scene: Scene, decision: Decision, now: State) -> str:
    """How many have turned against it; of a sequence the part that has fallen."""
    if decision.repeal is not None:
        return scene.say("repealed", title=_title(scene, decision), share=decision.repeal.needed)
    fallen = next(body for body in decision.rule.bodies if now.is_repealed[body, 0])
    return scene.say("fallen", title=_title(scene, decision), part=_title(scene, scene.setting.decisions[fallen]))


def _title(scene: Scene, decision: Decision) -> str:
    return label(scene.scenario.decisions[decision.id].title, scene.lang)


def _settled(scene: Scene, decision: Decision, step: int) -> Iterator[str]:
    """What is expected, then the vote and its blocs, or why there is none."""
    now = scene.now(step)
    if decision.blocs and decision.rule.type in COUNTED:
        yield _expected(scene, decision, step)
    if now.is_blocked[decision.row, 0]:
        yield scene.say("blocked", title=_title(scene, decision), why=_why_blocked(scene, decision, step))
        return
    verdict = scene.say("passed" if now.is_passed[decision.row, 0] else "rejected")
    if not decision.blocs:
        yield scene.say("whole", title=_title(scene, decision), verdict=verdict)
        return
    rows = [bloc.row for bloc in decision.blocs]
    yeas, seats = int(now.yeas[rows, 0].sum()), int(now.seats[rows, 0].sum())
    values = {"title": _title(scene, decision), "yeas": yeas, "nays": seats - yeas, "verdict": verdict}
    key, more = _counted(scene, decision, now) if seats else ("vote", {})
    yield scene.say(key, **values, **more)
    for bloc in decision.blocs:
        if now.seats[bloc.row, 0]:
            of_bloc = {"yeas": int(now.yeas[bloc.row, 0]), "members": int(now.seats[bloc.row, 0])}
            key = "bloc_weighted" if decision.rule.type == "weighted" else "bloc"
            yield "  " + scene.say(key, name=scene.names[bloc.actor], **of_bloc, weight=bloc.weight)
    if scene.noise is not None:
        yield "  " + _why(scene, decision, step, scene.noise)


def _counted(scene: Scene, decision: Decision, now: State) -> tuple[str, dict[str, object]]:
    """How votes are counted that are not counted by heads, what the rule needs, and who refused."""
    rule, blocs = decision.rule, decision.blocs
    rows = [bloc.row for bloc in blocs]
    yeas, seats = now.yeas[rows], now.seats[rows]
    if rule.type == "weighted":
        return "vote_weighted", {"share": yes_share(rule, blocs, yeas, seats)[0], "need": rule.needed}
    if rule.type not in ("consensus", "treaty"):
        return "vote", {}
    ratify = 2 * yeas[:, 0] > seats[:, 0]
    agrees = ratify if rule.type == "treaty" else yeas[:, 0] == seats[:, 0]
    against = [bloc.actor for bloc, agreed in zip(blocs, agrees, strict=True) if not agreed and now.seats[bloc.row, 0]]
    who = scene.listed(against) or scene.say("nobody")
    key = "vote_treaty" if rule.type == "treaty" else "vote_consensus"
    return key, {"who": who, "n": int(np.count_nonzero(ratify)), "need": rule.ratifications}


def _why(scene: Scene, decision: Decision, step: int, noise: Noise) -> str:
    """What each term of the vote was worth in this run, beside what members would have voted of themselves."""
    found = stands(decision, scene.on_the_floor(step), scene.params, noise)
    worth = whole([of_terms(stand) for stand in found], 1)
    votes = dict(zip(TERMS, worth.terms[:, 0].tolist(), strict=True))
    members = sum(bloc.members for bloc in decision.blocs)
    digits = digits_of(members)
    reasons = Reasons(scene.scenario, scene.setting, decision, found[0].proposal.news.tolist(), scene.lang)
    start, expected = (f"{values[0]:.{digits}f}" for values in (worth.start, worth.expected))
    return scene.say(
        "why_one" if members == 1 else "why", parts=reasons.parts(votes, digits), start=start, expected=expected
    )


def _expected(scene: Scene, decision: Decision, step: int) -> str:
    found = reckon(decision, scene.on_the_floor(step), scene.params)
    return scene.say("expected", title=_title(scene, decision), need=found.need[0], forecast=found.forecast[0])


def _why_blocked(scene: Scene, decision: Decision, step: int) -> str:
    """What is missing, who refuses, or that too few yeas were expected."""
    state = scene.on_the_floor(step)
    missing = [row for row in decision.requires if not scene.now(step).is_passed[row, 0]]
    proposal = utility.proposal_of(decision, state, scene.params)
    reasons = [scene.say("needs", title=_title(scene, scene.setting.decisions[row])) for row in missing]
    if not utility.is_let_through(decision.gatekeeper, proposal, state)[0]:
        gain = utility.gain_of(decision.gatekeeper, proposal, state)[0]
        reasons.append(scene.say("refuses", who=scene.names[decision.gatekeeper], gain=gain))
    return "; ".join(reasons) or scene.say("withdrawn")


def uptakes(scene: Scene, step: int) -> Iterator[str]:
    """Windows that open, and everybody that takes an idea up or gives it up; of rows of many bodies half of them."""
    before, now = scene.before(step), scene.now(step)
    for idea in scene.setting.ideas:
        title = label(scene.scenario.ideas[idea.id].title, scene.lang)
        values = {"title": title, "held": _held(scene, idea, now)}
        for since, until in idea.windows:
            if since == step:
                yield scene.say("window_opens", **values)
            if until - 1 == step:
                yield scene.say("window_closes", **values)
        had, has = (state.adopted[idea.row, :, 0] >= HALF for state in (before, now))
        gone, new = ("gives_up_half", "adopts_half") if idea.in_shares else ("gives_up", "adopts")
        for key, actors in ((gone, np.flatnonzero(had & ~has)), (new, np.flatnonzero(has & ~had))):
            for actor in actors:
                yield scene.say(key, name=scene.names[actor], **values)


def _held(scene: Scene, idea: Idea, now: State) -> str:
    """How many active adopters hold an idea, or what share of the bodies that they stand for."""
    if idea.in_shares:
        return scene.say("held_share", share=adopted_share(now, idea)[0])
    present = now.is_active[idea.adopters, 0]
    adopted = np.count_nonzero(now.adopted[idea.row, idea.adopters, 0] * present)
    return scene.say("held_by", adopted=adopted, able=np.count_nonzero(present))
