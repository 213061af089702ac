"""PMF-CD: the worked level, Adam, fold-in as least squares, cold starts, refusals."""

import numpy as np
import pytest

from learner.adam import Adam
from learner.cells import draw_held_out
from learner.dina_estimator import DinaEstimator
from learner.errors import ChoiceError, ScoresError
from learner.item_mean import ItemMeanEstimator
from learner.out_of_fold import (
    fit_diagnoser,
    fit_out_of_fold,
    predict_out_of_fold,
)
from learner.pmf_cd import PmfCdEstimator, list_pmf_cd_grid, measure_levels
from learner.responses import Asked, Responses, ask_cells, make_responses


def simulate(seed: int, learners: int = 120) -> Responses:
    """Answers of learners who have some of three skills, four fifths of the cells told."""
    rng = np.random.default_rng(seed)
    q = np.tile(np.vstack((np.eye(3), [[1, 1, 0]])), (3, 1)) > 0
    able = ~(q[None] & ~(rng.random((learners, 3)) < 0.6)[:, None]).any(axis=2)
    right = rng.random(able.shape) < np.where(able, 0.85, 0.2)
    return make_responses(right, rng.random(able.shape) < 0.8, q)


@pytest.fixture(scope="module")
def seen() -> Responses:
    return simulate(1)


def test_the_worked_level() -> None:
    mastery, q = np.array([[0.9, 0.2, 0.4]]), np.array([[1, 0, 1], [0, 0, 0]], bool)
    assert measure_levels(mastery, q)[0] == pytest.approx([0.6, 1.0])


def test_no_mastery_is_a_level_of_nothing_not_an_error() -> None:
    assert measure_levels(np.zeros((1, 1)), np.ones((1, 1), bool))[0, 0] < 1e-9


def test_adam_moves_by_its_rate_at_first_and_finds_the_bottom() -> None:
    point, adam = np.array([3.0, -2.0]), Adam(0.1)
    adam.step([point], [2 * point])
    assert point == pytest.approx([2.9, -1.9])
    for _ in range(400):
        adam.step([point], [2 * point])
    assert point == pytest.approx([0, 0], abs=1e-2)


def test_what_is_held_out_is_predicted_better_than_by_the_rates_of_items(seen: Responses) -> None:
    held = draw_held_out(seen, 0.2, np.random.default_rng(4))
    errors = [
        np.mean((estimator.fit(held.kept, 1).predict(held.kept, held.asked) - held.score) ** 2)
        for estimator in (PmfCdEstimator(penalty=0.1), ItemMeanEstimator())
    ]
    assert errors[0] < 0.8 * errors[1]


def test_a_folded_learner_has_the_least_squares(seen: Responses) -> None:
    model = PmfCdEstimator(share=0.0, factors=2, penalty=0.05).fit(seen, 1)
    told = np.flatnonzero(seen.answered[0])
    sides = np.column_stack((np.ones(len(told)), model.items[told]))
    rests = seen.scores[0, told] - model.mean - model.item_bias[told]
    left = sides.T @ sides + 0.05 * len(told) * np.eye(3)
    answer = np.linalg.solve(left, sides.T @ rests)
    whole = model.mean + model.item_bias + answer[0] + model.items @ answer[1:]
    said = model.predict(seen, Asked(np.zeros(12, int), np.arange(12), np.full(12, np.nan)))
    assert said == pytest.approx(np.clip(whole, 0, 1))


def test_a_learner_without_answers_has_the_prior_and_the_items_bias(seen: Responses) -> None:
    model = PmfCdEstimator().fit(seen, 1)
    nobody = make_responses(np.zeros((1, 12)), np.zeros((1, 12)), seen.q)
    levels = measure_levels(model.diagnosis.mastery(nobody), seen.q)
    said = model.predict(nobody, ask_cells(np.ones((1, 12), bool)))
    want = model.mean + 0.5 * (levels[0] - model.level) + model.item_bias
    assert said == pytest.approx(np.clip(want, 0, 1))
    assert model.mastery(nobody) == pytest.approx(model.diagnosis.mastery(nobody))


def test_equal_seeds_give_equal_models(seen: Responses) -> None:
    one, other, third = (PmfCdEstimator(epochs=5).fit(seen, seed) for seed in (1, 1, 2))
    assert (one.items == other.items).all()
    assert not (one.items == third.items).all()


def test_out_of_fold_a_cell_does_not_tell_of_itself(seen: Responses) -> None:
    model = fit_diagnoser(DinaEstimator(), seen, 1)
    flipped = Responses(seen.scores.copy(), seen.answered, seen.q)
    row, column = np.argwhere(seen.answered)[0]
    flipped.scores[row, column] = 1 - seen.scores[row, column]
    before, after = (predict_out_of_fold(model, each, 5, 1) for each in (seen, flipped))
    assert before[row, column] == after[row, column]
    assert (before[row] != after[row]).any()
    assert not before[~seen.answered].any()


def test_out_of_fold_with_a_fit_each_says_nearly_the_same(seen: Responses) -> None:
    model = fit_diagnoser(DinaEstimator(), seen, 1)
    judged = predict_out_of_fold(model, seen, 5, 1)[seen.answered]
    fitted = fit_out_of_fold(DinaEstimator(), seen, 5, 1)[seen.answered]
    assert np.corrcoef(judged, fitted)[0, 1] > 0.85


def test_a_single_answer_is_no_error_out_of_fold() -> None:
    lone = make_responses([[1.0]], [[1]], [[1]])
    assert 0 < fit_out_of_fold(DinaEstimator(), lone, 5, 1)[0, 0] < 1


def test_too_many_groups_are_diagnosed_by_mean_field() -> None:
    rng = np.random.default_rng(3)
    seen = make_responses(rng.random((20, 17)) < 0.5, np.ones((20, 17)), np.eye(17))
    model = fit_diagnoser(DinaEstimator(), seen, 1)
    said = model.predict(seen, ask_cells(seen.answered))
    assert ((said > 0) & (said < 1)).all()
    assert model.mastery(seen).shape == (20, 17)


def test_a_model_without_skills_is_no_diagnosis(seen: Responses) -> None:
    with pytest.raises(ChoiceError, match="model of skills"):
        PmfCdEstimator(diagnosis=ItemMeanEstimator()).fit(seen, 1)


@pytest.mark.parametrize("wrong", [{"share": 1.5}, {"penalty": -1.0}, {"factors": 0}])
def test_parameters_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ChoiceError, match="PMF-CD"):
        PmfCdEstimator(**wrong)  # type: ignore[arg-type]


def test_no_answer_at_all_is_refused() -> None:
    with pytest.raises(ScoresError, match="found none"):
        PmfCdEstimator().fit(make_responses([[0.0]], [[0]], [[1]]), 1)


def test_the_grid_has_names_of_its_own() -> None:
    assert len({each.name for each in list_pmf_cd_grid()}) == 18
