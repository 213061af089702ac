"""What a crawl knows, in one SQLite file: its queue, what it has seen, validators and items.

Each step of a page is one transaction: after a kill, the next crawl goes on where this one was.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from crawlers.answers import Answer, Known, Link
from crawlers.errors import CrawlError
from crawlers.items import Item
from crawlers.tables import VERSION, open_tables
from crawlers.takedown import TAKEN_DOWN


class State:
    """The state of one card's crawls; a context that closes its file.

    Attributes:
        crawl: number of the crawl under way, or of the last one; 0 before the first.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self.tables = open_tables(path)
        except (sqlite3.Error, ValueError) as error:
            advice = "another crawl has it" if _is_locked(error) else "--fresh starts anew"
            raise CrawlError(f"cannot use {path}: {error}; {advice}") from error
        self.crawl: int = (self.get("SELECT number FROM crawl") or (0,))[0]
        self._last = 0

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.tables.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all that happens inside, or nothing.

        Raises:
            CrawlError: cannot write.
        """
        try:
            self.tables.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self.tables.in_transaction:
                    self.tables.execute("ROLLBACK")
                raise
            self.tables.execute("COMMIT")
        except sqlite3.Error as error:
            raise CrawlError(f"cannot write {self._path}: {error}") from error

    def begin(self, card: str, starts: Sequence[Link]) -> bool:
        """Go on with the crawl under way, or begin the next one; return whether it goes on.

        Where ``card`` is another text than before, a crawl begins that reads everything again.
        """
        with self.transaction():
            row = self.get("SELECT number, finished, card FROM crawl")
            number, finished, known = row or (0, 1, card)
            goes_on = not finished and known == card
            self.crawl = number if goes_on else number + 1
            if known != card:
                self.write("UPDATE pages SET etag = NULL, modified = NULL, hash = NULL")
                self.write("UPDATE pages SET fetched = NULL")
            self.write("DELETE FROM crawl")
            self.write("INSERT INTO crawl VALUES (?, ?, 0, ?)", VERSION, self.crawl, card)
            self._last = self.get("SELECT coalesce(max(position), 0) FROM pages")[0]
            self._meet(starts)
        return goes_on

    def take_down(self, is_taken_down: Callable[[str], bool]) -> None:
        """Drop what is known of the addresses that are taken down, or whose item is."""
        rows = self.tables.execute("SELECT url, item FROM pages WHERE state <> 'refused'")
        for url, item in rows.fetchall():
            if is_taken_down(url) or (item and is_taken_down(json.loads(item)["url"])):
                self.drop(url, TAKEN_DOWN)

    def get_next(self, after: int) -> tuple[int, Known] | None:
        """Return the position and the first address of the queue behind a position."""
        row = self.get(
            "SELECT position, url, role, etag, modified FROM pages "
            "WHERE state = 'queued' AND crawl = ? AND position > ? ORDER BY position LIMIT 1",
            *(self.crawl, after),
        )
        return (row[0], Known(*row[1:])) if row else None

    def get_known(self, url: str) -> Known:
        """Return what is known of an address that the crawl has met."""
        return Known(*self.get("SELECT url, role, etag, modified FROM pages WHERE url = ?", url))

    def is_met_as(self, url: str, role: str) -> bool:
        """Whether the crawl has met an address in a role."""
        return self.get("SELECT 1 FROM pages WHERE url = ? AND role = ?", url, role) is not None

    def is_unchanged(self, url: str, digest: str) -> bool:
        """Whether the last body of an address had this hash."""
        return self.get("SELECT 1 FROM pages WHERE url = ? AND hash = ?", url, digest) is not None

    def store(self, url: str, answer: Answer) -> None:
        """Take what came back for an address, and queue what it links to.

        An item that is equal but for the time it was fetched stays as it was.
        """
        with self.transaction():
            (known,) = self.get("SELECT item FROM pages WHERE url = ?", url)
            self.write(
                "UPDATE pages SET state = 'stored', failure = NULL, reason = ?, etag = ?, "
                "modified = ?, hash = ?, fetched = ?, leads_to = ?, item = ?, name = ?, body = ? "
                "WHERE url = ?",
                *(answer.reason, answer.etag, answer.modified, answer.hash, answer.fetched),
                *(json.dumps(sorted(answer.leads_to)), _format(answer.item, known)),
                *(answer.name, answer.body, url),
            )
            self.write("DELETE FROM links WHERE page = ?", url)
            for number, link in enumerate(answer.links):
                values = (url, number, link.url, link.role, link.changed)
                self.write("INSERT INTO links VALUES (?, ?, ?, ?, ?)", *values)
            self._meet(answer.links)

    def keep(self, url: str, answer: Answer) -> None:
        """Note that an address still says what it said, and go where it leads."""
        with self.transaction():
            self.write(
                "UPDATE pages SET state = 'stored', failure = NULL, fetched = ?, "
                "etag = coalesce(?, etag), modified = coalesce(?, modified) WHERE url = ?",
                *(answer.fetched, answer.etag, answer.modified, url),
            )
            self._meet(self._list_links(url))

    def note_try(self, url: str) -> int:
        """Note that an address could not be fetched; return how often that was in this crawl."""
        with self.transaction():
            self.write("UPDATE pages SET tries = tries + 1 WHERE url = ?", url)
            return int(self.get("SELECT tries FROM pages WHERE url = ?", url)[0])

    def fail(self, url: str, reason: str) -> None:
        """Give up an address for this crawl; what it said before stays, and leads on."""
        with self.transaction():
            self.write(
                "UPDATE pages SET state = 'failed', failure = ? WHERE url = ?", *(reason, url)
            )
            self._meet(self._list_links(url))

    def drop(self, url: str, reason: str, state: str = "refused") -> None:
        """Note that an address is not to be read (``refused``) or ``gone``: nothing of it stays."""
        with self.transaction():
            self.write(
                "UPDATE pages SET state = ?, failure = ?, reason = NULL, etag = NULL, "
                "modified = NULL, hash = NULL, fetched = NULL, leads_to = NULL, item = NULL, "
                "name = NULL, body = NULL WHERE url = ?",
                *(state, reason, url),
            )
            self.write("DELETE FROM links WHERE page = ?", url)

    def get(self, statement: str, *values: object) -> Any:
        """Return the first row of a statement; None if there is none."""
        return self.tables.execute(statement, values).fetchone()

    def write(self, statement: str, *values: object) -> None:
        """Run a statement inside a transaction."""
        self.tables.execute(statement, values)

    def _list_links(self, url: str) -> list[Link]:
        rows = self.tables.execute(
            "SELECT url, role, changed FROM links WHERE page = ? ORDER BY number", (url,)
        )
        return [Link(*row) for row in rows]

    def _meet(self, links: Iterable[Link]) -> None:
        """Queue what this crawl has not met; what is fresh by its sitemap only leads on."""
        waiting = list(reversed(list(links)))
        while waiting:
            link = waiting.pop()
            row = self.get("SELECT crawl, state, fetched FROM pages WHERE url = ?", link.url)
            if row is None:
                self._last += 1
                self.write(
                    "INSERT INTO pages (url, position, role, crawl, state, tries) "
                    "VALUES (?, ?, ?, ?, 'queued', 0)",
                    *(link.url, self._last, link.role, self.crawl),
                )
            elif row[0] != self.crawl:
                is_fresh = row[1] == "stored" and _is_older(link.changed, row[2])
                self._last += 1
                self.write(
                    "UPDATE pages SET crawl = ?, position = ?, role = ?, tries = 0, "
                    "failure = NULL, state = ? WHERE url = ?",
                    *(self.crawl, self._last, link.role),
                    *("stored" if is_fresh else "queued", link.url),
                )
                if is_fresh:
                    waiting += reversed(self._list_links(link.url))


def _is_older(changed: str | None, fetched: str | None) -> bool:
    """Whether a change lies before a fetch; a day counts whole, and no time is never older."""
    if changed is None or fetched is None:
        return False
    return changed < fetched[: len(changed)] if len(changed) < 11 else changed < fetched


def _format(item: Item | None, known: str | None) -> str | None:
    if item is None:
        return None
    values = json.loads(json.dumps(asdict(item)))
    if known is not None:
        before = json.loads(known)
        if before | {"fetched": item.fetched} == values:
            return known
    return json.dumps(values, sort_keys=True, ensure_ascii=False)


def _is_locked(error: Exception) -> bool:
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
