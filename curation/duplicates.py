"""Near-duplicates of abilities and knowledge points: proposed with reasons, decided by people.

A proposal is a claim of the type ``SAME_AS``: ``proposed`` until somebody merges the two or says
that they are distinct, which makes it ``rejected`` and is remembered.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from curation.candidates import Thing
from curation.errors import CurationError
from curation.likeness import Likeness, find_alike
from graph.abilities import list_ability_company
from graph.claims import Properties, Value
from graph.current import list_nodes
from graph.drafts import make_plan
from graph.ids import claim_id, edge_id
from graph.pages import list_pages
from graph.plans import Change, Node, Plan
from graph.points import list_point_company
from graph.proposals import list_claims
from graph.store import Store
from graph.times import from_now

SAME = "SAME_AS"
LEAST = 0.9
LABELS = ("Ability", "KnowledgePoint")
_SOURCE, _ORIGIN = "predicted", "names"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two nodes that may be one.

    Attributes:
        score: in [0, 1]; with what it is made of as in :class:`curation.likeness.Likeness`.
        compared: the two names that were most alike.
        status: ``proposed`` or ``rejected``.
        reason: of a person who has said that they are distinct.
    """

    label: str
    first_id: str
    second_id: str
    first: str
    second: str
    score: float | None
    string: float | None
    words: float | None
    meaning: float | None
    company: float | None
    compared: str | None
    status: str
    reason: str | None


def plan_duplicates(store: Store, label: str, least: float = LEAST) -> Plan:
    """Return the plan that proposes the nodes of a label that are alike by ``least`` or more.

    Only abilities of one scope are compared. What was said to be distinct is not proposed again;
    a proposal that no longer holds goes.
    """
    nodes = _read_nodes(store, label)
    company = list_ability_company(store) if label == "Ability" else list_point_company(store)
    found = [
        _claim(label, ids, alike, nodes)
        for ids in _group(nodes)
        for alike in find_alike([_thing(nodes[i], company.get(i)) for i in ids], least)
    ]
    decided = list_claims(store, SAME, "rejected")
    proposals = [claim for claim in found if claim.id not in decided]
    plan = make_plan(store, proposals)
    kept = {claim.id for claim in proposals}
    gone = [
        Change("remove", "Claim", claim, _without_stamp(held), {})
        for claim, held in list_claims(store, SAME, "proposed").items()
        if held.get("label") == label and claim not in kept
    ]
    return Plan((*plan.changes, *gone), plan.unchanged, plan.held, plan.left_out)


def plan_distinct(store: Store, first: str, second: str, by: str, reason: str) -> Plan:
    """Return the plan that remembers that two nodes are not the same; empty if it is known.

    Raises:
        CurationError: no such ability or knowledge point, or not two of one label.
    """
    label, nodes = get_pair(store, first, second)
    wanted = _named(label, min(first, second), max(first, second), nodes)
    claim = str(wanted["id"])
    held = list_nodes(store, "Claim", [claim]).get(claim, {})
    if (held.get("status"), held.get("reason")) == ("rejected", reason):
        return Plan(unchanged=1)
    wanted |= {"status": "rejected", "reason": reason, "by": by, "at": from_now()}
    return make_plan(store, [Node("Claim", claim, wanted)])


def list_proposals(store: Store, status: str = "proposed", limit: int = 1000) -> list[Proposal]:
    """Return the proposals, best first; or what was said to be distinct, ``rejected``."""
    found = [_proposal(held) for held in list_claims(store, SAME, status).values()]
    return sorted(found, key=lambda one: (-(one.score or 0), one.first_id, one.second_id))[:limit]


def get_pair(store: Store, first: str, second: str) -> tuple[str, Mapping[str, Properties]]:
    """Return the label of two nodes that could be one, and what the graph holds of them.

    Raises:
        CurationError: as :func:`plan_distinct` says.
    """
    if first == second:
        raise CurationError(f"expected two ids, found {first} twice")
    found = {label: list_nodes(store, label, {first, second}) for label in LABELS}
    for label, nodes in found.items():
        if len(nodes) == 2:
            return label, nodes
    known = {id_ for nodes in found.values() for id_ in nodes}
    lacking = ", ".join(sorted({first, second} - known)) or "one of either"
    raise CurationError(f"expected two abilities or two knowledge points, found {lacking}")


def _read_nodes(store: Store, label: str) -> dict[str, Properties]:
    return {id_: held for page in list_pages(store, label) for id_, held in page.items()}


def _group(nodes: Mapping[str, Properties]) -> Iterable[list[str]]:
    """Return the ids by scope, in order, but for what is retired."""
    groups: dict[str, list[str]] = defaultdict(list)
    for id_, held in sorted(nodes.items()):
        if "retired" not in held:
            groups[str(held.get("scope"))].append(id_)
    return groups.values()


def _thing(held: Properties, company: frozenset[str] | None) -> Thing:
    names = [held.get(name) for name in sorted(held) if name.startswith("name_")]
    aliases = held.get("aliases", [])
    others = [*names, *(aliases if isinstance(aliases, list) else [])]
    told = dict.fromkeys([str(held.get("name", "")), *map(str, others)])
    vector = held.get("vector", [])
    return Thing(
        tuple(told),
        str(held.get("description", "")),
        company or frozenset(),
        tuple(map(float, vector)) if isinstance(vector, list) else (),
    )


def _claim(label: str, ids: list[str], found: Likeness, nodes: Mapping[str, Properties]) -> Node:
    wanted = _named(label, ids[found.first], ids[found.second], nodes)
    wanted |= {"status": "proposed", "reason": None, "by": None, "at": None}
    wanted |= {
        "said_score": found.score,
        "said_string": found.string,
        "said_words": found.words,
        "said_meaning": found.meaning,
        "said_company": found.company,
        "said_names": " = ".join(found.names),
    }
    return Node("Claim", str(wanted["id"]), wanted)


def _named(
    label: str, first: str, second: str, nodes: Mapping[str, Properties]
) -> dict[str, Value | None]:
    edge = edge_id(first, SAME, second)
    return {
        "id": claim_id(edge, _SOURCE, _ORIGIN),
        "edge_id": edge,
        "type": SAME,
        "label": label,
        "from_id": first,
        "to_id": second,
        "from_name": nodes[first].get("name"),
        "to_name": nodes[second].get("name"),
        "source": _SOURCE,
        "origin": _ORIGIN,
    }


def _proposal(held: Properties) -> Proposal:
    return Proposal(
        label=str(held["label"]),
        first_id=str(held["from_id"]),
        second_id=str(held["to_id"]),
        first=str(held.get("from_name", "")),
        second=str(held.get("to_name", "")),
        score=_number(held, "said_score"),
        string=_number(held, "said_string"),
        words=_number(held, "said_words"),
        meaning=_number(held, "said_meaning"),
        company=_number(held, "said_company"),
        compared=_text(held, "said_names"),
        status=str(held["status"]),
        reason=_text(held, "reason"),
    )


def _number(held: Properties, name: str) -> float | None:
    value = held.get(name)
    return float(value) if isinstance(value, int | float) else None


def _text(held: Properties, name: str) -> str | None:
    return str(held[name]) if held.get(name) else None


def _without_stamp(held: Properties) -> Properties:
    return {name: value for name, value in held.items() if name != "changeset"}
