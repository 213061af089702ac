"""Sets of answers, gathered and cut."""

import math

import numpy as np
import pytest

from evaluation.answer_sets import (
    Answer,
    AnswerSet,
    drop_rare_items,
    gather_answers,
    keep_cells,
    keep_learners,
)
from evaluation.errors import AnswerSetError
from learner.responses import ItemText

NEVER = math.nan
NEEDS = {"a": ("x",), "b": (), "c": ("x", "y")}
ANSWERS = [
    Answer("li", "a", 1.0, 3.0),
    Answer("li", "a", 0.0, 2.0),
    Answer("wu", "c", 0.5, NEVER),
    Answer("li", "b", 1.0, NEVER),
]


def gathered() -> AnswerSet:
    return gather_answers("made", ANSWERS, NEEDS, {"a": ItemText("how?")})


def test_attempts_are_ordered_by_learner_and_time_those_without_a_time_first() -> None:
    attempts = gathered().responses.attempts
    assert attempts is not None
    assert attempts.item.tolist() == [1, 0, 0, 2]
    assert attempts.day.tolist() == pytest.approx([NEVER, 2.0, 3.0, NEVER], nan_ok=True)


def test_of_several_attempts_the_last_counts() -> None:
    told = gathered().responses
    assert told.scores.tolist() == [[1.0, 1.0, 0.0], [0.0, 0.0, 0.5]]
    assert told.answered.tolist() == [[True, True, False], [False, False, True]]
    assert told.q.tolist() == [[True, False], [False, False], [True, True]]
    assert told.texts == (ItemText("how?"), ItemText(""), ItemText(""))


def test_an_answer_that_is_listed_twice_with_one_time_counts_once() -> None:
    timed = [ANSWERS[0], ANSWERS[1], *ANSWERS]
    twice = gather_answers("made", timed, NEEDS, {"a": ItemText("how?")})
    assert twice.digest == gathered().digest


def test_attempts_without_a_time_all_count_and_the_last_of_them_stands() -> None:
    again = [Answer("li", "a", score, NEVER) for score in (1.0, 0.0, 1.0)]
    told = gather_answers("made", again, NEEDS).responses
    assert told.attempts is not None
    assert told.attempts.score.tolist() == [1.0, 0.0, 1.0]
    assert told.scores[0, 0] == 1.0


def test_a_set_without_answers_is_refused() -> None:
    with pytest.raises(AnswerSetError, match="made: expected an answer, found none"):
        gather_answers("made", [], NEEDS)


def test_the_fingerprint_tells_scores_times_and_texts_apart() -> None:
    later = [ANSWERS[0]._replace(day=4.0), *ANSWERS[1:]]
    other = {"a": ItemText("why?")}
    sets = [
        gathered(),
        gather_answers("made", later, NEEDS, {"a": ItemText("how?")}),
        gather_answers("made", ANSWERS, NEEDS, other),
        gather_answers("made", ANSWERS, {**NEEDS, "b": ("x",)}),
    ]
    assert len({one.digest for one in sets}) == 4


def test_cells_that_are_cut_away_take_all_their_attempts_along() -> None:
    told = gathered().responses
    rest = keep_cells(told, np.array([[False, True, True], [True, True, True]]))
    assert rest.answered.tolist() == [[False, True, False], [False, False, True]]
    assert rest.attempts is not None
    assert rest.attempts.item.tolist() == [1, 2]


def test_learners_that_are_kept_are_renumbered() -> None:
    rest = keep_learners(gathered().responses, np.array([False, True]))
    assert rest.scores.tolist() == [[0.0, 0.0, 0.5]]
    assert rest.attempts is not None
    assert rest.attempts.learner.tolist() == [0]


def test_items_with_few_answers_can_be_left_out() -> None:
    more = [*ANSWERS, Answer("wu", "a", 1.0, 9.0)]
    rest = drop_rare_items(gather_answers("made", more, NEEDS), 2)
    assert rest.items == ("a",)
    assert rest.responses.scores.tolist() == [[1.0], [1.0]]
    assert rest.responses.attempts is not None
    assert rest.responses.attempts.item.tolist() == [0, 0, 0]
    with pytest.raises(AnswerSetError, match="expected an item with 9 answers, found none"):
        drop_rare_items(gathered(), 9)


def test_a_set_is_timed_with_two_different_times() -> None:
    assert gathered().is_timed
    assert not gather_answers("made", ANSWERS[2:], NEEDS).is_timed
