"""Snapshots looked at without a server: is one whole, and how do two differ."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graph.errors import SnapshotError
from graph.snapshots import (
    NODES,
    Manifest,
    Part,
    Table,
    get_path,
    parse_line,
    read_lines,
    read_manifest,
)

Progress = Callable[[int, int], None]
_SAMPLE = 10


@dataclass(frozen=True, slots=True)
class Difference:
    """How one label or type differs between two snapshots.

    Attributes:
        added: how many ids only the second has.
        removed: how many ids only the first has.
        changed: how many ids both have with other properties or ends.
        examples: the least ids of each, at most ten in all, with a sign before.
    """

    part: str
    name: str
    added: int
    removed: int
    changed: int
    examples: tuple[str, ...]


def verify_snapshot(folder: Path, on_progress: Progress | None = None) -> Manifest:
    """Read a snapshot to its end and return its manifest.

    Every line, id and end is looked at: ids are there once, ends are there.

    Raises:
        SnapshotError: something is not as it should be; the message names file and line.
    """
    manifest = read_manifest(folder)
    tell, done = on_progress or (lambda *_: None), 0
    nodes: set[str] = set()
    for part, name, table in manifest.list_tables():
        _verify_table(folder, part, name, table, nodes)
        done += table.rows
        tell(done, manifest.rows)
    named = {get_path(folder, part, name) for part, name, _ in manifest.list_tables()}
    if strange := sorted(set(folder.glob("*/*")) - named):
        raise SnapshotError(f"{strange[0]}: expected only files of the manifest, found another")
    return manifest


def _verify_table(folder: Path, part: Part, name: str, table: Table, nodes: set[str]) -> None:
    file, ids = get_path(folder, part, name), set()
    for number, line in enumerate(read_lines(folder, part, name, table), 1):
        said = parse_line(file, line)
        own = said.get("id")
        if not isinstance(own, str) or own in ids:
            raise SnapshotError(f"{file} line {number}: expected an id of its own, found {own!r}")
        ids.add(own)
        if part == NODES:
            nodes.add(f"{name}:{own}")
        elif missing := {said.get("@from"), said.get("@to")} - nodes:
            raise SnapshotError(
                f"{file} line {number}: expected ends that are nodes of the snapshot, "
                f"found {sorted(map(str, missing))}"
            )


def diff_snapshots(first: Path, second: Path) -> list[Difference]:
    """Return how the second snapshot differs from the first; nothing for equal ones.

    Files with the same hash are not read.

    Raises:
        SnapshotError: one of them is no whole snapshot.
    """
    tables = [_tables(read_manifest(folder)) for folder in (first, second)]
    found = []
    for part, name in sorted(tables[0].keys() | tables[1].keys()):
        here, there = (side.get((part, name)) for side in tables)
        if here != there:
            found.append(
                _differ(
                    part, name, _digest(first, part, name, here), _digest(second, part, name, there)
                )
            )
    return found


def _tables(manifest: Manifest) -> dict[tuple[Part, str], Table]:
    return {(part, name): table for part, name, table in manifest.list_tables()}


def _digest(folder: Path, part: Part, name: str, table: Table | None) -> dict[str, bytes]:
    """Return 16 bytes of hash of each line, by id."""
    if table is None:
        return {}
    file = get_path(folder, part, name)
    return {
        str(parse_line(file, line).get("id")): hashlib.sha256(line).digest()[:16]
        for line in read_lines(folder, part, name, table)
    }


def _differ(part: Part, name: str, old: dict[str, bytes], new: dict[str, bytes]) -> Difference:
    added, removed = sorted(new.keys() - old.keys()), sorted(old.keys() - new.keys())
    changed = sorted(subject for subject in old.keys() & new.keys() if old[subject] != new[subject])
    signs = (("+", added), ("-", removed), ("~", changed))
    examples = [sign + subject for sign, ids in signs for subject in ids[:_SAMPLE]]
    return Difference(part, name, len(added), len(removed), len(changed), tuple(examples[:_SAMPLE]))
