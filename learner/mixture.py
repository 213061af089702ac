"""Hidden classes with a chance of each item: what every model of that form computes with."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from learner.answers import Patterns, merge_patterns, parse_answers
from learner.errors import ScoresError
from learner.responses import Asked, Responses

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]

CELLS = 1 << 20  # doubles of a slice of learners x classes: 8 MB
EDGE = 1e-10  # a chance stays this far inside (0, 1), so that no answer is impossible
RAREST = 1e-300  # share of a class in a logarithm


@dataclass(frozen=True, slots=True)
class ClassCounts:
    """What classes are expected to have answered.

    Shapes:
        ``N`` items, ``C`` classes.

    Attributes:
        log_likelihood: of all answers.
        groups: ``(C,)`` learners in each class.
        tries: ``(N, C)`` answers; ``right`` those of them that are right, partial as fractions.
    """

    log_likelihood: float
    groups: FloatArray
    tries: FloatArray
    right: FloatArray


def merge_responses(seen: Responses) -> Patterns:
    """Return the answers with equal learners merged.

    Raises:
        ScoresError: an answer outside [0, 1], or no answer at all.
    """
    values, told = parse_answers(seen.scores, seen.answered, len(seen.q))
    if not told.any():
        raise ScoresError(f"answers of {len(values)} learners: expected at least one, found none")
    return merge_patterns(values, told)


def count_classes(patterns: Patterns, chances: FloatArray, prior: FloatArray) -> ClassCounts:
    """Return what is expected under ``(N, C)`` P(right | class) and ``(C,)`` P(class)."""
    groups, total = np.zeros(len(prior)), 0.0
    tries, right = np.zeros(chances.shape), np.zeros(chances.shape)
    for start, end in _slice(len(patterns.weight), len(prior)):
        part_tries, part_right = patterns.tries[:, start:end].T, patterns.right[:, start:end].T
        belief, likelihood = _weigh(chances, prior, part_right, part_tries)
        belief *= patterns.weight[start:end, None]
        total += float(likelihood @ patterns.weight[start:end])
        groups += belief.sum(axis=0)
        tries += part_tries.T @ belief
        right += part_right.T @ belief
    return ClassCounts(total, groups, tries, right)


def judge_classes(chances: FloatArray, prior: FloatArray, seen: Responses) -> FloatArray:
    """Return ``(M, C)`` P(class | answers); without answers the prior.

    Raises:
        ScoresError: an answer outside [0, 1].
    """
    values, told = parse_answers(seen.scores, seen.answered, len(chances))
    parts = [
        _weigh(chances, prior, values[start:end], told[start:end].astype(np.float64))[0]
        for start, end in _slice(len(values), len(prior))
    ]
    return np.concatenate(parts) if parts else np.zeros((0, len(prior)))


def predict_asked(
    chances: FloatArray, prior: FloatArray, seen: Responses, asked: Asked
) -> FloatArray:
    """Return ``(R,)`` P(right answer) of what is asked."""
    belief = judge_classes(chances, prior, seen)
    table: FloatArray = belief @ chances.T
    return np.clip(table[asked.learner, asked.item], 0.0, 1.0)


def _weigh(
    chances: FloatArray, prior: FloatArray, values: FloatArray, tries: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return ``(M, C)`` P(class | answers) and ``(M,)`` log P(answers)."""
    right, wrong = np.log(chances), np.log1p(-chances)
    joint = values @ (right - wrong) + tries @ wrong + np.log(np.maximum(prior, RAREST))
    top = joint.max(axis=1, keepdims=True)
    joint -= top
    np.exp(joint, out=joint)
    total = joint.sum(axis=1, keepdims=True)
    joint /= total
    return joint, (top + np.log(total))[:, 0]


def _slice(rows: int, classes: int) -> Iterator[tuple[int, int]]:
    """Yield bounds of as many rows at a time as memory should hold."""
    size = max(1, CELLS // classes)
    for start in range(0, rows, size):
        yield start, min(start + size, rows)
