"""What the command line says when models of answers are compared."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.web.comparison_page import render_comparison
from evaluation.answer_logs import write_tables
from evaluation.answer_matrices import write_matrices
from evaluation.comparison import Comparison, run_comparison
from evaluation.comparison_report import (
    ComparisonReport,
    describe_boasts,
    list_part,
    make_report,
    tell_report,
)
from evaluation.data0 import World, make_data0, make_table
from evaluation.sweeps import VALUES
from evaluation.trials import parse_split
from evaluation.trivial import TRIVIAL
from learner.catalogue import find_estimators
from learner.estimators import Estimator
from learner.item_mean import ItemMeanEstimator

Journeyman = Callable[..., Any]
MADE, _ = make_data0(World(25, 20, 3, attempts=20), seed=1)
QUICK = ("--seeds", "1", "--resamples", "20")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    write_tables(MADE, folder)
    return folder


@pytest.fixture(scope="module")
def report() -> ComparisonReport:
    models: tuple[Estimator, ...] = (*TRIVIAL, ItemMeanEstimator())
    models += find_estimators(["dina", "user-cf-tuned"])
    splits = (parse_split("random-30"), parse_split("time-30"))
    comparison = Comparison(MADE, models, splits, (1,), resamples=20)
    return make_report(comparison, list(run_comparison(comparison)))


def test_models_are_compared_in_tables(data: Path, tmp_path: Path, journeyman: Journeyman) -> None:
    asked = ("evaluate", "diagnosis", "--data", data, "--models", "dina,item-mean", *QUICK)
    said = journeyman(tmp_path, *asked, "--splits", "random-30").out
    assert said.splitlines()[0].endswith("3 skills, 500 answers; seeds 1, 20 resamples of learners")
    assert "DINA" in said
    assert "paper 30" in said
    assert "Recommending everything beats every model in" in said
    assert list((tmp_path / "comparisons").rglob("dina--random-30--1.npz"))


def test_models_are_compared_for_programs_and_in_a_file(
    data: Path, tmp_path: Path, journeyman: Journeyman
) -> None:
    page = tmp_path / "report.html"
    asked = ("evaluate", "diagnosis", "--data", data, "--models", "item-mean", *QUICK, "--json")
    told = json.loads(journeyman(tmp_path, *asked, "--report", page, "--lang", "zh").out)
    splits = {one["split"] for one in told["standings"]}
    assert splits >= {"random-70", "time-30", "items-20", "learners-20"}
    rate = next(one for one in told["standings"] if one["model"] == "item mean")
    value, low, high = rate["figures"]["log_loss"]
    assert low <= value <= high
    assert "作答模型比较" in page.read_text(encoding="utf-8")


def test_two_weights_are_varied_where_asked(tmp_path: Path, journeyman: Journeyman) -> None:
    write_matrices(make_table(12, 6, 2, seed=1), data := tmp_path / "table")
    page = tmp_path / "report.html"
    asked = ("evaluate", "diagnosis", "--data", data, "--models", "item-mean", *QUICK, "--sweep")
    said = journeyman(tmp_path, *asked, "--splits", "random-30", "--report", page, "--json").out
    sweeps = {(one["model"], one["weight"]): one["points"] for one in json.loads(said)["sweeps"]}
    assert [point["value"] for point in sweeps["QueRec", "needs"]] == list(VALUES)
    assert "QueRec: weight of mastery (lambda A) varied" in page.read_text(encoding="utf-8")


def test_a_made_world_is_written_and_compared(tmp_path: Path, journeyman: Journeyman) -> None:
    small = ("--learners", "20", "--items", "15", "--skills", "3", "--attempts", "12")
    folder = tmp_path / "made"
    said = journeyman(tmp_path, "evaluate", "made-answers", "--out", folder, *small)
    assert said.out.startswith("made: 20 learners, 15 questions, 3 skills, 240 answers (seed 1)")
    asked = ("--data", folder, "--models", "item-mean", "--splits", "time-30", *QUICK)
    assert journeyman(tmp_path, "evaluate", "diagnosis", *asked).code == 0


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("--models", "oracle"), "model: expected one of item-mean"),
        (("--splits", "lines-20"), "split: expected random-1 to -99"),
        (("--least", "99"), "expected an item with 99 answers, found none"),
        (("--report", "nowhere/r.html"), "nowhere: expected a folder to write to, found none"),
        (("--data", "nowhere"), "nowhere: expected answers.csv with q.csv"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_line(
    data: Path, tmp_path: Path, journeyman: Journeyman, more: tuple[str, ...], message: str
) -> None:
    said = journeyman(tmp_path, "evaluate", "diagnosis", "--data", data, *QUICK, *more)
    assert said.code == 1
    assert message in said.err
    assert len(said.err.strip().splitlines()) == 1


@pytest.mark.parametrize(("language", "word"), [("en", "Calibration"), ("zh", "校准")])
def test_the_page_speaks_both_languages(report: ComparisonReport, language: str, word: str) -> None:
    page = render_comparison(report, (), language)
    assert word in page
    assert page.count('<svg class="chart"') == 2 * len(report.splits) + 1
    assert "user-CF tuned" in page


def test_the_paper_stands_beside_its_models_alone(report: ComparisonReport) -> None:
    rows = {row["model"]: row for row in list_part(report, "simple")}
    assert rows["DINA"]["paper 30"] == 0.617
    assert rows["item mean"]["paper 30"] is None
    assert "paper time" not in rows["DINA"]


def test_the_report_says_what_validation_chose(report: ComparisonReport) -> None:
    chosen = {row["model"]: str(row["chosen"]) for row in report.choices}
    assert chosen.keys() == {"user-CF tuned"}
    assert "ahead by" in chosen["user-CF tuned"]


def test_the_report_warns_of_f1_and_is_json(report: ComparisonReport) -> None:
    assert "of 2 cells" in describe_boasts(report)
    assert json.loads(json.dumps(tell_report(report), allow_nan=False))["setting"]["learners"] == 25
