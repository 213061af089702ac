"""The tables of a crawl's state, and how they are opened."""

import sqlite3
from pathlib import Path

VERSION = 1
PATIENCE_SECONDS = 10.0
"""For a crawl that has just been killed, and still has the file."""

_TABLES = """
CREATE TABLE crawl (
  version INTEGER NOT NULL,
  number INTEGER NOT NULL,     -- of the crawl under way, or of the last one
  finished INTEGER NOT NULL,   -- 0 while it is under way
  card TEXT NOT NULL           -- what of the card decides what is read
);
CREATE TABLE pages (
  url TEXT PRIMARY KEY,        -- in the origin
  position INTEGER NOT NULL,   -- in the queue
  role TEXT NOT NULL,          -- page, file, sitemap
  crawl INTEGER NOT NULL,      -- number of the last crawl that met the address
  state TEXT NOT NULL,         -- queued, stored, failed, refused, gone
  tries INTEGER NOT NULL,      -- that failed in this crawl
  reason TEXT,                 -- why there is no item
  failure TEXT,                -- why this crawl could not fetch it
  etag TEXT, modified TEXT,    -- validators for the next crawl
  hash TEXT,                   -- SHA-256 of the body
  fetched TEXT,                -- when the address last answered
  leads_to TEXT,               -- the card's patterns of the pages it links to, as JSON
  item TEXT,                   -- as JSON
  name TEXT, body BLOB         -- of a file
);
CREATE INDEX pages_in_queue ON pages (state, position);
CREATE TABLE links (
  page TEXT NOT NULL, number INTEGER NOT NULL,
  url TEXT NOT NULL, role TEXT NOT NULL, changed TEXT,
  PRIMARY KEY (page, number)
) WITHOUT ROWID;
CREATE TABLE published (
  url TEXT PRIMARY KEY,        -- of an item
  item TEXT NOT NULL
);
CREATE TABLE robots (
  url TEXT PRIMARY KEY,
  body BLOB NOT NULL,
  fetched TEXT NOT NULL
);
"""


def open_tables(path: Path) -> sqlite3.Connection:
    """Open the file for one process alone, with empty tables where there were none.

    Raises:
        sqlite3.Error: it is no such file, cannot be written, or another process has it.
        ValueError: tables of another version.
    """
    connection = sqlite3.connect(path, timeout=PATIENCE_SECONDS, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = WAL")
        # A kill loses nothing; a power cut may lose the last pages, which are then fetched again.
        connection.execute("PRAGMA synchronous = NORMAL")
        if not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            connection.executescript(f"BEGIN IMMEDIATE;{_TABLES}COMMIT")
        _check_version(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_version(connection: sqlite3.Connection) -> None:
    row = connection.execute("SELECT version FROM crawl").fetchone()
    if row is not None and row[0] != VERSION:
        raise ValueError(f"expected version {VERSION}, found {row[0]}")
