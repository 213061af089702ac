"""Properties as literals and back. Pure."""

import json
from collections.abc import Mapping
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode

from graph.claims import Properties, Value
from ingest.errors import RdfError
from ingest.skos import vocabulary as v
from ingest.skos.files import Facts, Term, name

_JSON = NamedNode(v.JSON)
_NUMBERS = {v.XSD + "integer": int, v.XSD + "double": float, v.XSD + "decimal": float}
PRIVATE = frozenset({"id", "changeset", "held"})
"""Properties that are the graph's own: neither written nor taken in."""
_LISTS = frozenset({"aliases", "aliases_hidden"})
_TEXTS = frozenset(
    {"name", "title", "description", "uri", "code", "kind", "scope", "framework", "course"}
)
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}


def tell_properties(properties: Mapping[str, Value]) -> Facts:
    """Return properties as the graph has them: a list, whose order counts, is a JSON literal."""
    return {
        v.PROPERTY + quote(key, safe=""): [_literal(value)]
        for key, value in sorted(properties.items())
    }


def read_properties(subject: str, facts: Facts) -> Properties:
    """Return the properties that ``facts`` give as the graph has them.

    Raises:
        RdfError: a property has two values, or its literal is not of its type.
    """
    read: Properties = {}
    for predicate, terms in facts.items():
        if predicate.startswith(v.PROPERTY):
            if len(terms) > 1:
                raise RdfError(f"{subject}: expected one {predicate}, found {len(terms)}")
            key = unquote(predicate.removeprefix(v.PROPERTY))
            read[key] = _check_type(subject, key, _value(subject, key, terms[0]))
    return {key: value for key, value in read.items() if key not in PRIVATE}


def read_iri(facts: Facts, predicate: str) -> str | None:
    """Return the first IRI (or blank node) that is said."""
    return next((name(t) for t in facts.get(predicate, ()) if not isinstance(t, Literal)), None)


def read_text(facts: Facts, predicate: str) -> str | None:
    """Return the text that is said if it is only one."""
    texts = {term.value for term in facts.get(predicate, ()) if isinstance(term, Literal)}
    return texts.pop() if len(texts) == 1 else None


def _literal(value: Value) -> Literal:
    if isinstance(value, list):
        return Literal(json.dumps(value, ensure_ascii=False), datatype=_JSON)
    return Literal(value)


def _value(subject: str, key: str, term: Term) -> Value:
    if not isinstance(term, Literal):
        raise RdfError(f"{subject}: {key}: expected a literal, found {term}")
    datatype, text = term.datatype.value, term.value
    try:
        if datatype == v.JSON:
            return _list(text)
        if datatype == v.XSD + "boolean":
            return _TRUTHS[text]
        return _NUMBERS[datatype](text) if datatype in _NUMBERS else text
    except (ValueError, KeyError) as error:
        raise RdfError(f"{subject}: {key}: expected a value of its type, found {term}") from error


def _check_type(subject: str, key: str, value: Value) -> Value:
    """Return the value of a property, if it is of the type that everything else relies on."""
    if key in _TEXTS and not isinstance(value, str):
        raise RdfError(f"{subject}: {key}: expected a text, found {value!r}")
    if key in _LISTS and not (isinstance(value, list) and all(isinstance(v, str) for v in value)):
        raise RdfError(f"{subject}: {key}: expected a list of texts, found {value!r}")
    if not (key and key.isprintable()):
        raise RdfError(f"{subject}: expected the name of a property, found {key!r}")
    return value


def _list(text: str) -> Value:
    found = json.loads(text)
    kinds = {type(item) for item in found} if isinstance(found, list) else {dict}
    if len(kinds) > 1 or not kinds <= {str, int, float}:
        raise ValueError(text)
    return found  # type: ignore[no-any-return]
