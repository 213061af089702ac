"""ESCO through RDF: the real tables, and a slice of them on both servers."""

from pathlib import Path

import pytest
from pyarrow import table
from pyarrow.parquet import write_table
from pyoxigraph import RdfFormat, parse

from evaluation.esco import Classification, read_classification
from evaluation.rdf import RdfFigures, format_figures, measure_rdf
from graph.store import Store

DATA = Path(__file__).parents[2].parent / "shared" / "data"


@pytest.fixture(scope="module")
def esco() -> Classification:
    return read_classification(DATA)


@pytest.fixture(scope="module")
def part(esco: Classification) -> Classification:
    """Every twentieth job with all that it requires, and every ability."""
    jobs = [node.id for node in esco.nodes if node.label == "Job"]
    kept = set(jobs[::20])
    nodes = [node for node in esco.nodes if node.label != "Job" or node.id in kept]
    said = [item for item in esco.assertions if item.from_id in kept]
    return Classification(tuple(nodes), tuple(said), 0)


@pytest.mark.data
def test_every_relation_of_esco_is_told_by_uri(esco: Classification) -> None:
    labels = [node.label for node in esco.nodes]
    counted = {label: labels.count(label) for label in set(labels)}
    assert counted == {"Framework": 1, "Job": 3_039, "Ability": 13_938}
    assert (len(esco.assertions), esco.unlabelled) == (129_004, 0)
    essential = sum(bool(item.block.fields["essential"]) for item in esco.assertions)
    assert essential == 67_622


@pytest.mark.data
def test_no_two_skills_of_esco_share_an_id(esco: Classification) -> None:
    assert len({node.id for node in esco.nodes}) == len(esco.nodes)


@pytest.mark.data
def test_a_part_of_esco_is_written_and_brought_in_again_without_a_change(
    store: Store, part: Classification, tmp_path: Path
) -> None:
    found = measure_rdf(store, part, tmp_path)
    assert found.changes == 0
    assert found.relationships == len({item.edge for item in part.assertions})
    written = parse(path=tmp_path / "esco.ttl", format=RdfFormat.TURTLE)
    assert found.triples == sum(1 for _ in written) > 100_000


def test_the_figures_are_a_table_with_the_load_beside_it() -> None:
    figures = RdfFigures("server", 1_000, 2_000, 3.0, 1.0, 0.5, 1.25, 0.75, 0, 0.7)
    text = format_figures(figures)
    assert "load 0.7" in text
    assert "| triples | 2,000 (3.0 MB of Turtle) |" in text
    assert "| bring in again: parse and plan, at most 15 s | 1.2 s |" in text


@pytest.fixture
def twin(tmp_path: Path) -> Path:
    """A made twin of the tables: a baker, and skills told by each of the three tables."""
    tables = tmp_path / "esco_1.2.0" / "raw" / "esco" / "1.2.0"
    profiles = tmp_path / "esco_1.2.0" / "processed" / "esco"
    texts, labels = tmp_path / "esco_pypi", tmp_path / "esco_skills_laiser"
    for folder in (tables, profiles, texts, labels):
        folder.mkdir(parents=True)
    write(
        tables / "occupations_en.csv",
        "conceptUri,preferredLabel,altLabels,description,code",
        'http://x/baker,baker\t,"bread  maker\nbaker",Bakes.,7512.1',
    )
    write(
        tables / "digitalSkillsCollection_en.csv",
        "conceptUri,preferredLabel,skillType",
        "http://x/mix,mix dough,knowledge",
    )
    write(
        labels / "faiss_skills.csv",
        "skill_id,skill_name,aliases,description,taxonomy,original_id",
        '1,bake,"bake bread, use oven",Bake.,ESCO,http://x/bake',
        "2,Excel,,,ONET,http://o/excel",
    )
    write(
        texts / "skills.csv",
        "id,description",
        "http://x/cut,Cut bread slice bread",
        "http://x/sell,sell bread",
        "http://x/sold,sell bread again",
    )
    columns = {
        "occupation_uri": ["http://x/baker"],
        "essential_skills": [["bake", "mix dough"]],
        "optional_skills": [["cut bread", "cut", "sell bread"]],
    }
    write_table(table(columns), profiles / "esco_occupation_profiles.parquet")
    return tmp_path


def write(path: Path, *lines: str) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_label_has_its_uri_by_a_table_or_by_the_one_text_that_starts_with_it(twin: Path) -> None:
    found = read_classification(twin)
    names = {node.properties.get("name"): node.id for node in found.nodes}
    assert names == {
        "ESCO": "framework:esco",
        None: "esco:baker",
        "bake": "esco:bake",
        "mix dough": "esco:mix",
        "cut bread": "esco:cut",
    }
    told = {(item.to_id, item.block.fields["essential"]) for item in found.assertions}
    assert told == {("esco:bake", True), ("esco:mix", True), ("esco:cut", False)}
    assert found.unlabelled == 2  # "cut" is the start of nothing else, "sell bread" of two texts


def test_names_are_cleaned_and_said_once(twin: Path) -> None:
    nodes = {node.id: node.properties for node in read_classification(twin).nodes}
    assert (nodes["esco:baker"]["title"], nodes["esco:baker"]["aliases"]) == (
        "baker",
        ["bread maker"],
    )
    assert (nodes["esco:mix"]["kind"], nodes["esco:bake"]["kind"]) == ("knowledge", "method")
    assert nodes["esco:bake"]["aliases"] == ["bake bread", "use oven"]
