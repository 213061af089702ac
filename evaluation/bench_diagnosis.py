"""Times and accuracies of the diagnosis on real and made answers: ``make bench-diagnosis``.

Times are CPU time, with one thread where ``OPENBLAS_NUM_THREADS`` is 1, as the target has it.
"""

import os
import platform
import sys
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from time import process_time

import numpy as np
from numpy.typing import NDArray

from evaluation.answer_shapes import ELEVEN_SKILLS, SIXTEEN_SKILLS
from evaluation.bench_fits import (
    PRODUCT,
    AnswerTable,
    FitMeasure,
    Row,
    measure_fit,
    measure_large,
    measure_shape,
    sum_all_classes,
    time_ms,
)
from evaluation.bench_forgetting import measure_forgetting
from evaluation.peer_diagnosis import run_educdm
from learner.catalogue import SELECTED, STACK
from learner.dina import fit_dina, posterior, predict
from learner.dina_estimator import DinaEstimator, MeanFieldEstimator
from learner.dino import DinoEstimator
from learner.estimators import Estimator
from learner.gdina import GDinaEstimator
from learner.item_mean import ItemMeanEstimator
from learner.item_response import RaschEstimator, TwoParameterEstimator
from learner.latent_classes import LatentClassesEstimator
from learner.multidimensional import MultidimensionalEstimator
from learner.responses import ask_cells, make_responses
from learner.selection import Chosen
from learner.squarem import Stop
from metrics.classification import measure_auc

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]

CONVERGED = Stop(relative=0.0, absolute=1e-6, iterations=5_000)
SEEDS = (1, 2, 3)
DATA = Path(__file__).parents[2] / "shared" / "data" / "edmdata"
FAMILY: tuple[Estimator, ...] = (
    ItemMeanEstimator(),
    RaschEstimator(),
    TwoParameterEstimator(),
    MultidimensionalEstimator(3),
    LatentClassesEstimator(12),
    DinaEstimator(),
    MeanFieldEstimator(),
    DinoEstimator(),
    GDinaEstimator(),
)


@dataclass(frozen=True, slots=True)
class HeldOutMeasure:
    """A model on 20 % of the cells held out: means over the seeds, CPU seconds a fit."""

    name: str
    auc: float
    log_loss: float
    seconds: float


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


def measure_held_out(table: AnswerTable, seed: int) -> float:
    """Return the area under the curve on a random fifth of the cells, fitted on the others."""
    kept = np.random.default_rng(seed).random(table.scores.shape) >= 0.2
    model = fit_dina(table.scores, kept, table.q)
    chances = predict(model, posterior(model, table.scores, kept))
    return measure_auc(chances[~kept], table.scores[~kept] > 0.5)


def measure_model(table: AnswerTable, estimator: Estimator) -> HeldOutMeasure:
    """Fit to 80 % of the cells and judge the others, once a seed."""
    found = []
    for seed in SEEDS:
        kept = np.random.default_rng(seed).random(table.scores.shape) >= 0.2
        seen, started = make_responses(table.scores, kept, table.q), process_time()
        model = estimator.fit(seen, seed)
        seconds = process_time() - started
        chances, right = model.predict(seen, ask_cells(~kept)), table.scores[~kept] > 0.5
        told = np.clip(np.where(right, chances, 1.0 - chances), 1e-4, 1.0)
        found.append((measure_auc(chances, right), -np.log(told).mean(), seconds))
    auc, loss, seconds = np.mean(found, axis=0)
    return HeldOutMeasure(estimator.name, float(auc), float(loss), float(seconds))


