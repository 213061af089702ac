"""RDF files: every form says the same, and what is no RDF is told by file and line."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize

from ingest.errors import RdfError
from ingest.skos import files
from ingest.skos.files import read_facts, write_triples
from ingest.skos.vocabulary import NAME

Turtle = Callable[..., Path]
SAID = 's:a a esco:Skill ; skos:prefLabel "say \\"no\\"\\n"@en , "说不"@zh .'
A = "http://data.europa.eu/esco/skill/a"


@pytest.mark.parametrize("suffix", [".nt", ".rdf", ".xml", ".jsonld", ".json", ".TTL"])
def test_every_form_says_the_same(turtle: Turtle, tmp_path: Path, suffix: str) -> None:
    path = turtle(SAID)
    form = files.FORMATS[suffix.lower()]
    quads = list(parse(path=path, format=RdfFormat.TURTLE))
    triples = [Triple(quad.subject, quad.predicate, quad.object) for quad in quads]
    other = tmp_path / f"other{suffix}"
    other.write_bytes(serialize(quads if form.supports_datasets else triples, format=form) or b"")
    [found, expected] = [read_facts(each)[A] for each in (other, path)]
    assert {key: set(terms) for key, terms in found.items()} == {
        key: set(terms) for key, terms in expected.items()
    }


def test_texts_in_other_languages_can_be_passed_over(turtle: Turtle) -> None:
    assert len(read_facts(turtle(SAID))[A][NAME]) == 2
    assert len(read_facts(turtle(SAID), {"zh"})[A][NAME]) == 1


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.ttl", "@prefix a: <http://a/> .\na:b a:c a:d\na:e a:f a:g .", r"a\.ttl:3: .*dot"),
        ("a.nt", '<http://a> <http://b> "c"', r"a\.nt:1: expected N-Triples"),
        ("a.jsonld", '{"@id": "http://a",\n', r"a\.jsonld:\d: expected JSON-LD"),
        ("a.rdf", "<html><body/></html>", r"a\.rdf: expected RDF/XML"),
        ("a.ttl", "<relative> <b> <c> .", r"a\.ttl:1: .*absolute IRI"),
        ("a.csv", "a,b", r"a\.csv: expected a file of \.ttl, .*, found the suffix '\.csv'"),
        ("a.ttl", "", r"a\.ttl: expected from one byte to 1024 MB, found 0 bytes"),
    ],
)
def test_what_is_no_rdf_is_told_by_file_and_line(
    tmp_path: Path, name: str, text: str, reason: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RdfError, match=reason):
        read_facts(path)


def test_text_that_is_not_utf_8_is_told_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes('<http://a> <http://b>\n"\xff" .'.encode("latin-1"))
    with pytest.raises(RdfError, match=r"a\.ttl:2: .*UTF-8"):
        read_facts(path)


@pytest.mark.parametrize(
    "context", ['"https://schema.org/"', '{"@import": "http://127.0.0.1:9/context"}']
)
def test_a_context_elsewhere_is_not_fetched(tmp_path: Path, context: str) -> None:
    path = tmp_path / "a.jsonld"
    path.write_text(f'{{"@context": {context}, "@id": "http://a"}}', encoding="utf-8")
    with pytest.raises(RdfError, match="found one elsewhere; nothing is fetched"):
        read_facts(path)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").mkdir()
    with pytest.raises(RdfError, match="found no file"):
        read_facts(tmp_path / "a.ttl")


def test_nothing_is_left_of_a_file_that_was_not_finished(tmp_path: Path) -> None:
    def fail() -> Iterator[Triple]:
        yield Triple(NamedNode("http://a"), NamedNode("http://b"), NamedNode("http://c"))
        raise RuntimeError("the server went away")

    with pytest.raises(RuntimeError, match="went away"):
        write_triples(tmp_path / "a.ttl", RdfFormat.TURTLE, fail())
    assert list(tmp_path.iterdir()) == []
