"""What each term of councils does, as a number that must be exactly 0 at its off value: see test_off_values."""

import numpy as np
from assemblies import alone, places, regime, served
from worlds import largest_gap, seats

from sim.model.core.noise import Noise

RUNS = range(40)
EVERY_YEAR = regime("elected", "2000-01", "body", 5, term_years=1)
WHERE = places(5, insiders=0.5)


class OtherStrength(Noise):
    """Draws as usual, but candidates are as strong as under another seed."""

    def once(self, channel, *rest):
        return Noise(2, RUNS).once(channel, *rest) if channel.endswith(".strength") else super().once(channel, *rest)


def ran(numbers, *regimes, noise=None, **more):
    """Every State of some years of a council by itself."""
    scenario = alone(*(regimes or (EVERY_YEAR,)), **{"where": WHERE, "end": "2003-12"} | more)
    return served(scenario, numbers=numbers, noise=noise or Noise(1, RUNS))[1]


def effect_of_being_established(value):
    """Being of the first generation, on what campaigns cost."""
    all_, none = (ran({"councils.established_wear": value}, first_generation=share) for share in (1.0, 0.0))
    return largest_gap(all_, none, ["wear"])


def effect_of_strength(value):
    """Other strengths, on who is elected."""
    at = {"councils.local_slope": value}
    return largest_gap(ran(at), ran(at, noise=OtherStrength(1, RUNS)), ["is_elected"])


def effect_of_capture(value):
    """Capture of places, on who is elected there."""
    free, taken = (ran({"councils.capture_slope": value, "councils.capture_gain": gain}) for gain in (0.0, 5.0))
    assert largest_gap(free, taken, ["capture"]) > 0.0
    return largest_gap(free, taken, ["is_elected"])


def effect_of_oversight(value):
    blind, watched = (
        ran({"councils.oversight_loss": value}, where=places(5, insiders=0.5, oversight=x)) for x in (0.0, 1.0)
    )
    return largest_gap(blind, watched)


def effect_of_crowding(value):
    """Work of members that gets nowhere."""
    states = ran({"councils.crowding_size": value}, candidates_per_seat=20)
    return max(float((seats(state).is_member.any(axis=0) - seats(state).effectiveness).max()) for state in states)


def effect_of_legitimacy(value):
    """What a body speaks with beyond what it gets done; all others have a voice of 1."""
    states = ran({"councils.voice_weight": value})
    return max(
        float((state.voice.min(axis=0) - np.minimum(seats(state).effectiveness[0], 1.0)).max()) for state in states
    )


def effect_of_themes(value):
    """What a convener asks for, on whom it picks."""
    one, other = (
        ran({"councils.theme_weight": value}, EVERY_YEAR | {"type": "selected", "themes": themes})
        for themes in (["school"], ["work"])
    )
    return largest_gap(one, other, ["is_member"])


COUNCIL_EFFECTS = {
    "councils.election_wear": lambda value: float(seats(ran({"councils.election_wear": value})[-1]).wear.max()),
    "councils.established_wear": effect_of_being_established,
    "councils.local_slope": effect_of_strength,
    "councils.capture_slope": effect_of_capture,
    "councils.capture_gain": lambda value: float(seats(ran({"councils.capture_gain": value})[-1]).capture.max()),
    "councils.oversight_loss": effect_of_oversight,
    "councils.crowding_size": effect_of_crowding,
    "councils.voice_weight": effect_of_legitimacy,
    "councils.mandate": lambda value: float(
        np.abs(np.diff([s.anchor for s in ran({"councils.mandate": value})], axis=0)).max()
    ),
    "councils.theme_weight": effect_of_themes,
}
