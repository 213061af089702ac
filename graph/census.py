"""How much the graph holds."""

from graph.store import Store


def count_nodes(store: Store) -> dict[str, int]:
    """Return the count of nodes by label."""
    return {row["label"]: row["count"] for row in store.read("schema/count_nodes")}


def count_relationships(store: Store) -> dict[str, int]:
    """Return the count of relationships by type."""
    return {row["type"]: row["count"] for row in store.read("schema/count_relationships")}
