"""RDF into the graph: ESCO's own form, another's vocabulary, and what is wrong with files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.changes import apply_plan
from graph.claims import Block
from graph.current import list_edges, list_nodes
from graph.drafts import make_plan
from graph.plans import Assertion, Node, Plan
from graph.store import Store
from ingest.errors import RdfError
from ingest.skos.export import export_skos
from ingest.skos.plan import plan_skos
from ingest.skos.reader import Languages

Turtle = Callable[..., Path]
Plant = Callable[[Store], Store]

ESCO = """
s:bake a skos:Concept , esco:MemberConcept , esco:Skill ;
  esco:skillType <http://data.europa.eu/esco/skill-type/skill> ;
  esco:referenceLanguage "en"^^xsd:language ;
  esco:isEssentialSkillFor o:baker ;
  iso-thes:status "released" ;
  dct:description <http://data.europa.eu/esco/node-literal/1> ,
    <http://data.europa.eu/esco/node-literal/2> ;
  skos:broader s:group ;
  skosxl:prefLabel <http://data.europa.eu/esco/label/1> , <http://data.europa.eu/esco/label/2> ;
  skos:altLabel "bake\u00a0bread "@en , "Brot backen"@de ;
  skos:prefLabel "bake"@en-us .
<http://data.europa.eu/esco/label/1> a skosxl:Label ; skosxl:literalForm "bake"@en .
<http://data.europa.eu/esco/label/2> a skosxl:Label ; skosxl:literalForm "烘焙"@zh .
<http://data.europa.eu/esco/node-literal/1> a esco:NodeLiteral ;
  esco:language "en" ; esco:nodeLiteral "Bake bread." .
<http://data.europa.eu/esco/node-literal/2> a esco:NodeLiteral ;
  esco:language "de" ; esco:nodeLiteral "Brot backen." .
s:safety a skos:Concept , esco:Skill ; skos:prefLabel "food safety"@en ;
  esco:skillType <http://data.europa.eu/esco/skill-type/knowledge> .
s:old a skos:Concept , esco:Skill ; skos:prefLabel "old"@en ; iso-thes:status "obsolete" .
s:group a skos:Concept ; skos:prefLabel "making food"@en .
o:baker a skos:Concept , esco:Occupation ; skos:prefLabel "baker"@en , "Bäcker"@de ;
  skos:notation "7512.1" ; skos:broader <http://data.europa.eu/esco/isco/C7512> ;
  esco:relatedEssentialSkill s:bake ; esco:relatedOptionalSkill s:safety , s:unknown , s:bake .
s:bake esco:relatedOptionalSkill s:safety .
"""
CRAFTS = """
<http://crafts/> a skos:ConceptScheme ; dct:title "Crafts" .
<http://crafts/cut> a skos:Concept ; skos:inScheme <http://crafts/> ; skos:prefLabel "cut"@en ;
  skos:narrower <http://crafts/saw> .
<http://crafts/saw> a skos:Concept ; skos:inScheme <http://crafts/> ; skos:prefLabel "saw"@en ,
  "锯"@zh ; skos:definition "Cut wood."@en .
