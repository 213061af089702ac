"""A planted cohort: who masters what is drawn, and the answers follow from it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from graph.changes import apply_plan
from graph.claims import Block, Properties
from graph.drafts import make_plan
from graph.errors import ModelFileError
from graph.events import Event, list_answers, merge_events
from graph.learners import Mastery, NewLearner, list_mastery, merge_learners
from graph.models import load_newest
from graph.plans import Assertion, Node
from graph.store import Store
from learner.diagnosis import diagnose_answer, diagnose_learner, diagnose_learners
from learner.dina import Dina, mastery
from learner.fitted import KIND
from learner.retention import NEVER, Forgetting

Ask = Callable[..., list[dict[str, object]]]
CHAPTERS = {"keys": "Tables", "joins": "Tables", "shell": "Linux"}
NEEDS: dict[str, tuple[str, ...]] = {
    "both": ("keys", "joins"),
    **{f"{point}{n}": (point,) for point in CHAPTERS for n in range(4)},
}
LEARNERS = [f"l{number:02}" for number in range(40)]
FORGETS = Forgetting(1.0, 0.3, 0.5)


def lay_out(
    store: Store, needs: Mapping[str, tuple[str, ...]], chapters: Mapping[str, str]
) -> None:
    """Add a course with its points, and questions with their rows of the Q matrix."""
    nodes = [Node("Course", "c", {"title": "c", "provider": "lake"})]
    nodes += [Node("KnowledgePoint", point, {"name": point}) for point in chapters]
    nodes += [Node("Resource", question, {"kind": "question"}) for question in needs]
    said = [
        Assertion("COVERS", "c", point, Block("imported", "x", {"chapter": chapter, "order": 1}))
        for point, chapter in chapters.items()
    ]
    said += [
        Assertion("TESTS", question, point, Block("imported", "x"))
        for question, each in needs.items()
        for point in each
    ]
    apply_plan(store, make_plan(store, nodes, said), "a course")


def answer(store: Store, learner: str, question: str, score: float, at: str = "2026-03-01") -> None:
    key = f"{learner}-{question}-{at}"
    properties: Properties = {"score": score, "at": f"{at}T09:00:00Z"}
    merge_events(store, [Event("answered", key, learner, question, properties)])


def draw(
    needs: Mapping[str, tuple[str, ...]], points: list[str]
) -> tuple[dict[str, set[str]], list[Event]]:
    """Draw who masters what, and the answers with a slip and a guess of one in ten."""
    rng = np.random.default_rng(20260401)
    truth = {learner: {p for p in points if rng.random() < 0.5} for learner in LEARNERS}
    events = []
    for learner in LEARNERS:
        for question, needed in needs.items():
            right = (truth[learner] >= set(needed)) != (rng.random() < 0.1)
            said: Properties = {"score": float(right), "at": "2026-02-01T09:00:00Z"}
            events.append(Event("answered", f"{learner}-{question}", learner, question, said))
    return truth, events


def enrol(store: Store, learners: list[str]) -> None:
    nothing = (None, None, None, None, None, True, None)
    merge_learners(store, [NewLearner(learner, *nothing) for learner in learners])


@pytest.fixture
def truth(one_store: Store) -> dict[str, set[str]]:
    """Lay out the course and let the cohort answer; return who masters what."""
    lay_out(one_store, NEEDS, CHAPTERS)
    enrol(one_store, [*LEARNERS, "silent"])
    drawn, events = draw(NEEDS, list(CHAPTERS))
    merge_events(one_store, events)
    return drawn


def by_point(store: Store, learner: str) -> dict[str, Mastery]:
    return {each.point_id: each for each in list_mastery(store, learner)}


def test_who_masters_what_is_told_from_the_answers(
    one_store: Store, truth: dict[str, set[str]], tmp_path: Path
) -> None:
    made = diagnose_learners(one_store, tmp_path)
    hits = [
        (each.probability >= 0.5) == (point in mastered)
        for learner, mastered in truth.items()
        for point, each in by_point(one_store, learner).items()
    ]
    assert len(hits) == len(LEARNERS) * len(CHAPTERS)
    assert np.mean(hits) >= 0.95
    assert (made.learners, made.answers, made.blocks, made.points) == (40, 40 * 13, 2, 3)


def test_evidence_counts_the_answers_that_bear_on_a_point(
    one_store: Store, truth: dict[str, set[str]], tmp_path: Path
) -> None:
    diagnose_learners(one_store, tmp_path)
    found = by_point(one_store, "l00")
    assert {p: each.evidence for p, each in found.items()} == {"keys": 5, "joins": 5, "shell": 4}
    assert all(each.evidenced and each.at == "2026-02-01T09:00:00Z" for each in found.values())


def test_of_several_answers_to_a_question_the_last_one_counts(
    one_store: Store, truth: dict[str, set[str]], tmp_path: Path
) -> None:
    enrol(one_store, ["changed", "steady"])
    for number in range(4):
        answer(one_store, "changed", f"shell{number}", 0.0, "2026-03-01")
        answer(one_store, "changed", f"shell{number}", 1.0, "2026-04-01")
        answer(one_store, "steady", f"shell{number}", 1.0, "2026-04-01")
    diagnose_learners(one_store, tmp_path)
    changed, steady = (by_point(one_store, each)["shell"] for each in ("changed", "steady"))
    assert replace(changed, learner_id="steady") == steady
    assert changed.evidence == 4


def test_a_learner_without_answers_has_no_mastery(
    one_store: Store, truth: dict[str, set[str]], tmp_path: Path
) -> None:
    diagnose_learners(one_store, tmp_path)
    assert list_mastery(one_store, "silent") == []
    assert diagnose_learner(one_store, tmp_path, "silent") == 0


def test_a_point_without_an_answer_of_ones_own_is_told_but_not_evidenced(
    one_store: Store, truth: dict[str, set[str]], tmp_path: Path
) -> None:
    enrol(one_store, ["narrow"])
    answer(one_store, "narrow", "keys0", 1.0)
    made = diagnose_learners(one_store, tmp_path)
    found = by_point(one_store, "narrow")
    assert {point: each.evidenced for point, each in found.items()} == {
        "keys": True,
        "joins": False,
    }
    assert made.not_evidenced == 1


def test_a_second_diagnosis_of_the_same_answers_is_the_same(
    one_store: Store, truth: dict[str, set[str]], tmp_path: Path, ask: Ask
) -> None:
    first = diagnose_learners(one_store, tmp_path)
    before = ask("MATCH (l)-[m:MASTERS]->(k) RETURN m.id AS id, properties(m) AS held ORDER BY id")
    second = diagnose_learners(one_store, tmp_path)
    assert second == first
    held = ask("MATCH (l)-[m:MASTERS]->(k) RETURN m.id AS id, properties(m) AS held ORDER BY id")
    assert held == before
    assert len(ask("MATCH (m:Model) RETURN m.id")) == 1


def test_a_new_answer_is_judged_as_the_model_judges_the_whole_cohort(
    one_store: Store, truth: dict[str, set[str]], tmp_path: Path
) -> None:
    diagnose_learners(one_store, tmp_path)
    answer(one_store, "l07", "both", 0.5)
    assert diagnose_learner(one_store, tmp_path, "l07") == 3
    loaded = load_newest(one_store, tmp_path, KIND)
    assert loaded is not None
    expected = judge_by_hand(one_store, loaded[1], "l07")
    found = by_point(one_store, "l07")
    assert {point: each.probability for point, each in found.items()} == pytest.approx(
        expected, abs=1e-6
    )
    assert found["keys"].model == loaded[0]


def judge_by_hand(
    store: Store, arrays: Mapping[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]], who: str
) -> dict[str, float]:
    """Return the mastery of one learner, judged together with all the others."""
    last = {(each.learner_id, each.question_id): each.score for each in list_answers(store)}
    names = ("q", "unions", "shares", "slip", "guess", "prior")
    found: dict[str, float] = {}
    for block in ("0", "1"):
        model = Dina(**{name: arrays[f"{block}/{name}"] for name in names})  # type: ignore[arg-type]
        questions = [str(each) for each in arrays[f"{block}/questions"]]
        scores = np.array([[last[who, q] for q in questions] for who in LEARNERS])
        known = mastery(model, scores, np.ones(scores.shape, bool)).probability
        points = [str(each) for each in arrays[f"{block}/points"]]
        found |= dict(zip(points, known[LEARNERS.index(who)].tolist(), strict=True))
    return found


def test_either_server_gives_the_model_the_same_answers(store: Store, tmp_path: Path) -> None:
    lay_out(store, NEEDS, CHAPTERS)
    enrol(store, LEARNERS)
    merge_events(store, draw(NEEDS, list(CHAPTERS))[1])
    made = diagnose_learners(store, tmp_path)
    loaded = load_newest(store, tmp_path, KIND)
    assert loaded is not None
    found = {point: each.probability for point, each in by_point(store, "l00").items()}
    assert found == pytest.approx(judge_by_hand(store, loaded[1], "l00"), abs=1e-6)
    assert made.version == loaded[0]


def test_without_a_q_matrix_or_answers_there_is_nothing_to_fit(
    one_store: Store, tmp_path: Path
) -> None:
    assert diagnose_learners(one_store, tmp_path).version is None
    lay_out(one_store, NEEDS, CHAPTERS)
    assert diagnose_learners(one_store, tmp_path).version is None
    assert diagnose_learner(one_store, tmp_path, "l00") == 0


@pytest.mark.parametrize("forgetting", [NEVER, FORGETS])
def test_a_block_of_too_many_classes_is_fitted_approximately(
    one_store: Store, tmp_path: Path, forgetting: Forgetting
) -> None:
    points = [f"k{number:02}" for number in range(17)]
    needs: dict[str, tuple[str, ...]] = {f"q{point}": (point,) for point in points}
    needs |= {f"j{first}": (first, second) for first, second in pairwise(points)}
    lay_out(one_store, needs, dict.fromkeys(points, "u"))
    enrol(one_store, LEARNERS)
    merge_events(one_store, draw(needs, points)[1])
    made = diagnose_learners(one_store, tmp_path, forgetting=forgetting)
    before = list_mastery(one_store, "l00")
    assert (made.blocks, made.approximate, len(before)) == (1, 1, 17)
    assert diagnose_learner(one_store, tmp_path, "l00") == 17
    again = list_mastery(one_store, "l00")
    assert [each.evidence for each in again] == [each.evidence for each in before]


def test_a_model_whose_file_is_gone_is_named(
    one_store: Store, truth: dict[str, set[str]], tmp_path: Path
) -> None:
    diagnose_learners(one_store, tmp_path)
    with pytest.raises(ModelFileError, match="expected the arrays of a model"):
        diagnose_learner(one_store, tmp_path / "elsewhere", "l00")


def test_what_is_retained_falls_with_time_and_says_when_to_review(
    one_store: Store, truth: dict[str, set[str]], tmp_path: Path
) -> None:
    at = datetime(2026, 2, 8, 9, tzinfo=UTC)  # seven days after the answers
    made = diagnose_learners(one_store, tmp_path, at, FORGETS)
    found = by_point(one_store, "l00")["shell"]
    kept = (1 + 7) ** (-0.3 / (1 + 0.5 * found.successes))
    assert found.retained == pytest.approx(found.probability * kept, abs=2e-6)
    assert (found.practised, found.as_of) == ("2026-02-01T09:00:00Z", "2026-02-08T09:00:00Z")
    firm = 0.7 ** (-(1 + 0.5 * found.successes) / 0.3) - 1.0
    review = datetime(2026, 2, 1, 9, tzinfo=UTC) + timedelta(days=firm)
    assert abs(datetime.fromisoformat(str(found.review_at)) - review) < timedelta(seconds=2)
    assert made.forgetting == FORGETS


def test_without_times_nothing_is_forgotten_and_nothing_is_due(
    one_store: Store, tmp_path: Path
) -> None:
    lay_out(one_store, NEEDS, CHAPTERS)
    enrol(one_store, LEARNERS)
    events = draw(NEEDS, list(CHAPTERS))[1]
    told = [replace(each, properties={"score": each.properties["score"]}) for each in events]
    merge_events(one_store, told)
    made = diagnose_learners(one_store, tmp_path)
    assert (made.forgetting, made.later) == (NEVER, 0)
    known = list_mastery(one_store, "l00")
    assert [each.retained for each in known] == [each.probability for each in known]
    assert {(each.review_at, each.practised, each.as_of) for each in known} == {(None, None, None)}


def test_answers_after_the_time_asked_for_are_left_out_and_counted(
    one_store: Store, truth: dict[str, set[str]], tmp_path: Path
) -> None:
    at = datetime(2026, 2, 2, tzinfo=UTC)
    first = diagnose_learners(one_store, tmp_path, at, FORGETS)
    before = list_mastery(one_store, "l07")
    answer(one_store, "l07", "both", 0.0, "2026-05-01")
    again = diagnose_learners(one_store, tmp_path, at, FORGETS)
    assert (again.version, again.later) == (first.version, 1)
    assert list_mastery(one_store, "l07") == before
    assert diagnose_learner(one_store, tmp_path, "l07", at) == 3
    assert list_mastery(one_store, "l07") == before


def test_whoever_has_no_answer_by_then_masters_nothing_any_more(
    one_store: Store, truth: dict[str, set[str]], tmp_path: Path
) -> None:
    enrol(one_store, ["late"])
    answer(one_store, "late", "both", 1.0, "2026-05-01")
    diagnose_learners(one_store, tmp_path)
    assert by_point(one_store, "late")
    made = diagnose_learners(one_store, tmp_path, datetime(2026, 2, 2, tzinfo=UTC))
    assert (made.learners, list_mastery(one_store, "late")) == (40, [])
    assert {each.model for each in list_mastery(one_store, "l00")} == {made.version}
    nothing = diagnose_learners(one_store, tmp_path, datetime(2026, 1, 1, tzinfo=UTC))
    assert (nothing.version, list_mastery(one_store, "l00")) == (None, [])


@pytest.mark.parametrize("forgetting", [NEVER, FORGETS])
def test_an_answer_renews_the_points_of_its_block_as_a_whole_judgement_does(
    one_store: Store, truth: dict[str, set[str]], tmp_path: Path, forgetting: Forgetting
) -> None:
    diagnose_learners(one_store, tmp_path, datetime(2026, 2, 2, tzinfo=UTC), forgetting)
    before = by_point(one_store, "l07")
    answer(one_store, "l07", "shell0", 0.5, "2026-03-01")
    at = datetime(2026, 3, 2, tzinfo=UTC)
    assert diagnose_answer(one_store, tmp_path, "l07", "shell0", at) == 1
    after = by_point(one_store, "l07")
    assert {point for point in after if after[point] != before[point]} == {"shell"}
    assert after["shell"].practised == "2026-03-01T09:00:00Z"
    diagnose_learner(one_store, tmp_path, "l07", at)
    assert by_point(one_store, "l07")["shell"] == after["shell"]


def test_a_learner_who_was_not_judged_yet_is_judged_as_a_whole(
    one_store: Store, truth: dict[str, set[str]], tmp_path: Path
) -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    assert diagnose_answer(one_store, tmp_path, "l07", "shell0", at) == 0
    diagnose_learners(one_store, tmp_path)
    enrol(one_store, ["new"])
    answer(one_store, "new", "keys0", 1.0)
    answer(one_store, "new", "shell0", 1.0)
    assert diagnose_answer(one_store, tmp_path, "new", "shell0", at) == 3
