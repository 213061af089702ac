from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.changes import apply_plan
from graph.claims import Properties
from graph.drafts import make_plan
from graph.errors import KeyReusedError
from graph.events import (
    Event,
    Kind,
    Merged,
    list_answers,
    list_answers_of,
    merge_event,
    merge_events,
)
from graph.learners import NewLearner, merge_learners
from graph.plans import Node
from graph.store import Store


def answered(key: str, learner: str = "a", question: str = "q", score: float = 1.0) -> Event:
    return Event("answered", key, learner, question, {"score": score, "at": "2026-01-01T00:00:00Z"})


@pytest.fixture
def school(store: Store) -> Store:
    nodes = [Node("Resource", name, {"kind": "question"}) for name in ("q", "r")]
    apply_plan(store, make_plan(store, nodes), "questions")
    people = [NewLearner(name, None, None, None, None, None, True, None) for name in ("a", "b")]
    merge_learners(store, people)
    return store


def test_the_same_event_twice_changes_nothing(school: Store) -> None:
    assert (merge_event(school, answered("k")), merge_event(school, answered("k"))) == (True, False)
    assert len(list_answers(school)) == 1


@pytest.mark.parametrize(
    "other",
    [
        answered("k", question="r"),
        answered("k", score=0.0),
        answered("k", learner="b"),
    ],
)
def test_a_key_that_comes_back_otherwise_is_refused(school: Store, other: Event) -> None:
    merge_event(school, answered("k"))
    with pytest.raises(KeyReusedError, match="this key came before"):
        merge_event(school, other)
    assert [answer.learner_id for answer in list_answers(school)] == ["a"]


def test_a_batch_takes_what_it_can(school: Store) -> None:
    merge_event(school, answered("k", learner="b"))
    merged = merge_events(school, [answered("k"), answered("m"), answered("m"), answered("n")])
    assert (merged.added, merged.known) == (2, 1)
    assert [item.subject for item in merged.left_out] == ["k"]
    assert len(list_answers_of(school, "a")) == 2


def test_one_event_from_many_writers_is_one_relationship(school: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(lambda _: merge_event(school, answered("k")), range(12)))
    assert any(added)
    assert len(list_answers(school)) == 1


def test_events_of_another_kind_may_bear_the_same_key(school: Store) -> None:
    merge_event(school, answered("k"))
    studied = Event("studied", "k", "a", "q", {"seconds": 60})
    rated = Event("rated", "k", "a", "q", {"score": 4})
    assert (merge_event(school, studied), merge_event(school, rated)) == (True, True)
    assert (merge_event(school, studied), merge_event(school, rated)) == (False, False)


def test_no_events_are_no_work(school: Store) -> None:
    assert merge_events(school, []) == Merged(0, 0, ())


def test_more_events_than_a_transaction_takes_are_all_there(school: Store) -> None:
    many = [answered(f"k{number}") for number in range(2_001)]
    assert merge_events(school, many) == Merged(2_001, 0, ())
    assert merge_events(school, many) == Merged(0, 2_001, ())
    assert len(list_answers(school)) == 2_001


def test_of_many_events_only_the_keys_of_others_are_refused(school: Store) -> None:
    merge_events(school, [answered(f"k{number}", learner="b") for number in (3, 8)])
    merged = merge_events(school, [answered(f"k{number}") for number in range(10)])
    assert (merged.added, [item.subject for item in merged.left_out]) == (8, ["k3", "k8"])


@pytest.mark.parametrize(
    ("kind", "properties"),
    [
        ("answered", {"score": 0.5, "at": "2026-01-01T00:00:00Z", "seconds": 9, "banked": True}),
        ("studied", {"at": "2026-01-01T00:00:00Z", "seconds": 9, "progress": 0.5, "clicks": 3}),
        ("rated", {"score": 4, "at": "2026-01-01T00:00:00Z", "comment": "好"}),
    ],
)
def test_all_that_an_event_says_is_kept_alone_and_among_many(
    school: Store, ask: Callable[..., list[dict[str, object]]], kind: Kind, properties: Properties
) -> None:
    merge_events(school, [Event(kind, "alone", "a", "q", properties)])
    merge_events(school, [Event(kind, key, "a", "q", properties) for key in ("m1", "m2")])
    held = ask("MATCH (:Learner)-[e]->() RETURN properties(e) AS held ORDER BY e.id")
    keys = [f"{kind}:{key}" for key in ("alone", "m1", "m2")]
    assert [row["held"] for row in held] == [{**properties, "id": key} for key in keys]
