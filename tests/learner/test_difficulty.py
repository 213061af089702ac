"""Difficulty, the boundary of 0.6 in both senses, and what lies near it."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.bench_diagnosis import read_frcsub
from learner.difficulty import (
    classify_items,
    expect_difficulty,
    list_borderline,
    measure_difficulty,
)
from learner.dina import fit_dina
from learner.errors import DiagnosisError
from learner.mean_field import MeanField
from learner.responses import Responses, make_responses

EDMDATA = Path(__file__).parents[2].parent / "shared" / "data" / "edmdata"


def made_answers() -> Responses:
    scores = [[1.0, 0.0, 0.6, 9.0], [1.0, 0.0, 0.59, 9.0], [1.0, 1.0, 0.0, 9.0]]
    answered = [[True, True, True, False]] * 3
    return make_responses(scores, answered, np.ones((4, 1)))


def test_difficulty_is_the_shrunk_share_of_answers_below_the_pass_mark() -> None:
    assert measure_difficulty(made_answers()) == pytest.approx([0.2, 0.6, 0.6, 0.5])


def test_a_label_stands_only_for_an_item_that_nobody_answered() -> None:
    labelled = measure_difficulty(made_answers(), [0.9, np.nan, 0.9, 0.9])
    assert labelled == pytest.approx([0.2, 0.6, 0.6, 0.9])


@pytest.mark.parametrize(
    ("labels", "message"),
    [([0.1, 0.2], "expected 4, found shape"), ([0, 0, 1.5, 0], r"item 2: expected \[0, 1\]")],
)
def test_labels_are_refused(labels: list[float], message: str) -> None:
    with pytest.raises(DiagnosisError, match=message):
        measure_difficulty(made_answers(), labels)


def test_the_boundary_itself_is_complex_by_wrong_answers_and_simple_by_right_ones() -> None:
    assert classify_items(np.array([0.59, 0.6])).tolist() == [False, True]
    assert classify_items(np.array([0.4, 0.41]), "pass_rate").tolist() == [False, True]


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=9))
def test_what_is_complex_by_wrong_answers_is_complex_by_right_ones(values: list[float]) -> None:
    difficulty = np.array(values)
    assert (classify_items(difficulty) <= classify_items(difficulty, "pass_rate")).all()


def test_the_nearest_to_the_boundary_come_first_and_the_surely_classed_not_at_all() -> None:
    difficulty = np.array([0.65, 0.1, 0.598, 0.9])
    assert list_borderline(difficulty, np.full(4, 500)).tolist() == [2]
    assert list_borderline(difficulty, np.full(4, 50)).tolist() == [2, 0]
    assert list_borderline(np.array([0.41]), [500], "pass_rate").tolist() == [0]


def test_a_model_expects_the_difficulty_of_an_unknown_learner() -> None:
    scores = (np.random.default_rng(1).random((400, 1)) < 0.7) * np.ones((400, 3))
    model = fit_dina(scores, np.ones((400, 3), dtype=bool), np.ones((3, 1)))
    assert expect_difficulty(model) == pytest.approx(1.0 - scores.mean(axis=0), abs=0.02)


@pytest.mark.data
def test_fraction_subtraction_has_fifteen_simple_items_and_its_seventh_is_borderline() -> None:
    table = read_frcsub(EDMDATA)
    answered = np.ones(table.scores.shape, dtype=bool)
    difficulty = measure_difficulty(make_responses(table.scores, answered, table.q))
    assert classify_items(difficulty).sum() == 5
    assert difficulty[6] == pytest.approx(0.600, abs=5e-4)
    assert 6 in list_borderline(difficulty, answered.sum(axis=0))


def test_by_mean_field_difficulty_is_expected_as_of_independent_skills() -> None:
    q = np.array([[True, True]])
    model = MeanField(q, np.array([0.1]), np.array([0.2]), np.array([0.5, 0.8]))
    assert expect_difficulty(model) == pytest.approx([1.0 - (0.2 + 0.7 * 0.4)])
