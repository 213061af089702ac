"""O*NET: a made twin as text and as workbooks, and the real database."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from graph.current import list_edges, list_nodes
from graph.plans import Plan
from graph.store import Store
from ingest.errors import RawFileError
from ingest.frameworks.onet import read_onet
from ingest.frameworks.standard import Standard

DATA = Path(__file__).parents[3].parent / "shared" / "data" / "onet_29.2"
HEAD = (
    "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tN\tRecommend Suppress\t"
    "Not Relevant\n"
)
READ_ME = "O*NET 29.2 Database\nFebruary 2025 Release\n"
OCCUPATIONS = (
    "O*NET-SOC Code\tTitle\tDescription\n"
    "15-1252.00\tSoftware Developers\tDesign and test software.\n"
    "51-4041.00\tMachinists\tSet up machine tools.\n"
)
SKILLS = HEAD + (
    "15-1252.00\t2.B.3.e\tProgramming\tIM\t4.5\t8\tN\tn/a\n"
    "15-1252.00\t2.B.3.e\tProgramming\tLV\t5\t8\tN\tN\n"
    "51-4041.00\t2.B.3.e\tProgramming\tIM\t2.5\t8\tN\tn/a\n"
    "51-4041.00\t2.B.3.e\tProgramming\tLV\t2\t8\tY\tN\n"
)
TOOLS = (
    "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand\n"
    "15-1252.00\tPython\t43232408\tWeb platform software\tY\tN\n"
    "51-4041.00\tPYTHON \t43232408\tWeb platform software\tN\tN\n"
)
TWIN = {
    "Read Me.txt": READ_ME,
    "Occupation Data.txt": OCCUPATIONS,
    "Skills.txt": SKILLS,
    "Technology Skills.txt": TOOLS,
}
WriteAll = Callable[[dict[str, str]], Path]
Bring = Callable[[Standard], Plan]


def required(standard: Standard) -> dict[tuple[str, str], dict[str, object]]:
    return {(a.from_id, a.to_id): dict(a.block.fields) for a in standard.assertions}


def test_importance_says_whether_and_level_how_much(write_all: WriteAll) -> None:
    standard = read_onet(write_all(TWIN))
    assert required(standard)["onet:15-1252.00", "onet:2.B.3.e"] == {
        "essential": True,
        "weight": 0.875,
        "level": 3,
    }


def test_a_level_that_is_doubted_is_not_taken(write_all: WriteAll) -> None:
    standard = read_onet(write_all(TWIN))
    assert required(standard)["onet:51-4041.00", "onet:2.B.3.e"] == {
        "essential": False,
        "weight": 0.375,
    }
    assert [(each.column, each.found) for each in standard.left_out] == [
        ("Recommend Suppress", "Y in 1 rows")
    ]


@pytest.mark.parametrize(
    ("row", "column", "found"),
    [
        ("51-4041.00\t2.A.1.a\tReading\tIM\t2.4\t8\tN\tn/a\n", "Data Value", "less in 1 rows"),
        ("51-4041.00\t2.A.1.a\tReading\tIM\t4\t8\tY\tn/a\n", "Recommend Suppress", "Y in 1 rows"),
        ("51-4041.00\t2.A.1.a\tReading\tLV\t0\t8\tN\tY\n", "Not Relevant", "Y in 1 rows"),
    ],
)
def test_what_is_slight_suppressed_or_not_relevant_is_no_demand_and_counted(
    write_all: WriteAll, row: str, column: str, found: str
) -> None:
    standard = read_onet(write_all(TWIN | {"Skills.txt": HEAD + row}))
    assert ("onet:51-4041.00", "onet:2.A.1.a") not in required(standard)
    assert [(each.column, each.found) for each in standard.left_out] == [(column, found)]


def test_what_is_not_relevant_is_no_demand_however_important(write_all: WriteAll) -> None:
    rows = (
        "51-4041.00\t2.A.1.a\tReading\tIM\t4\t8\tN\tn/a\n"
        "51-4041.00\t2.A.1.a\tReading\tLV\t0\t8\tN\tY\n"
    )
    standard = read_onet(write_all({**TWIN, "Skills.txt": HEAD + rows}))
    assert ("onet:51-4041.00", "onet:2.A.1.a") not in required(standard)


def test_a_tool_is_one_however_it_is_written_and_hot_ones_are_essential(
    write_all: WriteAll,
) -> None:
    standard = read_onet(write_all(TWIN))
    [tool] = [node for node in standard.nodes if node.properties.get("kind") == "tool"]
    assert (tool.id.startswith("onet:43232408:"), tool.properties["name"]) == (True, "Python")
    assert required(standard)["onet:15-1252.00", tool.id] == {"essential": True}
    assert required(standard)["onet:51-4041.00", tool.id] == {"essential": False}


@pytest.mark.parametrize(
    ("file", "row", "column", "expected"),
    [
        ("Skills", "99-9999.00\t2.A.1.a\tReading\tIM\t4\t8\tN\tN\n", "O*NET-SOC Code", "a code of"),
        ("Skills", "51-4041.00\t2.A.1.a\tReading\tXX\t4\t8\tN\tN\n", "Scale ID", "IM or LV"),
        ("Skills", "51-4041.00\t2.A.1.a\tReading\tIM\t5.1\t8\tN\tN\n", "Data Value", "1 to 5"),
        ("Skills", "51-4041.00\t2.A.1.a\tReading\tLV\tn/a\t8\tN\tN\n", "Data Value", "0 to 7"),
        ("Technology Skills", "51-4041.00\tCAD\t43\tCAD\tN\tN\n", "Commodity Code", "8 digits"),
        ("Technology Skills", "51-4041.00\t\t43232408\tCAD\tN\tN\n", "Example", "a name"),
        ("Occupation Data", "51\tTurners\t\n", "O*NET-SOC Code", "a code like"),
        ("Occupation Data", "51-4041.00\tAgain\t\n", "O*NET-SOC Code", "once"),
        ("Occupation Data", "51-4042.00\t\t\n", "Title", "a title"),
    ],
)
def test_a_row_with_a_fault_names_its_place_and_the_rest_goes_in(
    write_all: WriteAll, file: str, row: str, column: str, expected: str
) -> None:
    texts = TWIN | {f"{file}.txt": TWIN[f"{file}.txt"] + row}
    standard = read_onet(write_all(texts))
    fault = next(each for each in standard.left_out if each.column == column)
    line = texts[f"{file}.txt"].count("\n")
    assert fault.subject.endswith(f"{file}.txt:{line}")
    assert (expected in fault.expected, len(standard.assertions)) == (True, 4)


def test_workbooks_say_the_same_as_text(write_all: WriteAll, tmp_path: Path) -> None:
    said = read_onet(write_all(TWIN))
    for name in ("Occupation Data", "Skills", "Technology Skills"):
        book = Workbook()
        for row in csv.reader(io.StringIO(TWIN[f"{name}.txt"]), delimiter="\t"):
            book.worksheets[0].append(row)
        book.save(tmp_path / f"{name}.xlsx")
        (tmp_path / f"{name}.txt").unlink()
    assert (read_onet(tmp_path).nodes, read_onet(tmp_path).assertions) == (
        said.nodes,
        said.assertions,
    )


def test_other_titles_and_descriptions_of_elements_are_taken_when_there(
    write_all: WriteAll,
) -> None:
    titles = "O*NET-SOC Code\tAlternate Title\n51-4041.00\tCNC Machinist\n51-4041.00\tMachinists\n"
    model = "Element ID\tElement Name\tDescription\n2.B.3.e\tProgramming\tWriting programs.\n"
    texts = {"Alternate Titles.txt": titles, "Content Model Reference.txt": model}
    nodes = {each.id: each.properties for each in read_onet(write_all(TWIN | texts)).nodes}
    assert nodes["onet:51-4041.00"]["aliases"] == ["CNC Machinist"]
    assert nodes["onet:2.B.3.e"]["description"] == "Writing programs."


def test_the_release_is_said_by_the_read_me_the_folder_or_the_caller(
    write_all: WriteAll, tmp_path: Path
) -> None:
    write_all({f"db_30_1_text/{name}": text for name, text in TWIN.items()})
    folder = tmp_path / "db_30_1_text"
    assert read_onet(folder).origin == "onet:29.2"
    (folder / "Read Me.txt").unlink()
    assert read_onet(folder).origin == "onet:30.1"
    assert read_onet(folder, "31.0").framework.properties["version"] == "31.0"


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({}, "expected Occupation Data.xlsx or .txt, found neither"),
        ({"Occupation Data.txt": OCCUPATIONS}, "found none; say --release"),
        ({"Read Me.txt": READ_ME, "Occupation Data.txt": "Title\n"}, ":1: expected the columns"),
        (TWIN | {"Skills.txt": ""}, "Skills.txt:1: expected the columns .*, found nothing"),
    ],
)
def test_a_folder_that_is_no_database_is_refused(
    write_all: WriteAll, texts: dict[str, str], said: str
) -> None:
    with pytest.raises(RawFileError, match=said):
        read_onet(write_all(texts))


def test_it_comes_in_once(write_all: WriteAll, bring: Bring, one_store: Store) -> None:
    standard = read_onet(write_all(TWIN))
    assert bring(standard).counts()["REQUIRES"] == {"add": 4}
    assert bring(standard).changes == ()
    assert list_nodes(one_store, "Job", ["onet:51-4041.00"])["onet:51-4041.00"]["class"] == (
        "51-0000"
    )
    [edge] = list_edges(one_store, "REQUIRES", [("onet:15-1252.00", "onet:2.B.3.e")]).values()
    assert (edge["weight"], edge["imported_weight"], edge["level"]) == (0.8, 0.875, 3)


@pytest.mark.data
def test_the_real_database_is_read_whole() -> None:
    standard = read_onet(DATA)
    kinds = Counter(node.properties.get("kind", node.label) for node in standard.nodes)
    assert kinds == {"Job": 1_016, "general": 35, "knowledge": 33, "tool": 8_927}
    rows = [each for each in standard.left_out if each.subject.rpartition(":")[2].isdecimal()]
    assert (standard.origin, rows, len(standard.assertions)) == ("onet:29.2", [], 61_486)
