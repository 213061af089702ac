"""EM of DINA over single attempts, each of which may fail to retrieve what was learnt."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from learner.expectation import RAREST, Counts
from learner.maximisation import (
    Method,
    Parameters,
    Totals,
    maximise,
    to_angles,
    to_parameters,
    uncross,
    weigh_prior,
)
from learner.squarem import Climb, Stop, climb

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

CELLS = 1 << 20  # doubles of a slice of learners x groups: 8 MB


@dataclass(frozen=True, slots=True)
class Rows:
    """Attempts, ``(R,)`` each: learner, item, score in [0, 1], and retention in [0, 1].

    ``kept`` is the probability that who has every skill of the item retrieves them all.
    """

    learner: IntArray
    item: IntArray
    score: FloatArray
    kept: FloatArray
    learners: int


def climb_rows(
    rows: Rows, needs: BoolArray, start: Parameters, method: Method, stop: Stop
) -> Climb:
    """Fit slip, guess and prior; every row's hidden bit is whether the skills were retrieved."""
    items = len(needs)
    totals = count_answers_of(rows, items)

    def step(angles: FloatArray) -> tuple[FloatArray, float]:
        here = to_parameters(angles, items)
        counts = count_rows(rows, needs, here)
        penalty = weigh_prior(here) if method == "map" else 0.0
        return to_angles(maximise(counts, totals, method)), counts.log_likelihood + penalty

    def fold(angles: FloatArray) -> FloatArray:
        landed = to_parameters(angles, items)
        return to_angles(uncross(landed) if method == "map" else landed)

    return climb(step, fold, to_angles(start), stop)


def count_rows(rows: Rows, needs: BoolArray, here: Parameters) -> Counts:
    r"""Return what is expected; ``tries`` are answers in which the skills were had and retrieved.

    .. math:: P(z = 1 \mid x, c) = \eta\rho (1 - s) / P \text{ if right, } \eta\rho s / (1 - P)
              \text{ if wrong}, \qquad P = g + (1 - s - g)\rho
    """
    passed, groups, total = np.empty((rows.learners, len(needs))), np.zeros(needs.shape[1]), 0.0
    for start, end, belief, likelihood in judge_rows(rows, needs, here):
        passed[start:end] = belief @ needs.T
        groups += belief.sum(axis=0)
        total += float(likelihood.sum())
    return Counts(total, groups, *count_retrieved(rows, passed, here.slip, here.guess))


def count_answers_of(rows: Rows, items: int) -> Totals:
    """Return ``(N,)`` attempts at each item, and the right ones of them."""
    tries = _add_up(rows.item, np.ones(len(rows.item)), items)
    return Totals(tries, _add_up(rows.item, rows.score, items))


def count_retrieved(rows: Rows, passed: FloatArray, slip: FloatArray, guess: FloatArray) -> Totals:
    """Return attempts in which skills were had and retrieved, and the right ones of them.

    ``passed`` is ``(M, N)`` P(the learner has every skill of the item).
    """
    slips, able = slip[rows.item], _succeed(rows, slip, guess)
    have = passed[rows.learner, rows.item] * rows.kept
    right = have * rows.score * (1.0 - slips) / able
    wrong = have * (1.0 - rows.score) * slips / (1.0 - able)
    items = len(slip)
    return Totals(_add_up(rows.item, right + wrong, items), _add_up(rows.item, right, items))


def judge_rows(
    rows: Rows, needs: BoolArray, here: Parameters
) -> Iterator[tuple[int, int, FloatArray, FloatArray]]:
    """Yield bounds of some learners, their ``(m, C)`` P(group | answers), and log P(answers)."""
    evidence, base = weigh_rows(rows, here.slip, here.guess)
    prior, gates = np.log(np.maximum(here.prior, RAREST)), needs.astype(np.float64)
    size = max(1, CELLS // len(prior))
    for start in range(0, rows.learners, size):
        joint = evidence[start : start + size] @ gates + prior
        top = joint.max(axis=1, keepdims=True)
        np.exp(joint - top, out=joint)
        total = joint.sum(axis=1, keepdims=True)
        joint /= total
        end = start + len(joint)
        yield start, end, joint, (top + np.log(total))[:, 0] + base[start:end]


def weigh_rows(rows: Rows, slip: FloatArray, guess: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return ``(M, N)`` what answers say for having an item's skills, as a logarithm.

    And ``(M,)`` the logarithm of what the answers are for who has no skill.
    """
    able, luck, items = _succeed(rows, slip, guess), guess[rows.item], len(slip)
    right, wrong = rows.score, 1.0 - rows.score
    lacking = right * np.log(luck) + wrong * np.log1p(-luck)
    gain = right * np.log(able) + wrong * np.log1p(-able) - lacking
    cells = _add_up(rows.learner * items + rows.item, gain, rows.learners * items)
    return cells.reshape(rows.learners, items), _add_up(rows.learner, lacking, rows.learners)


def _succeed(rows: Rows, slip: FloatArray, guess: FloatArray) -> FloatArray:
    """Return ``(R,)`` P(right answer) of those who have every skill."""
    luck = guess[rows.item]
    return np.asarray(luck + (1.0 - slip[rows.item] - luck) * rows.kept)


def _add_up(place: IntArray, values: FloatArray, count: int) -> FloatArray:
    """Return ``(count,)`` sums of the values by place."""
    return np.asarray(np.bincount(place, values, count), dtype=np.float64)
