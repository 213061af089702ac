"""The logistic function and its inverse, safe at both ends."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

FLOOR = 1e-4
"""A probability inside a logarithm is this far from 0 and 1."""


def squash(logits: FloatArray, edge: float = 0.0) -> FloatArray:
    """Return 1 / (1 + exp(-logits)) without overflow, held ``edge`` away from 0 and 1."""
    chances = np.asarray(0.5 + 0.5 * np.tanh(0.5 * logits), dtype=np.float64)
    return np.clip(chances, edge, 1.0 - edge) if edge else chances


def to_logits(chances: FloatArray, floor: float = FLOOR) -> FloatArray:
    """Return log-odds of probabilities held ``floor`` away from 0 and 1."""
    held = np.clip(chances, floor, 1.0 - floor)
    return np.asarray(np.log(held) - np.log1p(-held), dtype=np.float64)
