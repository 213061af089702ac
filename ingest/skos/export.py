"""The map as RDF: its abilities, jobs and knowledge points, and how they hang together."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import NamedNode, RdfFormat, Triple

from graph.census import count_nodes
from graph.changes import get_seq
from graph.claims import Properties
from graph.errors import ConflictError
from graph.pages import Page, list_edges_from, list_origins, list_pages
from graph.store import Store
from ingest.errors import RdfError
from ingest.skos.concepts import Scheme, Subject, tell_concept, tell_scheme
from ingest.skos.files import Facts, write_triples
from ingest.skos.labels import tag
from ingest.skos.relations import Place, tell_relation

BASE = "urn:journeyman:"
FORMATS = {"turtle": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD}
_SCHEMES = ("Framework", "Course")
_CONCEPTS = ("KnowledgePoint", "Ability", "Job")
_LEAVING: Mapping[str, tuple[tuple[str, str], ...]] = {
    "Course": (("COVERS", "KnowledgePoint"), ("TRAINS", "Ability")),
    "KnowledgePoint": (("PRECEDES", "KnowledgePoint"), ("DEVELOPS", "Ability")),
    "Ability": (("PART_OF", "Ability"),),
    "Job": (("REQUIRES", "Ability"),),
}
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Written:
    """What an export holds, in concepts and triples."""

    concepts: int
    triples: int


def export_skos(
    store: Store,
    path: Path,
    form: str = "turtle",
    base: str = BASE,
    on_progress: Progress | None = None,
) -> Written:
    """Write the map to ``path``; the same map gives the same bytes, on any server.

    ``base`` starts the IRI of what has no URI of its own.

    Raises:
        RdfError: ``base`` starts no IRI.
        ConflictError: the map changed meanwhile; nothing was written.
    """
    writer = _Writer(store, _check_base(base), on_progress or (lambda *_: None))
    triples = write_triples(path, FORMATS[form], writer.list_triples())
    return Written(writer.concepts, triples)


class _Writer:
    """One export: where each node is in it is known before the first is written."""

    def __init__(self, store: Store, base: str, on_progress: Progress) -> None:
        self._store = store
        self._base = base
        self._seq = get_seq(store)
        self._progress = on_progress
        self._total = sum(count_nodes(store).get(label, 0) for label in _CONCEPTS)
        self.concepts = 0
        self._taken: set[str] = set()
        self._schemes: dict[str, Scheme] = {}
        self._map = Scheme(self._mint("map"), "map")
        self._places: dict[str, dict[str, Place]] = {}
        self._origins: dict[str, str | None] = {}

    def list_triples(self) -> Iterator[Triple]:
        """Yield everything, subject after subject."""
        for label in _SCHEMES:
            self._find_schemes(label)
        for label in _CONCEPTS:
            self._places[label] = dict(self._find_places(label))
        schemes = (self._map, *self._schemes.values())
        self._origins = {scheme.iri: scheme.origin for scheme in schemes}
        for label in _SCHEMES:
            for page in list_pages(self._store, label):
                yield from self._tell_page(label, page)
        yield from self._tell_unsaid()
        for label in _CONCEPTS:
            for page in list_pages(self._store, label):
                yield from self._tell_page(label, page)
                self.concepts += len(page)
                self._progress(self.concepts, self._total)
        if get_seq(self._store) != self._seq:
            raise ConflictError("the map changed while it was written: try again")

    def _find_schemes(self, label: str) -> None:
        origins = list_origins(self._store) if label == "Framework" else {}
        if label == "Framework":
            self._map = Scheme(self._map.iri, "map", origin=origins.get(None))
        places = self._places.setdefault(label, {})
        for page in list_pages(self._store, label):
            for node_id, held in page.items():
                iri = self._choose_iri(node_id, held)
                language = tag(held.get("language"))
                origin = origins.get(node_id)
                self._schemes[node_id] = Scheme(iri, node_id, label, language, origin)
                places[node_id] = Place(iri, iri)
        for framework in sorted(key for key in origins if key and key not in self._schemes):
            self._name_unsaid(framework, "Framework", origins[framework])

    def _find_places(self, label: str) -> Iterator[tuple[str, Place]]:
        for page in list_pages(self._store, label):
            for node_id, held in page.items():
                iri = self._choose_iri(node_id, held)
                yield node_id, Place(iri, self._scheme_of(label, held).iri)

    def _scheme_of(self, label: str, held: Properties) -> Scheme:
        kind = "Course" if label == "KnowledgePoint" else "Framework"
        named = held.get(kind.lower())
        if not isinstance(named, str):
            return self._map
        if named not in self._schemes:
            self._name_unsaid(named, kind, None)
        return self._schemes[named]

    def _name_unsaid(self, node_id: str, label: str, origin: str | None) -> None:
        """Make a scheme of a framework or course that is named without being there."""
        iri = self._choose_iri(node_id, {})
        self._schemes[node_id] = Scheme(iri, node_id, label, None, origin)

    def _tell_unsaid(self) -> Iterator[Triple]:
        there = {node_id for label in _SCHEMES for node_id in self._places[label]}
        unsaid = [s for key, s in sorted(self._schemes.items()) if key not in there]
        for scheme in [self._map, *unsaid]:
            yield from _spread(scheme.iri, tell_scheme(scheme, {}))

    def _tell_page(self, label: str, page: Page) -> Iterator[Triple]:
        leaving = {
            (kind, target): list_edges_from(self._store, kind, list(page))
            for kind, target in _LEAVING.get(label, ())
        }
        statements: list[Triple] = []
        joined: dict[str, list[Triple]] = {}
        for (kind, target), edges in leaving.items():
            for (from_id, to_id), held in edges.items():
                ends = self._places[label][from_id], self._places[target][to_id]
                origin = self._origins.get(ends[0].scheme)
                triple, about = tell_relation(kind, ends, held, origin, self._base)
                joined.setdefault(from_id, []).append(triple)
                statements += about
        for node_id, held in page.items():
            place = self._places[label][node_id]
            yield from _spread(place.iri, self._tell(label, node_id, held, place))
            yield from sorted(joined.get(node_id, ()), key=lambda t: t.predicate.value)
        yield from statements

    def _tell(self, label: str, node_id: str, held: Properties, place: Place) -> Facts:
        if label in _SCHEMES:
            return tell_scheme(self._schemes[node_id], held)
        subject = Subject(label, node_id, place.iri)
        return tell_concept(subject, held, self._scheme_of(label, held))

    def _choose_iri(self, node_id: str, held: Properties) -> str:
        """Return the URI that a node has to itself, else one made of its id."""
        uri = held.get("uri")
        if isinstance(uri, str) and _is_iri(uri) and uri not in self._taken:
            self._taken.add(uri)
            return uri
        return self._mint(node_id)

    def _mint(self, node_id: str) -> str:
        ending, extra = quote(node_id, safe=":"), ""
        while (iri := f"{self._base}{extra}{ending}") in self._taken:
            extra += "also/"
        self._taken.add(iri)
        return iri


def _spread(iri: str, facts: Facts) -> Iterator[Triple]:
    subject = NamedNode(iri)
    for predicate, terms in facts.items():
        for term in terms:
            yield Triple(subject, NamedNode(predicate), term)


def _check_base(base: str) -> str:
    if not (_is_iri(base) and base[-1] in ":/#"):
        raise RdfError(f"expected a base IRI that ends with /, # or :, found {base!r}")
    return base


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True
