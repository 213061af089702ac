"""Rows of queries to a terminal, a pipe or a file: table, JSON, CSV or Parquet."""

import csv
import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from api.commands.printing import Format, print_rows
from api.refusals import DoorError

Rows = Sequence[Mapping[str, Any]]
Columns = Sequence[tuple[str, str]]


class Form(StrEnum):
    """How rows of a query are written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"


def write_rows(rows: Rows, columns: Columns, form: Form, output: Path | None) -> None:
    """Print rows, or write them to ``output``, which appears whole or not at all.

    ``columns`` are names with the types of a statement's header; ANY where none is promised.

    Raises:
        DoorError: a table for a file, or Parquet for a terminal.
    """
    if output is None:
        if form is Form.PARQUET:
            raise DoorError("--format parquet: expected --output FILE, found none")
        print_rows([dict(row) for row in rows], Format(form), [name for name, _ in columns])
        return
    part = output.with_name(f"{output.name}.part")
    if form is Form.PARQUET:
        _write_parquet(rows, columns, part)
    elif form is Form.CSV:
        with part.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, [name for name, _ in columns])
            writer.writeheader()
            writer.writerows(rows)
    elif form is Form.JSON:
        said = json.dumps([dict(row) for row in rows], ensure_ascii=False, indent=1)
        part.write_text(said + "\n", encoding="utf-8")
    else:
        raise DoorError("--output: expected --format json, csv or parquet, found table")
    part.rename(output)


def _write_parquet(rows: Rows, columns: Columns, file: Path) -> None:
    import pyarrow  # noqa: PLC0415 - takes a third of a second, and few commands need it
    from pyarrow import parquet  # noqa: PLC0415

    types = {
        "STRING": pyarrow.string(),
        "INTEGER": pyarrow.int64(),
        "FLOAT": pyarrow.float64(),
        "NUMBER": pyarrow.float64(),
        "BOOLEAN": pyarrow.bool_(),
        "LIST OF STRING": pyarrow.list_(pyarrow.string()),
    }
    said = {name: type_.removesuffix(" OR NULL") for name, type_ in columns}
    schema = None
    if all(type_ in types for type_ in said.values()):
        schema = pyarrow.schema([(name, types[type_]) for name, type_ in said.items()])
    parquet.write_table(pyarrow.Table.from_pylist([dict(row) for row in rows], schema), file)
