"""A map with everything that is hard to say in RDF, and RDF as others write it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.changes import apply_plan
from graph.claims import Block
from graph.drafts import make_plan
from graph.plans import Assertion, Node
from graph.store import Store

PREFIXES = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix esco: <http://data.europa.eu/esco/model#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix iso-thes: <http://purl.org/iso25964/skos-thes#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix s: <http://data.europa.eu/esco/skill/> .
@prefix o: <http://data.europa.eu/esco/occupation/> .
@prefix jny: <urn:journeyman:ns#> .
@prefix prop: <urn:journeyman:property#> .
"""

HARD = "He said \"cut\\\", 'then'\n\ttwice  \u2028 😀 <&> {x} $y \\u0041"
NODES = [
    Node(
        "Framework",
        "framework:metal",
        {"name": "金属", "name_en": "Metal", "language": "zh", "version": "1.0", "strict": True},
    ),
    Node("Framework", "framework:own", {"name": "Our own", "language": "en", "strict": False}),
    Node(
        "Course",
        "school:M1",
        {"title": "Machining", "code": "M1", "provider": "school", "language": "en", "hours": 2.5},
    ),
    Node("Course", "school:M2", {"title": HARD, "credits": 3, "url": "http://school/M2"}),
    Node(
        "Job",
        "metal:turner",
        {
            "title": "车工",
            "title_en": "turner",
            "aliases": ["车床工", "lathe operator", HARD],
            "description": HARD,
            "code": "7223",
            "uri": "http://metal/turner",
            "class": "metal",
            "framework": "framework:metal",
        },
    ),
    Node("Job", "own:j", {"title": "lone job"}),
    Node(
        "Ability",
        "metal:turn",
        {
            "name": "车削",
            "name_en": "turn",
            "aliases": ["车削", "turning", "turning", "a  b"],
            "aliases_hidden": ["turning", "lathe"],
            "kind": "method",
            "scope": "profession",
            "uri": "http://metal/turn",
            "framework": "framework:metal",
        },
    ),
    Node(
        "Ability",
        "metal:mill",
        {
            "name": " mill\t",
            "name_zh": "x",
            "kind": "tool",
            "scope": "profession",
            "framework": "framework:metal",
        },
    ),
    Node("Ability", "metal:draw", {"name": "draw", "scope": "profession", "uri": "no IRI <"}),
    Node(
        "Ability",
        "own:care",
        {"name": "care", "name_en": "care", "scope": "course", "framework": "framework:own"},
    ),
    Node(
        "Ability",
        "own:scopeless",
        {"name": "-", "framework": "framework:unheard-of", "uri": "http://metal/turn"},
    ),
    Node("KnowledgePoint", "school:M1:a", {"name": "Chucks", "course": "school:M1", "order": 2}),
    Node("KnowledgePoint", "school:M1:b", {"name": "Feeds", "difficulty": 0.25, "sizes": [2, 1]}),
]
SYLLABUS = "syllabus:school:M1"
SAID: list[tuple[str, str, str, Block]] = [
    ("REQUIRES", "metal:turner", "metal:turn", Block("imported", "metal:1", {"essential": True})),
    ("REQUIRES", "metal:turner", "metal:mill", Block("imported", "metal:1", {"essential": False})),
    (
        "REQUIRES",
        "metal:turner",
        "metal:mill",
        Block("mined", "postings", {"mass": 3.0, "total": 4.0, "n": 3, "level": 2}),
    ),
    ("REQUIRES", "metal:turner", "metal:draw", Block("mined", "postings", {"n": 1, "total": 9.0})),
    (
        "REQUIRES",
        "own:j",
        "metal:turn",
        Block("imported", "guild", {"essential": True, "level": 3}),
    ),
    ("REQUIRES", "own:j", "own:care", Block("expert", "me", {"weight": 0.5, "essential": True})),
    ("PART_OF", "metal:mill", "metal:turn", Block("imported", "metal:1")),
    ("PART_OF", "own:care", "metal:turn", Block("predicted", "wording", {"confidence": 0.75})),
    (
        "COVERS",
        "school:M1",
        "school:M1:a",
        Block("imported", SYLLABUS, {"chapter": "第1章", "order": 1, "hours": 1.5}),
    ),
    ("TRAINS", "school:M1", "own:care", Block("imported", SYLLABUS, {"confidence": 1.0})),
    (
        "PRECEDES",
        "school:M1:a",
        "school:M1:b",
        Block("imported", SYLLABUS, {"confidence": 0.5}, "proposed"),
    ),
    ("DEVELOPS", "school:M1:a", "metal:turn", Block("imported", SYLLABUS)),
    ("DEVELOPS", "school:M1:b", "metal:mill", Block("expert", "me", {"weight": 0.2})),
]


@pytest.fixture
def plant() -> Callable[[Store], Store]:
    """Return a function that plants the hard map."""

    def put(store: Store) -> Store:
        said = [Assertion(kind, start, end, block) for kind, start, end, block in SAID]
        apply_plan(store, make_plan(store, NODES, said), "a hard map")
        return store

    return put


@pytest.fixture
def turtle(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes Turtle after the usual prefixes."""

    def write(text: str, name: str = "said.ttl") -> Path:
        path = tmp_path / name
        path.write_text(PREFIXES + text, encoding="utf-8")
        return path

    return write
