"""The toy with two councils of all regimes, and many alike councils for what holds on average."""

from worlds import toy

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


# The body of the second comes on the stage in 1999-09; nobody is its body in 1999-12.
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
