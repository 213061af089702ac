"""The kinds of the map."""

import re

import cypher
from graph.schema import EDGE_KINDS, NODE_KINDS


def test_every_kind_of_the_map_has_a_unique_id() -> None:
    texts = "\n".join(
        cypher.load(name).text for name in cypher.names() if name.startswith("schema/constraints/")
    )
    constrained = set(re.findall(r"FOR .*?:(\w+)", texts))
    assert NODE_KINDS.keys() | EDGE_KINDS.keys() <= constrained
