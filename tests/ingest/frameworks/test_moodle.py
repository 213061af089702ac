"""Moodle's competency frameworks: a made twin with translated headers, and a real export."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.plans import Plan
from ingest.errors import RawFileError
from ingest.frameworks.moodle import read_moodle
from ingest.frameworks.standard import Standard

DATA = (
    Path(__file__).parents[3].parent
    / "shared"
    / "data"
    / "moodle_competency"
    / "tests"
    / "fixtures"
    / "example.csv"
)
HEAD = [f"Überschrift {number}" for number in range(1, 15)]
Write = Callable[[str, str], Path]
Bring = Callable[[Standard], Plan]


def row(key: str, name: str, **said: str) -> list[str]:
    names = ["parent", "key", "name", "text", "form", "scale", *"abcd", "related", "e", "top", "f"]
    return [({"key": key, "name": name, "form": "1"} | said).get(each, "") for each in names]


TWIN = [
    row("wood, fine", "Joinery", top="1", scale="not yet,competent", text="<p>Of <b>wood</b></p>"),
    row("plan,e", "Plane", text="<p>Make &amp; keep it<br>flat</p><ul><li>square</li></ul>"),
    row("saw", "锯", parent="plan,e", related="plan%2Ce", form="2", text="a < b"),
]


@pytest.fixture
def save(write: Write) -> Callable[..., Path]:
    """Return a function that writes rows as Moodle does."""

    def write_rows(*rows: list[str], header: list[str] = HEAD) -> Path:
        out = io.StringIO()
        csv.writer(out).writerows([header, *rows])
        return write("m.csv", out.getvalue())

    return write_rows


def test_columns_are_told_by_their_place_and_parents_and_relations_by_id(
    save: Callable[..., Path],
) -> None:
    nodes = {node.id: node.properties for node in read_moodle(save(*TWIN)).nodes}
    assert nodes["moodle:saw"]["parents"] == ["moodle:plan~2Ce"]
    assert nodes["moodle:saw"]["related"] == ["moodle:plan~2Ce"]
    assert (nodes["moodle:saw"]["name"], nodes["moodle:saw"]["scope"]) == ("锯", "profession")


def test_html_becomes_text_and_plain_text_stays(save: Callable[..., Path]) -> None:
    nodes = {node.id: node.properties for node in read_moodle(save(*TWIN)).nodes}
    assert nodes["moodle:plan~2Ce"]["description"] == "Make & keep it\nflat\nsquare"
    assert nodes["moodle:saw"]["description"] == "a < b"


def test_the_framework_has_its_own_id_scale_and_version(save: Callable[..., Path]) -> None:
    standard = read_moodle(save(*TWIN), "3", language="de")
    assert standard.framework.id == "framework:moodle-wood~2C~20fine"
    assert standard.framework.properties == {
        "name": "Joinery",
        "version": "3",
        "description": "Of wood",
        "language": "de",
        "scale": ["not yet", "competent"],
    }
    assert standard.origin == "moodle-wood~2C~20fine:3"


@pytest.mark.parametrize(
    ("said", "column", "expected"),
    [
        (row("", "Nameless"), "idnumber", "a text"),
        (row("x", ""), "shortname", "a text"),
        (row("saw", "Saw again"), "idnumber", "each competency once"),
        (row("more", "More", top="1"), "isframework", "one framework a file"),
        (["x", "y"], "row", "14 cells"),
    ],
)
def test_a_row_with_a_fault_is_left_out_with_its_place(
    save: Callable[..., Path], said: list[str], column: str, expected: str
) -> None:
    path = save(*TWIN, said)
    standard = read_moodle(path)
    [fault] = standard.left_out
    assert (fault.subject, fault.column, fault.expected) == (f"{path}:5", column, expected)
    assert len(standard.nodes) == 2


def test_a_parent_that_is_not_there_is_told_and_its_child_comes_in(
    save: Callable[..., Path],
) -> None:
    standard = read_moodle(save(*TWIN, row("x", "X", parent="gone", related="gone,saw")))
    assert [(fault.column, fault.found) for fault in standard.left_out] == [
        ("parentidnumber", "'gone'"),
        ("relatedidnumbers", "'gone'"),
    ]
    assert standard.nodes[-1].properties["related"] == ["moodle:saw"]


@pytest.mark.parametrize(
    ("rows", "header", "said"),
    [
        ([], [], ":1: expected 14 columns, found 0"),
        ([], HEAD[:-1], ":1: expected 14 columns, found 13"),
        ([row("saw", "Saw")], HEAD, "expected a row with 1 in isframework, found none"),
    ],
)
def test_what_is_no_such_export_is_refused(
    save: Callable[..., Path], rows: list[list[str]], header: list[str], said: str
) -> None:
    with pytest.raises(RawFileError, match=said):
        read_moodle(save(*rows, header=header))


def test_an_empty_file_is_refused(write: Write) -> None:
    with pytest.raises(RawFileError, match=":1: expected 14 columns, found 0"):
        read_moodle(write("m.csv", ""))


def test_it_comes_in_once(save: Callable[..., Path], bring: Bring) -> None:
    standard = read_moodle(save(*TWIN))
    assert bring(standard).counts() == {"Ability": {"add": 2}, "Framework": {"add": 1}}
    assert bring(standard).changes == ()


@pytest.mark.data
def test_a_real_export_is_read_whole() -> None:
    standard = read_moodle(DATA)
    assert (len(standard.nodes), standard.left_out) == (64, ())
    assert standard.framework.properties["scale"] == ["Not yet competent", "Competent"]
    assert [node.id for node in standard.nodes if "<" in str(node.properties["description"])] == []
