"""Retrieval DINA: DINA without times, worked chances, monotone, forgetting found again."""

from dataclasses import replace

import numpy as np
import pytest

from evaluation.bench_forgetting import (
    TRUE,
    Q,
    make_attempts,
    measure_later,
    tabulate,
)
from learner.dina import Dina, fit_dina
from learner.forgetting import RetrievalEstimator, split_later
from learner.maximisation import Parameters
from learner.mean_field import MeanField, fit_mean_field
from learner.recall import count_rows
from learner.responses import Asked, Attempts, Responses, ask_cells, make_responses
from learner.retention import NEVER, Forgetting
from learner.retrieval import (
    RetrievalDina,
    fit_retrieval,
    list_review_days,
    make_rows,
    retain_mastery,
)
from learner.squarem import Stop
from learner.tdina import TDinaEstimator


def once_each(seed: int) -> Responses:
    """Half of the cells answered, none twice."""
    rng = np.random.default_rng(seed)
    scores = (rng.random((80, len(Q))) < 0.6).astype(float)
    return make_responses(scores, rng.random(scores.shape) < 0.5, Q)


@pytest.fixture(scope="module")
def forgetful() -> Responses:
    return make_attempts(21, TRUE, 300)


@pytest.fixture(scope="module")
def chosen(forgetful: Responses) -> RetrievalDina:
    return RetrievalEstimator().fit(split_later(forgetful)[0], 0)


@pytest.mark.parametrize("timeless", [False, True])
def test_without_times_it_is_dina_bit_for_bit(timeless: bool) -> None:
    seen = once_each(3)
    if timeless:
        learner, item = np.nonzero(seen.answered)
        day = np.full(len(item), np.nan)
        seen = replace(seen, attempts=Attempts(learner, item, seen.scores[learner, item], day))
    model, plain = RetrievalEstimator().fit(seen, 0), fit_dina(seen.scores, seen.answered, Q)
    asked = ask_cells(np.ones(seen.scores.shape, bool))
    for name in ("slip", "guess", "prior"):
        assert np.array_equal(getattr(model.dina, name), getattr(plain, name))
    assert isinstance(model.dina, Dina)
    assert model.dina.log_likelihood == plain.log_likelihood
    assert np.array_equal(model.predict(seen, asked), plain.predict(seen, asked))
    assert np.array_equal(model.mastery(seen), plain.mastery(seen))


def test_the_em_over_attempts_is_that_of_dina_where_nothing_is_forgotten() -> None:
    seen = once_each(4)
    learner, item = np.nonzero(seen.answered)
    day = np.zeros(len(item))
    timed = replace(seen, attempts=Attempts(learner, item, seen.scores[learner, item], day))
    model, plain = fit_retrieval(timed, TRUE), fit_dina(seen.scores, seen.answered, Q)
    assert isinstance(model.dina, Dina)
    assert model.dina.guess == pytest.approx(plain.guess, abs=1e-12)
    assert model.dina.slip == pytest.approx(plain.slip, abs=1e-12)
    assert model.dina.log_likelihood == pytest.approx(plain.log_likelihood, abs=1e-9)
    assert model.mastery(timed) == pytest.approx(plain.mastery(seen), abs=1e-12)


def test_chances_of_the_worked_example() -> None:
    """Those who have the skill, g = .2, s = .1, days after their last of 0 or 3 right answers."""
    days, right = [1.0, 7.0, 7.0, 30.0, 30.0], [0, 0, 3, 0, 3]
    known = fit_dina([[1.0]], [[1]], [[1]])
    it = Forgetting(1.0, 0.3, 0.5)
    sure = replace(
        known, slip=np.array([0.1]), guess=np.array([0.2]), prior=np.array([1e-300, 1.0])
    )
    model = RetrievalDina(sure, it, np.zeros((0, 3)))
    learner = np.concatenate([np.full(max(n, 1), row) for row, n in enumerate(right)])
    score = np.concatenate([np.ones(n) if n else np.zeros(1) for n in right])
    attempts = Attempts(learner, np.zeros(len(learner), int), score, np.zeros(len(learner)))
    seen = Responses(np.ones((5, 1)), np.ones((5, 1), bool), known.q, attempts)
    asked = Asked(np.arange(5), np.zeros(5, int), np.array(days))
    assert model.predict(seen, asked) == pytest.approx(
        [0.76858, 0.57512, 0.74542, 0.44986, 0.66359], abs=6e-6
    )


def test_no_step_of_the_em_loses(forgetful: Responses) -> None:
    model = fit_retrieval(forgetful, TRUE, stop=Stop(0.0, 1e-6, 60))
    assert (np.diff(model.dina.trace) >= -1e-9).all()
    assert len(model.dina.trace) > 5


