"""Vectors of short texts."""

import numpy as np
import pytest

from text.vectors import count, embed, list_grams, list_words, reduce, weigh


def test_a_name_is_its_trigrams_with_blanks_and_chinese_characters() -> None:
    assert list_grams("SQL") == [" sq", "sql", "ql "]
    assert list_grams("数控") == [" 数控", "数控 ", "数", "控"]
    assert list_grams("") == []


def test_words_are_folded() -> None:
    assert list_words("Debugging databases") == list_words("debug database")


def test_features_are_counted_in_the_order_of_their_text() -> None:
    counts = count([["b", "a", "b"], [], ["a"]])
    assert counts.toarray().tolist() == [[1, 2], [0, 0], [1, 0]]


def test_what_everybody_has_weighs_least() -> None:
    assert weigh(count([["a", "b"], ["a"]])) == pytest.approx([1.0, 1 + np.log(3 / 2)])


def test_an_embedding_has_length_one_or_none() -> None:
    rows = embed(count([["a", "b"], [], ["a"]])).toarray()
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 0, 1])
    # tf 1 each; idf a = ln(4/3) + 1, b = ln(4/2) + 1
    first = np.array([np.log(4 / 3) + 1, np.log(2) + 1])
    assert rows[0] == pytest.approx(first / np.linalg.norm(first), abs=1e-6)


def test_reducing_keeps_the_angles_of_what_fits() -> None:
    rng = np.random.default_rng(3)
    documents = [[f"w{w}" for w in rng.integers(0, 6, size=5)] for _ in range(40)]
    rows = embed(count(documents))
    points = reduce(rows, dimensions=6, seed=1)
    assert np.abs(points @ points.T - (rows @ rows.T).toarray()).max() < 1e-3


def test_reducing_brings_words_of_the_same_company_together() -> None:
    documents = [["lathe", "turn"], ["mill", "turn"], ["verb", "noun"], ["verb", "syntax"]]
    lathe, mill, verb = reduce(embed(count(documents)), dimensions=2, seed=1)[:3]
    assert lathe @ mill > 0.9
    assert abs(lathe @ verb) < 0.1


def test_the_same_seed_gives_the_same_vectors() -> None:
    rows = embed(count([["a", "b"], ["b", "c"], ["c", "a", "d"]]))
    assert (reduce(rows, 2, seed=5) == reduce(rows, 2, seed=5)).all()
