"""OULAD's students as pseudonyms, their scores and clicks as events."""

from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from graph.claims import Properties
from graph.events import Event, Merged, Progress, merge_events
from graph.ids import learner_id, resource_id
from graph.learners import NewLearner, merge_learners
from graph.plans import LeftOut
from graph.store import Store
from ingest.cells import Units, parse_score
from ingest.errors import CellError
from ingest.oulad.clicks import load_clicks
from ingest.oulad.registrations import load_registrations
from ingest.oulad.tables import (
    ASSESSMENTS,
    CLICKS,
    REGISTRATIONS,
    SCORES,
    SITES,
    SOURCE,
    STUDENTS,
    Cells,
    find,
    get_key,
    has_table,
    parse_day,
    parse_start,
    read_starts,
    read_table,
)
from ingest.raw import OnFault

_PERCENT = Units(most=100.0)
_BANKED = {"0": False, "1": True, "": False}
Students = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OuladReport:
    """What became of the tables: learners, ``added`` and ``known`` events, refused rows."""

    learners: int
    added: int
    known: int
    left_out: tuple[LeftOut, ...]


def load_oulad(
    store: Store, folder: Path, key: bytes, on_progress: Progress | None = None
) -> OuladReport:
    """Bring students and scores into the graph; where the tables are there, registrations, clicks.

    The map holds the assessments already. ``key`` turns a student's number into the pseudonym,
    the same one in each presentation. Of what the dataset tells of a student (sex, age, region,
    disability and more) only the last presentation is taken, as the class.

    Raises:
        RawFileError: a table or a column is missing.
    """
    left_out = list[LeftOut]()
    classes = _read_classes(folder, left_out.append)
    students = {number: learner_id(key, f"{SOURCE}:{number}") for number in classes}
    merge_learners(store, [_learner(students[each], classes[each]) for each in classes])
    if has_table(folder, REGISTRATIONS):
        load_registrations(store, folder, students, left_out.append)
    events = _read_answers(folder, students, left_out.append)
    merged = [merge_events(store, events, on_progress)]
    if has_table(folder, SITES) and has_table(folder, CLICKS):
        merged += load_clicks(store, folder, students, left_out.append)
    return _report(len(classes), merged, left_out)


def _read_classes(folder: Path, on_fault: OnFault) -> dict[str, tuple[str, str]]:
    """Return presentation and module that each student was in last, by number."""

    def parse(cells: Cells) -> tuple[str, tuple[str, str]]:
        parse_start(cells)
        said = cells["code_presentation"], get_key(cells, "code_module")
        return get_key(cells, "id_student"), said

    classes: dict[str, tuple[str, str]] = {}
    for number, said in read_table(folder, STUDENTS, parse, on_fault):
        classes[number] = max(classes.get(number, said), said)
    return classes


def _learner(pseudonym: str, last: tuple[str, str]) -> NewLearner:
    return NewLearner(
        id=pseudonym,
        group=None,
        major=None,
        college=None,
        grade=None,
        school_class=f"{last[1]} {last[0]}",
        simulated=False,
        target_id=None,
    )


def _read_answers(folder: Path, students: Students, on_fault: OnFault) -> list[Event]:
    """Return the answers, those of a learner together: the graph reads each past once."""
    starts = read_starts(folder, ASSESSMENTS, "id_assessment")

    def parse(cells: Cells) -> Event:
        start = find(starts, cells, "id_assessment", ASSESSMENTS)
        learner = find(students, cells, "id_student", STUDENTS)
        resource = resource_id(SOURCE, cells["id_assessment"])
        properties = _parse_score(cells)
        if at := parse_day(cells["date_submitted"], "date_submitted", start):
            properties["at"] = at
        return Event("answered", f"{resource}:{learner}", learner, resource, properties)

    events = read_table(folder, SCORES, parse, on_fault)
    return sorted(events, key=attrgetter("learner_id"))


def _parse_score(cells: Cells) -> Properties:
    if not cells["score"]:
        raise CellError("score", "a score", "none")
    properties: Properties = {"score": parse_score(cells["score"], "score", _PERCENT)}
    banked = _BANKED.get(cells["is_banked"])
    if banked is None:
        raise CellError("is_banked", "0 or 1", repr(cells["is_banked"]))
    return properties | {"banked": True} if banked else properties


def _report(learners: int, merged: list[Merged], left_out: list[LeftOut]) -> OuladReport:
    return OuladReport(
        learners,
        sum(each.added for each in merged),
        sum(each.known for each in merged),
        (*left_out, *(left for each in merged for left in each.left_out)),
    )
