from pathlib import Path

import pytest

from evaluation.real_syllabi import check_curricula, check_lessons, check_tables
from evaluation.syllabi import (
    ROUNDS,
    Tally,
    compare,
    format_checks,
    list_round,
    measure_round,
)

DATA = Path(__file__).parents[3] / "shared" / "data"
LESSON = """---
title: Loops
teaching: 10
exercises: 5
---

::: objectives

- Write a loop.
- Trace a loop.

:::

## While

Text.
"""


def test_a_tally_by_hand() -> None:
    tally = compare(["A", "b", "c"], ["a", "b", "d", "e"])
    assert tally == Tally(both=2, found=3, labelled=4)
    assert (tally.precision, tally.recall) == (2 / 3, 0.5)
    assert tally.f1 == pytest.approx(4 / 7)


def test_nothing_asked_and_nothing_found_is_right() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize("name", ["examples", *ROUNDS])
def test_every_labelled_syllabus_is_there(name: str) -> None:
    labelled = list_round(name)
    assert len(labelled) >= 6
    assert all(each.path.is_file() and each.labels["points"] for each in labelled)


@pytest.mark.parametrize("name", ["examples", *ROUNDS])
def test_knowledge_points_of_the_labelled_syllabi_are_found(name: str) -> None:
    sums = measure_round(name)
    assert sums["points"].f1 >= 0.85
    assert sums["outcomes"].f1 >= 0.85
    assert sums["courses"].f1 >= 0.85


def test_objectives_and_minutes_are_counted_by_the_markup(tmp_path: Path) -> None:
    (tmp_path / "episodes").mkdir()
    (tmp_path / "episodes" / "01.md").write_text(LESSON, encoding="utf-8")
    assert list(check_lessons(tmp_path)) == [
        ("lessons read", 1, 1),
        ("objectives", 2, 2),
        ("lessons with the right minutes", 1, 1),
        ("minutes", 15, 15),
    ]


def test_prerequisites_are_compared_with_the_rows_of_the_tables(tmp_path: Path) -> None:
    table = "Courses | Duration | Prerequisites\n:-- | :--: | :--:\n"
    rows = "[Loops](https://a.example) | 1 week | none\n[Lists](https://b.example) | - | Loops\n"
    page = f"# Open Learning\n\n## Core CS\n\n{table}{rows}"
    (tmp_path / "README.md").write_text(page, encoding="utf-8")
    assert list(check_tables(tmp_path)) == [
        ("courses", 2, 2),
        ("prerequisites, recall", 1, 1),
        ("prerequisites, precision", 1, 1),
    ]


def test_data_that_are_not_there_are_left_out(tmp_path: Path) -> None:
    assert format_checks(tmp_path).count("\n") == 2


@pytest.mark.data
def test_real_curricula_are_read_in_the_layout_of_the_printed_ones() -> None:
    if not (DATA / "de_rahmenlehrplan").is_dir():
        pytest.skip("needs shared/data/de_rahmenlehrplan")
    assert all(
        found == expected for _, found, expected in check_curricula(DATA / "de_rahmenlehrplan")
    )
