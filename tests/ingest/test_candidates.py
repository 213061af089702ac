"""Phrases that may be abilities, from a few postings."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from crawlers.items import PostingItem
from graph.changes import apply_plan
from graph.drafts import make_plan
from graph.plans import Node
from graph.store import Store
from ingest.candidates import list_ability_candidates
from ingest.errors import RawFileError

WriteItems = Callable[..., Path]
ITEM = PostingItem(
    *("https://jobs.example/1", "made", "2026-09-01T12:00:00+00:00", "Plumber"),
    "You have solid knowledge of quantum plumbing and SQL.",
    *(None, None, "2026-08-25", "en", None),
)
AGAIN = "Experience with SQL, quantum plumbing and pipe drawings is required."


@pytest.fixture
def trade(one_store: Store) -> Store:
    nodes = [
        Node("Ability", n, {"name": n, "scope": "profession"}) for n in ("SQL", "pipe drawing")
    ]
    apply_plan(one_store, make_plan(one_store, nodes), "a trade")
    return one_store


def test_a_phrase_that_two_postings_ask_for_is_a_candidate(
    trade: Store, write_items: WriteItems
) -> None:
    path = write_items([ITEM, replace(ITEM, url="https://jobs.example/2", description=AGAIN)])
    [found] = list_ability_candidates(trade, path)
    assert (found.phrase, found.postings, found.count) == ("quantum plumbing", 2, 2)
    assert (found.sentence, found.near) == (ITEM.description, None)


def test_an_ordinary_word_is_no_candidate_and_a_name_is_one(
    trade: Store, write_items: WriteItems
) -> None:
    told = replace(ITEM, description="You need experience with OpenAPI and with bending.")
    path = write_items([told, replace(told, url="https://jobs.example/2")])
    assert [each.phrase for each in list_ability_candidates(trade, path)] == ["openapi"]


def test_a_posting_that_is_told_twice_is_one(trade: Store, write_items: WriteItems) -> None:
    assert list_ability_candidates(trade, write_items([ITEM, ITEM])) == []


def test_no_postings_have_no_candidates(trade: Store, tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("")
    assert list_ability_candidates(trade, tmp_path / "none.jsonl") == []


def test_a_broken_file_is_named(trade: Store, tmp_path: Path) -> None:
    (tmp_path / "broken.jsonl").write_text('{"url": 1}\n')
    with pytest.raises(RawFileError, match=r"broken\.jsonl:1"):
        list_ability_candidates(trade, tmp_path / "broken.jsonl")
