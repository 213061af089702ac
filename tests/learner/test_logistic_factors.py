"""Logistic factors: slopes, recovery, fold-in, the diagnosis's weight, refusals."""

from pathlib import Path

import numpy as np
import pytest

from evaluation.bench_diagnosis import read_frcsub
from learner.cells import hold_out, list_cells
from learner.dina_estimator import DinaEstimator
from learner.errors import ChoiceError
from learner.estimators import Estimator
from learner.folding import fold_logistic
from learner.joint import Descent, Weights
from learner.logistic import squash
from learner.logistic_factors import LogisticFactorsEstimator, list_logistic_grid
from learner.logistic_objective import Objective
from learner.neighbours import NeighboursEstimator
from learner.pmf_cd import PmfCdEstimator
from learner.querec import QueRecEstimator
from learner.responses import Responses, ask_cells, make_responses
from learner.selection import Selected
from metrics.classification import measure_auc

EDMDATA = Path(__file__).parents[2].parent / "shared" / "data" / "edmdata"


def simulate(seed: int = 1) -> tuple[Responses, np.ndarray]:
    """Answers of 300 learners to 20 items by biases and two factors, and the true chances."""
    rng = np.random.default_rng(seed)
    bias, item_bias = rng.normal(0, 1, (300, 1)), rng.normal(0, 1, 20)
    logits = bias + item_bias + rng.normal(0, 1, (300, 2)) @ rng.normal(0, 1, (2, 20))
    chance = squash(logits)
    right = rng.random(chance.shape) < chance
    return make_responses(right, rng.random(right.shape) < 0.8, np.ones((20, 1))), chance


@pytest.fixture(scope="module")
def seen() -> Responses:
    return simulate()[0]


def test_slopes_are_those_of_finite_differences(seen: Responses) -> None:
    rng, cells = np.random.default_rng(2), list_cells(seen)
    objective = Objective(cells, rng.normal(size=len(cells.score)), 2, 0.5, 2.0)
    point = rng.normal(0, 0.5, objective.size)
    slope = objective(point)[1]
    for at in (0, 1, 5, 310, 400, objective.size - 1):
        step = np.eye(1, objective.size, at)[0] * 1e-5
        numeric = (objective(point + step)[0] - objective(point - step)[0]) / 2e-5
        assert numeric == pytest.approx(slope[at], rel=1e-5, abs=1e-6)


def test_known_chances_are_found_again() -> None:
    seen, chance = simulate()
    model = LogisticFactorsEstimator(factors=2, bias_penalty=0.5, penalty=1.0).fit(seen, 1)
    asked = ask_cells(~seen.answered)
    found = model.predict(seen, asked)
    assert np.corrcoef(found, chance[~seen.answered])[0, 1] > 0.75


def test_a_learner_of_the_fit_is_folded_to_where_the_fit_left_him(seen: Responses) -> None:
    how = LogisticFactorsEstimator(factors=2, bias_penalty=0.5, penalty=1.0)
    cells = list_cells(seen)
    objective = Objective(cells, None, 2, 0.5, 1.0)
    start = np.random.default_rng(3).normal(0, 0.1, objective.size)
    start[1] = 0.0
    ended, model = objective.descend(start, 300), how.fit(seen, 3)
    sides = np.hstack((np.ones((20, 1)), ended.items))
    offsets = ended.level[0] + ended.item_bias[cells.item]
    folded = fold_logistic(cells, offsets, sides, np.array([0.5, 1, 1]))
    assert folded[:, 0] == pytest.approx(ended.bias, abs=0.1)
    assert folded[:, 1:] == pytest.approx(ended.learners, abs=0.1)
    assert model.fold(seen).shape == folded.shape


def test_a_fold_is_the_bottom_of_its_own_penalised_loss() -> None:
    scores = np.array([[1, 1, 0.5], [0, 1, 0], [0, 0, 0]])
    seen = make_responses(scores, [[1, 1, 1], [1, 1, 0], [0, 0, 0]], np.ones((3, 1)))
    cells, sides = list_cells(seen), np.array([[1.0, 0.5], [1.0, -2.0], [1.0, 4.0]])
    penalty = np.array([0.1, 0.2])
    found = fold_logistic(cells, np.full(5, 0.3), sides, penalty)
    chance = squash(0.3 + (found[cells.learner] * sides[cells.item]).sum(axis=1))
    slope = cells.spread(chance - cells.score) @ sides + penalty * found
    assert np.abs(slope).max() < 1e-7
    assert not found[2].any()


def test_large_regressors_are_no_trouble() -> None:
    seen = make_responses(np.array([[1, 0, 1, 0]]), np.ones((1, 4)), np.ones((4, 1)))
    sides = np.array([[60.0], [-80], [30], [-5]])
    found = fold_logistic(list_cells(seen), np.full(4, -20.0), sides, np.array([0.01]))
    chance = squash(-20 + found[0, 0] * sides[:, 0])
    assert (chance[[0, 2]] > chance[[1, 3]]).all()


def test_what_adds_nothing_to_a_true_diagnosis_trusts_it_and_loses_to_it() -> None:
    rng = np.random.default_rng(4)
    q = np.tile(np.eye(2), (8, 1))
    able = (rng.random((300, 2)) < 0.5) @ q.T > 0
    right = rng.random(able.shape) < np.where(able, 0.9, 0.2)
    seen = make_responses(right, rng.random(able.shape) < 0.8, q)
    how = LogisticFactorsEstimator(DinaEstimator(), factors=2, penalty=20.0)
    assert 0.7 < how.fit(seen, 1).trust < 1.3
    assert Selected((how, DinaEstimator())).fit(seen, 1).choice.winner == "DINA"


@pytest.mark.data
def test_fraction_subtraction_is_predicted_as_well_as_it_was_when_the_model_was_chosen() -> None:
    table = read_frcsub(EDMDATA)
    out = np.random.default_rng(1).random(table.scores.shape) < 0.3
    held = hold_out(make_responses(table.scores, np.ones(out.shape), table.q), out)
    least: dict[Estimator, float] = {
        NeighboursEstimator(): 0.89,
        PmfCdEstimator(penalty=0.1): 0.89,
        QueRecEstimator(): 0.83,
        QueRecEstimator(Weights(1.0, 0.5, 0.5, 0.5, 0.5), descent=Descent(160)): 0.88,
        LogisticFactorsEstimator(bias_penalty=0.5, penalty=4.5): 0.9,
        LogisticFactorsEstimator(DinaEstimator()): 0.905,
    }
    for how, auc in least.items():
        said = how.fit(held.kept, 1).predict(held.kept, held.asked)
        assert measure_auc(said, held.score > 0.5) > auc, how.name


@pytest.mark.parametrize("wrong", [{"penalty": 0.0}, {"bias_penalty": -1}, {"folds": 1}])
def test_parameters_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ChoiceError, match="logistic factors"):
        LogisticFactorsEstimator(**wrong)  # type: ignore[arg-type]


def test_the_candidates_fall_back_on_the_diagnosis_and_have_names_of_their_own() -> None:
    grid = list_logistic_grid(DinaEstimator())
    assert grid[0] == DinaEstimator()
    assert len({each.name for each in grid}) == len(grid) == 8
