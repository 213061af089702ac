"""Words of questions: formulas, Chinese, parts, numbers, vectors."""

import numpy as np
import pytest

from learner.errors import ChoiceError
from learner.responses import ItemText
from learner.words import (
    PARTS,
    SPREAD,
    Bank,
    draw_vectors,
    list_item_words,
    list_words,
    number_words,
    train_vectors,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Solve $x^2 + 3x = 0$ for x.", ["solv", "x^2+3x=0", "for", "x"]),
        (r"Simplify \(a + b\)", ["simplify", "a+b"]),
        ("求 3/4 + 1/2 的值", ["求", "3/4+1/2", "的", "值"]),
        ("已知函数f(x)=2x+1", ["已", "知", "函", "数", "f(x)=2x+1"]),
        ("and/or", ["and", "or"]),
        ("", []),
    ],
)
def test_formulas_are_words_and_chinese_is_read_by_characters(text: str, words: list[str]) -> None:
    assert list_words(text) == words


def test_every_part_is_read_with_its_number_and_only_those_asked_for() -> None:
    item = ItemText("what", "one", "two", "because")
    assert list_item_words(item) == [("what", 1), ("one", 2), ("two", 3), ("becaus", 4)]
    assert list_item_words(item, ("answer",)) == [("two", 3)]


def test_numbers_leave_zero_for_padding_and_one_for_the_unknown() -> None:
    texts = (ItemText("add two"), ItemText("add"), ItemText(""))
    bank = number_words(texts, PARTS, 100, 3, 2)
    assert bank.vocabulary == ("add",)
    assert bank.words.tolist() == [[2, 1, 0], [2, 0, 0], [0, 0, 0]]
    assert bank.parts.tolist() == [[1, 1, 0], [1, 0, 0], [0, 0, 0]]


def test_the_tail_of_a_long_question_is_cut() -> None:
    assert number_words((ItemText("a b c d e"),), PARTS, 4, 1, 1).words.shape == (1, 4)


@pytest.mark.parametrize("parts", [(), ("stem", "title")])
def test_unknown_parts_are_refused(parts: tuple[str, ...]) -> None:
    with pytest.raises(ChoiceError, match="expected some of"):
        number_words((ItemText("a"),), parts, 4, 1, 1)


def make_bank() -> Bank:
    """Words that stand beside either cat or dog, two hundred questions."""
    rng = np.random.default_rng(1)
    near = {"cat": ("purr", "mew", "claw"), "dog": ("bark", "growl", "wag")}
    texts = [
        ItemText(" ".join((animal, *rng.permutation(near[animal])[:2])))
        for animal in rng.choice(["cat", "dog"], 200)
    ]
    return number_words(texts, PARTS, 100, 3, 2)


def test_words_of_like_company_have_like_vectors() -> None:
    bank = make_bank()
    vectors = train_vectors(bank, 4, np.random.default_rng(2))
    at = {word: vectors[number] for number, word in enumerate(bank.vocabulary, 2)}
    assert at["purr"] @ at["claw"] > 2 * abs(at["purr"] @ at["bark"])
    assert not vectors[0].any()
    assert np.linalg.norm(at["purr"]) == pytest.approx(SPREAD * 2, rel=1e-3)


def test_random_vectors_are_as_wide_as_said_and_the_padding_is_nothing() -> None:
    vectors = draw_vectors(make_bank(), 400, np.random.default_rng(2))
    assert vectors[1:].std() == pytest.approx(SPREAD, rel=0.1)
    assert not vectors[0].any()


def test_a_bank_without_known_words_keeps_random_vectors() -> None:
    bank = number_words((ItemText("a"), ItemText("")), PARTS, 4, 3, 2)
    assert train_vectors(bank, 4, np.random.default_rng(2)).shape == (2, 4)
