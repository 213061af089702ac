"""Whether what is asked for changes over time, job by job."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
from scipy.special import erfc

from mining.exact import Choices, Sums, count_choices
from mining.significance import adjust_p_values

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
LEAST_MENTIONS = 5
MOST_FALSE = 0.1
_MOST_EXACT = 40


@dataclass(frozen=True, slots=True)
class Observed:
    """Postings in time, and what they mention.

    Attributes:
        periods: ``(P,)`` when each posting appeared, 0 the earliest of ``count`` periods.
        strata: ``(P,)`` the job that each is for, as a number.
        postings: ``(M,)`` posting of each mention; ``things`` what is mentioned, once a posting.
    """

    count: int
    periods: Ints
    strata: Ints
    postings: Ints
    things: Ints


@dataclass(frozen=True, slots=True)
class Trends:
    r"""How often each of A things is mentioned, and whether that changes inside the jobs.

    With score t of a posting's period, in each job s with N postings, X of them mentioning:

    .. math:: U_s = \sum_{mentioning} (t - \bar t_s), \quad
              V_s = \frac{X (N - X)}{N (N - 1)} \sum_{postings} (t - \bar t_s)^2, \quad
              z = \sum U_s \Big/ \sqrt{\sum V_s}

    This is Cochran and Armitage's test within each job, added up as Mantel does: a mix of jobs
    that moves is no change. Few mentions are tested exactly, over all ways to choose X of N.

    Attributes:
        mentions: ``(A,)`` postings that mention each.
        then, now: share of all postings in the first and in the second half of the time; NaN where
            a half has none.
        inside: change from the first half to the second in the jobs that ever mention it, by
            Mantel and Haenszel's difference of shares; NaN where no job has postings in both.
        slope: change of the log odds a period inside the jobs, ``sum U / sum V``; ``error`` its
            standard error; NaN where nothing varies.
        p: two-sided; 1 where nothing varies. ``q`` the false discovery rate over what is
            testable, NaN where there are fewer than ``LEAST_MENTIONS``.
        mixed_q: the same without regard to the jobs.

    Source:
        Armitage, "Tests for linear trends in proportions and frequencies", 1955; Mantel,
        "Chi-square tests with one degree of freedom", 1963.
    """

    mentions: Ints
    then: Floats
    now: Floats
    inside: Floats
    slope: Floats
    error: Floats
    p: Floats
    q: Floats
    mixed_q: Floats


@dataclass(frozen=True, slots=True)
class _Cells:
    """Every pair of a thing and a job that mentions it.

    Attributes:
        things, strata: ``(C,)`` of each; ``mentions`` postings of the job that mention it,
            ``sums`` of their periods, ``late`` of them in the second half.
    """

    things: Ints
    strata: Ints
    mentions: Ints
    sums: Ints
    late: Ints


def measure_trends(observed: Observed, things: int) -> Trends:
    """Test each of ``things`` for a change over time."""
    late = observed.periods * 2 >= observed.count
    mentions = np.bincount(observed.things, minlength=things)
    halves = np.bincount(late, minlength=2)
    after = np.bincount(observed.things[late[observed.postings]], minlength=things)
    tested = mentions >= LEAST_MENTIONS
    p, slope, error, inside = _test(observed, things, late)
    mixed = Observed(
        observed.count,
        observed.periods,
        np.zeros_like(observed.strata),
        observed.postings,
        observed.things,
    )
    return Trends(
        mentions,
        _share(mentions - after, int(halves[0])),
        _share(after, int(halves[1])),
        inside,
        slope,
        error,
        p,
        _adjust(p, tested),
        _adjust(_test(mixed, things, late)[0], tested),
    )


def _share(counts: Ints, total: int) -> Floats:
    return counts / (total or np.nan)


def bound_share(count: Ints, total: Ints, level: float = 0.95) -> tuple[Floats, Floats]:
    """Return Wilson's interval of shares, (0, 1) where there is nothing to count.

    Source:
        Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    n = np.maximum(total, 1)
    share = count / n
    middle = share + z * z / (2 * n)
    spread = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale, known = 1 + z * z / n, total > 0
    low = np.where(known, np.clip((middle - spread) / scale, 0, 1), 0.0)
    return low, np.where(known, np.clip((middle + spread) / scale, 0, 1), 1.0)


