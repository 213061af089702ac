"""Proposals of near-duplicates in the graph."""

import pytest

from curation.duplicates import list_proposals, plan_distinct, plan_duplicates
from curation.errors import CurationError
from graph.changes import apply_plan
from graph.drafts import make_plan
from graph.plans import Node
from graph.store import Store


def add(store: Store, **names: str) -> None:
    nodes = [Node("Ability", id_, {"name": n, "scope": "profession"}) for id_, n in names.items()]
    apply_plan(store, make_plan(store, nodes), "abilities")


@pytest.fixture
def abilities(store: Store) -> Store:
    add(store, sql1="use SQL databases", sql2="using SQL databases", c="C", cpp="C++", weld="weld")
    return store


def propose(store: Store, least: float = 0.85) -> list[tuple[str, str]]:
    apply_plan(store, plan_duplicates(store, "Ability", least), "duplicates")
    return [(found.first_id, found.second_id) for found in list_proposals(store)]


def test_a_pair_is_proposed_with_its_reasons_and_nothing_is_merged(abilities: Store) -> None:
    assert propose(abilities) == [("sql1", "sql2")]
    [found] = list_proposals(abilities)
    assert (found.label, found.first, found.second) == (
        "Ability",
        "use SQL databases",
        "using SQL databases",
    )
    assert (found.words, found.compared) == (1.0, "use SQL databases = using SQL databases")
    assert found.score is not None
    assert found.score >= 0.85


def test_proposing_again_changes_nothing(abilities: Store) -> None:
    propose(abilities)
    assert plan_duplicates(abilities, "Ability").changes == ()


def test_what_was_said_to_be_distinct_is_not_proposed_again(abilities: Store) -> None:
    propose(abilities)
    made = plan_distinct(abilities, "sql2", "sql1", "ann", "two dialects")
    apply_plan(abilities, made, "distinct")
    assert propose(abilities) == []
    [known] = list_proposals(abilities, "rejected")
    assert (known.first_id, known.second_id, known.reason) == ("sql1", "sql2", "two dialects")


def test_saying_again_that_two_are_distinct_changes_nothing(abilities: Store) -> None:
    apply_plan(abilities, plan_distinct(abilities, "sql1", "sql2", "ann", "dialects"), "distinct")
    again = plan_distinct(abilities, "sql2", "sql1", "bob", "dialects")
    assert (again.changes, again.unchanged) == ((), 1)


def test_two_can_be_said_to_be_distinct_before_they_are_proposed(abilities: Store) -> None:
    apply_plan(abilities, plan_distinct(abilities, "sql1", "sql2", "ann", ""), "distinct")
    assert propose(abilities) == []


def test_a_proposal_that_no_longer_holds_goes(abilities: Store) -> None:
    propose(abilities)
    add(abilities, sql2="repair shoes")
    assert propose(abilities) == []


def test_an_outcome_of_a_course_is_no_duplicate_of_a_skill(abilities: Store) -> None:
    outcome = Node("Ability", "own:1", {"name": "weld", "scope": "course"})
    apply_plan(abilities, make_plan(abilities, [outcome]), "outcome")
    assert propose(abilities) == [("sql1", "sql2")]


def test_points_are_compared_too(store: Store) -> None:
    nodes = [
        Node("KnowledgePoint", "a:1", {"name": "关系数据库", "aliases": ["relational databases"]}),
        Node("KnowledgePoint", "b:1", {"name": "Relational databases"}),
        Node("KnowledgePoint", "b:2", {"name": "Joins"}),
    ]
    apply_plan(store, make_plan(store, nodes), "points")
    apply_plan(store, plan_duplicates(store, "KnowledgePoint"), "duplicates")
    assert [(p.first_id, p.second_id) for p in list_proposals(store)] == [("a:1", "b:1")]


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (("sql1", "sql1"), "expected two ids, found sql1 twice"),
        (("sql1", "nobody"), "expected two abilities or two knowledge points, found nobody"),
    ],
)
def test_two_that_cannot_be_one_are_refused(
    abilities: Store, pair: tuple[str, str], said: str
) -> None:
    with pytest.raises(CurationError, match=said):
        plan_distinct(abilities, *pair, "ann", "")


def test_an_empty_graph_has_no_duplicates(store: Store) -> None:
    assert plan_duplicates(store, "Ability").changes == ()
