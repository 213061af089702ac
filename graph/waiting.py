"""Claims in the making: what is asserted and does not serve, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from graph.claims import Block, Properties, Source, Value, get_origin
from graph.current import list_nodes
from graph.frameworks import OWN, Serving, read_serving
from graph.ids import claim_id
from graph.plans import Assertion, Change, Node, Restated, difference, is_slight, list_differing
from graph.proposals import list_claims, list_claims_about
from graph.schema import EDGE_KINDS
from graph.store import Store

CORPORA = ("postings", "syllabi", "mastery")
"""Origins of what is mined, in their order of trust: of one relationship the first one serves."""

Edge = tuple[str, str]
"""A relationship's id and the source that speaks of it."""

STRICT = "waits for approval: {framework} is strict"
"""The reason of a claim that only a strict framework keeps back."""

_SAID = "said_"


class Docket:
    """The claims of a plan while it grows; the graph is only read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: dict[str, Properties] = {}
        self._claimed: set[str] = set()
        self._serving: Serving | None = None

    def read(self, items: Sequence[Assertion]) -> set[Edge]:
        """Read what is claimed already of these relationships; return what was rejected."""
        ids = sorted({item.edge for item in items})
        found = list_claims_about(self._store, ids)
        self._held |= found
        return {
            (str(claim["edge_id"]), str(claim["source"]))
            for claim in found.values()
            if claim["status"] == "rejected"
        }

    def explain_waits(self, items: Sequence[Assertion]) -> list[str]:
        """Return why each assertion does not serve before somebody approves it; "": it serves."""
        if all(item.block.status == "approved" for item in items):
            return [""] * len(items)
        if self._serving is None:
            self._serving = read_serving(self._store)
        frameworks = list_frameworks(self._store, items) if self._serving.strict else {}
        return [
            explain_wait(item, {frameworks.get(item.from_id), frameworks.get(item.to_id)}, serving)
            for item in items
            if (serving := self._serving)
        ]

    def claim(self, item: Assertion, status: str, reason: str) -> Change | None:
        """Return the change that keeps an assertion as a claim, None where it is kept already."""
        node = build_claim(item, status, reason)
        self._claimed.add(node.id)
        current = self._held.get(node.id)
        wanted = {"id": node.id, **node.properties}
        if current is None:
            return difference("add", "Claim", node.id, {}, wanted)
        if not item.partial:
            said = {name for name in current if name.startswith(_SAID)}
            wanted |= dict.fromkeys(said - wanted.keys())
        change = difference("set", "Claim", node.id, current, wanted)
        return None if not (change.before or change.after) or is_quiet(current, wanted) else change

    def list_heirs(self, silent: set[Edge], said: set[str]) -> list[Assertion]:
        """Return what stands behind relationships that their origin says no more, as assertions.

        Args:
            silent: the relationships, with the source whose word ends.
            said: origins that say anew what they say: theirs are not brought back.
        """
        found = list_claims_about(self._store, sorted({edge for edge, _ in silent}))
        return [
            read_item(claim)
            for claim in found.values()
            if (str(claim["edge_id"]), claim["source"]) in silent
            and claim["status"] == "superseded"
            and claim["origin"] not in said
        ]

    def list_stale(
        self, restated: Sequence[Restated], served: Mapping[Edge, str]
    ) -> Iterator[Change]:
        """Yield the removal of claims that serve now, or that their origin says no more.

        Args:
            restated: whose claims go where they are not made anew.
            served: what serves now, with its origin.
        """
        stale = {
            id_: claim
            for id_, claim in self._held.items()
            if _is_settled(claim, served.get((str(claim["edge_id"]), str(claim["source"]))))
        }
        for item in restated:
            if item.source in {"mined", "predicted"}:
                stale |= self._list_of_origin(item)
        for id_, claim in sorted(stale.items()):
            if id_ not in self._claimed:
                held = {name: value for name, value in claim.items() if name != "changeset"}
                yield Change("remove", "Claim", id_, held, {})

    def _list_of_origin(self, item: Restated) -> dict[str, Properties]:
        waiting = [
            *list_claims(self._store, item.type, "proposed").items(),
            *list_claims(self._store, item.type, "superseded").items(),
        ]
        said_by = (item.source, item.origin)
        return {id_: c for id_, c in waiting if (c.get("source"), c.get("origin")) == said_by}


def list_frameworks(store: Store, items: Sequence[Assertion]) -> dict[str, str]:
    """Return the framework of each end; what names none is of the school's own."""
    ends = {(EDGE_KINDS[i.type].from_label, i.from_id) for i in items}
    ends |= {(EDGE_KINDS[i.type].to_label, i.to_id) for i in items}
    found: dict[str, str] = {}
    for label in {label for label, _ in ends}:
        ids = {id_ for its, id_ in ends if its == label}
        for id_, held in list_nodes(store, label, ids).items():
            found[id_] = str(held.get("framework", OWN))
    return found


