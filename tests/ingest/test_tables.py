"""Nodes and relationships from tables, as a plan and in bulk."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graph.changes import apply_plan, list_changesets
from graph.errors import SnapshotError
from graph.saving import save_snapshot
from graph.store import Store
from ingest.errors import RawFileError
from ingest.tables import list_tables, load_tables, plan_tables, read_table

Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One job of a CSV, two abilities of JSON lines, what it requires in Parquet."""
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "Job.csv").write_text(
        "\ufeffid,title,title_zh,aliases:string[]\nj,machinist,车工,turner; lathe hand\n"
    )
    abilities = [{"id": "turn", "name": "turn parts"}, {"id": "mill", "name": "铣削", "uri": None}]
    (folder / "Ability.jsonl").write_text("\n".join(map(json.dumps, abilities)))
    said = {"from_id": ["j", "j"], "to_id": ["turn", "mill"], "essential": [True, None]}
    pq.write_table(pa.table(said | {"level": [None, 2]}), folder / "REQUIRES.parquet")
    return folder


def check(ask: Ask) -> None:
    assert ask("MATCH (j:Job) RETURN j.title_zh AS zh, j.aliases AS aliases") == [
        {"zh": "车工", "aliases": ["turner", "lathe hand"]}
    ]
    asked = "MATCH (:Job)-[r:REQUIRES]->(a) RETURN a.id AS a, r.weight AS w, r.level AS level"
    assert ask(asked + ", r.imported_origin AS origin, r.changeset AS made ORDER BY a") == [
        {"a": "mill", "w": 0.4, "level": 2, "origin": "school", "made": made(ask)},
        {"a": "turn", "w": 0.8, "level": None, "origin": "school", "made": made(ask)},
    ]


def made(ask: Ask) -> str:
    [row] = ask("MATCH (c:ChangeSet) RETURN c.id AS id")
    return str(row["id"])


def test_tables_become_a_plan(store: Store, folder: Path, ask: Ask) -> None:
    apply_plan(store, plan_tables(store, folder, "school"), "tables")
    check(ask)
    assert plan_tables(store, folder, "school").changes == ()


def test_tables_fill_an_empty_graph_with_the_same(store: Store, folder: Path, ask: Ask) -> None:
    load_tables(store, folder, "school")
    check(ask)
    assert plan_tables(store, folder, "school").changes == ()
    [changeset] = list_changesets(store)
    assert (changeset.kind, changeset.changes, changeset.state) == ("bulk", 5, "applied")


def test_what_was_filled_keeps_its_changeset_in_a_snapshot(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    load_tables(store, folder, "school")
    assert save_snapshot(store, tmp_path / "s").nodes["ChangeSet"].rows == 1


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("Job.csv", "id,title\nj\n", r"Job\.csv:2: expected 2 cells, found 1"),
        ("Job.csv", "id,rank:int\nj,1\n", r"Job\.csv:1: expected a column like .* 'rank:int'"),
        ("Job.csv", "id,rank:integer\nj,x\n", r"Job\.csv:2: rank: expected integer, found 'x'"),
        ("Job.csv", "id,own:boolean\nj,ja\n", r"Job\.csv:2: own: expected boolean, found 'ja'"),
        ("Job.csv", 'id\n"j', r"Job\.csv:\d: .*end of data"),
        ("Job.csv", "title\nx\n", r"Job\.csv:2: expected text in id, found None"),
        ("Job.jsonl", '{"id": "j"}\nx\n', r"Job\.jsonl:2: expected JSON"),
        ("Job.jsonl", "[1]\n", r"Job\.jsonl:1: expected an object"),
        ("Job.jsonl", '{"id": 1}\n', r"Job\.jsonl:1: expected text in id, found 1"),
        ("Job.jsonl", '{"id": "j", "x": {}}\n', r"Job\.jsonl:1: x: expected text, a number"),
        ("Job.jsonl", '{"id": "j", "x": [1, "a"]}\n', r"Job\.jsonl:1: x: expected text"),
        ("Job.jsonl", '{"id": "j", "x": [1, null]}\n', r"Job\.jsonl:1: x: expected text"),
        ("Job.parquet", "no parquet", r"Job\.parquet: expected a Parquet file"),
        ("REQUIRES.csv", "from_id\nj\n", r"REQUIRES\.csv:2: expected text in to_id, found None"),
        ("Jobs.csv", "id\nj\n", r"Jobs\.csv: expected a name out of Framework, .* found Jobs"),
    ],
)
def test_a_table_that_is_not_as_expected_is_named(
    one_store: Store, tmp_path: Path, name: str, text: str, said: str
) -> None:
    (tmp_path / name).write_text(text)
    for take in (plan_tables, load_tables):
        with pytest.raises(RawFileError, match=said):
            take(one_store, tmp_path, "school")


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "Job.csv").write_bytes(b"id,title\nj,\xff\n")
    with pytest.raises(RawFileError, match=r"Job\.csv:\d: .*utf-8"):
        list(read_table(tmp_path / "Job.csv"))


def test_an_empty_folder_has_no_tables(tmp_path: Path) -> None:
    with pytest.raises(RawFileError, match=r"expected tables .*, found none"):
        list_tables(tmp_path)


def test_in_bulk_an_id_twice_or_a_missing_end_is_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "Job.csv").write_text("id\nj\nj\n")
    with pytest.raises(SnapshotError, match="line 2: expected an id of its own, found 'j'"):
        load_tables(store, tmp_path, "school")
    (tmp_path / "Job.csv").write_text("id\nj\n")
    (tmp_path / "REQUIRES.csv").write_text("from_id,to_id\nj,x\n")
    with pytest.raises(SnapshotError, match=r"expected ends that are nodes.*Ability:x"):
        load_tables(store, tmp_path, "school")
    assert list_changesets(store) == []


def test_in_bulk_a_cycle_of_prerequisites_is_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "KnowledgePoint.csv").write_text("id\na\nb\n")
    (tmp_path / "PRECEDES.csv").write_text("from_id,to_id\na,b\nb,a\n")
    with pytest.raises(RawFileError, match="expected prerequisites without cycles"):
        load_tables(store, tmp_path, "school")
