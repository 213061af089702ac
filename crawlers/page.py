"""A fetched page, as far as the spiders read it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from scrapy.http import HtmlResponse

from crawlers.microdata import read_microdata
from crawlers.properties import NOTHING, Marked
from crawlers.rdfa import read_rdfa
from crawlers.site import Site


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says about itself, and where it leads.

    Attributes:
        url: its canonical address in the origin.
        fetched: ISO 8601 with seconds, UTC.
        language: its ``lang`` attribute.
        links: addresses in the origin, without fragments, in their order, each once.
        blocks: the texts of its JSON-LD blocks.
        marked: what its microdata and its RDFa describe.
    """

    url: str
    fetched: str
    language: str | None
    links: tuple[str, ...]
    blocks: tuple[str, ...]
    marked: Marked = NOTHING


def parse_page(response: HtmlResponse, site: Site, fetched: datetime | None = None) -> Page:
    """Read a page of the site that was fetched at a time (UTC; now, if none is given)."""
    blocks = response.xpath('//script[contains(@type, "application/ld+json")]')
    return Page(
        url=_find_canonical(response, site) or site.to_origin(response.url) or response.url,
        fetched=(fetched or datetime.now(UTC)).isoformat(timespec="seconds"),
        language=(response.xpath("/html/@lang").get() or "").strip() or None,
        links=_list_links(response, site),
        blocks=tuple(block.xpath("string()").get() or "" for block in blocks),
        marked=_read_marked(response),
    )


def _read_marked(response: HtmlResponse) -> Marked:
    microdata, rdfa = read_microdata(response.selector), read_rdfa(response.selector)
    return Marked(microdata.nodes + rdfa.nodes, microdata.faults + rdfa.faults)


def _find_canonical(response: HtmlResponse, site: Site) -> str | None:
    links = response.xpath('//link[@rel="canonical"]/@href').getall()
    return next(filter(None, (_resolve(response, site, link) for link in links)), None)


def _list_links(response: HtmlResponse, site: Site) -> tuple[str, ...]:
    links = response.xpath('//a/@href | //area/@href | //link[@rel="next"]/@href').getall()
    found = (_resolve(response, site, link) for link in links)
    return tuple(dict.fromkeys(url for url in found if url))


def _resolve(response: HtmlResponse, site: Site, link: str) -> str | None:
    try:
        return site.to_origin(response.urljoin(link.strip()))
    except ValueError:  # what is no address leads nowhere
        return None
