"""The whole map, a page at a time, the same on both servers."""

import pytest

from graph.changes import apply_plan
from graph.claims import Block
from graph.drafts import make_plan
from graph.pages import list_edges_from, list_origins, list_pages
from graph.plans import Assertion, Node
from graph.store import Store


@pytest.fixture
def craft(store: Store) -> Store:
    """Five abilities; a job of a framework that requires three of them, one as a guild says."""
    nodes = [Node("Ability", f"a{n}", {"name": f"ability {n}"}) for n in range(5)]
    nodes += [Node("Job", "j", {"title": "turner", "framework": "framework:metal"})]
    said = [("a3", "esco"), ("a1", "esco"), ("a2", "guild")]
    needs = [Assertion("REQUIRES", "j", a, Block("imported", origin)) for a, origin in said]
    needs += [Assertion("PART_OF", "a0", "a1", Block("imported", "guild"))]
    apply_plan(store, make_plan(store, nodes, needs), "a craft")
    return store


@pytest.mark.parametrize(("size", "pages"), [(2, [2, 2, 1]), (5, [5]), (1_000, [5])])
def test_pages_hold_every_node_once_in_order(craft: Store, size: int, pages: list[int]) -> None:
    found = list(list_pages(craft, "Ability", size))
    assert [len(page) for page in found] == pages
    assert [node_id for page in found for node_id in page] == ["a0", "a1", "a2", "a3", "a4"]


def test_a_label_without_nodes_has_no_page(craft: Store) -> None:
    assert list(list_pages(craft, "Course")) == []


def test_relationships_come_by_both_ends_in_order(craft: Store) -> None:
    found = list_edges_from(craft, "REQUIRES", ["unknown", "j"])
    assert list(found) == [("j", "a1"), ("j", "a2"), ("j", "a3")]
    assert found["j", "a2"]["imported_origin"] == "guild"


def test_the_origin_of_a_framework_is_the_one_that_says_most(craft: Store) -> None:
    assert list_origins(craft) == {"framework:metal": "esco", None: "guild"}
