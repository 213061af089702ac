"""Planted faults of a Q matrix are found, and a right one is left alone."""

import numpy as np
import pytest
from numpy.typing import NDArray

from learner.dina import fit_dina
from learner.q_suggestions import LEAST, Suggestion, suggest_rows
from learner.responses import make_responses

TRUE = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]] * 4 + [[1, 1, 0], [0, 1, 1], [1, 0, 1]], bool)


def suggest(said: NDArray[np.bool_], learners: int = 600, seed: int = 11) -> list[Suggestion]:
    """Let learners answer by the true matrix, and ask what to suggest for the one that is said."""
    rng = np.random.default_rng(seed)
    held = rng.random((learners, 3)) < 0.5
    able = (~TRUE[None] | held[:, None]).all(axis=2)
    scores = (rng.random(able.shape) < np.where(able, 0.9, 0.15)).astype(float)
    answered = rng.random(able.shape) < 0.9
    return suggest_rows(fit_dina(scores, answered, said), make_responses(scores, answered, said))


def change(item: int, row: list[int]) -> NDArray[np.bool_]:
    said = TRUE.copy()
    said[item] = row
    return said


def test_a_right_matrix_is_left_alone() -> None:
    assert suggest(TRUE) == []


@pytest.mark.parametrize(
    ("item", "row", "rather"),
    [(0, [0, 1, 0], (0,)), (12, [1, 0, 0], (0, 1)), (1, [0, 1, 1], (1,))],
    ids=["another skill", "a skill too few", "a skill too many"],
)
def test_a_planted_fault_is_found(item: int, row: list[int], rather: tuple[int, ...]) -> None:
    [found] = suggest(change(item, row))
    assert (found.item, found.rather) == (item, rather)
    assert found.rmsea_rather < found.rmsea
    assert found.pvaf_rather >= 0.95


def test_few_answers_suggest_nothing() -> None:
    assert suggest(change(0, [0, 1, 0]), learners=LEAST - 1) == []


def test_an_item_that_everybody_passes_suggests_nothing() -> None:
    rng = np.random.default_rng(1)
    scores = (rng.random((200, 3)) < 0.5).astype(float)
    scores[:, 0] = 1.0
    everything, q = np.ones(scores.shape, bool), np.eye(3, dtype=bool)
    found = suggest_rows(fit_dina(scores, everything, q), make_responses(scores, everything, q))
    assert [each.item for each in found if each.item == 0] == []
