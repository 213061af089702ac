"""The benchmark of OULAD's import on a made twin of its tables, and on the real ones."""

from collections.abc import Callable
from pathlib import Path

import pytest

from evaluation.oulad import format_figures, measure_oulad
from graph.store import Store

Ask = Callable[..., list[dict[str, object]]]
REAL = Path(__file__).parents[2].parent / "shared" / "data" / "oulad"
TWIN = {
    "assessments": "code_module,code_presentation,id_assessment,assessment_type,date,weight\n"
    "AAA,2013J,11,TMA,19,10\n",
    "studentInfo": "code_module,code_presentation,id_student\nAAA,2013J,900001\nAAA,2013J,900002\n",
    "studentAssessment": "id_assessment,id_student,date_submitted,is_banked,score\n"
    "11,900001,18,0,78\n11,900002,20,0,\n",
}


def test_the_benchmark_counts_what_came_in(one_store: Store, tmp_path: Path) -> None:
    for name, text in TWIN.items():
        (tmp_path / f"{name}.csv").write_text(text)
    found = measure_oulad(one_store, tmp_path)
    assert (found.learners, found.answers, found.left_out, found.added_again) == (2, 1, 1, 0)
    assert "| learners, answers, rows left out | 2, 1, 1 | |" in format_figures(found)


@pytest.mark.data
@pytest.mark.timeout(900)
def test_the_real_tables_come_in_whole(one_store: Store, ask: Ask) -> None:
    found = measure_oulad(one_store, REAL)
    assert (found.learners, found.answers, found.left_out) == (28_785, 173_739, 173)
    [row] = ask("MATCH (:Learner)-[e:ANSWERED]->() RETURN count(e) AS held")
    assert (row["held"], found.added_again) == (173_739, 0)
