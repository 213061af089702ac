"""Models in the same trials, and what is kept of it."""

import json
import math
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from evaluation.comparison import Comparison, class_items, run_comparison
from evaluation.comparison_report import find_standing, make_report, tell_report
from evaluation.data0 import World, make_data0, make_table
from evaluation.errors import ComparisonError
from evaluation.results import find_place, load_result
from evaluation.trials import make_trial, parse_split
from evaluation.trivial import TRIVIAL, Chance, Everything
from evaluation.verdicts import FIGURES
from learner.errors import ScoresError
from learner.forgetting import RetrievalEstimator
from learner.item_mean import ItemMean, ItemMeanEstimator
from learner.practice import list_attempts
from learner.responses import FloatArray, Responses
from learner.retention import Forgetting
from learner.tdina import TDinaEstimator
from metrics.calibration import measure_log_loss

TABLE = make_table(60, 20, 4, seed=1)
SPLITS = (parse_split("random-30"), parse_split("learners-20"))


@dataclass(frozen=True, slots=True)
class Refuser:
    name: str = "refuser"

    def fit(self, seen: Responses, seed: int) -> ItemMean:
        raise ScoresError("scores: expected something else, found these")


@dataclass(frozen=True, slots=True)
class Wild:
    name: str = "wild"

    def fit(self, seen: Responses, seed: int) -> ItemMean:
        return ItemMean(np.full(len(seen.q), 1.5))


def compared(**more: object) -> Comparison:
    made = Comparison(TABLE, (ItemMeanEstimator(), *TRIVIAL), SPLITS, (1, 2), resamples=50)
    return replace(made, **more)  # type: ignore[arg-type]


def figure(values: FloatArray, name: str) -> float:
    return float(values[FIGURES.index(name)])


def test_every_model_meets_every_split_and_seed() -> None:
    found = list(run_comparison(compared()))
    assert len(found) == compared().trials == 3 * 2 * 2
    asked = {(one.split, one.seed, one.answers) for one in found}
    assert len(asked) == 4  # the same answers for each model


def test_models_without_knowledge_have_the_figures_they_must_have() -> None:
    found = {one.model: one.verdict for one in run_comparison(compared(seeds=(1,)))}
    rate, every, chance = (found[name] for name in ("item mean", "everything", "random"))
    assert rate is not None
    assert every is not None
    assert chance is not None
    assert figure(every.values, "auc") == 0.5
    assert figure(every.values, "recall_all") == 1.0
    base = figure(every.values, "precision_all")
    assert figure(every.values, "f1_all") == pytest.approx(2 * base / (1 + base))
    assert abs(figure(chance.values, "auc") - 0.5) < 0.2
    assert figure(rate.values, "log_loss") < figure(chance.values, "log_loss")


def test_intervals_hold_the_figures() -> None:
    [found] = run_comparison(
        compared(models=(ItemMeanEstimator(),), splits=SPLITS[:1], seeds=(1,), resamples=300)
    )
    assert found.verdict is not None
    assert found.verdict.draws.shape == (300, len(FIGURES))
    low, high = np.quantile(found.verdict.draws, [0.005, 0.995], axis=0)
    for name in ("auc", "log_loss", "rmse", "accuracy", "f1_all", "macro_f1_all"):
        at = FIGURES.index(name)
        assert low[at] < found.verdict.values[at] < high[at]


@pytest.mark.parametrize(
    "model", [RetrievalEstimator(candidates=(Forgetting(1.0, 0.6, 0.3),)), TDinaEstimator()]
)
def test_what_was_practised_until_the_day_asked_is_known_to_models_of_forgetting(
    model: RetrievalEstimator | TDinaEstimator,
) -> None:
    answers, _ = make_data0(World(120, 30, 4, attempts=40, forgetting=0.6, faults=0.0), 1)
    split = parse_split("time-30")
    [found] = run_comparison(Comparison(answers, (model,), (split,), (1,), resamples=5))
    trial = make_trial(answers, split, 1)
    fitted, practice = model.fit(trial.fit, 1), list_attempts(answers.responses)
    told = fitted.foresee(trial.seen, trial.asked, practice)
    assert found.verdict is not None
    loss = measure_log_loss(told, trial.right)
    assert figure(found.verdict.values, "log_loss") == pytest.approx(loss)
    blind = measure_log_loss(fitted.predict(trial.seen, trial.asked), trial.right)
    assert loss != pytest.approx(blind)


