from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

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


def test_a_csv_names_where_each_row_ends_even_with_line_breaks_in_quotes(write: Write) -> None:
    path = write("r.csv", 'key,stem\nq1,"Which\nkey?"\n\nq2, plain \n')
    assert [(row.where.rsplit(":", 1)[1], row.cells["stem"]) for row in read_rows(path, [])] == [
        ("3", "Which\nkey?"),
        ("5", "plain"),
    ]


def test_a_csv_without_a_column_says_what_it_has(write: Write) -> None:
    path = write("r.csv", "key,name\n1,2\n")
    with pytest.raises(RawFileError, match=r":1: expected the columns key, stem, found key, name"):
        list(read_rows(path, ["key", "stem"]))


def test_an_empty_csv_has_no_column(write: Write) -> None:
    with pytest.raises(RawFileError, match="expected the columns key, found nothing"):
        list(read_rows(write("r.csv", ""), ["key"]))


def test_a_quotation_mark_that_never_closes_does_not_swallow_the_rest(write: Write) -> None:
    path = write("r.csv", 'key,stem\nq1,"never closed\nq2,lost\n')
    with pytest.raises(RawFileError, match=r"r.csv:2: expected CSV, found unexpected end of data"):
        list(read_rows(path, ["key"]))


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(b"\xef\xbb\xbfkey\r\nq1\r\n")
    assert [row.cells for row in read_rows(path, ["key"])] == [{"key": "q1"}]


def test_bytes_that_are_not_utf_8_are_named(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes("key\nKöln\n".encode("latin-1"))
    with pytest.raises(RawFileError, match=r"r.csv: expected UTF-8, found byte 5"):
        list(read_rows(path, ["key"]))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RawFileError, match=r"absent.jsonl: expected a readable file"):
        list(read_items(tmp_path / "absent.jsonl", Book))
