"""Names in their languages, and back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from graph.claims import Properties
from ingest.skos.concepts import Scheme, Subject, read_concept, tell_concept
from ingest.skos.files import Facts
from ingest.skos.labels import find_twice, read_texts, tag, tell_texts
from ingest.skos.vocabulary import NAME

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
WORDS = st.from_regex(r"[^\W\d]\w{9,}", fullmatch=True)  # none of ours is so long
VALUE = TEXT | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False)
LISTS = st.lists(TEXT, min_size=1)
KEYS = ["name", "name_en", "name_zh", "name_zh_hans", "name_ZH", "name_long", "description"]
KEYS += ["description_de", "kind", "code", "uri", "framework"]
PROPERTIES = st.builds(
    lambda *parts: {key: value for part in parts for key, value in part.items()},
    st.dictionaries(st.sampled_from(KEYS), TEXT),
    st.dictionaries(st.sampled_from(["aliases", "aliases_hidden"]), LISTS),
    st.dictionaries(WORDS, VALUE | LISTS | st.lists(st.integers(-9, 9), min_size=1)),
)
SCHEMES = st.sampled_from(
    [
        Scheme("http://s/f", "framework:f", "Framework", "en"),
        Scheme("http://s/f", "framework:f", "Framework", None),
        Scheme("http://s/c", "c", "Course", "zh"),
        Scheme("http://s/map", "map"),
    ]
)


@given(PROPERTIES, SCHEMES, st.sampled_from(["http://a/b", "urn:journeyman:x"]))
def test_whatever_a_node_holds_is_read_as_it_was(
    held: Properties, scheme: Scheme, iri: str
) -> None:
    subject = Subject("Ability", "x", iri)
    facts = reparse(iri, tell_concept(subject, placed(held, scheme), scheme))
    read = read_concept(subject, facts, scheme)
    if iri == "http://a/b":
        read.pop("uri", None)
        held = {key: value for key, value in held.items() if key != "uri"}
    assert read == {
        key: value
        for key, value in placed(held, scheme).items()
        if key not in {"id", "changeset", "held"}
    }


def placed(held: Properties, scheme: Scheme) -> Properties:
    """Return properties of a node that is in this scheme."""
    kept = {key: value for key, value in held.items() if key not in {"framework", "course"}}
    return kept | ({scheme.label.lower(): scheme.id} if scheme.label else {})


def reparse(iri: str, facts: Facts) -> Facts:
    triples = [
        Triple(NamedNode(iri), NamedNode(predicate), term)
        for predicate, terms in facts.items()
        for term in terms
    ]
    text = serialize(triples, format=RdfFormat.TURTLE)
    again: Facts = {}
    for quad in parse(text, RdfFormat.TURTLE):
        again.setdefault(quad.predicate.value, []).append(quad.object)
    return again


def test_a_name_without_a_language_is_in_the_default_one() -> None:
    said: Properties = {
        "name": "turn",
        "name_zh": "车削",
        "name_zh_hans": "车",
        "name_": "no",
        "names": "no",
    }
    told = list(tell_texts(said, "name", NAME, "en"))
    assert {(term.value, term.language) for _, term in told} == {
        ("turn", "en"),
        ("车削", "zh"),
        ("车", "zh-hans"),
    }
    read = read_texts([term for _, term in told], "name", "en")
    assert read == {key: said[key] for key in ("name", "name_zh", "name_zh_hans")}


def test_without_a_default_language_a_name_has_no_tag() -> None:
    [(_, told)] = tell_texts({"name": "turn"}, "name", NAME, None)
    assert (told.language, read_texts([told], "name", None)) == (None, {"name": "turn"})


@pytest.mark.parametrize(
    ("said", "tagged"),
    [
        ("zh", "zh"),
        ("zh_Hans", "zh-hans"),
        ("EN-us", "en-us"),
        ("english", None),
        ("", None),
        (None, None),
        ("zh-", None),
    ],
)
def test_a_language_is_tagged_as_rdf_does(said: str | None, tagged: str | None) -> None:
    assert tag(said) == tagged


def test_a_name_that_differs_only_in_blanks_is_not_two() -> None:
    one, same = Literal("bake", language="en"), Literal(" bake\u00a0", language="en")
    assert find_twice([one, same, Literal("x", language="de")]) is None
    assert find_twice([one, Literal("cook", language="en")]) == "en"


def test_the_shapes_and_the_vocabulary_ship_with_the_package() -> None:
    folder = Path(__file__).parents[3] / "ingest" / "skos"
    assert {"shapes.ttl", "vocabulary.py"} <= {file.name for file in folder.iterdir()}
