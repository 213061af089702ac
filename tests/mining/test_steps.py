"""From events to sequences."""

import pytest

from graph.events import Step
from mining.errors import ThresholdError
from mining.steps import Corpus, build_corpus

ORDER = ("a", "b", "c")
ITSELF = {each: (each,) for each in ORDER}


def step(learner: str, resource: str, minute: int) -> Step:
    at = f"2026-03-01T{8 + minute // 60:02}:{minute % 60:02}:00Z"
    return Step(learner, resource, at, f"{learner}{resource}{minute}")


def spell(corpus: Corpus) -> list[str]:
    return ["".join(ORDER[item] for item in each) for each in corpus.histories.list_all()]


def test_each_learners_steps_stand_in_the_order_of_their_times() -> None:
    steps = [step("y", "b", 3), step("x", "c", 2), step("x", "a", 1), step("y", "a", 9)]
    found = build_corpus(steps, ITSELF, ORDER)
    assert (spell(found), found.learner_ids, found.single) == (["ac", "ba"], ("x", "y"), 0)
    assert found.histories.owners is None


def test_what_is_done_at_the_same_time_stands_in_the_order_of_the_course() -> None:
    steps = [step("x", "c", 1), step("x", "b", 1), step("x", "a", 1)]
    assert spell(build_corpus(steps, ITSELF, ORDER)) == ["abc"]


def test_what_follows_itself_counts_once() -> None:
    steps = [step("x", each, minute) for minute, each in enumerate("aabaa")]
    assert spell(build_corpus(steps, ITSELF, ORDER)) == ["aba"]


def test_learners_who_did_one_thing_alone_are_left_out() -> None:
    steps = [step("x", "a", 1), step("x", "a", 2), step("y", "a", 1), step("y", "b", 2)]
    found = build_corpus(steps, ITSELF, ORDER)
    assert (spell(found), found.learner_ids, found.single) == (["ab"], ("y",), 1)
    assert spell(build_corpus(steps, ITSELF, ORDER, least=1)) == ["a", "ab"]


def test_a_resource_may_stand_for_several_items_and_for_none() -> None:
    steps = [step("x", "film", 1), step("x", "page", 2), step("x", "quiz", 3)]
    found = build_corpus(steps, {"film": ("b", "a"), "quiz": ("c",)}, ORDER)
    assert spell(found) == ["abc"]


def test_a_long_pause_parts_the_sessions_of_a_learner() -> None:
    steps = [step("x", "a", 0), step("x", "b", 30), step("x", "c", 61), step("y", "a", 0)]
    steps += [step("y", "b", 1)]
    found = build_corpus(steps, ITSELF, ORDER, session_minutes=30)
    assert spell(found) == ["ab", "c", "ab"]
    assert found.histories.owners is not None
    assert found.histories.owners.tolist() == [0, 0, 1]


@pytest.mark.parametrize("minutes", [float("inf"), float("nan"), 1e30, -1.0])
def test_a_pause_that_is_none_is_refused(minutes: float) -> None:
    with pytest.raises(ThresholdError, match=r"pause: expected 0 to 1e\+09 minutes"):
        build_corpus([step("x", "a", 0)], ITSELF, ORDER, session_minutes=minutes)


def test_some_learners_are_selected() -> None:
    steps = [step("x", "a", 0), step("x", "b", 61), step("y", "b", 0), step("y", "c", 1)]
    parted = build_corpus(steps, ITSELF, ORDER, session_minutes=30)
    assert spell(parted.select(["x"])) == ["a", "b"]
    assert spell(build_corpus(steps, ITSELF, ORDER).select(["y", "nobody"])) == ["bc"]
    assert spell(parted.select([])) == []


def test_of_some_learners_only_their_own_are_left_out() -> None:
    steps = [step("x", "a", 0), step("x", "b", 1), step("y", "a", 0), step("z", "a", 0)]
    found = build_corpus(steps, ITSELF, ORDER)
    assert (found.single, found.select(["x"]).single, found.select("xyy").single) == (2, 0, 1)


def test_without_steps_there_is_nothing() -> None:
    found = build_corpus([], ITSELF, ORDER)
    assert (len(found.histories), found.learner_ids, found.single) == (0, (), 0)
