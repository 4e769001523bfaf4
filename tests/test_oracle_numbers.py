"""Remainders and noisy choices of the oracle, against closed forms."""

from math import exp, isclose, sqrt
from random import Random

from oracle_numbers import gumbel, largest_remainders, latest, straight


def test_largest_remainders():
    # ten seats by Hare quota: 4.7, 1.6, 1.59, 1.2, .6, .31: seven whole ones, then .7, .6 and .6
    assert largest_remainders(10, [47, 16, 15.9, 12, 6, 3.1]) == [5, 2, 1, 1, 1, 0]
    assert largest_remainders(4, [1, 1, 1]) == [2, 1, 1]  # ties to the earlier place
    assert largest_remainders(3, [0, 2, 1]) == [0, 2, 1]


def test_the_best_noisy_score_follows_the_exponential_of_the_score():
    """20,000 elections of one and of two among scores 0, 1, 2: shares within 4 standard errors."""
    random, n, one, both = Random(7), 20_000, [0, 0, 0], 0
    for _ in range(n):
        noisy = [score + gumbel(random.random()) for score in (0.0, 1.0, 2.0)]
        order = sorted(range(3), key=lambda i: -noisy[i])
        one[order[0]] += 1
        both += 2 not in order[:2]
    p = [exp(score) / (1 + exp(1) + exp(2)) for score in (0, 1, 2)]
    pair = p[0] * p[1] / (1 - p[0]) + p[1] * p[0] / (1 - p[1])  # either of them first, the other next
    for share, found in [*zip(p, one, strict=True), (pair, both)]:
        assert abs(found / n - share) < 4 * sqrt(share * (1 - share) / n)


def test_rows_dated_in_any_order():
    rows = [(10, 0.8), (0, 0.2)]
    assert [latest(rows, t) for t in (-1, 0, 9, 10, 11)] == [0.0, 0.2, 0.2, 0.8, 0.8]
    assert [straight(rows, t) for t in (-1, 0, 10, 11)] == [0.2, 0.2, 0.8, 0.8]
    assert isclose(straight(rows, 2.5), 0.35, abs_tol=1e-15)
    assert straight([], 3) == latest([], 3) == 0.0
