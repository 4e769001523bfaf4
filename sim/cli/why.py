"""What `replay --why` prints: the terms of one run's vote, then what they are worth in votes over replicates."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import click
import numpy as np

from sim.cli import options, terminal
from sim.ensemble import Ensemble
from sim.experiments.counterfactuals.why_campaigns import REFERENCE
from sim.experiments.counterfactuals.why_votes import Estimate, Why, decision_of, why
from sim.model.agenda import JOINED, Decision
from sim.model.votes.explain import TERMS
from sim.words import label, say, short_names, warned
from sim.words.reasons import ORDER, Reasons, digits_of, signed

SHOWN = 10  # actors
MOSTLY = 0.5  # of a side's weight


@dataclass(frozen=True)
class Study:
    """Which runs are meant."""

    case: str
    variant: str | None
    settings: dict[str, Any]
    seed: int
    until: str | None

    def runs(self, replicates: list[int]) -> Ensemble:
        """Those of the study."""
        return Ensemble(self.case, replicates, self.seed, self.variant, self.settings, until=self.until)

    def base(self, replicates: list[int]) -> Ensemble | None:
        """The case itself with the same draws; None where the study is just that."""
        if not self.variant and not self.settings:
            return None
        return Ensemble(self.case, replicates, self.seed, until=self.until)


def tell_why(study: Study, decision: str, replicate: int, replicates: int, lang: str, as_json: bool) -> None:
    """Print why a body voted as it did, in one run and over replicates.

    Runs of a variant, or with settings, are compared with the base run of the same seed and replicate.
    """
    numbers = sorted({*range(replicates), replicate})
    ensemble = study.runs(numbers)
    asked = decision_of(ensemble, decision)
    if asked.rule.type in JOINED:
        _tell_joined(ensemble, asked, replicate, study.case, lang, as_json)
        return
    base = study.base(numbers)
    with options.progress(len(numbers), decision) as report:
        found = why(ensemble, decision, base, report)
    one = found.of_runs([numbers.index(replicate)])
    many = found.of_runs([place for place, number in enumerate(numbers) if number < replicates])
    if as_json:
        options.echo_json(record(one, many))
        return
    click.echo("\n".join(_Text(ensemble, one, many, base is not None, lang).lines()))


def record(one: Why, many: Why) -> dict[str, Any]:
    """What `--json` says: bloc by bloc of one run, then votes over replicates."""
    return {
        "decision": one.decision.id,
        "replicate": one.replicates[0],
        "rule": one.decision.rule.type,
        "voted": bool(_is_voted(one)),
        "passed": bool(one.is_passed[0]),
        "blocs": [
            {
                "bloc": bloc,
                "yeas": int(one.yeas[bloc][0]),
                "seats": int(one.seats[bloc][0]),
                "logit": float(terms.sum(axis=0)[0]),
                "terms": dict(zip(TERMS, terms[:, 0].tolist(), strict=True)),
                "expected": float(one.worths[bloc].expected[0]),
                "votes": dict(zip(TERMS, one.worths[bloc].terms[:, 0].tolist(), strict=True)),
            }
            for bloc, terms in one.logits.items()
        ],
        "votes": many.record(),
    }


def _is_voted(one: Why) -> bool:
    return any(seats[0] for seats in one.seats.values())


def _tell_joined(
    ensemble: Ensemble, decision: Decision, replicate: int, case: str, lang: str, as_json: bool
) -> None:  # fmt: skip
    """A decision that others make: which, and how they came out in one run."""
    row = ensemble.runs.index(replicate)
    for state in ensemble.states([row]):
        if state.step > decision.step:
            break
    bodies = [ensemble.setting.decisions[body] for body in decision.rule.bodies]
    passed = {each.id: bool(state.is_passed[each.row, 0]) for each in (decision, *bodies)}
    if as_json:
        made = {each.id: passed[each.id] for each in bodies}
        head = {"decision": decision.id, "replicate": replicate, "rule": decision.rule.type}
        options.echo_json(head | {"voted": False, "passed": passed[decision.id], "blocs": [], "follows": made})
        return
    verdicts = {key: say("story_passed" if yes else "story_rejected", lang) for key, yes in passed.items()}
    own = verdicts[decision.id]
    lines = [*_head(ensemble, decision, replicate, lang)]
    lines += _wrap(say(f"why_joined_{decision.rule.type}", lang, verdict=own[:1].upper() + own[1:]))
    for each in bodies:
        lines += _wrap(f"- {_title(ensemble, each, lang)} ({each.id}): {verdicts[each.id]}")
    command = f"{options.own_name()} replay {shlex.quote(case)} --why {bodies[0].id}"
    click.echo("\n".join([*lines, say("why_joined_ask", lang, command=command)]))


def _title(ensemble: Ensemble, decision: Decision, lang: str) -> str:
    return label(ensemble.scenario.decisions[decision.id].title, lang)


def _head(ensemble: Ensemble, decision: Decision, replicate: int, lang: str) -> list[str]:
    scenario, setting = ensemble.scenario, ensemble.setting
    values = {"title": _title(ensemble, decision, lang), "month": setting.months[decision.step], "id": decision.id}
    study = {"replicate": replicate, "seed": ensemble.seed, "variant": setting.variant}
    return [label(scenario.title, lang), *_wrap(warned(say("why_study", lang, **values, **study), scenario, lang))]


def _wrap(text: str) -> list[str]:
    return terminal.flow(text, more="  ")


class _Text:
    """Lines on one run, and on the mean of many."""

    def __init__(self, ensemble: Ensemble, one: Why, many: Why, is_changed: bool, lang: str) -> None:
        self.ensemble, self.one, self.many, self.lang = ensemble, one, many, lang
        self.lacks_base = is_changed and not many.is_paired
        self.decision = one.decision
        self.known, self.actors = short_names(ensemble.scenario, lang), ensemble.setting.actors
        self.own = {self.actors[bloc.actor]: bloc.own for bloc in self.decision.blocs}
        self.members = {self.actors[bloc.actor]: bloc.members for bloc in self.decision.blocs}
        self.seats = sum(self.members.values())
        self.digits = digits_of(self.seats)
        shown = np.any([terms.any(axis=1) for terms in one.logits.values()], axis=0)
        self.terms = [term for term, is_there in zip(TERMS, shown, strict=True) if is_there or term != "abroad"]
        topics = many.topics.tolist()
        self.reasons = Reasons(ensemble.scenario, ensemble.setting, self.decision, topics, lang)

    def say(self, key: str, **values: object) -> str:
        return say(f"why_{key}", self.lang, **values)

    def name(self, actor: str) -> str:
        """An actor's name; of another variant's its id."""
        return self.known.get(actor, actor)

    def lines(self) -> list[str]:
        """All that is printed."""
        head = _head(self.ensemble, self.decision, self.one.replicates[0], self.lang)
        return [
            *head, *_wrap(self._result()), "", *self._table(), "", *_wrap(self._key()), *self._of_members(), "",
            *_wrap(self._mean()), *([self.say("lacks")] if self.lacks_base else []),
            *(line for bloc in self.many.worths for line in _wrap(self._sentence(bloc))),
            *self._whole(), *self._campaigns(),
        ]  # fmt: skip

    def _result(self) -> str:
        if not _is_voted(self.one):
            return self.say("blocked", why=self._why_blocked())
        verdict = say("story_passed" if self.one.is_passed[0] else "story_rejected", self.lang)
        yeas, seats = (sum(int(n[0]) for n in of.values()) for of in (self.one.yeas, self.one.seats))
        return self.say("result", yeas=yeas, seats=seats, verdict=verdict)

    def _why_blocked(self) -> str:
        """What is missing, who refuses, or that too few yeas were expected."""
        needed = [self.ensemble.setting.decisions[row] for row in self.decision.requires]
        titles = [_title(self.ensemble, each, self.lang) for each in needed]
        missing = [title for title, gone in zip(titles, self.one.missing[:, 0], strict=True) if gone]
        reasons = [say("story_needs", self.lang, title=title) for title in missing]
        if self.one.gate[0] <= 0.0:
            who = self.name(self.actors[self.decision.gatekeeper])
            reasons.append(say("story_refuses", self.lang, who=who, gain=self.one.gate[0]))
        return "; ".join(reasons) or say("story_withdrawn", self.lang)

    def _key(self) -> str:
        """What the heads of the table mean."""
        meant = [f"{self.say(f'head_{term}')}: {self.say(f'key_{term}')}" for term in self.terms]
        return f"{self.say('key')} {'; '.join(meant)}."

    def _table(self) -> list[str]:
        """Blocs of one run and their terms."""
        head = [self.say(f"head_{key}") for key in ("bloc", "yes", "logit", *self.terms)]
        picked = [TERMS.index(term) for term in self.terms]
        rows = [
            [self.name(bloc), self._yes(bloc), *(signed(n, 2) for n in (terms[:, 0].sum(), *terms[picked, 0]))]
            for bloc, terms in self.one.logits.items()
        ]
        return terminal.table([head, *rows]).splitlines()

    def _yes(self, bloc: str) -> str:
        seats = int(self.one.seats[bloc][0])
        return f"{self.one.yeas[bloc][0]}/{seats}" if seats else "-"

    def _of_members(self) -> list[str]:
        if not _is_voted(self.one):
            return []
        digits = max(1, self.digits)
        votes = signed(float(np.sum([self.one.own_draws(bloc)[0] for bloc in self.one.logits])), digits)
        return _wrap(self.say("members", expected=f"{self.one.whole.expected[0]:.{digits}f}", votes=votes))

    def _mean(self) -> str:
        n, counted = len(self.many.replicates), int(self.many.is_voted.sum())
        if not counted:
            key = "mean_never"
        elif counted == n:
            key = "mean"
        else:
            key = "mean_both" if self.many.is_paired else "mean_voted"
        return self.say(key, n=n, counted=counted) + ":"

    def _sentence(self, bloc: str) -> str:
        """A bloc's terms in votes, as people say it."""
        worth, n = self.many.worths[bloc], self.members.get(bloc, 0)
        digits = digits_of(n)
        votes = {name: self._mean_of(values) for name, values in zip(TERMS, worth.terms, strict=True)}
        votes["chamber"] = self._mean_of(worth.chamber)
        key = ("sentence_one" if n == 1 else "sentence") + ("_base" if self.many.is_paired else "")
        start, expected = (f"{self._mean_of(values):.{digits}f}" for values in (worth.start, worth.expected))
        parts = self.reasons.parts(votes, digits, self.own.get(bloc, 0.0))
        return self.say(key, name=self.name(bloc), parts=parts, start=start, expected=expected, seats=n)

    def _mean_of(self, values: Any) -> float:
        return self.many.estimate(values).mean

    def _whole(self) -> list[str]:
        """The whole body: where it starts, what each term adds, what comes out, with intervals."""
        worth, many = self.many.whole, self.many
        values = dict(zip(TERMS, worth.terms, strict=True)) | {"chamber": worth.chamber}
        start = self.say("start_base" if many.is_paired else "start")
        added = [(self.reasons.part(term, ""), values[term]) for term in ORDER if values[term].any()]
        rows = [self._row(start, many.estimate(worth.start), plain=True)]
        rows += [self._row(name, many.estimate(votes)) for name, votes in added]
        rows.append(self._row(self.say("expected"), many.estimate(worth.expected), plain=True))
        if many.is_voted.any():
            rows.append(self._row(self.say("own_draws"), many.estimate(many.own_draws())))
            cast = np.sum(list(many.yeas.values()), axis=0).astype(np.float64)
            rows.append(self._row(self.say("cast"), many.estimate(cast), plain=True))
        head = [self.say("whole"), self.say("votes"), self.say("interval")]
        return ["", terminal.table([head, *rows])]

    def _row(self, name: str, found: Estimate, plain: bool = False) -> list[str]:
        """A name, a mean and its interval; `plain` are votes, others what a term adds."""
        digits = max(1, self.digits)
        mean, low, high = (
            f"{value:.{digits}f}" if plain else signed(value, digits) for value in (found.mean, found.low, found.high)
        )
        return [name, mean, "" if np.isnan(found.low) else f"[{low}, {high}]"]

    def _campaigns(self) -> list[str]:
        """Who presses, the largest first, the rest in one row, and what is nobody's."""
        every = self.many.actors_by_size()
        if not any(self.many.whole.terms[TERMS.index("campaign")]):
            return []
        rows = [self._row(self.name(who), each) for who, each in every[:SHOWN]]
        if len(every) > SHOWN:
            others = self._sum_of([who for who, _ in every[SHOWN:]])
            rows.append(self._row(self.say("others", n=len(every) - SHOWN), others))
        reference = self.say("reference_base" if self.many.is_paired else "reference")
        rows.append(self._row(reference, self._sum_of([REFERENCE])))
        rows.append(self._row(self.say("campaigns_all"), self._sum_of(list(self.many.by_actor))))
        head = self.say("campaigns", shown=min(SHOWN, len(every)), n=len(every))
        return ["", terminal.table([[head, self.say("votes"), self.say("interval")], *rows]), *self._outside()]

    def _outside(self) -> list[str]:
        """How much of each side's weight comes from the media; where it is most of it, that is said."""
        shares = self.many.outside_shares()
        rows = [[self.name(bloc), *(self._share(each) for each in both)] for bloc, both in shares.items()]
        found = ["", terminal.table([[self.say("outside"), self.say("for"), self.say("against")], *rows])]
        if any(each > MOSTLY for both in shares.values() for each in both):
            found += _wrap(self.say("mostly_outside"))
        return found

    def _share(self, share: float) -> str:
        return f"{share:.0%}" + (" !" if share > MOSTLY else "")

    def _sum_of(self, who: Sequence[str]) -> Estimate:
        return self.many.estimate(np.sum([self.many.by_actor[each] for each in who], axis=0))