def explain_wait(item: Assertion, frameworks: set[str | None], serving: Serving) -> str:
    """Return why an assertion does not serve, "" where it does. Pure.

    Args:
        item: what is asserted.
        frameworks: those of the relationship's ends; the school's own one is always with them.
        serving: what the frameworks let serve.
    """
    if item.block.status == "approved":
        return ""
    least = serving.least.get(item.type)
    number = item.block.fields.get("weight", item.block.fields.get("confidence"))
    reached = least is not None and isinstance(number, int | float) and number >= least
    if item.waits and not reached:
        return item.waits
    strict = sorted(serving.strict & {OWN, *frameworks})
    return STRICT.format(framework=strict[0]) if strict else ""


def explain_cycle(cycle: Sequence[str]) -> str:
    """Return why what would close a cycle does not serve, "" where there is none."""
    return "closes the cycle " + " -> ".join(cycle) if cycle else ""


def explain_rank(source: Source, origin: str) -> str:
    """Return why what stands behind an origin does not serve; of corpora any may come before."""
    return f"{'a more trusted corpus' if source == 'mined' else origin} says it already"


def keep_approval(item: Assertion, current: Properties) -> Assertion:
    """Return the assertion as approved where a person has approved what its origin said.

    What a person has approved of a miner or a model is the relationship: another corpus that finds
    it too finds it approved.
    """
    source = item.block.source
    approved = current.get(f"{source}_status") == "approved"
    other = source == "imported" and get_origin(current, source) != item.block.origin
    if other or not approved:
        return item
    return replace(item, block=replace(item.block, status="approved"))


def is_decided(current: Properties, source: Source) -> bool:
    """Return whether a person has approved what a miner or a model said: it stays, said or not."""
    approved = current.get(f"{source}_status") == "approved"
    return source in {"mined", "predicted"} and approved


def stands_behind(item: Assertion, origin: str | None) -> bool:
    """Return whether what ``origin`` says of the relationship serves before the assertion."""
    if origin in {None, item.block.origin} or item.block.source not in {"imported", "mined"}:
        return False
    if item.block.source == "imported":
        return True
    return origin not in CORPORA or get_rank(str(origin)) < get_rank(item.block.origin)


def get_rank(origin: str) -> int:
    """Return the place of an origin in the order of trust; one that is no corpus comes last."""
    return CORPORA.index(origin) if origin in CORPORA else len(CORPORA)


def build_claim(item: Assertion, status: str, reason: str) -> Node:
    """Return an assertion that does not serve as the claim that is kept of it."""
    wanted: dict[str, Value | None] = {
        "edge_id": item.edge,
        "type": item.type,
        "from_id": item.from_id,
        "to_id": item.to_id,
        "source": item.block.source,
        "origin": item.block.origin,
        "status": status,
        "reason": reason,
        **{f"{_SAID}{name}": value for name, value in item.block.fields.items()},
    }
    return Node("Claim", claim_id(item.edge, item.block.source, item.block.origin), wanted)


def read_block(claim: Properties, status: Literal["approved", "proposed"] = "proposed") -> Block:
    """Return what a claim's source said, as a block of that status."""
    fields = {n.removeprefix(_SAID): v for n, v in claim.items() if n.startswith(_SAID)}
    source = str(claim["source"])
    return Block(source, str(claim["origin"]), fields, status)  # type: ignore[arg-type]


def read_item(claim: Properties) -> Assertion:
    """Return what a claim's source said, as an assertion that nobody has approved."""
    ends = str(claim["from_id"]), str(claim["to_id"])
    return Assertion(str(claim["type"]), *ends, read_block(claim))


def is_quiet(held: Properties, wanted: Mapping[str, Value | None]) -> bool:
    """Return whether a mined claim says the same, its numbers moved by too little to be written.

    The rule of :func:`graph.plans.is_churn`, for what does not serve.
    """
    said = {name: value for name, value in held.items() if name in wanted}
    told = all(name.startswith(_SAID) for name in list_differing(said, wanted))
    return held.get("source") == "mined" and told and is_slight(said, wanted, _SAID)


def get_doubt(item: Assertion) -> float:
    """Return how unsure an assertion is, 0 where it does not say."""
    confidence = item.block.fields.get("confidence")
    return 1.0 - confidence if isinstance(confidence, int | float) else 0.0


def _is_settled(claim: Properties, served: str | None) -> bool:
    """Return whether a claim goes where its source serves with an origin, None: with none."""
    behind = claim["status"] == "superseded" and claim["source"] != "imported"
    proposed = served is not None and claim["status"] == "proposed"
    return proposed or (behind and claim["origin"] == served)
