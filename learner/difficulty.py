"""How hard items are, which of them count as complex, and which are too near to the boundary."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from learner import dina, mean_field
from learner.dina import Dina
from learner.errors import DiagnosisError
from learner.mean_field import MeanField
from learner.responses import Responses

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Sense = Literal["wrong_rate", "pass_rate"]

BOUNDARY = 0.6
PASS_MARK = 0.6  # a score counts as right from here on
_DEVIATIONS = 1.96


def measure_difficulty(responses: Responses, labels: ArrayLike | None = None) -> FloatArray:
    """Return ``(N,)`` the shrunk share of wrong answers, from 0 easy to 1 hard.

    One right and one wrong answer are added to each item's. An item that nobody answered has its
    label, ``(N,)`` an expert's in [0, 1] or NaN, and without one 1/2.

    Raises:
        DiagnosisError: labels of another count, or outside of [0, 1].
    """
    right = (responses.answered & (responses.scores >= PASS_MARK)).sum(axis=0)
    tries = responses.answered.sum(axis=0)
    measured: FloatArray = 1.0 - (right + 1.0) / (tries + 2.0)
    if labels is None:
        return measured
    told = _parse_labels(labels, len(measured))
    return np.where((tries == 0) & ~np.isnan(told), told, measured)


def expect_difficulty(model: Dina | MeanField) -> FloatArray:
    """Return ``(N,)`` P(wrong answer) of a learner of whom nothing is known."""
    prior = model.prior[None, :]
    if isinstance(model, Dina):
        return np.asarray(1.0 - dina.predict(model, prior)[0])
    return np.asarray(1.0 - mean_field.predict(model, prior)[0])


def classify_items(difficulty: FloatArray, sense: Sense = "wrong_rate") -> BoolArray:
    """Return ``(N,)`` whether the item is complex, its difficulty as ``measure_difficulty`` has it.

    ``wrong_rate``: complex from 0.6 wrong answers on. ``pass_rate`` is the word of classical test
    theory, in which an item of high "difficulty" is easy: complex below 0.6 right answers.
    """
    if sense == "wrong_rate":
        return np.asarray(difficulty >= BOUNDARY)
    return np.asarray(1.0 - difficulty < BOUNDARY)


def list_borderline(
    difficulty: FloatArray, tries: ArrayLike, sense: Sense = "wrong_rate"
) -> IntArray:
    """Return the items whose class another sample of learners may turn, nearest first.

    They lie within 1.96 standard deviations of the boundary, of a Beta distribution after
    ``tries`` answers, ``(N,)``.
    """
    boundary = BOUNDARY if sense == "wrong_rate" else 1.0 - BOUNDARY
    deviation = np.sqrt(difficulty * (1.0 - difficulty) / (np.asarray(tries) + 3.0))
    distance = np.abs(difficulty - boundary)
    near = np.flatnonzero(distance <= _DEVIATIONS * deviation)
    return near[np.argsort(distance[near], kind="stable")].astype(np.int64)


def _parse_labels(labels: ArrayLike, items: int) -> FloatArray:
    """Return labels, checked."""
    told = np.asarray(labels, dtype=np.float64)
    if told.shape != (items,):
        raise DiagnosisError(f"labels of difficulty: expected {items}, found shape {told.shape}")
    wrong = np.flatnonzero((told < 0.0) | (told > 1.0))
    if len(wrong):
        raise DiagnosisError(f"label of item {wrong[0]}: expected [0, 1], found {told[wrong[0]]}")
    return told
