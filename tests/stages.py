"""A stage for single rules of the oracle: actors, where they stand, whom they hold, at the defaults of equations."""

from types import SimpleNamespace

import pytest
from oracle_off import OFF

near = lambda x: pytest.approx(x, abs=1e-6)  # noqa: E731
DEFAULTS = OFF | {
    "courtship.persuasion": 0.1, "courtship.backfire": 0.1, "courtship.reach_slope": 1.0,
    "courtship.tension_slope": 1.0, "courtship.skepticism_slope": 1.0,
    "courtship.disclosure_rate": 1.0, "courtship.patronage": 1.0,
    "councils.election_wear": 0.25, "councils.established_wear": 1.0, "councils.local_slope": 1.0,
    "councils.capture_slope": 1.0, "councils.capture_gain": 1.0, "councils.oversight_loss": 1.0,
    "councils.crowding_size": 40.0, "councils.voice_weight": 1.0, "councils.mandate": 0.5, "councils.theme_weight": 1.0,
    "programs.learning": 1.0, "programs.spillover": 1.0, "programs.partner_rate": 0.025, "programs.support_loss": 0.5,
    "programs.coordination_cost": 0.25,
    "ideas.abandon_rate": 1.0,
}  # fmt: skip


def actor(country="MX", size=1.0, party=None):
    return {"country": country, "size": size, "party": party}


def stage(actors, position=(), ties=(), off=(), numbers=None, **more):
    """Actors at positions on one issue; in `off` are the inactive.

    Of a tie (listener, heard) the first listens to the second, and both act together.
    """
    rows = [list(position) or [0.0] * len(actors)]
    fields = {
        "actors": actors, "position": rows, "anchor": [list(row) for row in rows], "contact": dict.fromkeys(ties, 1),
        "allied": dict.fromkeys([*ties, *((j, i) for i, j in ties)], 1),
        "is_active": [i not in off for i, _ in enumerate(actors)], "dt": 1 / 12, "p": DEFAULTS | (numbers or {}),
        "attention": {row["country"]: [0.0] for row in actors}, "capability": [4.0] * len(actors),
    }  # fmt: skip
    return SimpleNamespace(**(fields | more))
