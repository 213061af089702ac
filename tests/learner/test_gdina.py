"""G-DINA: holds DINA as a special case, recovers rates, refuses too many skills."""

import numpy as np
import pytest

from learner.dina import fit_dina
from learner.errors import UnionsError
from learner.gdina import GDinaEstimator, fit_gdina
from learner.responses import Responses, make_responses
from learner.squarem import Stop

Q = np.array([[1, 0], [0, 1], [1, 1]] * 4, bool)


def simulate(
    both: float, one: float, none: float, learners: int = 1_500
) -> tuple[Responses, np.ndarray]:
    """Answers whose chance depends on the share of the item's skills that is held."""
    rng = np.random.default_rng(6)
    held = rng.random((learners, 2)) < 0.5
    share = (held.astype(float) @ Q.T) / Q.sum(axis=1)
    chance = np.select([share == 1, share > 0], [both, one], none)
    scores = (rng.random(chance.shape) < chance).astype(float)
    return make_responses(scores, np.ones(scores.shape), Q), held


def test_a_skill_alone_can_be_worth_something() -> None:
    seen, held = simulate(both=0.9, one=0.5, none=0.1)
    model = fit_gdina(seen)
    order = [tuple(row) for row in model.classes.tolist()]
    two = model.chances[2::3]
    assert two[:, order.index((True, True))] == pytest.approx(0.9, abs=0.08)
    assert two[:, order.index((True, False))] == pytest.approx(0.5, abs=0.1)
    assert two[:, order.index((False, False))] == pytest.approx(0.1, abs=0.08)
    assert ((model.mastery(seen) > 0.5) == held).mean() > 0.93


def test_what_a_gate_made_is_fitted_no_worse_than_by_the_gate() -> None:
    seen, _ = simulate(both=0.85, one=0.2, none=0.2, learners=400)
    gate = fit_dina(seen.scores, seen.answered, seen.q, stop=Stop(0.0, 1e-4, 500))
    free = fit_gdina(seen, stop=Stop(0.0, 1e-4, 500))
    assert free.log_likelihood > gate.log_likelihood - 2.0
    assert np.abs(free.mastery(seen) - gate.mastery(seen)).mean() < 0.03


def test_too_many_skills_are_refused_and_those_without_items_are_none() -> None:
    told = np.ones((2, 13))
    with pytest.raises(UnionsError, match="at most 12 skills with items, found 13"):
        fit_gdina(make_responses(told, told, np.eye(13)))
    wide = make_responses(told, told, np.eye(13, 40) * (np.arange(40) < 3))
    assert GDinaEstimator(limit=3).fit(wide, 0).classes.shape == (8, 40)
