"""The made graphs that figures are measured on."""

from pathlib import Path

import pytest

from evaluation import big_graph
from evaluation.bench_graph import Row, format_rows
from evaluation.big_graph import BIG_EDGES, BIG_NODES, write_big_graph, write_esco_sized
from graph.audits import verify_snapshot


def test_the_big_graph_is_20_000_nodes_and_a_million_relationships() -> None:
    joined = sum(BIG_NODES[start] * count for start, _, _, count in BIG_EDGES)
    assert sum(BIG_NODES.values()) == 20_000
    assert joined + BIG_NODES["KnowledgePoint"] == 1_000_000


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(big_graph, "BIG_NODES", dict.fromkeys(BIG_NODES, 200))
    edges = tuple((start, type_, end, 5) for start, type_, end, _ in BIG_EDGES)
    monkeypatch.setattr(big_graph, "BIG_EDGES", edges)
    sizes = {"Job": 5, "Ability": 200, "KnowledgePoint": 2_000, "Learner": 3}
    monkeypatch.setattr(big_graph, "ESCO_NODES", sizes)


def test_a_made_graph_is_whole_and_equal_for_equal_seeds(small: None, tmp_path: Path) -> None:
    for number, write in enumerate((write_big_graph, write_esco_sized)):
        first, second = tmp_path / f"a{number}", tmp_path / f"b{number}"
        write(first)
        assert verify_snapshot(first).hash == write(second).hash


def test_a_row_has_a_column_for_each_server() -> None:
    rows = [Row("a", "1 ms", {"embedded": "0.5 ms"}), Row("b", "", {"Neo4j": "2 ms"})]
    assert format_rows(rows).splitlines()[2:] == [
        "| what | embedded | Neo4j | asked |",
        "|---|---|---|---|",
        "| a | 0.5 ms |  | 1 ms |",
        "| b |  | 2 ms |  |",
    ]
