"""xAPI statements into the graph, their actors as pseudonyms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

from graph.events import Event, merge_events
from graph.ids import derived_key, learner_id, resource_id
from graph.learners import NewLearner, list_known, merge_learners
from graph.plans import LeftOut
from graph.resources import list_resource_urls, list_resources
from graph.store import Store
from ingest.cells import Units
from ingest.errors import CellError
from ingest.identities import Identities
from ingest.xapi.reader import Said, read_statements
from ingest.xapi.statements import Statement, parse_statement

Found = tuple[str, Statement]


@dataclass(frozen=True, slots=True)
class XapiReading:
    """How a school's statements are read.

    Attributes:
        source: starts the resources' ids.
        accounts: home page whose accounts are named by the school's numbers.
        identities: the number that stands for an identifier of a person.
    """

    source: str = "own"
    accounts: str | None = None
    units: Units = field(default_factory=Units)
    identities: Identities = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class XapiReport:
    """What became of statements: new learners, ``added`` and ``known`` events, refused ones."""

    learners: int
    added: int
    known: int
    left_out: tuple[LeftOut, ...]


def load_xapi(store: Store, path: Path, key: bytes, reading: XapiReading) -> XapiReport:
    """Bring statements into the graph; one that cannot be taken is left out, the rest goes on.

    A statement's id is its event's key. An actor who is no learner yet becomes one. An activity
    is the resource with its IRI as ``url``, else with the IRI or its last part as key.

    Raises:
        RawFileError: the file holds no statements.
    """
    left_out = list[LeftOut]()
    said = read_statements(path, left_out.append)
    kept = _take_back(_parse_all(said, reading, left_out), left_out)
    events = _make_events(store, kept, key, reading, left_out)
    fresh = {event.learner_id for event in events}
    fresh -= list_known(store, fresh)
    merge_learners(store, [_stranger(each) for each in sorted(fresh)])
    merged = [
        merge_events(store, [event for event in events if event.kind == kind])
        for kind in sorted({event.kind for event in events})
    ]
    return XapiReport(
        len(fresh),
        sum(each.added for each in merged),
        sum(each.known for each in merged),
        (*left_out, *(left for each in merged for left in each.left_out)),
    )


def _parse_all(said: list[Said], reading: XapiReading, left_out: list[LeftOut]) -> list[Found]:
    found = list[Found]()
    for where, content in said:
        try:
            statement = parse_statement(content, reading.units, reading.accounts)
        except CellError as error:
            left_out.append(error.at(where))
        else:
            found.append((where, statement))
    return found


def _take_back(found: list[Found], left_out: list[LeftOut]) -> list[Found]:
    """Return the statements that no other voids; one that voids cannot be voided."""
    voided = {each.target for _, each in found if each.kind is None}
    here = {each.id for _, each in found if each.kind is not None}
    kept = list[Found]()
    for where, each in found:
        if each.kind is None:
            if each.target not in here:
                fault = CellError("object", "an event of this file to void", "none")
                left_out.append(fault.at(where))
        elif each.id in voided:
            left_out.append(LeftOut(where, "was voided by another statement"))
        else:
            kept.append((where, each))
    return kept


def _make_events(
    store: Store, found: list[Found], key: bytes, reading: XapiReading, left_out: list[LeftOut]
) -> list[Event]:
    """Return the events of known resources, those of a learner together."""
    resources = {each.resource_id for each in list_resources(store)}
    urls, events = list_resource_urls(store), list[Event]()
    for where, each in found:
        resource = _find_resource(each.target, resources, urls, reading.source)
        if resource is None or each.kind is None:
            fault = CellError("object", "the IRI or key of a resource", repr(each.target))
            left_out.append(fault.at(where))
            continue
        learner = learner_id(key, _resolve(each.actors, reading.identities))
        told = [f"{name}={each.properties[name]}" for name in sorted(each.properties)]
        name = each.id or derived_key(learner, resource, *told)
        events.append(Event(each.kind, name, learner, resource, each.properties))
    return sorted(events, key=attrgetter("learner_id"))


def _find_resource(
    iri: str, resources: set[str], urls: Mapping[str, str], source: str
) -> str | None:
    last = iri.rstrip("/").replace("#", "/").rsplit("/", 1)[-1]
    candidates = (urls.get(iri), resource_id(source, iri), resource_id(source, last))
    return next((each for each in candidates if each in resources), None)


def _resolve(actors: tuple[str, ...], identities: Identities) -> str:
    return next((identities[each] for each in actors if each in identities), actors[0])


def _stranger(pseudonym: str) -> NewLearner:
    return NewLearner(
        id=pseudonym,
        group=None,
        major=None,
        college=None,
        grade=None,
        school_class=None,
        simulated=False,
        target_id=None,
    )
