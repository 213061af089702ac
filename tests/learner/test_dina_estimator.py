"""DINA through its estimator: exact where it fits, else mean field."""

import numpy as np

from learner.dina import Dina
from learner.dina_estimator import DinaEstimator
from learner.mean_field import MeanField
from learner.responses import make_responses


def test_too_many_groups_are_fitted_by_mean_field() -> None:
    rng = np.random.default_rng(1)
    scores, q = (rng.random((30, 12)) < 0.6).astype(float), np.eye(12)
    seen = make_responses(scores, np.ones(scores.shape), q)
    assert isinstance(DinaEstimator(limit=5_000).fit(seen, 0), Dina)
    assert isinstance(DinaEstimator(limit=4_000).fit(seen, 0), MeanField)
