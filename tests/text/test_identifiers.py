import pytest

from text.identifiers import Identifiers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("S-48213", True),
        ("s-48213", True),
        ("says S-48213, twice", True),
        ("学号S-48213的答案", True),
        ("学号：S-48213。", True),
        ("answered:S-48213:Q1", True),
        ("S-482134", False),
        ("XS-48213", False),
        ("202301", True),
        ("on 2023011 days", False),
        ("", False),
    ],
)
def test_an_identifier_is_found_as_a_whole_word(text: str, found: bool) -> None:
    assert Identifiers(["S-48213", "202301"]).are_in(text) is found


@pytest.mark.parametrize(("text", "found"), [("17", True), ("17 of 20", False), ("q:17", False)])
def test_a_short_identifier_is_found_as_the_whole_text_alone(text: str, found: bool) -> None:
    assert Identifiers(["17"]).are_in(text) is found


def test_an_identifier_inside_of_another_is_found() -> None:
    assert Identifiers(["1234567", "34567"]).are_in("x 34567 y")


def test_how_many_there_are_and_how_many_are_short_is_known() -> None:
    several = Identifiers(["S-48213", "17", "17", " ", "s-48213"])
    assert (len(several), several.short) == (2, 1)


def test_none_are_found_where_none_are_looked_for() -> None:
    assert not Identifiers([]).are_in("S-48213")
