"""The ability that a phrase names, among a few."""

import pytest

from text.linking import LOOK, Link, Linker
from text.matching import Entry

NAMES = ("manage cable stocks", "read cable plans", "数据库管理", "weld pipes")


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(
        [*(Entry(name, name) for name in NAMES), Entry("weld pipes", "pipe welding", False)]
    )


def test_a_name_in_any_case_is_itself(linker: Linker) -> None:
    assert linker.link(["Read Cable Plans"]) == [Link("read cable plans", "read cable plans", 1.0)]


def test_an_alias_names_its_ability(linker: Linker) -> None:
    [link] = linker.link(["pipe welding"])
    assert link is not None
    assert (link.id, link.name) == ("weld pipes", "pipe welding")


@pytest.mark.parametrize(
    ("phrase", "ability"),
    [("reading cable plans", "read cable plans"), ("数据库管理员工", "数据库管理")],
)
def test_a_phrase_of_nearly_the_same_letters_is_linked(
    linker: Linker, phrase: str, ability: str
) -> None:
    [link] = linker.link([phrase])
    assert link is not None
    assert link.id == ability
    assert LOOK <= link.score < 1


def test_letters_that_no_name_has_make_a_phrase_less_alike(linker: Linker) -> None:
    near, far = linker.link(["weld pipe", "weld pipe zoo"])
    assert near is not None
    assert far is None or far.score < near.score


def test_what_is_like_nothing_has_no_link(linker: Linker) -> None:
    assert linker.link(["xyzzy", "", "a plan for the quiet zoo"]) == [None, None, None]


def test_nothing_is_linked_among_no_names_and_no_phrases(linker: Linker) -> None:
    assert Linker([]).link(["weld pipes"]) == [None]
    assert linker.link([]) == []


def test_a_note_behind_a_name_need_not_be_said() -> None:
    [link] = Linker([Entry("swift", "Swift (computer programming)")]).link(["swift"])
    assert link == Link("swift", "Swift (computer programming)", 1.0)
