from collections.abc import Callable
from pathlib import Path

import pytest

from graph.changes import apply_plan
from graph.drafts import make_plan
from graph.plans import LeftOut, Node
from graph.resources import list_q_matrix
from graph.store import Store
from ingest.errors import RawFileError
from ingest.qmatrix import list_weaknesses, plan_q_matrix, read_q_matrix

Write = Callable[[str, str], Path]


def reasons(left_out: tuple[LeftOut, ...]) -> list[tuple[str, str]]:
    return [(item.subject.rsplit(":", 1)[-1], item.reason) for item in left_out]


@pytest.fixture
def quiz(school: Store) -> Store:
    """The school with the questions Q1, Q2 and Q3, and a video."""
    kinds = {"Q1": "question", "Q2": "question", "Q3": "question", "V1": "video"}
    nodes = [Node("Resource", f"made:{key}", {"kind": kind}) for key, kind in kinds.items()]
    apply_plan(school, make_plan(school, nodes), "resources")
    return school


def test_the_q_matrix_says_which_question_needs_which_point(quiz: Store, write: Write) -> None:
    path = write("DB101.csv", "item,keys,Joining tables\nQ1,1,0\nQ2,1,1\n")
    apply_plan(quiz, plan_q_matrix(quiz, path, "made"), "q matrix")
    entries = [(entry.question_id, entry.point_id) for entry in list_q_matrix(quiz)]
    assert entries == [("made:Q1", "keys"), ("made:Q2", "joins"), ("made:Q2", "keys")]
    again = plan_q_matrix(quiz, path, "made")
    assert (again.changes, again.left_out) == ((), ())


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("item,keys,joining tables\nQ1,2,0\nQ2,1,1\n", [("2", "keys: expected 0 or 1, found '2'")]),
        ("item,keys\nQ9,1\nQ1,1\n", [("2", "item: expected a known question, found 'Q9'")]),
        ("item,keys\nV1,1\nQ1,1\n", [("2", "item: expected a known question, found 'V1'")]),
        (
            "item,keys\nQ1,\nQ2,1\n",
            [("2", "item: expected a question that needs a known point, found 'Q1'")],
        ),
        (
            "item,keys,joining tables\nQ1,1,0\n",
            [("1", "joining tables: expected a question that needs it, found none")],
        ),
        ("item,keys,windows\nQ1,1,1\n", [("1", "item: expected points of DB101, found 'windows'")]),
    ],
)
def test_a_cell_row_or_column_that_says_nothing_is_counted(
    quiz: Store, write: Write, text: str, left_out: list[tuple[str, str]]
) -> None:
    made = plan_q_matrix(quiz, write("DB101.csv", text), "made")
    assert reasons(made.left_out) == left_out
    assert made.counts()["TESTS"]["add"] >= 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("item,keys,keys\nQ1,1,0\n", ":1: expected each column once, found keys again"),
        (
            "item,keys,primary keys\nQ1,1,0\n",
            ":1: expected each point once, found keys, primary keys",
        ),
        ("item,keys\n", "DB101.csv: expected a question, found none"),
        ("question,keys\nQ1,1\n", ":1: expected the columns item, found question, keys"),
    ],
)
def test_a_header_that_is_no_q_matrix_stops_the_file(
    quiz: Store, write: Write, text: str, said: str
) -> None:
    with pytest.raises(RawFileError, match=said):
        plan_q_matrix(quiz, write("DB101.csv", text), "made")


def test_a_q_matrix_is_named_by_its_course(quiz: Store, write: Write) -> None:
    with pytest.raises(RawFileError, match="named by a known course's code"):
        plan_q_matrix(quiz, write("XX999.csv", "item,keys\nQ1,1\n"), "made")


@pytest.mark.parametrize(
    ("text", "removed"),
    [
        ("item,keys,joins\nQ1,1,0\nQ2,0,1\n", ["made:Q1|TESTS|joins", "made:Q2|TESTS|keys"]),
        ("item,keys,joins\nQ1,1,0\nQ2,x,1\nQ3,0,1\n", ["made:Q1|TESTS|joins"]),
        ("item,keys,joins\nQ1,1,0\nQ2,0,0\nQ3,0,1\n", ["made:Q1|TESTS|joins"]),
        ("item,keys,joins\nQ1,1,0\nQ9,0,1\nQ3,0,1\n", ["made:Q1|TESTS|joins"]),
        ("item,keys,joins\nQ1,1,0\nQ2\nQ3,0,1\n", ["made:Q1|TESTS|joins"]),
        ("item,keys,joins\nQ1,1,0\nQ2,0,1\nQ2,1,1\nQ3,0,1\n", ["made:Q1|TESTS|joins"]),
        ("item,keys,windows\nQ1,1,0\nQ2,1,0\n", []),
        ("item,keys,joins\nQ1,1,0\nQ2,1,0\n", []),
        ("item,keys\nQ1,1\n", ["made:Q1|TESTS|joins", "made:Q2|TESTS|joins", "made:Q2|TESTS|keys"]),
    ],
)
def test_only_what_a_sound_row_and_column_no_longer_say_is_removed(
    quiz: Store, write: Write, text: str, removed: list[str]
) -> None:
    names = {"keys": "keys", "joins": "Joining tables"}
    before = write("DB101.csv", "item,keys,Joining tables\nQ1,1,1\nQ2,1,1\n")
    apply_plan(quiz, plan_q_matrix(quiz, before, "made"), "q matrix")
    path = write("DB101.csv", text.replace(",joins", f",{names['joins']}"))
    made = plan_q_matrix(quiz, path, "made")
    assert sorted(each.subject for each in made.changes if each.op == "remove") == removed


def test_what_a_diagnosis_cannot_tell_apart_is_named(quiz: Store, write: Write) -> None:
    path = write("DB101.csv", "item,keys,Joining tables\nQ1,1,0\nQ2,1,1\nQ3,1,1\n")
    matrix = read_q_matrix(quiz, path, "made")
    assert matrix.faults == []
    assert [each.reason for each in list_weaknesses(matrix)] == [
        "no question needs 'Joining tables' alone",
        "fewer than three questions need 'Joining tables'",
        "the same questions, besides those of one, need 'Joining tables' and 'keys'",
    ]
