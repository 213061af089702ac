"""What results come to."""

import math

import numpy as np
import pytest

from evaluation.paper_figures import COMPLEX, SIMPLE, find_paper_f1
from evaluation.results import Result
from evaluation.standings import (
    Boast,
    Estimate,
    count_boasts,
    gather_standings,
    list_leads,
    tell_estimate,
)
from evaluation.verdicts import FIGURES, Verdict
from metrics.calibration import CalibrationBin


def result(model: str, seed: int, draws: list[float], value: float = 0.5, **told: float) -> Result:
    values = np.full(len(FIGURES), value)
    for name, figure in told.items():
        values[FIGURES.index(name)] = figure
    spread = np.repeat(np.array(draws)[:, None], len(FIGURES), axis=1)
    bins = (CalibrationBin(1 + seed, 0.25 * seed, 0.5),)
    verdict = Verdict(values, spread, bins, ((4, 1), (3, 1), (2, 2)))
    return Result(model, "random-30", seed, "", float(seed), 10, 0, verdict)


def refusal(model: str, seed: int) -> Result:
    return Result(model, "random-30", seed, "", 0.0, 10, 0, None, "Q: expected, found")


def test_a_standing_is_the_mean_over_seeds_with_the_interval_of_the_mean() -> None:
    [found] = gather_standings([result("a", 1, [0.0, 1.0], 0.4), result("a", 3, [1.0, 0.0], 0.6)])
    auc = found.get("auc")
    assert (found.seeds, found.seconds) == (2, 2.0)
    assert (auc.value, auc.low, auc.high) == pytest.approx((0.5, 0.5, 0.5))
    assert found.people == (4.0, 3.0, 2.0)
    assert found.without_truth == (1.0, 1.0, 2.0)
    [merged] = found.bins
    assert merged.count == 6
    assert merged.chance == pytest.approx((2 * 0.25 + 4 * 0.75) / 6)


def test_a_model_that_refused_once_has_no_figures() -> None:
    [found] = gather_standings([result("a", 1, [0.0]), refusal("a", 2)])
    assert found.refused == "Q: expected, found"
    assert math.isnan(found.get("auc").value)


def test_the_best_is_ahead_by_paired_differences() -> None:
    told = [
        result("good", 1, [0.30, 0.50], log_loss=0.4),
        result("bad", 1, [0.35, 0.55], log_loss=0.45),
        result("worse", 1, [0.8, 0.8], log_loss=0.8),
        refusal("none", 1),
    ]
    near, far = list_leads(told)
    assert (near.best, near.other, far.other) == ("good", "bad", "worse")
    assert (near.by.value, near.by.low, near.by.high) == pytest.approx((0.05, 0.05, 0.05))


def test_a_figure_that_should_be_high_is_led_by_the_highest() -> None:
    told = [result("a", 1, [0.7], auc=0.7), result("b", 1, [0.9], auc=0.9)]
    [lead] = list_leads(told, "auc", lower_is_better=False)
    assert lead.best == "b"
    assert lead.by.value == pytest.approx(0.2)


def test_recommending_everything_wins_where_its_f1_is_above_every_models() -> None:
    standings = gather_standings(
        [
            result("everything", 1, [0.5], macro_f1_simple=0.9, macro_f1_complex=0.6),
            result("model", 1, [0.5], macro_f1_simple=0.8, macro_f1_complex=0.7),
            result("random", 1, [0.5], 1.0),
        ]
    )
    assert count_boasts(standings) == [
        Boast("f1", 0, 2),
        Boast("macro_f1", 1, 2),
        Boast("macro_f1_with_zeros", 0, 2),
    ]


def test_a_split_without_complex_items_is_one_cell() -> None:
    told = dict.fromkeys(("f1_complex", "macro_f1_complex"), math.nan)
    models = [result(name, 1, [0.5], 0.9, **told) for name in ("everything", "model")]
    assert count_boasts(gather_standings(models))[0] == Boast("f1", 0, 1)


def test_the_papers_figures_make_the_gains_that_it_claims() -> None:
    for table, claimed in ((SIMPLE, 11.61), (COMPLEX, 11.52)):
        rest = np.mean([row for model, row in table.items() if model != "CUPMF"])
        assert 100 * (np.mean(table["CUPMF"]) - rest) == pytest.approx(claimed, abs=0.01)


def test_the_paper_has_figures_of_its_own_models_and_splits_alone() -> None:
    assert find_paper_f1("DINA", "simple", "random-10") == 0.699
    assert find_paper_f1("DINA", "simple", "time-30") is None
    assert find_paper_f1("Rasch", "simple", "random-10") is None
    assert find_paper_f1("DINA", "all", "random-10") is None


def test_a_figure_that_is_none_is_told_as_none() -> None:
    assert tell_estimate(Estimate(0.5, math.nan, 0.75)) == {"value": 0.5, "low": None, "high": 0.75}
