"""Times and accuracies of the diagnosis on real answers, for ``make bench``."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from learner.dina import fit_dina, posterior, predict
from learner.maximisation import Method
from learner.squarem import Stop
from metrics.classification import measure_auc

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]

PRODUCT = Stop()
CONVERGED = Stop(relative=0.0, absolute=1e-6, iterations=5_000)
SEEDS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """A complete answer table: ``(M, N)`` scores and the ``(N, K)`` Q matrix."""

    scores: FloatArray
    q: BoolArray


@dataclass(frozen=True, slots=True)
class FitMeasure:
    """One way to fit: what it reaches, in how many EM steps, in how many milliseconds."""

    log_likelihood: float
    iterations: int
    best_ms: float
    median_ms: float


@dataclass(frozen=True, slots=True)
class FrcsubMeasure:
    """DINA on fraction subtraction, 536 learners, 20 items, 8 skills, Q matrix of the package.

    Attributes:
        ml: maximum likelihood, until a plain EM step gains 1e-6; the reference is -4402.2877.
        ml_product: the same with the product's stop.
        map_product: what the product fits.
        auc: mean area under the curve on 20 % of the cells held out, seeds 1 to 3, MAP.
    """

    ml: FitMeasure
    ml_product: FitMeasure
    map_product: FitMeasure
    auc: float


def read_rda(path: Path) -> FloatArray:
    """Return the one table of numbers in an R data file.

    Raises:
        ValueError: the file holds no such table, or several.
    """
    rdata = import_module("rdata")  # for tests and benchmarks only: no dependency of the product
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Missing constructor for R class")
        objects = rdata.read_rda(path)
    if len(objects) != 1:
        raise ValueError(f"{path}: expected one table, found {sorted(objects)}")
    [table] = objects.values()
    return np.asarray(table, dtype=np.float64)


def read_frcsub(folder: Path) -> AnswerTable:
    """Return fraction subtraction from the R package edmdata, its folder given."""
    scores = read_rda(folder / "data" / "items_fractions.rda")
    return AnswerTable(scores, read_rda(folder / "data" / "qmatrix_fractions.rda") > 0)


def measure_frcsub(folder: Path, repeats: int = 30) -> FrcsubMeasure:
    """Fit fraction subtraction from ``folder`` in every way, each ``repeats`` times."""
    table = read_frcsub(folder)
    return FrcsubMeasure(
        measure_fit(table, "ml", CONVERGED, repeats),
        measure_fit(table, "ml", PRODUCT, repeats),
        measure_fit(table, "map", PRODUCT, repeats),
        float(np.mean([measure_held_out(table, seed) for seed in SEEDS])),
    )


def measure_fit(table: AnswerTable, method: Method, stop: Stop, repeats: int) -> FitMeasure:
    """Fit once to warm up, then ``repeats`` times with the clock; unions and merging included."""
    everything = np.ones(table.scores.shape, dtype=np.bool_)
    model = fit_dina(table.scores, everything, table.q, method=method, stop=stop)
    times = [
        _time(lambda: fit_dina(table.scores, everything, table.q, method=method, stop=stop))
        for _ in range(repeats)
    ]
    return FitMeasure(model.log_likelihood, model.iterations, min(times), median(times))


def measure_held_out(table: AnswerTable, seed: int) -> float:
    """Return the area under the curve on a random fifth of the cells, fitted on the others."""
    kept = np.random.default_rng(seed).random(table.scores.shape) >= 0.2
    model = fit_dina(table.scores, kept, table.q)
    chances = predict(model, posterior(model, table.scores, kept))
    return measure_auc(chances[~kept], table.scores[~kept] > 0.5)


def _time(work: Callable[[], object]) -> float:
    """Return how long the work takes, in milliseconds."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1e3
