"""Made answers of the shapes that diagnosis is measured on, from a seed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from learner.unions import list_unions

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shape:
    """How many learners, items and skills; the seed; and how dense the Q matrix is.

    Attributes:
        density: share of ones in Q; 0: one to three skills an item.
        cells: how many are answered; 0: all.
    """

    learners: int
    items: int
    skills: int
    seed: int
    density: float = 0.0
    cells: int = 0


@dataclass(frozen=True, slots=True)
class MadeAnswers:
    """``(M, N)`` scores and what is answered, ``(N, K)`` Q, and ``(M, K)`` the skills held."""

    scores: FloatArray
    answered: BoolArray
    q: BoolArray
    held: BoolArray


# Q matrices with about as many unions of rows as those of two mathematics tests, 188 and 1,195.
ELEVEN_SKILLS = Shape(4_209, 20, 11, seed=44, density=0.4)  # 191
SIXTEEN_SKILLS = Shape(3_911, 20, 16, seed=17, density=0.25)  # 1,197
SIXTY_SEVEN_SKILLS = Shape(326, 5_683, 67, seed=1, cells=364_317)


def make_answers(shape: Shape) -> MadeAnswers:
    """Draw answers of learners whose skills rise together, slip and guess from .05 to .3."""
    q = _draw_q(shape)
    rng = np.random.default_rng([shape.seed, 1])
    held = (
        rng.random((shape.learners, 1)) + rng.normal(0.0, 0.4, (shape.learners, q.shape[1])) > 0.5
    )
    able = (~held).astype(np.float64) @ q.T == 0.0
    slip, guess = rng.uniform(0.05, 0.3, (2, shape.items))
    scores = (rng.random(able.shape) < np.where(able, 1.0 - slip, guess)).astype(np.float64)
    answered = np.ones(able.shape, dtype=np.bool_)
    if shape.cells:
        answered[:] = False
        answered.ravel()[rng.choice(answered.size, shape.cells, replace=False)] = True
    return MadeAnswers(scores, answered, q, held)


def count_groups(q: BoolArray) -> int:
    """Return how many groups of classes the items can tell apart."""
    return len(list_unions(q))


def _draw_q(shape: Shape) -> BoolArray:
    if shape.density:
        rng = np.random.default_rng([shape.skills, shape.seed])
        return rng.random((shape.items, shape.skills)) < shape.density
    rng = np.random.default_rng([shape.seed, 0])
    q = np.zeros((shape.items, shape.skills), dtype=np.bool_)
    for row, count in zip(q, rng.choice([1, 2, 3], shape.items, p=[0.6, 0.3, 0.1]), strict=True):
        row[rng.choice(shape.skills, count, replace=False)] = True
    return q
