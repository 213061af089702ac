"""The making of a plan: what is asserted, compared with what the graph holds."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from graph.claims import (
    Properties,
    Source,
    drop_block,
    get_origin,
    list_blocks,
    list_overruled,
    put_block,
    update_block,
)
from graph.current import list_edges, list_nodes, unfold
from graph.plans import (
    Assertion,
    Change,
    Ends,
    LeftOut,
    Node,
    Plan,
    Restated,
    edge_difference,
    is_churn,
    node_difference,
)
from graph.points import list_order
from graph.prerequisites import find_closing
from graph.redirects import lead
from graph.restating import Saying, list_giving_way, list_silent, name_saying
from graph.schema import EDGE_KINDS
from graph.store import Store
from graph.waiting import (
    Docket,
    explain_cycle,
    explain_rank,
    get_doubt,
    is_decided,
    keep_approval,
    stands_behind,
)

#: The origin of a redirect that a person's merge wrote, and that no import undoes.
MERGE = "merge"


def make_plan(
    store: Store,
    nodes: Sequence[Node] = (),
    assertions: Sequence[Assertion] = (),
    restated: Sequence[Restated] = (),
    takes_over: Sequence[str] = (),
) -> Plan:
    """Return what must change so that the map holds the nodes and the assertions.

    An assertion whose end is unknown, was rejected, waits behind another framework (but for the
    origins it ``takes_over``) or would close a cycle of prerequisites does not serve; it is
    counted in ``left_out`` and, but for an unknown end, kept as a claim. So is, but not counted,
    what waits for a person (``Assertion.waits``) or a strict framework; a claim of a restated
    origin that is not repeated goes. Properties a person has set (``held``) are not touched. An
    id that leads to another means that one.
    """
    draft = _Draft(store, takes_over)
    draft.read_restated(restated)
    draft.read_redirects(nodes, assertions)
    draft.add_nodes(nodes)
    led = draft.lead(assertions)
    led += draft.list_heirs(restated, led)
    draft.add_assertions(led)
    draft.retire(restated, {(item.type, item.edge) for item in led})
    return Plan(tuple(draft.changes), draft.unchanged, tuple(draft.held), tuple(draft.left_out))


class _Draft:
    """A plan while it grows; the graph is only read."""

    def __init__(self, store: Store, takes_over: Sequence[str]) -> None:
        self._store = store
        self._docket = Docket(store)
        self._takes_over = frozenset(takes_over)
        self.changes: list[Change] = []
        self.held: list[str] = []
        self.left_out: list[LeftOut] = []
        self.unchanged = 0
        self._known_nodes: dict[str, set[str]] = defaultdict(set)
        self._restated: dict[Restated, dict[Ends, Properties]] = {}
        self._refused: set[tuple[str, str]] = set()
        self._served: dict[tuple[str, str], str] = {}
        self._settled: set[tuple[str, str]] = set()
        self._said: set[Saying] = set()
        self._read: dict[str, Properties] = {}
        self._leads: dict[str, str] = {}

    def read_restated(self, restated: Sequence[Restated]) -> None:
        """Read all that the restated origins say, each once: most of it will be said again."""
        for item in restated:
            kind = EDGE_KINDS[item.type]
            rows = self._store.read(f"{kind.folder}/list_{kind.noun}_of_origin", origin=item.origin)
            self._restated[item] = unfold(rows)
            self._read |= {str(held["id"]): held for held in self._restated[item].values()}

    def read_redirects(self, nodes: Sequence[Node], assertions: Sequence[Assertion]) -> None:
        """Read where ids lead; a framework's redirect ends when its node is said again."""
        ends = {end for item in assertions for end in (item.from_id, item.to_id)}
        said = {node.id for node in nodes if node.label != "Redirect"}
        for old, held in list_nodes(self._store, "Redirect", ends | said).items():
            if old in said and held["origin"] != MERGE:
                gone = {name: value for name, value in held.items() if name != "changeset"}
                self._note(Change("remove", "Redirect", old, gone, {}))
            else:
                self._leads[old] = str(held["to"])

    def lead(self, assertions: Sequence[Assertion]) -> list[Assertion]:
        """Return the assertions at the ends that their ids lead to; what is said of these stays."""
        led, become_one = lead(assertions, self._leads)
        self.left_out += become_one
        return led

    def list_heirs(self, restated: Sequence[Restated], led: Sequence[Assertion]) -> list[Assertion]:
        """Return what takes the place of what a restated corpus serves and says no more."""
        silent = list_silent(self._restated, {name_saying(item) for item in led})
        return self._docket.list_heirs(silent, {item.origin for item in restated})

    def add_nodes(self, nodes: Sequence[Node]) -> None:
        by_label: dict[str, dict[str, Node]] = defaultdict(dict)
        for node in nodes:
            if node.id in self._leads and node.label != "Redirect":
                self.unchanged += 1
            else:
                by_label[node.label][node.id] = node
        for label, named in by_label.items():
            current = list_nodes(self._store, label, named)
            self._known_nodes[label] |= named.keys()
            for node in named.values():
                self._add_node(node, current.get(node.id))

    def _add_node(self, node: Node, current: Properties | None) -> None:
        change, held = node_difference(node, current)
        self.held += held
        self._note(change)

    def add_assertions(self, assertions: Sequence[Assertion]) -> None:
        by_type: dict[str, list[Assertion]] = defaultdict(list)
        for item in assertions:
            by_type[item.type].append(item)
        for kind, items in by_type.items():
            known = self._drop_unknown(kind, items)
            rejected = self._docket.read(known)
            refused = [a for a in known if (a.edge, a.block.source) in rejected]
            self.left_out += [LeftOut(item.edge, "was rejected") for item in refused]
            asserted = [a for a in known if (a.edge, a.block.source) not in rejected]
            unread = [(a.from_id, a.to_id) for a in asserted if a.edge not in self._read]
            edges = self._read | list_edges(self._store, kind, unread)
            ready = self._hold_back(kind, asserted, edges)
            self._add_edges(kind, self._drop_cycles(kind, ready), edges)

    def _hold_back(
        self, kind: str, asserted: Sequence[Assertion], edges: dict[str, Properties]
    ) -> list[Assertion]:
        """Return what may serve; what waits for a person is claimed, and serves no more."""
        items = [keep_approval(item, edges.get(item.edge, {})) for item in asserted]
        ready = []
        for item, reason in zip(items, self._docket.explain_waits(items), strict=True):
            current, source = edges.get(item.edge, {}), item.block.source
            if not reason:
                ready.append(item)
                continue
            if get_origin(current, source) == item.block.origin:
                self._retire_edge(kind, source, (item.from_id, item.to_id), current)
                self._settled.add((item.edge, source))
            else:
                self._refused.add((kind, item.edge))
            if "expert_origin" not in current:
                self._note(self._docket.claim(item, "proposed", reason))
        return ready

    def _add_edges(
        self, kind: str, items: Sequence[Assertion], edges: dict[str, Properties]
    ) -> None:
        planned: dict[str, Properties] = {}
        ends: dict[str, Ends] = {}
        behind: dict[Saying, Assertion] = {}
        self._said |= {name_saying(item) for item in items}
        for item in items:
            edge = item.edge
            current = planned.get(edge) or edges.get(edge) or {"id": edge}
            if self._is_behind(item, get_origin(current, item.block.source)):
                behind[name_saying(item)] = item
                continue
            behind |= {name_saying(each): each for each in self._list_replaced(item, current)}
            self.held += list_overruled(edge, current, item.block)
            put = update_block if item.partial else put_block
            planned[edge] = put(kind, current, item.block)
            ends[edge] = (item.from_id, item.to_id)
            self._served[edge, item.block.source] = item.block.origin
        for item in behind.values():
            held = planned.get(item.edge) or edges[item.edge]
            first = str(get_origin(held, item.block.source))
            self._leave_out(item, "superseded", explain_rank(item.block.source, first))
        for edge, wanted in planned.items():
            self._plan_edge(kind, ends[edge], edges.get(edge), wanted)

    def _is_behind(self, item: Assertion, origin: str | None) -> bool:
        """Return whether another origin speaks of the edge first, and still does."""
        if origin in self._takes_over or not stands_behind(item, origin):
            return False
        return item.block.source == "imported" or not self._gives_up(item, str(origin))

    def _gives_up(self, item: Assertion, origin: str) -> bool:
        """Return whether an origin says anew what it says, and the relationship no more."""
        source = item.block.source
        anew = Restated(item.type, source, origin) in self._restated
        return anew and (item.edge, source, origin) not in self._said

    def _list_replaced(self, item: Assertion, current: Properties) -> list[Assertion]:
        """Return what a less trusted corpus has served of the relationship until now."""
        source, origin = item.block.source, get_origin(current, item.block.source)
        if source != "mined" or origin in {None, item.block.origin}:
            return []
        if self._gives_up(item, str(origin)) or (item.edge, source) in self._settled:
            return []
        blocks = (block for block in list_blocks(current) if block.source == source)
        return [replace(item, block=block) for block in blocks]

    def _plan_edge(
        self, kind: str, ends: Ends, current: Properties | None, wanted: Properties
    ) -> None:
        if current is not None and (current == wanted or is_churn(current, wanted)):
            self.unchanged += 1
        else:
            self._note(edge_difference(kind, ends, current or {}, wanted))

    def retire(self, restated: Sequence[Restated], said: set[tuple[str, str]]) -> None:
        kept, settled = said - self._refused, self._served.keys() | self._settled
        for item in restated:
            for ends, current in self._restated[item].items():
                edge = str(current["id"])
                stays = (item.type, edge) in kept or (edge, item.source) in settled
                stays |= is_decided(current, item.source)
                if not stays and get_origin(current, item.source) == item.origin:
                    self._retire_edge(item.type, item.source, ends, current)
        for change in self._docket.list_stale(restated, self._served):
            self._note(change)

    def _retire_edge(self, kind: str, source: Source, ends: Ends, current: Properties) -> None:
        self._note(edge_difference(kind, ends, current, drop_block(kind, current, source)))

    def _drop_unknown(self, kind: str, items: Sequence[Assertion]) -> list[Assertion]:
        """Leave out assertions with an end that neither the graph nor the plan has."""
        ends = EDGE_KINDS[kind]
        starts = self._known(ends.from_label, {item.from_id for item in items})
        targets = self._known(ends.to_label, {item.to_id for item in items})
        kept = []
        for item in items:
            if item.from_id not in starts:
                self.left_out.append(LeftOut(item.edge, f"no {ends.from_label} {item.from_id}"))
            elif item.to_id not in targets:
                self.left_out.append(LeftOut(item.edge, f"no {ends.to_label} {item.to_id}"))
            else:
                kept.append(item)
        return kept

    def _known(self, label: str, ids: set[str]) -> set[str]:
        known = self._known_nodes[label]
        return (ids & known) | set(list_nodes(self._store, label, ids - known))

    def _drop_cycles(self, kind: str, items: Sequence[Assertion]) -> list[Assertion]:
        """Keep PRECEDES acyclic: what would close a cycle, the least sure first, stays a claim.

        What an origin alone has said before it says now anew: it gives way to what is surer.
        """
        if kind != "PRECEDES":
            return list(items)
        serving = set(list_order(self._store)) - list_giving_way(self._restated, kind)
        fresh = [item for item in items if (item.from_id, item.to_id) not in serving]
        fresh.sort(key=get_doubt)
        closing = find_closing(serving, [(item.from_id, item.to_id) for item in fresh])
        for item in fresh:
            if cycle := closing.get((item.from_id, item.to_id)):
                self._leave_out(item, "proposed", explain_cycle(cycle))
                self._refused.add((kind, item.edge))
        return [item for item in items if (item.from_id, item.to_id) not in closing]

    def _leave_out(self, item: Assertion, status: str, reason: str) -> None:
        """Keep as a claim what does not serve; that one corpus stands behind another is no news."""
        if (item.block.source, status) != ("mined", "superseded"):
            self.left_out.append(LeftOut(item.edge, reason))
        self._note(self._docket.claim(item, status, reason))

    def _note(self, change: Change | None) -> None:
        if change is None or (change.op == "set" and not change.after and not change.before):
            self.unchanged += 1
        else:
            self.changes.append(change)
