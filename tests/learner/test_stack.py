"""Models weighed together: the useless one is left out, and none is fitted to what it predicts."""

import numpy as np
import pytest

from learner.dina_estimator import DinaEstimator
from learner.errors import ChoiceError
from learner.item_mean import ItemMeanEstimator
from learner.item_response import RaschEstimator, TwoParameterEstimator
from learner.responses import ask_cells, make_responses
from learner.stack import StackEstimator


def simulate(seed: int, learners: int = 300) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    pull = 1.5 * rng.normal(size=(learners, 1)) + np.linspace(-1, 1, 12)
    scores = (rng.random(pull.shape) < 1 / (1 + np.exp(-pull))).astype(float)
    return scores, rng.random(scores.shape) < 0.7


def test_what_tells_nothing_of_learners_weighs_least() -> None:
    scores, kept = simulate(1)
    seen = make_responses(scores, kept, np.ones((12, 1)))
    model = StackEstimator((ItemMeanEstimator(), RaschEstimator())).fit(seen, 0)
    assert model.weights[0] < 0.25
    assert model.weights[1] > 0.6


def test_it_predicts_about_as_well_as_its_best_part_or_better() -> None:
    scores, kept = simulate(2)
    seen, held = make_responses(scores, kept, np.ones((12, 1))), ~kept
    parts = (DinaEstimator(), RaschEstimator(), TwoParameterEstimator())

    def lose(
        estimator: DinaEstimator | RaschEstimator | TwoParameterEstimator | StackEstimator,
    ) -> float:
        said = estimator.fit(seen, 0).predict(seen, ask_cells(held))
        return float(-np.log(np.where(scores[held] == 1, said, 1 - said)).mean())

    assert lose(StackEstimator(parts)) < min(lose(part) for part in parts) + 0.003


def test_fewer_than_two_different_parts_are_refused() -> None:
    for parts in ((), (DinaEstimator(),), (DinaEstimator(), DinaEstimator())):
        with pytest.raises(ChoiceError, match="parts of different names"):
            StackEstimator(parts)
