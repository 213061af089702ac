"""Nodes and relationships of the map from tables: CSV, JSON lines or Parquet.

A file is named by what its rows are: ``Job.csv`` holds nodes with an ``id``, ``REQUIRES.parquet``
relationships with ``from_id`` and ``to_id``; the other columns are properties of the node, or what
the origin says of the relationship. JSON lines and Parquet have types; a CSV column is text unless
its name says otherwise (``weight:float``, ``essential:boolean``, ``aliases:string[]``, with ``;``
between the items of a list).
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from graph.audits import verify_snapshot
from graph.changes import ChangeSet
from graph.claims import Block, put_block
from graph.drafts import make_plan
from graph.ids import changeset_id, edge_id
from graph.loading import load_snapshot
from graph.migrations import newest_version
from graph.plans import Assertion, Node, Plan, present
from graph.prerequisites import find_closing
from graph.schema import EDGE_KINDS, NODE_KINDS
from graph.snapshots import SnapshotWriter
from graph.store import Store
from ingest.errors import RawFileError

Progress = Callable[[int, int], None]
Row = dict[str, Any]
SUFFIXES = (".csv", ".jsonl", ".parquet")
_READ = 10_000
_BOOLEANS = {"true": True, "false": False}
_TYPES: Mapping[str, Callable[[str], object]] = {
    "string": str,
    "integer": int,
    "float": float,
    "boolean": lambda text: _BOOLEANS[text.strip().lower()],
    "string[]": lambda text: [item.strip() for item in text.split(";")],
}


def list_tables(path: Path) -> list[Path]:
    """Return the tables of a folder, nodes first; or the one file.

    Raises:
        RawFileError: there is none, or a file is not named by a label or a type of the map.
    """
    files = [path] if path.is_file() else sorted(path.glob("*"))
    tables = [file for file in files if file.suffix in SUFFIXES]
    if not tables:
        raise RawFileError(f"{path}: expected tables ({', '.join(SUFFIXES)}), found none")
    for file in tables:
        if file.stem not in NODE_KINDS and file.stem not in EDGE_KINDS:
            raise RawFileError(
                f"{file}: expected a name out of {', '.join((*NODE_KINDS, *EDGE_KINDS))}, "
                f"found {file.stem}"
            )
    return sorted(tables, key=lambda file: (file.stem in EDGE_KINDS, file.name))


def plan_tables(store: Store, path: Path, origin: str) -> Plan:
    """Return what must change so that the map holds what the tables say.

    Raises:
        RawFileError: a table cannot be read; the message names file and line.
    """
    nodes, said = [], []
    for file in list_tables(path):
        for where, row in read_table(file):
            if file.stem in NODE_KINDS:
                nodes.append(Node(file.stem, _take(where, row, "id"), row))
            else:
                ends = _take(where, row, "from_id"), _take(where, row, "to_id")
                said.append(Assertion(file.stem, *ends, Block("imported", origin, row)))
    return make_plan(store, nodes, said)


def load_tables(
    store: Store, path: Path, origin: str, on_progress: Progress | None = None
) -> ChangeSet:
    """Load the tables into an empty graph as one changeset, without a plan.

    Raises:
        RawFileError: a table cannot be read, or its prerequisites have a cycle.
        SnapshotError: an id is there twice, an end is missing, or the graph is not empty.
    """
    changeset = changeset_id()
    with TemporaryDirectory(prefix="journeyman-") as folder:
        packed = Path(folder) / "tables"
        with SnapshotWriter(packed) as writer:
            _pack(writer, path, origin, changeset)
            writer.finish(newest_version(), 0, "")
        verify_snapshot(packed)
        note = f"{origin}, {path.name}"
        return load_snapshot(store, packed, note, changeset=changeset, on_progress=on_progress)


def _pack(writer: SnapshotWriter, path: Path, origin: str, changeset: str) -> None:
    order: list[tuple[str, str]] = []
    for file in list_tables(path):
        for where, row in read_table(file):
            if file.stem in NODE_KINDS:
                _check_id(where, row)
                writer.add_node(file.stem, row | {"changeset": changeset})
                continue
            from_id, to_id = _take(where, row, "from_id"), _take(where, row, "to_id")
            own = edge_id(from_id, file.stem, to_id)
            put = put_block(file.stem, {"id": own}, Block("imported", origin, row))
            kind = EDGE_KINDS[file.stem]
            ends = f"{kind.from_label}:{from_id}", f"{kind.to_label}:{to_id}"
            writer.add_relationship(file.stem, ends, put | {"changeset": changeset})
            if file.stem == "PRECEDES":
                order.append((from_id, to_id))
    for closing in find_closing(set(), order).values():
        raise RawFileError(f"{path}: expected prerequisites without cycles, found {closing}")


def read_table(file: Path) -> Iterator[tuple[str, Row]]:
    """Yield each row with where it is; what is empty is not in it.

    Raises:
        RawFileError: a row is not as expected; the message names file and line.
    """
    rows = {".csv": _read_csv, ".jsonl": _read_jsonl, ".parquet": _read_parquet}[file.suffix]
    for number, row in rows(file):
        where = f"{file}:{number}"
        for name, value in row.items():
            _check_value(where, name, value)
        yield where, dict(present(row))


def _read_csv(file: Path) -> Iterator[tuple[int, Row]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines, strict=True)
        try:
            columns = [_column(file, said) for said in next(reader, [])]
            for cells in reader:
                if len(cells) != len(columns):
                    raise RawFileError(
                        f"{file}:{reader.line_num}: expected {len(columns)} cells, "
                        f"found {len(cells)}"
                    )
                yield (
                    reader.line_num,
                    _parse_cells(f"{file}:{reader.line_num}", columns, cells),
                )
        except (csv.Error, UnicodeDecodeError) as error:
            raise RawFileError(f"{file}:{reader.line_num + 1}: {error}") from error


def _column(file: Path, said: str) -> tuple[str, str]:
    name, _, type_ = said.strip().partition(":")
    if not name or (type_ or "string") not in _TYPES:
        raise RawFileError(
            f"{file}:1: expected a column like name or name:type with a type out of "
            f"{', '.join(_TYPES)}, found {said!r}"
        )
    return name, type_ or "string"


def _parse_cells(where: str, columns: list[tuple[str, str]], cells: list[str]) -> Row:
    row: Row = {}
    for (name, type_), cell in zip(columns, cells, strict=True):
        if cell.strip():
            try:
                row[name] = _TYPES[type_](cell)
            except (ValueError, KeyError) as error:
                raise RawFileError(f"{where}: {name}: expected {type_}, found {cell!r}") from error
    return row


def _read_jsonl(file: Path) -> Iterator[tuple[int, Row]]:
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                said = json.loads(line)
            except ValueError as error:
                raise RawFileError(f"{file}:{number}: expected JSON, found {error}") from error
            if not isinstance(said, dict):
                raise RawFileError(f"{file}:{number}: expected an object, found {line[:80]!r}")
            yield number, said


def _read_parquet(file: Path) -> Iterator[tuple[int, Row]]:
    import pyarrow  # noqa: PLC0415 - takes a third of a second, and few commands need it
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415

    try:
        with ParquetFile(file) as table:
            number = 0
            for batch in table.iter_batches(_READ):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
    except pyarrow.ArrowInvalid as error:
        raise RawFileError(f"{file}: expected a Parquet file, found {error}") from error


def _take(where: str, row: Row, name: str) -> str:
    """Return the id that a column holds, and take it out of the row."""
    _check_id(where, row, name)
    return str(row.pop(name))


def _check_id(where: str, row: Row, name: str = "id") -> None:
    if not isinstance(row.get(name), str):
        raise RawFileError(f"{where}: expected text in {name}, found {row.get(name)!r}")


def _check_value(where: str, name: str, value: object) -> None:
    """What both servers hold: text, numbers, truth values, and lists of one of them."""
    items = value if isinstance(value, list) else [value]
    kinds = {type(item) for item in items if item is not None}
    scalar = kinds <= {str, int, float, bool} and len(kinds) <= 1
    if not scalar or (isinstance(value, list) and None in value):
        raise RawFileError(
            f"{where}: {name}: expected text, a number, true or false, or a list of one of them, "
            f"found {value!r}"
        )
