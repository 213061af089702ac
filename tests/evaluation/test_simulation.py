"""One semester of a small made school."""

import csv
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest

from evaluation.curriculum import plan_curriculum
from evaluation.errors import SchoolError
from evaluation.semester import (
    ClassPlan,
    School,
    Semester,
    SimulatedMaterial,
    SimulatedPoint,
    SimulatedQuestion,
    write_semester,
)
from evaluation.simulation import simulate_semester
from learner.dina import fit_dina, mastery
from learner.unions import list_blocks
from metrics.classification import measure_auc

START, WEEKS = date(2026, 9, 7), 16


def make_school(classes: int = 3, learners: int = 20) -> School:
    """Three courses of five points: a chain, a fan, and one that needs a point of the first."""
    below: dict[str, tuple[str, ...]] = {"a0": (), "b0": (), "c0": ("a1",)}
    below |= {f"a{n}": (f"a{n - 1}",) for n in range(1, 5)}
    below |= {f"{course}{n}": (f"{course}0",) for course in "bc" for n in range(1, 5)}
    questions = [SimulatedQuestion(f"q-{p}-{n}", (p,), n / 4) for p in below for n in range(4)]
    questions += [SimulatedQuestion(f"q-{c}-both", (f"{c}3", f"{c}4")) for c in "abc"]
    materials = [SimulatedMaterial(f"v-{p}", "video", (p,), 600) for p in below]
    materials += [SimulatedMaterial(f"t-{p}", "text", (p,), 900) for p in below]
    return School(
        [SimulatedPoint(p, p[0], needs) for p, needs in below.items()],
        questions,
        materials,
        [ClassPlan(f"Class {n}", "IT", ("a", "b", "c"), learners, "j") for n in range(classes)],
    )


@pytest.fixture(scope="module")
def semester() -> Semester:
    return simulate_semester(make_school(), START, WEEKS, seed=7)


def read_all(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_equal_seeds_make_equal_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("two", 2)):
        write_semester(simulate_semester(make_school(1, 8), START, 4, seed), tmp_path / name)
    assert read_all(tmp_path / "one") == read_all(tmp_path / "again")
    assert all(
        read_all(tmp_path / "one")[name] != text
        for name, text in read_all(tmp_path / "two").items()
    )


def test_one_more_class_changes_nobody() -> None:
    few = simulate_semester(make_school(1, 8), START, 6, seed=3)
    more = simulate_semester(make_school(2, 8), START, 6, seed=3)
    assert more.answers[: len(few.answers)] == few.answers
    assert more.sessions[: len(few.sessions)] == few.sessions


def test_nobody_masters_a_point_before_its_prerequisites(semester: Semester) -> None:
    truth = semester.truth
    place = {point: index for index, point in enumerate(truth.points)}
    for point in make_school().points:
        for need in point.prerequisites:
            for mastered in (truth.start, truth.end):
                assert (mastered[:, place[point.id]] <= mastered[:, place[need]]).all()


def test_nothing_is_forgotten_and_much_is_learnt(semester: Semester) -> None:
    assert (semester.truth.start <= semester.truth.end).all()
    assert semester.truth.end.mean() > semester.truth.start.mean() + 0.2


def test_sixty_learners_answer_most_of_their_questions_but_not_all(semester: Semester) -> None:
    pairs = {(row.number, row.item) for row in semester.answers}
    assert len(semester.learners) == 60
    assert 0.60 <= len(pairs) / (60 * len(make_school().questions)) <= 0.75
    assert len(semester.answers) > len(pairs) > 2_000


def test_some_questions_are_given_to_nobody(semester: Semester) -> None:
    never = {q.key for q in make_school().questions} - {row.item for row in semester.answers}
    assert 0 < len(never) < 7


def test_one_learner_never_answers_and_one_takes_a_third_of_the_courses(
    semester: Semester,
) -> None:
    answers = Counter(row.number for row in semester.answers)
    studied = {row.resource[2] for row in semester.sessions if row.number == "S2026-006"}
    assert answers["S2026-004"] == 0
    assert {row.number for row in semester.learners} - set(answers) == {"S2026-004"}
    assert studied == {"a"}


def test_everything_happens_on_working_days_of_the_semester(semester: Semester) -> None:
    stamps = [answer.at for answer in semester.answers]
    stamps += [rating.at for rating in semester.ratings]
    stamps += [session.started for session in semester.sessions]
    times = [datetime.fromisoformat(stamp) for stamp in stamps]
    assert all(START <= time.date() < date(2026, 12, 28) for time in times)
    assert all(time.weekday() < 5 and 8 <= time.hour < 22 for time in times)
    assert all(stamp.endswith("Z") for stamp in stamps)


