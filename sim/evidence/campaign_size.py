"""What labor is worth to a chamber of two parties in the model, beside what V27 measured on 37 votes on trade.

Made-up chambers, of nobody's positions: two parties on either side of a bill, labor against it, business for it, as
strong and with as many letters as coders gave to such groups. V27 measured, with a coding of campaigns that was not
blind, -1.6 to -2.1 logits on Democrats, whose positions are closer to labor's, and none on Republicans (.2 to .4, with
standard errors of .5 to .7). Written before any case was run with the equations that it is about; together with V30
(random_issues.py) it chooses between the two forms of a campaign's effect.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from sim.evidence.random_issue_runs import read_rows
from sim.evidence.random_issues import Document
from sim.evidence.record import Row, Verdict
from sim.model.core.noise import Noise
from sim.model.initialize import Deletions, start
from sim.model.parameters import Params
from sim.model.schedule import advance
from sim.model.setting import Setting
from sim.model.state import Floats
from sim.model.votes import utility
from sim.scenario.compile import compile_setting
from sim.scenario.schema import Scenario

MEASURED = {"near": (-2.1, -1.6), "far": (0.2, 0.4)}  # logits of labor at full campaign: V27, two codings
ERRORS = {"near": (0.3, 0.4), "far": (0.5, 0.7)}
WHERE = {"near": "near it", "far": "far from it"}
MARKS = "measured, coding not blind; in-sample"  # of V27's campaigns, on which the form of the effect was chosen
NEAR, FAR = (-0.4, -0.2, 0.0), (0.3, 0.5, 0.7)  # made-up means of the two parties on a scale from -1 to 1
LABOR = {"federation": (4.0, -0.9), "union": (4.0, -1.0), "small_union": (2.0, -0.9), "citizens": (3.0, -0.9)}
BUSINESS = {"coalition": (5.0, 0.9), "association": (4.0, 0.8)}  # capability, position; as coded in NAFTA, rounded
OPENNESS, SALIENCE, MONTHS = 0.7, 0.9, 12  # as coded of the US Congress; a year
_ASSUMED = {"source": "assumed"}


def chamber(near: float, far: float) -> Scenario:
    """A bill that a chamber of two parties decides after a year, under an executive who is of neither.

    Parameters
    ----------
    near, far : means of the parties [-1, 1]
    """
    blocs = {"near_party": (260, near), "far_party": (175, far)}
    actors = {
        name: _actor(name, "government", "bloc", 3.0, position) | {"party": name}
        for name, (_, position) in blocs.items()
    }
    for group, role in ((LABOR, "union"), (BUSINESS, "business")):
        for name, (capability, position) in group.items():
            access = {"legislature": 3, "press": 2}
            actors[name] = _actor(name, "ngo", role, capability, position) | {"access": access}
    shut: Document = {"openness": 0.0, "country": "land"} | _ASSUMED
    venues = {f"door_{name}": {"kind": "legislature", "organ": name} | shut for name in blocs}
    venues["press"] = {"kind": "press"} | shut
    opened = {"field": "openness", "venues": list(venues), "value": OPENNESS}
    ties = [
        {"actor": one, "partner": other, "type": "alliance"} | _ASSUMED
        for group in (LABOR, BUSINESS)
        for one, other in product(group, repeat=2)
        if one < other
    ]
    bill: Document = {
        "title": "Bill", "date": f"2000-{MONTHS:02}", "pending_from": "2000-01", "rule": {"type": "majority"},
        "proposal": {"trade": {"status_quo": -1.0, "proposed": 1.0} | _ASSUMED},
        "chamber": {name: {"members": members} | _ASSUMED for name, (members, _) in blocs.items()},
    } | _ASSUMED  # fmt: skip
    return Scenario.model_validate({
        "format": 2, "title": "A bill", "summary": "Made up", "standing": "prior_predictive",
        "period": {"start": "1999-12", "end": f"2000-{MONTHS:02}"}, "reference": "1999-12",
        "issues": {"trade": {"title": "Trade", "negative": "no", "positive": "yes", "tier": "policy_core"} | _ASSUMED},
        "actors": actors, "ties": ties, "venues": venues, "decisions": {"bill": bill},
        "events": {"agenda": {"title": "On the agenda", "date": "2000-01", "changes": [opened]} | _ASSUMED},
        "outcomes": {"vote": {"label": "Yes share", "measure": "vote_share", "decision": "bill"}},
    })  # fmt: skip


def _actor(name: str, kind: str, role: str, capability: float, position: float) -> Document:
    return {
        "id": name, "name": name, "kind": kind, "role": role, "country": "land", "capability": capability,
        "positions": {"trade": position}, "saliences": {"trade": SALIENCE},
    } | _ASSUMED  # fmt: skip


@dataclass(frozen=True)
class Size:
    """What labor's campaign adds to the log-odds of a yea, over the made-up chambers [logits]."""

    label: str
    near: Floats  # (chamber,)
    far: Floats  # (chamber,)

    def gap(self) -> float:
        """Distance of both means from what was measured, in standard errors of the nearer coding, summed."""
        return sum(
            max(low - mean, mean - high, 0.0) / min(ERRORS[name])
            for name, (low, high) in MEASURED.items()
            for mean in [float(np.mean(getattr(self, name)))]
        )

    def __str__(self) -> str:
        near, far = (f"{np.mean(x):+.2f} ({np.min(x):+.2f} to {np.max(x):+.2f})" for x in (self.near, self.far))
        return f"{self.label}: near party {near}, far party {far}; {self.gap():.1f} standard errors from V27"


