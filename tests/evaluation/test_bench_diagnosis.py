"""What the benchmark reads and reports."""

from pathlib import Path

import numpy as np
import pytest

from evaluation.bench_diagnosis import (
    PRODUCT,
    AnswerTable,
    measure_fit,
    measure_frcsub,
    measure_held_out,
)

EDMDATA = Path(__file__).parents[2].parent / "shared" / "data" / "edmdata"


def made_table() -> AnswerTable:
    able = np.random.default_rng(0).random((200, 1)) < 0.5
    noise = np.random.default_rng(99).random((200, 6)) < 0.1
    return AnswerTable((able ^ noise).astype(float), np.ones((6, 1), bool))


def test_a_fit_reports_what_it_reached_and_how_long_it_took() -> None:
    found = measure_fit(made_table(), "map", PRODUCT, repeats=2)
    assert found.log_likelihood < 0
    assert 0 < found.best_ms <= found.median_ms


def test_answers_held_out_are_predicted() -> None:
    assert measure_held_out(made_table(), seed=1) > 0.85


@pytest.mark.data
def test_fraction_subtraction_reaches_the_reference_and_the_peers_accuracy() -> None:
    found = measure_frcsub(EDMDATA, repeats=1)
    assert found.ml.log_likelihood == pytest.approx(-4402.2877, abs=5e-4)
    assert found.auc >= 0.90
