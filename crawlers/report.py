"""The report of a crawl: what was asked, found and left out."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An address that gave no item, with the reason in one line."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a crawl is.

    Attributes:
        done: addresses that have been read, or given up.
        queued: addresses that wait.
        failed: of those done, the ones that could not be read, or may not be.
        items: of the pages that have been read.
    """

    done: int
    queued: int
    failed: int
    items: int


@dataclass(frozen=True, slots=True)
class Changes:
    """The items against those of the crawl before.

    Attributes:
        gone: addresses of the items that are no longer there, sorted.
    """

    new: int
    changed: int
    unchanged: int
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What a crawl did.

    Attributes:
        source: name of the source card.
        requests: sent since the command began, with those for robots.txt, redirects and repeats.
        bytes: of the pages and files that came back, as they are unpacked.
        items: written.
        changes: of the items since the crawl before.
        progress: of the addresses, those of a crawl that was continued included.
        stopped: what ended the crawl before its queue was empty; the next crawl goes on there.
        left_out: sorted by address; pages that only lead to others are not among them.
        expected_min: items the card expects at least.
        expected_max: items the card expects at most.
        seconds: the crawl took.
    """

    source: str
    requests: int
    bytes: int
    items: int
    changes: Changes
    progress: Progress
    stopped: str | None
    left_out: tuple[LeftOut, ...]
    expected_min: int
    expected_max: int
    seconds: float

    @property
    def as_expected(self) -> bool:
        """Whether the number of items lies where the card expects it."""
        return self.expected_min <= self.items <= self.expected_max


def format_report(report: CrawlReport) -> str:
    """Return the report as the JSON text of its file."""
    return json.dumps(asdict(report), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def parse_report(text: str) -> CrawlReport:
    """Return the report that ``format_report`` wrote."""
    values: Mapping[str, Any] = json.loads(text)
    read = {
        "left_out": tuple(LeftOut(**one) for one in values["left_out"]),
        "changes": Changes(**values["changes"] | {"gone": tuple(values["changes"]["gone"])}),
        "progress": Progress(**values["progress"]),
    }
    return CrawlReport(**{**values, **read})
