"""How well next steps are foretold."""

from pathlib import Path

import numpy as np
import pytest

from evaluation.histories import make_histories
from evaluation.next_steps import choose_step, format_hits, measure_hits, read_oulad
from evaluation.training import DATA
from mining.histories import stack_histories


def test_where_learners_follow_paths_patterns_know_more_than_popularity() -> None:
    found = measure_hits(make_histories(300, 12.0, 60, seed=2), 60, seed=1, gap=2, top=5)
    assert found.learners > 290
    assert 0.1 < found.low < found.gain < found.high
    assert found.gain == pytest.approx(found.patterns - found.popularity)


def test_where_steps_are_drawn_at_random_nothing_is_gained() -> None:
    rng = np.random.default_rng(4)
    histories = stack_histories(rng.integers(0, 20, (300, 8)))
    found = measure_hits(histories, 20, seed=1, gap=2, top=5)
    assert found.low < 0.05
    assert found.patterns == pytest.approx(5 / 14, abs=0.1)  # 5 of what was not done yet


def test_a_step_is_new_and_the_third_or_later() -> None:
    rng = np.random.default_rng(1)
    told = [choose_step(np.array([4, 4, 7, 4, 9, 7, 2]), rng) for _ in range(20)]
    steps = {(tuple(each[0].tolist()), each[1]) for each in told if each is not None}
    assert steps == {((4, 4, 7, 4), 9), ((4, 4, 7, 4, 9, 7), 2)}
    assert choose_step(np.array([4, 7, 4]), rng) is None


def test_the_figures_are_a_row_of_a_table() -> None:
    row = format_hits("x", measure_hits(make_histories(60, 9.0, 9, seed=2), 9, seed=1))
    assert row.startswith("| x | ")
    assert row.count("|") == 7


def test_students_of_oulad_hand_in_by_the_day(tmp_path: Path) -> None:
    (tmp_path / "assessments.csv").write_text("id_assessment,code_module\n1,A\n2,A\n3,B\n")
    (tmp_path / "studentAssessment.csv").write_text(
        "id_assessment,id_student,date_submitted\n2,s,3\n1,s,9\n3,s,1\n1,t,5\n"
    )
    [(name, histories, items), (other, _, _)] = read_oulad(tmp_path)
    assert (name, other, items) == ("A", "B", 2)
    assert [each.tolist() for each in histories.list_all()] == [[1, 0], [0]]


@pytest.mark.data
def test_the_next_assessment_of_oulad_is_known_better_than_by_popularity() -> None:
    histories, items = next((h, n) for name, h, n in read_oulad(DATA / "oulad") if name == "AAA")
    assert measure_hits(histories, items, seed=1, gap=2, top=1).low > 0.3
