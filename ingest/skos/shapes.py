"""RDF held against the shapes that ship with the program, by pySHACL."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse, serialize

from ingest.errors import ShapesError
from ingest.skos.export import FORMATS

SHAPES = Path(__file__).with_name("shapes.ttl")
_SHACL = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a file breaks a shape: the node, the value if one is to blame, and what should be."""

    node: str
    value: str
    message: str


def require_checker() -> None:
    """Do nothing where the shapes can be checked.

    Raises:
        ShapesError: pySHACL is not installed.
    """
    if find_spec("pyshacl") is None:
        raise ShapesError("expected pyshacl to check the shapes, found none: pip install pyshacl")


def find_faults(path: Path, form: str = "turtle") -> list[Fault]:
    """Return where a file breaks the shapes, sorted; minutes for some 100,000 triples.

    Raises:
        ShapesError: pySHACL is not installed.
    """
    require_checker()
    from pyshacl import validate  # noqa: PLC0415 - an optional extra
    from rdflib import Graph, URIRef  # noqa: PLC0415

    quads = parse(path=path, format=FORMATS[form])
    triples = (Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    data = Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    _, report, _ = validate(data, shacl_graph=Graph().parse(SHAPES))
    if not isinstance(report, Graph):
        raise ShapesError(f"{path}: expected a report of the shapes, found {report!r}")
    results = report.objects(None, URIRef(f"{_SHACL}result"))  # not their details
    said = [
        tuple(
            str(report.value(result, URIRef(_SHACL + word)) or "")
            for word in ("focusNode", "value", "resultMessage")
        )
        for result in results
    ]
    return [Fault(*one) for one in sorted(set(said))]
