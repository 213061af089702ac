"""From the events in the graph to patterns, typical paths and next steps."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.changes import apply_plan
from graph.claims import Block
from graph.drafts import make_plan
from graph.errors import UnknownIdError
from graph.events import Event, merge_events
from graph.learners import NewLearner, merge_learners
from graph.plans import Assertion, Node
from graph.store import Store
from mining.errors import NoPatternsError, SmallGroupError
from mining.sequences import (
    Group,
    Wanted,
    list_habits,
    list_paths,
    mine_sequences,
    suggest_next,
)

Attend = Callable[..., None]


@pytest.fixture
def attend(one_store: Store) -> Attend:
    """A function that lets learners of a class study films: ``attend("A", "abc", "ann")``."""
    says = Block("imported", "test", {})
    nodes = [Node("Course", "c", {"title": "Cutting", "provider": "school"})]
    nodes += [Node("Resource", each, {"kind": "video", "title": each.upper()}) for each in "abcd"]
    nodes += [Node("KnowledgePoint", f"k{each}", {"name": f"Point {each}"}) for each in "abc"]
    said = [Assertion("TEACHES", each, f"k{each}", says) for each in "abc"]
    orders = {each: Block("imported", "test", {"order": n}) for n, each in enumerate("cba", 1)}
    said += [Assertion("COVERS", "c", f"k{each}", block) for each, block in orders.items()]
    apply_plan(one_store, make_plan(one_store, nodes, said), "a course")

    def study(school_class: str, films: str, *learners: str) -> None:
        traits = ("vocational", None, None, None, school_class, True, None)
        merge_learners(one_store, [NewLearner(each, *traits) for each in learners])
        events = [
            Event("studied", f"{each}{n}", each, film, {"at": f"2026-03-01T08:{n:02}:00Z"})
            for each in learners
            for n, film in enumerate(films)
        ]
        merge_events(one_store, events)

    return study


@pytest.fixture
def two_classes(one_store: Store, attend: Attend) -> Store:
    """Twelve learners go a, b, c; ten of another class c, a, d; one did one thing alone."""
    attend("A", "abc", *(f"p{number}" for number in range(12)))
    attend("B", "cad", *(f"q{number}" for number in range(10)))
    attend("A", "aa", "alone")
    return one_store


def test_patterns_of_all_come_with_counts_and_names(two_classes: Store, tmp_path: Path) -> None:
    mined = mine_sequences(two_classes, tmp_path, Wanted())
    assert (mined.patterns.learners, mined.asked, mined.corpus.single) == (22, 3, 1)
    best = list_habits(two_classes, mined, 1)[0]
    assert (best.names, best.learners, best.share) == (("B", "C"), 12, 12 / 22)
    assert [each.names for each in list_paths(two_classes, mined, 9)] == [
        ("A", "B", "C"),
        ("C", "A", "D"),
    ]


def test_points_stand_for_what_teaches_them(two_classes: Store) -> None:
    mined = mine_sequences(two_classes, None, Wanted(of="points"))
    [longest, other] = list_paths(two_classes, mined, 9)
    assert longest.path == ("ka", "kb", "kc")
    assert (other.names, other.learners) == (("Point c", "Point a"), 10)
    assert mined.version is None


def test_a_class_is_set_against_all_others(two_classes: Store, tmp_path: Path) -> None:
    mined = mine_sequences(two_classes, tmp_path, Wanted(), Group(school_class="B"))
    [path] = list_paths(two_classes, mined, 9)
    assert (path.names, path.learners, path.share) == (("C", "A", "D"), 10, 1.0)
    assert path.elsewhere == 0.0
    assert mined.version is None


def test_what_fewer_than_ten_learners_do_is_hidden(two_classes: Store, attend: Attend) -> None:
    attend("B", "dcba", *(f"r{number}" for number in range(9)))
    mined = mine_sequences(two_classes, None, Wanted(), Group(school_class="B"))
    shown = list_habits(two_classes, mined, 99)
    assert min(each.learners for each in shown) == 10
    assert mined.hidden == int((mined.patterns.supports < 10).sum()) > 0
    rows = {each.names: each.elsewhere for each in shown}
    assert rows["C", "A"] == 0.0


def test_a_group_of_fewer_than_ten_is_refused(two_classes: Store, attend: Attend) -> None:
    attend("C", "abc", "r")
    with pytest.raises(SmallGroupError, match=r"class C: expected 10 learners or more.*found 1"):
        mine_sequences(two_classes, None, Wanted(), Group(school_class="C"))
    with pytest.raises(SmallGroupError, match="group faculty, class A"):
        mine_sequences(two_classes, None, Wanted(), Group("faculty", school_class="A"))


def test_a_learner_is_told_what_comes_next_and_why(
    two_classes: Store, attend: Attend, tmp_path: Path
) -> None:
    mine_sequences(two_classes, tmp_path, Wanted())
    attend("A", "ab", "new")
    [first, second] = suggest_next(two_classes, tmp_path, "new")
    assert (first.item_id, first.after, first.went_on, first.learners) == ("c", ("A", "B"), 12, 12)
    assert first.score == pytest.approx(2 + 1 + 0.85 * 12 / 22)  # ab > c, b > c, a > c
    assert (second.item_id, second.name) == ("d", "D")
    assert suggest_next(two_classes, tmp_path, "alone", limit=1)[0].item_id == "c"


def test_after_everything_nothing_is_left_to_suggest(
    two_classes: Store, attend: Attend, tmp_path: Path
) -> None:
    mine_sequences(two_classes, tmp_path, Wanted(of="points", session_minutes=60))
    attend("A", "abcd", "done")
    assert suggest_next(two_classes, tmp_path, "done", "points") == []


def test_next_steps_need_a_learner_and_patterns(two_classes: Store, tmp_path: Path) -> None:
    with pytest.raises(UnknownIdError, match="nobody"):
        suggest_next(two_classes, tmp_path, "nobody")
    with pytest.raises(NoPatternsError, match="patterns of points: expected some, found none"):
        suggest_next(two_classes, tmp_path, "alone", "points")
