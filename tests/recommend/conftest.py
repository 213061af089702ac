"""The worked example as a graph: a job, a course of four points, one learner."""

from collections.abc import Callable, Mapping

import pytest

from graph.changes import apply_plan
from graph.claims import Block, Value
from graph.drafts import make_plan
from graph.jobs import Mention, Posting, merge_postings
from graph.learners import Mastery, NewLearner, merge_learners, set_mastery
from graph.plans import Assertion, Node
from graph.store import Store

MASTERY = {"vars": 0.9, "loops": 0.3, "func": 0.5, "files": 0.1}
ABILITIES = {
    "program": "computer programming",
    "store": "manage files",
    "talk": "give talks",
    "rare": "write regular expressions",
}
DEVELOPS = {
    ("loops", "program"): 0.5,
    ("func", "program"): 0.5,
    ("files", "store"): 1.0,
    ("regex", "rare"): 1.0,
}
BEFORE = [("vars", "loops"), ("vars", "func"), ("loops", "files"), ("func", "files")]


@pytest.fixture
def master() -> Callable[[Store, Mapping[str, float]], None]:
    """Return a function that says what the learner ``ada`` masters, on four answers each."""

    def set_for_ada(store: Store, mastery: Mapping[str, float]) -> None:
        found = [
            Mastery("ada", point, value, value, 4, True, "dina-1", "2026-03-01T00:00:00Z")
            for point, value in mastery.items()
        ]
        set_mastery(store, ["ada"], found)

    return set_for_ada


@pytest.fixture
def furnish(
    master: Callable[[Store, Mapping[str, float]], None],
) -> Callable[[Store], Store]:
    """Return a function that adds the map, the learner and a posting."""

    def add(store: Store) -> Store:
        nodes = [Node("Job", "dev", {"title": "developer"})]
        nodes.append(Node("Course", "c", {"title": "Programming", "provider": "lake"}))
        nodes += [
            Node("Ability", key, {"name": name, "scope": "profession"})
            for key, name in ABILITIES.items()
        ]
        points = [*MASTERY, "regex"]
        nodes += [Node("KnowledgePoint", point, {"name": point.title()}) for point in points]
        nodes.append(Node("Resource", "v1", {"kind": "video", "title": "Loops", "seconds": 5400}))
        nodes.append(Node("Resource", "q1", {"kind": "question", "stem": "How often?"}))
        apply_plan(store, make_plan(store, nodes, list_assertions(points)), "the example")
        merge_learners(store, [NewLearner("ada", None, None, None, None, None, True, "dev")])
        master(store, MASTERY)
        mention = Mention("program", 1, None, ("Programming it is.",), (0,), (11,))
        about = ("p1", "Developer", "https://jobs.example/1", "Bank", None, "2026-08-01")
        told = ("2026-09-01T00:00:00+00:00", "x", "en", "made", None, "dev", "title")
        merge_postings(store, [Posting(*about, *told, (mention,))])
        return store

    return add


def list_assertions(points: list[str]) -> list[Assertion]:
    """Return what a framework, a syllabus, a wording, the postings and the resources say."""
    essential = Block("imported", "esco:x", {"essential": True})
    asked = Block("mined", "postings", {"n": 3, "postings": 4, "mass": 3.0, "total": 4.0})
    seldom = Block("mined", "postings", {"n": 0, "mass": 0.0, "total": 4.0, "class_prior": 0.18})
    said = [Assertion("REQUIRES", "dev", each, essential) for each in ("program", "store", "talk")]
    said += [Assertion("REQUIRES", "dev", "program", asked)]
    said += [Assertion("REQUIRES", "dev", "rare", seldom)]
    for order, point in enumerate(points, start=1):
        fields: dict[str, Value] = {"chapter": "Basics", "order": order}
        fields |= {"hours": 2.0} if point == "files" else {}
        said.append(Assertion("COVERS", "c", point, Block("imported", "syllabus:c", fields)))
    said += [Assertion("PRECEDES", *pair, Block("imported", "syllabus:c")) for pair in BEFORE]
    for pair, weight in DEVELOPS.items():
        link: dict[str, Value] = {"score": weight, "weight": weight, "matched": "coding"}
        said.append(Assertion("DEVELOPS", *pair, Block("predicted", "wording", link, "proposed")))
    said.append(Assertion("TEACHES", "v1", "loops", Block("imported", "resources:made")))
    said.append(Assertion("TESTS", "q1", "loops", Block("imported", "qmatrix:c")))
    return said


@pytest.fixture
def example(one_store: Store, furnish: Callable[[Store], Store]) -> Store:
    return furnish(one_store)
