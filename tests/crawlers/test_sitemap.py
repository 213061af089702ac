import gzip

import pytest

from crawlers.errors import PageError
from crawlers.sitemap import Entry, parse_sitemap

NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def urlset(*entries: str) -> bytes:
    return f"{HEAD}<urlset {NAMESPACE}><!-- made -->{''.join(entries)}</urlset>".encode()


ONE = urlset("<url><loc> https://a.example/1?a=1&amp;b=2 </loc><lastmod>2026-09-01</lastmod></url>")


@pytest.mark.parametrize("body", [ONE, gzip.compress(ONE)])
def test_a_sitemap_is_read_packed_or_not(body: bytes) -> None:
    found = parse_sitemap(body)
    assert not found.is_index
    assert found.entries == (Entry("https://a.example/1?a=1&b=2", "2026-09-01"),)


def test_an_index_names_sitemaps() -> None:
    body = f"<sitemapindex {NAMESPACE}><sitemap><loc>https://a.example/s.xml.gz</loc></sitemap>"
    found = parse_sitemap(f"{body}</sitemapindex>".encode())
    assert (found.is_index, found.entries) == (True, (Entry("https://a.example/s.xml.gz", None),))


@pytest.mark.parametrize(
    ("lastmod", "changed"),
    [
        ("2026-09-01T12:00:00+02:00", "2026-09-01T10:00:00+00:00"),
        ("2026-09-01T12:00Z", "2026-09-01T12:00:00+00:00"),
        ("2026-09-01T12:00:00", None),
        ("2026-09", None),
        ("yesterday", None),
    ],
)
def test_a_time_is_read_in_utc_or_left_open(lastmod: str, changed: str | None) -> None:
    body = urlset(f"<url><loc>x</loc><lastmod>{lastmod}</lastmod></url>")
    assert parse_sitemap(body).entries == (Entry("x", changed),)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "expected a sitemap, found no XML"),
        (b"<html><body/></html>", "expected a sitemap, found html"),
        (gzip.compress(ONE)[:-9][:40] + b"\xff" * 40, "found broken gzip"),
        (gzip.compress(b" " * (50 * 1024 * 1024 + 1)), "larger than 50 MiB when unpacked"),
        (urlset("<url><loc>x</loc></url>" * 50_001), "addresses: expected at most 50000"),
    ],
)
def test_what_is_no_sitemap_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(PageError, match=reason):
        parse_sitemap(body)


def test_an_entity_is_not_resolved() -> None:
    bomb = '<!DOCTYPE u [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    body = f"{HEAD}{bomb}<urlset><url><loc>a&e;b</loc></url></urlset>".encode()
    assert "root" not in parse_sitemap(body).entries[0].url
