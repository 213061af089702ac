"""Whether two things occur together more often than chance would have it."""

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def compute_p_values(both: Counts, first: Counts, second: Counts, total: int) -> Floats:
    r"""Return Fisher's exact one-sided p values: as many or more together by chance.

    .. math:: P(X \ge x), \quad X \sim \mathrm{Hypergeometric}(N, K, n)

    Args:
        both: ``(M,)`` records with both things, x.
        first: ``(M,)`` records with the first, n.
        second: ``(M,)`` records with the second, K.
        total: all records, N.
    """
    if (total + 1) ** 3 >= 2**63:  # too many for one number a table
        return _compute(both, first, second, total)
    keys = (both * (total + 1) + first) * (total + 1) + second
    _, once, where = np.unique(keys, return_index=True, return_inverse=True)
    return _compute(both[once], first[once], second[once], total)[where]


def _compute(both: Counts, first: Counts, second: Counts, total: int) -> Floats:
    above = both * total > first * second
    # Below its mean the other tail is the short one: records of the first without the second.
    least = np.where(above, both, first - both + 1)
    drawn_from = np.where(above, second, total - second)
    tail = _sum_tail(least, first, drawn_from, total)
    return np.clip(np.where(above, tail, 1.0 - tail), 0.0, 1.0)


def adjust_p_values(p: Floats, tests: int | None = None) -> Floats:
    """Return the smallest false discovery rate at which each hypothesis is still rejected.

    Args:
        p: ``(M,)`` p values.
        tests: hypotheses in all, at least M; those without a p value count as 1.

    Source:
        Benjamini and Hochberg, "Controlling the false discovery rate", 1995.
    """
    order = np.argsort(-p, kind="stable")
    ranks = np.arange(len(p), 0, -1)
    adjusted = np.minimum.accumulate(p[order] * (tests or len(p)) / ranks)
    q = np.empty_like(p)
    q[order] = np.minimum(adjusted, 1.0)
    return q


def shorten_p_value(p: float, digits: int = 6) -> float:
    """Return a p or q with so many digits after its zeros, however small it is."""
    return float(f"{p:.{digits}g}")


def _sum_tail(x: Counts, n: Counts, k: Counts, total: int) -> Floats:
    """Sum the probabilities from x on, each from the one before; x is above the mean."""
    term = np.exp(_log_choose(k, x) + _log_choose(total - k, n - x) - _log_choose(total, n))
    tail = term.copy()
    rows = np.arange(len(tail))
    while len(rows):
        grows = term > tail[rows] * 1e-17
        rows, x, n, k, term = (each[grows] for each in (rows, x, n, k, term))
        term = term * ((k - x) * (n - x) / ((x + 1) * (total - k - n + x + 1)))
        tail[rows] += term
        x = x + 1
    return tail


def _log_choose(n: Counts | int, k: Counts) -> Floats:
    """Return log binomial coefficients, minus infinity where k is n + 1."""
    return np.asarray(gammaln(np.add(n, 1)) - gammaln(k + 1) - gammaln(np.subtract(n, k) + 1.0))
