"""The likelihood by groups of classes is that of all classes."""

import numpy as np
import pytest

from evaluation.answer_shapes import ELEVEN_SKILLS, Shape, count_groups, make_answers
from evaluation.bench_fits import measure_shape, sum_all_classes, sum_groups
from learner.dina import fit_dina


def test_all_classes_have_the_likelihood_of_the_groups_and_of_the_fit() -> None:
    made = make_answers(Shape(80, 10, 6, seed=3, density=0.3))
    model = fit_dina(made.scores, made.answered, made.q, method="ml")
    every = sum_all_classes(model, made.scores)
    assert every == pytest.approx(sum_groups(model, made.scores), abs=1e-9)
    assert every == pytest.approx(model.log_likelihood, abs=1e-9)


def test_a_made_table_has_the_shape_the_groups_and_the_cells_asked_for() -> None:
    made = make_answers(Shape(20, 30, 8, seed=1, cells=100))
    assert made.scores.shape == (20, 30)
    assert made.answered.sum() == 100
    assert set(made.q.sum(axis=1).tolist()) <= {1, 2, 3}
    assert np.array_equal(made.scores, make_answers(Shape(20, 30, 8, seed=1, cells=100)).scores)
    few = Shape(2, 20, 11, ELEVEN_SKILLS.seed, ELEVEN_SKILLS.density)
    assert count_groups(make_answers(few).q) == 191


def test_a_shape_is_reported_with_its_groups() -> None:
    time, off = measure_shape(Shape(50, 8, 4, seed=2, density=0.4), 1, "1 s")
    assert time.asked == "1 s"
    assert "groups" in time.what
    assert float(off.measured) < 1e-9
