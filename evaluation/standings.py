"""What the results of a comparison come to: figures over seeds with intervals, and differences."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.results import Result
from evaluation.verdicts import FIGURES, PARTS, Verdict
from metrics.calibration import CalibrationBin
from metrics.intervals import bound_draws

FloatArray = NDArray[np.float64]
EVERYTHING = "everything"
Place = tuple[str, str]
"""Model and split."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over seeds, and between which values 95 % of the resamples of learners have it."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Standing:
    """A model in a split.

    Attributes:
        model: its name.
        split: its name.
        seeds: how many its means are over.
        seconds: mean CPU time of fit and prediction.
        answers: mean count of those asked, ``left_out`` beside them.
        estimates: in the order of ``FIGURES``; none where the model refused.
        bins: of calibration, all seeds together.
        people: mean count of people with something recommended or true, by ``PARTS``.
        without_truth: of those the mean count with nothing true, by ``PARTS``.
        refused: why, where it did.
    """

    model: str
    split: str
    seeds: int
    seconds: float
    answers: float
    left_out: float
    estimates: tuple[Estimate, ...]
    bins: tuple[CalibrationBin, ...] = ()
    people: tuple[float, ...] = ()
    without_truth: tuple[float, ...] = ()
    refused: str = ""

    def get(self, figure: str) -> Estimate:
        """Return an estimate by the name of its figure; NaN where the model refused."""
        if not self.estimates:
            return Estimate(*[float("nan")] * 3)
        return self.estimates[FIGURES.index(figure)]


@dataclass(frozen=True, slots=True)
class Lead:
    """By how much the best of a split is ahead of another; above 0 means ahead."""

    split: str
    figure: str
    best: str
    other: str
    by: Estimate


@dataclass(frozen=True, slots=True)
class Boast:
    """In how many cells recommending everything beats every model.

    Attributes:
        convention: figure that is compared.
        won: cells of it.
        cells: splits and parts that were compared.
    """

    convention: str
    won: int
    cells: int


def gather_standings(results: Iterable[Result]) -> list[Standing]:
    """Return one standing a model and split, in the order of the results."""
    grouped = group_results(results)
    return [_stand(model, split, told) for (model, split), told in grouped.items()]


def tell_estimate(estimate: Estimate) -> dict[str, float | None]:
    """Return an estimate by names, for programs: what could not be measured is None."""
    return {name: None if math.isnan(value) else value for name, value in asdict(estimate).items()}


def group_results(results: Iterable[Result]) -> dict[Place, list[Result]]:
    """Return results by model and split."""
    grouped: dict[Place, list[Result]] = defaultdict(list)
    for result in results:
        grouped[result.model, result.split].append(result)
    return dict(grouped)


def list_leads(
    results: Sequence[Result], figure: str = "log_loss", lower_is_better: bool = True
) -> list[Lead]:
    """Return how far the best model of each split is ahead of each other, the nearest first.

    The same learners are resampled for both, so that what the learners have in common cancels out.
    """
    grouped, leads = group_results(results), list[Lead]()
    for split in dict.fromkeys(result.split for result in results):
        told = {
            model: _average(verdicts)
            for (model, at), group in grouped.items()
            if at == split and (verdicts := _list_verdicts(group))
        }
        leads += _lead(split, figure, told, -1.0 if lower_is_better else 1.0)
    return leads


def count_boasts(standings: Sequence[Standing]) -> list[Boast]:
    """Return how often recommending everything has the best F1 of all, by convention.

    Cells are the splits, each with simple and complex items, where there are any.
    """
    told = [one for one in standings if one.estimates and one.model != "random"]
    splits = dict.fromkeys(one.split for one in told)
    boasts = []
    for convention in ("f1", "macro_f1", "macro_f1_with_zeros"):
        cells = [
            {one.model: one.get(f"{convention}_{part}").value for one in told if one.split == split}
            for split in splits
            for part in PARTS[1:]
        ]
        sound = [
            cell
            for cell in cells
            if len(cell) > 1 and not math.isnan(cell.get(EVERYTHING, math.nan))
        ]
        won = [cell for cell in sound if _is_best(EVERYTHING, cell)]
        boasts.append(Boast(convention, len(won), len(sound)))
    return boasts


def _is_best(name: str, cell: dict[str, float]) -> bool:
    return all(cell[name] > value for other, value in cell.items() if other != name)


def _stand(model: str, split: str, results: Sequence[Result]) -> Standing:
    verdicts = _list_verdicts(results)
    refused = next((result.refused for result in results if result.refused), "")
    counts = np.array([verdict.counts for verdict in verdicts]).reshape(-1, len(PARTS), 2)
    people, without = counts.mean(axis=0).T if verdicts else np.zeros((2, 0))
    return Standing(
        model=model,
        split=split,
        seeds=len(results),
        seconds=float(np.mean([result.seconds for result in results])),
        answers=float(np.mean([result.answers for result in results])),
        left_out=float(np.mean([result.left_out for result in results])),
        estimates=() if refused else _estimate(*_average(verdicts)),
        bins=_merge_bins(verdicts),
        people=tuple(people.tolist()),
        without_truth=tuple(without.tolist()),
        refused=refused,
    )


def _list_verdicts(results: Sequence[Result]) -> list[Verdict]:
    """Return the verdicts, none if one of the results is a refusal."""
    verdicts = [result.verdict for result in results if result.verdict is not None]
    return verdicts if len(verdicts) == len(results) else []


def _average(verdicts: Sequence[Verdict]) -> tuple[FloatArray, FloatArray]:
    """Return ``(F,)`` values and ``(B, F)`` draws, means over seeds."""
    return (
        np.mean([verdict.values for verdict in verdicts], axis=0),
        np.mean([verdict.draws for verdict in verdicts], axis=0),
    )


def _estimate(values: FloatArray, draws: FloatArray) -> tuple[Estimate, ...]:
    return tuple(
        Estimate(float(value), *bound_draws(drawn))
        for value, drawn in zip(values, draws.T, strict=True)
    )


def _lead(
    split: str, figure: str, told: dict[str, tuple[FloatArray, FloatArray]], sign: float
) -> list[Lead]:
    at = FIGURES.index(figure)
    if not told:
        return []
    best = max(told, key=lambda model: sign * told[model][0][at])
    leads = [
        Lead(split, figure, best, other, Estimate(float(sign * (values[at])), *bound_draws(drawn)))
        for other in told
        if other != best
        for values, drawn in [
            (told[best][0] - told[other][0], sign * (told[best][1] - told[other][1])[:, at])
        ]
    ]
    return sorted(leads, key=lambda lead: lead.by.value)


def _merge_bins(verdicts: Sequence[Verdict]) -> tuple[CalibrationBin, ...]:
    """Return the bins of all seeds, the first with the first and so on."""
    if not verdicts:
        return ()
    merged = []
    for bins in zip(*(verdict.bins for verdict in verdicts), strict=False):
        count = sum(one.count for one in bins)
        chance = sum(one.count * one.chance for one in bins) / count
        share = sum(one.count * one.share for one in bins) / count
        merged.append(CalibrationBin(count, chance, share))
    return tuple(merged)
