"""The form of a snapshot: a folder of JSON lines, one file a label and a type, and a manifest.

::

    manifest.json                     format, schema, seq, hash, and of each file rows and hash
    nodes/<Label>.jsonl.gz            a node a line: its properties
    relationships/<TYPE>.jsonl.gz     a relationship a line: "@from", "@to" and its properties

A line is canonical JSON (UTF-8, names sorted, no blanks); an end is written ``Label:id``. The
order of lines means nothing: the hash of a file is the sum of its lines' SHA-256, modulo 2^256,
and the hash of a snapshot is the SHA-256 over the names, rows and hashes of its files. So equal
graphs have equal hashes, whichever server they were saved from. The manifest is written last
and the folder named last: a folder without one is half written.
"""

import gzip
import hashlib
import json
import shutil
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from io import BufferedWriter
from pathlib import Path
from typing import Any, Literal, Self, cast

from graph.errors import SnapshotError

FORMAT = 1
NODES: Literal["nodes"] = "nodes"
RELATIONSHIPS: Literal["relationships"] = "relationships"
Part = Literal["nodes", "relationships"]
_MODULUS = 1 << 256
_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


@dataclass(frozen=True, slots=True)
class Table:
    """One file of a snapshot: how many lines it has, and their hash, 64 hex digits."""

    rows: int
    hash: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot holds.

    Attributes:
        schema: the version of the schema it was saved under.
        seq: the number of the newest changeset in it.
        at: when it was saved, UTC, ISO 8601.
        left_out: labels that were left out on request, with all that joins them.
    """

    schema: int
    seq: int
    at: str
    left_out: tuple[str, ...] = ()
    nodes: Mapping[str, Table] = field(default_factory=dict)
    relationships: Mapping[str, Table] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        """The hash of the content, 64 hex digits; neither time nor seq is in it."""
        said = [
            f"{part}/{name} {table.rows} {table.hash}\n" for part, name, table in self.list_tables()
        ]
        return hashlib.sha256("".join(said).encode()).hexdigest()

    def list_tables(self) -> list[tuple[Part, str, Table]]:
        """Return its files, nodes first, by name."""
        parts = ((NODES, self.nodes), (RELATIONSHIPS, self.relationships))
        return [
            (part, name, table) for part, tables in parts for name, table in sorted(tables.items())
        ]

    @property
    def rows(self) -> int:
        """How many nodes and relationships it holds."""
        return sum(table.rows for _, _, table in self.list_tables())


def read_manifest(folder: Path) -> Manifest:
    """Return what the snapshot in ``folder`` says of itself.

    Raises:
        SnapshotError: it is no snapshot, half written, of another format, or edited.
    """
    file = folder / "manifest.json"
    if not file.is_file():
        found = "a folder without one: half written" if folder.is_dir() else "no such folder"
        raise SnapshotError(f"{file}: expected the manifest of a snapshot, found {found}")
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        if said["format"] != FORMAT:
            raise SnapshotError(f"{file}: expected format {FORMAT}, found {said['format']}")
        return _checked(file, said)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SnapshotError(f"{file}: expected a manifest, found {error!r}") from error


def _checked(file: Path, said: dict[str, Any]) -> Manifest:
    manifest = Manifest(
        schema=int(said["schema"]),
        seq=int(said["seq"]),
        at=str(said["at"]),
        left_out=tuple(said["left_out"]),
        nodes={name: Table(**table) for name, table in said[NODES].items()},
        relationships={name: Table(**table) for name, table in said[RELATIONSHIPS].items()},
    )
    if manifest.hash != said["hash"]:
        raise SnapshotError(f"{file}: expected the hash {said['hash']}, found {manifest.hash}")
    return manifest


def get_path(folder: Path, part: Part, name: str) -> Path:
    """Return where the lines of a label or a type are."""
    return folder / part / f"{name}.jsonl.gz"


def read_lines(folder: Path, part: Part, name: str, table: Table) -> Iterator[bytes]:
    """Yield the lines of one file, without their ends.

    Raises:
        SnapshotError: the file is damaged, or is not what the manifest says; known at its end.
    """
    file, rows, total = get_path(folder, part, name), 0, 0
    sha256, from_bytes = hashlib.sha256, int.from_bytes
    try:
        with gzip.open(file, "rb") as lines:
            for line in lines:
                bare = line[:-1]
                total += from_bytes(sha256(bare).digest(), "big")
                rows += 1
                yield bare
    except (OSError, EOFError, zlib.error) as error:
        raise SnapshotError(
            f"{file}: expected {table.rows} lines, found {rows} and then damage: {error}"
        ) from error
    if Table(rows, _hex(total)) != table:
        raise SnapshotError(
            f"{file}: expected {table.rows} lines with the hash {table.hash}, "
            f"found {rows} with {_hex(total)}"
        )


def parse_line(file: Path, line: bytes) -> dict[str, Any]:
    """Return a line's properties, and a relationship's ends.

    Raises:
        SnapshotError: it is no JSON object.
    """
    try:
        return cast("dict[str, Any]", json.loads(line))
    except ValueError as error:
        raise SnapshotError(f"{file}: expected a JSON object, found {line[:80]!r}") from error


class SnapshotWriter:
    """A snapshot while it is written; its folder appears when it is finished, whole."""

    def __init__(self, folder: Path) -> None:
        if folder.exists():
            raise SnapshotError(f"{folder}: expected a name that is free, found something there")
        self._folder = folder
        self._part = folder.with_name(f"{folder.name}.part")
        self._tables: dict[tuple[Part, str], _TableWriter] = {}

    def __enter__(self) -> Self:
        shutil.rmtree(self._part, ignore_errors=True)
        for part in (NODES, RELATIONSHIPS):
            (self._part / part).mkdir(parents=True)
        return self

    def __exit__(self, *_: object) -> None:
        for table in self._tables.values():
            table.close()
        shutil.rmtree(self._part, ignore_errors=True)

    def add_node(self, label: str, properties: Mapping[str, Any]) -> None:
        """Write one node."""
        self._table(NODES, label).add(properties)

    def add_relationship(
        self, type_: str, ends: tuple[str, str], properties: Mapping[str, Any]
    ) -> None:
        """Write one relationship; its ends are written ``Label:id``."""
        self._table(RELATIONSHIPS, type_).add({"@from": ends[0], "@to": ends[1], **properties})

    def count(self, part: Part, name: str) -> int:
        """Return how many lines of a label or a type were written."""
        table = self._tables.get((part, name))
        return table.rows if table else 0

    def finish(self, schema: int, seq: int, at: str, left_out: tuple[str, ...] = ()) -> Manifest:
        """Write the manifest, give the folder its name, and return what it holds."""
        done: dict[Part, dict[str, Table]] = {NODES: {}, RELATIONSHIPS: {}}
        for (part, name), table in sorted(self._tables.items()):
            done[part][name] = table.close()
        manifest = Manifest(schema, seq, at, left_out, done[NODES], done[RELATIONSHIPS])
        said = {"format": FORMAT, "hash": manifest.hash, **asdict(manifest)}
        file = self._part / "manifest.json"
        file.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
        self._part.rename(self._folder)
        return manifest

    def _table(self, part: Part, name: str) -> "_TableWriter":
        if (part, name) not in self._tables:
            self._tables[part, name] = _TableWriter(get_path(self._part, part, name))
        return self._tables[part, name]


class _TableWriter:
    """One file while it is written."""

    def __init__(self, file: Path) -> None:
        self.rows = 0
        self._total = 0
        self._file = file
        self._out = BufferedWriter(gzip.GzipFile(file, "wb", 1, mtime=0), 1 << 16)

    def add(self, said: Mapping[str, Any]) -> None:
        try:
            line = _encode(said).encode()
        except (ValueError, TypeError) as error:
            raise SnapshotError(
                f"{self._file.stem} {said.get('id')}: expected what JSON has, found {error}"
            ) from error
        self._total += int.from_bytes(hashlib.sha256(line).digest(), "big")
        self.rows += 1
        self._out.write(line + b"\n")

    def close(self) -> Table:
        raw = self._out.raw
        if not self._out.closed:
            self._out.close()
            raw.close()
        return Table(self.rows, _hex(self._total))


def _hex(total: int) -> str:
    return f"{total % _MODULUS:064x}"
