"""All models in the same trials: the same splits, seeds, learners resampled."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import process_time

import numpy as np
from numpy.typing import NDArray

from evaluation.answer_sets import AnswerSet
from evaluation.errors import ComparisonError
from evaluation.results import Result, load_result, save_result
from evaluation.trials import Split, Trial, make_trial
from evaluation.verdicts import judge
from learner.difficulty import Sense, classify_items, list_borderline, measure_difficulty
from learner.errors import DiagnosisError
from learner.estimators import Estimator, Fitted, Foreseer
from learner.selection import Chosen
from metrics.intervals import draw_resamples

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
RESAMPLES = 2_000
_RESAMPLE_SEED = 6006
_PROTOCOL = 2  # to be raised when trials or figures change, so that kept results are made anew


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared on what.

    Attributes:
        answers: the set.
        models: with names of their own.
        splits: how answers are held out.
        seeds: of the splits and the fits.
        sense: of difficulty, which parts simple items from complex ones.
        resamples: of learners, for the intervals.
    """

    answers: AnswerSet
    models: tuple[Estimator, ...]
    splits: tuple[Split, ...]
    seeds: tuple[int, ...] = (1, 2, 3)
    sense: Sense = "wrong_rate"
    resamples: int = RESAMPLES

    def __post_init__(self) -> None:
        names = [model.name for model in self.models]
        if not names or len(set(names)) < len(names):
            raise ComparisonError(f"models: expected one or more of different names, found {names}")
        if not self.splits or not self.seeds:
            raise ComparisonError("expected a split and a seed, found none")

    @property
    def trials(self) -> int:
        """How many results there will be."""
        return len(self.models) * len(self.splits) * len(self.seeds)


@dataclass(frozen=True, slots=True)
class ItemClasses:
    """Which items are complex on all answers, so that no split turns a class.

    Attributes:
        difficulty: ``(N,)`` shrunk share of wrong answers.
        is_complex: ``(N,)``.
        borderline: names of the items whose class another sample may turn.
    """

    difficulty: FloatArray
    is_complex: BoolArray
    borderline: tuple[str, ...]


def class_items(answers: AnswerSet, sense: Sense) -> ItemClasses:
    """Return the classes of the items of a set."""
    told = answers.responses
    difficulty = measure_difficulty(told)
    near = list_borderline(difficulty, told.answered.sum(axis=0), sense)
    names = tuple(answers.items[item] for item in near)
    return ItemClasses(difficulty, classify_items(difficulty, sense), names)


def run_comparison(
    comparison: Comparison, folder: Path | None = None, fresh: bool = False
) -> Iterator[Result]:
    """Yield one result a trial, split by split and seed by seed.

    What ``folder`` keeps of the same answers and settings is not done again, unless ``fresh``;
    what is new is kept.
    """
    answers = comparison.answers
    court = _Court(
        comparison,
        class_items(answers, comparison.sense).is_complex,
        draw_resamples(len(answers.learners), comparison.resamples, _RESAMPLE_SEED),
        None if folder is None else folder / answers.digest,
        fresh,
    )
    for split in comparison.splits:
        for seed in comparison.seeds:
            yield from court.hear(split, seed)


@dataclass(frozen=True, slots=True)
class _Court:
    """What all trials share: ``(N,)`` classes, ``(B, M)`` resamples, where results are kept."""

    comparison: Comparison
    is_complex: BoolArray
    resamples: FloatArray
    place: Path | None
    fresh: bool

    def hear(self, split: Split, seed: int) -> Iterator[Result]:
        """Yield the results of all models; the answers are parted only if something is new."""
        trial: Trial | None = None
        for model in self.comparison.models:
            kept = self._load(model, split, seed)
            if kept is None:
                trial = trial or make_trial(self.comparison.answers, split, seed)
                kept = self._try(model, trial, split, seed)
                if self.place is not None:
                    save_result(self.place, kept)
            yield kept

    def _load(self, model: Estimator, split: Split, seed: int) -> Result | None:
        if self.place is None or self.fresh:
            return None
        return load_result(self.place, model.name, split.name, seed, self._describe(model))

    def _describe(self, model: Estimator) -> str:
        told = f"{model!r} {self.comparison.sense} {self.comparison.resamples} {_PROTOCOL}"
        return sha256(told.encode()).hexdigest()[:16]

    def _try(self, model: Estimator, trial: Trial, split: Split, seed: int) -> Result:
        """Fit, predict and judge; a refusal is a result."""
        start, verdict, refused, note = process_time(), None, "", ""
        try:
            fitted = model.fit(trial.fit, seed)
            chances = _foretell(fitted, trial)
            note = _describe_choice(fitted)
        except DiagnosisError as error:
            refused = str(error)
        seconds = process_time() - start
        if not refused:
            _check_chances(model.name, chances)
            verdict = judge(trial, chances, self.is_complex, self.resamples)
        return Result(
            model=model.name,
            split=split.name,
            seed=seed,
            settings=self._describe(model),
            seconds=seconds,
            answers=len(trial.right),
            left_out=trial.left_out,
            verdict=verdict,
            refused=refused,
            note=note,
        )


def _foretell(fitted: Fitted, trial: Trial) -> FloatArray:
    """Return ``(R,)`` chances; a model of forgetting knows what was practised until each day."""
    if trial.practice is not None and isinstance(fitted, Foreseer):
        return fitted.foresee(trial.seen, trial.asked, trial.practice)
    return fitted.predict(trial.seen, trial.asked)


def _describe_choice(fitted: Fitted) -> str:
    """Return what validation chose and how far ahead it was; empty of a model without a choice."""
    if not isinstance(fitted, Chosen):
        return ""
    told = fitted.choice
    return f"{told.winner}, ahead by {told.margin:.4f} (standard error {told.error:.4f})"


def _check_chances(name: str, chances: FloatArray) -> None:
    wrong = ~((chances >= 0.0) & (chances <= 1.0))
    if wrong.any():
        raise ComparisonError(f"{name}: expected chances in [0, 1], found {chances[wrong][0]}")
