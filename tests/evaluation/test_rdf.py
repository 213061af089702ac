"""ESCO through RDF: the real tables, and a slice of them on both servers."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from evaluation.esco import read_release
from evaluation.rdf import RdfFigures, format_figures, measure_rdf
from graph.store import Store
from ingest.frameworks.standard import Standard

DATA = Path(__file__).parents[2].parent / "shared" / "data"


@pytest.fixture(scope="module")
def esco() -> Standard:
    return read_release(DATA)


@pytest.fixture(scope="module")
def part(esco: Standard) -> Standard:
    """Every twentieth job with all that it requires, and every ability."""
    jobs = [node.id for node in esco.nodes if node.label == "Job"]
    kept = set(jobs[::20])
    nodes = [node for node in esco.nodes if node.label != "Job" or node.id in kept]
    said = [item for item in esco.assertions if item.from_id in kept]
    return replace(esco, nodes=tuple(nodes), assertions=tuple(said))


@pytest.mark.data
def test_every_relation_of_esco_is_told_by_uri(esco: Standard) -> None:
    labels = [node.label for node in esco.nodes]
    counted = {label: labels.count(label) for label in set(labels)}
    assert counted == {"Job": 3_039, "Ability": 13_938}
    essential = sum(bool(item.block.fields["essential"]) for item in esco.assertions)
    assert (len(esco.assertions), essential) == (129_004 - 17, 67_622)


@pytest.mark.data
def test_what_esco_says_twice_or_does_not_name_is_told(esco: Standard) -> None:
    told = Counter(item.column or item.subject.rsplit("/", 1)[-1][:8] for item in esco.left_out)
    assert told == {"optional_skills": 17, "f0ee650c": 1}


@pytest.mark.data
def test_no_two_skills_of_esco_share_an_id(esco: Standard) -> None:
    assert len({node.id for node in esco.nodes}) == len(esco.nodes)


@pytest.mark.data
def test_a_part_of_esco_is_written_and_brought_in_again_without_a_change(
    store: Store, part: Standard, tmp_path: Path
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
