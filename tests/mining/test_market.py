"""From the postings in the graph to what emerges and what fades."""

from collections.abc import Callable

import pytest

from graph.errors import UnknownIdError
from graph.jobs import Mention, Posting, merge_postings
from graph.store import Store
from mining.errors import ThresholdError
from mining.market import Market, Movement, list_shares, measure_market

Advertise = Callable[..., None]


def post(number: int, job: str, month: int, *abilities: str) -> Posting:
    name = f"{job}{month}-{number}"
    mentions = tuple(Mention(each, 1, None, (each,), (0,), (3,)) for each in abilities)
    about = (name, name, f"https://jobs.example/{name}", None, None, f"2026-{month:02}-15")
    told = ("2026-12-01T00:00:00+00:00", name, "en", "made", None, job, "title")
    return Posting(*about, *told, mentions)


def find(market: Market, id_: str) -> Movement:
    return next(each for each in market.movements if each.id == id_)


@pytest.fixture
def moving(market: Store) -> Store:
    """Eight months: css fades, git emerges, tact stays; sql is asked of the job that grows."""
    postings = []
    for month in range(1, 9):
        for number in range(8):
            told = ["tact"] if number % 2 else []
            told += ["css"] if number >= month else []
            told += ["git"] if number < month else []
            postings.append(post(number, "web", month, *told))
        postings += [post(number, "dba", month, "sql") for number in range(2 * month)]
    merge_postings(market, postings)
    return market


def test_what_emerges_comes_first_then_what_fades(moving: Store) -> None:
    found = measure_market(moving)
    verdicts = [(each.id, each.verdict) for each in found.movements]
    assert verdicts == [
        ("git", "emerging"),
        ("css", "fading"),
        ("sql", "no change shown"),
        ("tact", "no change shown"),
    ]
    assert (found.periods[0], found.periods[-1], len(found.periods)) == ("2026-01", "2026-08", 8)
    assert found.postings == tuple(8 + 2 * month for month in range(1, 9))


def test_where_all_postings_are_new_no_share_is_told_of_before(market: Store) -> None:
    merge_postings(market, [post(1, "dba", 1), *(post(n, "web", 8, "css") for n in range(8))])
    css = find(measure_market(market, job_id="web", periods=8), "css")
    assert (css.then, css.now, css.shrunk) == (1.0, None, 1.0)  # of one month: its only half


def test_a_movement_has_its_shares_counts_and_size(moving: Store) -> None:
    git = find(measure_market(moving), "git")
    assert git.mentioning == (1, 2, 3, 4, 5, 6, 7, 8)
    assert git.then == pytest.approx(10 / 52)
    assert git.now == pytest.approx(26 / 84)
    assert git.change == pytest.approx((26 - 10) / 32)  # among the 64 postings of its own job
    assert git.shrunk == pytest.approx((26 + 5 * 36 / 136) / (84 + 5))
    assert git.odds is not None
    assert git.odds_low is not None
    assert git.odds > git.odds_low > 1


def test_each_period_has_its_share_with_an_interval(moving: Store) -> None:
    first, *_, last = list_shares(measure_market(moving, job_id="web"), "git")
    assert (first.period, first.postings, first.mentioning, first.share) == ("2026-01", 8, 1, 1 / 8)
    assert first.low == pytest.approx(0.0224, abs=1e-4)  # Wilson
    assert last.share == pytest.approx(last.high) == 1.0
    with pytest.raises(UnknownIdError, match="sql"):
        list_shares(measure_market(moving, job_id="web"), "sql")


def test_a_mix_of_jobs_that_moves_is_told_from_a_change(moving: Store) -> None:
    found = measure_market(moving)
    assert [each.id for each in found.movements if each.by_mix] == ["sql", "tact"]
    assert find(found, "sql").change == 0.0
    [dba, web] = measure_market(moving, "jobs").movements
    assert (dba.id, dba.verdict, web.verdict) == ("dba", "emerging", "fading")


def test_one_job_is_looked_at_alone(moving: Store) -> None:
    found = measure_market(moving, job_id="web", by="quarter")
    assert (found.periods, found.postings) == (("2026-Q1", "2026-Q2", "2026-Q3"), (24, 24, 16))
    assert [each.id for each in found.movements] == ["git", "css", "tact"]


def test_only_the_newest_periods_are_looked_at(moving: Store, advertise: Advertise) -> None:
    advertise(moving, "undated", "web", ["git"], None)
    advertise(moving, "twice", "web", ["git"], "2026-08-20", duplicate_of="web8-0")
    found = measure_market(moving, periods=3)
    assert found.periods == ("2026-06", "2026-07", "2026-08")
    assert (sum(found.postings), found.undated, found.older) == (66, 1, 70)


def test_few_postings_are_too_few_to_tell(market: Store, advertise: Advertise) -> None:
    for number in range(4):
        advertise(market, f"p{number}", "web", ["css"], f"2026-0{number + 1}-01")
    [css] = measure_market(market).movements
    assert (css.verdict, css.q, css.odds) == ("too few to tell", None, None)


def test_without_postings_nothing_moves(market: Store) -> None:
    assert measure_market(market).movements == ()
    assert measure_market(market, job_id="web").periods == ()


def test_what_cannot_be_looked_at_is_refused(market: Store) -> None:
    with pytest.raises(UnknownIdError, match="nobody"):
        measure_market(market, job_id="nobody")
    with pytest.raises(ThresholdError, match="periods: expected 2 or more, found 1"):
        measure_market(market, periods=1)
    with pytest.raises(ThresholdError, match="expected abilities of the job web alone, found jobs"):
        measure_market(market, "jobs", job_id="web")
