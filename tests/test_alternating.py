"""Alternating offers: is what talks end with the perfect equilibrium of the finite game, and alike in every run?"""

import numpy as np
import pytest
from worlds import AGREED, history, toy

from sim.model.agenda import Negotiation
from sim.model.votes.alternating import Payoffs, first_offer
from sim.scenario.compile import compile_setting

RUNS = range(64)


def drawn(n_parties, n_packages, n_runs, seed=0):
    """Payoffs of all shapes; who offers pays something."""
    rng = np.random.default_rng(seed)
    accepted = rng.uniform(-1.0, 1.0, (n_parties, n_packages, n_runs)).round(1)  # ties occur
    offered = accepted - rng.uniform(0.0, 0.3, accepted.shape).round(1)
    return Payoffs(accepted, offered, rng.random((n_parties, n_runs)) < 0.8), rng.random((n_packages, n_runs)) < 0.7


def by_hand(payoffs, may, n_offers, run):
    """The same game told forward, by recursion: what each party gets from turn t on, and by which package."""
    n_parties, n_packages, _ = payoffs.accepted.shape

    def play(turn):
        if turn == n_offers:
            return [0.0] * n_parties, 0
        later, package = play(turn + 1)
        who = turn % n_parties
        if not payoffs.is_there[who, run]:
            return later, package
        others = [i for i in range(n_parties) if i != who and payoffs.is_there[i, run]]
        best = None
        for each in range(n_packages):
            is_taken = all(payoffs.accepted[i, each, run] >= later[i] for i in others)
            if (
                may[each, run]
                and is_taken
                and (best is None or payoffs.offered[who, each, run] > payoffs.offered[who, best, run])
            ):
                best = each
        if best is None or payoffs.offered[who, best, run] < later[who]:
            return later, package
        gets = [payoffs.accepted[i, best, run] for i in range(n_parties)]
        gets[who] = payoffs.offered[who, best, run]
        return gets, best

    return play(0)[1]


@pytest.mark.parametrize(("n_parties", "n_offers"), [(1, 1), (2, 1), (2, 2), (2, 5), (3, 7), (4, 6)])
def test_the_package_is_that_of_backward_induction_told_as_a_game(n_parties, n_offers):
    payoffs, may = drawn(n_parties, 16, 200, n_parties + n_offers)
    found = first_offer(payoffs, may, n_offers)
    assert found.tolist() == [by_hand(payoffs, may, n_offers, run) for run in range(200)]
    assert len(set(found.tolist())) > 4


def test_a_run_alone_ends_as_it_does_among_others():
    payoffs, may = drawn(3, 64, len(RUNS))
    together = first_offer(payoffs, may, 5)
    for run in RUNS:
        one = Payoffs(*(each[..., [run]] for each in (payoffs.accepted, payoffs.offered, payoffs.is_there)))
        assert first_offer(one, may[:, [run]], 5)[0] == together[run]


def game(accepted, n_offers, cost=0.0):
    """The package that two or more ends with, all present, everything on offer; row 0 is the status quo."""
    values = np.array(accepted, dtype=float)[..., None]
    there, may = np.ones((len(values), 1), dtype=bool), np.ones((values.shape[1], 1), dtype=bool)
    return int(first_offer(Payoffs(values, values - cost, there), may, n_offers)[0])


def test_the_last_to_offer_has_the_most_to_say():
    """Packages 1 and 2 are each best for one of them, and good for both."""
    gains = [[0.0, 0.9, 0.2], [0.0, 0.1, 0.8]]
    assert [game(gains, n) for n in (1, 2, 3, 4)] == [1, 2, 1, 2]


def test_nobody_accepts_less_than_the_status_quo_and_without_an_agreement_it_stays():
    assert game([[0.0, 0.9], [0.0, -0.1]], 3) == 0
    assert game([[-0.2, 0.9, 0.3], [-0.2, -0.1, 0.1]], 1) == 2


def test_an_anticipated_refusal_keeps_off_the_table_what_would_cost_to_put_there():
    """Both would live with package 1, but it is worth less than what it costs."""
    assert game([[0.0, 0.05], [0.0, 0.5]], 1) == 1
    assert game([[0.0, 0.05], [0.0, 0.5]], 1, cost=0.1) == 0
    assert game([[0.0, 0.05], [0.0, 0.5]], 2, cost=0.1) == 1  # the other gains enough to offer it


def both_protocols(seed, **numbers):
    def with_protocol(protocol):
        talks = {name: each | {"protocol": protocol} for name, each in AGREED["negotiations"].items()}
        return history(compile_setting(toy(seed, **AGREED | {"negotiations": talks})), numbers, replicates=RUNS)

    return [with_protocol(each) for each in ("agenda_setter", "alternating_offers")]


def test_the_protocol_of_a_case_is_the_one_it_runs():
    """In this toy the partners, who offer too, end with another package than the agenda-setter alone."""
    setter, offers = both_protocols(22)
    assert any(not np.array_equal(one.provision, two.provision) for one, two in zip(setter, offers, strict=True))
    assert len({tuple(state.provision[:2].ravel()) for state in offers}) > 1


def test_a_run_of_a_case_alone_ends_as_it_does_among_others():
    setting = compile_setting(toy(6, **AGREED))
    among = history(setting, replicates=RUNS)[-1].provision
    for run in (0, 31, 63):
        assert np.array_equal(history(setting, replicates=[run])[-1].provision[:, 0], among[:, run])


def test_there_are_as_many_offers_as_months_whatever_the_length_of_a_step():
    for steps_per_year in (12, 24):
        talks: Negotiation
        for talks in compile_setting(toy(0, **AGREED), steps_per_year=steps_per_year).negotiations:
            since, until = talks.windows[0]
            months = {"talks": 5, "again": 3}[talks.id]
            dt = 1 / steps_per_year
            assert [talks.months_of_window(step, dt) for step in (since, until - 1, until)] == [months, months, 0]
