"""What a posting asks for: names everywhere, phrases that come close where something is asked."""

import pytest

from text.extraction import Extractor
from text.matching import Entry

NAMES = ("SQL", "maintain cable planning", "数据库性能调优")
TEXT = "We sell SQL books.\nYou have experience with maintaining cable plan and with SQL."


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor([Entry(name, name) for name in NAMES], least=0.5)


def test_a_name_counts_in_every_sentence_and_a_phrase_where_something_is_asked(
    extractor: Extractor,
) -> None:
    found = extractor.find(TEXT)
    assert [each.id for each in found] == ["SQL", "SQL", "maintain cable planning"]
    last = found[-1]
    assert last.sentence.text[last.start : last.end] == "maintaining cable plan"
    assert last.score < 1 == found[0].score
    assert extractor.find("We have sold maintaining cable plan since 1987 in Lakeside.") == []


def test_names_alone_count_where_that_is_wanted() -> None:
    names_alone = Extractor([Entry(name, name) for name in NAMES], least=1.1)
    assert {each.id for each in names_alone.find(TEXT)} == {"SQL"}


def test_chinese_phrases_are_linked_too(extractor: Extractor) -> None:
    assert [each.id for each in extractor.find("熟悉数据库的性能调优")] == ["数据库性能调优"]


def test_what_is_said_not_to_be_needed_is_not_found(extractor: Extractor) -> None:
    assert extractor.find("You need good eyes. No SQL needed.") == []


def test_phrases_that_name_nothing_known_are_told(extractor: Extractor) -> None:
    told = extractor.list_unknown("You have solid knowledge of quantum plumbing and SQL.")
    assert [phrase.text for _, phrase in told] == ["quantum plumbing"]


@pytest.mark.parametrize("text", ["", "\n\n", "。" * 1000, "x" * 100_000])
def test_a_text_without_abilities_has_none(extractor: Extractor, text: str) -> None:
    assert extractor.find(text) == []
