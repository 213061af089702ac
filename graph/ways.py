"""The best weighted way between a knowledge point, an ability and a job, in either direction.

Upwards a way leads from a point to points that build on it, to abilities that it develops, to what
these are part of, and to the jobs that require them; downwards it is the same way back. Its weight
is the product of what serves of its edges: Dijkstra's shortest path on ``-log`` weight.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from math import log, prod

from graph.claims import Properties, list_blocks
from graph.current import list_nodes
from graph.errors import NoWayError, UnknownIdError
from graph.pages import list_edges_from
from graph.plans import Ends
from graph.redirects import follow
from graph.store import Store

Arc = tuple[str, str, float]
"""From, to, weight in (0, 1]."""

LABELS = ("KnowledgePoint", "Ability", "Job")
_RISING = {"KnowledgePoint": ("PRECEDES", "DEVELOPS"), "Ability": ("PART_OF",), "Job": ()}
_LEADS_TO = {"PRECEDES": "KnowledgePoint", "DEVELOPS": "Ability", "PART_OF": "Ability"}
_UNSAID = 1.0


@dataclass(frozen=True, slots=True)
class Said:
    """What a source says of an edge: its own numbers, where they come from, and their status."""

    source: str
    origin: str
    status: str
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Step:
    """An edge of a way, as the map has it.

    Attributes:
        from_id: where the way comes from; with ``upwards`` false the edge points back to it, but
            for REQUIRES, which points from the job down.
        weight: what serves, in (0, 1].
        said: who says so.
    """

    from_id: str
    from_name: str
    relation: str
    to_id: str
    to_name: str
    edge_id: str
    weight: float
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """The best way; ``weight`` is the product of its steps' weights, in (0, 1]."""

    from_id: str
    to_id: str
    weight: float
    upwards: bool
    steps: tuple[Step, ...]


def find_way(store: Store, from_id: str, to_id: str) -> Way:
    """Return the best way from one node to another, the first by ids where several are equal.

    There and back the way and its weight are the same.

    Raises:
        NoWayError: neither end is reached from the other upwards.
        UnknownIdError: an end is no knowledge point, ability or job.
    """
    start, goal = follow(store, from_id), follow(store, to_id)
    kinds = {end: _get_kind(store, end) for end in (start, goal)}
    for low, high, upwards in ((start, goal, True), (goal, start, False)):
        edges = _read_edges(store, low, high, kinds)
        arcs = [(*ends, weigh(held)) for ends, held in edges.items()]
        if best := find_best(arcs, low, high):
            return _describe(store, best if upwards else best[::-1], edges, upwards)
    raise NoWayError(f"expected a way between {from_id} and {to_id}, up or down, found none")


def find_best(arcs: Iterable[Arc], start: str, goal: str) -> list[str]:
    """Return the nodes of the way with the largest product of weights, [] where there is none.

    Pure. Of equal ways the one with fewer steps is taken, then the first by ids.
    """
    further: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for first, second, weight in arcs:
        further[first].append((second, -log(min(1.0, weight))))
    waiting: list[tuple[float, int, tuple[str, ...]]] = [(0.0, 0, (start,))]
    done: set[str] = set()
    while waiting:
        cost, steps, way = heappop(waiting)
        if way[-1] == goal:
            return list(way) if steps else []
        if way[-1] in done:
            continue
        done.add(way[-1])
        for there, more in further[way[-1]]:
            if there not in done:
                heappush(waiting, (round(cost + more, 12), steps + 1, (*way, there)))
    return []


def weigh(held: Properties) -> float:
    """Return what serves of an edge in (0, 1]: its weight or confidence, 1 where none is said."""
    value = held.get("weight", held.get("confidence", _UNSAID))
    return min(1.0, max(1e-9, float(value))) if isinstance(value, int | float) else _UNSAID


def _get_kind(store: Store, node_id: str) -> str:
    for label in LABELS:
        if list_nodes(store, label, [node_id]):
            return label
    raise UnknownIdError("KnowledgePoint, Ability or Job", node_id)


def _read_edges(
    store: Store, low: str, high: str, kinds: Mapping[str, str]
) -> dict[Ends, Properties]:
    """Return every edge upwards from ``low`` that a way to ``high`` may use, by from and to.

    What the job requires is read from the job: popular abilities lead to very many.
    """
    edges: dict[Ends, Properties] = {}
    seen, frontier = {low}, {kinds[low]: [low]}
    while frontier:
        reached: dict[str, list[str]] = defaultdict(list)
        for label, ids in frontier.items():
            for relation in _RISING[label]:
                for ends, held in list_edges_from(store, relation, sorted(ids)).items():
                    edges[ends] = held
                    if ends[1] not in seen:
                        seen.add(ends[1])
                        reached[_LEADS_TO[relation]].append(ends[1])
        frontier = reached
    if kinds[high] == "Job" and kinds[low] != "Job":
        required = list_edges_from(store, "REQUIRES", [high])
        edges |= {(ability, job): held for (job, ability), held in required.items()}
    return edges


def _describe(
    store: Store, nodes: list[str], edges: Mapping[Ends, Properties], upwards: bool
) -> Way:
    names = _list_names(store, nodes)
    steps = []
    for first, second in pairwise(nodes):
        held = edges[(first, second) if upwards else (second, first)]
        edge = str(held["id"])
        steps.append(
            Step(
                from_id=first,
                from_name=names.get(first, first),
                relation=edge.split("|")[1],
                to_id=second,
                to_name=names.get(second, second),
                edge_id=edge,
                weight=weigh(held),
                said=_list_said(held),
            )
        )
    return Way(nodes[0], nodes[-1], prod(step.weight for step in steps), upwards, tuple(steps))


def _list_said(held: Properties) -> tuple[Said, ...]:
    return tuple(
        Said(block.source, block.origin, block.status, dict(sorted(block.fields.items())))
        for block in list_blocks(held)
    )


def _list_names(store: Store, ids: Iterable[str]) -> dict[str, str]:
    return {
        id_: str(held.get("name", held.get("title", id_)))
        for label in LABELS
        for id_, held in list_nodes(store, label, ids).items()
    }
