"""What every model of answers does, whatever its kind: one list, one set of tests."""

from functools import cache

import numpy as np
import pytest

from learner.convolution import Shape
from learner.cupmf import CupmfEstimator
from learner.dina_estimator import DinaEstimator, MeanFieldEstimator
from learner.dino import DinoEstimator
from learner.errors import ScoresError
from learner.estimators import Diagnoser, Estimator, Fitted
from learner.forgetting import EXPONENTIALS, RetrievalEstimator
from learner.gdina import GDinaEstimator
from learner.item_response import RaschEstimator, TwoParameterEstimator
from learner.joint import Descent
from learner.latent_classes import LatentClassesEstimator
from learner.logistic_factors import LogisticFactorsEstimator
from learner.multidimensional import MultidimensionalEstimator
from learner.neighbours import NeighboursEstimator
from learner.packing import pack, unpack
from learner.pmf_cd import PmfCdEstimator
from learner.querec import QueRecEstimator
from learner.reading import Reader
from learner.responses import Asked, Attempts, Responses, ask_cells, make_responses
from learner.selection import Selected
from learner.stack import StackEstimator
from learner.tdina import TDinaEstimator

ESTIMATORS: list[Estimator] = [
    DinaEstimator(),
    MeanFieldEstimator(),
    DinoEstimator(),
    GDinaEstimator(),
    RetrievalEstimator(),
    RetrievalEstimator(candidates=EXPONENTIALS),
    TDinaEstimator(),
    RaschEstimator(),
    TwoParameterEstimator(),
    MultidimensionalEstimator(),
    LatentClassesEstimator(classes=3, starts=2),
    StackEstimator((DinaEstimator(), RaschEstimator()), folds=3),
    NeighboursEstimator(),
    PmfCdEstimator(),
    QueRecEstimator(descent=Descent(40)),
    CupmfEstimator(descent=Descent(40), reader=Reader(Shape((2,), 4, 4), 4)),
    LogisticFactorsEstimator(factors=2),
    LogisticFactorsEstimator(DinaEstimator(), factors=2, name="logistic factors, diagnosed"),
    Selected((DinaEstimator(), NeighboursEstimator()), average=True),
]
every_estimator = pytest.mark.parametrize("estimator", ESTIMATORS, ids=lambda found: found.name)

Q = np.array(
    [[1, 0, 0], [0, 1, 0], [1, 1, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 0], [1, 0, 0]]
)
UNANSWERED, WITHOUT_SKILLS = 7, 6  # items


def make_seen(seed: int = 0, learners: int = 60) -> Responses:
    """Answers of able and other learners; one item nobody answered, one that needs nothing.

    The first learner has no answer, the second all right, the third all wrong; a skill has no item.
    """
    rng = np.random.default_rng(seed)
    held = rng.random((learners, 1)) + rng.normal(0, 0.3, (learners, 3)) > 0.5
    able = ~(Q.astype(bool)[None] & ~held[:, None]).any(axis=2)
    scores = (rng.random(able.shape) < np.where(able, 0.85, 0.2)).astype(float)
    answered = rng.random(able.shape) < 0.8
    answered[:, UNANSWERED], answered[0], answered[1:3, :UNANSWERED] = False, False, True
    scores[1], scores[2] = 1.0, 0.0
    return make_responses(scores, answered, Q)


def in_time(seen: Responses) -> Responses:
    """The same answers, one a day, and every other learner's first one without a time."""
    learner, item = np.nonzero(seen.answered)
    day = np.arange(1.0, len(learner) + 1.0, dtype=np.float64)
    first = np.concatenate(([True], learner[1:] != learner[:-1]))
    day[first & (learner % 2 == 0)] = np.nan
    attempts = Attempts(learner, item, seen.scores[learner, item], day)
    return Responses(seen.scores, seen.answered, seen.q, attempts)


def ask_all(seen: Responses, day: float = 9_999.0) -> Asked:
    cells = ask_cells(np.ones(seen.scores.shape, bool))
    return Asked(cells.learner, cells.item, np.full(len(cells.item), day))


def predict_all(model: Fitted, seen: Responses, day: float = np.nan) -> np.ndarray:
    return model.predict(seen, ask_all(seen, day)).reshape(seen.scores.shape)


def is_same(one: np.ndarray, other: np.ndarray) -> bool:
    """Bit for bit; what is not a number in one is none in the other."""
    return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")


def fit_once(estimator: Estimator) -> Fitted:
    """The model fitted to the one table: tests share it."""
    return _fit_place(ESTIMATORS.index(estimator))


@cache
def _fit_place(place: int) -> Fitted:
    return ESTIMATORS[place].fit(make_seen(), seed=3)


@every_estimator
def test_what_is_predicted_is_a_probability(estimator: Estimator) -> None:
    found = predict_all(fit_once(estimator), make_seen())
    assert np.isfinite(found).all()
    assert found.min() >= 0
    assert found.max() <= 1


