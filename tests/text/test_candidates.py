"""Phrases, and C-values worked by hand."""

import math

import pytest

from text.candidates import list_phrases, score_candidates


@pytest.mark.parametrize(
    ("sentence", "phrases"),
    [
        ("Solid knowledge of markup languages and C++.", ["markup languages", "C++"]),
        ("熟悉分布式数据库原理及性能调优", ["分布式数据库原理", "性能调优"]),
        ("会并发编程和 Linux 系统", ["会并发编程", "Linux 系统"]),
        ("3 years, with you!", []),
        ("", []),
    ],
)
def test_phrases_stand_between_signs_and_stop_words(sentence: str, phrases: list[str]) -> None:
    assert [phrase.text for phrase in list_phrases(sentence)] == phrases


def test_phrases_know_their_place() -> None:
    sentence = "You can read cable plans."
    [phrase] = list_phrases(sentence)
    assert sentence[phrase.start : phrase.end] == phrase.text == "read cable plans"


def test_what_is_too_long_is_no_phrase() -> None:
    assert list_phrases("red blue green pink brown black white") == []
    assert list_phrases("数" * 13) == []


def test_a_term_counts_less_where_longer_ones_hold_it() -> None:
    phrases = ["cable plan"] * 3 + ["plan"] * 2 + ["once"]
    found = {each.phrase: each for each in score_candidates(phrases)}
    assert found.keys() == {"cable plan", "plan"}
    assert found["cable plan"].value == pytest.approx(3 * math.log2(3))
    assert found["plan"].value == pytest.approx(math.log2(2) * (5 - 3))


def test_a_corpus_without_phrases_has_no_terms() -> None:
    assert score_candidates([]) == []
