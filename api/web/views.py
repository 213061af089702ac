"""What the pages show of a path beside its own fields. Pure."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from recommend.paths import Path, Step

COLOURS = 8


@dataclass(frozen=True, slots=True)
class Figures:
    """The headline numbers; shares are of all that the job requires, weighted by demand.

    Attributes:
        met: share that the learner's level reaches today.
        closed: share that the path adds; ``left`` what then is still open.
        unknown: steps whose hours are unknown.
    """

    met: float
    closed: float
    left: float
    stages: int
    ready: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Stage:
    """The steps of one tier."""

    number: int
    steps: tuple[Step, ...]
    hours: float


@dataclass(frozen=True, slots=True)
class CourseKey:
    """How a course is told from the others: by a letter, and by one of eight colours."""

    letter: str
    colour: int
    title: str
    steps: int


def sum_up(path: Path) -> Figures:
    """Return the headline numbers of a path."""
    listed = [*(explained.gap for explained in path.gaps), *path.met]
    total = sum(gap.weight * gap.required for gap in listed)
    before = path.gap_before / total if total else 0.0
    after = min(path.gap_after / total, before) if total else 0.0
    return Figures(
        met=1.0 - before if total else 0.0,
        closed=before - after,
        left=after,
        stages=len({step.tier for step in path.steps}),
        ready=sum(step.ready for step in path.steps),
        unknown=sum(step.hours <= 0.0 for step in path.steps),
    )


def list_stages(path: Path) -> list[Stage]:
    """Return the steps by tier; stages count from 1."""
    ordered = sorted(path.steps, key=lambda step: (step.tier, step.position))
    return [
        Stage(number, steps, sum(step.hours for step in steps))
        for number, (_, group) in enumerate(groupby(ordered, lambda step: step.tier), start=1)
        if (steps := tuple(group))
    ]


def list_course_keys(path: Path) -> dict[str, CourseKey]:
    """Return the keys by course id, the course with most steps first."""
    titles = {step.point.course_id: step.point.course for step in path.steps}
    counts = Counter(step.point.course_id for step in path.steps)
    ordered = sorted(titles, key=lambda course: (-counts[course], titles[course], course))
    return {
        course: CourseKey(_spell(number), number % COLOURS, titles[course], counts[course])
        for number, course in enumerate(ordered)
    }


def list_later(path: Path) -> Mapping[str, list[Step]]:
    """Return for each point the steps that build on it, first ones first."""
    later: dict[str, list[Step]] = defaultdict(list)
    for step in path.steps:
        for first in step.after:
            later[first].append(step)
    return later


def _spell(number: int) -> str:
    """Return A to Z, then AA, AB and so on."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
