"""What comes next for a learner, and why."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import UnknownIdError
from graph.store import Store
from mining.errors import NoPatternsError
from mining.next_steps import suggest_next
from mining.sequences import Wanted, mine_sequences

Attend = Callable[..., None]


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


def test_a_reason_that_few_learners_give_is_not_counted_out(
    two_classes: Store, attend: Attend, tmp_path: Path
) -> None:
    attend("C", "dbc", *(f"r{number}" for number in range(4)))
    mine_sequences(two_classes, tmp_path, Wanted())
    attend("C", "d", "new")
    first = suggest_next(two_classes, tmp_path, "new")[0]
    assert (first.item_id, first.after, first.went_on, first.learners) == ("c", ("D",), None, None)
    assert first.score is None  # 4 / 14, which gives the four away


def test_what_few_did_counts_for_the_order_and_not_for_the_score(
    two_classes: Store, attend: Attend, tmp_path: Path
) -> None:
    """Four more went d, b: after b, d that changes who went on to c, not what is told of it."""
    attend("C", "dbc", *(f"r{number}" for number in range(4)))
    mine_sequences(two_classes, tmp_path, Wanted())
    attend("C", "bd", "new")
    first = suggest_next(two_classes, tmp_path, "new")[0]
    assert (first.item_id, first.after, first.went_on, first.learners) == ("c", ("B",), 16, 16)
    assert first.score == pytest.approx(0.85)  # not 4 / 14 more


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
