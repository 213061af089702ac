"""The joint factorisation and QueRec: hand numbers, slopes, descent, what counts, refusals."""

from dataclasses import replace

import numpy as np
import pytest

from learner.cells import Cells, draw_held_out
from learner.errors import ChoiceError, ScoresError
from learner.item_mean import ItemMeanEstimator
from learner.joint import (
    Descent,
    Factors,
    Known,
    Weights,
    draw_factors,
    draw_parts,
    fold_learners,
    gather,
    measure_energy,
)
from learner.logistic import measure_loss, squash
from learner.querec import QueRecEstimator, list_querec_grid
from learner.responses import Responses, ask_cells, make_responses
from learner.streams import Stream
from learner.watch import set_watch

ONE = np.ones((1, 1))
LIGHT = Weights(1.0, 0.5, 0.02, 0.02, 0.02)
CELL = Cells(np.array([0]), np.array([0]), np.array([1.0]), (1, 1))


def simulate(seed: int, learners: int = 100) -> Responses:
    rng = np.random.default_rng(seed)
    q = np.tile(np.vstack((np.eye(3), [[0, 1, 1]])), (3, 1)) > 0
    able = ~(q[None] & ~(rng.random((learners, 3)) < 0.6)[:, None]).any(axis=2)
    right = rng.random(able.shape) < np.where(able, 0.9, 0.15)
    return make_responses(right, rng.random(able.shape) < 0.8, q)


@pytest.fixture(scope="module")
def seen() -> Responses:
    return simulate(1)


def test_one_cell_has_the_worked_energy_and_slopes() -> None:
    factors = Factors(np.array([[0.5, -0.2]]), np.array([[1.0, 0.4]]), np.array([[0.3, 0.6]]))
    known = Known(CELL, 0.7 * ONE, ONE, ONE, ONE)
    energy, slopes = measure_energy(known, factors, np.array([[0.8, 0.3]]), Weights())
    assert energy == pytest.approx(0.131427, abs=1e-6)
    assert slopes.learners[0] == pytest.approx([-0.108817, -0.067022], abs=1e-6)
    assert slopes.items[0] == pytest.approx([-0.060089, -0.006618], abs=1e-6)
    assert slopes.skills[0] == pytest.approx([-0.066582, -0.006907], abs=1e-6)


def test_slopes_are_those_of_finite_differences(seen: Responses) -> None:
    rng = np.random.default_rng(2)
    known = gather(seen, rng.random((100, 3)), complete=True)
    factors, means = draw_factors((100, 12, 3), 4, rng), rng.normal(size=(12, 4))
    weights = Weights(0.7, 0.4, 0.03, 0.05, 0.2)
    _, slopes = measure_energy(known, factors, means, weights)
    for array, slope in zip(factors.arrays, slopes.arrays, strict=True):
        for at in [(0, 0), (2, 3), (1, 1)]:
            array[at] += 1e-5
            above = measure_energy(known, factors, means, weights)[0]
            array[at] -= 2e-5
            below = measure_energy(known, factors, means, weights)[0]
            array[at] += 1e-5
            assert (above - below) / 2e-5 == pytest.approx(slope[at], rel=1e-5, abs=1e-8)


def test_parts_of_the_cells_add_up_to_the_whole(seen: Responses) -> None:
    rng = np.random.default_rng(2)
    known, factors = gather(seen, rng.random((100, 3)), True), draw_factors((100, 12, 3), 4, rng)
    flat = np.zeros((12, 4))
    whole, slopes = measure_energy(known, factors, flat, Weights())
    parts = [
        measure_energy(each, factors, flat, Weights(), 1 / 3) for each in draw_parts(known, 3, rng)
    ]
    assert sum(energy for energy, _ in parts) == pytest.approx(whole)
    assert sum(each.learners for _, each in parts) == pytest.approx(slopes.learners)


def test_the_paper_fits_only_what_is_mastered_and_needed(seen: Responses) -> None:
    mastery = np.tile([0.9, 0.5, 0.2], (100, 1))
    known = gather(seen, mastery, complete=False)
    assert (known.diagnosed[0] == [1, 0, 0]).all()
    assert (known.told == seen.q).all()


def test_all_of_it_counts_by_how_sure_it_is_and_where_a_row_of_q_is_filled() -> None:
    some = make_responses(np.ones((2, 2)), [[1, 1], [0, 0]], [[1, 0], [0, 0]])
    known = gather(some, np.array([[0.9, 0.5], [0.9, 0.5]]), complete=True)
    assert known.diagnosed == pytest.approx(np.array([[0.8, 0.0], [0, 0]]))
    assert known.told.tolist() == [[1, 1], [0, 0]]


def test_fitting_only_ones_makes_wrong_ones_of_what_is_not_needed(seen: Responses) -> None:
    descent = Descent(160)
    said = {}
    for complete in (False, True):
        model = QueRecEstimator(descent=descent, complete=complete).fit(seen, 1)
        needs = squash(model.items @ model.skills.T)
        said[complete] = needs[~seen.q].mean()
    assert said[True] < 0.2
    assert said[False] > said[True] + 0.2


