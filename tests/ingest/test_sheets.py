"""Sheets as CSV, with tabs and as workbooks: the same rows, and the same clear faults."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from graph.plans import LeftOut
from ingest.errors import RawFileError
from ingest.raw import Row
from ingest.sheets import Form, read_sheet

Write = Callable[[str, str], Path]
TABLE = [["code", "name"], ["a1", "锯木头"], ["a2", "plane"]]


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that saves sheets, by name, as a workbook."""

    def write(sheets: dict[str, list[list[object]]], name: str = "t.xlsx") -> Path:
        book = Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets.items():
            page = book.create_sheet(title)
            for row in rows:
                page.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


def read(path: Path, columns: Sequence[str] = (), form: Form | None = None) -> list[Row]:
    return list(read_sheet(path, columns, refuse, form or Form()))


def refuse(fault: LeftOut) -> None:
    raise AssertionError(fault)


def faults(path: Path, form: Form | None = None) -> list[LeftOut]:
    found: list[LeftOut] = []
    list(read_sheet(path, [], found.append, form or Form()))
    return found


def test_csv_tabs_and_a_workbook_give_the_same_rows(
    write: Write, save: Callable[..., Path]
) -> None:
    files = [
        write("t.csv", "".join(",".join(row) + "\n" for row in TABLE)),
        write("t.tsv", "".join("\t".join(row) + "\n" for row in TABLE)),
        save({"Skills": TABLE}),
    ]
    assert {
        tuple((row.where.rsplit(":", 1)[1], *row.cells.items()) for row in read(file, ["code"]))
        for file in files
    } == {
        (
            ("2", ("code", "a1"), ("name", "锯木头")),
            ("3", ("code", "a2"), ("name", "plane")),
        )
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("code,名称\na1,锯木头\n".encode(encoding))
    assert read(path, ["名称"], Form(encoding))[0].cells["名称"] == "锯木头"


def test_what_is_not_in_the_encoding_names_row_and_column(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("code,name\na1,锯\n".encode("gb18030"))
    [fault] = faults(path)
    assert (fault.subject, fault.column, fault.expected) == (f"{path}:2", "name", "utf-8")


def test_between_tabs_a_quote_is_a_letter(write: Write) -> None:
    path = write("t.txt", 'code\tname\na1\t"Saw" wood\n')
    assert read(path)[0].cells["name"] == '"Saw" wood'


def test_empty_cells_behind_the_last_column_are_cut(write: Write) -> None:
    assert read(write("t.csv", "code,name,,\na1,saw,,,,\n"))[0].cells == {
        "code": "a1",
        "name": "saw",
    }


def test_a_row_with_more_or_fewer_cells_is_left_out(write: Write) -> None:
    path = write("t.csv", "code,name\na1,saw,x\na2\na3,plane\n")
    assert [(each.subject, each.found) for each in faults(path)] == [
        (f"{path}:2", "3"),
        (f"{path}:3", "1"),
    ]


def test_columns_without_a_header_are_numbered(write: Write) -> None:
    path = write("t.csv", "14,Rest,SOAP,,,\n15,lending,,\n")
    assert [row.cells["2"] for row in read(path, form=Form(header=False))] == ["Rest", "lending"]


def test_numbers_dates_and_gaps_of_a_workbook_are_texts(save: Callable[..., Path]) -> None:
    path = save({"S": [["a", "b", "c", "d"], [1.0, 2.5, True], [], ["x", None, None, "y"]]})
    assert [(row.where, list(row.cells.values())) for row in read(path)] == [
        (f"{path}:2", ["1", "2.5", "true", ""]),
        (f"{path}:4", ["x", "", "", "y"]),
    ]


def test_a_sheet_is_chosen_by_its_name_which_the_place_of_a_row_says(
    save: Callable[..., Path],
) -> None:
    path = save({"First": [["a"], ["1"]], "Second": [["b"], ["2"]]})
    [row] = read(path, ["b"], Form(sheet="Second"))
    assert (row.where, row.cells) == (f"{path}!Second:2", {"b": "2"})


def test_a_cell_that_a_formula_failed_in_leaves_its_row_out(save: Callable[..., Path]) -> None:
    [fault] = faults(save({"S": [["a", "b"], ["1", "#N/A"]]}))
    assert (fault.column, fault.expected, fault.found) == ("b", "a value", "#N/A")


@pytest.mark.parametrize(
    ("name", "text", "form", "said"),
    [
        ("t.ods", "x", Form(), r"expected a sheet \(.csv, .tsv, .txt, .xlsx\), found .ods"),
        ("t.csv", "", Form(), ":1: expected the columns code, found nothing"),
        ("t.csv", "name\n", Form(), ":1: expected the columns code, found name"),
        ("t.csv", "code,name\n", Form(sheet="S"), "expected a workbook with the sheet S"),
        ("t.csv", "code\n", Form("klingon"), "expected klingon, found unknown encoding"),
    ],
)
def test_what_is_no_such_sheet_is_refused(
    write: Write, name: str, text: str, form: Form, said: str
) -> None:
    with pytest.raises(RawFileError, match=said):
        read(write(name, text), ["code"], form)


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(
    save: Callable[..., Path],
) -> None:
    with pytest.raises(RawFileError, match="expected the sheet C, found A, B"):
        read(save({"A": [["a"]], "B": [["b"]]}), form=Form(sheet="C"))
