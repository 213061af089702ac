"""A relationship of the map as a triple and, where that says too little, a statement. Pure.

A triple alone says: imported, by the origin of its subject's scheme, without a number. Whatever
else serves or is known has a ``jny:Relation`` beside it; one that no framework says is for
reading only, and is not brought in again.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal as Choice
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from graph.claims import SERVED, Block, Properties, Value
from ingest.errors import RdfError
from ingest.skos import vocabulary as v
from ingest.skos.files import Facts, Term, name
from ingest.skos.values import read_iri, read_properties, tell_properties

_IMPORTED = "imported_"
_RANGES: Mapping[str, tuple[float, float, str]] = {
    "weight": (1e-6, 1.0, "a number in (0, 1]"),
    "confidence": (0.0, 1.0, "a number in [0, 1]"),
    "level": (1.0, 3.0, "1, 2 or 3"),
    "essential": (0.0, 1.0, "true or false"),
}
_TOLD: Mapping[str, Mapping[str, Value]] = {
    v.ESSENTIAL: {"essential": True},
    v.OPTIONAL: {"essential": False},
}
_PREDICATES = {
    kind: predicate
    for predicate, kind in v.RELATIONS.items()
    if kind not in {"REQUIRES", "PART_OF"}
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node is in the file: its IRI and the IRI of the scheme that it is in."""

    iri: str
    scheme: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that a file says; ``block`` is None where no framework says it."""

    subject: str
    predicate: str
    object: str
    block: Block | None


def tell_relation(
    kind: str, ends: tuple[Place, Place], held: Properties, origin: str | None, base: str
) -> tuple[Triple, list[Triple]]:
    """Return a relationship's triple and the statement about it, if it needs one."""
    predicate = _tell_predicate(kind, ends, held)
    triple = Triple(NamedNode(ends[0].iri), NamedNode(predicate), NamedNode(ends[1].iri))
    imported = {key: value for key, value in held.items() if key.startswith(_IMPORTED)}
    plain = {f"{_IMPORTED}{key}": value for key, value in _TOLD.get(predicate, {}).items()} | {
        "imported_origin": origin,
        "imported_status": "approved",
    }
    if held.get("sources") == ["imported"] and imported == plain:
        return triple, []
    iri = NamedNode(f"{base}relation/{quote(str(held['id']), safe=':')}")
    return triple, list(_tell_statement(iri, triple, held, imported))


def read_relations(
    facts: Mapping[str, Facts], origins: Mapping[str, str | None], otherwise: str | None = None
) -> Iterator[Relation]:
    """Yield the relations that a file says, each once, told from either end.

    ``origins`` gives the origin of what is said plainly of a subject, ``otherwise`` that of what
    is said of any other.
    """
    stated = _read_statements(facts)
    for subject, predicate, target in sorted(_list_triples(facts)):
        origin = origins.get(subject, otherwise)
        plain = None if origin is None else Block("imported", origin, _TOLD.get(predicate, {}))
        block = stated.get((subject, predicate, target), plain)
        yield Relation(subject, predicate, target, block)


def _tell_predicate(kind: str, ends: tuple[Place, Place], held: Properties) -> str:
    if kind == "REQUIRES":
        words = {True: v.ESSENTIAL, False: v.OPTIONAL}
        essential = held.get("essential")
        return words[essential] if isinstance(essential, bool) else v.REQUIRES
    if kind == "PART_OF":
        return v.BROADER if ends[0].scheme == ends[1].scheme else v.BROAD_MATCH
    return _PREDICATES[kind]


def _tell_statement(
    iri: NamedNode, triple: Triple, held: Properties, imported: Properties
) -> Iterator[Triple]:
    about: list[tuple[str, Term]] = [
        (v.TYPE, NamedNode(v.STATEMENT)),
        (v.TYPE, NamedNode(v.RELATION)),
        (v.SUBJECT, triple.subject),
        (v.PREDICATE, triple.predicate),
        (v.OBJECT, triple.object),
    ]
    sources = held.get("sources")
    about += [(v.SOURCES, Literal(str(s))) for s in (sources if isinstance(sources, list) else ())]
    served = {key: held[key] for key in SERVED if key in held}
    facts = tell_properties(served | imported)
    about += [(predicate, term) for predicate, terms in facts.items() for term in terms]
    for predicate, term in about:
        yield Triple(iri, NamedNode(predicate), term)


def _read_statements(
    facts: Mapping[str, Facts],
) -> dict[tuple[str, str, str], Block | None]:
    stated: dict[tuple[str, str, str], Block | None] = {}
    for iri, said in facts.items():
        if v.SUBJECT not in said or v.SOURCES not in said:
            continue
        ends = (read_iri(said, predicate) for predicate in (v.SUBJECT, v.PREDICATE, v.OBJECT))
        subject, predicate, target = (str(end) for end in ends)
        stated[subject, predicate, target] = _read_block(iri, said)
    return stated


def _read_block(iri: str, said: Facts) -> Block | None:
    held = read_properties(iri, said)
    fields = {
        key.removeprefix(_IMPORTED): value
        for key, value in held.items()
        if key.startswith(_IMPORTED)
    }
    for key, value in fields.items():
        if key in _RANGES and not _is_in(value, *_RANGES[key]):
            raise RdfError(f"{iri}: {key}: expected {_RANGES[key][2]}, found {value!r}")
    origin, status = fields.pop("origin", None), fields.pop("status", "approved")
    if origin is None or "imported" not in {name(term) for term in said[v.SOURCES]}:
        return None
    proposed: Choice["approved", "proposed"] = "proposed" if status == "proposed" else "approved"
    return Block("imported", str(origin), fields, proposed)


def _is_in(value: Value, least: float, most: float, expected: str) -> bool:
    if isinstance(value, str | list) or isinstance(value, bool) != expected.startswith("true"):
        return False
    return least <= value <= most


def _list_triples(facts: Mapping[str, Facts]) -> set[tuple[str, str, str]]:
    found: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for subject, said in facts.items():
        for predicate in said.keys() & v.RELATIONS.keys():
            found[predicate] |= {(subject, predicate, name(term)) for term in said[predicate]}
        for predicate in said.keys() & v.INVERSE.keys():
            told = v.INVERSE[predicate]
            found[told] |= {(name(term), told, subject) for term in said[predicate]}
    return set().union(*found.values())
