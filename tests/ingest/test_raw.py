from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.plans import LeftOut
from ingest.errors import RawFileError
from ingest.raw import read_items, read_rows

Write = Callable[[str, str], Path]


@dataclass(frozen=True)
class Book:
    title: str
    authors: tuple[str, ...]


def test_items_are_read_line_by_line_with_lists_as_tuples(write: Write) -> None:
    path = write("b.jsonl", '{"title": "SQL", "authors": ["A", "B"]}\n\n')
    assert list(read_items(path, Book)) == [Book("SQL", ("A", "B"))]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"title": "SQL", "authors": []', ":2: expected JSON"),
        ('{"title": "SQL"}', r":2: expected the fields \['authors', 'title'\], found \['title'\]"),
        ('{"title": "a", "authors": [], "isbn": 1}', ":2: expected the fields"),
        ("[1]", r":2: expected the fields .* found \[\]"),
    ],
)
def test_a_line_that_is_no_item_is_named_by_file_and_line(
    write: Write, line: str, said: str
) -> None:
    path = write("b.jsonl", '{"title": "SQL", "authors": []}\n' + line + "\n")
    with pytest.raises(RawFileError, match=said):
        list(read_items(path, Book))


def refuse(fault: LeftOut) -> None:
    raise AssertionError(fault)


def test_a_csv_names_where_each_row_ends_even_with_line_breaks_in_quotes(write: Write) -> None:
    path = write("r.csv", 'key,stem\nq1,"Which\nkey?"\n\nq2, plain \n')
    assert [
        (row.where.rsplit(":", 1)[1], row.cells["stem"]) for row in read_rows(path, [], refuse)
    ] == [
        ("3", "Which\nkey?"),
        ("5", "plain"),
    ]


def test_a_csv_without_a_column_says_what_it_has(write: Write) -> None:
    path = write("r.csv", "key,name\n1,2\n")
    with pytest.raises(RawFileError, match=r":1: expected the columns key, stem, found key, name"):
        list(read_rows(path, ["key", "stem"], refuse))


def test_an_empty_csv_has_no_column(write: Write) -> None:
    with pytest.raises(RawFileError, match="expected the columns key, found nothing"):
        list(read_rows(write("r.csv", ""), ["key"], refuse))


@pytest.mark.parametrize(
    ("raw", "kept", "column", "reason"),
    [
        (b'q1,"never closed\nq2,lost\n', [], "row", "expected CSV, found unexpected end of data"),
        (b'"q1"x,a\nq2,b\n', ["q2"], "row", "expected CSV, found ',' expected after '\"'"),
        (b"q1,K\xf6ln\nq2,b\n", ["q2"], "stem", "expected utf-8, found the byte 0xf6"),
        (b"q1\nq2,b\n", ["q2"], "row", "expected 2 cells, found 1"),
        (b"q1,a,b\nq2,b\n", ["q2"], "row", "expected 2 cells, found 3"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_and_the_rest_goes_on(
    tmp_path: Path, raw: bytes, kept: list[str], column: str, reason: str
) -> None:
    path, told = tmp_path / "r.csv", list[LeftOut]()
    path.write_bytes(b"key,stem\n" + raw)
    assert [row.cells["key"] for row in read_rows(path, ["key"], told.append)] == kept
    assert (told[0].column, told[0].reason) == (column, f"{column}: {reason}")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_that_says_its_encoding_is_read_so(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes("key\r\n钥\r\n".encode(encoding))
    assert [row.cells for row in read_rows(path, ["key"], refuse)] == [{"key": "钥"}]


def test_a_file_in_another_encoding_is_read_when_told_so(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes("key\n钥\n".encode("gb18030"))
    rows = read_rows(path, ["key"], refuse, encoding="gb18030")
    assert [row.cells for row in rows] == [{"key": "钥"}]


@pytest.mark.parametrize("encoding", ["klingon", "base64", "undefined"])
def test_an_encoding_that_is_none_is_named(write: Write, encoding: str) -> None:
    with pytest.raises(RawFileError, match=f"r.csv: expected {encoding}, found"):
        list(read_rows(write("r.csv", "key\n1\n"), ["key"], refuse, encoding=encoding))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RawFileError, match=r"absent.jsonl: expected a readable file"):
        list(read_items(tmp_path / "absent.jsonl", Book))
