"""Weights by hand: (mass + 5 prior) / (total + 5)."""

from collections.abc import Callable

import pytest

from graph.changes import apply_plan
from graph.claims import Properties
from graph.current import list_edges
from graph.drafts import make_plan
from graph.jobs import PostedAbilities
from graph.plans import Node
from graph.store import Store
from mining.demand import age_postings, plan_demand

Advertise = Callable[..., None]
Stock = Callable[[Store], Store]


def mine(store: Store) -> None:
    apply_plan(store, plan_demand(store).plan, "demand", kind="mining")


def edge(store: Store, job: str, ability: str) -> Properties:
    return list_edges(store, "REQUIRES", [(job, ability)])[f"{job}|REQUIRES|{ability}"]


def test_four_of_five_postings_are_drawn_to_an_optional_prior(
    market: Store, advertise: Advertise
) -> None:
    for number in range(5):
        advertise(market, f"p{number}", "web", ["git" if number else "sql"])
    mine(market)
    found = edge(market, "web", "git")
    assert found["weight"] == 0.6  # (4 + 5 * .4) / (5 + 5)
    assert (found["mined_n"], found["mined_postings"], found["mined_total"]) == (4, 5, 5.0)
    assert found["sources"] == ["imported", "mined"]


def test_a_posting_that_mentions_nothing_counts_among_its_jobs(
    market: Store, advertise: Advertise
) -> None:
    advertise(market, "p1", "web", ["git"])
    advertise(market, "p2", "web", [])
    mine(market)
    assert edge(market, "web", "git")["mined_total"] == 2.0


def test_an_essential_ability_starts_from_a_higher_prior(
    market: Store, advertise: Advertise
) -> None:
    for number in range(5):
        advertise(market, f"p{number}", "web", ["sql" if number else "css"])
    mine(market)
    assert edge(market, "web", "css")["weight"] == 0.5  # (1 + 5 * .8) / (5 + 5)


def test_what_no_framework_lists_starts_from_its_share_in_the_class(
    market: Store, advertise: Advertise
) -> None:
    for number in range(4):
        advertise(market, f"w{number}", "web", ["tact" if number < 2 else "sql"])
        advertise(market, f"d{number}", "dba", ["tact" if number < 1 else "sql"])
    mine(market)
    prior = 3 / 8
    assert edge(market, "web", "tact")["mined_class_prior"] == prior
    assert edge(market, "web", "tact")["weight"] == pytest.approx((2 + 5 * prior) / 9, abs=1e-6)
    assert edge(market, "dba", "tact")["weight"] == pytest.approx((1 + 5 * prior) / 9, abs=1e-6)


def test_an_older_posting_counts_less_by_its_age_before_the_newest(
    market: Store, advertise: Advertise
) -> None:
    advertise(market, "new", "web", ["sql"], "2026-08-01")
    advertise(market, "old", "web", ["git"], "2025-08-01")
    mine(market)
    mass = 2 ** (-(365 / (365.25 / 12)) / 12)
    found = edge(market, "web", "git")
    assert found["mined_mass"] == pytest.approx(mass, abs=1e-6)
    assert found["weight"] == pytest.approx((mass + 2) / (1 + mass + 5), abs=1e-6)


def test_only_the_distance_of_postings_counts_not_todays_date(
    market: Store, advertise: Advertise
) -> None:
    advertise(market, "p1", "web", ["git"], "2026-08-01")
    advertise(market, "p2", "web", ["sql"], "2026-03-01")
    mine(market)
    before = edge(market, "web", "git")["weight"]
    advertise(market, "p1", "web", ["git"], "2016-08-01")
    advertise(market, "p2", "web", ["sql"], "2016-03-01")
    mine(market)
    assert edge(market, "web", "git")["weight"] == before


def test_a_posting_without_a_day_is_as_old_as_the_oldest() -> None:
    days = {"a": "2026-08-01", "b": "2026-07-02", "c": None}
    postings = [PostedAbilities(each, day, "web", None, (), ()) for each, day in days.items()]
    months = 30 / (365.25 / 12)
    assert [aged.age_months for aged in age_postings(postings)] == [0.0, months, months]
    assert [aged.age_months for aged in age_postings(postings[2:])] == [0.0]


@pytest.mark.parametrize(("levels", "asked"), [((1, 3), 2), ((1, 2), 1), ((2, 3, 3), 3)])
def test_the_level_asked_is_the_median_halves_down(
    market: Store, advertise: Advertise, levels: tuple[int, ...], asked: int
) -> None:
    for number, level in enumerate(levels):
        advertise(market, f"p{number}", "web", ["git"], levels={"git": level})
    advertise(market, "silent", "web", ["git"])
    mine(market)
    assert edge(market, "web", "git")["level"] == asked


def test_a_repeated_posting_counts_once(market: Store, advertise: Advertise) -> None:
    advertise(market, "p1", "web", ["git"])
    advertise(market, "p2", "web", ["git"], duplicate_of="p1")
    assert plan_demand(market).postings == 1


def test_the_same_postings_again_give_an_empty_plan(
    store: Store, stock_market: Stock, advertise: Advertise
) -> None:
    stock_market(store)
    advertise(store, "p1", "web", ["css", "tact"], levels={"css": 2})
    advertise(store, "p2", "dba", ["sql"], "2026-02-01")
    made = plan_demand(store)
    apply_plan(store, made.plan, "demand")
    again = plan_demand(store)
    assert (made.postings, made.jobs, made.pairs) == (2, 2, 3)
    assert (again.plan.changes, again.plan.unchanged) == ((), 3)


def test_one_more_posting_changes_only_what_moves_by_half_a_percent(
    store: Store, stock_market: Stock, advertise: Advertise
) -> None:
    stock_market(store)
    for number in range(40):
        advertise(store, f"d{number}", "dba", ["sql", "tact"] if number else ["sql"])
    for number in range(3):
        advertise(store, f"w{number}", "web", ["css"])
    mine(store)
    advertise(store, "w3", "web", ["css", "tact"])
    changed = {change.subject: change for change in plan_demand(store).plan.changes}
    assert set(changed) == {"web|REQUIRES|css", "web|REQUIRES|tact"}
    moved = changed["web|REQUIRES|css"]
    assert (moved.before["weight"], moved.after["weight"]) == (0.875, 0.888889)


def test_a_pair_that_no_posting_mentions_any_more_is_what_the_framework_says(
    market: Store, advertise: Advertise
) -> None:
    advertise(market, "p1", "web", ["css", "tact"])
    mine(market)
    advertise(market, "p1", "web", ["sql"])
    mine(market)
    assert edge(market, "web", "css")["weight"] == 0.8
    assert edge(market, "web", "css")["sources"] == ["imported"]
    assert list_edges(market, "REQUIRES", [("web", "tact")]) == {}


def test_what_a_person_rejected_is_not_drawn_again(market: Store, advertise: Advertise) -> None:
    said = {"edge_id": "web|REQUIRES|tact", "source": "mined", "status": "rejected"}
    claim = Node("Claim", "web|REQUIRES|tact|mined|postings", dict(said))
    apply_plan(market, make_plan(market, [claim]), "rejected by hand")
    advertise(market, "p1", "web", ["css", "tact"])
    assert [change.subject for change in plan_demand(market).plan.changes] == ["web|REQUIRES|css"]


def test_no_postings_change_nothing(market: Store) -> None:
    made = plan_demand(market)
    assert (made.plan.changes, made.postings, made.jobs, made.pairs) == ((), 0, 0, 0)
