from collections.abc import Callable
from pathlib import Path

import pytest

from graph.changes import apply_plan
from graph.current import list_nodes
from graph.plans import LeftOut
from graph.resources import list_resources
from graph.store import Store
from ingest.resources import COLUMNS, plan_resources

Write = Callable[[str, str], Path]
QUESTION = {"key": "Q1", "kind": "question", "course": "DB101", "points": "", "stem": "Which key?"}
VIDEO = {"key": "V1", "kind": "video", "course": "db101", "points": "Keys; Joining  tables"}


def table(write: Write, *rows: dict[str, str]) -> Path:
    lines = [",".join(COLUMNS), *(",".join(row.get(name, "") for name in COLUMNS) for row in rows)]
    return write("resources.csv", "\n".join(lines) + "\n")


def reasons(left_out: tuple[LeftOut, ...]) -> list[tuple[str, str]]:
    return [(item.subject.rsplit(":", 1)[-1], item.reason) for item in left_out]


def test_a_resource_teaches_the_points_it_names_by_name_or_alias(
    school: Store, write: Write
) -> None:
    apply_plan(school, plan_resources(school, table(write, VIDEO), "made"), "resources")
    [video] = list_resources(school)
    assert (video.resource_id, video.teaches) == ("made:V1", ["joins", "keys"])
    assert plan_resources(school, table(write, VIDEO), "made").changes == ()


def test_a_question_keeps_its_options_apart(school: Store, write: Write) -> None:
    row = QUESTION | {"options": "a | b||c", "difficulty": "0.3", "seconds": "60"}
    apply_plan(school, plan_resources(school, table(write, row), "made"), "resources")
    held = list_nodes(school, "Resource", ["made:Q1"])["made:Q1"]
    assert (held["options"], held["difficulty"], held["seconds"]) == (["a", "b", "c"], 0.3, 60)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"course": "XX999"}, "course: expected a known course's code, found 'XX999'"),
        ({"kind": "song"}, "kind: expected one of question, video, text, exercise, course"),
        ({"key": ""}, "key: expected a key, found none"),
        ({"seconds": "long"}, "seconds: expected a number of 0 or more, found 'long'"),
        ({"seconds": "-1"}, "seconds: expected a number of 0 or more, found '-1'"),
        ({"difficulty": "nan"}, "difficulty: expected a number from 0 to 1, found 'nan'"),
        ({"difficulty": "hard"}, "difficulty: expected a number from 0 to 1, found 'hard'"),
        ({"difficulty": "3"}, "difficulty: expected a number from 0 to 1, found '3'"),
    ],
)
def test_a_row_that_cannot_be_taken_is_left_out_and_the_rest_goes_on(
    school: Store, write: Write, changed: dict[str, str], reason: str
) -> None:
    made = plan_resources(school, table(write, VIDEO | changed, QUESTION), "made")
    [(line, said)] = reasons(made.left_out)
    assert (line, said.startswith(reason)) == ("2", True)
    assert made.counts() == {"Resource": {"add": 1}}


def test_an_unknown_point_is_left_out_and_its_resource_kept(school: Store, write: Write) -> None:
    made = plan_resources(school, table(write, VIDEO | {"points": "Keys; Windows"}), "made")
    assert reasons(made.left_out) == [("2", "points: expected points of DB101, found 'Windows'")]
    assert made.counts() == {"Resource": {"add": 1}, "TEACHES": {"add": 1}}


def test_a_point_that_a_resource_no_longer_names_is_no_longer_taught(
    school: Store, write: Write
) -> None:
    apply_plan(school, plan_resources(school, table(write, VIDEO), "made"), "resources")
    made = plan_resources(school, table(write, VIDEO | {"points": "Keys"}), "made")
    assert [change.subject for change in made.changes] == ["made:V1|TEACHES|joins"]
