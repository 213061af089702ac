"""DINO: the mirror of DINA, worked by hand and recovered."""

import numpy as np
import pytest

from learner.dina import Dina
from learner.dino import fit_dino
from learner.responses import ask_cells, make_responses

Q = np.array([[1, 0], [0, 1], [1, 1], [1, 1]] * 3, bool)


def simulate(learners: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(4)
    held = rng.random((learners, 2)) < 0.5
    some = (Q[None] & held[:, None]).any(axis=2)
    return (rng.random(some.shape) < np.where(some, 0.9, 0.15)).astype(float), held


def test_one_skill_is_enough() -> None:
    scores, held = simulate(600)
    seen = make_responses(scores, np.ones(scores.shape), Q)
    model = fit_dino(seen, "ml")
    assert model.slip == pytest.approx(0.1, abs=0.06)
    assert model.guess == pytest.approx(0.15, abs=0.09)
    assert ((model.mastery(seen) > 0.5) == held).mean() > 0.9


def test_chances_are_those_of_all_four_classes() -> None:
    scores, _ = simulate(50)
    seen = make_responses(scores, np.ones(scores.shape), Q)
    model = fit_dino(seen)
    classes = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], bool)
    some = (Q[None] & classes[:, None]).any(axis=2)
    chance = np.where(some, 1 - model.slip, model.guess)
    told = np.where(scores[:, None] == 1, chance, 1 - chance).prod(axis=2)
    assert isinstance(model.mirror, Dina)
    lacks = {
        tuple(row): share
        for row, share in zip(model.mirror.unions, model.mirror.prior, strict=True)
    }
    joint = told * [lacks[tuple(~row)] for row in classes]
    belief = joint / joint.sum(axis=1, keepdims=True)
    found = model.predict(seen, ask_cells(np.ones(scores.shape, bool)))
    assert found.reshape(scores.shape) == pytest.approx(belief @ chance, abs=1e-9)
    assert model.mastery(seen) == pytest.approx(belief @ classes, abs=1e-9)
    assert model.mirror.log_likelihood == pytest.approx(np.log(joint.sum(axis=1)).sum(), abs=1e-8)
