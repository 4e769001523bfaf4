"""Numbers that the oracle of institutions needs: largest remainders, the best of many, waits."""

from itertools import pairwise
from math import floor, inf, log


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
