from typing import Literal

import pytest

from mining.context import inherit_titles, match_outcomes, read_topic
from mining.wording import Link, Named

INSIDE = {"colours": "C1|u1", "boxes": "C1|u1", "joins": "C1|u2"}
POINTS = [
    Named("keys", "Primary keys of a table"),
    Named("joins", "Joining tables"),
    Named("cafe", "Cooking soup"),
]


def titled(title: str, how: Literal["phrase", "tokens"] = "phrase") -> tuple[str, Link]:
    return title, Link("C1|u1", "css", 0.8, "CSS", how)


def told(links: list[Link]) -> list[tuple[str, str, float, str]]:
    return [(link.from_id, link.to_id, round(link.score, 6), link.how) for link in links]


def test_points_inherit_what_their_units_title_speaks_of() -> None:
    assert told(inherit_titles("chapter", INSIDE, [titled("CSS")], set())) == [
        ("boxes", "css", 0.48, "chapter"),  # .6 * .8
        ("colours", "css", 0.48, "chapter"),
    ]


def test_a_courses_title_is_worth_less_than_a_units() -> None:
    found = told(inherit_titles("course", INSIDE, [titled("CSS")], set()))
    assert found[0] == ("boxes", "css", 0.32, "course")  # .4 * .8


def test_what_a_point_says_itself_is_not_inherited() -> None:
    found = inherit_titles("chapter", INSIDE, [titled("CSS")], {("boxes", "css")})
    assert [link.from_id for link in found] == ["colours"]


@pytest.mark.parametrize("title", ["CSS and tools", "CSS, layout", "CSS/HTML", "CSS与布局"])
def test_a_title_of_several_topics_says_nothing_of_each_point(title: str) -> None:
    assert inherit_titles("chapter", INSIDE, [titled(title)], set()) == []


def test_a_title_that_only_shares_words_with_an_ability_says_nothing() -> None:
    assert inherit_titles("chapter", INSIDE, [titled("CSS", how="tokens")], set()) == []


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Web Programming with JavaScript", "Web Programming"),
        ("Databases (advanced)", "Databases"),
        ("Networks: a first course", "Networks"),
        ("Forward planning", "Forward planning"),
    ],
)
def test_a_courses_topic_is_what_stands_before_its_means(title: str, topic: str) -> None:
    assert read_topic(title) == topic


def outcome(text: str, *, covered: set[str] | None = None) -> list[Link]:
    parts = [Link("o", "design", 0.5, "design databases", "phrase")]
    return match_outcomes(POINTS, [Named("o", text)], parts, covered or set())


def test_an_ability_that_only_an_outcome_names_goes_to_the_points_most_like_it() -> None:
    [link] = outcome("query tables by joining them")
    assert (link.from_id, link.to_id, link.how) == ("joins", "design", "outcome")
    assert link.matched == "query tables by joining them"
    assert 0.6 * 0.5 * 0.3 <= link.score <= 0.6 * 0.5


def test_an_ability_that_a_point_develops_already_needs_no_outcome() -> None:
    assert outcome("query tables by joining them", covered={"design"}) == []


def test_an_outcome_that_is_like_no_point_links_none() -> None:
    assert outcome("welding of steel pipes") == []


def test_at_most_three_points_are_like_an_outcome() -> None:
    names = ("joining", "joining tables", "joining two tables", "tables joining", "soup", "bread")
    points = [Named(f"k{number}", name) for number, name in enumerate(names)]
    parts = [Link("o", "design", 0.5, "x", "phrase")]
    found = match_outcomes(points, [Named("o", "joining tables")], parts, set())
    assert {link.from_id for link in found} == {"k0", "k1", "k3"}
