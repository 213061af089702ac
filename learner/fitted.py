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
from learner.dina import Dina
from learner.dina_estimator import DinaEstimator
from learner.errors import NotFittedError
from learner.maximisation import Parameters
from learner.mean_field import MeanField, pass_softly
from learner.recall import Rows, judge_rows
from learner.recall_field import judge_rows_softly
from learner.responses import Responses
from learner.retention import NEVER, Forgetting
from learner.retrieval import fit_retrieval, make_rows

KIND = "dina"
_SHARED = ("q", "slip", "guess", "prior")
_EXACT = ("unions", "shares")
Floats = NDArray[np.float64]
Model = Dina | MeanField


@dataclass(frozen=True, slots=True)
class FittedBlock:
    """A part of the Q matrix with the model that was fitted to its answers.

    Without forgetting a learner is judged by the last answer to each question, by DINA; with it
    by all attempts in the order of time, by retrieval DINA, whether or not they have times: what
    is said of a learner hangs on nobody else's answers.
    """

    block: QBlock
    model: Model
    forgetting: Forgetting = NEVER

    @property
    def recalls(self) -> bool:
        """Whether all attempts are judged, not the last answers alone."""
        return self.forgetting.delta > 0.0

    def master(self, sheet: AnswerSheet) -> dina.Mastery:
        """Return what the answers of ``M`` learners say about each point."""
        model = self.model
        if not self.recalls:
            if isinstance(model, MeanField):
                return mean_field.mastery(model, sheet.scores, sheet.answered)
            return dina.mastery(model, sheet.scores, sheet.answered)
        evidence = self._count_attempts(sheet)
        if isinstance(model, MeanField):
            belief = judge_rows_softly(self._list_rows(sheet), model)[1]
            return mean_field.describe_belief(model.q, belief, evidence)
        belief = self.believe(sheet)
        doubt = belief @ model.undetermined
        return dina.Mastery(
            belief @ model.shares,
            model.unions[belief.argmax(axis=1)],
            evidence,
            (evidence > 0) & (doubt <= dina.DOUBT),
        )

    def enable(self, sheet: AnswerSheet) -> Floats:
        """Return ``(M, N)`` P(the learner has every point that the question needs)."""
        model = self.model
        if isinstance(model, Dina):
            return np.asarray(self.believe(sheet) @ model.needs.T)
        return pass_softly(model.q, self.master(sheet).probability)

    def foresee(self, sheet: AnswerSheet, kept: Floats | None = None) -> Prospect:
        """Return what each question would tell of the one learner of a sheet.

        ``kept`` is ``(N,)`` how much of its points is retained, by default all.
        """
        if isinstance(self.model, Dina):
            return foresee(self.model, self.believe(sheet)[0], kept)
        return foresee_apart(self.model, self.master(sheet).probability[0], kept)

    def believe(self, sheet: AnswerSheet) -> Floats:
        """Return ``(M, C)`` P(group) of an exact model."""
        model = self.model
        if not isinstance(model, Dina):
            raise TypeError("expected an exact model, found mean field")
        if not self.recalls:
            return dina.posterior(model, sheet.scores, sheet.answered)
        here = Parameters(model.slip, model.guess, model.prior)
        parts = judge_rows(self._list_rows(sheet), model.needs, here)
        return np.concatenate([belief for _, _, belief, _ in parts])

    def _count_attempts(self, sheet: AnswerSheet) -> NDArray[np.int64]:
        """Return ``(M, K)`` how many attempts bear on each point."""
        counts = np.zeros(sheet.scores.shape)
        np.add.at(counts, (sheet.attempts.learner, sheet.attempts.item), 1.0)
        return (counts @ self.block.q).astype(np.int64)

    def _list_rows(self, sheet: AnswerSheet) -> Rows:
        return make_rows(sheet.attempts, self.block.q, self.forgetting, len(sheet.scores))


@dataclass(frozen=True, slots=True)
class FittedDiagnosis:
    """Everything that judges a learner without the other learners' answers."""

    version: str
    blocks: tuple[FittedBlock, ...]
    forgetting: Forgetting


def fit_blocks(
    blocks: Sequence[QBlock], answers: ByQuestion, forgetting: Forgetting = NEVER
) -> tuple[FittedBlock, ...]:
    """Fit the blocks in which somebody answered something."""
    sheets = [(block, fill_sheet(block, answers)) for block in blocks]
    return tuple(fit_block(block, sheet, forgetting) for block, sheet in sheets if sheet.learners)


def fit_block(block: QBlock, sheet: AnswerSheet, forgetting: Forgetting = NEVER) -> FittedBlock:
    """Fit a block, exactly where its groups of classes fit into memory."""
    seen = Responses(sheet.scores, sheet.answered, block.q, sheet.attempts)
    if forgetting.delta > 0.0:
        found = fit_retrieval(seen, forgetting)
        return FittedBlock(block, found.dina, forgetting if found.timed else NEVER)
    return FittedBlock(block, DinaEstimator().fit(seen, 0))


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
    tau, delta, gamma = (1.0, 0.0, 0.0) if constants is None else map(float, constants)
    forgetting = Forgetting(tau, delta, gamma)
    blocks = tuple(_unpack(arrays, number, forgetting) for number in numbers)
    return FittedDiagnosis(version, blocks, forgetting)


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


def _unpack(arrays: Mapping[str, NDArray[Any]], number: int, forgetting: Forgetting) -> FittedBlock:
    shared: dict[str, Any] = {name: arrays[f"{number}/{name}"] for name in _SHARED}
    exact: dict[str, Any] = {
        name: arrays[f"{number}/{name}"] for name in _EXACT if f"{number}/{name}" in arrays
    }
    model: Model = Dina(**shared, **exact) if exact else MeanField(**shared)
    questions, points = (
        tuple(str(name) for name in arrays[f"{number}/{kind}"]) for kind in ("questions", "points")
    )
    return FittedBlock(QBlock(questions, points, model.q), model, forgetting)
