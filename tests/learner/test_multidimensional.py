"""Several abilities: two groups of items fall apart; one ability is the 2PL."""

import numpy as np
import pytest

from learner.item_response import fit_item_response
from learner.multidimensional import fit_multidimensional
from learner.responses import Responses, make_responses
from learner.squarem import Stop


def simulate(second: int = 1) -> Responses:
    """Eight items ask for the first ability, eight for ``second``."""
    rng = np.random.default_rng(2)
    ability = rng.normal(size=(500, 2))
    pull = 2.0 * ability[:, [0] * 8 + [second] * 8]
    scores = (rng.random(pull.shape) < 1 / (1 + np.exp(-pull))).astype(float)
    return make_responses(scores, np.ones(scores.shape), np.ones((16, 1)))


def test_two_abilities_explain_more_and_keep_their_items_apart() -> None:
    seen = simulate()
    one, two = (fit_multidimensional(seen, 5, dimensions=count) for count in (1, 2))
    assert two.log_likelihood > one.log_likelihood + 50
    unit = two.slopes / np.linalg.norm(two.slopes, axis=1, keepdims=True)
    alike = np.abs(unit @ unit.T)
    assert alike[:8, :8].mean() > 0.9
    assert alike[:8, 8:].mean() < 0.5
    assert two.ability(seen).shape == (500, 2)


def test_one_ability_under_the_same_prior_is_about_the_2pl() -> None:
    seen, stop = simulate(second=0), Stop(1e-8)
    one = fit_multidimensional(seen, 5, dimensions=1, precision=1e-3, stop=stop)
    known = fit_item_response(seen, tied=False, stop=stop)
    assert one.log_likelihood == pytest.approx(known.log_likelihood, abs=3.0)
