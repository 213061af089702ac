"""Forgetting pays where there is some, and costs nothing where there is none."""

from evaluation.bench_forgetting import measure_forgetting


def test_retrieval_is_better_where_learners_forget_and_no_worse_elsewhere() -> None:
    dina, retrieval, paper, same, chosen, _ = (
        float(row.measured) for row in measure_forgetting(120)
    )
    assert retrieval < dina < paper
    assert abs(chosen - same) < 0.002
