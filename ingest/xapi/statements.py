"""A statement as an event: what its verb means, and which of its parts that takes."""

import re
from dataclasses import dataclass

from graph.claims import Properties
from graph.events import Kind
from ingest.cells import Units, parse_comment, parse_time
from ingest.errors import CellError
from ingest.xapi.parts import (
    Object,
    get_number,
    get_object,
    get_text,
    get_truth,
    parse_actor,
    parse_duration,
    parse_share,
)

_ADL = "http://adlnet.gov/expapi/verbs/"
_VOIDED = f"{_ADL}voided"
_VERBS: dict[str, Kind] = {
    f"{_ADL}answered": "answered",
    f"{_ADL}passed": "answered",
    f"{_ADL}failed": "answered",
    f"{_ADL}attempted": "studied",
    f"{_ADL}completed": "studied",
    f"{_ADL}experienced": "studied",
    "http://id.tincanapi.com/verb/rated": "rated",
}
_PROGRESS = "https://w3id.org/xapi/cmi5/result/extensions/progress"
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_VERSION = re.compile(r"(?:1\.0(?:\.\d+)?|2\.0(?:\.\d+)?|)")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that is understood.

    Attributes:
        id: its UUID; empty where it has none.
        kind: of event; None: it voids the statement ``target``.
        actors: what identifies the actor, and other forms of the same.
        target: IRI of the activity, or the id of the voided statement.
    """

    id: str
    kind: Kind | None
    actors: tuple[str, ...]
    target: str
    properties: Properties


def parse_statement(said: Object, units: Units, accounts: str | None) -> Statement:
    """Return what a statement says.

    Raises:
        CellError: it breaks the specification, or says what no event holds.
    """
    version, told = get_text(said, "version"), parse_id(said)
    if not _VERSION.fullmatch(version):
        raise CellError("version", "1.0 or 2.0", repr(version))
    verb = get_text(get_object(said, "verb"), "id")
    actors = parse_actor(get_object(said, "actor"), accounts)
    target = get_object(said, "object")
    if verb == _VOIDED:
        if get_text(target, "objectType") != "StatementRef":
            raise CellError("object", "a StatementRef", "another")
        return Statement(told, None, actors, get_text(target, "id").lower(), {})
    if verb not in _VERBS:
        known = ", ".join(sorted(each.rsplit("/", 1)[1] for each in _VERBS))
        raise CellError("verb", f"one of {known}", repr(verb))
    properties = _parse_result(verb, get_object(said, "result"), units)
    if time := get_text(said, "timestamp") or get_text(said, "stored"):
        properties["at"] = parse_time(time, "timestamp", units)
    return Statement(told, _VERBS[verb], actors, _parse_activity(target), properties)


def parse_id(said: Object) -> str:
    """Return a statement's id, empty where it has none."""
    told = get_text(said, "id").lower()
    if told and not _UUID.fullmatch(told):
        raise CellError("id", "a UUID", "another")
    return told


def _parse_activity(target: Object) -> str:
    if get_text(target, "objectType") not in {"", "Activity"}:
        raise CellError("object", "an activity", "another")
    iri = get_text(target, "id")
    if not iri:
        raise CellError("object", "the IRI of an activity", "none")
    return iri


def _parse_result(verb: str, result: Object, units: Units) -> Properties:
    if _VERBS[verb] == "answered":
        properties: Properties = {"score": _parse_score(verb, result)}
    elif _VERBS[verb] == "rated":
        return _parse_rating(result, units)
    else:
        properties = _parse_progress(verb, result)
    if duration := get_text(result, "duration"):
        properties["seconds"] = parse_duration(duration)
    return properties


def _parse_score(verb: str, result: Object) -> float:
    share = parse_share(get_object(result, "score"), 0.0, None)
    if share is not None:
        return share
    success = get_truth(result, "success")
    if success is None and verb != f"{_ADL}answered":
        success = verb == f"{_ADL}passed"
    if success is None:
        raise CellError("result", "a score or success", "neither")
    return float(success)


def _parse_rating(result: Object, units: Units) -> Properties:
    """Return a rating on any scale as the nearest of 1 to 5."""
    share = parse_share(get_object(result, "score"), 1.0, 5.0)
    if share is None:
        raise CellError("result", "a score", "none")
    properties: Properties = {"score": int(1.5 + 4.0 * share)}
    if comment := parse_comment(get_text(result, "response"), "response", units):
        properties["comment"] = comment
    return properties


def _parse_progress(verb: str, result: Object) -> Properties:
    percent = get_number(get_object(result, "extensions"), _PROGRESS)
    if percent is not None:
        if not 0.0 <= percent <= 100.0:
            raise CellError("progress", "0 to 100", f"{percent:g}")
        return {"progress": percent / 100.0}
    completion = get_truth(result, "completion")
    if completion or (completion is None and verb == f"{_ADL}completed"):
        return {"progress": 1.0}
    return {}
