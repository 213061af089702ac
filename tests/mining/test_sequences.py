"""From the events in the graph to patterns, typical paths and next steps."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.store import Store
from mining.errors import SmallGroupError
from mining.sequences import (
    Group,
    Wanted,
    list_habits,
    list_paths,
    mine_sequences,
)

Attend = Callable[..., None]


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


def test_what_one_to_nine_others_do_is_not_told_by_what_is_left(
    two_classes: Store, attend: Attend
) -> None:
    """Thirteen go a, b and twelve of them are in class A: the other one would be known."""
    attend("B", "ab", "r")
    everybody = mine_sequences(two_classes, None, Wanted())
    assert ("A", "B") in {each.names for each in list_habits(two_classes, everybody, 99)}
    mined = mine_sequences(two_classes, None, Wanted(), Group(school_class="A"))
    shown = {each.names for each in list_habits(two_classes, mined, 99)}
    assert shown == {("A", "C"), ("B", "C"), ("A", "B", "C")}
    assert len(list_habits(two_classes, mined, 2)) == 2
    attend("B", "abc", "s")
    mined = mine_sequences(two_classes, None, Wanted(), Group(school_class="A"))
    assert list_habits(two_classes, mined, 99) == list_paths(two_classes, mined, 9) == []


def test_a_group_of_fewer_than_ten_is_refused(two_classes: Store, attend: Attend) -> None:
    attend("C", "abc", "r")
    with pytest.raises(SmallGroupError, match=r"class C: expected 10 learners or more.*found 1"):
        mine_sequences(two_classes, None, Wanted(), Group(school_class="C"))
    with pytest.raises(SmallGroupError, match="group faculty, class A"):
        mine_sequences(two_classes, None, Wanted(), Group("faculty", school_class="A"))
