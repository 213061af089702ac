"""What the benchmark reads and reports."""

from pathlib import Path

import numpy as np
import pytest

from evaluation import bench_diagnosis
from evaluation.answer_shapes import Shape
from evaluation.bench_diagnosis import (
    format_rows,
    measure_frcsub,
    measure_held_out,
    measure_model,
)
from evaluation.bench_fits import PRODUCT, AnswerTable, Row, measure_fit
from learner.dina_estimator import DinaEstimator
from learner.item_mean import ItemMeanEstimator

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


def test_models_are_judged_on_the_same_cells() -> None:
    dina = measure_model(made_table(), DinaEstimator())
    mean = measure_model(made_table(), ItemMeanEstimator())
    expected = np.mean([measure_held_out(made_table(), seed) for seed in (1, 2, 3)])
    assert dina.auc == pytest.approx(expected)
    assert mean.auc < 0.6
    assert dina.log_loss < mean.log_loss


def test_rows_are_a_table() -> None:
    found = format_rows([Row("a", "1", "2")], "x", "y", "z")
    assert found == "| x | y | z |\n| --- | --- | --- |\n| a | 1 | 2 |\n"


def test_without_the_data_what_is_left_out_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    small = Shape(60, 6, 3, seed=1, density=0.4)
    monkeypatch.setattr(bench_diagnosis, "DATA", tmp_path / "nowhere")
    monkeypatch.setattr(bench_diagnosis, "ELEVEN_SKILLS", small)
    monkeypatch.setattr(bench_diagnosis, "SIXTEEN_SKILLS", small)
    monkeypatch.setattr("evaluation.bench_fits.SIXTY_SEVEN_SKILLS", Shape(40, 30, 5, 1, cells=600))
    monkeypatch.setattr(bench_diagnosis, "measure_forgetting", lambda learners: [])
    bench_diagnosis.main()
    said = capsys.readouterr().out
    assert "| FrcSub | left out: shared/data/edmdata is not there |" in said
    assert said.count("60 x 6 x 3") == 4


@pytest.mark.data
def test_fraction_subtraction_reaches_the_reference_and_the_peers_accuracy() -> None:
    found = measure_frcsub(EDMDATA, repeats=1)
    assert found.ml.log_likelihood == pytest.approx(-4402.2877, abs=5e-4)
    assert found.auc >= 0.906
