"""What learners did, out of CSV logs: answers, study sessions and ratings."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from graph.claims import Properties
from graph.events import Event, Kind, merge_events
from graph.ids import learner_id, resource_id
from graph.learners import list_known
from graph.plans import LeftOut
from graph.resources import list_resources
from graph.store import Store
from ingest.errors import RawFileError
from ingest.raw import Row, read_rows


@dataclass(frozen=True, slots=True)
class LogReport:
    """What became of a log: ``added`` events, ``known`` ones from before, and refused rows."""

    added: int
    known: int
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The columns of a log: the event's key, its resource, and how its values are parsed."""

    kind: Kind
    key: str
    resource: str
    values: Mapping[str, Callable[[str], float | int | str | None]]
    renamed: Mapping[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that must be there."""
        return (self.key, "number", self.resource, *self.values)


def load_log(store: Store, path: Path, form: Form, source: str, key: bytes) -> LogReport:
    """Bring a log into the graph; a row that cannot be taken is left out, the rest goes on.

    ``source`` starts the resources' ids, ``key`` turns numbers into pseudonyms. The same log
    again adds nothing.

    Raises:
        RawFileError: the file lacks a column.
    """
    resources = {found.resource_id for found in list_resources(store)}
    rows = [
        (row, learner_id(key, row.cells.get("number", ""))) for row in read_rows(path, form.columns)
    ]
    learners = list_known(store, (learner for _, learner in rows))
    events, left_out = list[Event](), list[LeftOut]()
    for row, learner in rows:
        try:
            event = _parse_event(row, form, learner, resource_id(source, row.cells[form.resource]))
            _check_known(event, learners, resources, row.cells[form.resource])
        except RawFileError as error:
            left_out.append(LeftOut(row.where, str(error)))
        else:
            events.append(event)
    merged = merge_events(store, events)
    return LogReport(merged.added, merged.known, (*left_out, *merged.left_out))


def _parse_event(row: Row, form: Form, learner: str, resource: str) -> Event:
    if not row.cells[form.key]:
        raise RawFileError(f"{form.key}: expected a key, found none")
    properties: Properties = {}
    for name, parse in form.values.items():
        value = parse(row.cells[name])
        if value is not None:
            properties[form.renamed.get(name, name)] = value
    return Event(form.kind, row.cells[form.key], learner, resource, properties)


def _check_known(event: Event, learners: set[str], resources: set[str], key: str) -> None:
    if event.learner_id not in learners:
        raise RawFileError("number: expected a learner of this school, found an unknown one")
    if event.resource_id not in resources:
        raise RawFileError(f"expected a known question or resource, found {key!r}")


def parse_score(text: str) -> float:
    """Parse a score in [0, 1]."""
    return _between(text, "score", 0.0, 1.0)


def parse_rating(text: str) -> int:
    """Parse a rating, a whole number from 1 to 5."""
    value = _between(text, "rating", 1.0, 5.0)
    if not value.is_integer():
        raise RawFileError(f"rating: expected 1 to 5, found {text!r}")
    return int(value)


def parse_share(text: str) -> float:
    """Parse a progress in [0, 1]."""
    return _between(text, "progress", 0.0, 1.0)


def parse_seconds(text: str) -> int | None:
    """Parse a duration in seconds, 0 or more; empty: unknown."""
    return int(_between(text, "seconds", 0.0, 86_400.0)) if text else None


def parse_time(text: str) -> str | None:
    """Parse an ISO 8601 time with its zone into UTC; empty: unknown. The future is refused."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise RawFileError(f"time: expected ISO 8601, found {text!r}") from None
    if moment.tzinfo is None:
        raise RawFileError(f"time: expected a time zone, found {text!r}")
    if moment > datetime.now(UTC):
        raise RawFileError(f"time: expected a past time, found {text!r}")
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _between(text: str, name: str, least: float, most: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not least <= value <= most:
        raise RawFileError(f"{name}: expected {least:g} to {most:g}, found {text!r}")
    return value


def parse_comment(text: str) -> str | None:
    """Parse a comment; empty: none."""
    return text or None


ANSWERS = Form(
    "answered",
    "attempt",
    "item",
    {"score": parse_score, "at": parse_time, "seconds": parse_seconds},
    {},
)
ACTIVITY = Form(
    "studied",
    "session",
    "resource",
    {"started": parse_time, "seconds": parse_seconds, "progress": parse_share},
    {"started": "at"},
)
RATINGS = Form(
    "rated",
    "rating_id",
    "resource",
    {"rating": parse_rating, "comment": parse_comment, "at": parse_time},
    {"rating": "score"},
)
