"""How demand moves: from the postings in the graph to what emerges and what fades."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from graph.current import list_nodes
from graph.errors import UnknownIdError
from graph.jobs import PostedAbilities, get_job, list_posted_abilities
from graph.store import Store
from mining.errors import ThresholdError
from mining.trends import (
    LEAST_MENTIONS,
    MOST_FALSE,
    Ints,
    Observed,
    Trends,
    bound_share,
    measure_trends,
)
from mining.weights import shrunk_demand

By = Literal["month", "quarter"]
Kind = Literal["abilities", "jobs"]
Verdict = Literal["emerging", "fading", "no change shown", "too few to tell"]
PERIODS = 24
_MONTHS: Mapping[By, int] = {"month": 1, "quarter": 3}
_ORDER: tuple[Verdict, ...] = ("emerging", "fading", "no change shown", "too few to tell")
_BOUND = 1.959964
_LARGEST = 50.0


@dataclass(frozen=True, slots=True)
class Movement:
    """How often an ability, or a job, is asked for, and whether that changes.

    Attributes:
        verdict: by the change inside the jobs, at a false discovery rate of 10 %.
        mentions: postings that mention it, an advertisement that came twice once.
        then, now: share of the postings in the first and in the second half of the time, None
            where a half has none; ``shrunk`` the latter drawn to its share in all of it.
        change: of the share inside the jobs that ask for it, None where no job has postings in
            both halves.
        odds: how many times the odds of being asked for have become from the first period to the
            last, inside the jobs, with an interval of 95 %; None where nothing varies.
        by_mix: it only seems to change, because other jobs are advertised than before.
        mentioning: postings of each period that mention it.
    """

    id: str
    name: str
    verdict: Verdict
    mentions: int
    then: float | None
    now: float | None
    shrunk: float
    change: float | None
    odds: float | None
    odds_low: float | None
    odds_high: float | None
    p: float
    q: float | None
    by_mix: bool
    mentioning: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Market:
    """Demand over time.

    Attributes:
        job_id: the job whose postings these are; None: all.
        periods: ``2026-03`` or ``2026-Q1``, oldest first, to that of the newest posting.
        postings: of each period.
        undated: postings left out for want of a day; ``older`` those before the first period.
        movements: what emerges first, then what fades, strongest change first.
    """

    of: Kind
    job_id: str | None
    periods: tuple[str, ...]
    postings: tuple[int, ...]
    undated: int
    older: int
    movements: tuple[Movement, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """The share of a period's postings that mention something, with an interval of 95 %."""

    period: str
    postings: int
    mentioning: int
    share: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class _Dated:
    """Postings inside the time looked at, and the number of the first and last period."""

    postings: Sequence[PostedAbilities]
    first: int
    last: int
    undated: int
    older: int


def measure_market(
    store: Store,
    of: Kind = "abilities",
    by: By = "month",
    job_id: str | None = None,
    periods: int = PERIODS,
) -> Market:
    """Return how demand moved over the last periods, as the newest posting dates them.

    Args:
        store: the graph.
        of: what is asked for: abilities, or jobs among all postings.
        by: how long a period is.
        job_id: look at the postings of this job alone.
        periods: how many, 2 or more; fewer where the postings do not reach so far back.

    Raises:
        UnknownIdError: no such job.
        ThresholdError: fewer than 2 periods, or a job with ``of`` jobs.
    """
    if periods < 2:
        raise ThresholdError(f"periods: expected 2 or more, found {periods}")
    if job_id is not None and of == "jobs":
        raise ThresholdError(f"expected abilities of the job {job_id} alone, found jobs")
    told = list_posted_abilities(store)
    if job_id is not None:
        get_job(store, job_id)
        told = [posting for posting in told if posting.job_id == job_id]
    dated = _date(told, by, periods)
    ids, observed = _observe(dated, of, by)
    names = _read_names(store, of, ids)
    return Market(
        of,
        job_id,
        tuple(_label(each, by) for each in range(dated.first, dated.last + 1)),
        tuple(np.bincount(observed.periods, minlength=observed.count).tolist()),
        dated.undated,
        dated.older,
        _judge(observed, [(id_, names[id_]) for id_ in ids]),
    )


def list_shares(market: Market, id_: str) -> list[Share]:
    """Return how often something was asked for in each period, oldest first.

    Raises:
        UnknownIdError: none of these postings mentions it.
    """
    found = next((each for each in market.movements if each.id == id_), None)
    if found is None:
        raise UnknownIdError("Job" if market.of == "jobs" else "Ability", id_)
    counts = np.array(found.mentioning, dtype=np.int64)
    low, high = bound_share(counts, np.array(market.postings, dtype=np.int64))
    rows = zip(market.periods, market.postings, found.mentioning, strict=True)
    return [
        Share(period, total, count, count / total if total else None, *ends)
        for (period, total, count), *ends in zip(rows, low.tolist(), high.tolist(), strict=True)
    ]


