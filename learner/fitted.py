"""The fitted diagnosis: blocks with their models and how fast is forgotten, kept and loaded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.models import get_newest_version, load_arrays, save_model
from graph.store import Store
from learner import dina, mean_field
from learner.adaptive import Prospect, foresee, foresee_apart
from learner.answer_sheets import AnswerSheet, ByQuestion, fill_sheet
from learner.blocks import QBlock
from learner.dina import Dina, fit_dina
from learner.errors import NotFittedError, UnionsError
from learner.forgetting import NEVER, Forgetting
from learner.mean_field import MeanField, fit_mean_field

KIND = "dina"
_SHARED = ("q", "slip", "guess", "prior")
_EXACT = ("unions", "shares")
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Model = Dina | MeanField


@dataclass(frozen=True, slots=True)
class FittedBlock:
    """A part of the Q matrix with the model that was fitted to its answers."""

    block: QBlock
    model: Model

    def master(self, scores: Floats, answered: Bools) -> dina.Mastery:
        """Return what ``(M, N)`` answers say about each point."""
        if isinstance(self.model, Dina):
            return dina.mastery(self.model, scores, answered)
        return mean_field.mastery(self.model, scores, answered)

    def enable(self, scores: Floats, answered: Bools) -> Floats:
        """Return ``(M, N)`` P(the learner has every point that the question needs)."""
        model = self.model
        if isinstance(model, Dina):
            return np.asarray(dina.posterior(model, scores, answered) @ model.needs.T)
        known = mean_field.mastery(model, scores, answered).probability
        return np.asarray(np.where(model.q, known[:, None, :], 1.0).prod(axis=2))

    def foresee(self, scores: Floats, answered: Bools) -> Prospect:
        """Return what each question would tell of one learner, of ``(1, N)`` answers."""
        if isinstance(self.model, Dina):
            return foresee(self.model, dina.posterior(self.model, scores, answered)[0])
        known = mean_field.mastery(self.model, scores, answered).probability[0]
        return foresee_apart(self.model, known)


@dataclass(frozen=True, slots=True)
class FittedDiagnosis:
    """Everything that judges a learner without the other learners' answers."""

    version: str
    blocks: tuple[FittedBlock, ...]
    forgetting: Forgetting


def fit_blocks(blocks: Sequence[QBlock], answers: ByQuestion) -> tuple[FittedBlock, ...]:
    """Fit the blocks in which somebody answered something."""
    sheets = [(block, fill_sheet(block, answers)) for block in blocks]
    return tuple(fit_block(block, sheet) for block, sheet in sheets if sheet.learners)


def fit_block(block: QBlock, sheet: AnswerSheet) -> FittedBlock:
    """Fit a block, exactly where its groups of classes fit into memory."""
    try:
        return FittedBlock(block, fit_dina(sheet.scores, sheet.answered, block.q))
    except UnionsError:
        return FittedBlock(block, fit_mean_field(sheet.scores, sheet.answered, block.q))


def keep_diagnosis(
    store: Store, home: Path, blocks: tuple[FittedBlock, ...], forgetting: Forgetting
) -> FittedDiagnosis:
    """Keep a fitted diagnosis under its version."""
    total = sum_log_likelihood(blocks)
    metrics = {"log_likelihood": round(total, 6), "delta": forgetting.delta}
    version = save_model(store, home, KIND, _pack(blocks, forgetting), metrics)
    return FittedDiagnosis(version, blocks, forgetting)


def load_diagnosis(store: Store, home: Path) -> FittedDiagnosis:
    """Return the diagnosis fitted last; its file is read once a process.

    Raises:
        NotFittedError: none was fitted yet.
        ModelFileError: the model's file is absent or damaged.
    """
    version = get_newest_version(store, KIND)
    if version is None:
        raise NotFittedError(
            "diagnosis: expected a model fitted by `journeyman learners diagnose`, found none"
        )
    return _load(home.resolve(), version)


def sum_log_likelihood(blocks: tuple[FittedBlock, ...]) -> float:
    """Return the log-likelihood summed over the exact blocks."""
    return float(sum(b.model.log_likelihood for b in blocks if isinstance(b.model, Dina)))


@lru_cache(maxsize=8)
def _load(home: Path, version: str) -> FittedDiagnosis:
    arrays = load_arrays(home, KIND, version)
    numbers = sorted({int(name.split("/")[0]) for name in arrays if name != "forgetting"})
    constants = arrays.get("forgetting")
    forgetting = NEVER if constants is None else Forgetting(*(float(each) for each in constants))
    return FittedDiagnosis(version, tuple(_unpack(arrays, n) for n in numbers), forgetting)


def _pack(
    blocks: tuple[FittedBlock, ...], forgetting: Forgetting
) -> dict[str, NDArray[np.generic]]:
    """Return all blocks and their models as named arrays."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for number, each in enumerate(blocks):
        arrays[f"{number}/questions"] = np.array(each.block.questions)
        arrays[f"{number}/points"] = np.array(each.block.points)
        names = (*_SHARED, *_EXACT) if isinstance(each.model, Dina) else _SHARED
        arrays |= {f"{number}/{name}": getattr(each.model, name) for name in names}
    arrays["forgetting"] = np.array([forgetting.tau, forgetting.delta, forgetting.gamma])
    return arrays


def _unpack(arrays: Mapping[str, NDArray[Any]], number: int) -> FittedBlock:
    shared: dict[str, Any] = {name: arrays[f"{number}/{name}"] for name in _SHARED}
    exact: dict[str, Any] = {
        name: arrays[f"{number}/{name}"] for name in _EXACT if f"{number}/{name}" in arrays
    }
    model: Model = Dina(**shared, **exact) if exact else MeanField(**shared)
    questions, points = (
        tuple(str(name) for name in arrays[f"{number}/{kind}"]) for kind in ("questions", "points")
    )
    return FittedBlock(QBlock(questions, points, model.q), model)
