"""The values in a log's cells: scores in any unit, times in any zone, and what is missing."""

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from ingest.errors import CellError
from text.contacts import strip_contact_lines

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_LONGEST_SECONDS = 86_400.0


@dataclass(frozen=True, slots=True)
class Units:
    """In what a log says its values.

    Attributes:
        most: the score that counts as 1, above 0.
        zone: of times that name none; None: such a time is refused.
        missing: what stands for no value, beside an empty cell; numbers are compared as numbers.
    """

    most: float = 1.0
    zone: ZoneInfo | None = None
    missing: frozenset[str] = frozenset()

    def is_missing(self, text: str) -> bool:
        """Return whether a cell's text stands for no value."""
        if not text or text in self.missing:
            return True
        value = _number(text)
        return any(_number(code) == value for code in self.missing)


def find_zone(name: str) -> ZoneInfo:
    """Return a time zone by its name.

    Raises:
        CellError: no such zone.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise CellError("timezone", "a name such as Asia/Shanghai", repr(name)) from None


def parse_score(text: str, name: str, units: Units) -> float:
    """Parse points of ``units.most``, or a percentage, into a score in [0, 1]."""
    if text.endswith(("%", "％")):
        value = _number(text[:-1].strip())
        if not 0.0 <= value <= 100.0:
            raise CellError(name, "0% to 100%", repr(text))
        return value / 100.0
    return _between(text, name, 0.0, units.most) / units.most


def parse_most(text: str, name: str) -> float:
    """Parse the score that counts as full, above 0."""
    value = _number(text)
    if not 0.0 < value < math.inf:
        raise CellError(name, "a number above 0", repr(text))
    return value


def parse_rating(text: str, name: str, _: Units) -> int:
    """Parse a rating, a whole number from 1 to 5."""
    value = _between(text, name, 1.0, 5.0)
    if not value.is_integer():
        raise CellError(name, "1 to 5", repr(text))
    return int(value)


def parse_share(text: str, name: str, _: Units) -> float:
    """Parse a progress in [0, 1], or a percentage."""
    return parse_score(text, name, Units())


def parse_seconds(text: str, name: str, _: Units) -> int:
    """Parse a duration in seconds, of a day at most."""
    return int(_between(text, name, 0.0, _LONGEST_SECONDS))


def parse_time(text: str, name: str, units: Units) -> str:
    """Parse an ISO 8601 time into UTC; the future is refused.

    An hour that the zone's clocks show twice is the first one.
    """
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = _place(moment, text, name, units.zone)
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        if isinstance(error, CellError):
            raise
        raise CellError(name, "ISO 8601", repr(text)) from None
    if moment > datetime.now(UTC):
        raise CellError(name, "a past time", repr(text))
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def parse_comment(text: str, _name: str, _: Units) -> str | None:
    """Parse a comment, contact data stripped; None when nothing is left."""
    return strip_contact_lines(text) or None


def _place(moment: datetime, text: str, name: str, zone: ZoneInfo | None) -> datetime:
    """Return the time in the log's zone; one that its clocks skipped is refused."""
    if zone is None:
        raise CellError(name, "a time zone", repr(text))
    placed = moment.replace(tzinfo=zone)
    if placed.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment:
        raise CellError(name, f"a time that the clocks of {zone.key} show", repr(text))
    return placed


def _between(text: str, name: str, least: float, most: float) -> float:
    value = _number(text)
    if not least <= value <= most:
        raise CellError(name, f"{least:g} to {most:g}", repr(text))
    return value


def _number(text: str) -> float:
    """Return the number that a text is, else one that equals nothing."""
    return float(text) if _NUMBER.fullmatch(text) else math.nan
