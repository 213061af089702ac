"""The statements that every kind of the map has, the same on both servers."""

from collections.abc import Callable
from typing import Any

import pytest

from graph.kinds import ALL_EDGE_KINDS, ALL_NODE_KINDS
from graph.schema import EDGE_KINDS, NODE_KINDS, EdgeKind, NodeKind
from graph.store import Store, Transaction

Rows = list[dict[str, Any]]
Do = Callable[[Callable[[Transaction], Rows]], Rows]
EDGE = "x|JOINS|y"


@pytest.fixture
def do(school: Store, take_back: Callable[[Store, Callable[[Transaction], Rows]], Rows]) -> Do:
    """Run in one transaction beside the school, then take it back."""
    return lambda work: take_back(school, work)


@pytest.fixture(params=sorted(NODE_KINDS))
def node(request: pytest.FixtureRequest) -> NodeKind:
    return NODE_KINDS[request.param]


@pytest.fixture(params=sorted(EDGE_KINDS))
def edge(request: pytest.FixtureRequest) -> EdgeKind:
    return EDGE_KINDS[request.param]


def add_nodes(tx: Transaction, kind: NodeKind, *ids: str, **properties: object) -> Rows:
    rows = [{"id": node_id, "properties": {"id": node_id, **properties}} for node_id in ids]
    return tx.run(f"{kind.folder}/create_{kind.noun}", rows=rows)


def find_nodes(tx: Transaction, kind: NodeKind, *ids: str) -> Rows:
    return tx.run(f"{kind.folder}/list_{kind.noun}_by_id", ids=list(ids))


def add_edge(tx: Transaction, kind: EdgeKind, to_id: str = "y", **properties: object) -> Rows:
    row = {"id": EDGE, "from_id": "x", "to_id": to_id, "properties": {"id": EDGE, **properties}}
    return tx.run(f"{kind.folder}/create_{kind.noun}", rows=[row])


def add_ends(tx: Transaction, kind: EdgeKind) -> None:
    add_nodes(tx, NODE_KINDS[kind.from_label], "x")
    add_nodes(tx, NODE_KINDS[kind.to_label], "y")


def find_edges(tx: Transaction, kind: EdgeKind, *ends: tuple[str, str]) -> Rows:
    rows = [{"from_id": from_id, "to_id": to_id} for from_id, to_id in ends]
    return tx.run(f"{kind.folder}/list_{kind.noun}_by_ends", rows=rows)


def test_nodes_are_created_and_found_by_id(do: Do, node: NodeKind) -> None:
    def work(tx: Transaction) -> Rows:
        written = add_nodes(tx, node, "y", "x", name="车", order=1, aliases=["a"])
        return written + find_nodes(tx, node, "y", "unknown", "x")

    held = {"name": "车", "order": 1, "aliases": ["a"]}
    assert do(work) == [
        {"written": 2},
        {"id": "x", "properties": {"id": "x", **held}},
        {"id": "y", "properties": {"id": "y", **held}},
    ]


def test_nodes_come_in_pages_by_id(do: Do, node: NodeKind) -> None:
    def work(tx: Transaction) -> Rows:
        add_nodes(tx, node, "~c", "~a", "~b", order=1)
        name = f"{node.folder}/list_{node.noun}_after"
        return tx.run(name, after="~", limit=2) + tx.run(name, after="~b", limit=2)

    found = [{"id": i, "properties": {"id": i, "order": 1}} for i in ("~a", "~b", "~c")]
    assert do(work) == found


def test_a_property_set_to_null_goes_and_an_unknown_node_is_not_counted(
    do: Do, node: NodeKind
) -> None:
    def work(tx: Transaction) -> Rows:
        add_nodes(tx, node, "x", name="a", order=1)
        rows = [{"id": i, "properties": {"name": "b", "order": None}} for i in ("x", "unknown")]
        return tx.run(f"{node.folder}/set_{node.noun}", rows=rows) + find_nodes(tx, node, "x")

    assert do(work) == [{"written": 1}, {"id": "x", "properties": {"id": "x", "name": "b"}}]


def test_a_deleted_node_is_gone(do: Do, node: NodeKind) -> None:
    def work(tx: Transaction) -> Rows:
        add_nodes(tx, node, "x", "y")
        deleted = tx.run(f"{node.folder}/delete_{node.noun}", rows=[{"id": "x"}, {"id": "unknown"}])
        return deleted + find_nodes(tx, node, "x", "y")

    assert do(work) == [{"written": 1}, {"id": "y", "properties": {"id": "y"}}]


def test_nothing_asked_is_nothing_found(do: Do, node: NodeKind) -> None:
    assert do(lambda tx: add_nodes(tx, node) + find_nodes(tx, node)) == [{"written": 0}]


def test_a_relationship_is_created_and_found_by_its_ends(do: Do, edge: EdgeKind) -> None:
    def work(tx: Transaction) -> Rows:
        add_ends(tx, edge)
        return add_edge(tx, edge, weight=0.5, sources=["expert"]) + find_edges(
            tx, edge, ("x", "y"), ("y", "x"), ("x", "unknown")
        )

    held = {"id": EDGE, "weight": 0.5, "sources": ["expert"]}
    assert do(work) == [{"written": 1}, {"id": EDGE, "properties": held}]


