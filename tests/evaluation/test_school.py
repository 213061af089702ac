from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from evaluation.errors import SchoolError
from evaluation.school import load_classes, read_school
from evaluation.semester import SimulatedMaterial, SimulatedPoint, SimulatedQuestion
from graph.changes import apply_plan
from graph.claims import Block
from graph.drafts import make_plan
from graph.plans import Assertion, Node
from graph.store import Store

EXAMPLE = Path(__file__).parents[2] / "examples" / "school" / "classes.yaml"
CLASS: dict[str, Any] = {
    "name": "DAT-25",
    "major": "Databases",
    "college": "Computing",
    "grade": "2",
    "learners": 18,
    "target_job": "database administrator",
    "courses": ["DB101"],
}
PLAN: dict[str, Any] = {
    "source": "made",
    "start": "2026-09-07",
    "weeks": 16,
    "seed": 7,
    "classes": [CLASS],
}


@pytest.fixture
def write(tmp_path: Path) -> Callable[[dict[str, Any]], Path]:
    """Return a function that writes a file of classes."""

    def write_classes(said: dict[str, Any]) -> Path:
        path = tmp_path / "classes.yaml"
        path.write_text(yaml.safe_dump(said), encoding="utf-8")
        return path

    return write_classes


@pytest.fixture
def school(one_store: Store) -> Store:
    """DB101 with two points, a question of ours, one of others, a video and a text."""
    nodes = [Node("Course", "lake:DB101", {"title": "x", "code": "DB101", "provider": "lake"})]
    nodes += [Node("KnowledgePoint", point, {"name": point}) for point in ("keys", "joins")]
    kinds = {"made:Q1": "question", "other:Q1": "question", "made:V1": "video", "made:T1": "text"}
    nodes += [Node("Resource", key, {"kind": kind}) for key, kind in kinds.items()]
    nodes.append(Node("Resource", "made:V1", {"kind": "video", "seconds": 300}))
    said = [
        Assertion("COVERS", "lake:DB101", point, Block("imported", "x", {"order": order}))
        for order, point in enumerate(("keys", "joins"), start=1)
    ]
    edges = [("PRECEDES", "keys", "joins"), ("TESTS", "made:Q1", "joins")]
    edges += [("TESTS", "other:Q1", "keys"), ("TEACHES", "made:V1", "keys")]
    edges += [("TEACHES", "made:T1", "joins")]
    said += [Assertion(*edge, Block("imported", "x")) for edge in edges]
    apply_plan(one_store, make_plan(one_store, nodes, said), "a school")
    return one_store


def test_the_school_is_what_the_graph_knows_of_it(
    school: Store, write: Callable[[dict[str, Any]], Path]
) -> None:
    found = read_school(school, load_classes(write(PLAN)))
    assert list(found.points) == [
        SimulatedPoint("keys", "lake:DB101", ()),
        SimulatedPoint("joins", "lake:DB101", ("keys",)),
    ]
    assert list(found.questions) == [SimulatedQuestion("Q1", ("joins",))]
    assert {material.key: material for material in found.materials} == {
        "T1": SimulatedMaterial("T1", "text", ("joins",), 900),
        "V1": SimulatedMaterial("V1", "video", ("keys",), 300),
    }
    assert [(plan.name, plan.courses, plan.learners) for plan in found.classes] == [
        ("DAT-25", ("lake:DB101",), 18)
    ]


def test_a_class_with_an_unknown_course_is_named(
    school: Store, write: Callable[[dict[str, Any]], Path]
) -> None:
    plan = load_classes(write(PLAN | {"classes": [CLASS | {"courses": ["DB101", "XX9"]}]}))
    with pytest.raises(SchoolError, match=r"class DAT-25: expected known courses, found \['XX9'\]"):
        read_school(school, plan)


def test_the_classes_of_the_examples_are_read() -> None:
    plan = load_classes(EXAMPLE)
    assert (plan.source, plan.start, plan.weeks) == ("lakeside", date(2025, 9, 1), 16)
    assert [each["learners"] for each in plan.classes] == [22, 20, 18]


@pytest.mark.parametrize(
    "said",
    [
        {key: value for key, value in PLAN.items() if key != "seed"},
        PLAN | {"teacher": "x"},
        PLAN | {"classes": [{"name": "x"}]},
        PLAN | {"classes": ["WEB-25"]},
        PLAN | {"classes": [["WEB-25"]]},
    ],
)
def test_other_keys_than_expected_are_refused(
    write: Callable[[dict[str, Any]], Path], said: dict[str, Any]
) -> None:
    with pytest.raises(SchoolError, match=r"classes.yaml: expected the keys \["):
        load_classes(write(said))
