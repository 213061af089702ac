"""A framework into the map, in place of its earlier version."""

from collections.abc import Iterator, Mapping, Sequence

from graph.collector import without_collector
from graph.current import list_nodes
from graph.drafts import make_plan
from graph.pages import list_pages
from graph.plans import LeftOut, Node, Plan, Restated
from graph.redirects import find_ends
from graph.store import Store
from ingest.errors import FrameworkError
from ingest.frameworks.standard import Standard

_RETIRING = ("Ability", "Job", "KnowledgePoint")
_TYPES = ("REQUIRES", "PART_OF", "PRECEDES", "DEVELOPS")


def plan_standard(store: Store, standard: Standard) -> Plan:
    """Return the plan that brings a version of a framework into the map.

    What the framework said of relationships before and no longer says goes. A node that it no
    longer holds is retired, not removed: it keeps its id, its history and what others say of it,
    but is no longer listed or looked for. One that it replaces leads to what stands in its place.
    A node that is another framework's stays as that one says it.

    Raises:
        FrameworkError: it holds no node, or a replaced id leads back to itself.
    """
    if not standard.nodes:
        raise FrameworkError(f"{standard.framework.id}: expected abilities or jobs, found none")
    with without_collector():
        return _plan(store, standard)


def _plan(store: Store, standard: Standard) -> Plan:
    said = {node.id for node in standard.nodes}
    ends, unled = _list_ends(standard, said)
    framework = standard.framework
    stamped = {**framework.properties, "origin": standard.origin, "retired": None}
    owned = _read_owned(store)
    families = {framework.id, *standard.takes_over}
    others = {n.id: owned[n.id][1] for n in standard.nodes if n.id in owned}
    foreign = {node_id: held for node_id, held in others.items() if held not in families}
    nodes = [Node(framework.label, framework.id, stamped)]
    nodes += [
        Node(n.label, n.id, {**n.properties, "retired": None})
        for n in standard.nodes
        if n.id not in foreign
    ]
    nodes += _retire(store, standard, owned)
    nodes += _list_redirects(store, standard.origin, ends)
    earlier = _list_earlier_origins(store, standard)
    restated = [
        Restated(type_, "imported", origin)
        for origin in (standard.origin, *earlier)
        for type_ in _TYPES
    ]
    plan = make_plan(store, nodes, standard.assertions, restated, earlier)
    theirs = [LeftOut(id_, f"is of {held}, which keeps it") for id_, held in foreign.items()]
    left_out = (*standard.left_out, *unled, *theirs, *plan.left_out)
    return Plan(plan.changes, plan.unchanged, plan.held, left_out)


def _list_earlier_origins(store: Store, standard: Standard) -> list[str]:
    """Return under which other names this framework, or one it takes over, has spoken."""
    ids = (standard.framework.id, *standard.takes_over)
    held = list_nodes(store, "Framework", ids).values()
    return sorted({str(each["origin"]) for each in held if "origin" in each} - {standard.origin})


def _read_owned(store: Store) -> dict[str, tuple[str, str]]:
    """Return label and framework of the nodes that serve in one, by id."""
    return {
        node_id: (label, str(held["framework"]))
        for label in _RETIRING
        for page in list_pages(store, label)
        for node_id, held in page.items()
        if "framework" in held and "retired" not in held
    }


def _retire(
    store: Store, standard: Standard, owned: Mapping[str, tuple[str, str]]
) -> Iterator[Node]:
    """Yield what must be retired: nodes of the framework, or taken over, that it does not hold."""
    version = str(standard.framework.properties.get("version") or standard.origin)
    families = {standard.framework.id, *standard.takes_over}
    said = {node.id for node in standard.nodes}
    for node_id, (label, framework) in owned.items():
        if node_id not in said and framework in families:
            yield Node(label, node_id, {"retired": version})
    for taken in sorted(list_nodes(store, "Framework", standard.takes_over)):
        yield Node("Framework", taken, {"retired": version})


def _list_ends(standard: Standard, said: set[str]) -> tuple[dict[str, str], Sequence[LeftOut]]:
    """Return where what is replaced leads in the end; what leads nowhere is left out."""
    ends = find_ends(dict(standard.replaced))
    if round_ := [old for old, _ in standard.replaced if old not in ends]:
        raise FrameworkError(f"{round_[0]}: expected a replacement, found one that leads back")
    led = {old: new for old, new in ends.items() if new in said and old not in said}
    return led, list(_list_unled(ends, said))


def _list_redirects(store: Store, origin: str, ends: Mapping[str, str]) -> Iterator[Node]:
    """Yield the redirects, and those of before that led to what is replaced now."""
    for old, new in sorted(ends.items()):
        yield Node("Redirect", old, {"to": new, "origin": origin})
    for page in list_pages(store, "Redirect"):
        for old, held in page.items():
            if old not in ends and held["to"] in ends:
                yield Node("Redirect", old, {"to": ends[str(held["to"])]})


def _list_unled(ends: Mapping[str, str], said: set[str]) -> Iterator[LeftOut]:
    for old, new in sorted(ends.items()):
        if old in said:
            yield LeftOut(old, f"is replaced by {new}, and is still there itself")
        elif new not in said:
            reason = f"replaced by: expected a node of the framework, found {new}"
            yield LeftOut(old, reason, "replaced by", "a node of the framework", new)
