"""Abilities on a grid, and items as logistic functions of them: the EM of item response models."""

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from learner.answers import Patterns
from learner.logistic import squash
from learner.mixture import EDGE, ClassCounts, count_classes
from learner.squarem import Stop, climb

FloatArray = NDArray[np.float64]

NEWTON = 3  # steps in each M-step, from where the last one ended
LONGEST = 2.0  # no Newton step moves a coefficient further


@dataclass(frozen=True, slots=True)
class Grid:
    """Nodes of a standard normal ability: ``(C, D)`` points and ``(C,)`` weights that sum to 1."""

    nodes: FloatArray
    weights: FloatArray


@dataclass(frozen=True, slots=True)
class Ridge:
    """A normal prior of an item's coefficients: ``(N, D + 1)`` means and precisions."""

    means: FloatArray
    precisions: FloatArray


@dataclass(frozen=True, slots=True)
class LogisticFit:
    """``(N, D + 1)`` slopes and, last, intercepts; the log-likelihood; how the fit went."""

    coefficients: FloatArray
    log_likelihood: float
    iterations: int
    converged: bool


def make_grid(points: int, dimensions: int) -> Grid:
    """Return the Gauss-Hermite rule of a standard normal, ``points`` along each dimension."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(points)
    weights = weights / weights.sum()
    return Grid(
        np.array(list(product(nodes, repeat=dimensions))),
        np.array([np.prod(part) for part in product(weights, repeat=dimensions)]),
    )


def predict_nodes(coefficients: FloatArray, grid: Grid) -> FloatArray:
    """Return ``(N, C)`` P(right | node)."""
    return squash(coefficients @ _extend(grid.nodes).T, EDGE)


def fit_logistic(
    patterns: Patterns, grid: Grid, start: FloatArray, ridge: Ridge, stop: Stop, tied: bool
) -> LogisticFit:
    """Maximise the marginal posterior of the coefficients by EM, sped up by SQUAREM.

    Args:
        patterns: the answers.
        grid: of ``D`` abilities.
        start: ``(N, D + 1)`` coefficients.
        ridge: their prior.
        stop: default of the product or another.
        tied: all items share the slopes of the first.
    """
    design, shape = _extend(grid.nodes), start.shape

    def step(point: FloatArray) -> tuple[FloatArray, float]:
        here = point.reshape(shape)
        counts = count_classes(patterns, squash(here @ design.T, EDGE), grid.weights)
        move = _tie if tied else _free
        return move(here, counts, design, ridge).ravel(), counts.log_likelihood + _weigh(
            here, ridge
        )

    reached = climb(step, lambda point: point, start.ravel(), stop)
    found = reached.point.reshape(shape)
    return LogisticFit(
        found, reached.trace[-1] - _weigh(found, ridge), reached.iterations, reached.converged
    )


def _extend(nodes: FloatArray) -> FloatArray:
    """Return the nodes with a column of ones for the intercept."""
    return np.hstack((nodes, np.ones((len(nodes), 1))))


def _weigh(coefficients: FloatArray, ridge: Ridge) -> float:
    return float(-0.5 * (ridge.precisions * (coefficients - ridge.means) ** 2).sum())


def _free(start: FloatArray, counts: ClassCounts, design: FloatArray, ridge: Ridge) -> FloatArray:
    """Newton steps of every item by itself."""
    width = design.shape[1]
    squares = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    here = start
    for _ in range(NEWTON):
        chances = squash(here @ design.T, EDGE)
        slope = (counts.right - counts.tries * chances) @ design
        slope -= ridge.precisions * (here - ridge.means)
        bend = (counts.tries * chances * (1.0 - chances)) @ squares
        bend = bend.reshape(-1, width, width)
        bend[:, np.arange(width), np.arange(width)] += ridge.precisions
        move = np.linalg.solve(bend, slope[:, :, None])[:, :, 0].astype(np.float64)
        here = np.asarray(here + _shorten(move))
    return here


def _tie(start: FloatArray, counts: ClassCounts, design: FloatArray, ridge: Ridge) -> FloatArray:
    """Newton steps of one slope for all items, and of each item's intercept."""
    here = start.copy()
    for _ in range(NEWTON):
        chances = squash(here @ design.T, EDGE)
        rest, weight = counts.right - counts.tries * chances, counts.tries * chances
        weight *= 1.0 - chances
        ability = design[:, 0]
        pull = rest.sum(axis=1) - ridge.precisions[:, 1] * (here[:, 1] - ridge.means[:, 1])
        own = weight.sum(axis=1) + ridge.precisions[:, 1]
        cross = weight @ ability
        slope = (rest @ ability).sum() - (ridge.precisions * (here - ridge.means))[:, 0].sum()
        bend = (weight @ ability**2).sum() + ridge.precisions[:, 0].sum()
        shared = (slope - (cross / own) @ pull) / (bend - (cross / own) @ cross)
        here[:, 0] += _shorten(np.array([shared]))
        here[:, 1] += _shorten((pull - cross * shared) / own)
    return here


def _shorten(move: FloatArray) -> FloatArray:
    return np.clip(move, -LONGEST, LONGEST)
