"""What waits for a person, and what one has rejected, as people read it. Names no learner."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from curation.errors import CurationError
from graph.claims import Block, Properties, Value
from graph.current import list_nodes
from graph.ids import edge_id
from graph.plans import Ends
from graph.proposals import list_claims, list_waiting
from graph.schema import EDGE_KINDS
from graph.store import Store
from graph.waiting import read_block

SERVING = "serving"
"""The status of a proposal that serves until somebody rejects it: no claim, a relationship."""

_NAMES = ("name", "title", "stem")


@dataclass(frozen=True, slots=True)
class Case:
    """A proposal, decided or not.

    Attributes:
        id: to approve or to reject: the claim's, of what serves the relationship's.
        status: proposed, serving, rejected or superseded.
        weight: with the numbers after it as the source said them.
        n: how many of ``transactions`` speak for it.
        run: of the miner.
        reason: why it waits, or why it was rejected.
        by: who rejected it, and ``at`` which time.
    """

    id: str
    type: str
    from_id: str
    from_name: str
    to_id: str
    to_name: str
    source: str
    origin: str
    status: str
    weight: float | None
    confidence: float | None
    score: float | None
    support: float | None
    lift: float | None
    q: float | None
    n: int | None
    transactions: int | None
    run: str | None
    reason: str | None
    by: str | None
    at: str | None


@dataclass(frozen=True, slots=True)
class _Found:
    """A proposal before its ends are named; ``told`` is the claim's reason, by and at."""

    id: str
    type: str
    ends: Ends
    block: Block
    told: Mapping[str, Value] = field(default_factory=dict)


def list_cases(
    store: Store,
    status: str = "proposed",
    type_: str | None = None,
    source: str | None = None,
    limit: int = 50,
) -> list[Case]:
    """Return the proposals of a status, those with the highest weight or confidence first.

    Raises:
        CurationError: no relationship of the map has this type.
    """
    if type_ is not None and type_ not in EDGE_KINDS:
        raise CurationError(f"type: expected {', '.join(EDGE_KINDS)}, found {type_!r}")
    kinds = [type_] if type_ else list(EDGE_KINDS)
    read = _read_serving if status == SERVING else _read_claims
    found = [each for kind in kinds for each in read(store, kind, status)]
    kept = [each for each in found if source in {None, each.block.source}]
    first = sorted(kept, key=lambda each: (-_get_strength(each.block), each.id))[:limit]
    names = _read_names(store, first)
    return [_describe(each, status, names) for each in first]


def _read_claims(store: Store, kind: str, status: str) -> Iterator[_Found]:
    for id_, claim in list_claims(store, kind, status).items():
        ends = str(claim["from_id"]), str(claim["to_id"])
        yield _Found(id_, kind, ends, read_block(claim), claim)


def _read_serving(store: Store, kind: str, _: str) -> Iterator[_Found]:
    for page in list_waiting(store, EDGE_KINDS[kind]):
        for each in page:
            edge = edge_id(each.ends[0], kind, each.ends[1])
            yield from (_Found(edge, kind, each.ends, block) for block in each.blocks)


def _get_strength(block: Block) -> float:
    said = (block.fields.get(name) for name in ("weight", "confidence", "score"))
    return next((float(value) for value in said if isinstance(value, int | float)), 0.0)


def _read_names(store: Store, found: Sequence[_Found]) -> dict[tuple[str, str], str]:
    """Return what the ends are called, by label and id."""
    asked: dict[str, set[str]] = defaultdict(set)
    for label, id_ in _list_ends(found):
        asked[label].add(id_)
    return {
        (label, id_): _get_name(held, id_)
        for label, ids in asked.items()
        for id_, held in list_nodes(store, label, ids).items()
    }


def _list_ends(found: Iterable[_Found]) -> Iterator[tuple[str, str]]:
    for each in found:
        kind = EDGE_KINDS[each.type]
        yield from zip((kind.from_label, kind.to_label), each.ends, strict=True)


def _get_name(held: Properties, otherwise: str) -> str:
    return next((str(held[name]) for name in _NAMES if held.get(name)), otherwise)


def _describe(found: _Found, status: str, names: Mapping[tuple[str, str], str]) -> Case:
    said, (first, second) = found.block.fields, found.ends
    from_name, to_name = (names.get(end, end[1]) for end in _list_ends([found]))
    return Case(
        id=found.id,
        type=found.type,
        from_id=first,
        from_name=from_name,
        to_id=second,
        to_name=to_name,
        source=found.block.source,
        origin=found.block.origin,
        status=status,
        weight=_number(said, "weight"),
        confidence=_number(said, "confidence"),
        score=_number(said, "score"),
        support=_number(said, "support"),
        lift=_number(said, "lift"),
        q=_number(said, "q"),
        n=_count(said, "n"),
        transactions=_count(said, "transactions"),
        run=_text(said, "run"),
        reason=_text(found.told, "reason"),
        by=_text(found.told, "by"),
        at=_text(found.told, "at"),
    )


def _number(said: Mapping[str, Value], name: str) -> float | None:
    value = said.get(name)
    return float(value) if isinstance(value, int | float) else None


def _count(said: Mapping[str, Value], name: str) -> int | None:
    value = said.get(name)
    return int(value) if isinstance(value, int | float) else None


def _text(said: Mapping[str, Value], name: str) -> str | None:
    return str(said[name]) if said.get(name) else None