@every_estimator
def test_who_knows_more_is_expected_to_answer_more(estimator: Estimator) -> None:
    found = predict_all(fit_once(estimator), make_seen())[:, :WITHOUT_SKILLS].mean(axis=1)
    assert found[1] > found[0] > found[2]


@every_estimator
def test_new_learners_are_judged_without_fitting_again(estimator: Estimator) -> None:
    model, others = fit_once(estimator), make_seen(seed=9, learners=300)
    found = predict_all(model, others)[:, :WITHOUT_SKILLS]
    right = others.scores[:, :WITHOUT_SKILLS] == 1
    assert found[right].mean() > found[~right].mean() + 0.1


@every_estimator
def test_a_learner_is_judged_by_own_answers_alone(estimator: Estimator) -> None:
    model, seen = fit_once(estimator), make_seen()
    few = Responses(seen.scores[3:5], seen.answered[3:5], seen.q)
    assert predict_all(model, few) == pytest.approx(predict_all(model, seen)[3:5], abs=1e-6)


@every_estimator
def test_learners_without_answers_are_all_judged_alike(estimator: Estimator) -> None:
    nothing = make_responses(np.full((2, len(Q)), np.nan), np.zeros((2, len(Q))), Q)
    first, second = predict_all(fit_once(estimator), nothing)
    assert first == pytest.approx(second)
    assert first == pytest.approx(predict_all(fit_once(estimator), make_seen())[0])


@every_estimator
def test_equal_seeds_give_equal_models(estimator: Estimator) -> None:
    again, first = pack(estimator.fit(make_seen(), seed=3)), pack(fit_once(estimator))
    assert again.keys() == first.keys()
    assert all(is_same(again[name], first[name]) for name in first)


@every_estimator
def test_a_model_packed_and_unpacked_is_equal(estimator: Estimator) -> None:
    model = fit_once(estimator)
    arrays = pack(model)
    again = unpack(arrays)
    assert type(again) is type(model)
    assert all(is_same(value, arrays[name]) for name, value in pack(again).items())
    assert np.array_equal(predict_all(again, make_seen()), predict_all(model, make_seen()))


@every_estimator
def test_mastery_is_a_probability_and_the_priors_for_a_skill_without_items(
    estimator: Estimator,
) -> None:
    model = fit_once(estimator)
    if not isinstance(model, Diagnoser):
        assert not hasattr(model, "mastery")
        return
    found = model.mastery(make_seen())
    assert found.shape == (60, 3)
    assert ((found >= 0) & (found <= 1)).all()
    assert found[:, 2] == pytest.approx(0.5, abs=1e-6)
    assert (found[1, :2] > found[2, :2]).all()


@every_estimator
def test_answers_in_time_are_predicted_too(estimator: Estimator) -> None:
    seen = in_time(make_seen())
    model = estimator.fit(seen, seed=3)
    for day in (np.nan, 5.0, 9_999.0):
        found = predict_all(model, seen, day)
        assert ((found >= 0) & (found <= 1)).all()


@every_estimator
def test_everybody_right_or_everybody_wrong_is_no_error(estimator: Estimator) -> None:
    told = np.ones((5, len(Q)))
    high = predict_all(
        estimator.fit(make_responses(told, told, Q), 0), make_responses(told, told, Q)
    )
    low = make_responses(0 * told, told, Q)
    assert (high > predict_all(estimator.fit(low, 0), low)).all()


@every_estimator
def test_half_a_score_counts_as_half_an_answer(estimator: Estimator) -> None:
    halves = make_responses(np.full((20, len(Q)), 0.5), np.ones((20, len(Q))), Q)
    assert predict_all(estimator.fit(halves, 0), halves) == pytest.approx(0.5, abs=0.2)


@every_estimator
def test_a_score_outside_its_range_is_refused(estimator: Estimator) -> None:
    seen = make_seen()
    wrong = Responses(seen.scores + 1, seen.answered, seen.q)
    with pytest.raises(ScoresError, match=r"expected \[0, 1\]"):
        estimator.fit(wrong, 0)


@every_estimator
def test_no_answer_at_all_is_refused(estimator: Estimator) -> None:
    nothing = make_responses(np.zeros((3, len(Q))), np.zeros((3, len(Q))), Q)
    with pytest.raises(ScoresError, match="expected at least one"):
        estimator.fit(nothing, 0)


@every_estimator
def test_an_item_nobody_answered_is_predicted_from_what_is_usual(estimator: Estimator) -> None:
    found = predict_all(fit_once(estimator), make_seen())[:, UNANSWERED]
    assert 0.15 < found.mean() < 0.85


def test_every_name_in_tables_is_its_own() -> None:
    assert len({estimator.name for estimator in ESTIMATORS}) == len(ESTIMATORS)
