"""The measures of the extraction, on a few sentences worked by hand."""

import pytest

from evaluation.extraction import (
    find_candidates,
    find_named,
    list_long_texts,
    measure_links,
    measure_postings,
    measure_sentences,
    measure_spans,
    measure_speed,
)
from evaluation.skillspan import MarkedSentence
from text.extraction import Extractor
from text.matching import Entry

NAMES = [Entry(name, name) for name in ("SQL", "read cable plans", "JavaScript")]
ASKS = MarkedSentence(
    1, "You have experience with SQL and quantum plumbing .", frozenset({(25, 28)})
)
SPEAKS = MarkedSentence(
    2, "Our office in Lakeside has SQL posters and 30 days of leave .", frozenset()
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(NAMES)


def test_a_span_is_exact_or_touches_a_marked_one() -> None:
    wide = {(20, 28)}
    exact, touching = measure_spans([ASKS], "made", lambda _: wide)
    assert (exact.precision, exact.recall, exact.f1) == (0, 0, 0)
    assert (touching.precision, touching.recall, touching.f1) == (1, 1, 1)


def test_names_outside_what_is_asked_cost_precision(extractor: Extractor) -> None:
    everywhere, _ = measure_spans([ASKS, SPEAKS], "names", find_named(extractor))
    asked, _ = measure_spans([ASKS, SPEAKS], "asked", find_named(extractor, asked_only=True))
    assert (everywhere.precision, asked.precision) == (0.5, 1)


def test_candidates_are_mentions_and_the_phrases_that_name_nothing(extractor: Extractor) -> None:
    spans = find_candidates(extractor)(ASKS.text)
    assert {ASKS.text[a:b] for a, b in spans} == {"SQL", "quantum plumbing"}


def test_the_classifier_is_compared_with_calling_every_sentence_a_requirement() -> None:
    told, every = measure_sentences([ASKS, SPEAKS])
    assert (every.precision, every.recall) == (0.5, 1)
    assert told.f1 > every.f1


def test_our_phrases_are_linked_by_where_they_are_from() -> None:
    figures = measure_links(NAMES, (0.7, 1.0))
    assert {(each.source, each.least) for each in figures} == {
        (source, least) for source in ("dev", "own") for least in (0.7, 1.0)
    }
    assert sum(each.phrases for each in figures if each.least == 1) >= 100
    assert all(each.wrongly <= each.linked <= each.phrases for each in figures)


def test_abilities_of_postings_are_compared_as_sets(extractor: Extractor) -> None:
    texts = {"one": "You know SQL and SQL.", "two": "You know JavaScript."}
    labels = {"one": frozenset({"SQL", "read cable plans"}), "two": frozenset({"JavaScript"})}
    found = measure_postings(texts, labels, extractor, "names")
    assert (found.precision, found.recall, found.found, found.expected) == (1, 2 / 3, 2, 3)


def test_texts_are_long_and_of_one_posting() -> None:
    lines = [MarkedSentence(1, "x" * 800, frozenset())] * 3
    lines += [MarkedSentence(2, "y" * 1400, frozenset())]
    assert [len(text) for text in list_long_texts(lines)] == [1601]


def test_speed_tells_names_texts_and_their_length() -> None:
    found = measure_speed(NAMES, [ASKS.text, SPEAKS.text], "names", 1.1)
    assert (found.names, found.texts) == (3, 2)
    assert found.length == (len(ASKS.text) + len(SPEAKS.text)) / 2
    assert found.postings > 0
