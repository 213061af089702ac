"""journeyman snapshot and ingest tables, as a user runs them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Journeyman = Callable[..., Any]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    (folder / "Job.csv").write_text("id,title\nj,车工\n")
    (folder / "Ability.csv").write_text("id,name\na,turn\n")
    (folder / "REQUIRES.csv").write_text("from_id,to_id,essential:boolean\nj,a,true\n")
    return folder


def test_tables_go_in_and_a_snapshot_comes_out_and_goes_in_elsewhere(
    home: Path, tables: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    loaded = journeyman(home, "ingest", "tables", tables, "--origin", "school", "--bulk")
    assert (loaded.code, loaded.out.startswith("changeset 1: 3 rows, snapshot ")) == (0, True)
    saved = journeyman(home, "snapshot", "save", tmp_path / "s")
    assert ("3 nodes, 1 relationships up to changeset 1" in saved.out, saved.code) == (True, 0)
    verified = journeyman(home, "snapshot", "verify", tmp_path / "s", "--json")
    said = json.loads(verified.out)
    assert said["rows"] == {"Ability": 1, "ChangeSet": 1, "Job": 1, "REQUIRES": 1}
    assert f"hash {said['hash']}" in saved.out.splitlines()
    assert journeyman(home, "snapshot", "diff", tmp_path / "s").out == "equal\n"
    files = journeyman(home, "snapshot", "neo4j-admin", tmp_path / "s", tmp_path / "csv")
    assert f"full neo4j @{tmp_path / 'csv' / 'arguments.txt'}" in files.out
    again = journeyman(home, "snapshot", "load", tmp_path / "s")
    assert (again.code, again.err.startswith("expected an empty graph")) == (1, True)
    other = tmp_path / "other"
    assert journeyman(other, "snapshot", "load", tmp_path / "s").code == 0
    assert journeyman(other, "snapshot", "diff", tmp_path / "s").out == "equal\n"


def test_tables_without_bulk_are_a_plan(
    tables: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    words = ("ingest", "tables", tables, "--origin", "school")
    assert "Ability +1 Job +1 REQUIRES +1" in journeyman(tmp_path, *words, "--apply").out.replace(
        ",", ""
    )
    assert "nothing to change" in journeyman(tmp_path, *words, "--apply").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("snapshot", "load", "nowhere"), "nowhere/manifest.json: expected the manifest"),
        (("snapshot", "verify", "nowhere"), "nowhere/manifest.json: expected the manifest"),
        (("snapshot", "diff", "nowhere", "nowhere"), "nowhere/manifest.json: expected"),
        (("snapshot", "neo4j-admin", "nowhere", "x"), "nowhere/manifest.json: expected"),
    ],
)
def test_what_is_no_snapshot_is_one_line(
    home: Path, journeyman: Journeyman, words: tuple[str, ...], said: str
) -> None:
    answer = journeyman(home, *words)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith(said)
    assert answer.err.count("\n") == 1