def test_a_relationship_without_an_end_is_not_created(do: Do, edge: EdgeKind) -> None:
    def work(tx: Transaction) -> Rows:
        add_ends(tx, edge)
        return add_edge(tx, edge, "unknown") + find_edges(tx, edge, ("x", "unknown"))

    assert do(work) == [{"written": 0}]


def test_relationships_are_found_from_where_they_lead(do: Do, edge: EdgeKind) -> None:
    def work(tx: Transaction) -> Rows:
        add_ends(tx, edge)
        add_edge(tx, edge, sources=["expert"])
        name = f"{edge.folder}/list_{edge.noun}_to"
        return [row for end in ("x", "y") for row in tx.run(name, ids=[end, "unknown"])]

    held = {"id": EDGE, "sources": ["expert"]}
    assert do(work) == [{"from_id": "x", "to_id": "y", "properties": held}]


@pytest.mark.parametrize("source", ["imported", "mined", "predicted"])
def test_relationships_are_found_by_the_origin_of_any_block(
    do: Do, edge: EdgeKind, source: str
) -> None:
    def work(tx: Transaction) -> Rows:
        add_ends(tx, edge)
        add_edge(tx, edge, **{f"{source}_origin": "o"})
        return [
            row
            for origin in ("o", "other")
            for row in tx.run(f"{edge.folder}/list_{edge.noun}_of_origin", origin=origin)
        ]

    held = {"id": EDGE, f"{source}_origin": "o"}
    assert do(work) == [{"from_id": "x", "joined": [{"to_id": "y", "properties": held}]}]


def test_relationships_are_found_by_where_they_start(do: Do, edge: EdgeKind) -> None:
    def work(tx: Transaction) -> Rows:
        add_ends(tx, edge)
        add_edge(tx, edge, order=1)
        ids = ["unknown", "x", "y"]
        return tx.run(f"{edge.folder}/list_{edge.noun}_from", from_ids=ids)

    held = {"id": EDGE, "order": 1}
    assert do(work) == [{"from_id": "x", "joined": [{"to_id": "y", "properties": held}]}]


def test_a_property_of_a_relationship_set_to_null_goes(do: Do, edge: EdgeKind) -> None:
    def work(tx: Transaction) -> Rows:
        add_ends(tx, edge)
        add_edge(tx, edge, weight=0.5, level=1)
        changed = {"weight": 0.25, "level": None}
        rows = [{"from_id": "x", "to_id": to, "properties": changed} for to in ("y", "unknown")]
        return tx.run(f"{edge.folder}/set_{edge.noun}", rows=rows) + find_edges(
            tx, edge, ("x", "y")
        )

    assert do(work) == [{"written": 1}, {"id": EDGE, "properties": {"id": EDGE, "weight": 0.25}}]


def test_a_deleted_relationship_is_gone_and_its_ends_stay(do: Do, edge: EdgeKind) -> None:
    def work(tx: Transaction) -> Rows:
        add_ends(tx, edge)
        add_edge(tx, edge)
        rows = [{"from_id": "x", "to_id": "y"}, {"from_id": "x", "to_id": "unknown"}]
        deleted = tx.run(f"{edge.folder}/delete_{edge.noun}", rows=rows)
        ends = find_nodes(tx, NODE_KINDS[edge.from_label], "x")
        return deleted + find_edges(tx, edge, ("x", "y")) + ends

    assert do(work) == [{"written": 1}, {"id": "x", "properties": {"id": "x"}}]


def test_a_node_that_something_is_joined_to_is_not_deleted(school: Store) -> None:
    written = school.write("jobs/delete_jobs", rows=[{"id": "machinist"}])
    left = school.read("jobs/list_jobs_by_id", ids=["machinist"])
    assert (written, len(left)) == ([{"written": 0}], 1)


@pytest.mark.parametrize("label", sorted(ALL_NODE_KINDS.keys() - NODE_KINDS.keys()))
def test_nodes_beside_the_map_are_added_with_all_their_properties(do: Do, label: str) -> None:
    def work(tx: Transaction) -> Rows:
        added = add_nodes(tx, ALL_NODE_KINDS[label], "x", "y", name="车", share=1.0, ranks=[1, 2])
        asked = f"MATCH (n:{label}) WHERE n.id IN ['x', 'y'] RETURN properties(n) AS held"
        return added + [record.data() for record in tx._inner.run(asked + " ORDER BY n.id")]

    held = {"name": "车", "share": 1.0, "ranks": [1, 2]}
    assert do(work) == [
        {"written": 2},
        {"held": {"id": "x", **held}},
        {"held": {"id": "y", **held}},
    ]


@pytest.mark.parametrize("type_", sorted(ALL_EDGE_KINDS.keys() - EDGE_KINDS.keys()))
def test_relationships_beside_the_map_are_added_where_both_ends_are(do: Do, type_: str) -> None:
    kind = ALL_EDGE_KINDS[type_]

    def work(tx: Transaction) -> Rows:
        add_nodes(tx, ALL_NODE_KINDS[kind.from_label], "x")
        add_nodes(tx, ALL_NODE_KINDS[kind.to_label], "y")
        added = add_edge(tx, kind, "y", at="2026") + add_edge(tx, kind, "unknown")
        asked = (
            f"MATCH (a)-[r:{type_} {{id: '{EDGE}'}}]->(b) RETURN a.id AS a, b.id AS b, r.at AS at"
        )
        return added + [record.data() for record in tx._inner.run(asked)]

    assert do(work) == [{"written": 1}, {"written": 0}, {"a": "x", "b": "y", "at": "2026"}]
