"""A framework becomes strict, or lenient again: what serves without a person's word moves with it.

Under a strict framework a proposal is a claim; under a lenient one it serves until somebody rejects
it. Turning strict moves what serves as a proposal into claims, turning lenient moves it back.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph.claims import Properties, Value, drop_block, put_block
from graph.current import list_edges, list_nodes
from graph.errors import UnknownIdError
from graph.frameworks import OWN
from graph.ids import edge_id
from graph.pages import list_pages
from graph.plans import (
    Assertion,
    Change,
    Ends,
    Node,
    Operation,
    Plan,
    difference,
    edge_difference,
)
from graph.points import list_order
from graph.prerequisites import find_closing
from graph.proposals import Waiting, list_claims, list_waiting
from graph.schema import EDGE_KINDS, EdgeKind
from graph.store import Store
from graph.waiting import STRICT, build_claim, read_block


def plan_strictness(store: Store, framework_id: str, *, strict: bool) -> Plan:
    """Return the plan that makes a framework strict or lenient.

    The school's own framework rules over every proposal, another one over those of relationships
    that one of its jobs or abilities is an end of. ``strict`` is held from then on: imports leave
    it as it is.

    Raises:
        UnknownIdError: no such framework.
    """
    framework = list_nodes(store, "Framework", [framework_id]).get(framework_id)
    if framework is None:
        raise UnknownIdError("Framework", framework_id)
    held = framework.get("held", [])
    wanted: dict[str, Value | None] = {
        "strict": strict,
        "held": sorted({*map(str, held if isinstance(held, list) else []), "strict"}),
    }
    change = difference("set", "Framework", framework_id, framework, wanted)
    if not change.after and not change.before:
        return Plan(unchanged=1)
    moved = _take_back(store, framework_id) if strict else _bring_back(store, framework_id)
    return Plan((change, *moved))


def _take_back(store: Store, framework_id: str) -> Iterator[Change]:
    """Yield the changes that make claims of what serves as a proposal."""
    reason = STRICT.format(framework=framework_id)
    for kind in EDGE_KINDS.values():
        frameworks = _read_frameworks(store, kind)
        for page in list_waiting(store, kind):
            found = [
                each
                for each in page
                if framework_id == OWN or framework_id in {frameworks.get(e) for e in each.ends}
            ]
            items = [Assertion(kind.type, *each.ends, b) for each in found for b in each.blocks]
            yield from _make_claims(store, [build_claim(i, "proposed", reason) for i in items])
            for each in found:
                wanted = _drop(kind.type, each)
                yield edge_difference(kind.type, each.ends, each.held, wanted)


def _make_claims(store: Store, claims: Sequence[Node]) -> Iterator[Change]:
    known = list_nodes(store, "Claim", [claim.id for claim in claims])
    for claim in claims:
        wanted = {"id": claim.id, **claim.properties}
        op: Operation = "set" if claim.id in known else "add"
        yield difference(op, "Claim", claim.id, known.get(claim.id, {}), wanted)


def _drop(kind: str, waiting: Waiting) -> Properties | None:
    left: Properties | None = waiting.held
    for block in waiting.blocks:
        left = None if left is None else drop_block(kind, left, block.source)
    return left


def _bring_back(store: Store, framework_id: str) -> Iterator[Change]:
    """Yield the changes that let serve again what only the strict framework kept back."""
    for kind in EDGE_KINDS:
        claims = _list_kept_back(store, kind, STRICT.format(framework=framework_id))
        by_ends: dict[Ends, list[Properties]] = defaultdict(list)
        for claim in claims.values():
            by_ends[str(claim["from_id"]), str(claim["to_id"])].append(claim)
        edges = list_edges(store, kind, by_ends)
        for ends, theirs in sorted(by_ends.items()):
            edge = edge_id(ends[0], kind, ends[1])
            wanted = edges.get(edge, {"id": edge})
            for claim in theirs:
                wanted = put_block(kind, wanted, read_block(claim))
            yield edge_difference(kind, ends, edges.get(edge, {}), wanted)
        for id_, claim in sorted(claims.items()):
            yield Change("remove", "Claim", id_, _without_stamp(claim), {})


def _list_kept_back(store: Store, kind: str, reason: str) -> dict[str, Properties]:
    """Return the claims of a reason, but for what would now close a cycle of prerequisites."""
    found = list_claims(store, kind, "proposed").items()
    claims = {id_: claim for id_, claim in found if claim.get("reason") == reason}
    if kind != "PRECEDES":
        return claims
    pairs = [(str(claim["from_id"]), str(claim["to_id"])) for claim in claims.values()]
    closing = find_closing(list_order(store), sorted(set(pairs)))
    return {
        id_: claim
        for id_, claim in claims.items()
        if (str(claim["from_id"]), str(claim["to_id"])) not in closing
    }


def _read_frameworks(store: Store, kind: EdgeKind) -> dict[str, str]:
    return {
        id_: str(held["framework"])
        for label in {kind.from_label, kind.to_label}
        for page in list_pages(store, label)
        for id_, held in page.items()
        if "framework" in held
    }


def _without_stamp(held: Properties) -> Properties:
    return {name: value for name, value in held.items() if name != "changeset"}
