import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.errors import ThresholdError
from mining.weights import (
    AgedPosting,
    JobAbility,
    decay,
    demand_table,
    shrunk_demand,
)

POSTINGS = [
    AgedPosting("p1", "web", 0, frozenset({"css", "git"})),
    AgedPosting("p2", "web", 12, frozenset({"css"})),
    AgedPosting("p3", "data", 0, frozenset({"sql", "git"})),
]


def test_a_record_weighs_half_after_its_half_life() -> None:
    assert [decay(0), decay(12), decay(24), decay(6, half_life=6)] == [1, 0.5, 0.25, 0.5]


def test_the_oldest_record_still_weighs_something() -> None:
    """The year 1 is a typing error, and no reason to divide by nothing."""
    assert decay(24_300) == decay(1, half_life=0.001) == 2.0**-100
    ancient = [AgedPosting("p", "web", 24_300, frozenset({"css"}))]
    assert demand_table(ancient, {}).shares == {("", "css"): 1.0}


@pytest.mark.parametrize(
    ("age", "half_life"), [(-1, 12), (1, 0), (1, float("nan")), (float("nan"), 12)]
)
def test_an_age_before_the_newest_record_is_refused(age: float, half_life: float) -> None:
    with pytest.raises(ThresholdError, match=f"found {age} and {half_life}"):
        decay(age, half_life)


def test_four_of_six_postings_and_a_prior_give_three_fifths() -> None:
    assert shrunk_demand(4, 6, prior=0.4, kappa=2) == pytest.approx(0.6000)


def test_a_job_without_postings_has_its_prior() -> None:
    assert shrunk_demand(0, 0, prior=0.4) == pytest.approx(0.4)


@given(st.floats(0, 100), st.floats(0, 1), st.floats(0, 1))
def test_demand_lies_between_share_and_prior(total: float, share: float, prior: float) -> None:
    demand = shrunk_demand(share * total, total, prior)
    assert min(share, prior) - 1e-9 <= demand <= max(share, prior) + 1e-9


def test_masses_add_up_by_job_and_ability() -> None:
    table = demand_table(POSTINGS, {})
    assert table.totals == {"data": 1.0, "web": 1.5}
    assert table.cells == (
        JobAbility("data", "git", 1.0, 1),
        JobAbility("data", "sql", 1.0, 1),
        JobAbility("web", "css", 1.5, 2),
        JobAbility("web", "git", 1.0, 1),
    )


def test_shares_are_those_of_all_postings_of_a_class() -> None:
    table = demand_table(POSTINGS, {"web": "it", "data": "it"})
    assert table.shares == {
        ("it", "css"): pytest.approx(0.6),
        ("it", "git"): pytest.approx(0.8),
        ("it", "sql"): pytest.approx(0.4),
    }


def test_jobs_without_a_class_share_one() -> None:
    assert demand_table(POSTINGS, {"web": "it"}).shares["", "sql"] == 1


@given(st.permutations(POSTINGS))
def test_the_order_of_postings_does_not_matter(postings: list[AgedPosting]) -> None:
    assert demand_table(postings, {}) == demand_table(POSTINGS, {})