"""


def plan_esco(store: Store, path: Path, *only: str) -> Plan:
    return plan_skos(store, path, "framework:esco", Languages(only=only))


def reasons(plan: Plan) -> list[tuple[str, str]]:
    return [(item.subject, item.reason) for item in plan.left_out]


def test_escos_own_form_becomes_jobs_and_abilities(store: Store, turtle: Turtle) -> None:
    path = turtle(ESCO)
    apply_plan(store, plan_esco(store, path), "esco")
    bake = list_nodes(store, "Ability", ["esco:bake"])["esco:bake"]
    assert {k: v for k, v in bake.items() if k != "changeset"} == {
        "id": "esco:bake",
        "name": "bake",
        "name_zh": "烘焙",
        "aliases": ["Brot backen", "bake bread"],
        "description": "Bake bread.",
        "description_de": "Brot backen.",
        "kind": "method",
        "scope": "profession",
        "uri": "http://data.europa.eu/esco/skill/bake",
        "framework": "framework:esco",
    }
    job = list_nodes(store, "Job", ["esco:baker"])["esco:baker"]
    assert (job["title"], job["title_de"], job["code"]) == ("baker", "Bäcker", "7512.1")
    assert plan_esco(store, path).changes == ()


def test_what_is_essential_is_told_from_either_end_and_holds(
    one_store: Store, turtle: Turtle
) -> None:
    apply_plan(one_store, plan_esco(one_store, turtle(ESCO)), "esco")
    ends = [("esco:baker", "esco:bake"), ("esco:baker", "esco:safety")]
    edges = list_edges(one_store, "REQUIRES", ends)
    assert {(e["imported_origin"], e["essential"], e["weight"]) for e in edges.values()} == {
        ("skos:esco", True, 0.8),
        ("skos:esco", False, 0.4),
    }


def test_what_the_map_has_no_place_for_is_left_out_and_counted(
    one_store: Store, turtle: Turtle
) -> None:
    assert reasons(plan_esco(one_store, turtle(ESCO))) == [
        ("1 concepts", "neither skills nor occupations"),
        ("http://data.europa.eu/esco/skill/old", "its status is 'obsolete'"),
        ("1 relations", "PART_OF: expected Ability, found Job"),
        ("1 relations", "REQUIRES: expected Job, found Ability"),
        ("1 relations", "told twice, the first holds"),
        ("1 relations", "with what is neither a skill nor an occupation"),
        ("esco:baker|REQUIRES|esco:unknown", "no Ability esco:unknown"),
    ]


def test_only_the_languages_that_are_asked_for_are_taken(one_store: Store, turtle: Turtle) -> None:
    apply_plan(one_store, plan_esco(one_store, turtle(ESCO), "zh"), "esco")
    bake = list_nodes(one_store, "Ability", ["esco:bake"])["esco:bake"]
    assert (bake["name_zh"], bake["aliases"]) == ("烘焙", ["bake bread"])
    assert {key for key in bake if key.endswith("_de")} == set()


def test_a_relation_that_vanished_from_the_file_goes_and_anothers_stays(
    one_store: Store, turtle: Turtle
) -> None:
    apply_plan(one_store, plan_esco(one_store, turtle(ESCO)), "esco")
    mined = Block("mined", "postings", {"n": 2, "total": 4.0})
    said = Assertion("REQUIRES", "esco:baker", "esco:safety", mined)
    apply_plan(one_store, make_plan(one_store, assertions=[said]), "mining")
    less = ESCO.replace("esco:relatedOptionalSkill s:safety , s:unknown , s:bake .", ".")
    less = less.replace("esco:isEssentialSkillFor o:baker ;", "").replace(
        "EssentialSkill s:bake", "OptionalSkill s:unknown"
    )
    changes = {c.subject: c for c in plan_esco(one_store, turtle(less)).changes}
    assert {key: change.op for key, change in changes.items()} == {
        "esco:baker|REQUIRES|esco:bake": "remove",
        "esco:baker|REQUIRES|esco:safety": "set",
    }
    assert changes["esco:baker|REQUIRES|esco:safety"].after["sources"] == ["mined"]


def test_concepts_of_no_class_are_abilities_under_ids_of_their_framework(
    one_store: Store, turtle: Turtle
) -> None:
    path = turtle(CRAFTS)
    plan = plan_skos(one_store, path, "framework:crafts")
    apply_plan(one_store, plan, "crafts")
    assert plan.counts() == {"Ability": {"add": 2}, "Framework": {"add": 1}, "PART_OF": {"add": 1}}
    named = {str(c.after.get("name")): c.subject for c in plan.changes if c.kind != "PART_OF"}
    assert (set(named), named["Crafts"]) == ({"Crafts", "cut", "saw"}, "framework:crafts")
    assert list_edges(one_store, "PART_OF", [(named["saw"], named["cut"])])
    assert named["saw"].startswith("crafts:")
    assert plan_skos(one_store, path, "framework:crafts").changes == ()


def test_what_a_person_has_set_is_held(one_store: Store, turtle: Turtle) -> None:
    apply_plan(one_store, plan_esco(one_store, turtle(ESCO)), "esco")
    mine = Node("Ability", "esco:bake", {"name": "baking", "held": ["name"]})
    apply_plan(one_store, make_plan(one_store, [mine]), "by hand")
    plan = plan_esco(one_store, turtle(ESCO))
    assert (plan.changes, plan.held) == ((), ("esco:bake.name",))


def test_a_name_in_another_language_stands_in_for_one_in_the_default_language(
    one_store: Store, turtle: Turtle
) -> None:
    path = turtle('s:a a esco:Skill ; skos:prefLabel "烘焙"@zh , "backen"@de .')
    [_, ability] = sorted(plan_esco(one_store, path).changes, key=lambda c: c.kind, reverse=True)
    assert (ability.after["name"], ability.after["name_zh"]) == ("backen", "烘焙")


@pytest.mark.parametrize(
    ("text", "subject", "reason"),
    [
        ("s:a a esco:Skill .", "skill/a", "expected a preferred label, found none"),
        (
            's:a a esco:Skill ; skos:prefLabel "a"@en , "b"@en .',
            "skill/a",
            "expected one preferred label in a language, found two in en",
        ),
        (
            's:a a esco:Skill ; skos:prefLabel "a" , "b" .',
            "skill/a",
            "expected one preferred label in a language, found two in no language",
        ),
        (
            's:a a esco:Skill ; skos:prefLabel "a" ; dct:identifier "a b"^^jny:id .',
            "skill/a",
            "expected an id of letters, digits and ._~:-, found 'a b'",
        ),
        (
            's:a a esco:Skill ; skos:prefLabel "a" ; dct:identifier "good"^^jny:id .',
            "skill/a",
            "the id good is another concept's",
        ),
    ],
)
def test_a_concept_with_a_fault_is_left_out_with_the_reason_and_the_rest_comes_in(
    one_store: Store, turtle: Turtle, text: str, subject: str, reason: str
) -> None:
    good = 's:0 a esco:Skill ; skos:prefLabel "good" ; dct:identifier "good"^^jny:id .\n'
    plan = plan_esco(one_store, turtle(good + text))
    assert reasons(plan) == [(f"http://data.europa.eu/esco/{subject}", reason)]
    assert plan.counts()["Ability"] == {"add": 1}


def test_a_faulty_concept_does_not_take_its_relations_along(
    one_store: Store, turtle: Turtle
) -> None:
    apply_plan(one_store, plan_esco(one_store, turtle(ESCO)), "esco")
    twice = ESCO + 's:safety skos:prefLabel "safety of food"@en .'
    assert plan_esco(one_store, turtle(twice)).changes == ()


def test_what_would_be_a_part_of_itself_is_left_out(one_store: Store, turtle: Turtle) -> None:
    names = "".join(f's:{x} a esco:Skill ; skos:prefLabel "{x}"@en .\n' for x in "abc")
    ring = "s:a skos:broader s:b . s:b skos:broader s:c . s:c skos:broader s:a , s:c ."
    plan = plan_esco(one_store, turtle(names + ring))
    assert plan.counts()["PART_OF"] == {"add": 2}
    assert reasons(plan) == [
        ("esco:c", "closes the cycle esco:c -> esco:a -> esco:b -> esco:c"),
        ("esco:c", "closes the cycle esco:c -> esco:c"),
    ]


def test_another_vocabulary_needs_a_framework(one_store: Store, turtle: Turtle) -> None:
    with pytest.raises(RdfError, match=r"skill/bake: expected --framework"):
        plan_skos(one_store, turtle(ESCO))


@pytest.mark.parametrize("framework", ["esco", "framework:a b", "framework:a/b"])
def test_a_framework_that_is_no_id_is_refused(
    one_store: Store, turtle: Turtle, framework: str
) -> None:
    with pytest.raises(RdfError, match="expected a framework's id like framework:esco"):
        plan_skos(one_store, turtle(ESCO), framework)


def test_a_file_without_a_concept_is_refused(one_store: Store, turtle: Turtle) -> None:
    with pytest.raises(RdfError, match=r"said\.ttl: expected skos:Concept, found none in 0 nodes"):
        plan_skos(one_store, turtle(""), "framework:x")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ('prop:order "x"^^xsd:integer', "order: expected a value of its type"),
        ("prop:order 1 , 2", "expected one urn:journeyman:property#order, found 2"),
        ("prop:order s:a", "order: expected a literal"),
        (
            'prop:sizes "[1, \\"a\\"]"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>',
            "sizes: expected a value of its type",
        ),
        ('prop:aliases "a"', "aliases: expected a list of texts"),
        ("prop:kind 5", "kind: expected a text"),
        ('prop:%07 "a"', "expected the name of a property"),
    ],
)
def test_a_property_that_the_graph_cannot_hold_is_refused(
    one_store: Store, turtle: Turtle, said: str, reason: str
) -> None:
    path = turtle(f's:a a esco:Skill ; skos:prefLabel "a" ; {said} .')
    with pytest.raises(RdfError, match=f"skill/a: {reason}"):
        plan_esco(one_store, path)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("prop:imported_weight 1.5e0", "weight: expected a number in"),
        ("prop:imported_weight 0.0e0", "weight: expected a number in"),
        ('prop:imported_confidence "high"', "confidence: expected a number in"),
        ("prop:imported_level 4", "level: expected 1, 2 or 3"),
        ("prop:imported_level true", "level: expected 1, 2 or 3"),
        ("prop:imported_essential 1", "essential: expected true or false"),
    ],
)
def test_a_statement_out_of_range_is_refused(
    one_store: Store, turtle: Turtle, said: str, reason: str
) -> None:
    text = f"""{ESCO} jny:r a jny:Relation ; rdf:subject o:baker ; rdf:object s:bake ;
      rdf:predicate esco:relatedEssentialSkill ; jny:sources "imported" ;
      prop:imported_origin "skos:esco" ; {said} ."""
    with pytest.raises(RdfError, match=f"ns#r: {reason}"):
        plan_esco(one_store, turtle(text))


def test_what_is_the_graphs_own_is_not_taken_from_a_file(one_store: Store, turtle: Turtle) -> None:
    own = 's:bake prop:id "x" ; prop:changeset "y" ; prop:held "z" ; prop:class "bakery" .'
    changes = plan_esco(one_store, turtle(ESCO + own)).changes
    [bake] = [change for change in changes if change.subject == "esco:bake"]
    assert (bake.after["id"], bake.after["class"]) == ("esco:bake", "bakery")
    assert {"changeset", "held"} & bake.after.keys() == set()


def test_the_language_of_a_framework_that_is_there_is_the_default(
    one_store: Store, turtle: Turtle
) -> None:
    there = Node("Framework", "framework:esco", {"name": "ESCO", "language": "zh"})
    apply_plan(one_store, make_plan(one_store, [there]), "a framework")
    changes = plan_esco(one_store, turtle(ESCO)).changes
    [bake] = [change for change in changes if change.subject == "esco:bake"]
    assert (bake.after["name"], bake.after["name_en"]) == ("烘焙", "bake")


def test_a_relation_taken_out_of_our_own_export_is_retired_by_its_origin(
    one_store: Store, plant: Plant, tmp_path: Path
) -> None:
    path = tmp_path / "map.ttl"
    export_skos(plant(one_store), path)
    line = "\tesco:relatedEssentialSkill <http://metal/turn> ;\n\tesco:relatedOptional"
    text = path.read_text(encoding="utf-8")
    assert line in text
    path.write_text(text.replace(line, "\tesco:relatedOptional"), encoding="utf-8")
    [change] = plan_skos(one_store, path).changes
    assert (change.op, change.subject) == ("remove", "metal:turner|REQUIRES|metal:turn")


def test_our_own_export_does_not_become_part_of_a_framework_that_is_named(
    one_store: Store, plant: Plant, tmp_path: Path
) -> None:
    export_skos(plant(one_store), tmp_path / "map.ttl")
    assert plan_skos(one_store, tmp_path / "map.ttl", "framework:other").changes == ()
