"""Independent skills, against the exact posterior where that is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learner import dina
from learner.errors import ScoresError
from learner.mean_field import MeanField, fit_mean_field, mastery, predict
from learner.squarem import Stop
from learner.unions import list_groups

Simulated = tuple[np.ndarray, np.ndarray, np.ndarray]


def simulate(seed: int, learners: int, q: np.ndarray) -> Simulated:
    """Answers, what is answered and the skills held, all from one seed."""
    rng = np.random.default_rng(seed)
    held = rng.random((learners, q.shape[1])) < 0.6
    able = np.array([(held | ~row).all(axis=1) for row in q]).T
    right = rng.random(able.shape) < np.where(able, 0.85, 0.15)
    return right.astype(float), rng.random(able.shape) < 0.7, held


@pytest.fixture(scope="module")
def wide_q() -> np.ndarray:
    """Eighty items on twenty skills, more groups of classes than can be listed."""
    q = np.eye(20, dtype=bool)[np.arange(80) % 20]
    q[40:] |= np.eye(20, dtype=bool)[np.arange(40) * 3 % 20]
    return q


def test_skills_too_many_for_classes_are_found(wide_q: np.ndarray) -> None:
    scores, answered, held = simulate(1, 200, wide_q)
    found = mastery(fit_mean_field(scores, answered, wide_q), scores, answered)
    assert ((found.probability > 0.5) == held).mean() > 0.85


def test_slip_and_guess_are_found_again(wide_q: np.ndarray) -> None:
    scores, answered, _ = simulate(2, 400, wide_q)
    model = fit_mean_field(scores, answered, wide_q)
    assert np.abs(model.slip - 0.15).mean() < 0.05
    assert np.abs(model.guess - 0.15).mean() < 0.05


def test_no_sweep_lowers_the_bound(wide_q: np.ndarray) -> None:
    scores, answered, _ = simulate(3, 60, wide_q)
    model = fit_mean_field(scores, answered, wide_q, stop=Stop(0.0, 1e-6, 200))
    assert (np.diff(model.trace) >= -1e-8).all()
    assert len(model.trace) > 5


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_items_of_one_skill_make_it_exact(seed: int) -> None:
    q = np.eye(3, dtype=bool)[np.arange(9) % 3]
    scores, answered, _ = simulate(seed, 5, q)
    rates, prior = np.full(9, 0.2), np.array([0.3, 0.5, 0.8])
    groups = list_groups(q)
    share = np.where(groups.unions, prior, 1 - prior).prod(axis=1)
    exact = dina.Dina(q, groups.unions, groups.shares, rates, rates, share)
    expected = dina.mastery(exact, scores, answered)
    found = mastery(MeanField(q, rates, rates, prior), scores, answered)
    assert found.probability == pytest.approx(expected.probability, abs=1e-6)
    assert found.evidence.tolist() == expected.evidence.tolist()
    assert found.evidenced.tolist() == expected.evidenced.tolist()


def test_prediction_lies_between_guess_and_the_rest_of_slip(wide_q: np.ndarray) -> None:
    model = MeanField(wide_q, np.full(80, 0.1), np.full(80, 0.2), np.full(20, 0.5))
    chance = predict(model, np.random.default_rng(0).random((5, 20)))
    assert ((chance >= 0.2) & (chance <= 0.9)).all()


def test_a_learner_without_answers_has_the_prior_and_no_evidence(wide_q: np.ndarray) -> None:
    model = MeanField(wide_q, np.full(80, 0.1), np.full(80, 0.2), np.full(20, 0.3))
    found = mastery(model, np.zeros((1, 80)), np.zeros((1, 80)))
    assert found.probability == pytest.approx(np.full((1, 20), 0.3))
    assert not found.evidenced.any()


def test_a_skill_is_not_evidenced_by_an_item_whose_other_skill_is_missing() -> None:
    rates = np.full(2, 0.1)
    model = MeanField(np.array([[1, 1], [1, 0]], bool), rates, rates, np.full(2, 0.5))
    found = mastery(model, [[0, 0]], [[1, 1]])
    assert found.evidenced.tolist() == [[True, False]]


def test_a_skill_without_items_is_not_evidenced() -> None:
    found = mastery(fit_mean_field([[1.0], [0.0]], [[1], [1]], [[1, 0]]), [[1.0]], [[1]])
    assert found.evidenced.tolist() == [[True, False]]


def test_the_limit_of_iterations_is_reported(wide_q: np.ndarray) -> None:
    scores, answered, _ = simulate(4, 30, wide_q)
    model = fit_mean_field(scores, answered, wide_q, stop=Stop(0.0, 0.0, 2))
    assert (len(model.trace), model.converged) == (2, False)


def test_no_answer_at_all_is_refused() -> None:
    with pytest.raises(ScoresError, match="expected at least one, found none"):
        fit_mean_field([[0.0]], [[0]], [[1]])
