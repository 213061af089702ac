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
class CrawlReport:
    """What a crawl did.

    Attributes:
        source: name of the source card.
        requests: sent, with those for robots.txt, redirects and repeats.
        items: written.
        left_out: sorted by address; pages that only lead to others are not among them.
        expected_min: items the card expects at least.
        expected_max: items the card expects at most.
        seconds: the crawl took.
    """

    source: str
    requests: int
    items: int
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
    left_out = tuple(LeftOut(**one) for one in values["left_out"])
    return CrawlReport(**{**values, "left_out": left_out})
