"""What is said of a node, to be said of the one that it is merged into."""

from dataclasses import dataclass

from graph.claims import Properties, list_blocks
from graph.current import list_edges
from graph.ids import claim_id, edge_id
from graph.pages import list_edges_from, list_edges_to
from graph.plans import Assertion, Change, Ends, LeftOut, Node
from graph.proposals import list_claims_of
from graph.schema import EDGE_KINDS, EdgeKind
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Moves:
    """Relationships on their way: those of the loser go, the winner's are asserted."""

    assertions: tuple[Assertion, ...]
    gone: tuple[Change, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class ClaimMoves:
    """Claims on their way."""

    nodes: tuple[Node, ...]
    gone: tuple[Change, ...]


def list_moves(store: Store, label: str, loser: str, winner: str) -> Moves:
    """Return how the loser's relationships become the winner's, block by block.

    A relationship between the two goes. Where the winner has a block of that source, the winner's
    stands; only another framework's word is asserted all the same, and waits as a claim.
    """
    assertions: list[Assertion] = []
    gone: list[Change] = []
    left_out: list[LeftOut] = []
    for kind in EDGE_KINDS.values():
        joined = _list_joined(store, kind, label, loser)
        ends = {old: _lead(old, loser, winner) for old in joined}
        theirs = list_edges(store, kind.type, ends.values())
        for old, held in sorted(joined.items()):
            gone.append(_remove(kind.type, str(held["id"]), held, old))
            new = ends[old]
            if new[0] == new[1]:
                left_out.append(LeftOut(str(held["id"]), "its ends become one"))
                continue
            there = theirs.get(edge_id(new[0], kind.type, new[1]), {})
            found, told = _move_blocks(kind.type, held, new, there)
            assertions += found
            left_out += told
    return Moves(tuple(assertions), tuple(gone), tuple(left_out))


def list_claim_moves(store: Store, loser: str, winner: str) -> ClaimMoves:
    """Return how claims about the loser become claims about the winner.

    Proposals that it is the same as another go: they are made anew for the winner.
    """
    held = list_claims_of(store, [loser])
    known = list_claims_of(store, [winner])
    nodes = [_move_claim(claim, loser, winner) for claim in held.values() if _stays(claim)]
    gone = [_remove("Claim", id_, claim, None) for id_, claim in held.items()]
    kept = [
        node
        for node in nodes
        if node.id not in known and node.properties["from_id"] != node.properties["to_id"]
    ]
    return ClaimMoves(tuple(kept), tuple(gone))


def _list_joined(store: Store, kind: EdgeKind, label: str, node_id: str) -> dict[Ends, Properties]:
    joined: dict[Ends, Properties] = {}
    if kind.from_label == label:
        joined |= list_edges_from(store, kind.type, [node_id])
    if kind.to_label == label:
        joined |= list_edges_to(store, kind.type, [node_id])
    return joined


def _move_blocks(
    type_: str, held: Properties, ends: Ends, there: Properties
) -> tuple[list[Assertion], list[LeftOut]]:
    spoken = {block.source: block.origin for block in list_blocks(there)}
    found, told = [], []
    for block in list_blocks(held):
        other = spoken.get(block.source)
        if other is None or (block.source == "imported" and other != block.origin):
            found.append(Assertion(type_, *ends, block))
        else:
            reason = f"{block.source}: {other} speaks of both, and its word on the other stands"
            told.append(LeftOut(str(held["id"]), reason))
    return found, told


def _lead(ends: Ends, loser: str, winner: str) -> Ends:
    first, second = (winner if end == loser else end for end in ends)
    return first, second


def _stays(claim: Properties) -> bool:
    return (claim.get("type"), claim.get("status")) != ("SAME_AS", "proposed")


def _move_claim(claim: Properties, loser: str, winner: str) -> Node:
    first, second = _lead((str(claim["from_id"]), str(claim["to_id"])), loser, winner)
    if claim["type"] == "SAME_AS":
        first, second = sorted((first, second))
    edge = edge_id(first, str(claim["type"]), second)
    moved = claim_id(edge, str(claim["source"]), str(claim["origin"]))
    ends: Properties = {"id": moved, "edge_id": edge, "from_id": first, "to_id": second}
    kept = {name: value for name, value in claim.items() if name != "changeset"}
    return Node("Claim", moved, kept | ends)


def _remove(kind: str, subject: str, held: Properties, ends: Ends | None) -> Change:
    before = {name: value for name, value in held.items() if name != "changeset"}
    return Change("remove", kind, subject, before, {}, ends)
