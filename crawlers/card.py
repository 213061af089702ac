"""Source cards: what may be crawled where, how politely, and how much is expected."""

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from crawlers.budget import NO_LIMIT, Budget
from crawlers.errors import CardError
from crawlers.site import is_origin, lies_in
from crawlers.takedown import is_taken_down


@dataclass(frozen=True, slots=True)
class Card:
    """One source.

    Attributes:
        name: names the files of the crawl.
        kind: ``jobs`` or ``courses``.
        publisher: who answers for the pages.
        terms: what the publisher allows.
        origin: scheme and host (and port), without a path.
        start_urls: absolute, in the origin.
        follow: shell patterns of the paths to read, relative to the origin; ``*`` spans folders.
        delay_seconds: between two requests, 0 or more.
        expected_min: items; fewer mean that the site has changed.
        expected_max: items; more mean the same.
        provider: of the courses; None for jobs.
        syllabi: shell patterns of the files to download; none for jobs.
        sitemaps: absolute, in the origin; ``.xml`` or ``.xml.gz``.
        budget: what one run may spend.
        takedown: addresses and patterns that are never fetched, as ``crawlers.takedown`` has them.
    """

    name: str
    kind: str
    publisher: str
    terms: str
    origin: str
    start_urls: tuple[str, ...]
    follow: tuple[str, ...]
    delay_seconds: float
    expected_min: int
    expected_max: int
    provider: str | None = None
    syllabi: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    budget: Budget = NO_LIMIT
    takedown: tuple[str, ...] = ()

    @property
    def reading(self) -> str:
        """What of the card decides which pages are read, and how; another text means all anew."""
        read = (self.kind, self.origin, self.provider, self.start_urls, self.sitemaps)
        return json.dumps([*read, self.follow, self.syllabi])

    def has_taken_down(self, url: str) -> bool:
        """Whether an address is never to be fetched."""
        return is_taken_down(url, self.takedown)


@dataclass(frozen=True, slots=True)
class _Field:
    expected: str
    fits: Callable[[Any], bool]
    default: object = None
    optional: bool = False


def _is_text(found: object) -> bool:
    return isinstance(found, str) and bool(found.strip())


def _is_name(found: object) -> bool:
    return isinstance(found, str) and bool(re.fullmatch("[a-z0-9][a-z0-9-]{0,99}", found))


def _is_list_of_texts(found: object) -> bool:
    return isinstance(found, list) and bool(found) and all(map(_is_text, found))


def _is_delay(found: object) -> bool:
    if isinstance(found, bool) or not isinstance(found, int | float):
        return False
    return math.isfinite(found) and found >= 0


def _is_count(found: object) -> bool:
    return isinstance(found, int) and not isinstance(found, bool) and found >= 0


def _is_optional_list(found: object) -> bool:
    return found == [] or _is_list_of_texts(found)


def _is_limit(found: object) -> bool:
    return found is None or (_is_count(found) and found != 0)


def _is_time_limit(found: object) -> bool:
    return found is None or (_is_delay(found) and found != 0)


_TEXT = _Field("a text", _is_text)
_PATTERNS = _Field("a list of one or more patterns of paths", _is_list_of_texts)
_OF_EVERY_CARD = {
    "name": _Field("a name of small letters, digits and hyphens", _is_name),
    "kind": _Field("jobs or courses", lambda found: found in ("jobs", "courses")),
    "publisher": _TEXT,
    "terms": _TEXT,
    "origin": _Field("http(s)://host without a path", lambda found: is_origin(str(found))),
    "start_urls": _Field("a list of one or more addresses", _is_list_of_texts),
    "follow": _PATTERNS,
    "delay_seconds": _Field("a number of seconds, 0 or more", _is_delay, default=2.0),
    "expected": _Field("items_min and items_max", lambda found: isinstance(found, dict)),
    "sitemaps": _Field("a list of addresses", _is_optional_list, default=[]),
    "budget": _Field("pages, bytes, minutes", lambda found: isinstance(found, dict), default={}),
    "takedown": _Field("a list of addresses or patterns", _is_optional_list, default=[]),
}
_OF_COURSES = {"provider": _TEXT, "syllabi": _PATTERNS}
_OF_EXPECTED = {
    "items_min": _Field("a whole number, 0 or more", _is_count),
    "items_max": _Field("a whole number, 0 or more", _is_count),
}
_OF_BUDGET = {
    "pages": _Field("a whole number above 0", _is_limit, optional=True),
    "bytes": _Field("a whole number above 0", _is_limit, optional=True),
    "minutes": _Field("a number above 0", _is_time_limit, optional=True),
}


def load_card(path: Path) -> Card:
    """Read a source card from YAML.

    Raises:
        CardError: the file cannot be read, or a key is unknown, missing or not of its kind.
    """
    raw = _read_mapping(path)
    courses = raw.get("kind") == "courses"
    values = _check(path, raw, _OF_EVERY_CARD | _OF_COURSES if courses else _OF_EVERY_CARD)
    expected = _check(path, values.pop("expected"), _OF_EXPECTED, prefix="expected.")
    arguments: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in values.items()
    }
    arguments["budget"] = Budget(**_check(path, values["budget"], _OF_BUDGET, prefix="budget."))
    card = Card(**arguments, expected_min=expected["items_min"], expected_max=expected["items_max"])
    _check_together(path, card)
    return card


def _read_mapping(path: Path) -> Mapping[str, Any]:
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CardError(f"{path}: expected a source card, but cannot read it: {error}") from error
    except yaml.YAMLError as error:
        raise CardError(f"{path}: expected YAML, found {' '.join(str(error).split())}") from error
    if not isinstance(raw, dict):
        raise CardError(f"{path}: expected the keys of a source card, found {raw!r:.60}")
    return raw


def _check(
    path: Path, raw: Mapping[str, Any], fields: Mapping[str, _Field], prefix: str = ""
) -> dict[str, Any]:
    for key in raw:
        if key not in fields:
            raise CardError(f"{path}: unknown key {prefix}{key}: expected {', '.join(fields)}")
    values = {}
    for key, field in fields.items():
        values[key] = raw.get(key, field.default)
        if key not in raw and field.default is None and not field.optional:
            raise CardError(
                f"{path}: key {prefix}{key}: expected {field.expected}, found no such key"
            )
        if not field.fits(values[key]):
            found = f"found {values[key]!r:.60}"
            raise CardError(f"{path}: key {prefix}{key}: expected {field.expected}, {found}")
    return values


def _check_together(path: Path, card: Card) -> None:
    for key, urls in (("start_urls", card.start_urls), ("sitemaps", card.sitemaps)):
        for url in urls:
            if not lies_in(url, card.origin):
                raise CardError(f"{path}: key {key}: expected {card.origin}/..., found {url}")
    if card.expected_min > card.expected_max:
        raise CardError(
            f"{path}: key expected: expected items_min no greater than items_max, "
            f"found {card.expected_min} and {card.expected_max}"
        )
