"""Questions reviewed in the graph: their difficulty, and rows that the answers speak against."""

from pathlib import Path

import numpy as np

from graph.changes import apply_plan
from graph.claims import Block, Properties
from graph.drafts import make_plan
from graph.events import Event, merge_events
from graph.learners import NewLearner, merge_learners
from graph.plans import Assertion, Node
from graph.store import Store
from learner.diagnosis import diagnose_learners
from learner.item_review import QuestionDifficulty, review_difficulty
from learner.q_review import review_q_matrix

POINTS = ("keys", "joins")
ROWS = {f"{point}{n}": point for point in POINTS for n in range(5)}
LEARNERS = 120


def lay_out(store: Store, wrong: str | None = None) -> None:
    """Ten questions; that of ``wrong`` is said to need the other point. Nobody asks "new"."""
    nodes = [Node("Course", "c", {"title": "c", "provider": "x"})]
    nodes += [Node("KnowledgePoint", point, {"name": point}) for point in POINTS]
    nodes += [Node("Resource", name, {"kind": "question", "stem": name}) for name in ROWS]
    nodes += [Node("Resource", "new", {"kind": "question", "difficulty": 0.9})]
    said = [
        Assertion("COVERS", "c", point, Block("imported", "x", {"chapter": "u", "order": 1}))
        for point in POINTS
    ]
    for name, point in ROWS.items():
        told = POINTS[1 - POINTS.index(point)] if name == wrong else point
        said.append(Assertion("TESTS", name, told, Block("imported", "x")))
    apply_plan(store, make_plan(store, nodes, said), "questions")


def answer_all(store: Store) -> None:
    rng = np.random.default_rng(2)
    nothing = (None, None, None, None, None, True, None)
    learners = [f"l{n:03}" for n in range(LEARNERS)]
    merge_learners(store, [NewLearner(each, *nothing) for each in learners])
    events = []
    for learner in learners:
        has = dict(zip(POINTS, rng.random(2) < (0.3, 0.8), strict=True))
        for name, point in ROWS.items():
            right = bool(has[point]) != (rng.random() < 0.1)
            told: Properties = {"score": float(right), "at": "2026-01-01T09:00:00Z"}
            events.append(Event("answered", f"{learner}-{name}", learner, name, told))
    merge_events(store, events)


def by_id(found: list[QuestionDifficulty]) -> dict[str, QuestionDifficulty]:
    return {one.question_id: one for one in found}


def test_difficulty_is_told_from_the_answers_and_else_from_the_source(one_store: Store) -> None:
    lay_out(one_store)
    assert by_id(review_difficulty(one_store))["keys0"].difficulty == 0.5
    answer_all(one_store)
    told: Properties = {"score": 0.0}
    merge_events(one_store, [Event("answered", "one", "l000", "new", told)])
    found = by_id(review_difficulty(one_store))
    hard, easy, few = found["keys0"], found["joins0"], found["new"]
    assert hard.difficulty is not None
    assert 0.55 < hard.difficulty < 0.8
    assert easy.complex is False
    assert (few.answers, few.difficulty, few.complex, few.borderline) == (1, None, None, False)
    assert any(each.borderline for each in found.values())
    assert review_difficulty(one_store, "pass_rate") != list(found.values())


def test_a_row_that_is_wrong_is_suggested_and_the_matrix_stays(
    one_store: Store, tmp_path: Path
) -> None:
    lay_out(one_store, wrong="keys3")
    answer_all(one_store)
    version = diagnose_learners(one_store, tmp_path).version
    [found] = review_q_matrix(one_store, tmp_path)
    assert (found.question_id, found.now, found.rather) == ("keys3", ("joins",), ("keys",))
    assert found.answers == LEARNERS
    assert diagnose_learners(one_store, tmp_path).version == version
