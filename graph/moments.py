"""Which changeset is meant by ``as_of``: a number, a time or a date."""

import re
from datetime import UTC, date, datetime, time

from graph.errors import AsOfError, LeaseError
from graph.stamps import get_stamp
from graph.store import Store
from graph.times import format_time

_NUMBER = re.compile(r"[+-]?[0-9]+")


def find_seq(store: Store, as_of: int | str | None = None) -> int:
    """Return the number of the changeset that is meant.

    Args:
        store: the graph.
        as_of: the number of a changeset, 0 for the map before the first; or a time in ISO 8601,
            in UTC unless it says otherwise, or a date, of which the whole day in UTC counts: the
            newest changeset until then; or None: the newest. Of those, one that is being applied
            does not count.

    Raises:
        AsOfError: it is none of these, or there is no such changeset.
        LeaseError: the changeset of this number is still being applied.
    """
    if as_of is None:
        stamp = get_stamp(store)
        return stamp.seq - 1 if stamp.state == "applying" else stamp.seq
    said = str(as_of).strip()
    if _NUMBER.fullmatch(said):
        return _check_number(store, int(said))
    return _find_at(store, said, _parse_moment(said))


def _check_number(store: Store, number: int) -> int:
    stamp = get_stamp(store)
    if not 0 <= number <= stamp.seq:
        raise AsOfError(f"as of {number}: expected a changeset from 0 to {stamp.seq}")
    if number == stamp.seq and stamp.state == "applying":
        raise LeaseError(
            f"as of {number}: this changeset is still being applied: ask for {number - 1}, "
            "or again when it is done"
        )
    return number


def _find_at(store: Store, said: str, moment: datetime) -> int:
    [found] = store.read("changes/get_seq_at", at=format_time(moment))
    if found["first"] is None:
        raise AsOfError(f"as of {said}: expected a changeset until then, found none at all")
    if found["seq"] is None:
        raise AsOfError(
            f"as of {said}: expected {found['first']} or later, when the first changeset was made"
        )
    return int(found["seq"])


def _parse_moment(said: str) -> datetime:
    """Return a time in UTC; for a date the end of its day."""
    try:
        if "T" not in said and " " not in said:
            return datetime.combine(date.fromisoformat(said), time.max, UTC)
        moment = datetime.fromisoformat(said)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise AsOfError(
            f"as of {said!r}: expected the number of a changeset, a date or a time in ISO 8601"
        ) from error