def test_the_energy_falls(seen: Responses) -> None:
    trace = QueRecEstimator(descent=Descent(100)).fit(seen, 1).trace
    assert len(trace) == 100
    assert trace[-1] < 0.5 * trace[0]
    assert (np.diff(trace[:60]) < 0).all()


def test_parts_come_down_too(seen: Responses) -> None:
    whole = QueRecEstimator(descent=Descent(40)).fit(seen, 1).trace
    parts = QueRecEstimator(descent=Descent(40, parts=4)).fit(seen, 1).trace
    assert parts[-1] < whole[-1]


def test_a_tuned_one_beats_the_rates_of_items(seen: Responses) -> None:
    held = draw_held_out(seen, 0.2, np.random.default_rng(4))
    tuned = QueRecEstimator(Weights(1.0, 0.5, 0.5, 0.5, 0.5), descent=Descent(160))
    losses = [
        measure_loss(each.fit(held.kept, 1).predict(held.kept, held.asked), held.score).mean()
        for each in (tuned, ItemMeanEstimator())
    ]
    assert losses[0] < 0.85 * losses[1]


def test_a_folded_learner_stands_at_the_bottom(seen: Responses) -> None:
    rng = np.random.default_rng(5)
    known, weights = gather(seen, rng.random((100, 3)), True), Weights(1, 0.5, 0.5, 0.5, 0.5)
    _, items, skills = draw_factors((100, 12, 3), 3, rng).arrays
    learners = fold_learners(known, items, skills, weights, Descent(800))
    _, slopes = measure_energy(known, Factors(learners, items, skills), 0 * items, weights)
    assert np.abs(slopes.learners).max() < 1e-4


def test_a_learner_without_answers_is_even(seen: Responses) -> None:
    model = QueRecEstimator(descent=Descent(20)).fit(seen, 1)
    nobody = make_responses(np.zeros((1, 12)), np.zeros((1, 12)), seen.q)
    assert model.predict(nobody, ask_cells(np.ones((1, 12), bool))) == pytest.approx(0.5)
    assert model.mastery(nobody) == pytest.approx(np.full((1, 3), 0.5))


def test_equal_seeds_give_equal_models(seen: Responses) -> None:
    one, other, third = (
        QueRecEstimator(descent=Descent(5, parts=2)).fit(seen, seed) for seed in (1, 1, 2)
    )
    assert (one.items == other.items).all()
    assert not (one.items == third.items).all()


def test_refusals(seen: Responses) -> None:
    with pytest.raises(ChoiceError, match="QueRec"):
        QueRecEstimator(factors=0)
    with pytest.raises(ScoresError, match="found none"):
        QueRecEstimator().fit(make_responses([[0.0]], [[0]], [[1]]), 1)


def test_the_grid_has_names_of_its_own() -> None:
    assert len({each.name for each in list_querec_grid()}) == 16


def test_a_watched_descent_stops_early_but_not_at_its_start(seen: Responses) -> None:
    whole = QueRecEstimator(descent=Descent(320)).fit(seen, 1)
    watched = QueRecEstimator(descent=Descent(320, patience=15)).fit(seen, 1)
    assert 10 < watched.descent.epochs < 200
    assert len(watched.trace) == watched.descent.epochs + 15
    assert whole.descent.epochs == len(whole.trace) == 320


def test_a_watched_descent_predicts_better_than_one_that_goes_on(seen: Responses) -> None:
    held = draw_held_out(seen, 0.2, np.random.default_rng(4))
    losses = [
        measure_loss(each.fit(held.kept, 1).predict(held.kept, held.asked), held.score).mean()
        for each in (QueRecEstimator(descent=Descent(patience=15)), QueRecEstimator())
    ]
    assert losses[0] < losses[1]


def flip_coins() -> Responses:
    coins = np.random.default_rng(0).random((300, 8)) < 0.5
    return make_responses(coins, np.ones_like(coins), np.eye(8))


def test_what_is_watched_is_unknown_to_the_diagnosis_too() -> None:
    how = QueRecEstimator(LIGHT, descent=Descent(100, patience=20), complete=True)
    model = how.fit(flip_coins(), 1)
    assert model.descent.epochs <= 10  # coins cannot be foretold: any gain is a leak


def test_answers_that_are_watched_do_not_move_the_descent() -> None:
    seen = flip_coins()
    kept, _ = set_watch(seen, 5, np.random.default_rng([1, Stream.WATCH]))
    other = replace(seen, scores=np.where(kept.answered, seen.scores, 1.0 - seen.scores))
    how = QueRecEstimator(LIGHT, descent=Descent(5, patience=5), complete=True)
    one, turned = (how.fit(each, 1).trace for each in (seen, other))
    assert one.tolist() == turned.tolist()
