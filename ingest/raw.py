"""Raw files: JSON lines and CSV, read strictly and row by row."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from ingest.errors import RawFileError

Item = TypeVar("Item")


class Row(NamedTuple):
    """A row of a CSV and where it stands (``file:line``)."""

    where: str
    cells: dict[str, str]


def read_items(path: Path, kind: type[Item]) -> Iterator[Item]:
    """Yield the items of a JSON lines file as values of the dataclass ``kind``.

    Raises:
        RawFileError: no such file, a broken line, or other fields than the dataclass has.
    """
    names = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    for number, line in enumerate(_open(path).split("\n"), start=1):
        if line.strip():
            yield kind(**_parse_item(f"{path}:{number}", line, names))


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a CSV (UTF-8, header first) that has at least these columns.

    Raises:
        RawFileError: no such file, not UTF-8, no CSV, or a column is missing.
    """
    reader = csv.DictReader(io.StringIO(_open(path), newline=""), strict=True)
    try:
        yield from _list_rows(path, reader, columns)
    except csv.Error as error:
        raise RawFileError(f"{path}:{reader.line_num + 1}: expected CSV, found {error}") from error


def _list_rows(path: Path, reader: "csv.DictReader[str]", columns: Sequence[str]) -> Iterator[Row]:
    missing = [name for name in columns if name not in (reader.fieldnames or [])]
    if missing:
        raise RawFileError(
            f"{path}:1: expected the columns {', '.join(columns)}, "
            f"found {', '.join(reader.fieldnames or ['nothing'])}"
        )
    for cells in reader:
        kept = {name: (value or "").strip() for name, value in cells.items() if name is not None}
        yield Row(f"{path}:{reader.line_num}", kept)


def _open(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise RawFileError(
            f"{path}: expected UTF-8, found byte {error.start} to be none"
        ) from error
    except OSError as error:
        raise RawFileError(f"{path}: expected a readable file: {error.strerror}") from error


def _parse_item(where: str, line: str, names: set[str]) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except json.JSONDecodeError as error:
        raise RawFileError(f"{where}: expected JSON, found {error}") from error
    found = set(said) if isinstance(said, dict) else set()
    if found != names:
        raise RawFileError(f"{where}: expected the fields {sorted(names)}, found {sorted(found)}")
    return {name: tuple(v) if isinstance(v, list) else v for name, v in said.items()}
