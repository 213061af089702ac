"""What to ask next over all blocks, and what answers are expected, without a graph."""

import tracemalloc

import numpy as np
import pytest

from graph.events import Answer
from learner.adaptive import StopRule
from learner.answer_sheets import fill_sheet, group_answers
from learner.blocks import QBlock
from learner.dina import Dina, predict
from learner.fitted import FittedBlock, FittedDiagnosis
from learner.judging import judge
from learner.mean_field import MeanField
from learner.questions import choose_question, predict_answers
from learner.retention import NEVER, Forgetting
from learner.unions import list_groups

DAY = 20_000.0  # 2024-10-04
AT = "2024-10-04T00:00:00Z"


def make_block(name: str, slip: float = 0.1) -> FittedBlock:
    """Two questions on one point."""
    q = np.ones((2, 1), bool)
    groups = list_groups(q)
    rates = np.full(2, slip), np.full(2, 0.2)
    model = Dina(q, groups.unions, groups.shares, *rates, groups.prior)
    return FittedBlock(QBlock((f"{name}1", f"{name}2"), (name,), q), model)


def answer(question: str, score: float, at: str | None = AT) -> Answer:
    return Answer("l", question, score, at, f"l-{question}")


FITTED = FittedDiagnosis("v", (make_block("a"), make_block("b", slip=0.4)), NEVER)


def test_the_block_that_tells_most_is_asked_first() -> None:
    found = choose_question(FITTED, [])
    assert (found.question_id, found.points, found.why) == ("a1", ("a",), "asks")
    assert (found.open, found.wanted, found.right) == (2, 2, 0.55)


def test_what_was_answered_is_not_asked_again() -> None:
    assert choose_question(FITTED, [answer("a1", 1.0)]).question_id == "a2"


def test_only_wanted_points_are_asked_about() -> None:
    assert choose_question(FITTED, [], {"b"}).question_id == "b1"
    nobody = choose_question(FITTED, [], {"elsewhere"})
    assert (nobody.question_id, nobody.why) == (None, "nothing tells more")
    assert (nobody.open, nobody.wanted) == (1, 1)


def test_a_wanted_point_that_no_question_tests_stays_open() -> None:
    twice = [answer("a1", 1.0), answer("a2", 1.0)]
    found = choose_question(FITTED, twice, {"a", "elsewhere"})
    assert (found.question_id, found.why) == (None, "nothing tells more")
    assert (found.open, found.wanted) == (1, 2)


def test_the_test_ends_when_all_is_certain_and_when_nothing_tells_more() -> None:
    twice = [answer("a1", 1.0), answer("a2", 1.0)]
    over = choose_question(FITTED, twice, {"a"})
    assert (over.question_id, over.why, over.open) == (None, "certain", 0)
    mixed = [answer("a1", 1.0), answer("a2", 0.0)]
    stuck = choose_question(FITTED, mixed, {"a"})
    assert (stuck.question_id, stuck.why, stuck.open) == (None, "nothing tells more", 1)


def test_an_answer_is_expected_as_the_model_predicts_it() -> None:
    found = predict_answers(FITTED, [answer("a1", 1.0)], DAY)
    after = 0.45 / 0.55
    assert found["a2"] == pytest.approx(0.2 + 0.7 * after, abs=1e-6)
    assert found["b1"] == pytest.approx(0.2 + 0.4 * 0.5)


def test_what_was_forgotten_is_expected_to_be_wrong() -> None:
    forgets = FittedDiagnosis("v", FITTED.blocks, Forgetting(1.0, 0.3, 0.5))
    found = predict_answers(forgets, [answer("a1", 1.0)], DAY + 7)
    kept = 8 ** (-0.3 / 1.5)
    assert found["a2"] == pytest.approx(0.2 + 0.7 * kept * 0.45 / 0.55, abs=1e-6)
    [known] = judge(forgets, [answer("a1", 1.0)], "2024-10-11T00:00:00Z")
    assert known.retained == pytest.approx(known.probability * kept, abs=2e-6)


@pytest.mark.parametrize("apart", [False, True])
def test_what_is_asked_next_is_as_likely_to_be_right_as_predicted(apart: bool) -> None:
    made = make_block("a")
    soft = MeanField(made.block.q, made.model.slip, made.model.guess, np.array([0.5]))
    block = FittedBlock(made.block, soft) if apart else made
    forgets = FittedDiagnosis("v", (block,), Forgetting(1.0, 0.3, 0.5))
    told, rule = [answer("a1", 1.0)], StopRule(0.99, 0.0)
    found = choose_question(forgets, told, rule=rule, day=DAY + 300)
    assert found.right == predict_answers(forgets, told, DAY + 300)["a2"]
    assert found.gain < choose_question(forgets, told, rule=rule, day=DAY).gain


def test_a_block_of_independent_points_answers_in_the_same_way() -> None:
    exact = make_block("a")
    apart = MeanField(exact.block.q, exact.model.slip, exact.model.guess, np.array([0.5]))
    same = FittedBlock(exact.block, apart)
    sheet = fill_sheet(exact.block, group_answers([answer("a1", 1.0)]))
    np.testing.assert_allclose(same.enable(sheet), exact.enable(sheet), atol=1e-4)
    first, second = (each.foresee(sheet).right for each in (same, exact))
    np.testing.assert_allclose(first, second, atol=1e-4)
    assert isinstance(exact.model, Dina)
    assert predict(exact.model, exact.model.prior[None])[0, 0] == pytest.approx(0.55)


def test_what_many_learners_can_do_takes_no_room_for_every_skill() -> None:
    rng = np.random.default_rng(0)
    q = rng.random((300, 40)) < 0.1
    names = tuple(f"q{number:03}" for number in range(300))
    soft = MeanField(q, np.full(300, 0.2), np.full(300, 0.2), np.full(40, 0.5))
    block = FittedBlock(QBlock(names, tuple(map(str, range(40))), q), soft)
    asked = rng.integers(300, size=60)
    told = [Answer(f"l{n}", names[item], 1.0, AT, f"e{n}") for n, item in enumerate(asked)]
    sheet = fill_sheet(block.block, group_answers(told))
    able = block.enable(sheet)  # what is imported late is not counted
    tracemalloc.start()
    block.enable(sheet)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 * able.nbytes
    known = block.master(sheet).probability
    np.testing.assert_allclose(able[0], np.where(q, known[0], 1.0).prod(axis=1), atol=1e-9)


def test_answers_to_unknown_questions_say_nothing() -> None:
    assert judge(FITTED, [answer("elsewhere", 1.0)]) == []
    assert choose_question(FITTED, [answer("elsewhere", 1.0)]) == choose_question(FITTED, [])
