"""The Q matrix of a course into the graph: which question needs which knowledge points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from graph.claims import Block
from graph.courses import list_courses
from graph.drafts import make_plan
from graph.ids import resource_id
from graph.plans import Assertion, LeftOut, Plan, Restated
from graph.resources import list_resources, list_tests_of_origin
from graph.store import Store
from ingest.courses import find_course
from ingest.errors import CellError, RawFileError
from ingest.raw import Row, read_rows
from ingest.resources import name_points
from metrics.identifiability import find_unidentified
from text.normalise import normalise


@dataclass(slots=True)
class QMatrix:
    """A Q matrix as far as it is understood, and what is not.

    Attributes:
        points: id of the knowledge point by column, None where it is unknown.
        needs: the points that a question needs, by its id; never empty.
        doubtful: questions whose row cannot be taken.
        unplaced: a row cannot be taken, and it is not known which question it is about.
    """

    path: Path
    course: str
    points: dict[str, str | None]
    needs: dict[str, frozenset[str]] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)
    unplaced: bool = False
    faults: list[LeftOut] = field(default_factory=list)

    @property
    def origin(self) -> str:
        """Who says so."""
        return f"qmatrix:{self.course}"

    @property
    def empty(self) -> set[str]:
        """Points of the header that no question needs."""
        known = {point for point in self.points.values() if point}
        return known.difference(*self.needs.values())

    def leaves_open(self, question: str, point: str) -> bool:
        """Return whether a fault keeps the matrix from saying if a question needs a point."""
        if question not in self.needs:
            return question in self.doubtful or self.unplaced
        if point in self.points.values():
            return point in self.empty
        return None in self.points.values()


def plan_q_matrix(store: Store, path: Path, source: str) -> Plan:
    """Return the plan that brings a course's Q matrix, named by its code, into the map.

    First column ``item`` holds the questions' keys, every other column is a knowledge point's
    name, the cells are 0 or 1. Unknown questions and points, cells that are neither, and rows and
    columns without a 1 are left out and counted; what the map holds of them stays.

    Raises:
        RawFileError: the file is no such table, or no course has its name as code.
    """
    matrix = read_q_matrix(store, path, source)
    said = {(question, point) for question, needs in matrix.needs.items() for point in needs}
    said |= {
        ends for ends in list_tests_of_origin(store, matrix.origin) if matrix.leaves_open(*ends)
    }
    block = Block("imported", matrix.origin, {"confidence": 1.0})
    assertions = [Assertion("TESTS", *ends, block) for ends in sorted(said)]
    plan = make_plan(store, (), assertions, [Restated("TESTS", "imported", matrix.origin)])
    return Plan(plan.changes, plan.unchanged, plan.held, (*plan.left_out, *matrix.faults))


def list_weaknesses(matrix: QMatrix) -> list[LeftOut]:
    """Return what keeps a diagnosis by this matrix from telling its points apart."""
    names = {point: name for name, point in matrix.points.items() if point}
    points, questions = sorted(names), sorted(matrix.needs)
    q = np.array([[point in matrix.needs[each] for point in points] for each in questions])
    found = find_unidentified(q.reshape(len(questions), len(points)))
    where = f"{matrix.path}:1"
    return [
        *(
            LeftOut(where, f"no question needs {names[points[k]]!r} alone")
            for k in found.incomplete
        ),
        *(
            LeftOut(where, f"fewer than three questions need {names[points[k]]!r}")
            for k in found.thin
        ),
        *(
            LeftOut(where, "the same questions, besides those of one, need " + _join(names, group))
            for group in ([points[k] for k in alike] for alike in found.alike)
        ),
    ]


def read_q_matrix(store: Store, path: Path, source: str) -> QMatrix:
    """Return a course's Q matrix with its faults: file, row, column, expected, found.

    Raises:
        RawFileError: the file is no such table, or no course has its name as code.
    """
    course = find_course(list_courses(store), path.stem, None)
    if course is None:
        raise RawFileError(f"{path}: expected the file named by a known course's code")
    faults = list[LeftOut]()
    rows = list(read_rows(path, ["item"], faults.append))
    if not rows:
        raise RawFileError(f"{path}: expected a question, found none")
    known = name_points(store)
    header = [name for name in rows[0].cells if name != "item"]
    points = {name: known.get((course.course_id, normalise(name))) for name in header}
    _check_header(path, points)
    matrix = QMatrix(path, course.course_id, points, unplaced=bool(faults), faults=faults)
    for name, point in points.items():
        if point is None:
            unknown = CellError("item", f"points of {course.code}", repr(name))
            faults.append(unknown.at(f"{path}:1"))
    questions = {r.resource_id for r in list_resources(store) if r.kind == "question"}
    _take_rows(matrix, rows, questions, source)
    for name, point in points.items():
        if point in matrix.empty:
            faults.append(CellError(name, "a question that needs it", "none").at(f"{path}:1"))
    return matrix


def _check_header(path: Path, points: dict[str, str | None]) -> None:
    named = [point for point in points.values() if point]
    if twice := [name for name, point in points.items() if named.count(point or "") > 1]:
        found = ", ".join(twice)
        raise RawFileError(f"{path}:1: expected each point once, found {found} for the same")


def _take_rows(matrix: QMatrix, rows: Sequence[Row], questions: set[str], source: str) -> None:
    for row in rows:
        question = resource_id(source, row.cells["item"])
        try:
            _check_question(matrix, row, question, questions)
            matrix.needs[question] = frozenset(_parse_needs(matrix, row))
        except CellError as error:
            matrix.faults.append(error.at(row.where))
            matrix.doubtful.add(question)
    for question in matrix.doubtful & matrix.needs.keys():
        del matrix.needs[question]


def _check_question(matrix: QMatrix, row: Row, question: str, questions: set[str]) -> None:
    found = repr(row.cells["item"])
    if question not in questions:
        matrix.unplaced = True
        raise CellError("item", "a known question", found)
    if question in matrix.needs or question in matrix.doubtful:
        raise CellError("item", "each question once", f"{found} again")


def _parse_needs(matrix: QMatrix, row: Row) -> Iterator[str]:
    """Yield the points that a row needs; it needs one at least."""
    for name in matrix.points:
        if row.cells[name] not in {"0", "1", ""}:
            raise CellError(name, "0 or 1", repr(row.cells[name]))
    needed = [point for name, point in matrix.points.items() if row.cells[name] == "1" and point]
    if not needed:
        raise CellError("item", "a question that needs a known point", repr(row.cells["item"]))
    yield from needed


def _join(names: dict[str, str], points: Sequence[str]) -> str:
    return " and ".join(repr(names[point]) for point in points)
