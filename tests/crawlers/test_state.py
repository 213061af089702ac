"""The state alone: what is queued, kept and dropped, and what a file that is none says."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawlers.answers import Answer, Link
from crawlers.errors import CrawlError
from crawlers.items import PostingItem
from crawlers.report import Changes, Progress
from crawlers.results import compare, find_failure, measure_progress, settle, try_again
from crawlers.state import State

START = [Link("index", "page")]
ITEM = PostingItem("a", "s", "2026-09-01T12:00:00+00:00", "Turner", "", *[None] * 5)


def answer(*links: Link, item: PostingItem | None = None, fetched: str = "2026-09-01") -> Answer:
    return Answer("hash", f"{fetched}T12:00:00+00:00", etag='"1"', item=item, links=links)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "s.sqlite"


@pytest.fixture
def state(path: Path) -> Iterator[State]:
    with State(path) as state:
        state.begin("card", START)
        yield state


def list_queue(state: State) -> list[str]:
    found, position = [], 0
    while one := state.get_next(position):
        position, known = one
        found.append(known.url)
    return found


def test_each_address_is_queued_once_in_the_order_it_is_met(state: State) -> None:
    state.store("index", answer(Link("b", "page"), Link("a", "page"), Link("index", "page")))
    state.store("b", answer(Link("a", "page"), Link("c", "file")))
    assert list_queue(state) == ["a", "c"]
    assert state.get_known("c").role == "file"


def test_what_was_under_way_is_still_queued_after_an_end(path: Path) -> None:
    with State(path) as state:
        assert not state.begin("card", START)
        state.store("index", answer(Link("a", "page")))
    with State(path) as state:
        assert state.begin("card", START)
        assert list_queue(state) == ["a"]


def test_a_page_is_stored_whole_or_not_at_all(state: State) -> None:
    broken = Answer("hash", "2026-09-01", item=ITEM, links=(Link("a", None),))  # type: ignore[arg-type]
    with pytest.raises(CrawlError, match=r"cannot write .*s.sqlite: NOT NULL"):
        state.store("index", broken)
    assert list_queue(state) == ["index"]
    assert measure_progress(state) == Progress(done=0, queued=1, failed=0, items=0)


def test_the_next_crawl_asks_again_with_validators(state: State) -> None:
    state.store("index", answer(item=ITEM))
    settle(state, {"a": "1"})
    state.begin("card", START)
    assert (state.crawl, list_queue(state)) == (2, ["index"])
    assert state.get_known("index").etag == '"1"'
    assert state.is_unchanged("index", "hash")


def test_another_card_forgets_validators_but_not_items(state: State) -> None:
    state.store("index", answer(item=ITEM))
    state.begin("another", START)
    assert (state.get_known("index").etag, state.is_unchanged("index", "hash")) == (None, False)
    assert state.get("SELECT item FROM pages")[0] is not None


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        ("2026-08-31", False),
        ("2026-09-01", True),
        ("2026-09-01T11:59:59+00:00", False),
        ("2026-09-01T12:00:00+00:00", True),
        (None, True),
    ],
)
def test_what_a_sitemap_says_is_older_than_its_fetch_only_leads_on(
    state: State, changed: str | None, asked: bool
) -> None:
    state.store("index", answer(Link("page", "page")))
    state.store("page", answer(Link("deeper", "page")))
    state.store("deeper", answer())
    settle(state, {})
    state.begin("card", [Link("page", "page", changed)])
    assert list_queue(state) == (["page"] if asked else ["deeper"])


def test_what_fails_keeps_what_it_said_and_leads_on(state: State) -> None:
    state.store("index", answer(Link("a", "page"), item=ITEM))
    state.drop("a", "HTTP 404", "gone")
    settle(state, {})
    state.begin("card", START)
    assert [state.note_try("index") for _ in range(2)] == [1, 2]
    state.fail("index", "HTTP 503")
    assert list_queue(state) == ["a"]
    assert (find_failure(state), state.get_known("index").etag) == ("HTTP 503", '"1"')
    try_again(state)
    assert list_queue(state) == ["index", "a"]


def test_of_what_is_dropped_nothing_stays(state: State) -> None:
    state.store("index", answer(Link("a", "page"), item=ITEM))
    state.drop("index", "disallowed by robots.txt")
    assert state.get("SELECT item, etag, hash FROM pages WHERE url = 'index'") == (None,) * 3
    assert state.get("SELECT count(*) FROM links") == (0,)


def test_what_was_not_met_is_forgotten_when_a_crawl_ends_but_not_before(state: State) -> None:
    state.store("index", answer(Link("a", "page")))
    state.store("a", answer(item=ITEM))
    settle(state, {})
    state.begin("card", START)
    settle(state, {})
    assert state.get("SELECT count(*) FROM pages") == (2,)
    state.store("index", answer())
    settle(state, {})
    assert state.get("SELECT url FROM pages") == ("index",)


def test_items_are_compared_with_what_was_published(state: State) -> None:
    settle(state, {"a": "1", "b": "1", "c": "1"})
    assert compare(state, {"a": "1", "b": "2", "d": "1"}) == Changes(1, 1, 1, ("c",))


def test_a_file_that_is_no_state_is_refused(path: Path) -> None:
    path.write_text("something else entirely, and long enough to be looked at\n" * 20)
    with pytest.raises(CrawlError, match=r"s.sqlite: file is not a database; --fresh starts anew"):
        State(path)


def test_a_state_of_another_version_is_refused(state: State, path: Path) -> None:
    state.get("UPDATE crawl SET version = 99")
    state.tables.close()
    with pytest.raises(CrawlError, match="expected version 1, found 99; --fresh"):
        State(path)


def test_a_state_that_another_crawl_has_is_refused(
    state: State, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawlers.tables.PATIENCE_SECONDS", 0.1)
    with pytest.raises(CrawlError, match="database is locked; another crawl has it"):
        State(path)


def test_tables_are_safe_against_a_kill(state: State) -> None:
    assert state.get("PRAGMA journal_mode") == ("wal",)
    assert isinstance(state.tables, sqlite3.Connection)


def test_a_failure_is_one_of_its_own_crawl(state: State) -> None:
    state.fail("index", "HTTP 503")
    settle(state, {})
    state.begin("card", START)
    assert find_failure(state) is None
