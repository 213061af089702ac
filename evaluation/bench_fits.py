"""Times of the diagnosis on made answers of several shapes, for ``make bench-diagnosis``."""

from collections.abc import Callable
from dataclasses import dataclass
from resource import RUSAGE_SELF, getrusage
from statistics import median
from time import process_time

import numpy as np
from numpy.typing import NDArray

from evaluation.answer_shapes import SIXTY_SEVEN_SKILLS, Shape, count_groups, make_answers
from learner.dina import Dina, fit_dina
from learner.maximisation import Method
from learner.mean_field import fit_mean_field
from learner.mean_field import mastery as judge_skills
from learner.squarem import Stop

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]

PRODUCT = Stop()


@dataclass(frozen=True, slots=True)
class Row:
    """A figure, what was measured, and what is asked for."""

    what: str
    measured: str
    asked: str = ""


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


def measure_fit(table: AnswerTable, method: Method, stop: Stop, repeats: int) -> FitMeasure:
    """Fit once to warm up, then ``repeats`` times with the clock; unions and merging included."""
    everything = np.ones(table.scores.shape, dtype=np.bool_)
    model = fit_dina(table.scores, everything, table.q, method=method, stop=stop)
    times = [
        time_ms(lambda: fit_dina(table.scores, everything, table.q, method=method, stop=stop))
        for _ in range(repeats)
    ]
    return FitMeasure(model.log_likelihood, model.iterations, min(times), median(times))


def measure_shape(shape: Shape, repeats: int, most: str) -> list[Row]:
    """Fit made answers with the product's stop; compare the likelihood with that of all classes."""
    made = make_answers(shape)
    table = AnswerTable(made.scores, made.q)
    found = measure_fit(table, "map", PRODUCT, repeats)
    model = fit_dina(made.scores, made.answered, made.q)
    name = f"{shape.learners:,} x {shape.items} x {shape.skills}, {count_groups(made.q):,} groups"
    off = abs(sum_all_classes(model, made.scores[:100]) - sum_groups(model, made.scores[:100]))
    return [
        Row(f"{name}: fit", f"{found.best_ms / 1e3:.3f} s", most),
        Row(
            f"{name}: likelihood off that of all {1 << shape.skills:,} classes",
            f"{off:.1e}",
            "1e-9",
        ),
    ]


def sum_groups(model: Dina, scores: FloatArray) -> float:
    """Return the log-likelihood of complete answers by the groups of classes."""
    gates = np.array([(model.unions | ~row).all(axis=1) for row in model.q])
    return _sum_classes(model, gates, model.prior, scores)


def sum_all_classes(model: Dina, scores: FloatArray) -> float:
    """Return the log-likelihood of complete answers by all ``2 ** K`` classes, one by one.

    A group's share is divided evenly among its members, which are found by their gates.
    """
    skills = model.q.shape[1]
    classes = (np.arange(1 << skills)[:, None] >> np.arange(skills) & 1).astype(np.bool_)
    gates = (~classes).astype(np.float64) @ model.q.T == 0.0
    passed = np.asarray((model.unions[:, None, :] | ~model.q).all(axis=2))
    place = {row.tobytes(): number for number, row in enumerate(passed)}
    group = np.array([place[row.tobytes()] for row in gates])
    prior = model.prior[group] / np.bincount(group)[group]
    return _sum_classes(model, gates.T, prior, scores)


def measure_large() -> list[Row]:
    """Fit and judge 364,317 answers by mean field."""
    made = make_answers(SIXTY_SEVEN_SKILLS)
    started = process_time()
    model = fit_mean_field(made.scores, made.answered, made.q)
    found = judge_skills(model, made.scores, made.answered)
    seconds = process_time() - started
    accuracy = ((found.probability > 0.5) == made.held).mean()
    peak = getrusage(RUSAGE_SELF).ru_maxrss / (1 << 20)
    return [
        Row("326 x 5,683 x 67, 364,317 answers: fitted and diagnosed", f"{seconds:.1f} s", "30 s"),
        Row("the most memory of this process", f"{peak:.2f} GB", "2 GB"),
        Row("skills judged rightly", f"{accuracy:.4f}"),
    ]


def _sum_classes(model: Dina, gates: BoolArray, prior: FloatArray, scores: FloatArray) -> float:
    chance = np.where(gates, 1.0 - model.slip[:, None], model.guess[:, None])
    likely = scores @ np.log(chance) + (1.0 - scores) @ np.log1p(-chance)
    return float(np.log(np.exp(likely) @ prior).sum())


def time_ms(work: Callable[[], object]) -> float:
    """Return the CPU time that the work takes, in milliseconds."""
    start = process_time()
    work()
    return (process_time() - start) * 1e3
