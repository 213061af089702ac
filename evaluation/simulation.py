"""One semester of a vocational school, made from a seed: who learns what, and what is seen of it.

A point can be mastered only after its prerequisites. Studying a point whose prerequisites are
mastered teaches it with probability .45; otherwise, with probability .06, it teaches the first
missing prerequisite that is in reach. Answers are those of the DINA model at the moment of
answering. Every learner draws from streams of their own, so that one more class changes nobody.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import numpy as np

from evaluation.curriculum import BoolArray, find_in_reach, plan_curriculum
from evaluation.profiles import (
    Kind,
    Profile,
    Stream,
    World,
    draw_items,
    draw_mastered,
    draw_profile,
)
from evaluation.semester import (
    AnswerRow,
    ClassPlan,
    LearnerRow,
    RatingRow,
    School,
    Semester,
    SessionRow,
    Truth,
)

LEARN_READY, LEARN_UNREADY = 0.45, 0.06
LESSON_ATTENDED = 0.85
AGAIN_AFTER_WRONG, AGAIN_AFTER_RIGHT = 0.4, 0.05
DONE = 0.8  # progress from which a sitting is rated
QUIZ = 10  # most questions in one sitting
HOURS = (8, 9, 10, 11, 14, 15, 16, 17, 18, 19, 20, 21)  # a sitting starts and ends in one of them
COMMENTS = {
    1: ("Could not follow it.", "Far too long."),
    2: ("Too fast for me.", "Needs an example from the workshop."),
    3: ("All right.", "Fine, but the exercise came too early."),
    4: ("Good examples.", "Helped me before the test."),
    5: ("Clear and to the point.", "Now I understand it."),
}


def simulate_semester(school: School, start: date, weeks: int, seed: int) -> Semester:
    """Let every class live through the semester that begins on ``start``.

    Raises:
        SchoolError: the school does not hang together (``evaluation.curriculum``).
    """
    curriculum = plan_curriculum(school, weeks)
    items = draw_items(school, np.random.default_rng([seed, Stream.ITEMS]))
    world = World(school, curriculum, items, start, weeks, seed)
    plans = [plan for plan in school.classes for _ in range(plan.learners)]
    lives = [_Life(world, plan, index) for index, plan in enumerate(plans)]
    begun = [life.mastered.copy() for life in lives]
    for life in lives:
        for week in range(life.profile.first_week, weeks):
            life.live(week)
    return Semester(
        tuple(life.describe() for life in lives),
        tuple(row for life in lives for row in life.answers),
        tuple(row for life in lives for row in life.sessions),
        tuple(row for life in lives for row in life.ratings),
        _tell_truth(world, lives, begun),
    )


@dataclass(slots=True)
class _Life:
    """One learner through the semester."""

    world: World
    plan: ClassPlan
    index: int
    profile: Profile = field(init=False)
    mastered: BoolArray = field(init=False)
    answers: list[AnswerRow] = field(default_factory=list)
    sessions: list[SessionRow] = field(default_factory=list)
    ratings: list[RatingRow] = field(default_factory=list)
    _due: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _rng: dict[Stream, np.random.Generator] = field(init=False)

    def __post_init__(self) -> None:
        self._rng = {stream: self.world.draw(stream, self.index) for stream in Stream}
        self.profile = draw_profile(self.world, self.plan, self.index)
        self.mastered = draw_mastered(
            self.world.curriculum, self.profile, self._rng[Stream.PROFILE]
        )

    @property
    def number(self) -> str:
        """Pseudonym: year of entry and running number."""
        return f"S{self.world.start.year}-{self.index + 1:03d}"

    def describe(self) -> LearnerRow:
        """Return the learner's row; the tags say what a school would know."""
        taste = self.profile.taste
        tags = [f"prefers {max(sorted(taste), key=taste.__getitem__)}"] if taste else []
        if self.profile.kind in (Kind.NEW, Kind.NARROW):
            tags.append(self.profile.kind.value)
        plan = self.plan
        return LearnerRow(
            number=self.number,
            group="vocational",
            major=plan.major,
            college=plan.college,
            grade=plan.grade,
            school_class=plan.name,
            target_job=plan.target_job,
            tags=tuple(tags),
        )

    def live(self, week: int) -> None:
        """Go to the lessons, then study and answer in the order of the hours drawn."""
        taught = self._list_taught(week)
        for point in taught:
            if self._rng[Stream.STUDY].random() < LESSON_ATTENDED:
                self._learn(point, 1.0)
        sittings: list[int | list[int]] = [*self._choose_materials(week, taught)]
        questions = self._choose_questions(week)
        sittings += [questions[first : first + QUIZ] for first in range(0, len(questions), QUIZ)]
        for place, moment in self._draw_hours(week, len(sittings)):
            chosen = sittings[place]
            if isinstance(chosen, int):
                self._study(chosen, moment)
            else:
                self._sit_quiz(chosen, moment, week)

    def _list_taught(self, week: int) -> list[int]:
        points, courses = self.world.curriculum.points, self.profile.courses
        taught = self.world.curriculum.taught[week]
        return [point for point in taught if points[point].course in courses]

    def _choose_materials(self, week: int, taught: list[int]) -> list[int]:
        """Materials on what is taught, and now and then on what is still missing."""
        rng, now, missing = self._rng[Stream.STUDY], set(taught), set[int]()
        for earlier in range(max(0, week - 4), week):
            missing.update(p for p in self._list_taught(earlier) if not self.mastered[p])
        chosen = []
        for index, points in enumerate(self.world.curriculum.materials):
            if now.isdisjoint(points) and missing.isdisjoint(points):
                continue
            taste = self.profile.taste[self.world.school.materials[index].kind]
            wish = self.profile.engagement * min(1.0, 0.25 + 0.9 * taste)
            wish *= 0.3 if now.isdisjoint(points) or self.mastered[list(points)].all() else 1.0
            if rng.random() < wish:
                chosen.append(index)
        return chosen

    def _choose_questions(self, week: int) -> list[int]:
        """Questions whose last point is taught this week, and those to be tried again."""
        rng, curriculum, asked = self._rng[Stream.ANSWERS], self.world.curriculum, self.world.items
        chosen = self._due.pop(week, [])
        for index, points in enumerate(curriculum.questions):
            theirs = {curriculum.points[point].course for point in points}
            last = max((curriculum.weeks[point] for point in points), default=0)
            if last == week and theirs <= self.profile.courses and asked.asked[index]:
                chosen += [index] if rng.random() < self.profile.diligence else []
        return chosen

    def _draw_hours(self, week: int, sittings: int) -> list[tuple[int, datetime]]:
        """Give sittings different hours on working days, twice as likely in the evening."""
        rng, first = self._rng[Stream.TIMES], self.world.start + timedelta(weeks=week)
        days = [day for n in range(7) if (day := first + timedelta(days=n)).weekday() < 5]
        hours = [(day, hour) for day in days for hour in HOURS]
        weight = np.array([2.0 if hour >= 18 else 1.0 for _, hour in hours])
        count = min(sittings, len(hours))
        slots = sorted(rng.choice(len(hours), count, replace=False, p=weight / weight.sum()))
        order = rng.permutation(sittings)[:count]
        found = []
        for place, slot in zip(order.tolist(), slots, strict=True):
            day, hour = hours[slot]
            minute, second = int(rng.integers(10)), int(rng.integers(60))
            moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=UTC)
            found.append((place, moment))
        return found

    def _learn(self, point: int, effort: float) -> None:
        """Master the point, or at times what it rests on."""
        if self.mastered[point]:
            return
        reach = find_in_reach(self.world.curriculum, self.mastered, point)
        chance = LEARN_READY if reach == point else LEARN_UNREADY
        if self._rng[Stream.STUDY].random() < chance * effort:
            self.mastered[reach] = True

    def _study(self, index: int, moment: datetime) -> None:
        material, rng = self.world.school.materials[index], self._rng[Stream.STUDY]
        progress = 1.0 if rng.random() < 0.7 else round(float(rng.uniform(0.05, 0.95)), 2)
        seconds = int(np.clip(material.seconds * progress * rng.lognormal(0.0, 0.25), 15, 2_900))
        before = self.mastered.sum()
        for point in self.world.curriculum.materials[index]:
            self._learn(point, progress)
        name = f"{self.number}-V{len(self.sessions) + 1:04d}"
        self.sessions.append(
            SessionRow(name, self.number, material.key, _stamp(moment), seconds, progress)
        )
        if progress >= DONE:
            self._rate(index, moment + timedelta(seconds=seconds), self.mastered.sum() > before)

    def _rate(self, index: int, moment: datetime, learnt: bool) -> None:
        """Rate one in three materials, once, by taste and by what was learnt."""
        material, rng = self.world.school.materials[index], self._rng[Stream.RATINGS]
        wish, noise, talk = rng.random(), float(rng.normal(0.0, 0.7)), rng.random()
        if wish >= 0.3 or any(row.resource == material.key for row in self.ratings):
            return
        liking = 2.2 + 2.2 * self.profile.taste[material.kind] + 0.6 * learnt + noise
        rating = int(np.clip(round(liking), 1, 5))
        comment = COMMENTS[rating][int(talk * 10)] if talk < 0.2 else ""
        name = f"{self.number}-R{len(self.ratings) + 1:04d}"
        self.ratings.append(
            RatingRow(name, self.number, material.key, rating, comment, _stamp(moment))
        )

    def _sit_quiz(self, questions: list[int], moment: datetime, week: int) -> None:
        rng, items = self._rng[Stream.ANSWERS], self.world.items
        for index in questions:
            able = self.mastered[list(self.world.curriculum.questions[index])].all()
            right = bool(rng.random() < (1 - items.slip[index] if able else items.guess[index]))
            seconds = int(np.clip(rng.lognormal(4.1, 0.5), 5, 290))
            moment += timedelta(seconds=seconds)
            name = f"{self.number}-A{len(self.answers) + 1:04d}"
            key = self.world.school.questions[index].key
            self.answers.append(
                AnswerRow(name, self.number, key, float(right), _stamp(moment), seconds)
            )
            again, later = rng.random(), week + int(rng.integers(1, 4))
            if again < (AGAIN_AFTER_RIGHT if right else AGAIN_AFTER_WRONG):
                self._due[later].append(index)


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _tell_truth(world: World, lives: list[_Life], begun: list[BoolArray]) -> Truth:
    points = tuple(point.id for point in world.curriculum.points)
    shape = (len(lives), len(points))
    return Truth(
        numbers=tuple(life.number for life in lives),
        points=points,
        items=tuple(question.key for question in world.school.questions),
        start=np.array(begun, dtype=np.bool_).reshape(shape),
        end=np.array([life.mastered for life in lives], dtype=np.bool_).reshape(shape),
        slip=world.items.slip,
        guess=world.items.guess,
    )
