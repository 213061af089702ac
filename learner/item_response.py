"""Rasch and 2PL: one ability a learner, by marginal maximum likelihood."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from learner.answers import Patterns
from learner.mixture import judge_classes, merge_responses, predict_asked
from learner.quadrature import (
    Grid,
    Ridge,
    fit_logistic,
    make_grid,
    predict_nodes,
)
from learner.responses import Asked, Responses
from learner.squarem import PRODUCT_STOP, Stop

FloatArray = NDArray[np.float64]
POINTS = 21


@dataclass(frozen=True, slots=True)
class ItemResponse:
    r"""The logistic item response model with a standard normal ability.

    .. math:: P(X_j = 1 \mid \theta) = \sigma(a_j \theta + d_j)

    In the Rasch model all slopes are equal, which is an ability of another spread.

    Shapes:
        ``N`` items, ``C`` nodes of the quadrature.

    Attributes:
        slope: ``(N,)`` discrimination.
        intercept: ``(N,)`` easiness; difficulty is ``-intercept / slope``.
        nodes: ``(C,)`` abilities of the Gauss-Hermite rule; ``weights`` sum to 1.
        log_likelihood: of the answers it was fitted to.
        converged: false if the limit of iterations ended the fit.

    Everybody right or wrong: a weak normal prior, N(0, 3) on intercepts and N(1, 1) on slopes,
    keeps them finite. An item nobody answered has the prior's means.

    Source:
        Bock and Aitkin, "Marginal maximum likelihood estimation of item parameters", 1981.
    """

    slope: FloatArray
    intercept: FloatArray
    nodes: FloatArray
    weights: FloatArray
    log_likelihood: float
    converged: bool

    @property
    def chances(self) -> FloatArray:
        """``(N, C)`` P(right | node)."""
        coefficients = np.column_stack((self.slope, self.intercept))
        return predict_nodes(coefficients, Grid(self.nodes[:, None], self.weights))

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        """Return ``(R,)`` P(right answer), over what is believed of the ability."""
        return predict_asked(self.chances, self.weights, seen, asked)

    def ability(self, seen: Responses) -> FloatArray:
        """Return ``(M,)`` posterior means; 0 without answers."""
        return np.asarray(judge_classes(self.chances, self.weights, seen) @ self.nodes)


@dataclass(frozen=True, slots=True)
class RaschEstimator:
    """Fits :class:`ItemResponse` with one slope for all items."""

    points: int = POINTS
    stop: Stop = PRODUCT_STOP

    @property
    def name(self) -> str:
        """Name in tables."""
        return "Rasch"

    def fit(self, seen: Responses, seed: int) -> ItemResponse:
        """Return the fitted model."""
        del seed  # nothing is drawn
        return fit_item_response(seen, tied=True, points=self.points, stop=self.stop)


@dataclass(frozen=True, slots=True)
class TwoParameterEstimator:
    """Fits :class:`ItemResponse` with a slope for each item."""

    points: int = POINTS
    stop: Stop = PRODUCT_STOP

    @property
    def name(self) -> str:
        """Name in tables."""
        return "2PL"

    def fit(self, seen: Responses, seed: int) -> ItemResponse:
        """Return the fitted model."""
        del seed  # nothing is drawn
        return fit_item_response(seen, tied=False, points=self.points, stop=self.stop)


def fit_item_response(
    seen: Responses, *, tied: bool, points: int = POINTS, stop: Stop = PRODUCT_STOP
) -> ItemResponse:
    """Fit by marginal likelihood; ``tied``: the Rasch model.

    Raises:
        ScoresError: an answer outside [0, 1], or no answer at all.
    """
    patterns, grid = merge_responses(seen), make_grid(points, 1)
    items = len(seen.q)
    ridge = Ridge(np.tile([1.0, 0.0], (items, 1)), np.tile([1.0, 1.0 / 9.0], (items, 1)))
    if tied:
        ridge.precisions[:, 0] = 1.0 / items
    start = np.column_stack((np.ones(items), measure_easiness(patterns)))
    found = fit_logistic(patterns, grid, start, ridge, stop, tied)
    return ItemResponse(
        found.coefficients[:, 0],
        found.coefficients[:, 1],
        grid.nodes[:, 0],
        grid.weights,
        found.log_likelihood,
        found.converged,
    )


def measure_easiness(patterns: Patterns) -> FloatArray:
    """Return ``(N,)`` log odds of right answers, 0 where nobody answered."""
    tries, right = patterns.tries @ patterns.weight, patterns.right @ patterns.weight
    odds: FloatArray = np.log((right + 0.5) / (tries - right + 0.5))
    return odds
