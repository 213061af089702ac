"""What learners did, out of CSV logs: answers, study sessions and ratings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import Path

from graph.claims import Properties
from graph.events import Event, Kind, merge_events
from graph.ids import derived_key, hidden_key, learner_id, resource_id
from graph.learners import list_known
from graph.plans import LeftOut
from graph.resources import list_resources
from graph.store import Store
from ingest.cells import (
    Units,
    parse_comment,
    parse_most,
    parse_rating,
    parse_score,
    parse_seconds,
    parse_share,
    parse_time,
)
from ingest.errors import CellError
from ingest.identities import Identities
from ingest.numbers import blot_number
from ingest.raw import Row, read_rows


@dataclass(frozen=True, slots=True)
class LogReport:
    """What became of a log: ``added`` events, ``known`` ones from before, and refused rows."""

    added: int
    known: int
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The columns of a log: the event's key, its resource, and how its values are parsed.

    Attributes:
        needed: the values that must be there; all others, the key too, may lack.
    """

    kind: Kind
    key: str
    resource: str
    needed: tuple[str, ...]
    values: Mapping[str, Callable[[str, str, Units], float | int | str | None]]
    renamed: Mapping[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read."""
        return (self.key, "number", self.resource, *self.values)

    @property
    def required(self) -> tuple[str, ...]:
        """Every column that must be there."""
        return ("number", self.resource, *self.needed)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a school writes its logs.

    Attributes:
        identities: the number that stands for each other number of a person.
    """

    encoding: str = "utf-8-sig"
    units: Units = field(default_factory=Units)
    identities: Identities = field(default_factory=dict)


def load_log(
    store: Store, path: Path, form: Form, source: str, key: bytes, reading: Reading | None = None
) -> LogReport:
    """Bring a log into the graph; a row that cannot be taken is left out, the rest goes on.

    ``source`` starts the resources' ids, ``key`` turns numbers into pseudonyms. The same log
    again adds nothing. A row without a key of its own is known by what it says; what stands twice
    under different keys, with its time, counts once.

    Raises:
        RawFileError: the file lacks a column.
    """
    reading, left_out = reading or Reading(), list[LeftOut]()
    rows = list(read_rows(path, form.required, left_out.append, reading.encoding))
    report = load_rows(store, rows, form, source, key, reading)
    return LogReport(report.added, report.known, (*left_out, *report.left_out))


def load_rows(
    store: Store, rows: Sequence[Row], form: Form, source: str, key: bytes, reading: Reading
) -> LogReport:
    """Bring the rows of a log into the graph; one that cannot be taken is left out."""
    log = _Log(form, source, key, reading)
    resources = {found.resource_id for found in list_resources(store)}
    learners = list_known(store, map(log.name_learner, rows))
    for row in rows:
        try:
            event = log.parse_event(row)
            _check_known(event, learners, resources, form, row)
            log.take(event, row.where)
        except CellError as error:
            log.left_out.append(error.at(row.where))
    events = sorted(log.events, key=attrgetter("learner_id"))  # each past is then read once
    merged = merge_events(store, events)
    return LogReport(merged.added, merged.known, (*log.left_out, *merged.left_out))


class _Log:
    """A log while it is read."""

    def __init__(self, form: Form, source: str, key: bytes, reading: Reading) -> None:
        self.form, self.reading = form, reading
        self.events: list[Event] = []
        self.left_out: list[LeftOut] = []
        self._source, self._key = source, key
        self._said: dict[tuple[object, ...], tuple[str, str]] = {}

    def name_learner(self, row: Row) -> str:
        number = row.cells["number"]
        return learner_id(self._key, self.reading.identities.get(number, number))

    def parse_event(self, row: Row) -> Event:
        form, cells, units = self.form, row.cells, self._units(row)
        if not cells["number"]:
            raise CellError("number", "the school's number", "none")
        properties: Properties = {}
        for name, parse in form.values.items():
            text = cells.get(name, "")
            value = None if units.is_missing(text) else parse(text, name, units)
            if value is not None:
                properties[form.renamed.get(name, name)] = value
            elif name in form.needed:
                found = f"{text!r}, which means missing" if text else "none"
                raise CellError(name, f"a {name}", found)
        if "comment" in properties:
            properties["comment"] = blot_number(str(properties["comment"]), cells["number"])
        learner = self.name_learner(row)
        resource = resource_id(self._source, cells[form.resource])
        key = self._name_event(row, units) or derived_key(learner, resource, *_say(properties))
        return Event(form.kind, key, learner, resource, properties)

    def take(self, event: Event, where: str) -> None:
        """Keep an event, unless the log has it under another key."""
        if "at" in event.properties:
            said = (event.learner_id, event.resource_id, *_say(event.properties))
            key, earlier = self._said.setdefault(said, (event.key, where))
            if key != event.key:
                raise CellError(
                    self.form.key, "each event once", f"it with another key at {earlier}"
                )
        self.events.append(event)

    def _units(self, row: Row) -> Units:
        units, most = self.reading.units, row.cells.get("max", "")
        if "score" not in self.form.values or units.is_missing(most):
            return units
        return replace(units, most=parse_most(most, "max"))

    def _name_event(self, row: Row, units: Units) -> str:
        """Return the event's own key without the learner's number, empty where it has none."""
        told = row.cells.get(self.form.key, "")
        if units.is_missing(told):
            return ""
        number = row.cells["number"]
        return told if blot_number(told, number) == told else hidden_key(self._key, told)


def _say(properties: Properties) -> list[str]:
    """Return what an event says, without the words of a comment."""
    return [f"{name}={properties[name]}" for name in sorted(properties) if name != "comment"]


def _check_known(
    event: Event, learners: set[str], resources: set[str], form: Form, row: Row
) -> None:
    if event.learner_id not in learners:
        raise CellError("number", "a learner of this school", "an unknown one")
    if event.resource_id not in resources:
        key = row.cells[form.resource]
        raise CellError(form.resource, "a known question or resource", repr(key))


ANSWERS = Form(
    "answered",
    "attempt",
    "item",
    ("score",),
    {"score": parse_score, "at": parse_time, "seconds": parse_seconds},
    {},
)
ACTIVITY = Form(
    "studied",
    "session",
    "resource",
    (),
    {"started": parse_time, "seconds": parse_seconds, "progress": parse_share},
    {"started": "at"},
)
RATINGS = Form(
    "rated",
    "rating_id",
    "resource",
    ("rating",),
    {"rating": parse_rating, "comment": parse_comment, "at": parse_time},
    {"rating": "score"},
)
