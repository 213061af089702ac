"""Sitemaps (sitemaps.org): the addresses that a site names itself, and when they changed."""

import zlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from parsel import Selector

from crawlers.errors import PageError

_MOST_BYTES = 50 * 1024 * 1024
_MOST_ADDRESSES = 50_000
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Entry:
    """An address as it is written, and its ``lastmod``: a day, or a time in UTC, or None."""

    url: str
    changed: str | None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The entries of a sitemap; those of an index are sitemaps."""

    is_index: bool
    entries: tuple[Entry, ...]


def parse_sitemap(body: bytes) -> Sitemap:
    """Read a sitemap or an index of sitemaps, packed by gzip or not.

    Raises:
        PageError: it is none, or larger than the protocol allows (50 MiB, 50,000 addresses).
    """
    unpacked = _unpack(body)
    root: Any = Selector(body=unpacked, type="xml").root if unpacked else None
    name = _get_name(root)
    if name not in ("urlset", "sitemapindex"):
        raise PageError(f"expected a sitemap, found {name or 'no XML'}")
    if len(root) > _MOST_ADDRESSES:
        raise PageError(f"a sitemap of {len(root)} addresses: expected at most {_MOST_ADDRESSES}")
    found = (
        {_get_name(part): (part.text or "").strip() for part in entry}
        for entry in root
        if _get_name(entry) in ("url", "sitemap")
    )
    entries = (
        Entry(parts["loc"], _read_time(parts.get("lastmod", "")))
        for parts in found
        if "loc" in parts
    )
    return Sitemap(name == "sitemapindex", tuple(entries))


def _unpack(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        return body
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        unpacked = unpacker.decompress(body, _MOST_BYTES + 1)
    except zlib.error as error:
        raise PageError(f"expected a packed sitemap, found broken gzip: {error}") from error
    if len(unpacked) > _MOST_BYTES:
        raise PageError("a sitemap larger than 50 MiB when unpacked")
    return unpacked


def _get_name(element: object) -> str:
    """Return the name without its namespace; a comment has none."""
    tag = getattr(element, "tag", None)
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _read_time(text: str) -> str | None:
    """Return a day as it is, a time in UTC; None for less, or for none."""
    try:
        if len(text) == len("2026-09-01"):
            return date.fromisoformat(text).isoformat()
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if moment.tzinfo is None else moment.astimezone(UTC).isoformat(timespec="seconds")
