"""What a hostile file may not do: fill the memory, run the stack over, read another file."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat

from ingest.errors import RdfError
from ingest.skos.files import read_facts
from ingest.skos.limits import check_limits, measure_depth

RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
RDF += 'xmlns:dct="http://purl.org/dc/terms/"><rdf:Description rdf:about="http://a">'
RDF += "<dct:title>&last;</dct:title></rdf:Description></rdf:RDF>"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_entity_that_names_a_text_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "a.rdf", f'<!DOCTYPE r [<!ENTITY last "short">]>{RDF}')
    [title] = read_facts(path)["http://a"]["http://purl.org/dc/terms/title"]
    assert getattr(title, "value", "") == "short"


@pytest.mark.parametrize(
    "entities",
    [
        '<!ENTITY a "xxxxxxxxxx"><!ENTITY last "&a;&a;&a;&a;">',
        "<!ENTITY a 'x'>\n<!ENTITY\nlast\n'&a;'>",
        f'<!ENTITY last "{"x" * 1000}">',
    ],
)
def test_entities_that_grow_are_refused(tmp_path: Path, entities: str) -> None:
    path = write(tmp_path, "a.rdf", f"<!DOCTYPE r [{entities}]>{RDF}")
    with pytest.raises(RdfError, match=r"a\.rdf: expected short entities"):
        read_facts(path)


def test_an_entity_reads_no_file(tmp_path: Path) -> None:
    secret = write(tmp_path, "secret", "hidden")
    entity = f'<!ENTITY last SYSTEM "{secret.as_uri()}">'
    with pytest.raises(RdfError, match=r"a\.rdf: expected RDF/XML"):
        read_facts(write(tmp_path, "a.rdf", f"<!DOCTYPE r [{entity}]>{RDF}"))


def test_json_may_be_deep_but_not_so_deep_that_the_stack_runs_over(tmp_path: Path) -> None:
    def nest(levels: int) -> Path:
        return write(tmp_path, "a.jsonld", '{"http://a":' * levels + "1" + "}" * levels)

    assert read_facts(nest(500)) == {}
    with pytest.raises(RdfError, match="expected at most 500 levels, found 501"):
        read_facts(nest(501))


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        (b"", 0),
        (b"[]", 1),
        (b'{"a": [1, {"b": []}]}', 4),
        (b'["{{{{", "[["]', 1),
        (b'["\\"[[[", "\\\\", [1]]', 2),
        (b'["a\\u005b", {"[": 1}]', 2),
    ],
)
def test_brackets_in_strings_are_no_levels(text: bytes, depth: int) -> None:
    assert measure_depth(text) == depth


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    with path.open("wb") as out:
        out.truncate((1 << 30) + 1)  # a hole: it takes no room
    with pytest.raises(RdfError, match=r"to 1024 MB, found 1,073,741,825 bytes"):
        check_limits(path, RdfFormat.TURTLE)
