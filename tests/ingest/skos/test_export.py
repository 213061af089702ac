"""What is written can be read again: nothing is lost, nothing is added."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, RdfFormat, Triple, parse

from graph.changes import apply_plan
from graph.drafts import make_plan
from graph.errors import ConflictError
from graph.plans import Node
from graph.store import Store
from ingest.errors import RdfError
from ingest.skos import export
from ingest.skos.export import export_skos
from ingest.skos.plan import plan_skos

Plant = Callable[[Store], Store]
Ask = Callable[..., list[dict[str, Any]]]
NODES = "MATCH (n) WHERE NOT n:Head AND NOT n:Migration AND NOT n:ChangeSet "
NODES += "AND NOT n:ChangeBatch "
NODES += "RETURN labels(n) AS labels, properties(n) AS held ORDER BY n.id"
EDGES = "MATCH (a)-[r]->(b) WHERE r.imported_origin IS NOT NULL "
EDGES += "RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS held ORDER BY r.id"
CLEAR = "MATCH (n) WHERE NOT n:Head AND NOT n:Migration DETACH DELETE n"


@pytest.fixture(params=["turtle", "jsonld"])
def form(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def path(tmp_path: Path, form: str) -> Path:
    return tmp_path / f"map.{'ttl' if form == 'turtle' else form}"


def list_held(ask: Ask, text: str) -> list[dict[str, Any]]:
    rows = ask(text)
    for row in rows:
        row["held"].pop("changeset")
    return rows


def read_triples(path: Path) -> Iterator[Triple]:
    for quad in parse(path=path, format=RdfFormat.TURTLE):
        yield Triple(quad.subject, quad.predicate, quad.object)


def said_of(path: Path, iri: str) -> set[tuple[str, str]]:
    """Return what a file says of a subject: the predicate's last word and the object's text."""
    return {
        (triple.predicate.value.replace("/", "#").rsplit("#", 1)[-1], written(triple))
        for triple in read_triples(path)
        if getattr(triple.subject, "value", "") == iri
    }


def written(triple: Triple) -> str:
    term = triple.object
    if isinstance(term, Literal) and term.language:
        return f"{term.value}@{term.language}"
    return str(getattr(term, "value", term))


def test_what_is_written_changes_nothing_when_it_is_read(
    store: Store, plant: Plant, path: Path, form: str
) -> None:
    export_skos(plant(store), path, form)
    plan = plan_skos(store, path)
    assert (plan.changes, plan.left_out) == ((), ())
    assert plan.unchanged == 13 + 8  # nodes, and the relations that a framework says


def test_an_empty_graph_gets_every_node_as_it_was(
    store: Store, plant: Plant, path: Path, form: str, ask: Ask
) -> None:
    export_skos(plant(store), path, form)
    before = list_held(ask, NODES)
    ask(CLEAR)
    apply_plan(store, plan_skos(store, path), "again")
    assert list_held(ask, NODES) == before
    assert len(before) == 13


def test_an_empty_graph_gets_what_frameworks_say_and_nothing_of_what_others_do(
    store: Store, plant: Plant, path: Path, form: str, ask: Ask
) -> None:
    export_skos(plant(store), path, form)
    before = list_held(ask, EDGES)
    ask(CLEAR)
    apply_plan(store, plan_skos(store, path), "again")
    after = list_held(ask, EDGES)
    assert [keep_imported(row) for row in after] == [keep_imported(row) for row in before]
    assert {tuple(row["held"]["sources"]) for row in after} == {("imported",)}
    assert ask("MATCH ()-[r:REQUIRES|PART_OF|DEVELOPS]->() RETURN count(r) AS n") == [{"n": 5}]


def keep_imported(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"held": {k: v for k, v in row["held"].items() if k.startswith("imported")}}


def test_the_same_map_gives_the_same_bytes_on_any_server(
    store: Store, plant: Plant, path: Path, form: str
) -> None:
    export_skos(plant(store), path, form)
    assert path.read_bytes() == (Path(__file__).parent / path.name).read_bytes()


def test_a_job_is_an_occupation_with_names_in_every_language(
    one_store: Store, plant: Plant, tmp_path: Path
) -> None:
    export_skos(plant(one_store), tmp_path / "map.ttl")
    said = said_of(tmp_path / "map.ttl", "http://metal/turner")
    assert {
        ("type", "http://data.europa.eu/esco/model#Occupation"),
        ("type", "http://www.w3.org/2004/02/skos/core#Concept"),
        ("prefLabel", "车工@zh"),
        ("prefLabel", "turner@en"),
        ("altLabel", "车床工@zh"),
        ("notation", "7223"),
        ("identifier", "metal:turner"),
        ("inScheme", "urn:journeyman:framework:metal"),
        ("relatedEssentialSkill", "http://metal/turn"),
        ("relatedOptionalSkill", "urn:journeyman:metal:mill"),
        ("requires", "urn:journeyman:metal:draw"),
    } <= said


def test_what_is_plainly_imported_has_no_statement_and_all_else_has_one(
    one_store: Store, plant: Plant, tmp_path: Path
) -> None:
    export_skos(plant(one_store), tmp_path / "map.ttl")
    stated = "urn:journeyman:relation/metal:turner%7CREQUIRES%7Cmetal:"
    assert said_of(tmp_path / "map.ttl", stated + "turn") == set()
    both = said_of(tmp_path / "map.ttl", stated + "mill")
    assert {("sources", "imported"), ("sources", "mined"), ("level", "2")} <= both
    mined = said_of(tmp_path / "map.ttl", stated + "draw")
    assert [value for key, value in mined if key == "sources"] == ["mined"]
    assert not any(key.startswith(("mined", "imported")) for key, _ in mined)


def test_a_part_in_another_scheme_is_a_match_and_in_the_same_it_is_narrower(
    one_store: Store, plant: Plant, tmp_path: Path
) -> None:
    export_skos(plant(one_store), tmp_path / "map.ttl")
    mill = said_of(tmp_path / "map.ttl", "urn:journeyman:metal:mill")
    care = said_of(tmp_path / "map.ttl", "urn:journeyman:own:care")
    assert ("broader", "http://metal/turn") in mill
    assert ("broadMatch", "http://metal/turn") in care


def test_an_alias_that_is_a_preferred_name_is_no_alternative_label(
    one_store: Store, plant: Plant, tmp_path: Path
) -> None:
    export_skos(plant(one_store), tmp_path / "map.ttl")
    said = said_of(tmp_path / "map.ttl", "http://metal/turn")
    assert {value for key, value in said if key == "altLabel"} == {"turning@zh", "a  b@zh"}
    assert {value for key, value in said if key == "hiddenLabel"} == {"lathe@zh"}


def test_a_base_starts_the_iri_of_what_has_no_uri(
    one_store: Store, plant: Plant, tmp_path: Path
) -> None:
    export_skos(plant(one_store), tmp_path / "map.ttl", base="https://school.example/id/")
    assert said_of(tmp_path / "map.ttl", "https://school.example/id/own:j")
    assert plan_skos(one_store, tmp_path / "map.ttl").changes == ()


@pytest.mark.parametrize("base", ["", "school", "http://x y/", "http://school.example"])
def test_a_base_that_starts_no_iri_is_refused(one_store: Store, tmp_path: Path, base: str) -> None:
    with pytest.raises(RdfError, match="expected a base IRI that ends with"):
        export_skos(one_store, tmp_path / "map.ttl", base=base)


def test_a_map_that_changes_meanwhile_is_not_written(
    one_store: Store, plant: Plant, tmp_path: Path
) -> None:
    plant(one_store)

    def change(done: int, total: int) -> None:
        if done == total:
            made = make_plan(one_store, [Node("Job", "new", {"title": "new"})])
            apply_plan(one_store, made, "meanwhile")

    with pytest.raises(ConflictError, match="changed while it was written"):
        export_skos(one_store, tmp_path / "map.ttl", on_progress=change)
    assert list(tmp_path.iterdir()) == []


def test_an_older_file_stays_when_a_new_one_cannot_be_written(
    one_store: Store, plant: Plant, tmp_path: Path
) -> None:
    path = tmp_path / "map.ttl"
    path.write_text("older", encoding="utf-8")

    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_skos(plant(one_store), path, on_progress=stop)
    assert ([file.name for file in tmp_path.iterdir()], path.read_text()) == (["map.ttl"], "older")


def test_progress_ends_with_all_concepts(one_store: Store, plant: Plant, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    export_skos(plant(one_store), tmp_path / "map.ttl", on_progress=lambda *n: seen.append(n))
    assert seen[-1] == (9, 9)


def test_an_empty_map_is_written_as_its_scheme(one_store: Store, tmp_path: Path) -> None:
    written = export_skos(one_store, tmp_path / "map.ttl")
    assert (written.concepts, written.triples) == (0, 3)


def test_the_forms_are_those_that_the_command_offers() -> None:
    assert set(export.FORMATS) == {"turtle", "jsonld"}
