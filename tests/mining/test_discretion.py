"""What may be told where transactions are people."""

import pytest

from mining.discretion import is_told, is_told_of, list_common


@pytest.mark.parametrize(
    ("both", "body", "head", "told"),
    [
        (20, 20, 20, True),
        (20, 30, 30, True),
        (9, 30, 30, False),
        (0, 30, 30, False),
        (19, 20, 30, False),  # the one with the body and without the head
        (19, 30, 20, False),
        (20, 20, 29, False),
    ],
)
def test_one_to_nine_people_are_not_told_of_not_even_by_what_is_left(
    both: int, body: int, head: int, *, told: bool
) -> None:
    assert is_told(both, body, head, 10) is told
    assert is_told(both, body, head, 1)


def test_a_part_of_a_body_may_tell_of_few_too() -> None:
    """All of ab have h, and of b all but one."""
    people = [frozenset("abh")] * 20 + [frozenset("ah")] * 10 + [frozenset("b")]
    assert is_told_of(people, "a", "h", 10)
    assert not is_told_of(people, "b", "h", 10)
    assert not is_told_of(people, "ab", "h", 10)
    assert is_told_of(people, "ab", "h", 1)


def test_of_a_long_body_nothing_is_told() -> None:
    """Its parts are too many to look at."""
    people = [frozenset("abcdefghij")] * 20
    assert is_told_of(people, "abcdefgi", "h", 10)
    assert not is_told_of(people, "abcdefgij", "h", 10)


def test_what_few_hold_is_not_known_to_be_held() -> None:
    assert list_common([frozenset("ab")] * 9 + [frozenset("a")], 10) == {"a"}
    assert list_common([frozenset("ab")], 1) == {"a", "b"}
