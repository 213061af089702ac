"""A snapshot as the CSV files that ``neo4j-admin database import`` loads without a server."""

import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from graph.errors import SnapshotError
from graph.ids import changeset_id
from graph.snapshots import NODES, Manifest, Part, get_path, parse_line, read_lines, read_manifest

Progress = Callable[[int, int], None]
Types = dict[str, set[str]]
_TYPES = {str: "string", bool: "boolean", int: "long", float: "double"}
_BETWEEN = "\x1f"
_ENDS = ("@from", "@to")


def write_import(folder: Path, target: Path, on_progress: Progress | None = None) -> str:
    """Write the snapshot in ``folder`` to a new folder ``target``; return the tool's arguments.

    A row's properties keep their types: where a property has several (3 and 2.5), its rows go to
    files of their own. The graph that the tool makes has no constraints yet: migrate it.

    Raises:
        SnapshotError: the snapshot is damaged, the target is there, or a value has no CSV form.
    """
    manifest = read_manifest(folder)
    if target.exists():
        raise SnapshotError(f"{target}: expected a name that is free, found something there")
    part = target.with_name(f"{target.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    arguments = _Arguments(part, target)
    tell, done = on_progress or (lambda *_: None), 0
    for where, name, table in manifest.list_tables():
        rows = lambda w=where, n=name: _read(folder, manifest, w, n)  # noqa: E731
        _write_table(arguments, where, name, rows)
        done += table.rows
        tell(done, manifest.rows)
    for name, row in _list_heads(manifest):
        _write_table(arguments, NODES, name, lambda row=row: iter([row]))  # type: ignore[misc]
    (part / "arguments.txt").write_text("\n".join(arguments.lines) + "\n", encoding="utf-8")
    part.rename(target)
    return f"neo4j @{target / 'arguments.txt'}"


def _list_heads(manifest: Manifest) -> list[tuple[str, dict[str, Any]]]:
    """Return what a load by a server would add: the order of changes, and its own changeset."""
    seq = manifest.seq + 1
    made = {
        "id": changeset_id(),
        "seq": seq,
        "at": manifest.at,
        "author": "neo4j-admin",
        "kind": "snapshot",
        "note": f"snapshot {manifest.hash}",
        "state": "applied",
        "changes": manifest.rows,
        "owner": "neo4j-admin",
        "lease": "",
    }
    return [("Head", {"id": "head", "seq": seq}), ("ChangeSet", made)]


def _read(folder: Path, manifest: Manifest, part: Part, name: str) -> Iterator[dict[str, Any]]:
    table = manifest.nodes[name] if part == NODES else manifest.relationships[name]
    file = get_path(folder, part, name)
    for line in read_lines(folder, part, name, table):
        yield parse_line(file, line)


def _write_table(
    arguments: "_Arguments", part: Part, name: str, read: Callable[[], Iterator[dict[str, Any]]]
) -> None:
    """Write one label or type: once over it for the types, once for the rows."""
    types: Types = defaultdict(set)
    for row in read():
        for key, value in row.items():
            if key not in _ENDS:
                types[key].add(_get_type(name, row, value))
    mixed = sorted(key for key, found in types.items() if len(found) > 1)
    files: dict[tuple[str, ...], _CsvFile] = {}
    for row in read():
        kinds = tuple(_get_type(name, row, row[key]) if key in row else "" for key in mixed)
        labels = tuple(row[end].split(":", 1)[0] for end in _ENDS if end in row)
        if (*labels, *kinds) not in files:
            settled = {key: min(found) for key, found in types.items()} | {
                key: kind for key, kind in zip(mixed, kinds, strict=True) if kind
            }
            files[*labels, *kinds] = _CsvFile(arguments.add(part, name), name, labels, settled)
        files[*labels, *kinds].write(row)
    for file in files.values():
        file.close()


def _get_type(name: str, row: Mapping[str, Any], value: object) -> str:
    if isinstance(value, list) and value and type(value[0]) in _TYPES:
        return f"{_TYPES[type(value[0])]}[]"
    if type(value) not in _TYPES:
        raise SnapshotError(f"{name} {row.get('id')}: expected a value that CSV has, found {value}")
    return _TYPES[type(value)]


class _Arguments:
    """What the tool is told: its options, and which file is what."""

    def __init__(self, written: Path, target: Path) -> None:
        self.lines = [
            "--id-type=string",
            "--multiline-fields=true",
            f"--array-delimiter=U+{ord(_BETWEEN):04X}",
        ]
        self._written = written
        self._target = target

    def add(self, part: Part, name: str) -> Path:
        """Note one more file of a label or a type, and return where to write it."""
        file = f"{part}.{name}.{len(self.lines)}.csv"
        said = f"--{part}={name}={self._target.resolve() / file}"
        self.lines.append(f'"{said}"' if " " in said else said)
        return self._written / file


class _CsvFile:
    """One CSV file: a header that gives each column its type, then rows."""

    def __init__(
        self, file: Path, name: str, labels: Sequence[str], types: Mapping[str, str]
    ) -> None:
        self._out: TextIO = file.open("w", encoding="utf-8", newline="")
        self._names = sorted(types)
        named = [
            f"id:ID({name})" if n == "id" and not labels else f"{n}:{types[n]}" for n in self._names
        ]
        ends = [
            f":{end}({label})" for end, label in zip(("START_ID", "END_ID"), labels, strict=False)
        ]
        self._out.write(",".join(_quote(column) for column in (*ends, *named)) + "\n")

    def write(self, row: Mapping[str, Any]) -> None:
        ends = [_quote(row[end].split(":", 1)[1]) for end in _ENDS if end in row]
        cells = [_cell(row[name]) if name in row else "" for name in self._names]
        self._out.write(",".join((*ends, *cells)) + "\n")

    def close(self) -> None:
        self._out.close()


def _cell(value: object) -> str:
    if isinstance(value, list):
        return _quote(
            _BETWEEN.join(item if isinstance(item, str) else json.dumps(item) for item in value)
        )
    return _quote(value) if isinstance(value, str) else json.dumps(value)


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
