"""DINA through its estimator: exact where it fits, else mean field."""

import numpy as np
import pytest

from learner.dina import Dina
from learner.dina_estimator import DinaEstimator
from learner.dino import DinoEstimator
from learner.estimators import Diagnoser, Estimator
from learner.forgetting import RetrievalEstimator
from learner.mean_field import MeanField
from learner.responses import make_responses
from learner.tdina import TDinaEstimator

MANY = 17  # single skills: 131,072 groups


@pytest.mark.parametrize(
    "estimator", [DinaEstimator(), DinoEstimator(), TDinaEstimator(), RetrievalEstimator()]
)
def test_more_skills_than_memory_should_hold_are_no_error(estimator: Estimator) -> None:
    scores = (np.random.default_rng(2).random((20, MANY)) < 0.6).astype(float)
    seen = make_responses(scores, np.ones(scores.shape), np.eye(MANY))
    model = estimator.fit(seen, 0)
    assert isinstance(model, Diagnoser)
    assert ((model.mastery(seen) > 0.5) == (scores == 1)).mean() > 0.8


def test_too_many_groups_are_fitted_by_mean_field() -> None:
    rng = np.random.default_rng(1)
    scores, q = (rng.random((30, 12)) < 0.6).astype(float), np.eye(12)
    seen = make_responses(scores, np.ones(scores.shape), q)
    assert isinstance(DinaEstimator(limit=5_000).fit(seen, 0), Dina)
    assert isinstance(DinaEstimator(limit=4_000).fit(seen, 0), MeanField)
