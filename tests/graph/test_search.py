"""Nodes found by words and by vectors, the same on both servers."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.changes import apply_plan
from graph.drafts import make_plan
from graph.errors import SearchError, UnknownIdError
from graph.plans import Node
from graph.search import list_nearest, search_nodes, set_vectors, to_query
from graph.store import Store

Ask = Callable[..., list[dict[str, Any]]]
ABILITIES = [
    Node(
        "Ability", "turn", {"name": "turn parts", "name_zh": "车削零件", "aliases": ["lathe work"]}
    ),
    Node("Ability", "cnc", {"name": "数控车削"}),
    Node("Ability", "mill", {"name": "mill parts", "description": "work at a milling machine"}),
    Node("Ability", "weld", {"name": "weld", "aliases": ["焊接", "C++ / and NOT (this)"]}),
]


@pytest.fixture
def words(store: Store) -> Store:
    apply_plan(store, make_plan(store, ABILITIES), "abilities")
    return store


def find(store: Store, text: str) -> list[str]:
    return [found.id for found in search_nodes(store, "Ability", text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("车削", ["cnc", "turn"]),
        ("数控", ["cnc"]),
        ("车", ["cnc", "turn"]),
        ("焊接", ["weld"]),
        ("lathe", ["turn"]),
        ("LATH", ["turn"]),
        ("milling", ["mill"]),
        ("turn parts", ["turn", "mill"]),
        ("weld parts", ["weld", "mill", "turn"]),
        ("zymurgy", []),
        ("", []),
        ("!!! --- ***", []),
    ],
)
def test_words_are_found_in_both_languages(words: Store, text: str, expected: list[str]) -> None:
    assert find(words, text) == expected


@pytest.mark.parametrize(
    "text", ['"', "\\", "a AND", "(", "a:b", "[1 TO", "x^", "~", "/re/", "+-", "&&"]
)
def test_what_an_index_would_read_as_an_operator_is_no_error(words: Store, text: str) -> None:
    find(words, text)


@given(st.text())
def test_only_letters_digits_quotes_and_stars_reach_the_index(text: str) -> None:
    query = to_query(text)
    assert all(sign.isalnum() or sign in ' "*' for sign in query)
    assert query == query.lower() or not query.isascii()


def test_what_changes_is_found_under_its_new_name_only(words: Store) -> None:
    renamed = Node("Ability", "cnc", {"name": "玻璃"})
    apply_plan(words, make_plan(words, [renamed]), "renamed")
    assert (find(words, "数控"), find(words, "玻璃")) == ([], ["cnc"])


def test_a_label_without_an_index_is_refused(one_store: Store) -> None:
    with pytest.raises(SearchError, match="label: expected one of Ability, Job"):
        search_nodes(one_store, "Learner", "x")
    with pytest.raises(SearchError, match="label: expected one of Ability, Job"):
        list_nearest(one_store, "Course", "x")


def point_to(*numbers: float) -> list[float]:
    return [*numbers, *[0.0] * (64 - len(numbers))]


def test_the_nearest_come_first_with_their_cosine(words: Store) -> None:
    said = {"turn": point_to(1.0), "cnc": point_to(1.0, 1.0), "mill": point_to(0.0, 1.0)}
    assert set_vectors(words, "Ability", said | {"unknown": point_to(1.0)}, "m-1") == 3
    near = list_nearest(words, "Ability", "turn", limit=2)
    assert [(item.id, item.cosine) for item in near] == [("cnc", 0.707107), ("mill", 0.0)]


def test_another_model_replaces_every_vector(words: Store, ask: Ask) -> None:
    set_vectors(words, "Ability", {"turn": point_to(1.0), "cnc": point_to(1.0)}, "m-1")
    set_vectors(words, "Ability", {"turn": point_to(2.0)}, "m-2")
    asked = (
        "MATCH (a:Ability) WHERE a.vector IS NOT NULL RETURN a.id AS id, a.vector_model AS model"
    )
    assert ask(asked) == [{"id": "turn", "model": "m-2"}]
    assert list_nearest(words, "Ability", "turn") == []


@pytest.mark.parametrize("vector", [[1.0], point_to(float("nan")), point_to(0.0), [1.0] * 65])
def test_what_is_no_vector_is_refused(words: Store, vector: list[float]) -> None:
    with pytest.raises(SearchError, match="turn: expected 64 finite numbers"):
        set_vectors(words, "Ability", {"turn": vector}, "m")


def test_a_node_that_is_unknown_or_has_no_vector_is_named(words: Store) -> None:
    with pytest.raises(UnknownIdError, match="nobody"):
        list_nearest(words, "Ability", "nobody")
    with pytest.raises(SearchError, match="Ability turn: expected a vector, found none"):
        list_nearest(words, "Ability", "turn")