def _test(observed: Observed, things: int, late: Bools) -> tuple[Floats, Floats, Floats, Floats]:
    """Return p values, slopes, their errors, and the change inside the strata."""
    cells = _count_cells(observed, late)
    size = int(observed.strata.max(initial=-1)) + 1
    postings = np.bincount(observed.strata, minlength=size)
    sums = np.bincount(observed.strata, observed.periods, minlength=size)
    squares = np.bincount(observed.strata, observed.periods**2, minlength=size)
    total = postings[cells.strata]
    few = np.minimum(cells.mentions, total - cells.mentions)
    spread = (squares - sums**2 / np.maximum(postings, 1))[cells.strata]
    score = cells.sums - cells.mentions * sums[cells.strata] / total
    chance = cells.mentions * (total - cells.mentions) / (total * np.maximum(total - 1, 1))
    scores = np.bincount(cells.things, score, minlength=things)
    variances = np.bincount(cells.things, chance * spread, minlength=things)
    varies = variances > 1e-9
    safe = np.where(varies, variances, np.nan)
    p = np.where(varies, erfc(np.abs(scores) / np.sqrt(2 * np.where(varies, variances, 1.0))), 1.0)
    exact = varies & (np.bincount(cells.things, few, minlength=things) <= _MOST_EXACT)
    for thing, value in _test_exactly(observed, cells, few, exact):
        p[thing] = value
    return p, scores / safe, 1 / np.sqrt(safe), _measure_inside(observed, cells, things, late)


def _count_cells(observed: Observed, late: Bools) -> _Cells:
    """Count mentions by thing and stratum, sorted by thing."""
    strata = observed.strata[observed.postings]
    size = int(observed.strata.max(initial=-1)) + 1
    keys, cell = np.unique(observed.things * size + strata, return_inverse=True)
    periods = observed.periods[observed.postings]
    return _Cells(
        keys // max(size, 1),
        keys % max(size, 1),
        np.bincount(cell, minlength=keys.size),
        np.bincount(cell, periods, minlength=keys.size).astype(np.int64),
        np.bincount(cell, late[observed.postings], minlength=keys.size).astype(np.int64),
    )


def _test_exactly(
    observed: Observed, cells: _Cells, few: Ints, exact: Bools
) -> Iterator[tuple[int, float]]:
    """Yield the p value of each thing that is to be tested over all ways it could have come."""
    rows = np.flatnonzero(exact[cells.things] & (few > 0))
    order = np.argsort(observed.strata, kind="stable")
    bounds = np.searchsorted(observed.strata[order], np.arange(observed.strata.max(initial=-1) + 2))
    choices: dict[int, Choices] = {}
    for stratum in np.unique(cells.strata[rows]).tolist():
        theirs = observed.periods[order[bounds[stratum] : bounds[stratum + 1]]]
        most = int(few[rows][cells.strata[rows] == stratum].max())
        choices[stratum] = count_choices(np.bincount(theirs, minlength=observed.count), most)
    for thing in np.flatnonzero(exact).tolist():
        first, last = np.searchsorted(cells.things[rows], (thing, thing + 1))
        part = rows[first:last]
        sums = Sums(0, np.ones(1))
        for row in part.tolist():
            chosen = int(cells.mentions[row])
            sums = sums.add(choices[int(cells.strata[row])].list_sums(chosen))
        yield thing, sums.find_tail(int(cells.sums[part].sum()))


def _measure_inside(observed: Observed, cells: _Cells, things: int, late: Bools) -> Floats:
    """Return Mantel and Haenszel's difference of shares between the halves; NaN without one."""
    size = int(observed.strata.max(initial=-1)) + 1
    all_after = np.bincount(observed.strata, late, minlength=size)
    all_before = np.bincount(observed.strata, ~late, minlength=size)
    after, before = all_after[cells.strata], all_before[cells.strata]
    total = after + before
    gain = (cells.late * before - (cells.mentions - cells.late) * after) / total
    gains = np.bincount(cells.things, gain, minlength=things)
    weights = np.bincount(cells.things, after * before / total, minlength=things)
    return gains / np.where(weights > 0, weights, np.nan)


def _adjust(p: Floats, tested: Bools) -> Floats:
    """Return false discovery rates over what is tested, NaN for the rest."""
    q = np.full(p.size, np.nan)
    q[tested] = adjust_p_values(p[tested])
    return q
