"""The learners and questions of a made school: everything that is drawn before the first week."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from math import exp

import numpy as np

from evaluation.curriculum import BoolArray, Curriculum
from evaluation.semester import ClassPlan, FloatArray, School

NEVER_ASKED = 0.05  # share of the questions that nobody is given


class Stream(IntEnum):
    """What a generator is for: equal numbers for one purpose, whatever the others draw."""

    ITEMS = 1
    PROFILE = 2
    STUDY = 3
    ANSWERS = 4
    RATINGS = 5
    TIMES = 6


class Kind(StrEnum):
    """What sort of learner: the fourth never answers, the sixth takes a third of the courses."""

    REGULAR = "regular"
    ADVANCED = "advanced"
    NEW = "late start"
    SILENT = "silent"
    NARROW = "part time"


@dataclass(frozen=True, slots=True)
class Profile:
    """What does not change about a learner during the semester; shares and tastes in [0, 1]."""

    kind: Kind
    courses: frozenset[str]
    ability: float
    readiness: dict[str, float]
    engagement: float
    diligence: float
    taste: dict[str, float]
    first_week: int


@dataclass(frozen=True, slots=True)
class Items:
    """``(N,)`` slip, guess and whether the question is ever given."""

    slip: FloatArray
    guess: FloatArray
    asked: BoolArray


@dataclass(frozen=True, slots=True)
class World:
    """What all learners share."""

    school: School
    curriculum: Curriculum
    items: Items
    start: date
    weeks: int
    seed: int

    def draw(self, stream: Stream, learner: int = 0) -> np.random.Generator:
        """Return the learner's generator for one purpose."""
        return np.random.default_rng([self.seed, stream, learner])


def draw_items(school: School, rng: np.random.Generator) -> Items:
    """Draw slip and guess from Beta distributions that the difficulty moves: .15 and .2 unknown."""
    hints = np.array([0.5 if q.difficulty is None else q.difficulty for q in school.questions])
    slip, guess = 0.05 + 0.2 * hints, 0.3 - 0.2 * hints
    return Items(
        np.clip(rng.beta(20 * slip, 20 * (1 - slip)), 0.02, 0.4),
        np.clip(rng.beta(20 * guess, 20 * (1 - guess)), 0.02, 0.4),
        rng.permutation(len(hints)) >= NEVER_ASKED * len(hints),
    )


def draw_profile(world: World, plan: ClassPlan, index: int) -> Profile:
    """Draw one learner; every school of six or more has a silent and a part-time one."""
    rng = world.draw(Stream.PROFILE, index)
    drawn = rng.choice([Kind.ADVANCED, Kind.NEW, Kind.REGULAR], p=[0.2, 0.15, 0.65])
    kind = {3: Kind.SILENT, 5: Kind.NARROW}.get(index, Kind(drawn))
    taken = plan.courses[: -(-len(plan.courses) // 3)] if kind is Kind.NARROW else plan.courses
    shift = {Kind.ADVANCED: 1.3, Kind.NEW: -1.0}.get(kind, 0.0)
    courses = sorted({point.course for point in world.school.points})
    kinds = sorted({material.kind for material in world.school.materials})
    return Profile(
        kind,
        frozenset(taken),
        float(rng.normal(shift, 0.8)),
        {course: float(rng.normal(0.0, 0.5)) for course in courses},
        float(rng.beta(5, 3)),
        0.0 if kind is Kind.SILENT else float(rng.beta(15, 5)),
        {name: float(rng.beta(2, 2)) for name in kinds},
        world.weeks // 4 if kind is Kind.NEW else 0,
    )


def draw_mastered(curriculum: Curriculum, profile: Profile, rng: np.random.Generator) -> BoolArray:
    """Draw what a learner brings along: less of what lies deep or outside their courses."""
    mastered = np.zeros(len(curriculum.points), dtype=np.bool_)
    for index, point in enumerate(curriculum.points):
        distance = 0.2 + 0.2 * curriculum.depth[index] + (point.course not in profile.courses)
        chance = 1 / (1 + exp(distance - profile.ability - profile.readiness[point.course]))
        luck = rng.random() < chance
        mastered[index] = luck and mastered[list(curriculum.needs[index])].all()
    return mastered