def test_few_new_learners_have_an_interval_and_what_is_told_is_json() -> None:
    few = make_table(10, 20, 3, seed=1)
    comparison = Comparison(few, (ItemMeanEstimator(), *TRIVIAL), SPLITS[1:], (1,), resamples=200)
    report = make_report(comparison, list(run_comparison(comparison)))
    loss = find_standing(report, "item mean", "learners-20")
    assert loss is not None
    assert not math.isnan(loss.get("log_loss").low)
    assert json.loads(json.dumps(tell_report(report), allow_nan=False))["leads"][0]["by"]["low"]


def test_a_refusal_is_a_result() -> None:
    found = next(run_comparison(compared(models=(Refuser(),))))
    assert found.verdict is None
    assert found.refused == "scores: expected something else, found these"


def test_a_comparison_that_was_stopped_goes_on(tmp_path: Path) -> None:
    begun = run_comparison(compared(), tmp_path)
    first = [next(begun), next(begun)]
    again = list(run_comparison(compared(), tmp_path))
    assert [one.seconds for one in again[:2]] == [one.seconds for one in first]
    once_more = list(run_comparison(compared(), tmp_path))
    assert [one.seconds for one in once_more] == [one.seconds for one in again]
    for kept, made in zip(once_more, run_comparison(compared()), strict=True):
        assert kept.verdict is not None
        assert made.verdict is not None
        assert np.array_equal(kept.verdict.values, made.verdict.values, equal_nan=True)
        assert kept.verdict.bins == made.verdict.bins
        assert kept.verdict.counts == made.verdict.counts


def test_a_refusal_is_kept_too(tmp_path: Path) -> None:
    made = list(run_comparison(compared(models=(Refuser(),)), tmp_path))
    assert list(run_comparison(compared(models=(Refuser(),)), tmp_path)) == made


def test_what_is_kept_of_other_settings_or_is_damaged_is_done_again(tmp_path: Path) -> None:
    [first, *_] = run_comparison(compared(), tmp_path)
    place = tmp_path / TABLE.digest
    facts = (first.model, first.split, first.seed)
    assert load_result(place, *facts, first.settings) is not None
    assert load_result(place, *facts, "other") is None
    stronger = compared(models=(ItemMeanEstimator(strength=50.0),))
    assert next(run_comparison(stronger, tmp_path)).settings != first.settings
    find_place(place, *facts).write_bytes(b"half")
    assert load_result(place, *facts, first.settings) is None
    assert next(run_comparison(compared(), tmp_path)).verdict is not None


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"models": ()}, "expected one or more of different names"),
        ({"models": (Chance(), Everything(name="random"))}, "of different names"),
        ({"splits": ()}, "expected a split and a seed"),
        ({"seeds": ()}, "expected a split and a seed"),
    ],
)
def test_a_comparison_of_nothing_is_refused(more: dict[str, object], message: str) -> None:
    with pytest.raises(ComparisonError, match=message):
        compared(**more)


def test_chances_that_are_none_are_refused() -> None:
    with pytest.raises(ComparisonError, match=r"wild: expected chances in \[0, 1\], found 1.5"):
        list(run_comparison(compared(models=(Wild(),))))


def test_items_are_classed_once_on_all_answers() -> None:
    classes = class_items(TABLE, "wrong_rate")
    assert classes.is_complex.any()
    assert not classes.is_complex.all()
    assert set(classes.borderline) <= set(TABLE.items)