def test_keys_are_unique(semester: Semester) -> None:
    for keys in (
        [row.number for row in semester.learners],
        [row.attempt for row in semester.answers],
        [row.session for row in semester.sessions],
        [row.rating_id for row in semester.ratings],
    ):
        assert len(keys) == len(set(keys)) > 0


def test_rows_stay_inside_their_ranges(semester: Semester) -> None:
    assert {row.score for row in semester.answers} == {0.0, 1.0}
    assert all(0 < row.progress <= 1 and row.seconds > 0 for row in semester.sessions)
    assert {row.rating for row in semester.ratings} <= {1, 2, 3, 4, 5}
    assert 0 < sum(bool(row.comment) for row in semester.ratings) < len(semester.ratings)
    assert all(row.simulated for row in semester.learners)


def test_a_learners_answers_stand_in_order_of_time(semester: Semester) -> None:
    stamps = [(row.number, row.at) for row in semester.answers]
    assert stamps == sorted(stamps)


def test_diagnosis_finds_the_truth_behind_the_answers(semester: Semester) -> None:
    truth, school = semester.truth, make_school()
    people = {number: row for row, number in enumerate(truth.numbers)}
    items = {key: column for column, key in enumerate(truth.items)}
    scores, answered = np.zeros((2, len(people), len(items)))
    for row in semester.answers:
        scores[people[row.number], items[row.item]] = row.score
        answered[people[row.number], items[row.item]] = 1
    q = np.array([[point in item.points for point in truth.points] for item in school.questions])
    chance = np.full(truth.end.shape, np.nan)
    for items_of, points_of in list_blocks(q):
        own = (scores[:, items_of], answered[:, items_of])
        found = mastery(fit_dina(*own, q[np.ix_(items_of, points_of)]), *own)
        chance[:, points_of] = np.where(found.evidenced, found.probability, np.nan)
    known = ~np.isnan(chance)
    assert measure_auc(chance[known], truth.end[known]) > 0.85
    assert ((chance > 0.5) == truth.end)[known].mean() > 0.78


def test_files_hold_every_row_under_its_header(semester: Semester, tmp_path: Path) -> None:
    paths = write_semester(semester, tmp_path / "new" / "folder")
    tables = {
        path.name: list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        for path in paths
    }
    assert sorted(tables) == ["activity.csv", "answers.csv", "learners.csv", "ratings.csv"]
    assert tables["learners.csv"][0]["class"] == "Class 0"
    assert tables["learners.csv"][0]["simulated"] == "true"
    assert {row["score"] for row in tables["answers.csv"]} == {"0", "1"}
    assert len(tables["activity.csv"]) == len(semester.sessions)
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == sorted(tables)


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ([("x", ("y",))], "point x: expected a known point, found 'y'"),
        ([("x", ("y",)), ("y", ("x",))], "expected no circle"),
        ([("x", ()), ("x", ())], "expected 2 different ids, found 1"),
    ],
)
def test_a_school_that_does_not_hang_together_is_refused(
    points: list[tuple[str, tuple[str, ...]]], message: str
) -> None:
    school = School([SimulatedPoint(name, "c", needs) for name, needs in points], [], [], [])
    with pytest.raises(SchoolError, match=message):
        plan_curriculum(school, 4)


def test_a_question_on_an_unknown_point_is_refused() -> None:
    school = School([], [SimulatedQuestion("q", ("x",))], [], [])
    with pytest.raises(SchoolError, match="question q: expected a known point, found 'x'"):
        simulate_semester(school, START, 4, seed=1)


def test_a_semester_without_weeks_is_refused() -> None:
    with pytest.raises(SchoolError, match="one week or more, found 0"):
        simulate_semester(make_school(), START, 0, seed=1)


def test_an_empty_school_has_an_empty_semester() -> None:
    semester = simulate_semester(School([], [], [], []), START, 4, seed=1)
    assert not semester.learners
    assert not semester.answers
    assert semester.truth.end.shape == (0, 0)


def test_points_keep_their_order_unless_a_prerequisite_comes_later() -> None:
    given = [SimulatedPoint("x", "c", ("z",)), SimulatedPoint("y", "c"), SimulatedPoint("z", "c")]
    curriculum = plan_curriculum(School(given, [], [], []), 3)
    assert [point.id for point in curriculum.points] == ["z", "x", "y"]
    assert (curriculum.weeks, curriculum.depth) == ((0, 1, 2), (0, 1, 0))
