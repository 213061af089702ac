"""Where a name leads: a crawl connects to public addresses only.

Checked when a connection is made, after the name is resolved, so that neither a redirect nor a
name that changes its address leads into the network that the crawler runs in.
"""

import ipaddress
from collections.abc import Sequence
from typing import Self
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawlers.site import Site

refused: dict[str, str] = {}
"""Names that led to an address that is not public, and the address; a process crawls one site."""


def list_trusted_hosts(site: Site) -> list[str]:
    """Return the hosts that may have any address.

    They are the mirror, a proxy of the environment (which looks names up itself), and the origin
    if it says itself that it is this machine.
    """
    hosts = [urlsplit(url).hostname for url in (site.mirror or "", *getproxies().values())]
    origin = urlsplit(site.origin).hostname or ""
    if origin == "localhost" or _is_loopback(origin):
        hosts.append(origin)
    return [host for host in hosts if host]


class GuardedResolver(CachingThreadedResolver):
    """Finds the address of a name, and refuses one that is not public.

    Attributes:
        trusted: names that may have any address.
    """

    trusted: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Build the resolver of a crawler."""
        found = super().from_crawler(crawler, reactor)
        found.trusted = frozenset(crawler.settings.getlist("TRUSTED_HOSTS"))
        return found

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":  # noqa: N802
        """Find the IPv4 address of a name."""
        found = super().getHostByName(name, timeout)
        if name not in self.trusted:
            found.addCallback(_check, name)
        return found


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet."""
    ip = ipaddress.ip_address(address)
    return ip.is_global and not ip.is_multicast


def _check(address: str, name: str) -> str:
    if not is_public(address):
        refused[name] = address
        raise DNSLookupError(f"{name} leads to {address}")
    return address


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
