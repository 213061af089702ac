"""Which question tells most: worked by hand, against all classes, and against chance."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from learner.adaptive import (
    Choice,
    Prospect,
    StopRule,
    choose_item,
    foresee,
    foresee_apart,
    measure_gain,
    run_test,
)
from learner.dina import Dina, posterior
from learner.mean_field import MeanField
from learner.unions import list_groups

Floats = NDArray[np.float64]
PAIR = np.array([[1, 0], [0, 1], [1, 1]], bool)


Bools = NDArray[np.bool_]


def make_model(q: Bools, slip: float | Floats = 0.1, guess: float | Floats = 0.2) -> Dina:
    groups, ones = list_groups(q), np.ones(len(q))
    return Dina(q, groups.unions, groups.shares, slip * ones, guess * ones, groups.prior)


def nobody(model: Dina) -> Floats:
    return np.asarray(model.prior)


def test_a_question_of_one_skill_is_worth_what_the_textbook_says() -> None:
    model = make_model(np.array([[1]], bool))
    found = foresee(model, nobody(model))
    assert found.right[0] == pytest.approx(0.55)
    assert found.after_right[0, 0] == pytest.approx(0.45 / 0.55)
    assert found.after_wrong[0, 0] == pytest.approx(0.05 / 0.45)
    # 1 bit - .55 h(.81818) - .45 h(.11111)
    assert measure_gain(found, np.array([True]))[0] == pytest.approx(0.397312, abs=1e-6)


def test_what_is_foreseen_comes_true() -> None:
    model = make_model(PAIR)
    found = foresee(model, nobody(model))
    asked = np.eye(3, dtype=bool)
    for score, after in ((1.0, found.after_right), (0.0, found.after_wrong)):
        belief = posterior(model, np.full((3, 3), score) * asked, asked)
        np.testing.assert_allclose(belief @ model.shares, after, atol=1e-12)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_asking_never_costs_certainty_on_average(seed: int) -> None:
    rng = np.random.default_rng(seed)
    q = rng.random((6, 3)) < 0.5
    model = make_model(q, rng.uniform(0.02, 0.4, 6), rng.uniform(0.02, 0.4, 6))
    belief = rng.dirichlet(np.ones(len(model.prior)))
    found = foresee(model, belief)
    wanted = rng.random(3) < 0.7
    mean = found.right[:, None] * found.after_right + (1 - found.right)[:, None] * found.after_wrong
    np.testing.assert_allclose(mean, np.tile(found.now, (6, 1)), atol=1e-9)
    assert (measure_gain(found, wanted) >= 0).all()
    assert measure_gain(found, wanted)[~q.any(axis=1)] == pytest.approx(0.0, abs=1e-9)


def test_of_independent_skills_both_forms_of_the_model_foresee_the_same() -> None:
    model, mastery = make_model(PAIR), np.array([0.3, 0.8])
    held = model.unions.astype(float)
    belief = (held * mastery + (1 - held) * (1 - mastery)).prod(axis=1)
    exact = foresee(model, belief)
    apart = foresee_apart(MeanField(PAIR, model.slip, model.guess, mastery), mastery)
    for name in ("now", "right", "after_right", "after_wrong"):
        np.testing.assert_allclose(getattr(apart, name), getattr(exact, name), atol=1e-9)


def test_what_is_certain_is_not_asked_for() -> None:
    model, mastery = make_model(PAIR), np.array([0.95, 0.5])
    sure = foresee_apart(MeanField(PAIR, model.slip, model.guess, mastery), mastery)
    allowed, both = np.ones(3, bool), np.ones(2, bool)
    assert choose_item(sure, both, allowed).item == 1
    assert choose_item(sure, np.array([True, False]), allowed).why == "certain"
    nothing = choose_item(sure, both, np.zeros(3, bool), StopRule(least=0.0))
    assert nothing.why == "nothing tells more"


def test_nothing_tells_of_a_skill_behind_one_that_is_missing() -> None:
    q = np.array([[1, 0], [1, 1]], bool)
    model = make_model(q, 0.01, 0.01)
    belief = posterior(model, np.zeros((1, 2)), np.array([[True, False]]))[0]
    choice = choose_item(foresee(model, belief), np.ones(2, bool), np.array([False, True]))
    assert (choice.item, choice.why) == (None, "nothing tells more")
    assert choice.open.tolist() == [False, True]


def test_what_no_answer_can_tell_is_not_certain() -> None:
    """Six items need the skill and one more each; all failed: it may be the others that lack."""
    q = np.hstack([np.ones((6, 1), bool), np.eye(6, dtype=bool)])
    model, failed, wanted = make_model(q, 0.1, 0.1), np.ones((1, 6), bool), np.eye(7, dtype=bool)[0]
    belief = posterior(model, np.zeros((1, 6)), failed)[0]
    choice = choose_item(foresee(model, belief), wanted, ~failed[0])
    assert (belief @ model.shares)[0] < 0.1
    assert (choice.why, choice.open.tolist()) == ("nothing tells more", wanted.tolist())
    low = np.full(7, 0.2)
    apart = foresee_apart(MeanField(q, model.slip, model.guess, low), low)
    assert apart.doubt == pytest.approx(np.array([0.8] * 7))


def test_without_items_there_is_nothing_to_ask() -> None:
    nothing = np.zeros((0, 1))
    empty = Prospect(np.array([0.5]), np.zeros(0), nothing, nothing, np.zeros(1))
    assert choose_item(empty, np.ones(1, bool), np.zeros(0, bool)).item is None


ONE, TWO = np.eye(4, dtype=bool), np.eye(4, dtype=bool) | np.eye(4, k=1, dtype=bool)


def simulate(seed: int) -> list[tuple[int, float]]:
    """Questions asked and share of skills told right: adaptively, and in an order drawn."""
    rng = np.random.default_rng(seed)
    q = np.vstack([ONE, ONE, ONE, ONE, TWO])
    model = make_model(q, rng.uniform(0.05, 0.3, len(q)), rng.uniform(0.05, 0.3, len(q)))
    truth = rng.random(4) < 0.5
    able = (~q | truth).all(axis=1)
    score = (rng.random(len(q)) < np.where(able, 1 - model.slip, model.guess)).astype(float)
    order = rng.permutation(len(q))

    def draw(prospect: Prospect, wanted: Bools, allowed: Bools) -> Choice:
        choice = choose_item(prospect, wanted, allowed, StopRule(least=0.0))
        left = [int(item) for item in order if allowed[item]]
        return choice if choice.item is None else Choice(left[0], 0.0, "asks", choice.open)

    sittings = [
        run_test(model, lambda item: float(score[item]), np.ones(4, bool), pick)
        for pick in (choose_item, draw)
    ]
    return [(len(s.asked), float(((s.trace[-1] > 0.5) == truth).mean())) for s in sittings]


def test_an_adaptive_test_is_shorter_than_one_in_random_order_and_as_right() -> None:
    (asked, right), (drawn, right_drawn) = np.mean([simulate(n) for n in range(60)], axis=0)
    assert asked < 0.8 * drawn
    assert right > 0.85
    assert right > right_drawn - 0.03
