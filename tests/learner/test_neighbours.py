"""User-based collaborative filtering and item rates: worked numbers, cold starts, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learner.errors import ScoresError
from learner.item_mean import ItemMeanEstimator
from learner.neighbours import Neighbours, NeighboursEstimator, list_neighbours_grid
from learner.responses import Responses, ask_cells, make_responses

STARS = np.array([[5, 3, 0, 1], [4, 0, 0, 1], [1, 1, 0, 5], [1, 0, 4, 4]], float)


def as_responses(scores: np.ndarray, answered: np.ndarray) -> Responses:
    return make_responses(scores, answered, np.ones((scores.shape[1], 1)))


def test_the_worked_example_has_its_similarities() -> None:
    stars = Responses(STARS, STARS > 0, np.ones((4, 1), bool))  # stars, on no scale of shares
    alike = Neighbours(STARS, STARS > 0, STARS[0], 30, 0.0).compare(stars)
    assert alike[[0, 0, 2], [1, 2, 3]] == pytest.approx([1, -0.86603, 0.8], abs=1e-5)


def test_the_worked_example_has_its_prediction() -> None:
    fifths = as_responses(STARS / 5, STARS > 0)
    model = NeighboursEstimator(shrinkage=0.0).fit(fifths, 0)
    asked = ask_cells(np.eye(4, dtype=bool)[[0, 1, 0, 0]] & (np.arange(4) == 1)[:, None])
    assert 5 * model.predict(fifths, asked) == pytest.approx([2.5])


def test_few_common_items_make_a_neighbour_count_less() -> None:
    fifths = as_responses(STARS / 5, STARS > 0)
    alike = NeighboursEstimator(shrinkage=5.0).fit(fifths, 0).compare(fifths)
    assert alike[0, 1] == pytest.approx(2 / 7)


def test_only_the_nearest_count() -> None:
    scores = np.array([[1, 0, 0.5, 0], [1, 0, 0.5, 1], [0.9, 0, 0.9, 0.5]])
    answered = np.array([[1, 1, 1, 0], [1, 1, 1, 1], [1, 1, 1, 1]], bool)
    seen = as_responses(scores, answered)
    model = NeighboursEstimator(nearest=1, shrinkage=0.0).fit(seen, 0)
    said = model.predict(seen, ask_cells(~answered))
    assert said == pytest.approx([0.5 + 1 - scores[1].mean()])


def test_a_learner_without_answers_has_the_items_rates() -> None:
    seen = as_responses(np.array([[1, 0.0], [1, 1]]), np.ones((2, 2)))
    nobody = as_responses(np.zeros((1, 2)), np.zeros((1, 2)))
    said = NeighboursEstimator().fit(seen, 0).predict(nobody, ask_cells(np.ones((1, 2), bool)))
    assert said == pytest.approx([3.5 / 4, 2.5 / 4])


def test_an_item_that_nobody_answered_has_the_learners_mean() -> None:
    seen = as_responses(np.array([[1, 0.0, 0]]), np.array([[1, 1, 0]]))
    said = NeighboursEstimator().fit(seen, 0).predict(seen, ask_cells(np.array([[0, 0, 1]]) > 0))
    assert said == pytest.approx([0.5])


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_predictions_are_chances(seed: int) -> None:
    rng = np.random.default_rng(seed)
    seen = as_responses(rng.random((6, 5)), rng.random((6, 5)) < 0.6)
    if not seen.answered.any():
        return
    for estimator in (NeighboursEstimator(nearest=2), ItemMeanEstimator()):
        said = estimator.fit(seen, 0).predict(seen, ask_cells(np.ones((6, 5), bool)))
        assert ((said >= 0) & (said <= 1)).all()


def test_item_rates_are_drawn_to_the_rate_of_all() -> None:
    seen = as_responses(np.array([[1, 0, 0], [1, 0, 0.0]]), np.array([[1, 1, 0], [1, 1, 0]]))
    assert ItemMeanEstimator(2.0).fit(seen, 0).rate == pytest.approx([0.75, 0.25, 0.5])
    assert ItemMeanEstimator(0.0).fit(seen, 0).rate == pytest.approx([1, 0, 0.5])


@pytest.mark.parametrize("estimator", [NeighboursEstimator(), ItemMeanEstimator()])
def test_no_answer_at_all_is_refused(estimator: NeighboursEstimator | ItemMeanEstimator) -> None:
    with pytest.raises(ScoresError, match="found none"):
        estimator.fit(as_responses(np.zeros((2, 2)), np.zeros((2, 2))), 0)


def test_the_grid_has_names_of_its_own() -> None:
    grid = list_neighbours_grid()
    assert len({each.name for each in grid}) == len(grid) == 12
