"""Linear models of short texts: fitted, saved, read again, and the files that are none."""

from pathlib import Path

import numpy as np
import pytest

from text.errors import ModelFileError
from text.fitting import fit_linear
from text.linear import Linear, hash_grams, load_linear

TEXTS = ["熟悉 Java 语言", "knows Java", "五险一金", "free coffee", "熟悉 SQL", "knows SQL"]
LABELS = ["asks", "asks", "", "", "asks", "asks"]


@pytest.fixture(scope="module")
def fitted() -> Linear:
    return fit_linear(TEXTS, LABELS, 1 << 10, 0.1)


def test_what_it_learnt_it_tells_in_both_languages(fitted: Linear) -> None:
    odds = fitted.score(["熟悉 Java", "knows Java and SQL", "free coffee 五险"])[:, 0]
    assert (odds > 0).tolist() == [True, True, False]


def test_two_classes_have_one_score_and_three_have_three(fitted: Linear) -> None:
    three = fit_linear(["aa", "bb", "cc"], ["x", "y", "z"], 64, 0.1)
    assert (fitted.classes, three.classes) == (("asks",), ("x", "y", "z"))
    assert three.score(["aa", "cc"]).argmax(axis=1).tolist() == [0, 2]


def test_a_text_counts_as_often_as_it_is_important() -> None:
    twice = fit_linear(["aa", "aa", "bb"], ["x", "x", "y"], 64, 1.0)
    once = fit_linear(["aa", "bb"], ["x", "y"], 64, 1.0, [2, 1])
    assert np.sign(once.score(["aa", "bb"])).tolist() == np.sign(twice.score(["aa", "bb"])).tolist()


def test_a_text_has_the_score_it_has_alone(fitted: Linear) -> None:
    together = fitted.score([*TEXTS, "", "x"])
    alone = np.concatenate([fitted.score([text]) for text in [*TEXTS, "", "x"]])
    assert together == pytest.approx(alone)


def test_no_texts_have_no_scores(fitted: Linear) -> None:
    assert fitted.score([]).shape == (0, 1)


def test_signs_case_and_the_digits_do_not_count(fitted: Linear) -> None:
    one, other = fitted.score(["Knows: SQL-92!", "knows sql 17"])
    assert one == pytest.approx(other)


def test_a_text_of_n_letters_and_its_blanks_has_grams_of_one_to_four() -> None:
    buckets, owners = hash_grams(["ab", "c"], 1 << 8)
    assert np.bincount(owners).tolist() == [4 + 3 + 2 + 1, 3 + 2 + 1]
    assert buckets.max() < 1 << 8


def test_what_is_saved_is_read_again(fitted: Linear, tmp_path: Path) -> None:
    fitted.save(tmp_path / "model.npz")
    again = load_linear(tmp_path / "model.npz")
    assert again.score(TEXTS) == pytest.approx(fitted.score(TEXTS), abs=0.01)


@pytest.mark.parametrize("content", [b"", b"no arrays", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_model_is_named(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "broken.npz").write_bytes(content)
    with pytest.raises(ModelFileError, match=r"broken\.npz: expected a linear model"):
        load_linear(tmp_path / "broken.npz")
