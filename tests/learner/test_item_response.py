"""Rasch and 2PL: a likelihood by hand, known parameters, degenerate tables."""

import numpy as np
import pytest
from scipy.integrate import quad

from learner.item_response import ItemResponse, fit_item_response
from learner.quadrature import make_grid
from learner.responses import Asked, Responses, make_responses


def simulate(slope: np.ndarray, intercept: np.ndarray, learners: int) -> Responses:
    rng = np.random.default_rng(11)
    pull = rng.normal(size=(learners, 1)) * slope + intercept
    scores = (rng.random(pull.shape) < 1 / (1 + np.exp(-pull))).astype(float)
    answered = rng.random(pull.shape) < 0.9
    return make_responses(scores, answered, np.ones((len(slope), 1)))


def test_known_slopes_and_intercepts_are_found_again() -> None:
    slope, intercept = np.linspace(0.6, 2.0, 20), np.linspace(-2, 2, 20)[::-1]
    model = fit_item_response(simulate(slope, intercept, 2_000), tied=False)
    assert np.abs(model.slope - slope).mean() < 0.1
    assert np.abs(model.intercept - intercept).mean() < 0.1


def test_rasch_finds_the_spread_of_abilities() -> None:
    model = fit_item_response(simulate(np.full(20, 1.5), np.linspace(-1, 1, 20), 1_500), tied=True)
    assert np.ptp(model.slope) == pytest.approx(0.0, abs=1e-12)
    assert model.slope[0] == pytest.approx(1.5, abs=0.12)


def test_a_prediction_is_the_integral_over_abilities() -> None:
    grid = make_grid(21, 1)
    slope, intercept = np.array([1.0, 1.5, 0.8]), np.array([0.5, -0.5, 0.0])
    model = ItemResponse(slope, intercept, grid.nodes[:, 0], grid.weights, 0.0, True)
    seen = make_responses([[1, 0, 0]], [[1, 1, 0]], np.ones((3, 1)))

    def chance(item: int, ability: float) -> float:
        return float(1 / (1 + np.exp(-slope[item] * ability - intercept[item])))

    def joint(ability: float) -> float:
        return chance(0, ability) * (1 - chance(1, ability)) * float(np.exp(-(ability**2) / 2))

    whole = quad(joint, -8, 8)[0]
    expected = quad(lambda at: joint(at) * chance(2, at), -8, 8)[0] / whole
    asked = Asked(np.array([0]), np.array([2]), np.array([np.nan]))
    assert model.predict(seen, asked)[0] == pytest.approx(expected, abs=1e-6)
    mean = quad(lambda at: joint(at) * at, -8, 8)[0] / whole
    assert model.ability(seen)[0] == pytest.approx(mean, abs=1e-6)


def test_an_item_that_everybody_solves_stays_finite_and_one_nobody_saw_is_the_prior() -> None:
    seen = simulate(np.ones(4), np.zeros(4), 100)
    seen.scores[:, 0] = seen.answered[:, 0]
    seen.answered[:, 1], seen.scores[:, 1] = False, 0.0
    model = fit_item_response(seen, tied=False)
    assert 2 < model.intercept[0] < 12
    assert (model.slope[1], model.intercept[1]) == pytest.approx((1.0, 0.0))
