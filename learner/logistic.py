"""The logistic function and its inverse, safe at both ends."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

FLOOR = 1e-4
"""A probability inside a logarithm is this far from 0 and 1."""


def squash(logits: FloatArray) -> FloatArray:
    """Return 1 / (1 + exp(-logits)) without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * logits)), dtype=np.float64)


def to_logits(chances: FloatArray, floor: float = FLOOR) -> FloatArray:
    """Return log-odds of probabilities held ``floor`` away from 0 and 1."""
    held = np.clip(chances, floor, 1.0 - floor)
    return np.asarray(np.log(held) - np.log1p(-held), dtype=np.float64)


def measure_loss(chances: FloatArray, scores: FloatArray, floor: float = FLOOR) -> FloatArray:
    """Return the log loss of each prediction; a partial score counts as that share of a right."""
    held = np.clip(chances, floor, 1.0 - floor)
    return np.asarray(-scores * np.log(held) - (1.0 - scores) * np.log1p(-held), dtype=np.float64)
