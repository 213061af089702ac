"""How answers are parted for a trial."""

import math

import numpy as np
import pytest

from evaluation.answer_sets import Answer, AnswerSet, gather_answers
from evaluation.data0 import World, make_data0, make_table
from evaluation.errors import ComparisonError
from evaluation.trials import Split, list_splits, make_trial, parse_split

TABLE = make_table(40, 20, 4, seed=1)
TIMED, _ = make_data0(World(30, 20, 4, attempts=25), seed=1)


@pytest.mark.parametrize("name", ["random-70", "time-30", "items-20", "learners-1"])
def test_a_split_is_named_and_found_by_its_name(name: str) -> None:
    assert parse_split(f" {name} ").name == name


@pytest.mark.parametrize("text", ["random", "random-0", "random-100", "lines-20", "time--5", ""])
def test_what_is_no_split_is_refused(text: str) -> None:
    with pytest.raises(ComparisonError, match="split: expected random-1 to -99, time-1"):
        parse_split(text)


def test_a_table_without_times_has_no_split_by_time() -> None:
    assert [split.name for split in list_splits(TABLE)] == [
        *("random-70", "random-50", "random-30", "random-10", "items-20", "learners-20")
    ]
    assert "time-30" in [split.name for split in list_splits(TIMED)]


@pytest.mark.parametrize("percent", [70, 50, 30, 10])
@pytest.mark.parametrize("answers", [TABLE, TIMED])
def test_random_cells_are_asked_and_never_seen(answers: AnswerSet, percent: int) -> None:
    trial = make_trial(answers, parse_split(f"random-{percent}"), seed=1)
    assert not trial.seen.answered[trial.asked.learner, trial.asked.item].any()
    assert trial.seen.answered.any(axis=1).all()
    total = answers.responses.answered.sum()
    assert len(trial.right) + trial.seen.answered.sum() == total
    assert len(trial.right) == pytest.approx(total * percent / 100, rel=0.1)


def test_what_is_asked_later_is_later_than_all_that_is_seen() -> None:
    trial = make_trial(TIMED, parse_split("time-30"), seed=1)
    assert trial.seen.attempts is not None
    assert trial.asked.day.min() > trial.seen.attempts.day.max()
    assert len(trial.right) == pytest.approx(0.3 * 30 * 25, abs=2)


def test_what_is_practised_after_the_cut_is_known_in_a_split_by_time_alone() -> None:
    trial = make_trial(TIMED, parse_split("time-30"), seed=1)
    assert trial.practice is TIMED.responses.attempts
    others = [make_trial(TIMED, parse_split(name), 1) for name in ("random-30", "learners-20")]
    assert [each.practice for each in others] == [None, None]


def test_later_answers_of_learners_of_whom_nothing_is_seen_are_left_out() -> None:
    told = [Answer(who, "a", 1.0, day) for who, day in [("li", 1), ("li", 3), ("wu", 3)]]
    trial = make_trial(gather_answers("made", told, {"a": ("x",)}), parse_split("time-50"), seed=1)
    assert (len(trial.right), trial.left_out) == (1, 1)


def test_new_items_have_no_answer_to_learn_from() -> None:
    trial = make_trial(TABLE, parse_split("items-20"), seed=1)
    asked = np.unique(trial.asked.item)
    assert len(asked) == 4
    assert not trial.fit.answered[:, asked].any()
    assert len(trial.right) == 4 * 40


def test_new_learners_are_not_fitted_and_half_of_their_answers_seen() -> None:
    trial = make_trial(TABLE, parse_split("learners-20"), seed=1)
    assert len(trial.fit.scores) == 32
    assert len(trial.seen.scores) == 8
    assert trial.seen.answered.sum() == len(trial.right) == 8 * 10
    scores = TABLE.responses.scores[trial.person, trial.asked.item]
    assert (trial.right == (scores >= 0.6)).all()


def test_equal_seeds_make_equal_trials_and_others_do_not() -> None:
    one, again, other = (
        make_trial(TIMED, parse_split("random-30"), seed).asked.item.tolist() for seed in (1, 1, 2)
    )
    assert one == again
    assert one != other


def test_the_day_asked_is_that_of_the_last_attempt() -> None:
    told = [Answer("li", "a", 0.0, 1.0), Answer("li", "a", 1.0, 5.0), Answer("li", "b", 1.0, 2.0)]
    answers = gather_answers("made", told, {"a": ("x",), "b": ("x",)})
    for seed in range(9):
        trial = make_trial(answers, parse_split("random-50"), seed)
        assert trial.asked.day.tolist() == [5.0 if trial.asked.item[0] == 0 else 2.0]
        assert trial.right.tolist() == [True]


def test_the_knowledge_set_holds_the_skills_of_what_was_answered() -> None:
    needs = {"a": ("x",), "b": ("x", "y"), "c": (), "d": ("x",)}
    told = [Answer("li", item, 1.0, float(day)) for day, item in enumerate("dabc")]
    trial = make_trial(gather_answers("made", told, needs), parse_split("time-75"), seed=1)
    assert dict(zip(trial.asked.item.tolist(), trial.met.tolist(), strict=True)) == {
        0: True,
        1: False,
        2: True,
    }


@pytest.mark.parametrize(
    ("split", "message"),
    [("time-30", "expected answers with times"), ("learners-20", "expected 2 or more, found 1")],
)
def test_answers_that_cannot_be_parted_are_refused(split: str, message: str) -> None:
    with pytest.raises(ComparisonError, match=message):
        make_trial(make_table(1, 3, 2, seed=1), parse_split(split), seed=1)


def test_one_answer_a_learner_leaves_nothing_to_hold_out() -> None:
    told = [Answer(str(who), "a", 1.0, math.nan) for who in range(5)]
    with pytest.raises(ComparisonError, match="expected answers to hold out and keep"):
        make_trial(gather_answers("made", told, {"a": ()}), parse_split("random-70"), seed=1)


def test_splits_draw_from_streams_of_their_own() -> None:
    thirty, half = (
        make_trial(TABLE, Split(kind, percent), seed=1)
        for kind, percent in (
            (parse_split("random-30").kind, 30),
            (parse_split("random-1").kind, 50),
        )
    )
    held = [
        set(zip(trial.asked.learner.tolist(), trial.asked.item.tolist(), strict=True))
        for trial in (thirty, half)
    ]
    assert not held[0] <= held[1]
