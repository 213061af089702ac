"""DINA: worked numbers, real golden numbers, known parameters, properties, refusals."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from evaluation.bench_diagnosis import CONVERGED, read_frcsub
from learner.answers import merge_patterns
from learner.dina import Dina, fit_dina, mastery, posterior, predict
from learner.errors import QMatrixError, ScoresError, UnionsError
from learner.expectation import Expectation
from learner.maximisation import Method, Parameters, count_answers, maximise
from learner.squarem import Stop
from learner.unions import list_groups

EDMDATA = Path(__file__).parents[2].parent / "shared" / "data" / "edmdata"
GUESS = """.030 .016 .000 .224 .301 .099 .025 .445 .297 .029
           .066 .128 .013 .062 .031 .109 .038 .119 .022 .013"""
SLIP = """.089 .041 .134 .110 .172 .044 .196 .181 .247 .214
          .082 .041 .335 .060 .105 .111 .138 .138 .240 .157"""


def as_model(
    q: ArrayLike, slip: ArrayLike, guess: ArrayLike, prior: ArrayLike | None = None
) -> Dina:
    groups = list_groups(q)
    share = groups.prior if prior is None else np.asarray(prior)
    table = np.asarray(q, dtype=bool)
    return Dina(table, groups.unions, groups.shares, np.asarray(slip), np.asarray(guess), share)


def simulate(seed: int, learners: int, q: np.ndarray) -> tuple[np.ndarray, ...]:
    """Answers, what is answered, the skills held, slip and guess, all from one seed."""
    rng = np.random.default_rng(seed)
    slip, guess = rng.uniform(0.05, 0.3, (2, len(q)))
    held = rng.random((learners, 1)) + rng.normal(0, 0.4, (learners, q.shape[1])) > 0.5
    able = ~(q[None] & ~held[:, None]).any(axis=2)
    right = rng.random(able.shape) < np.where(able, 1 - slip, guess)
    return right.astype(float), rng.random(able.shape) < 0.6, held, slip, guess


@pytest.fixture(scope="module")
def four_skills() -> np.ndarray:
    return np.array([row for row in product((0, 1), repeat=4) if 0 < sum(row) < 3] * 3, bool)[:24]


three_items = as_model([[1, 0], [0, 1], [1, 1]], [0.1, 0.2, 0.3], [0.2, 0.2, 0.1])


def test_posterior_of_the_worked_example() -> None:
    found = posterior(three_items, [[1, 1, 0]], [[1, 1, 1]])
    assert found[0] == pytest.approx([0.064516, 0.290323, 0.258065, 0.387097], abs=1e-6)


def test_mastery_and_prediction_of_the_worked_example() -> None:
    belief = posterior(three_items, [[1, 1, 0]], [[1, 1, 1]])
    said = mastery(three_items, [[1, 1, 0]], [[1, 1, 1]])
    assert said.probability[0] == pytest.approx([0.677419, 0.645161], abs=1e-6)
    assert predict(three_items, belief)[0, 2] == pytest.approx(0.332258, abs=1e-6)


def test_an_unanswered_item_counts_as_nothing_whatever_stands_in_its_place() -> None:
    found = posterior(three_items, [[1, np.nan, 0]], [[1, 0, 1]])
    assert found[0] == pytest.approx([0.125, 0.5625, 0.125, 0.1875])
    said = mastery(three_items, [[1, np.nan, 0]], [[1, 0, 1]])
    assert said.probability[0] == pytest.approx([0.75, 0.3125])


def test_one_step_of_the_worked_example() -> None:
    answers = np.array([[1, 1], [1, 0], [0, 0], [1, 1]], float)
    patterns = merge_patterns(answers, np.ones((4, 2), bool))
    expect = Expectation(patterns, np.array([[0, 1], [0, 1]], bool))
    counts = expect(np.full(2, 0.2), np.full(2, 0.2), np.full(2, 0.5))
    found = maximise(counts, count_answers(patterns), "ml")
    assert found.guess == pytest.approx([0.396226, 0.075472], abs=1e-6)
    assert found.slip == pytest.approx([0.024096, 0.228916], abs=1e-6)
    assert found.prior == pytest.approx([0.389706, 0.610294], abs=1e-6)


@pytest.mark.data
def test_fraction_subtraction_has_the_likelihood_and_parameters_of_the_references() -> None:
    table = read_frcsub(EDMDATA)
    everything = np.ones(table.scores.shape, bool)
    model = fit_dina(table.scores, everything, table.q, method="ml", stop=CONVERGED)
    assert len(model.unions) == 58
    assert model.log_likelihood == pytest.approx(-4402.2877, abs=5e-4)
    assert model.guess == pytest.approx(np.array(GUESS.split(), float), abs=1.01e-3)
    assert model.slip == pytest.approx(np.array(SLIP.split(), float), abs=1.01e-3)


@pytest.mark.data
def test_fraction_subtraction_with_the_products_stop_is_no_worse_than_plain_steps() -> None:
    table = read_frcsub(EDMDATA)
    model = fit_dina(table.scores, np.ones(table.scores.shape), table.q, method="ml")
    assert model.log_likelihood >= -4402.345
    assert model.iterations <= 29


def test_known_parameters_and_skills_are_found_again(four_skills: np.ndarray) -> None:
    scores, answered, held, slip, guess = simulate(1, 800, four_skills)
    model = fit_dina(scores, answered, four_skills)
    assert np.abs(model.slip - slip).mean() < 0.04
    assert np.abs(model.guess - guess).mean() < 0.04
    assert ((mastery(model, scores, answered).probability > 0.5) == held).mean() > 0.88


@pytest.mark.parametrize("method", ["map", "ml"])
def test_no_step_of_the_fit_loses(method: Method, four_skills: np.ndarray) -> None:
    scores, answered, *_ = simulate(2, 300, four_skills)
    stop = Stop(0.0, 1e-9, 300)
    model = fit_dina(scores, answered, four_skills, method=method, stop=stop)
    assert (np.diff(model.trace) >= -1e-9).all()
    assert len(model.trace) > 10


def pass_all(q: np.ndarray) -> np.ndarray:
    """The gates of all 2^K classes, (N, 2^K)."""
    classes = np.array(list(product((0, 1), repeat=q.shape[1])), bool)
    return gates_of(q, classes)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 6), st.integers(1, 8))
def test_merged_classes_learn_what_all_classes_learn(seed: int, skills: int, items: int) -> None:
    q = np.random.default_rng(seed).random((items, skills)) < 0.4
    scores, answered, *_ = simulate(seed, 30, q)
    groups, gates = list_groups(q), pass_all(q)
    patterns = merge_patterns(scores * answered, answered)
    merged, full = Expectation(patterns, gates_of(q, groups.unions)), Expectation(patterns, gates)
    start = np.full(items, 0.2)
    few = Parameters(start, start, groups.prior)
    many = Parameters(start, start, np.full(gates.shape[1], 1 / gates.shape[1]))
    for _ in range(5):
        less, more = merged(*few), full(*many)
        assert less.log_likelihood == pytest.approx(more.log_likelihood, abs=1e-9)
        few = maximise(less, count_answers(patterns), "ml")
        many = maximise(more, count_answers(patterns), "ml")
    assert few.slip == pytest.approx(many.slip, abs=1e-9)
    assert few.guess == pytest.approx(many.guess, abs=1e-9)


def gates_of(q: np.ndarray, unions: np.ndarray) -> np.ndarray:
    return np.array([(unions | ~row).all(axis=1) for row in q])


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 5))
def test_mastery_is_that_of_all_classes(seed: int, skills: int) -> None:
    q = np.random.default_rng(seed).random((6, skills)) < 0.4
    scores, answered, _, slip, guess = simulate(seed, 4, q)
    chance = np.where(pass_all(q), 1 - slip[:, None], guess[:, None])[None]
    each = np.where(scores[..., None] == 1, chance, 1 - chance)
    likely = np.where(answered[..., None], each, 1.0).prod(axis=1)
    classes = np.array(list(product((0, 1), repeat=skills)))
    expected = likely @ classes / likely.sum(axis=1, keepdims=True)
    said = mastery(as_model(q, slip, guess), scores, answered)
    assert said.probability == pytest.approx(expected, abs=1e-9)


def test_five_hundred_items_do_not_underflow() -> None:
    q = np.eye(2, dtype=bool)[np.arange(500) % 2]
    scores, answered, held, *_ = simulate(3, 60, q)
    model = fit_dina(scores, answered, q)
    assert np.isfinite(model.log_likelihood)
    assert ((mastery(model, scores, answered).probability > 0.5) == held).all()


def test_a_call_far_from_the_one_before_is_as_exact() -> None:
    patterns = merge_patterns(np.eye(3, 500), np.ones((3, 500), bool))
    gates, half = np.array([[0, 1]] * 500, bool), np.full(2, 0.5)
    near, far = np.full(500, 0.01), np.full(500, 0.99)
    used = Expectation(patterns, gates)
    used(1 - far, far, half)
    fresh = Expectation(patterns, gates)(far, near, half)
    again = used(far, near, half)
    assert again.log_likelihood == pytest.approx(fresh.log_likelihood, rel=1e-12)
    assert again.tries == pytest.approx(fresh.tries)


def test_many_groups_are_worked_on_in_blocks_with_the_same_result(
    four_skills: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    scores, answered, *_ = simulate(4, 200, four_skills)
    whole = fit_dina(scores, answered, four_skills)
    monkeypatch.setattr("learner.expectation.CELLS", 500)
    assert fit_dina(scores, answered, four_skills).slip == pytest.approx(whole.slip)


def test_equal_learners_merged_count_as_often_as_they_are() -> None:
    scores, answered, *_ = simulate(5, 50, np.eye(3, dtype=bool))
    patterns = merge_patterns(scores * answered, answered)
    assert patterns.weight.sum() == answered.any(axis=1).sum()
    assert patterns.right @ patterns.weight == pytest.approx((scores * answered).sum(axis=0))
    assert len(patterns.weight) < 28


def test_a_partial_score_is_a_fractional_count() -> None:
    model = fit_dina([[0.3], [0.6]], np.ones((2, 1)), [[0]], method="ml")
    assert model.slip[0] == pytest.approx(0.55)
    assert model.log_likelihood == pytest.approx(0.9 * np.log(0.45) + 1.1 * np.log(0.55))


def test_equal_partial_scores_are_merged_too() -> None:
    scores = np.array([[0.5, 1.0], [0.5, 1.0], [0.25, 1.0]])
    assert sorted(merge_patterns(scores, np.ones((3, 2), bool)).weight.tolist()) == [1, 2]


def test_a_learner_without_answers_has_the_prior_and_no_evidence() -> None:
    belief = posterior(three_items, [[np.nan] * 3], [[0, 0, 0]])
    said = mastery(three_items, [[np.nan] * 3], [[0, 0, 0]])
    assert belief[0] == pytest.approx(three_items.prior)
    assert not said.evidenced.any()
    assert not said.evidence.any()


@pytest.mark.parametrize("method", ["map", "ml"])
def test_learners_without_answers_change_nothing(method: Method, four_skills: np.ndarray) -> None:
    scores, answered, *_ = simulate(6, 100, four_skills)
    more = np.vstack((answered, np.zeros((50, 24), bool)))
    few = fit_dina(scores, answered, four_skills, method=method)
    many = fit_dina(np.vstack((scores, scores[:50])), more, four_skills, method=method)
    assert many.slip == pytest.approx(few.slip)


@pytest.mark.parametrize("method", ["map", "ml"])
def test_an_item_without_skills_has_its_rate_as_slip_and_is_reported(method: Method) -> None:
    scores = np.array([[1, 1], [1, 0], [0, 0], [0, 0]] * 50, float)
    model = fit_dina(scores, np.ones((200, 2)), [[1], [0]], method=method)
    assert model.slip[1] == pytest.approx(0.75, abs=0.02)
    assert model.items_without_skills.tolist() == [1]


@pytest.mark.parametrize("method", ["map", "ml"])
def test_an_item_without_answers_keeps_the_prior_mode(method: Method) -> None:
    scores, answered = np.array([[1, 0], [0, 0]] * 5, float), np.array([[1, 0]] * 10)
    model = fit_dina(scores, answered, [[1], [1]], method=method)
    assert (model.slip[1], model.guess[1]) == pytest.approx((0.2, 0.2))


@pytest.mark.parametrize(("score", "method"), list(product((0.0, 1.0), ("map", "ml"))))
def test_items_that_all_pass_or_fail_stay_inside_the_edges(score: float, method: Method) -> None:
    scores = np.full((40, 3), score)
    model = fit_dina(scores, np.ones((40, 3)), np.eye(3), method=method)
    rates = np.concatenate((model.slip, model.guess))
    assert ((rates > 0) & (rates < 1)).all()
    assert np.isfinite(model.log_likelihood)


def test_the_labels_of_a_skill_do_not_switch() -> None:
    scores = np.array([[1, 0, 0], [0, 1, 1]] * 30, float)
    model = fit_dina(scores, np.ones((60, 3)), np.ones((3, 1)))
    assert (model.guess <= 1 - model.slip + 1e-12).all()


def test_a_skill_without_items_is_never_evidenced() -> None:
    model = fit_dina([[1.0], [0.0]], np.ones((2, 1)), [[1, 0]])
    said = mastery(model, [[1.0]], [[1]])
    assert model.skills_without_items.tolist() == [1]
    assert said.probability[0, 1] == 0.5
    assert said.evidenced.tolist() == [[True, False]]


def test_a_skill_that_differs_inside_the_likely_group_is_not_evidenced() -> None:
    model = as_model([[1, 1]], [0.1], [0.1])
    said = mastery(model, [[1], [0]], [[1], [1]])
    assert said.evidence.tolist() == [[1, 1], [1, 1]]
    assert said.evidenced.tolist() == [[True, True], [False, False]]


def test_the_vector_is_the_union_of_the_likeliest_group() -> None:
    assert mastery(three_items, [[1, 1, 1]], [[1, 1, 1]]).vector.tolist() == [[True, True]]


def test_mastery_of_nobody_is_empty() -> None:
    said = mastery(three_items, np.zeros((0, 3)), np.zeros((0, 3)))
    assert said.probability.shape == said.evidenced.shape == (0, 2)


@pytest.mark.parametrize(
    ("scores", "answered", "message"),
    [
        ([[1.0, 1.2]], [[1, 1]], r"learner 0 to item 1: expected \[0, 1\], found 1.2"),
        ([[-0.1, 1]], [[1, 1]], "learner 0 to item 0"),
        ([[1, np.nan]], [[1, 1]], "found nan"),
        ([[1, 1, 1]], [[1, 1, 1]], "expected learners x 2 items"),
        ([[1, 1]], [[1]], "expected learners x 2 items"),
        ([1, 1], [1, 1], "expected learners x 2 items"),
        ([[1, 1]], [[0, 0]], "expected at least one, found none"),
    ],
)
def test_what_is_no_table_of_scores_is_refused(
    scores: ArrayLike, answered: ArrayLike, message: str
) -> None:
    with pytest.raises(ScoresError, match=message):
        fit_dina(scores, answered, [[1], [1]])


def test_a_q_matrix_without_skills_is_refused() -> None:
    with pytest.raises(QMatrixError, match="items x skills"):
        fit_dina([[1.0]], [[1]], np.zeros((1, 0)))


def test_more_groups_than_the_limit_are_refused() -> None:
    with pytest.raises(UnionsError, match="at most 7 unions"):
        fit_dina(np.ones((2, 3)), np.ones((2, 3)), np.eye(3), limit=7)
