"""The commands that write the map for others and read it back."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.changes import apply_plan
from graph.drafts import make_plan
from graph.plans import Node
from graph.server import open_store, start_server, stop_server
from graph.settings import Settings

Journeyman = Callable[..., Any]
BAKER = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix esco: <http://data.europa.eu/esco/model#> .
<http://data.europa.eu/esco/skill/bake> a esco:Skill ; skos:prefLabel "bake"@en , "烘焙"@zh .
<http://data.europa.eu/esco/occupation/baker> a esco:Occupation ; skos:prefLabel "baker"@en ;
  esco:relatedEssentialSkill <http://data.europa.eu/esco/skill/bake> .
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("home")
    start_server(folder)
    yield folder
    stop_server(folder)


def write(folder: Path, text: str) -> Path:
    path = folder / "baker.ttl"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_vocabulary_comes_in_and_goes_out_and_comes_in_again(
    home: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    words = ("ingest", "skos", write(tmp_path, BAKER), "--framework", "framework:esco")
    came = journeyman(home, *words, "--apply")
    assert (came.code, "REQUIRES +1" in came.out) == (0, True)
    for form in ("turtle", "jsonld"):
        path = tmp_path / ("out.ttl" if form == "turtle" else "out.jsonld")
        went = journeyman(home, "export", "skos", path, "--format", form, "--check")
        assert (went.code, "2 concepts" in went.out, "keeps the shapes" in went.out) == (
            0,
            True,
            True,
        )
        again = journeyman(home, "ingest", "skos", path, "--apply")
        assert "nothing to change (4 unchanged)" in again.out


def test_what_is_left_out_is_told_beside_the_plan(
    home: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    text = BAKER.replace('skos:prefLabel "baker"@en', 'skos:altLabel "baker"@en')
    said = journeyman(
        home, "ingest", "skos", write(tmp_path, text), "--framework", "framework:x", "--plan"
    )
    assert (said.code, "expected a preferred label, found none" in said.err) == (0, True)


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        (BAKER, (), "expected --framework"),
        (BAKER + "<http://x>", ("--framework", "framework:x"), "baker.ttl:"),
        ("", ("--framework", "framework:x"), "expected from one byte"),
    ],
)
def test_a_file_that_cannot_be_taken_in_is_one_line(
    home: Path, journeyman: Journeyman, tmp_path: Path, text: str, words: tuple[str, ...], line: str
) -> None:
    said = journeyman(home, "ingest", "skos", write(tmp_path, text), *words)
    assert (said.code, line in said.err, said.err.count("\n")) == (1, True, 1)


def test_a_fault_against_the_shapes_is_told_and_the_command_fails(
    home: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    with open_store(Settings(neo4j_uri="", journeyman_home=home)) as store:
        nameless = Node("Ability", "own:nameless", {"scope": "profession"})
        apply_plan(store, make_plan(store, [nameless]), "no name")
    path = tmp_path / "out.ttl"
    said = journeyman(home, "export", "skos", path, "--check")
    assert (said.code, path.is_file()) == (1, True)
    assert "urn:journeyman:own:nameless: a concept has a preferred label" in said.err
    assert "expected RDF that keeps the shapes, found 1 fault" in said.err


def test_a_folder_that_is_not_there_is_one_line(
    home: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    said = journeyman(home, "export", "skos", tmp_path / "none" / "out.ttl")
    assert (said.code, "out.ttl.part: No such file" in said.err) == (1, True)
