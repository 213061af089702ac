"""A framework becomes strict, or lenient again: what serves without a person's word moves with it.

Under a strict framework a proposal is a claim; under a lenient one it serves until somebody rejects
it. Turning strict moves what serves as a proposal into claims, turning lenient moves it back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.claims import Properties, Value, drop_block, get_origin, put_block
from graph.current import list_edges, list_nodes
from graph.errors import UnknownIdError
from graph.frameworks import OWN, OWN_NAME, Serving, read_serving
from graph.ids import edge_ends
from graph.pages import list_pages
from graph.plans import (
    Assertion,
    Change,
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
from graph.waiting import (
    STRICT,
    build_claim,
    explain_cycle,
    explain_rank,
    explain_wait,
    get_doubt,
    get_rank,
    list_frameworks,
    read_item,
)


def plan_strictness(store: Store, framework_id: str, *, strict: bool) -> Plan:
    """Return the plan that makes a framework strict or lenient.

    The school's own framework rules over every proposal, another one over those of relationships
    that one of its jobs or abilities is an end of. ``strict`` is held from then on: imports leave
    it as it is.

    Raises:
        UnknownIdError: no such framework.
    """
    framework = list_nodes(store, "Framework", [framework_id]).get(framework_id)
    if framework is None and framework_id != OWN:
        raise UnknownIdError("Framework", framework_id)
    change = _set_strict(framework_id, framework or {}, strict=strict)
    if not change.after and not change.before:
        return Plan(unchanged=1)
    moved = _take_back(store, framework_id) if strict else _bring_back(store, framework_id)
    return Plan((change, *moved))


def _set_strict(framework_id: str, framework: Properties, *, strict: bool) -> Change:
    """Return the change of the framework; the own one is made where there was no syllabus yet."""
    if not framework and not strict:
        return Change("set", "Framework", framework_id)
    held = framework.get("held", [])
    wanted: dict[str, Value | None] = {
        "strict": strict,
        "held": sorted({*map(str, held if isinstance(held, list) else []), "strict"}),
    }
    if framework:
        return difference("set", "Framework", framework_id, framework, wanted)
    named: dict[str, Value | None] = {"id": framework_id, "name": OWN_NAME}
    return difference("add", "Framework", framework_id, {}, named | wanted)


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
    serving = read_serving(store)
    left = replace(serving, strict=serving.strict - {framework_id})
    for kind in EDGE_KINDS:
        found = list_claims(store, kind, "proposed").values()
        reason = STRICT.format(framework=framework_id)
        claims = [claim for claim in found if claim.get("reason") == reason]
        items = [read_item(claim) for claim in claims]
        waits = _explain(store, kind, items, left)
        yield from _settle(store, kind, list(zip(claims, items, waits, strict=True)))


def _explain(store: Store, kind: str, items: Sequence[Assertion], left: Serving) -> list[str]:
    """Return why each still waits, "" where it may serve: another strict framework, or a cycle."""
    frameworks = list_frameworks(store, items) if left.strict else {}
    waits = [
        explain_wait(item, {frameworks.get(item.from_id), frameworks.get(item.to_id)}, left)
        for item in items
    ]
    if kind != "PRECEDES":
        return waits
    ready = [item for item, reason in zip(items, waits, strict=True) if not reason]
    pairs = [(item.from_id, item.to_id) for item in sorted(ready, key=get_doubt)]
    closing = find_closing(list_order(store), list(dict.fromkeys(pairs)))
    return [
        reason or explain_cycle(closing.get((item.from_id, item.to_id), ()))
        for item, reason in zip(items, waits, strict=True)
    ]


def _settle(
    store: Store, kind: str, found: Sequence[tuple[Properties, Assertion, str]]
) -> Iterator[Change]:
    """Yield what becomes of claims: they wait for another reason, stand behind, or serve."""
    ready = [(claim, item) for claim, item, reason in found if not reason]
    edges = list_edges(store, kind, [(item.from_id, item.to_id) for _, item in ready])
    planned: dict[str, Properties] = {}
    for claim, _, reason in found:
        if reason:
            yield _reword(claim, "proposed", reason)
    for claim, item in sorted(ready, key=lambda each: get_rank(each[1].block.origin)):
        wanted = planned.get(item.edge) or edges.get(item.edge) or {"id": item.edge}
        origin = get_origin(wanted, item.block.source)
        if origin is None:
            planned[item.edge] = put_block(kind, wanted, item.block)
        if origin in {None, item.block.origin}:
            yield Change("remove", "Claim", str(claim["id"]), _without_stamp(claim), {})
        else:
            yield _reword(claim, "superseded", explain_rank(item.block.source, str(origin)))
    for edge, wanted in planned.items():
        yield edge_difference(kind, edge_ends(edge), edges.get(edge, {}), wanted)


def _reword(claim: Properties, status: str, reason: str) -> Change:
    wanted: dict[str, Value | None] = {"status": status, "reason": reason}
    return difference("set", "Claim", str(claim["id"]), claim, wanted)


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
