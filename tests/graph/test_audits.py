"""Snapshots looked at without a server."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from graph.audits import Difference, diff_snapshots, verify_snapshot
from graph.errors import SnapshotError
from graph.snapshots import SnapshotWriter

Edges = Sequence[tuple[str, str, Mapping[str, Any]]]
JOINED: Edges = [("Job:j", "Ability:a", {"id": "j|REQUIRES|a", "weight": 0.5})]


def write(folder: Path, nodes: Sequence[tuple[str, Mapping[str, Any]]], edges: Edges = ()) -> Path:
    with SnapshotWriter(folder) as writer:
        for label, properties in nodes:
            writer.add_node(label, properties)
        for start, end, properties in edges:
            writer.add_relationship("REQUIRES", (start, end), properties)
        writer.finish(1, 1, "2026-03-01T00:00:00Z")
    return folder


def test_a_whole_snapshot_is_verified(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    folder = write(tmp_path / "s", [("Job", {"id": "j"}), ("Ability", {"id": "a"})], JOINED)
    assert verify_snapshot(folder, lambda *said: told.append(said)).rows == 3
    assert told[-1] == (3, 3)


@pytest.mark.parametrize(
    ("nodes", "edges", "said"),
    [
        ([("Job", {"id": "j"}), ("Job", {"id": "j"})], [], "line 2: expected an id of its own"),
        ([("Job", {"title": "x"})], [], "line 1: expected an id of its own, found None"),
        ([("Job", {"id": "j"})], JOINED, r"line 1: expected ends.*'Ability:a'"),
    ],
)
def test_what_is_not_as_it_should_be_is_named(
    tmp_path: Path, nodes: Any, edges: Edges, said: str
) -> None:
    with pytest.raises(SnapshotError, match=said):
        verify_snapshot(write(tmp_path / "s", nodes, edges))


def test_a_file_that_the_manifest_does_not_name_is_found(tmp_path: Path) -> None:
    folder = write(tmp_path / "s", [("Job", {"id": "j"})])
    (folder / "nodes" / "More.jsonl.gz").touch()
    with pytest.raises(
        SnapshotError, match=r"More\.jsonl\.gz: expected only files of the manifest"
    ):
        verify_snapshot(folder)


def test_equal_snapshots_do_not_differ(tmp_path: Path) -> None:
    nodes = [("Job", {"id": "j"}), ("Job", {"id": "k"})]
    first, second = write(tmp_path / "a", nodes), write(tmp_path / "b", nodes[::-1])
    assert diff_snapshots(first, second) == []


def test_what_was_added_removed_and_changed_is_told_apart(tmp_path: Path) -> None:
    first = write(tmp_path / "a", [("Job", {"id": "j", "x": 1}), ("Job", {"id": "k"})])
    second = write(
        tmp_path / "b",
        [("Job", {"id": "j", "x": 2}), ("Job", {"id": "l"}), ("Ability", {"id": "a"})],
        JOINED,
    )
    assert diff_snapshots(first, second) == [
        Difference("nodes", "Ability", 1, 0, 0, ("+a",)),
        Difference("nodes", "Job", 1, 1, 1, ("+l", "-k", "~j")),
        Difference("relationships", "REQUIRES", 1, 0, 0, ("+j|REQUIRES|a",)),
    ]
