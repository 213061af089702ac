"""Latent classes: kinds of learners are found again, the best start is kept."""

import numpy as np
import pytest

from learner.latent_classes import fit_latent_classes
from learner.responses import Responses, make_responses
from learner.squarem import Stop


def simulate() -> Responses:
    rng = np.random.default_rng(7)
    kind = rng.random(600) < 0.3
    chance = np.where(kind[:, None], [0.9] * 5 + [0.1] * 5, [0.2] * 5 + [0.8] * 5)
    scores = (rng.random(chance.shape) < chance).astype(float)
    return make_responses(scores, np.ones(scores.shape), np.ones((10, 1)))


def test_two_kinds_of_learners_are_found_again() -> None:
    model = fit_latent_classes(simulate(), 1, classes=2)
    few = int(model.prior.argmin())
    assert model.prior[few] == pytest.approx(0.3, abs=0.05)
    assert model.chances[:5, few] == pytest.approx(0.9, abs=0.07)
    assert model.chances[5:, 1 - few] == pytest.approx(0.8, abs=0.07)


def test_one_class_is_the_mean_of_each_item() -> None:
    seen = simulate()
    model = fit_latent_classes(seen, 1, classes=1, starts=1)
    assert model.chances[:, 0] == pytest.approx(seen.scores.mean(axis=0), abs=1e-3)


def test_more_starts_never_fit_worse() -> None:
    one, four = (fit_latent_classes(simulate(), 1, classes=3, starts=n) for n in (1, 4))
    assert four.log_likelihood >= one.log_likelihood


def test_without_room_to_climb_the_fit_says_so() -> None:
    found = fit_latent_classes(simulate(), 1, classes=3, starts=1, stop=Stop(iterations=2))
    assert not found.converged
