"""The form of a snapshot, without a server."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import SnapshotError
from graph.snapshots import (
    NODES,
    RELATIONSHIPS,
    SnapshotWriter,
    get_path,
    read_lines,
    read_manifest,
)

NODES_WRITTEN: list[tuple[str, dict[str, Any]]] = [
    ("Job", {"id": "j", "title": "车工"}),
    ("Ability", {"id": "a", "share": 1.0}),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "snapshot")


def write(folder: Path, *, backwards: bool = False) -> Path:
    with SnapshotWriter(folder) as writer:
        for label, properties in reversed(NODES_WRITTEN) if backwards else NODES_WRITTEN:
            writer.add_node(label, properties)
        ends = ["Job:j", "Ability:a"]
        for number in (2, 1) if backwards else (1, 2):
            said = {"id": str(number), "weight": 0.1, "sources": ["imported"]}
            writer.add_relationship("REQUIRES", (ends[0], ends[1]), said)
        writer.finish(schema=1, seq=7, at="2026-03-01T00:00:00Z")
    return folder


def test_a_line_is_canonical_json_with_the_ends_first(folder: Path) -> None:
    packed = get_path(folder, RELATIONSHIPS, "REQUIRES").read_bytes()
    lines = gzip.decompress(packed).decode().splitlines()
    assert lines[0] == (
        '{"@from":"Job:j","@to":"Ability:a","id":"1","sources":["imported"],"weight":0.1}'
    )


def test_the_manifest_says_what_is_there(folder: Path) -> None:
    manifest = read_manifest(folder)
    assert (manifest.seq, manifest.schema, manifest.rows) == (7, 1, 4)
    assert {name: table.rows for _, name, table in manifest.list_tables()} == {
        "Ability": 1,
        "Job": 1,
        "REQUIRES": 2,
    }


def test_the_order_of_rows_does_not_change_the_hash(folder: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other", backwards=True)
    assert read_manifest(other).hash == read_manifest(folder).hash


def test_1_and_1_0_have_other_hashes(tmp_path: Path) -> None:
    hashes = set()
    for number, value in enumerate((1, 1.0, True, "1", [1], [1.0])):
        with SnapshotWriter(tmp_path / str(number)) as writer:
            writer.add_node("Job", {"id": "j", "x": value})
            hashes.add(writer.finish(1, 1, "").hash)
    assert len(hashes) == 6


@given(text=st.text(), number=st.floats(allow_nan=False, allow_infinity=False), whole=st.integers())
def test_every_value_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, text: str, number: float, whole: int
) -> None:
    said = {"id": "j", "text": text.encode("utf-8", "ignore").decode(), "n": number, "w": whole}
    folder = tmp_path_factory.mktemp("written") / "s"
    with SnapshotWriter(folder) as writer:
        writer.add_node("Job", said)
        manifest = writer.finish(1, 1, "")
    [line] = read_lines(folder, NODES, "Job", manifest.nodes["Job"])
    assert json.loads(line) == said


@pytest.mark.parametrize("value", [float("nan"), float("inf"), b"bytes", object()])
def test_a_value_that_json_does_not_have_is_refused_by_name(tmp_path: Path, value: object) -> None:
    with SnapshotWriter(tmp_path / "s") as writer, pytest.raises(SnapshotError, match=r"Job.* j:"):
        writer.add_node("Job", {"id": "j", "x": value})
    assert list(tmp_path.iterdir()) == []


def test_a_snapshot_that_was_not_finished_leaves_nothing(tmp_path: Path) -> None:
    with SnapshotWriter(tmp_path / "s") as writer:
        writer.add_node("Job", {"id": "j"})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_not_written_over(folder: Path) -> None:
    with pytest.raises(SnapshotError, match="expected a name that is free"):
        SnapshotWriter(folder)


def test_a_folder_without_a_manifest_is_half_written(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    with pytest.raises(SnapshotError, match="half written"):
        read_manifest(folder)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match=r"nowhere/manifest\.json.*no such folder"):
        read_manifest(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"format": 1', '"format": 9', "expected format 1, found 9"),
        ('"rows": 2', '"rows": 3', "expected the hash"),
        ('"seq"', '"sequel"', "expected a manifest"),
        ("{", "", "expected a manifest"),
        ('"nodes": {', '"nodes": [', "expected a manifest"),
    ],
)
def test_a_manifest_that_was_edited_is_refused(folder: Path, old: str, new: str, said: str) -> None:
    file = folder / "manifest.json"
    file.write_text(file.read_text().replace(old, new, 1))
    with pytest.raises(SnapshotError, match=said):
        read_manifest(folder)


def read_jobs(folder: Path) -> list[bytes]:
    return list(read_lines(folder, NODES, "Job", read_manifest(folder).nodes["Job"]))


@pytest.mark.parametrize("kept", [0, 10, 40])
def test_a_file_that_was_cut_off_is_damaged(folder: Path, kept: int) -> None:
    file = get_path(folder, NODES, "Job")
    file.write_bytes(file.read_bytes()[:kept])
    with pytest.raises(SnapshotError, match=r"Job\.jsonl\.gz: expected 1 lines"):
        read_jobs(folder)


def test_a_line_that_was_edited_is_found(folder: Path) -> None:
    file = get_path(folder, NODES, "Job")
    file.write_bytes(gzip.compress(gzip.decompress(file.read_bytes()).replace("车".encode(), b"x")))
    with pytest.raises(SnapshotError, match="expected 1 lines with the hash"):
        read_jobs(folder)


def test_a_file_that_is_missing_is_named(folder: Path) -> None:
    get_path(folder, NODES, "Job").unlink()
    with pytest.raises(SnapshotError, match=r"Job\.jsonl\.gz"):
        read_jobs(folder)