def test_the_likelihood_is_that_of_every_attempt_by_hand() -> None:
    seen = make_attempts(1, TRUE, 6, 5)
    assert seen.attempts is not None
    model = fit_retrieval(seen, TRUE, method="ml", stop=Stop(iterations=4)).dina
    assert isinstance(model, Dina)
    rows = make_rows(seen.attempts, Q, TRUE, 6)
    here = Parameters(model.slip, model.guess, model.prior)
    gates = model.needs[rows.item]
    chance = model.guess[rows.item][:, None] + np.where(
        gates, (1 - model.slip - model.guess)[rows.item][:, None] * rows.kept[:, None], 0.0
    )
    told = np.where(rows.score[:, None] == 1, chance, 1 - chance)
    each = [model.prior @ told[rows.learner == who].prod(axis=0) for who in range(6)]
    assert model.log_likelihood == pytest.approx(np.log(each).sum(), abs=1e-9)
    assert count_rows(rows, model.needs, here).log_likelihood == pytest.approx(np.log(each).sum())


def test_forgetting_is_found_and_predicts_better(
    forgetful: Responses, chosen: RetrievalDina
) -> None:
    plain = fit_retrieval(split_later(forgetful)[0], NEVER)
    assert chosen.forgetting == TRUE
    assert measure_later(chosen, forgetful, 0.2) < measure_later(plain, forgetful, 0.2) - 0.015
    assert chosen.trials.shape == (13, 3)


def test_the_papers_factor_of_time_predicts_worse(
    forgetful: Responses, chosen: RetrievalDina
) -> None:
    earlier, later = split_later(forgetful)
    assert earlier.attempts is not None
    table = tabulate(earlier.attempts, len(earlier.scores))
    asked = Asked(later.learner, later.item, later.day)
    said = TDinaEstimator().fit(table, 0).predict(table, asked)
    loss = -np.log(np.where(later.score == 1, said, 1 - said)).mean()
    assert loss > 1.2 * measure_later(chosen, forgetful, 0.2)


def test_where_nothing_is_forgotten_nothing_is_made_of_it() -> None:
    model = RetrievalEstimator(candidates=(Forgetting(1.0, 0.4, 0.3),)).fit(
        make_attempts(8, NEVER, 150), 0
    )
    assert model.forgetting == NEVER


def test_retained_mastery_falls_below_what_was_learnt_and_is_reviewed_in_time(
    forgetful: Responses, chosen: RetrievalDina
) -> None:
    learnt, kept = chosen.mastery(forgetful), retain_mastery(chosen, forgetful, day=200.0)
    review = list_review_days(chosen, forgetful)
    assert (kept < learnt).all()
    one = Asked(np.array([0]), np.array([0]), review[[0], 0])
    there = retain_mastery(chosen, forgetful, day=float(review[0, 0]))[0, 0]
    assert there == pytest.approx(0.7 * learnt[0, 0])
    assert np.isfinite(chosen.predict(forgetful, one)).all()


def test_many_learners_are_worked_on_in_slices_with_the_same_result(
    forgetful: Responses, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = fit_retrieval(forgetful, TRUE)
    monkeypatch.setattr("learner.recall.CELLS", 100)
    assert fit_retrieval(forgetful, TRUE).dina.slip == pytest.approx(whole.dina.slip)


def test_with_too_many_groups_mean_field_says_about_the_same(forgetful: Responses) -> None:
    exact, soft = fit_retrieval(forgetful, TRUE), fit_retrieval(forgetful, TRUE, limit=4)
    assert isinstance(soft.dina, MeanField)
    assert (np.diff(soft.dina.trace) >= -1e-9).all()
    assert ((soft.mastery(forgetful) > 0.5) == (exact.mastery(forgetful) > 0.5)).mean() > 0.97
    assert soft.dina.guess == pytest.approx(exact.dina.guess, abs=0.03)


def test_mean_field_over_attempts_is_that_of_cells_where_nothing_is_forgotten() -> None:
    seen = once_each(4)
    learner, item = np.nonzero(seen.answered)
    day = np.zeros(len(item))
    timed = replace(seen, attempts=Attempts(learner, item, seen.scores[learner, item], day))
    model = fit_retrieval(timed, TRUE, limit=1)
    plain = fit_mean_field(seen.scores, seen.answered, Q)
    assert model.dina.trace == pytest.approx(plain.trace, abs=1e-9)
    assert model.mastery(timed) == pytest.approx(plain.mastery(seen), abs=1e-9)


def test_a_learner_without_times_is_judged_alone_as_among_others() -> None:
    q = np.ones((1, 1), bool)
    days = np.array([np.nan, np.nan, 1.0, 2.0])
    attempts = Attempts(np.array([0, 0, 1, 1]), np.zeros(4, int), np.array([1.0, 0, 0, 1]), days)
    both = Responses(np.array([[0.0], [1.0]]), np.ones((2, 1), bool), q, attempts)
    first = Attempts(attempts.learner[:2], attempts.item[:2], attempts.score[:2], attempts.day[:2])
    alone = Responses(both.scores[:1], both.answered[:1], q, first)
    model = fit_retrieval(both, TRUE)
    assert model.mastery(alone)[0] == pytest.approx(model.mastery(both)[0])
    asked = Asked(np.array([0]), np.array([0]), np.array([np.nan]))
    assert model.predict(alone, asked) == pytest.approx(model.predict(both, asked))
