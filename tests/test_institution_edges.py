"""Odd cases of institutions, package against oracle; the last ones show where the two still differ."""

import numpy as np
import pytest
from oracle_institutions import places_offered
from test_institutions_oracle import Pair, assert_agree, measured
from worlds import sites

pytestmark = pytest.mark.slow  # odd cases; the ordinary ones stand in test_institutions_oracle


def active_pairs(since="active_from", **dates):
    """A change of tables: actors enter, or leave it, in these months."""

    def change(_, tables):
        for row in tables["actors"]:
            row[since] = dates.get(row["id"], row.get(since, ""))

    return change


def setting(path, value):
    """A change of the document: the entry at a path, such as programs.windows.until."""

    def change(document, _):
        *parents, last = path.split(".")
        for name in parents:
            document = document[int(name) if name.isdigit() else name]
        document[last] = value

    return change


EVERYBODY = {}
ODD = {
    "a program before the period": ("programs", setting("programs.bridge.since", "2001-04")),
    "a host that comes late": ("programs", active_pairs(ministry="2002-09")),
    "a funder that comes late": ("programs", active_pairs(foundation="2002-05")),
    "a host among its partners": ("programs", setting("programs.bridge.partners", {"kind": "ngo"})),
    "a host among academics": ("programs", setting("programs.bridge.academics", {"kind": "ngo"})),
    "a hub among its offices": ("programs", setting("desks.permits.offices", {"kind": "government"})),
    "offices that leave": (
        "programs",
        active_pairs("active_until", chicago_office="2002-08", houston_office="2002-10"),
    ),
    "few seats": ("councils", setting("councils.union.regimes.0.seats", 2)),
    "a patron in its own audience": ("councils", setting("councils.elites.audience", EVERYBODY)),
    "no audience": ("councils", setting("councils.elites.audience", {"ids": []})),
    "one body of both regimes": ("councils", setting("councils.union.regimes.1.body", "assembly")),
    "months between regimes": ("councils", setting("councils.union.regimes.0.until", "2002-12")),
    "a patron among its guests": ("courtship", setting("courtship.east.visits.tour.guests", EVERYBODY)),
    "two patrons on one issue": ("courtship", setting("courtship.north.issues", ["bonds", "model"])),
    "no tension": ("courtship", setting("tension", [])),
    "a patron that comes late": ("courtship", active_pairs(empire="2002-04")),
    "guests that come late": ("courtship", active_pairs(states="2002-06", migrants="2002-06")),
    "an adopter that leaves": ("courtship", active_pairs("active_until", states="2002-07")),
    "brokers that all come": ("courtship", setting("courtship.east.visits.tour.attendance", "documented")),
}


@pytest.mark.parametrize("case", ODD)
def test_odd_cases_agree_with_the_oracle(case, tmp_path):
    world, change = ODD[case]
    assert_agree(Pair(tmp_path / "case", world, "lively", 0, change=change))


@pytest.mark.parametrize(
    ("program", "until"), [("scholars", "2003-10"), ("windows", "2002-02"), ("windows", "2004-01")]
)
def test_programs_that_end_close_their_sites(program, until, tmp_path):
    change = setting(f"programs.{program}.until", until)
    both = Pair(tmp_path / "case", "programs", "no forums", 0, change=change)
    assert_agree(both)
    assert (np.diff([sites(state).site_open[:, 0].astype(int) for state in both.states], axis=0) < 0).any()


def test_a_smaller_council_may_seat_more_from_one_place(tmp_path):
    """Alabama's paradox: of 10 seats the place with weight 2 gets 2, of 11 only 1; its candidates stay as they were."""

    def change(document, tables):
        for place, weight in zip(tables["places"], (6, 6, 0, 2), strict=True):
            place["weight"] = weight
        union = document["councils"]["union"]
        union["candidates_per_seat"] = 1
        union["regimes"][0]["seats"], union["regimes"][1]["seats"] = 10, 11

    assert_agree(Pair(tmp_path / "case", "councils", "lively", 0, change=change))


def test_a_program_that_has_ended_brings_nobody_together(tmp_path):
    """Only a program in force is a forum: after 2003-10 scholars is none, though the state before has open sites."""
    change = setting("programs.scholars.until", "2003-10")
    for replicate in range(5, 9):
        assert_agree(Pair(tmp_path / str(replicate), "programs", "lively", 0, replicate, change))


def test_nothing_is_matched_where_nobody_funds(tmp_path):
    """Partners' money per unit of seed is not defined once the only funder has left and no seed is paid."""
    both = Pair(tmp_path / "case", "programs", "lively", 0)
    last = both.ensemble.run().series["windows_match_ratio"][-1, 0]
    assert np.isnan(measured(both, both.setting.n_steps - 1)["windows_match_ratio"])
    assert np.isnan(last)


def test_who_is_away_offers_no_places(tmp_path):
    """Guests so far over places offered so far: an empire that comes in 2002-04 has offered none before."""
    both = Pair(tmp_path / "case", "courtship", "lively", 0, change=active_pairs(empire="2002-04"))
    found = both.ensemble.run().series["acceptance_east"][-1, 0]
    tour, _, forum = both.world["courtships"][0]["visits"]
    there, last = list(range(3, both.setting.n_steps)), both.setting.n_steps - 1
    guests = both.snapshots[-1]["guests"]
    offered = places_offered(tour, last, there) + places_offered(forum, last, there)
    assert found == pytest.approx((sum(guests[0]) + sum(guests[2])) / offered, abs=1e-12)


def test_capture_grows_over_the_term_as_written(tmp_path):
    """Selections come every 8 months, but capture follows the .7 years that the regime names (E10-3)."""
    change = setting("councils.union.regimes.0.term_years", 0.7)
    assert_agree(Pair(tmp_path / "case", "councils", "lively", 0, change=change))
