"""What people decide on proposals: approved they serve, rejected they are not proposed again.

What is decided on is a claim, by its id, or every proposal of a relationship that serves already,
by the relationship's id. All that a command names is decided, or nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from curation.errors import CurationError
from graph.claims import Block, Properties, Source, Value, drop_block, list_blocks, put_block
from graph.current import list_edges, list_nodes
from graph.ids import claim_id, edge_ends
from graph.plans import Assertion, Change, Plan, difference, edge_difference, present
from graph.points import list_order
from graph.prerequisites import find_closing
from graph.proposals import list_claims_about
from graph.schema import EDGE_KINDS
from graph.store import Store
from graph.times import from_now
from graph.waiting import build_claim, explain_cycle, read_block, stands_behind


def plan_approval(store: Store, ids: Sequence[str], by: str) -> Plan:
    """Return the plan that lets proposals serve as approved, also where a framework is strict.

    The other proposals that their source has made of the same relationship, from other corpora,
    are settled with them.

    Raises:
        CurationError: something cannot be approved: an unknown id, what was decided already, an
            end that is no longer there, a cycle of prerequisites. All that is at fault is named.
    """
    bench = _Bench(store, ids, by)
    return bench.make_plan(bench.approve)


def plan_rejection(store: Store, ids: Sequence[str], by: str, reason: str = "") -> Plan:
    """Return the plan that takes proposals away and remembers them as rejected.

    A relationship goes with the last of what serves it.

    Raises:
        CurationError: an unknown id, or what was decided already. All that is at fault is named.
    """
    bench = _Bench(store, ids, by)
    return bench.make_plan(partial(bench.reject, reason=reason))


def plan_memory(item: Assertion, held: Properties | None, by: str, reason: str) -> Change:
    """Return the change that keeps an assertion as a claim that ``by`` has rejected.

    Args:
        item: what was said.
        held: the claim where it is kept already.
        by: who rejects it.
        reason: why; "" keeps none.
    """
    claim = build_claim(item, "rejected", reason)
    told: dict[str, Value | None] = {"reason": reason or None, "by": by, "at": from_now()}
    wanted = {"id": claim.id, **claim.properties, **told}
    if held is None:
        return Change("add", "Claim", claim.id, {}, present(wanted))
    return difference("set", "Claim", claim.id, held, wanted)


class _Bench:
    """Decisions while they are taken; the graph is only read."""

    def __init__(self, store: Store, ids: Sequence[str], by: str) -> None:
        self._store, self._ids, self._by = store, list(dict.fromkeys(ids)), by
        self._named = list_nodes(store, "Claim", self._ids)
        edges = {str(claim["edge_id"]) for claim in self._named.values()}
        edges |= {_read_edge(id_) for id_ in self._ids if id_ not in self._named}
        mapped = sorted(edge for edge in edges if _read_kind(edge) in EDGE_KINDS)
        self._held = _read_edges(store, mapped)
        self._wanted: dict[str, Properties | None] = {each: self._held.get(each) for each in mapped}
        self._about: dict[str, dict[str, Properties]] = defaultdict(dict)
        for id_, claim in list_claims_about(store, mapped).items():
            self._about[str(claim["edge_id"])][id_] = claim
        self._claims: dict[str, Change] = {}

    def approve(self, id_: str) -> None:
        """Let what an id names serve.

        Raises:
            CurationError: it cannot be.
        """
        edge, blocks = self._open(id_)
        for block in blocks:
            for claim in self._list_claims(edge, block.source, "rejected").values():
                raise CurationError(f"{id_}: {_tell_decided(claim)}")
            self._let_serve(edge, block)

    def reject(self, id_: str, reason: str) -> None:
        """Take away what an id names, and remember it.

        Raises:
            CurationError: it cannot be.
        """
        edge, blocks = self._open(id_)
        for block in blocks:
            served = self._find_block(edge, block.source)
            if served and served.status == "approved":
                raise CurationError(f"{id_}: {served.origin} serves of it and is approved")
            self._take_away(edge, block, reason)

    def make_plan(self, decide: Callable[[str], None]) -> Plan:
        """Return the plan of all decisions.

        Raises:
            CurationError: one of them cannot be taken.
        """
        faults = []
        for id_ in self._ids:
            try:
                decide(id_)
            except CurationError as error:
                faults.append(str(error))
        faults += [*self._list_ends_missing(), *self._list_cycles()]
        if faults:
            raise CurationError("; ".join(dict.fromkeys(faults)))
        return Plan((*self._list_edge_changes(), *self._claims.values()))

    def _open(self, id_: str) -> tuple[str, list[Block]]:
        """Return the relationship that an id is about, and what is proposed of it."""
        claim = self._named.get(id_)
        if claim is not None:
            return _read_claim(id_, claim)
        edge = _read_edge(id_)
        held = self._held.get(edge)
        if held is None:
            raise CurationError(self._tell_unknown(id_))
        blocks = [block for block in list_blocks(held) if block.status == "proposed"]
        if blocks and id_ == edge:
            return edge, blocks
        if any(id_ in {edge, _tell_id(edge, block)} for block in list_blocks(held)):
            by = f", by {held['reviewed_by']}" if "reviewed_by" in held else ""
            raise CurationError(f"{id_}: is no proposal any more: it serves{by}")
        raise CurationError(self._tell_unknown(id_))

    def _tell_unknown(self, id_: str) -> str:
        waiting = self._about.get(id_, {})
        told = f"claims of it: {', '.join(waiting)}" if waiting else "none"
        expected = "the id of a claim, or of a relationship that serves"
        return f"{id_!r}: expected {expected}, found {told}"

    def _let_serve(self, edge: str, block: Block) -> None:
        """Put the block; where a more trusted corpus serves already, that one is approved."""
        kind, wanted = _read_kind(edge), self._wanted[edge] or {"id": edge}
        served = self._find_block(edge, block.source)
        if served and stands_behind(Assertion(kind, *edge_ends(edge), block), served.origin):
            block = served
        put = put_block(kind, wanted, replace(block, status="approved"))
        self._wanted[edge] = put | {"reviewed_by": self._by, "reviewed_at": from_now()}
        self._drop_claims(edge, block.source, "proposed")

    def _take_away(self, edge: str, block: Block, reason: str) -> None:
        kind, wanted = _read_kind(edge), self._wanted[edge]
        if wanted is not None:
            self._wanted[edge] = drop_block(kind, wanted, block.source)
        claim = _tell_id(edge, block)
        item = Assertion(kind, *edge_ends(edge), block)
        held = self._about[edge].get(claim)
        self._claims[claim] = plan_memory(item, held, self._by, reason)
        self._drop_claims(edge, block.source, "proposed", "superseded")

    def _find_block(self, edge: str, source: Source) -> Block | None:
        blocks = list_blocks(self._wanted[edge] or {})
        return next((block for block in blocks if block.source == source), None)

    def _list_claims(self, edge: str, source: Source, *statuses: str) -> dict[str, Properties]:
        return {
            id_: claim
            for id_, claim in self._about[edge].items()
            if claim["source"] == source and claim["status"] in statuses
        }

    def _drop_claims(self, edge: str, source: Source, *statuses: str) -> None:
        """Let the claims go that a decision settles, but for what is remembered of it."""
        for id_, claim in self._list_claims(edge, source, *statuses).items():
            held = {name: value for name, value in claim.items() if name != "changeset"}
            self._claims.setdefault(id_, Change("remove", "Claim", id_, held, {}))

    def _list_fresh(self) -> list[str]:
        return [edge for edge, wanted in self._wanted.items() if wanted and edge not in self._held]

    def _list_ends_missing(self) -> Iterator[str]:
        asked: dict[str, set[str]] = defaultdict(set)
        for edge in self._list_fresh():
            kind, ends = EDGE_KINDS[_read_kind(edge)], edge_ends(edge)
            asked[kind.from_label].add(ends[0])
            asked[kind.to_label].add(ends[1])
        for label, ids in asked.items():
            for id_ in sorted(ids - list_nodes(self._store, label, ids).keys()):
                yield f"expected both ends of what is approved, found no {label} {id_}"

    def _list_cycles(self) -> list[str]:
        fresh = [edge_ends(e) for e in self._list_fresh() if _read_kind(e) == "PRECEDES"]
        closing = find_closing(list_order(self._store), fresh) if fresh else {}
        return [
            f"{first} PRECEDES {later}: {explain_cycle(cycle)}"
            for (first, later), cycle in closing.items()
        ]

    def _list_edge_changes(self) -> Iterator[Change]:
        for edge, wanted in self._wanted.items():
            held = self._held.get(edge)
            if wanted != held:
                yield edge_difference(_read_kind(edge), edge_ends(edge), held or {}, wanted)


def _read_claim(id_: str, claim: Properties) -> tuple[str, list[Block]]:
    if claim["type"] not in EDGE_KINDS:
        raise CurationError(f"{id_}: is decided by: duplicates merge, or duplicates distinct")
    if claim["status"] == "superseded":
        raise CurationError(f"{id_}: stands behind another origin, which serves: decide on that")
    if claim["status"] != "proposed":
        raise CurationError(f"{id_}: {_tell_decided(claim)}")
    return str(claim["edge_id"]), [read_block(claim, "approved")]


def _tell_decided(claim: Properties) -> str:
    by = f" by {claim['by']} at {claim['at']}" if "by" in claim and "at" in claim else ""
    return f"what {claim['source']} says of it was rejected already{by}"


def _tell_id(edge: str, block: Block) -> str:
    return claim_id(edge, block.source, block.origin)


def _read_edge(id_: str) -> str:
    """Return the relationship that an id names, or that it is the claim of."""
    return "|".join(id_.split("|")[:3])


def _read_kind(edge: str) -> str:
    """Return the type that a relationship's id names, "" where it is none."""
    return edge.split("|")[1] if edge.count("|") == 2 else ""


def _read_edges(store: Store, edges: Sequence[str]) -> dict[str, Properties]:
    by_kind: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for edge in edges:
        by_kind[_read_kind(edge)].append(edge_ends(edge))
    found: dict[str, Properties] = {}
    for kind, ends in by_kind.items():
        found |= list_edges(store, kind, ends)
    return found