def measure_educdm(table: AnswerTable) -> list[Row]:
    """Fit EduCDM's DINA and ours to the same cells; says so where it is absent."""
    theirs, ours, aucs = [], [], []
    for seed in SEEDS:
        kept = np.random.default_rng(seed).random(table.scores.shape) >= 0.2
        found = run_educdm(table.scores, kept, table.q)
        if found is None:
            return [Row("EduCDM 1.0.1, DINA by EM", "left out: .venv-educdm has no EduCDM")]
        fit = partial(fit_dina, table.scores, kept, table.q)
        theirs.append(found.seconds)
        ours.append(min(time_ms(fit) for _ in range(9)) / 1e3)
        aucs.append(measure_auc(found.chances[~kept], table.scores[~kept] > 0.5))
    slow, fast = min(theirs), float(np.mean(ours))
    times = f"{slow:.2f} s, ours {fast * 1e3:.1f} ms: {slow / fast:.0f} times"
    return [
        Row("EduCDM 1.0.1, DINA by EM: fit to 80 % of FrcSub", times, "100 times"),
        Row("EduCDM 1.0.1, DINA by EM: held-out AUC", f"{np.mean(aucs):.4f}"),
    ]


def main() -> None:
    """Measure everything and print the tables of docs/diagnosis-models.md."""
    load, rows = os.getloadavg()[0], []
    rows += measure_large()
    rows += measure_forgetting(300)
    rows += measure_shape(ELEVEN_SKILLS, 5, "0.25 s")
    rows += measure_shape(SIXTEEN_SKILLS, 3, "2.5 s")
    models = [Row("FrcSub", "left out: shared/data/edmdata is not there")]
    if DATA.is_dir():
        table, found = read_frcsub(DATA), measure_frcsub(DATA)
        rows = [*_tell_frcsub(found), measure_classes(table), *rows, *measure_educdm(table)]
        models = [_tell_model(measure_model(table, one)) for one in (*FAMILY, STACK, SELECTED)]
        models.append(Row("what is selected", ", ".join(name_winners(table)), ""))
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load {load:.1f} at the start"
    sys.stdout.write(f"{machine}\n\n{format_rows(rows, 'figure', 'measured', 'asked')}\n")
    sys.stdout.write(format_rows(models, "model", "AUC, log loss, seconds a fit", "AUC asked"))


def measure_classes(table: AnswerTable) -> Row:
    """Compare the likelihood of a fit with that of all classes, one by one."""
    everything = np.ones(table.scores.shape, dtype=np.bool_)
    model = fit_dina(table.scores, everything, table.q, method="ml", stop=CONVERGED)
    off = abs(sum_all_classes(model, table.scores) - model.log_likelihood)
    classes = 1 << table.q.shape[1]
    return Row(f"FrcSub: likelihood off that of all {classes} classes", f"{off:.1e}", "1e-9")


def name_winners(table: AnswerTable) -> list[str]:
    """Return what validation selects with each seed."""
    found = []
    for seed in SEEDS:
        kept = np.random.default_rng(seed).random(table.scores.shape) >= 0.2
        chosen: Chosen = SELECTED.fit(make_responses(table.scores, kept, table.q), seed)
        found.append(chosen.choice.winner)
    return found


def format_rows(rows: Sequence[Row], *titles: str) -> str:
    """Return a Markdown table."""
    lines = [titles, ("---",) * len(titles), *((row.what, row.measured, row.asked) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _tell_frcsub(found: FrcsubMeasure) -> list[Row]:
    reached, off = found.ml, abs(found.ml.log_likelihood + 4402.2877)
    return [
        Row("FrcSub, the product's stop", f"{found.map_product.best_ms:.1f} ms", "8 ms"),
        Row("FrcSub, ML to convergence", f"{reached.best_ms:.1f} ms", "40 ms"),
        Row("FrcSub, log-likelihood (ML)", f"{reached.log_likelihood:.4f}, off {off:.4f}", "0.005"),
    ]


def _tell_model(found: HeldOutMeasure) -> Row:
    asked = {"DINA": "0.906", SELECTED.name: "0.916", STACK.name: "0.916"}.get(found.name, "")
    measured = f"{found.auc:.4f}, {found.log_loss:.4f}, {found.seconds:.3f}"
    return Row(found.name, measured, asked)


if __name__ == "__main__":
    main()
