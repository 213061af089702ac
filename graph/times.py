"""Times as the graph keeps them: UTC, ISO 8601 with milliseconds and Z, in order as text."""

from datetime import UTC, datetime, timedelta


def format_time(moment: datetime) -> str:
    """Return a time in UTC as the graph keeps it."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def to_second(moment: datetime) -> str:
    """Return a time of any zone as events keep it: UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def from_now(seconds: float = 0.0) -> str:
    """Return the time so many seconds from now."""
    return format_time(datetime.now(UTC) + timedelta(seconds=seconds))
