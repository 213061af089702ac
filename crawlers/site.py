"""Where a site's pages are: their addresses in the origin, and in the mirror that serves them."""

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from w3lib.url import safe_url_string

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Site:
    """An origin and, where one stands in for it, its mirror.

    Attributes:
        origin: scheme and host (and port), no path; what addresses are stored with.
        mirror: the same of the server that is asked instead, or None.
    """

    origin: str
    mirror: str | None = None

    @property
    def server(self) -> str:
        """What is asked: the mirror, else the origin."""
        return self.mirror or self.origin

    def to_origin(self, url: str) -> str | None:
        """Return the address in the origin, without a fragment; None if it lies elsewhere."""
        if lies_in(url, self.origin) or (self.mirror and lies_in(url, self.mirror)):
            return _move(url, self.origin)
        return None

    def to_origins(self, urls: Iterable[str]) -> tuple[str, ...]:
        """Return those of the addresses that lie in the origin, as addresses of the origin."""
        return tuple(filter(None, map(self.to_origin, urls)))

    def to_server(self, url: str) -> str:
        """Return the address to ask for a page of the origin."""
        return _move(url, self.server)


def is_origin(text: str) -> bool:
    """Whether the text is ``http(s)://host`` with an optional port, and nothing behind it."""
    parts = _split(text)
    if parts is None or parts.scheme not in _PORTS or not parts.hostname:
        return False
    return text == f"{parts.scheme}://{parts.netloc}" and "@" not in parts.netloc


def lies_in(url: str, origin: str) -> bool:
    """Whether scheme, host and port are the origin's."""
    return _authority(url) == _authority(origin) is not None


def find_pattern(url: str, patterns: tuple[str, ...]) -> str | None:
    """Return the first shell pattern that fits the path of the address without its first slash."""
    path = unquote(urlsplit(url).path).removeprefix("/")
    return next((pattern for pattern in patterns if fnmatchcase(path, pattern)), None)


def _authority(url: str) -> tuple[str, str, int] | None:
    parts = _split(url)
    if parts is None or parts.scheme not in _PORTS or not parts.hostname:
        return None
    return parts.scheme, parts.hostname, parts.port or _PORTS[parts.scheme]


def _move(url: str, origin: str) -> str:
    base, parts = urlsplit(origin), urlsplit(safe_url_string(url))
    return urlunsplit((base.scheme, base.netloc, parts.path or "/", parts.query, ""))


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts
