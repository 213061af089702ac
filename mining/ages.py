"""How old records are, counted from the newest one. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date

DAYS_A_MONTH = 365.25 / 12


def list_ages(ids: Sequence[str], days: Mapping[str, date]) -> list[float]:
    """Return months before the newest day, one an id; what has no day is as old as the oldest."""
    newest, oldest = max(days.values(), default=date.min), min(days.values(), default=date.min)
    return [(newest - days.get(id_, oldest)).days / DAYS_A_MONTH for id_ in ids]
