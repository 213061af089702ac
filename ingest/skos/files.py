"""RDF files: read into facts by subject, written whole or not at all. Nothing is fetched."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from ingest.errors import RdfError
from ingest.skos import vocabulary as v
from ingest.skos.limits import check_limits

Term = NamedNode | BlankNode | Literal | Triple
Facts = dict[str, list[Term]]
"""What is said of one subject, by the predicate's IRI."""

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
}
_REMOTE = "LoadDocumentCallback"
_WANTED = frozenset(
    {
        *(v.TYPE, v.SUBJECT, v.PREDICATE, v.OBJECT, v.IDENTIFIER, v.IN_SCHEME, v.NAME, v.ALIAS),
        *(v.HIDDEN, v.XL_FORM, v.TITLE, v.DESCRIPTION, v.LANGUAGE, v.NODE_LITERAL, v.NODE_LANGUAGE),
        *(v.NOTATION, v.STATUS, v.SKILL_TYPE, v.ORIGIN, v.SOURCES),
        *(*v.XL_LABELS, *v.RELATIONS, *v.INVERSE, *v.SCHEME_WORDS.values()),
    }
)

_CLASSES = frozenset({*v.LABELS, v.CONCEPT, v.SCHEME, v.MAP})


def read_facts(path: Path, languages: Collection[str] = ()) -> dict[str, Facts]:
    """Return what an RDF file says in words that are understood here, by subject.

    A blank node's subject starts with ``_:``. Of texts in a language only those in ``languages``
    are kept; none named: all of them.

    Raises:
        RdfError: another kind of file, too large, or not what its suffix says.
    """
    form = _tell_format(path)
    facts: dict[str, Facts] = {}
    try:
        for quad in parse(path=path, format=form):
            predicate = quad.predicate.value
            if predicate in _WANTED or predicate.startswith(v.PROPERTY):
                if _is_idle(predicate, quad.object, languages):
                    continue
                said = facts.setdefault(name(quad.subject), {})
                said.setdefault(predicate, []).append(quad.object)
    except SyntaxError as error:
        raise _refusal(path, form, error) from error
    return facts


def write_triples(path: Path, form: RdfFormat, triples: Iterable[Triple]) -> int:
    """Write triples and return how many; the file appears when the last one is written."""
    part = path.with_name(f"{path.name}.part")
    counted = _Counted(triples)
    try:
        with part.open("wb") as out:
            if form.supports_datasets:
                quads = (Quad(one.subject, one.predicate, one.object) for one in counted)
                serialize(quads, out, form)
            else:
                serialize(counted, out, form, prefixes=dict(v.PREFIXES))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return counted.count


def name(term: Term) -> str:
    """Return a node's IRI, a blank node's name with ``_:`` in front, or a literal's text."""
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    return str(term) if isinstance(term, Triple) else term.value


def _is_idle(predicate: str, term: Term, languages: Collection[str]) -> bool:
    """Return whether a class says nothing here (a label's), or a text is in another language."""
    if predicate == v.TYPE:
        return name(term) not in _CLASSES
    return bool(languages) and isinstance(term, Literal) and term.language not in {None, *languages}


def _tell_format(path: Path) -> RdfFormat:
    form = FORMATS.get(path.suffix.lower())
    if form is None or not path.is_file():
        found = f"the suffix {path.suffix!r}" if path.is_file() else "no file"
        raise RdfError(f"{path}: expected a file of {', '.join(FORMATS)}, found {found}")
    check_limits(path, form)
    return form


def _refusal(path: Path, form: RdfFormat, error: SyntaxError) -> RdfError:
    where = f"{path}:{error.lineno}" if error.lineno else str(path)
    if _REMOTE in error.msg:
        return RdfError(
            f"{where}: expected a @context inside the file, found one elsewhere; nothing is fetched"
        )
    return RdfError(f"{where}: expected {form.name}, found: {error.msg}")


class _Counted:
    """Triples on their way, counted."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._triples = triples
        self.count = 0

    def __iter__(self) -> Iterator[Triple]:
        for triple in self._triples:
            self.count += 1
            yield triple
