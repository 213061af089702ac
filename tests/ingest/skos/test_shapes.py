"""The shapes that ship: they take what we write, and each of them can fail."""

from collections.abc import Callable
from importlib import util
from pathlib import Path

import pytest

from graph.store import Store
from ingest.errors import ShapesError
from ingest.skos.export import export_skos
from ingest.skos.shapes import SHAPES, Fault, find_faults, require_checker

Turtle = Callable[..., Path]
GOOD = """
jny:f a skos:ConceptScheme ; dct:identifier "f"^^jny:id ; dct:title "F"@en ; jny:origin "o" .
s:a a skos:Concept , esco:Skill ; dct:identifier "a"^^jny:id ; skos:inScheme jny:f ;
  skos:prefLabel "a"@en , "甲"@zh ; skos:altLabel "b"@en ; skos:hiddenLabel "c"@en .
s:p a skos:Concept , jny:KnowledgePoint ; dct:identifier "p"^^jny:id ; skos:inScheme jny:f ;
  skos:prefLabel "p" .
o:j a skos:Concept , esco:Occupation ; dct:identifier "j"^^jny:id ; skos:inScheme jny:f ;
  skos:prefLabel "j"@en ; esco:relatedEssentialSkill s:a .
"""
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RELATION = f"<{RDF}subject> o:j ; <{RDF}predicate> jny:requires ; <{RDF}object> s:a"
SAID = f'jny:r a jny:Relation ; {RELATION} ; jny:sources "mined" '

# what is added to or taken out of GOOD, and the message of the one shape that it breaks
FAULTS = [
    ('skos:prefLabel "p"', 'skos:altLabel "p"', "a concept has a preferred label"),
    ("", 's:a skos:prefLabel "z"@en .', "a concept has one preferred label in a language"),
    ("", 's:p skos:prefLabel "q" .', "a concept has one preferred label without a language"),
    ("", 's:a skos:altLabel "a"@en .', "an alternative label is no preferred label"),
    ("", 's:a skos:hiddenLabel "a"@en .', "a hidden label is no preferred label"),
    ("", 's:a skos:hiddenLabel "b"@en .', "a hidden label is no alternative label"),
    ('"p"^^jny:id', '"p"', "a concept has one identifier, of the type jny:id"),
    ("", 's:p dct:identifier "q"^^jny:id .', "a concept has one identifier, of the type jny:id"),
    ('"p"^^jny:id ; skos:inScheme jny:f', '"p"^^jny:id', "a concept is in one scheme"),
    ("", "jny:g a skos:ConceptScheme ; dct:identifier 'g'^^jny:id . s:p skos:inScheme jny:g .",
     "a concept is in one scheme"),
    ('"p"^^jny:id ; skos:inScheme jny:f', '"p"^^jny:id ; skos:inScheme s:a',
     "what a concept is in is a scheme"),
    ("", "s:a skos:broader s:unknown .", "what a concept is part of is a concept"),
    ("", "s:a skos:broadMatch s:unknown .", "what a concept matches is a concept"),
    ('"f"^^jny:id', '"f"', "a scheme has one identifier, of the type jny:id"),
    ("", 'jny:f dct:title "G"@en .', "a scheme has one title in a language"),
    ("", 'jny:f jny:origin "p" .', "a scheme has at most one origin"),
    ("Skill s:a .", "Skill s:p .", "what is essential for an occupation is a skill"),
    ("", "o:j esco:relatedOptionalSkill s:p .", "what is optional for an occupation is a skill"),
    ("", "o:j jny:requires s:unknown .", "what an occupation requires is a skill"),
    ("", "o:j esco:relatedOptionalSkill s:a .",
     "a skill is essential or optional for an occupation, not both"),
    ("", "s:p jny:precedes s:a .", "a knowledge point precedes a knowledge point"),
    ("", "s:a jny:precedes s:p .", "a knowledge point precedes a knowledge point"),
    ("", "s:p jny:develops o:j .", "what a knowledge point develops is a skill"),
    ("", "jny:f jny:covers s:a .", "what a course covers is a knowledge point"),
    ("", "jny:f jny:trains s:p .", "what a course trains is a skill"),
    ("", SAID.replace(f"<{RDF}subject> o:j ;", "") + ".", "a relation has one subject"),
    ("", SAID + f"; <{RDF}predicate> jny:covers .", "a relation has one predicate"),
    ("", SAID + f"; <{RDF}object> s:p .", "a relation has one object"),
    ("", SAID.replace('"mined"', '"hearsay"') + ".",
     "a relation has sources: expert, imported, mined or predicted"),
    ("", SAID.replace('; jny:sources "mined"', "") + ".",
     "a relation has sources: expert, imported, mined or predicted"),
    ("", SAID + "; prop:weight 0.0e0 .", "a weight is in (0, 1]"),
    ("", SAID + "; prop:weight 1.1e0 .", "a weight is in (0, 1]"),
    ("", SAID + "; prop:confidence -0.1e0 .", "a confidence is in [0, 1]"),
    ("", SAID + "; prop:confidence 1.1e0 .", "a confidence is in [0, 1]"),
    ("", SAID + "; prop:level 4 .", "a level is 1, 2 or 3"),
]  # fmt: skip


def messages(faults: list[Fault]) -> set[str]:
    return {fault.message for fault in faults}


@pytest.mark.parametrize(("form", "suffix"), [("turtle", "ttl"), ("jsonld", "jsonld")])
def test_what_is_written_keeps_the_shapes(
    one_store: Store, plant: Callable[[Store], Store], tmp_path: Path, form: str, suffix: str
) -> None:
    path = tmp_path / f"map.{suffix}"
    export_skos(plant(one_store), path, form)
    assert find_faults(path, form) == []


def test_what_is_good_has_no_fault(turtle: Turtle) -> None:
    assert find_faults(turtle(GOOD + SAID + "; prop:weight 1.0e0 ; prop:level 3 .")) == []


@pytest.mark.parametrize(("out", "put", "message"), FAULTS)
def test_a_planted_fault_is_found_by_its_shape(
    turtle: Turtle, out: str, put: str, message: str
) -> None:
    assert out in GOOD
    text = GOOD.replace(out, put, 1) if out else GOOD + put
    assert messages(find_faults(turtle(text))) == {message}


def test_every_shape_has_a_fault_planted() -> None:
    shapes = SHAPES.read_text(encoding="utf-8")
    said = {line.split('sh:message "')[1].split('"')[0] for line in shapes.splitlines()
            if 'sh:message "' in line}  # fmt: skip
    assert said == {message for _, _, message in FAULTS}


def test_a_fault_says_where_it_is(turtle: Turtle) -> None:
    [fault] = find_faults(turtle(GOOD + "s:a skos:broader s:unknown ."))
    assert (fault.node, fault.value) == (
        "http://data.europa.eu/esco/skill/a",
        "http://data.europa.eu/esco/skill/unknown",
    )


def test_without_the_checker_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found = util.find_spec
    monkeypatch.setattr(
        "ingest.skos.shapes.find_spec", lambda name: None if name == "pyshacl" else found(name)
    )
    with pytest.raises(ShapesError, match=r"expected pyshacl .* found none: pip install pyshacl"):
        require_checker()
