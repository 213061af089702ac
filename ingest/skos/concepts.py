"""A node of the map as a concept or a scheme of concepts, and back. Pure.

Standard words tell what they can; what reading them back would not give (an exact spelling, the
order of aliases, a property without a word) is told as the graph has it. So nothing is lost.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from graph.claims import Properties, Value
from ingest.skos import vocabulary as v
from ingest.skos.files import Facts, Term
from ingest.skos.labels import (
    list_literals,
    read_aliases,
    read_texts,
    tag,
    tell_aliases,
    tell_texts,
)
from ingest.skos.values import PRIVATE, read_iri, read_properties, read_text, tell_properties

_SCOPES = {"profession": v.SKILL, "course": v.OUTCOME}
_CLASSES = {
    "Job": v.OCCUPATION,
    "KnowledgePoint": v.POINT,
    "Framework": v.FRAMEWORK,
    "Course": v.COURSE,
}


@dataclass(frozen=True, slots=True)
class Scheme:
    """What concepts are in: a framework, a course, or the map where neither is said.

    Attributes:
        label: Framework, Course or, for the map, "".
        language: of names without another, as RDF tags it; None: they have no tag.
        origin: what says the plain relations of the scheme's concepts.
    """

    iri: str
    id: str
    label: str = ""
    language: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A node by the names that it goes by here and there."""

    label: str
    id: str
    iri: str


def tell_concept(subject: Subject, properties: Properties, scheme: Scheme) -> Facts:
    """Return all that the graph holds of an ability, a job or a knowledge point."""
    stem = get_stem(subject.label)
    names = list(tell_texts(properties, stem, v.NAME, scheme.language))
    facts: Facts = {
        v.TYPE: [NamedNode(v.CONCEPT), NamedNode(_tell_class(subject.label, properties))],
        v.IDENTIFIER: [tell_id(subject.id)],
        v.IN_SCHEME: [NamedNode(scheme.iri)],
    }
    _add(facts, names)
    _add(facts, tell_aliases(properties, (name for _, name in names), scheme.language))
    _add(facts, tell_texts(properties, "description", v.DESCRIPTION, scheme.language))
    if isinstance(code := properties.get("code"), str):
        facts[v.NOTATION] = [Literal(code)]
    if kind := v.KINDS.get(str(properties.get("kind"))):
        facts[v.SKILL_TYPE] = [NamedNode(kind)]
    return facts | _tell_rest(properties, read_concept(subject, facts, scheme))


def read_concept(subject: Subject, facts: Facts, scheme: Scheme) -> Properties:
    """Return what a concept's facts say of it."""
    stem, language = get_stem(subject.label), scheme.language
    read = read_texts(list_literals(facts, v.NAME), stem, language)
    read |= read_aliases(facts)
    read |= read_texts(list_literals(facts, v.DESCRIPTION), "description", language)
    told: dict[str, Value | None] = {
        "code": read_text(facts, v.NOTATION),
        "kind": _read_kind(facts),
        "scope": _read_scope(facts),
        "uri": None if is_minted(subject) else subject.iri,
        "framework": scheme.id if scheme.label == "Framework" else None,
        "course": scheme.id if scheme.label == "Course" else None,
    }
    read |= {key: value for key, value in told.items() if value is not None}
    return read | read_properties(subject.iri, facts)


def tell_scheme(scheme: Scheme, properties: Properties) -> Facts:
    """Return all that the graph holds of a framework or a course."""
    subject = Subject(scheme.label, scheme.id, scheme.iri)
    kind = _CLASSES.get(scheme.label, v.MAP)
    facts: Facts = {
        v.TYPE: [NamedNode(v.SCHEME), NamedNode(kind)],
        v.IDENTIFIER: [tell_id(scheme.id)],
    }
    _add(facts, tell_texts(properties, get_stem(scheme.label), v.TITLE, scheme.language))
    _add(facts, tell_texts(properties, "description", v.DESCRIPTION, scheme.language))
    for key, predicate in v.SCHEME_WORDS.items():
        if isinstance(value := properties.get(key), str):
            facts[predicate] = [Literal(value)]
    if scheme.origin is not None:
        facts[v.ORIGIN] = [Literal(scheme.origin)]
    return facts | _tell_rest(properties, read_scheme_node(subject, facts, scheme.language))


def read_scheme_node(subject: Subject, facts: Facts, language: str | None) -> Properties:
    """Return what a scheme's facts say of the framework or course that it is."""
    read = read_texts(list_literals(facts, v.TITLE), get_stem(subject.label), language)
    read |= read_texts(list_literals(facts, v.DESCRIPTION), "description", language)
    told = {key: read_text(facts, predicate) for key, predicate in v.SCHEME_WORDS.items()}
    if not is_minted(subject):
        told["uri"] = subject.iri
    read |= {key: value for key, value in told.items() if value is not None}
    return read | read_properties(subject.iri, facts)


def read_scheme(iri: str, facts: Facts) -> Scheme | None:
    """Return one of our own schemes, None for another's."""
    found = read_id(facts)
    types = {term.value for term in facts.get(v.TYPE, ()) if isinstance(term, NamedNode)}
    labels = {v.FRAMEWORK: "Framework", v.COURSE: "Course", v.MAP: ""}
    label = next((label for kind, label in labels.items() if kind in types), None)
    if found is None or label is None:
        return None
    language = tag(read_text(facts, v.LANGUAGE))
    return Scheme(iri, found, label, language, read_text(facts, v.ORIGIN))


def tell_id(node_id: str) -> Literal:
    """Return a node's id as a literal that only we write."""
    return Literal(node_id, datatype=NamedNode(v.ID))


def read_id(facts: Facts) -> str | None:
    """Return the graph's own id, where the file has it from us."""
    found = [t for t in list_literals(facts, v.IDENTIFIER) if t.datatype.value == v.ID]
    return found[0].value if found else None


def is_minted(subject: Subject) -> bool:
    """Return whether the IRI was made of the id, for want of a URI of its own."""
    ending = quote(subject.id, safe=":")
    return subject.iri.endswith(ending) and subject.iri[-len(ending) - 1] in ":/#"


def get_stem(label: str) -> str:
    """Return the property that names a node of a label."""
    return "title" if label in {"Job", "Course"} else "name"


def _tell_class(label: str, properties: Properties) -> str:
    if label == "Ability":
        return _SCOPES.get(str(properties.get("scope")), v.ABILITY)
    return _CLASSES[label]


def _read_kind(facts: Facts) -> str | None:
    iri = read_iri(facts, v.SKILL_TYPE)
    if iri is None:
        return None
    return "knowledge" if iri == v.KINDS["knowledge"] else "method"


def _read_scope(facts: Facts) -> str | None:
    types = {term.value for term in facts.get(v.TYPE, ()) if isinstance(term, NamedNode)}
    return next((scope for scope, kind in _SCOPES.items() if kind in types), None)


def _tell_rest(properties: Properties, told: Mapping[str, Value]) -> Facts:
    rest = {
        key: value
        for key, value in properties.items()
        if key not in PRIVATE and told.get(key) != value
    }
    return tell_properties(rest)


def _add(facts: Facts, said: Iterable[tuple[str, Term]]) -> None:
    for predicate, term in said:
        facts.setdefault(predicate, []).append(term)
