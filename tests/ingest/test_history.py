"""The history of a course platform, in both of its forms."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.changes import apply_plan
from graph.ids import learner_id
from graph.learners import NewLearner, merge_learners
from graph.resources import list_resources
from graph.store import Store
from ingest.errors import RawFileError
from ingest.history import COLUMNS, load_history, plan_history

Write = Callable[[str, str], Path]
KEY = b"a key of a made school"
VIEW = {
    "course": "db101",
    "unit": "keys",
    "resource": "v1",
    "number": "S-48213",
    "started": "2026-03-02T09:00:00+08:00",
    "seconds": "300",
    "progress": "0.5",
}


@pytest.fixture(params=["history.csv", "history.jsonl"])
def record(request: pytest.FixtureRequest, write: Write) -> Callable[..., Path]:
    """Return a function that writes records in a form."""

    def write_records(*records: dict[str, str]) -> Path:
        if request.param.endswith("l"):
            return write(request.param, "\n".join(map(json.dumps, records)) + "\n")
        text = io.StringIO()
        lines = csv.DictWriter(text, [*COLUMNS, "title", "kind"])
        lines.writeheader()
        lines.writerows(records)
        return write(request.param, text.getvalue())

    return write_records


@pytest.fixture
def classroom(school: Store) -> Store:
    nothing = (None, None, None, None, None, False, None)
    merge_learners(school, [NewLearner(learner_id(KEY, VIEW["number"]), *nothing)])
    return school


def test_resources_come_in_once_with_the_point_their_unit_names(
    school: Store, record: Callable[..., Path]
) -> None:
    path = record(VIEW | {"kind": "video"}, VIEW, VIEW | {"resource": "t1", "unit": "Week 2"})
    apply_plan(school, plan_history(school, path, "made"), "history")
    found = {each.resource_id: (each.kind, each.teaches) for each in list_resources(school)}
    assert found == {"made:v1": ("video", ["keys"]), "made:t1": ("text", [])}
    assert plan_history(school, path, "made").changes == ()


def test_sessions_are_events_and_the_same_again_adds_nothing(
    classroom: Store, record: Callable[..., Path]
) -> None:
    path = record(VIEW, VIEW, VIEW | {"started": "2026-03-03T09:00:00+08:00"})
    apply_plan(classroom, plan_history(classroom, path, "made"), "history")
    assert load_history(classroom, path, "made", KEY).added == 2
    again = load_history(classroom, path, "made", KEY)
    assert (again.added, again.left_out) == (0, ())


def test_what_cannot_be_taken_is_left_out_and_the_rest_goes_on(
    classroom: Store, record: Callable[..., Path]
) -> None:
    odd = [{"started": ""}, {"progress": "2"}, {"number": "S-0"}, {"resource": "v2"}]
    path = record(VIEW, *(VIEW | each for each in odd))
    apply_plan(classroom, plan_history(classroom, record(VIEW), "made"), "history")
    path = record(VIEW, *(VIEW | each for each in odd))
    report = load_history(classroom, path, "made", KEY)
    assert report.added == 1
    assert {each.column for each in report.left_out} == {key for each in odd for key in each}


def test_a_record_of_an_unknown_course_brings_no_resource(
    school: Store, record: Callable[..., Path]
) -> None:
    made = plan_history(school, record(VIEW | {"course": "XX9"}), "made")
    assert (made.changes, [each.column for each in made.left_out]) == ((), ["course"])


@pytest.mark.parametrize(
    ("line", "expected"),
    [("{", "JSON"), ("[1]", "an object"), ('{"unit": {}}', "a text or a number")],
)
def test_a_line_that_is_no_record_is_named(
    school: Store, write: Write, line: str, expected: str
) -> None:
    path = write("h.jsonl", f"{json.dumps(VIEW)}\n\n{line}\n")
    [fault] = plan_history(school, path, "made").left_out
    assert (fault.subject, fault.expected) == (f"{path}:3", expected)


def test_a_history_that_is_not_there_is_named(school: Store, tmp_path: Path) -> None:
    with pytest.raises(RawFileError, match=r"h.jsonl: expected JSON lines"):
        plan_history(school, tmp_path / "h.jsonl", "made")
