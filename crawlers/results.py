"""What a crawl's state holds in the end: items, files and left-outs, and what has changed."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from crawlers.card import Card
from crawlers.harvest import Harvest, Visit
from crawlers.items import CourseItem, Item, PostingItem
from crawlers.report import Changes, LeftOut, Progress
from crawlers.site import Site, find_pattern
from crawlers.state import State


def measure_progress(state: State) -> Progress:
    """Count the addresses of the crawl under way by what became of them."""
    rows = state.tables.execute(
        "SELECT state, count(*), count(item) FROM pages WHERE crawl = ? GROUP BY state",
        (state.crawl,),
    )
    counts = {became: (pages, items) for became, pages, items in rows}
    queued, _ = counts.pop("queued", (0, 0))
    failed = sum(pages for became, (pages, _) in counts.items() if became != "stored")
    done, items = (sum(column) for column in zip((0, 0), *counts.values(), strict=True))
    return Progress(done, queued, failed, items)


def gather(state: State, card: Card, site: Site) -> Harvest:
    """Return what counts; of a crawl that is not complete, also what it has not come to yet."""
    harvest = Harvest()
    rows = state.tables.execute(
        "SELECT url, role, reason, iif(crawl = ?, failure, NULL), leads_to, item, name "
        "FROM pages WHERE crawl >= ? ORDER BY url",
        (state.crawl, 0 if state.get_next(0) else state.crawl),
    )
    starts = site.to_origins(card.start_urls)
    for url, role, reason, failure, leads_to, item, name in rows:
        if name is not None:
            harvest.note_file(name, url)
        kind = None if url in starts else find_pattern(url, card.follow)
        if item is not None:
            harvest.add(Visit(url, kind, frozenset(json.loads(leads_to))), _parse(item, card))
        elif reason is not None and role == "page":
            harvest.note_without_item(Visit(url, kind, frozenset(json.loads(leads_to))), reason)
        if failure or (reason and role != "page"):
            harvest.leave_out(url, failure or reason)
    return harvest


def list_files(state: State, harvest: Harvest) -> Iterator[tuple[str, bytes]]:
    """Yield names and bodies of the files that count."""
    counted = set(harvest.list_file_names())
    for name, body in state.tables.execute("SELECT name, body FROM pages WHERE name IS NOT NULL"):
        if name in counted:
            yield name, body


def format_items(harvest: Harvest) -> dict[str, str]:
    """Return the items as JSON by address."""
    return {
        item.url: json.dumps(asdict(item), sort_keys=True, ensure_ascii=False)
        for item in harvest.list_items()
    }


def compare(state: State, items: Mapping[str, str]) -> Changes:
    """Compare the items with those that were published before."""
    before = dict(state.tables.execute("SELECT url, item FROM published").fetchall())
    both = items.keys() & before.keys()
    unchanged = sum(items[url] == before[url] for url in both)
    gone = tuple(sorted(before.keys() - items.keys()))
    return Changes(len(items) - len(both), len(both) - unchanged, unchanged, gone)


def find_failure(state: State) -> str | None:
    """Return why the first of the addresses could not be fetched that could not be."""
    row = state.get(
        "SELECT failure FROM pages WHERE crawl = ? AND failure IS NOT NULL ORDER BY position",
        state.crawl,
    )
    return row[0] if row else None


def try_again(state: State) -> None:
    """Queue everything again that could not be fetched."""
    with state.transaction():
        state.write(
            "UPDATE pages SET state = 'queued', tries = 0, failure = NULL "
            "WHERE crawl = ? AND failure IS NOT NULL",
            state.crawl,
        )


def list_left_out(harvest: Harvest, changes: Changes) -> tuple[LeftOut, ...]:
    """Return the addresses left out, sorted, with those of the items that are gone."""
    left_out = {url: LeftOut(url, "no longer linked") for url in changes.gone}
    left_out |= {one.url: one for one in harvest.list_left_out()}
    return tuple(left_out[url] for url in sorted(left_out))


def settle(state: State, items: Mapping[str, str]) -> None:
    """Note what has been published; a crawl with nothing left in the queue ends."""
    with state.transaction():
        state.write("DELETE FROM published")
        state.tables.executemany("INSERT INTO published VALUES (?, ?)", items.items())
        if state.get_next(0) is None:
            state.write("UPDATE crawl SET finished = 1")
            state.write("DELETE FROM pages WHERE crawl < ?", state.crawl)
            state.write("DELETE FROM links WHERE page NOT IN (SELECT url FROM pages)")


def _parse(item: str, card: Card) -> Item:
    values = json.loads(item)
    if card.kind == "jobs":
        return PostingItem(**values)
    return CourseItem(**values | {"syllabi": tuple(values["syllabi"])})
