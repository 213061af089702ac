"""Constraints and indexes are brought up to date once."""

import re
from collections.abc import Callable

import cypher
from graph.schema import EDGE_KINDS, NODE_KINDS, merge_schema, schema_version
from graph.store import Store

Ask = Callable[..., list[dict[str, object]]]


def test_a_second_merge_does_nothing(store: Store) -> None:
    merge_schema(store)
    assert not merge_schema(store)


def test_an_older_schema_is_brought_up_to_date(store: Store, ask: Ask) -> None:
    ask("MATCH (h:Head) SET h.schema = 'older', h.seq = 7")
    assert merge_schema(store)
    assert store.read("changes/get_head") == [{"seq": 7, "schema": schema_version()}]


def test_a_graph_without_a_head_gets_one_at_0(store: Store, ask: Ask) -> None:
    ask("MATCH (h:Head) DELETE h")
    assert merge_schema(store)
    assert store.read("changes/get_head") == [{"seq": 0, "schema": schema_version()}]


def test_every_kind_of_the_map_has_a_unique_id() -> None:
    texts = "\n".join(
        cypher.load(name).text for name in cypher.names() if name.startswith("schema/constraints/")
    )
    constrained = set(re.findall(r"FOR .*?:(\w+)", texts))
    assert NODE_KINDS.keys() | EDGE_KINDS.keys() <= constrained
