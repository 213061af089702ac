"""Things that may be the same thing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curation.candidates import Thing
from curation.likeness import find_alike


def find(*things: Thing, least: float = 0.75) -> set[tuple[int, int]]:
    return {(found.first, found.second) for found in find_alike(things, least)}


FILLER = tuple(
    Thing((name,))
    for name in ("weld seams", "teach philosophy", "bake bread", "repair shoes", "sell insurance")
)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("manage databases", "managing a database"),
        ("programme in Java", "Programming in Java"),
        ("analyse scientific data", "Analyze scientific data"),
        ("conduct psychological assessments", "conduct psychological assessement"),
        ("object-oriented design", "object oriented design"),
        ("数控加工技术", "数控加工技术基础"),
        ("ＳＱＬ", "SQL"),
    ],
)
def test_other_spellings_of_a_name_are_alike(name: str, other: str) -> None:
    assert (0, 1) in find(Thing((name,)), Thing((other,)), *FILLER, least=0.7)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("C", "C++"),
        ("mathematics 1", "mathematics 2"),
        ("English level B", "English level C"),
        ("advanced English II", "advanced English III"),
        ("英语四级", "英语六级"),
        ("bake bread", "repair shoes"),
    ],
)
def test_a_number_a_letter_or_a_sign_parts_what_is_otherwise_alike(name: str, other: str) -> None:
    assert find(Thing((name,)), Thing((other,)), *FILLER, least=0.3) & {(0, 1)} == set()


def test_an_alias_tells_that_two_things_are_one_and_is_named() -> None:
    things = [Thing(("use spreadsheets", "Excel")), Thing(("excel",)), *FILLER]
    [found] = find_alike(things, 0.6)
    assert (found.first, found.second, found.names) == (0, 1, ("Excel", "excel"))


def test_an_alias_that_a_crowd_has_tells_nothing() -> None:
    crowd = [Thing((f"{name} rivets", "tools")) for name in "pqrstuvwxyz"]
    assert find(Thing(("tools",)), *crowd, least=0.95) == set()


def test_the_score_is_the_weighed_mean_of_the_evidence_there_is() -> None:
    jobs = frozenset(["a", "b", "c", "d"])
    things = [
        Thing(("turn parts",), company=jobs),
        Thing(("cut metal", "turn parts"), company=frozenset(["a"])),
        *FILLER,
    ]
    [found] = find_alike(things, 0.5)
    assert (found.string, found.words, found.meaning, found.company) == (1.0, 1.0, None, 0.25)
    assert found.score == pytest.approx((0.7 * 0.65 * 1 + 0.1 * 0.25) / 0.8, abs=1e-4)


def test_own_names_of_the_same_words_count_whatever_else_differs() -> None:
    same = [Thing(("operate lathes",), "Wood."), Thing(("operate a lathe",), "Metal, by number.")]
    aliases = [Thing(("operate lathes",), "Wood."), Thing(("turn", "operate lathe"), "Metal.")]
    assert find_alike(same, 0.95)[0].score == 0.95
    assert find_alike(aliases, 0.95) == []


def test_the_graphs_own_vectors_serve_where_all_have_one() -> None:
    things = [
        Thing(("turn parts",), vector=(1.0, 0.0)),
        Thing(("turning of workpieces",), vector=(0.96, 0.28)),
        Thing(("weld seams",), vector=(0.0, -1.0)),
    ]
    found = {(each.first, each.second): each for each in find_alike(things, 0.1)}
    assert found[0, 1].meaning == pytest.approx(0.96)


def test_nothing_is_alike_among_none_and_one() -> None:
    assert find_alike([], 0.5) == []
    assert find_alike([Thing(("turn parts",))], 0.5) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=12), min_size=0, max_size=8))
def test_whatever_the_names_each_pair_comes_once_in_order_and_scored(names: list[str]) -> None:
    found = find_alike([Thing((name,)) for name in names], 0.5)
    pairs = [(each.first, each.second) for each in found]
    assert len(set(pairs)) == len(pairs)
    assert all(first < second for first, second in pairs)
    assert [each.score for each in found] == sorted((e.score for e in found), reverse=True)
    assert all(0.5 <= each.score <= 1.0 for each in found)
