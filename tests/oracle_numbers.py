"""Numbers that the oracle of institutions needs: beta quantiles, largest remainders, the best of many, waits."""

from itertools import pairwise
from math import exp, floor, inf, lgamma, log, log1p


def beta_fraction(a: float, b: float, x: float) -> float:
    """Return the continued fraction of the incomplete beta function (Lentz), which converges for x < (a+1)/(a+b+2)."""
    tiny, c, d = 1e-300, 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    total, m, factor = d, 0, 2.0
    while abs(factor - 1) > 1e-16 and m < 500:
        m += 1
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 + numerator * d
            d = 1 / (d if abs(d) > tiny else tiny)
            c = 1 + numerator / c
            c = c if abs(c) > tiny else tiny
            factor = d * c
            total *= factor
    return total


def beta_share(a: float, b: float, x: float) -> float:
    """Return the share of a Beta(a, b) at or below x, to about 1e-15."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * beta_fraction(a, b, x) / a
    return 1 - front * beta_fraction(b, a, 1 - x) / b


def beta_quantile(a: float, b: float, u: float) -> float:
    """Return the x below which a share u of a Beta(a, b) lies, by bisection down to neighboring numbers."""
    if u <= 0 or u >= 1:
        return 0.0 if u <= 0 else 1.0
    low, high = 0.0, 1.0
    while low < (middle := (low + high) / 2) < high:
        if beta_share(a, b, middle) < u:
            low = middle
        else:
            high = middle
    return high


def largest_remainders(seats: int, weights: list[float]) -> list[int]:
    """Share whole seats out by weight: whole quotas first, the rest to the largest remainders, ties to the earlier."""
    total = sum(weights)
    quotas = [seats * weight / total if total else 0.0 for weight in weights]
    shares = [floor(quota) for quota in quotas]
    order = sorted(range(len(weights)), key=lambda p: (-(quotas[p] - shares[p]), p))
    for p in order[: seats - sum(shares)]:
        shares[p] += 1
    return shares


def best(n: int, rows: list[int], scores: dict[int, float]) -> list[int]:
    """Return the n of these rows with the highest scores, ties to the lower row; all of them if there are fewer."""
    return sorted(rows, key=lambda row: (-scores[row], row))[:n]


def gumbel(u: float) -> float:
    """Return what, added to scores, makes the highest of them row i with probability exp(score_i) / sum exp(score)."""
    return -log(-log(u)) if u > 0 else -inf


def queue_time(service: float, arrivals: float) -> float:
    """Return the mean years that a case spends in an M/M/1 queue, waiting and being served."""
    return 1 / (service - arrivals) if service > arrivals else inf


def straight(rows: list[tuple[float, float]], t: float) -> float:
    """Return the value at t on straight lines between (time, value) rows, flat outside, 0 without rows."""
    rows = sorted(rows)
    if not rows:
        return 0.0
    if t <= rows[0][0]:
        return rows[0][1]
    for (before, low), (after, high) in pairwise(rows):
        if t < after:
            return low + (high - low) * (t - before) / (after - before)
    return rows[-1][1]


def latest(rows: list[tuple[float, float]], t: float) -> float:
    """Return the value of the latest (time, value) row at or before t, 0 before the first."""
    past = [row for row in sorted(rows) if row[0] <= t]
    return past[-1][1] if past else 0.0
