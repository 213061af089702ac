"""A semester of a made school: what goes into it, the rows that come out, and their files."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from io import StringIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SimulatedPoint:
    """A knowledge point; its prerequisites may lie in other courses."""

    id: str
    course: str
    prerequisites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SimulatedQuestion:
    """A question that needs all of its points; difficulty in [0, 1], 0 easy, None unknown."""

    key: str
    points: tuple[str, ...]
    difficulty: float | None = None


@dataclass(frozen=True, slots=True)
class SimulatedMaterial:
    """Something to study that teaches its points in about so many seconds."""

    key: str
    kind: str
    points: tuple[str, ...]
    seconds: int


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """A school class and the courses that it takes this semester."""

    name: str
    major: str
    courses: tuple[str, ...]
    learners: int
    target_job: str
    college: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True)
class School:
    """Everything a semester happens in."""

    points: Sequence[SimulatedPoint]
    questions: Sequence[SimulatedQuestion]
    materials: Sequence[SimulatedMaterial]
    classes: Sequence[ClassPlan]


@dataclass(frozen=True, slots=True)
class LearnerRow:
    """A pseudonymous learner."""

    number: str
    group: str
    major: str
    college: str
    grade: str
    school_class: str
    target_job: str
    tags: tuple[str, ...]
    simulated: bool = True


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer to a question, score 0 or 1, given at ``at`` (UTC) after ``seconds``."""

    attempt: str
    number: str
    item: str
    score: float
    at: str
    seconds: int


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A sitting with a material: ``progress`` is the share of it that was got through."""

    session: str
    number: str
    resource: str
    started: str
    seconds: int
    progress: float


@dataclass(frozen=True, slots=True)
class RatingRow:
    """A rating from 1 to 5; the comment is often empty."""

    rating_id: str
    number: str
    resource: str
    rating: int
    comment: str
    at: str


Row = LearnerRow | AnswerRow | SessionRow | RatingRow


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """What a diagnosis should find, which no file holds.

    Attributes:
        numbers: of the ``M`` learners.
        points: ids of the ``K`` points, prerequisites first.
        items: keys of the ``N`` questions.
        start: ``(M, K)`` mastered before the first week.
        end: ``(M, K)`` mastered after the last one.
        slip: ``(N,)`` probability of failing despite every point.
        guess: ``(N,)`` probability of passing without one of them.
    """

    numbers: tuple[str, ...]
    points: tuple[str, ...]
    items: tuple[str, ...]
    start: BoolArray
    end: BoolArray
    slip: FloatArray
    guess: FloatArray


@dataclass(frozen=True, slots=True)
class Semester:
    """The rows of one simulated semester, learner by learner and in order of time."""

    learners: tuple[LearnerRow, ...]
    answers: tuple[AnswerRow, ...]
    sessions: tuple[SessionRow, ...]
    ratings: tuple[RatingRow, ...]
    truth: Truth


LEARNERS = "number,group,major,college,grade,class,target_job,tags,simulated"
ANSWERS = "attempt,number,item,score,at,seconds"
ACTIVITY = "session,number,resource,started,seconds,progress"
RATINGS = "rating_id,number,resource,rating,comment,at"


def write_semester(semester: Semester, folder: Path) -> list[Path]:
    """Write four CSV files into ``folder``, each whole or not at all; return their paths.

    Columns are the fields in their order; tags are joined by a semicolon. Equal semesters make
    equal bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [
        _write(folder / "learners.csv", LEARNERS, semester.learners),
        _write(folder / "answers.csv", ANSWERS, semester.answers),
        _write(folder / "activity.csv", ACTIVITY, semester.sessions),
        _write(folder / "ratings.csv", RATINGS, semester.ratings),
    ]


def _write(path: Path, header: str, rows: Iterable[Row]) -> Path:
    """Write beside the file and rename, so that no reader meets half of it."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows([_format(cell) for cell in astuple(row)] for row in rows)
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(text.getvalue().encode())
    return beside.replace(path)


def _format(cell: str | float | tuple[str, ...]) -> str:
    """Write yes as true, a whole score as 1 and not 1.0, several tags as one cell."""
    if isinstance(cell, tuple):
        return ";".join(cell)
    if isinstance(cell, bool):
        return str(cell).lower()
    return f"{cell:g}" if isinstance(cell, float) else str(cell)
