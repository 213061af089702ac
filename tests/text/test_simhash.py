import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.simhash import DISTANCE, Neighbours, fingerprint, measure_distance, shingle

PRINTS = st.integers(0, 2**64 - 1)
WORDS = [f"word{number}" for number in range(2000)]


@pytest.mark.parametrize(
    ("text", "shingles"),
    [
        ("We turn, mill and drill", {"we turn mill", "turn mill and", "mill and drill"}),
        ("会用SQL库", {"会 用 sql", "用 sql 库"}),
        ("Turner", {"turner"}),
        ("", set()),
        (" ,。", set()),
    ],
)
def test_a_text_is_shingled_by_three_words_or_characters(text: str, shingles: set[str]) -> None:
    assert shingle(text) == shingles


def test_one_shingle_is_its_own_hash_and_no_word_is_zero() -> None:
    assert fingerprint("A turner") == fingerprint("a  TURNER!") != 0
    assert fingerprint("") == 0


@pytest.mark.parametrize(
    ("words", "joint"), [(WORDS, " "), ([chr(0x4E00 + number) for number in range(2000)], "")]
)
def test_a_changed_word_in_a_long_text_is_near_and_another_text_is_far(
    words: list[str], joint: str
) -> None:
    rng = random.Random(7)
    one = rng.choices(words, k=400)
    changed = [*one[:200], "新", *one[201:]]
    other = rng.choices(words, k=400)
    prints = [fingerprint(joint.join(each)) for each in (one, changed, other)]
    assert measure_distance(prints[0], prints[1]) <= DISTANCE < measure_distance(*prints[1:])


@given(PRINTS, st.sets(st.integers(0, 63), max_size=6))
def test_what_is_near_is_found_and_what_is_not_is_not(one: int, flipped: set[int]) -> None:
    near = Neighbours()
    near.add("one", one)
    other = one ^ sum(1 << bit for bit in flipped)
    assert near.find(other) == (["one"] if len(flipped) <= DISTANCE else [])


@given(st.permutations(["a", "b", "c"]))
def test_the_nearest_comes_first_whatever_the_order(order: list[str]) -> None:
    near = Neighbours()
    for key in order:
        near.add(key, {"a": 1, "b": 0, "c": 1}[key])
    assert near.find(0) == ["b", "a", "c"]
