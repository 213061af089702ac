"""What learners did, out of CSV logs: answers, study sessions and ratings."""

import math
from collections.abc import Callable, Iterable, Mapping
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
from ingest.errors import CellError
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
    values: Mapping[str, Callable[[str, str], float | int | str | None]]
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
    left_out = list[LeftOut]()
    rows = list(read_rows(path, form.columns, left_out.append))
    report = load_rows(store, rows, form, source, key)
    return LogReport(report.added, report.known, (*left_out, *report.left_out))


def load_rows(store: Store, rows: Iterable[Row], form: Form, source: str, key: bytes) -> LogReport:
    """Bring the rows of a log into the graph; one that cannot be taken is left out."""
    resources = {found.resource_id for found in list_resources(store)}
    left_out = list[LeftOut]()
    told = [(row, learner_id(key, row.cells.get("number", ""))) for row in rows]
    learners = list_known(store, (learner for _, learner in told))
    events = list[Event]()
    for row, learner in told:
        try:
            event = _parse_event(row, form, learner, resource_id(source, row.cells[form.resource]))
            _check_known(event, learners, resources, form, row)
        except CellError as error:
            left_out.append(error.at(row.where))
        else:
            events.append(event)
    merged = merge_events(store, events)
    return LogReport(merged.added, merged.known, (*left_out, *merged.left_out))


def _parse_event(row: Row, form: Form, learner: str, resource: str) -> Event:
    if not row.cells[form.key]:
        raise CellError(form.key, "a key", "none")
    properties: Properties = {}
    for name, parse in form.values.items():
        value = parse(row.cells[name], name)
        if value is not None:
            properties[form.renamed.get(name, name)] = value
    return Event(form.kind, row.cells[form.key], learner, resource, properties)


def _check_known(
    event: Event, learners: set[str], resources: set[str], form: Form, row: Row
) -> None:
    if event.learner_id not in learners:
        raise CellError("number", "a learner of this school", "an unknown one")
    if event.resource_id not in resources:
        key = row.cells[form.resource]
        raise CellError(form.resource, "a known question or resource", repr(key))


def parse_score(text: str, name: str) -> float:
    """Parse a score in [0, 1]."""
    return _between(text, name, 0.0, 1.0)


def parse_rating(text: str, name: str) -> int:
    """Parse a rating, a whole number from 1 to 5."""
    value = _between(text, name, 1.0, 5.0)
    if not value.is_integer():
        raise CellError(name, "1 to 5", repr(text))
    return int(value)


def parse_share(text: str, name: str) -> float:
    """Parse a progress in [0, 1]."""
    return _between(text, name, 0.0, 1.0)


def parse_seconds(text: str, name: str) -> int | None:
    """Parse a duration in seconds, 0 or more; empty: unknown."""
    return int(_between(text, name, 0.0, 86_400.0)) if text else None


def parse_time(text: str, name: str) -> str | None:
    """Parse an ISO 8601 time with its zone into UTC; empty: unknown. The future is refused."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CellError(name, "ISO 8601", repr(text)) from None
    if moment.tzinfo is None:
        raise CellError(name, "a time zone", repr(text))
    if moment > datetime.now(UTC):
        raise CellError(name, "a past time", repr(text))
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _between(text: str, name: str, least: float, most: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not least <= value <= most:
        raise CellError(name, f"{least:g} to {most:g}", repr(text))
    return value


def parse_comment(text: str, _name: str) -> str | None:
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
