from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from crawlers.budget import Budget
from crawlers.card import Card, load_card
from crawlers.errors import CardError

WriteCard = Callable[..., Path]


def test_a_card_is_read(write_card: WriteCard) -> None:
    assert load_card(write_card()) == Card(
        name="lakeside-jobs",
        kind="jobs",
        publisher="Lakeside Jobs",
        terms="MIT",
        origin="https://jobs.lakeside.example",
        start_urls=("https://jobs.lakeside.example/index.html",),
        follow=("page-*.html", "postings/*", "internal/*.html"),
        delay_seconds=0,
        expected_min=1,
        expected_max=9,
    )


def test_a_card_of_courses_names_provider_and_syllabi(courses_card: Card) -> None:
    assert (courses_card.provider, courses_card.syllabi) == ("lakeside", ("syllabi/*",))


def test_a_card_may_name_sitemaps_a_budget_and_what_is_taken_down(write_card: WriteCard) -> None:
    sitemap = "https://jobs.lakeside.example/map.xml.gz"
    changes = {"sitemaps": [sitemap], "takedown": ["postings/1*"], "budget": {"minutes": 0.5}}
    card = load_card(write_card(**changes))
    assert (card.sitemaps, card.budget) == ((sitemap,), Budget(minutes=0.5))
    assert card.has_taken_down("https://jobs.lakeside.example/postings/12.html")


def test_what_decides_on_reading_is_told_apart_from_the_rest(write_card: WriteCard) -> None:
    card, reading = load_card(write_card()), load_card(write_card()).reading
    assert load_card(write_card(budget={"pages": 1}, terms="other")).reading == reading
    assert load_card(write_card(follow=["x*"])).reading != card.reading


def test_every_key_of_a_card_is_in_the_docs() -> None:
    said = (Path(__file__).parents[2] / "docs" / "crawling.md").read_text(encoding="utf-8")
    keys = {field.name for field in fields(Card)} - {"expected_min", "expected_max"}
    keys |= {"expected", "items_min", "items_max", *(field.name for field in fields(Budget))}
    assert {key for key in keys if f"`{key}`" not in said} == set()


def test_without_a_delay_a_card_is_polite(write_card: WriteCard) -> None:
    path = write_card()
    path.write_text(path.read_text().replace("delay_seconds: 0\n", ""))
    assert load_card(path).delay_seconds == 2.0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"colour": 1}, "unknown key colour: expected name, kind"),
        ({"provider": "x"}, "unknown key provider"),
        ({"name": "../x"}, "key name: expected a name of small letters.*found '../x'"),
        ({"kind": "news"}, "key kind: expected jobs or courses, found 'news'"),
        ({"publisher": ""}, "key publisher: expected a text, found ''"),
        ({"origin": "https://a.example/jobs"}, "key origin: expected .* without a path, found"),
        ({"start_urls": []}, "key start_urls: expected a list of one or more addresses"),
        ({"start_urls": ["https://b.example/"]}, "key start_urls: expected https://jobs.*found"),
        ({"follow": "*"}, "key follow: expected a list"),
        ({"delay_seconds": -1}, "key delay_seconds: expected a number .* found -1"),
        ({"delay_seconds": float("inf")}, "key delay_seconds: expected a number .* found inf"),
        ({"delay_seconds": True}, "key delay_seconds: expected a number .* found True"),
        ({"sitemaps": ["https://b.example/s.xml"]}, "key sitemaps: expected https://jobs.*found"),
        ({"takedown": "x"}, "key takedown: expected a list of addresses or patterns, found 'x'"),
        ({"budget": {"pages": 0}}, "key budget.pages: expected a whole number above 0, found 0"),
        ({"budget": {"hours": 1}}, "unknown key budget.hours: expected pages, bytes, minutes"),
        ({"budget": {"minutes": -1}}, "key budget.minutes: expected a number above 0, found -1"),
        ({"expected": {"items_min": 1}}, "key expected.items_max: .* found no such key"),
        ({"expected": {"items_min": 2, "items_max": 1}}, "no greater than items_max, found 2 and"),
        ({"expected": {"items_min": 0, "items_max": "9"}}, "expected.items_max: .* found '9'"),
    ],
)
def test_what_a_card_says_wrong_is_named(
    write_card: WriteCard, changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(CardError, match=rf"card\.yaml: .*{message}"):
        load_card(write_card(**changes))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("follow: [*]", "expected YAML, found"),
        ("- a", "expected the keys of a source card, found"),
        ("name: a", "key kind: expected jobs or courses, found no such key"),
    ],
)
def test_what_is_no_card_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "card.yaml"
    path.write_text(text)
    with pytest.raises(CardError, match=message):
        load_card(path)


def test_a_card_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CardError, match=r"cannot read it: .*card\.yaml"):
        load_card(tmp_path / "card.yaml")
