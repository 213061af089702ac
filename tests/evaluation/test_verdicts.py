"""Figures of a trial, by hand."""

import numpy as np
import pytest

from evaluation.trials import Trial
from evaluation.verdicts import FIGURES, Verdict, judge
from learner.responses import Asked, make_responses

NONE = make_responses(np.zeros((3, 3)), np.zeros((3, 3), bool), np.ones((3, 1)))


def judged(met: list[bool] | None = None) -> Verdict:
    """Learner 0 is asked items 0 and 1, learner 1 items 1 and 2; item 2 alone is complex."""
    asked = Asked(np.array([0, 0, 1, 1]), np.array([0, 1, 1, 2]), np.full(4, np.nan))
    right = np.array([True, False, True, False])
    known = np.array(met or [True] * 4)
    trial = Trial(NONE, NONE, asked, asked.learner, right, known)
    resamples = np.array([[1.0, 1.0, 1.0], [0.0, 3.0, 0.0]])
    return judge(trial, np.array([0.9, 0.6, 0.4, 0.7]), np.array([False, False, True]), resamples)


def get(verdict: Verdict, name: str) -> float:
    return float(verdict.values[FIGURES.index(name)])


def test_chances_and_recommendations_are_measured() -> None:
    told = judged()
    assert get(told, "auc") == 0.5
    assert get(told, "accuracy") == 0.25
    assert get(told, "rmse") == pytest.approx(np.sqrt((0.01 + 0.36 + 0.36 + 0.49) / 4))
    assert get(told, "precision_all") == pytest.approx(1 / 3)
    assert get(told, "recall_all") == 0.5
    assert get(told, "f1_all") == pytest.approx(0.4)


def test_simple_and_complex_items_are_measured_apart() -> None:
    told = judged()
    assert get(told, "f1_simple") == 0.5
    assert get(told, "macro_f1_simple") == pytest.approx((2 / 3 + 0.0) / 2)
    assert np.isnan(get(told, "macro_f1_complex"))  # nothing true to find
    assert get(told, "macro_f1_with_zeros_complex") == 0.0
    assert told.counts == ((2, 0), (2, 0), (1, 1))


def test_what_is_outside_of_the_knowledge_set_is_no_candidate() -> None:
    told = judged(met=[True, False, False, False])
    assert get(told, "precision_all") == get(told, "recall_all") == 1.0
    assert get(told, "auc") == 0.5  # chances are measured on all that was asked


def test_resamples_of_learners_have_the_figures_of_those_learners() -> None:
    told = judged()
    first, second = (dict(zip(FIGURES, draw, strict=True)) for draw in told.draws)
    for name in ("auc", "log_loss", "rmse", "ece", "accuracy", "f1_all", "macro_f1_simple"):
        assert first[name] == pytest.approx(get(told, name))
    assert second["auc"] == 0.0  # learner 1 alone, three times
    assert second["accuracy"] == 0.0
    assert second["recall_all"] == 0.0