def _date(postings: Sequence[PostedAbilities], by: By, periods: int) -> _Dated:
    known = [posting for posting in postings if posting.posted]
    numbers = [_number(str(posting.posted), by) for posting in known]
    last = max(numbers, default=-1)
    first = max(min(numbers, default=0), last - periods + 1)
    kept = [posting for posting, each in zip(known, numbers, strict=True) if each >= first]
    return _Dated(kept, first, last, len(postings) - len(known), len(known) - len(kept))


def _number(posted: str, by: By) -> int:
    day = date.fromisoformat(posted[:10])
    return (day.year * 12 + day.month - 1) // _MONTHS[by]


def _label(number: int, by: By) -> str:
    year, part = divmod(number, 12 // _MONTHS[by])
    return f"{year}-{part + 1:02}" if by == "month" else f"{year}-Q{part + 1}"


def _observe(dated: _Dated, of: Kind, by: By) -> tuple[list[str], Observed]:
    """Return what is mentioned, sorted, and the postings as columns; of jobs in one stratum."""
    postings = dated.postings
    said = [[each.job_id] if of == "jobs" else sorted({*each.ability_ids}) for each in postings]
    ids = sorted({name for names in said for name in names})
    jobs = sorted({each.job_id for each in postings})
    number, stratum = ({name: at for at, name in enumerate(each)} for each in (ids, jobs))
    pairs = [(row, number[name]) for row, names in enumerate(said) for name in names]
    mentions = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return ids, Observed(
        dated.last - dated.first + 1,
        _column(_number(str(each.posted), by) - dated.first for each in postings),
        _column(0 if of == "jobs" else stratum[each.job_id] for each in postings),
        mentions[:, 0],
        mentions[:, 1],
    )


def _column(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.int64)


def _judge(observed: Observed, things: Sequence[tuple[str, str]]) -> tuple[Movement, ...]:
    trends = measure_trends(observed, len(things))
    periods = observed.periods[observed.postings]
    cells = np.bincount(
        observed.things * observed.count + periods, minlength=len(things) * observed.count
    ).reshape(len(things), observed.count)
    late = int((observed.periods * 2 >= observed.count).sum())
    moves = [
        _describe(trends, at, named, (cells[at], observed.periods.size, late))
        for at, named in enumerate(things)
    ]
    return tuple(sorted(moves, key=_rank))


def _describe(
    trends: Trends, at: int, named: tuple[str, str], counts: tuple[Ints, int, int]
) -> Movement:
    mentioning, postings, late = counts
    now, mentions = _tell(float(trends.now[at])), int(trends.mentions[at])
    reach = mentioning.size - 1
    slope, error = float(trends.slope[at]), float(trends.error[at])
    ends = [slope * reach, (slope - _BOUND * error) * reach, (slope + _BOUND * error) * reach]
    odds = [_tell(float(np.exp(np.clip(end, -_LARGEST, _LARGEST)))) for end in ends]
    verdict, q = _decide(trends, at), _tell(float(trends.q[at]))
    seems = bool(trends.mixed_q[at] <= MOST_FALSE)
    return Movement(
        *named,
        verdict=verdict,
        mentions=mentions,
        then=_tell(float(trends.then[at])),
        now=now,
        shrunk=shrunk_demand((now or 0.0) * late, late, mentions / postings),
        change=_tell(float(trends.inside[at])),
        odds=odds[0],
        odds_low=odds[1],
        odds_high=odds[2],
        p=float(trends.p[at]),
        q=q,
        by_mix=seems and verdict == "no change shown",
        mentioning=tuple(mentioning.tolist()),
    )


def _decide(trends: Trends, at: int) -> Verdict:
    if trends.mentions[at] < LEAST_MENTIONS:
        return "too few to tell"
    if not trends.q[at] <= MOST_FALSE:
        return "no change shown"
    return "emerging" if trends.slope[at] > 0 else "fading"


def _tell(value: float) -> float | None:
    return None if np.isnan(value) else value


def _rank(move: Movement) -> tuple[int, float, int, str]:
    strength = abs(move.change or 0.0) if move.verdict in _ORDER[:2] else 0.0
    return _ORDER.index(move.verdict), -strength, -move.mentions, move.id


def _read_names(store: Store, of: Kind, ids: Sequence[str]) -> dict[str, str]:
    label, key = ("Job", "title") if of == "jobs" else ("Ability", "name")
    found = list_nodes(store, label, ids)
    return {id_: str(found.get(id_, {}).get(key) or id_) for id_ in ids}