def sizes(rows: Mapping[str, Mapping[str, float]]) -> list[Size]:
    """Labor's worth in every made-up chamber, for each row of parameters, without noise and new ties."""
    found: dict[str, list[tuple[float, float]]] = {label: [] for label in rows}
    for near, far in product(NEAR, FAR):
        setting = compile_setting(chamber(near, far))
        for label, row in rows.items():
            found[label].append(_worth(setting, {"opinion.noise": 0.0, "ties.rate": 0.0, **row}))
    return [Size(label, *(np.array(each) for each in zip(*values, strict=True))) for label, values in found.items()]


def _worth(setting: Setting, numbers: Mapping[str, float]) -> tuple[float, float]:
    """Log-odds of both parties with labor less without it; nobody pressed when positions were coded."""
    params, noise = Params.of(dict(numbers), 2), Noise(1, [0, 0])
    absent = np.zeros((setting.n_actors, 2), dtype=bool)
    absent[[setting.actors.index(name) for name in LABOR], 1] = True
    state = start(setting, params, noise, without=Deletions(absent, np.zeros((len(setting.edges), 2), dtype=bool)))
    for _ in range(setting.n_steps):
        state = advance(state, setting, params, noise)
    (decision,) = setting.decisions
    proposal = utility.proposal_of(decision, state, params)
    shifts = [utility.campaign_of(bloc, proposal, state, params) for bloc in decision.blocs]
    gains = [utility.gain_of(bloc.actor, proposal, state) / params.votes.indifference for bloc in decision.blocs]
    with_labor = [float(np.diff((shift + gain)[::-1])[0]) for shift, gain in zip(shifts, gains, strict=True)]
    return with_labor[0], with_labor[1]


def study(words: Sequence[str]) -> Iterator[str]:
    """Lines for rows of parameters as `random_issues` reads them."""
    _, rows = read_rows(["1", *words])
    yield from (str(each) for each in sizes(rows))


def ladder_rows() -> list[Row]:
    """Rows of the ladder: both forms at the effect of the table of parameters."""
    found = []
    for size in sizes({"plain": {"campaigns.receptivity": 0.0}, "receptivity": {"campaigns.receptivity": 1.0}}):
        for name, (low, high) in MEASURED.items():
            values, error = getattr(size, name), max(ERRORS[name])
            mean = float(np.mean(values))
            verdict: Verdict = "inside" if low - error <= mean <= high + error else "miss"
            what = (
                f"Made-up chambers, labor at full campaign on the party {WHERE[name]} [logits] ({size.label}; {MARKS})"
            )
            ours = f"{mean:.2f} ({np.min(values):.2f} to {np.max(values):.2f})"
            found.append(
                Row("V27", what, f"{low} to {high}, se {error}", ours, "no campaign: 0", verdict, len(values), 1)
            )
    return found
