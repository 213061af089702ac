"""Learners into the graph, as pseudonyms: their numbers stay with the school."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from graph.ids import learner_id
from graph.jobs import JobTitle, list_job_titles
from graph.learners import NewLearner, merge_learners
from graph.plans import LeftOut
from graph.store import Store
from graph.tags import Tag, set_followed
from ingest.errors import CellError
from ingest.interests import parse_interests
from ingest.logs import Reading
from ingest.raw import Row, read_rows
from text.normalise import normalise

COLUMNS = ("number", "group", "major", "college", "grade", "class", "target_job")
GROUPS = ("vocational", "undergraduate", "postgraduate", "faculty")


@dataclass(frozen=True, slots=True)
class LearnersReport:
    """How many learners were brought in, how many tags they follow, and what was left out."""

    learners: int
    followed: int
    left_out: tuple[LeftOut, ...]


def load_learners(
    store: Store, path: Path, key: bytes, reading: Reading | None = None
) -> LearnersReport:
    """Bring a list of learners into the graph under their pseudonyms.

    ``key`` turns the school's number into the pseudonym. A target job may be an id, a title or
    an alias; an unknown one is left out and the learner kept. Of a person who stands in several
    rows, the last value told of each kind counts.

    Raises:
        RawFileError: the file is no such table.
    """
    reading = reading or Reading()
    titles = _name_jobs(list_job_titles(store))
    learners, left_out = dict[str, NewLearner](), list[LeftOut]()
    followed: dict[tuple[str, str], tuple[Tag, ...]] = {}
    for row in read_rows(path, COLUMNS, left_out.append, reading.encoding):
        cells = row.cells
        if wrong := _find_fault(cells):
            left_out.append(wrong.at(row.where))
            continue
        target = titles.get(normalise(cells["target_job"]))
        if cells["target_job"] and target is None:
            unknown = CellError("target_job", "a known job", repr(cells["target_job"]))
            left_out.append(unknown.at(row.where))
        number = reading.identities.get(cells["number"], cells["number"])
        learner = _learner(row, learner_id(key, number), target)
        learners[learner.id] = _combine(learners.get(learner.id), learner)
        try:
            tags = parse_interests(cells)
        except CellError as error:
            left_out.append(error.at(row.where))
        else:
            followed |= {(learner.id, kind): named for kind, named in tags.items()}
    merge_learners(store, list(learners.values()))
    return LearnersReport(len(learners), set_followed(store, followed), tuple(left_out))


def _find_fault(cells: Mapping[str, str]) -> CellError | None:
    if not cells["number"]:
        return CellError("number", "the school's number", "none")
    if cells["group"] not in (*GROUPS, ""):
        return CellError("group", f"one of {', '.join(GROUPS)}", repr(cells["group"]))
    return None


def _name_jobs(jobs: list[JobTitle]) -> dict[str, str]:
    names = {normalise(alias): job.job_id for job in jobs for alias in job.aliases}
    names |= {normalise(job.title): job.job_id for job in jobs}
    return names | {normalise(job.job_id): job.job_id for job in jobs}


def _learner(row: Row, pseudonym: str, target: str | None) -> NewLearner:
    cells = row.cells
    return NewLearner(
        id=pseudonym,
        group=cells["group"] or None,
        major=cells["major"] or None,
        college=cells["college"] or None,
        grade=cells["grade"] or None,
        school_class=cells["class"] or None,
        simulated=cells.get("simulated", "").casefold() == "true",
        target_id=target,
    )


def _combine(earlier: NewLearner | None, later: NewLearner) -> NewLearner:
    if earlier is None:
        return later
    told = {name: value for name, value in asdict(later).items() if value not in (None, False)}
    return replace(earlier, **told)
