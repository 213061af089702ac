"""What origins that speak anew have said before: what falls silent, and what gives way. Pure."""

from collections.abc import Mapping

from graph.claims import Properties, drop_block, get_origin
from graph.plans import Assertion, Ends, Restated
from graph.waiting import Edge, is_decided

Told = Mapping[Restated, Mapping[Ends, Properties]]
"""Relationships, by who says anew what it says of them."""

Saying = tuple[str, str, str]
"""A relationship's id, the source that speaks of it, and its origin."""


def name_saying(item: Assertion) -> Saying:
    """Return what a claim is one of."""
    return item.edge, item.block.source, item.block.origin


def list_silent(told: Told, said: set[Saying]) -> set[Edge]:
    """Return what a corpus serves and says no more, but for what a person has approved."""
    return {
        (str(held["id"]), str(item.source))
        for item, edges in told.items()
        for held in edges.values()
        if item.source == "mined" and not is_decided(held, item.source)
        if get_origin(held, item.source) == item.origin
        if (str(held["id"]), item.source, item.origin) not in said
    }


def list_giving_way(told: Told, kind: str) -> set[Ends]:
    """Return the ends of what serves by nothing but a block that is restated, and not approved."""
    return {
        ends
        for item, edges in told.items()
        for ends, held in edges.items()
        if item.type == kind
        and get_origin(held, item.source) == item.origin
        and not is_decided(held, item.source)
        and drop_block(kind, held, item.source) is None
    }
