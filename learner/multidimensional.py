"""The multidimensional 2PL: several abilities a learner, found without a Q matrix."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from learner.item_response import measure_easiness
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
from learner.streams import Stream

FloatArray = NDArray[np.float64]
POINTS = {1: 21, 2: 11, 3: 7}  # along each dimension


@dataclass(frozen=True, slots=True)
class Multidimensional:
    r"""The exploratory multidimensional 2PL with independent standard normal abilities.

    .. math:: P(X_j = 1 \mid \theta) = \sigma(a_j^\top \theta + d_j)

    Any rotation of the abilities fits as well: what the dimensions mean is not said.

    Shapes:
        ``N`` items, ``D`` abilities, ``C`` nodes of the quadrature.

    Attributes:
        slopes: ``(N, D)`` discriminations.
        intercept: ``(N,)`` easiness.
        nodes: ``(C, D)`` abilities of the product Gauss-Hermite rule; ``weights`` sum to 1.
        log_likelihood: of the answers it was fitted to.
        converged: false if the limit of iterations ended the fit.

    Source:
        Reckase, "Multidimensional item response theory", 2009; Bock, Gibbons and Muraki,
        "Full-information item factor analysis", 1988.
    """

    slopes: FloatArray
    intercept: FloatArray
    nodes: FloatArray
    weights: FloatArray
    log_likelihood: float
    converged: bool

    @property
    def chances(self) -> FloatArray:
        """``(N, C)`` P(right | node)."""
        coefficients = np.column_stack((self.slopes, self.intercept))
        return predict_nodes(coefficients, Grid(self.nodes, self.weights))

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        """Return ``(R,)`` P(right answer), over what is believed of the abilities."""
        return predict_asked(self.chances, self.weights, seen, asked)

    def ability(self, seen: Responses) -> FloatArray:
        """Return ``(M, D)`` posterior means; 0 without answers."""
        return np.asarray(judge_classes(self.chances, self.weights, seen) @ self.nodes)


@dataclass(frozen=True, slots=True)
class MultidimensionalEstimator:
    """Fits :class:`Multidimensional`; arguments as :func:`fit_multidimensional` has them."""

    dimensions: int = 2
    precision: float = 0.5
    stop: Stop = PRODUCT_STOP

    @property
    def name(self) -> str:
        """Name in tables."""
        return f"M2PL ({self.dimensions})"

    def fit(self, seen: Responses, seed: int) -> Multidimensional:
        """Return the fitted model."""
        return fit_multidimensional(
            seen, seed, dimensions=self.dimensions, precision=self.precision, stop=self.stop
        )


def fit_multidimensional(
    seen: Responses,
    seed: int,
    *,
    dimensions: int = 2,
    precision: float = 0.5,
    stop: Stop = PRODUCT_STOP,
) -> Multidimensional:
    """Fit by marginal likelihood.

    Args:
        seen: the answers; Q is not used.
        seed: of the slopes where the fit starts.
        dimensions: abilities, 1 to 3.
        precision: of the normal prior of slopes, around 0.
        stop: of the EM.

    Raises:
        ScoresError: an answer outside [0, 1], or no answer at all.
    """
    patterns, grid = merge_responses(seen), make_grid(POINTS[dimensions], dimensions)
    items = len(seen.q)
    slopes = np.random.default_rng([seed, Stream.START]).normal(0.0, 0.5, (items, dimensions))
    slopes[:, 0] += 1.0
    ridge = Ridge(
        np.zeros((items, dimensions + 1)),
        np.tile([precision] * dimensions + [1.0 / 9.0], (items, 1)),
    )
    start = np.column_stack((slopes, measure_easiness(patterns)))
    found = fit_logistic(patterns, grid, start, ridge, stop, tied=False)
    return Multidimensional(
        found.coefficients[:, :-1],
        found.coefficients[:, -1],
        grid.nodes,
        grid.weights,
        found.log_likelihood,
        found.converged,
    )
