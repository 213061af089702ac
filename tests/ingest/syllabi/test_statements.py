import pytest

from ingest.syllabi.statements import Order, read_order


@pytest.mark.parametrize(
    "sentence",
    [
        "Loops must come before lists.",
        "Loops are needed before lists",
        "Lists come after loops.",
        "Lists are based on loops.",
        "Lists build on loops",
        "lists require loops.",
    ],
)
def test_a_sentence_says_what_comes_before_what(sentence: str) -> None:
    order = read_order(sentence)
    assert order is not None
    assert (order.first.lower(), order.second.lower()) == ("loops", "lists")


@pytest.mark.parametrize(
    "sentence",
    [
        "列表以循环为基础。",
        "列表建立在循环的基础上",
        "学习列表之前，应先掌握循环。",
        "先学循环，再学列表",
    ],
)
def test_a_chinese_sentence_says_what_comes_before_what(sentence: str) -> None:
    assert read_order(sentence) == Order("循环", "列表")


def test_the_chapter_that_speaks_has_no_name() -> None:
    assert read_order("本章以第四章为基础。") == Order("第四章", "")


@pytest.mark.parametrize("sentence", ["", "We start slowly.", "循环与列表", "Before the exam"])
def test_other_sentences_say_nothing_of_order(sentence: str) -> None:
    assert read_order(sentence) is None
