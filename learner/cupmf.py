"""CUPMF: scores, mastery and the Q matrix factorised about what a convolution reads."""

from dataclasses import dataclass, field

import numpy as np

from learner.cells import require_answers
from learner.convolution import Network
from learner.dina_estimator import DinaEstimator
from learner.errors import ChoiceError
from learner.estimators import Diagnoser, Estimator
from learner.joint import (
    PAPER,
    WHOLE,
    Descent,
    Weights,
    draw_factors,
    fold_learners,
    gather,
)
from learner.logistic import squash
from learner.out_of_fold import fit_diagnoser
from learner.reading import Reader, Run, read_all, start_reading
from learner.responses import Asked, FloatArray, Responses
from learner.streams import Stream
from learner.watch import set_watch
from learner.words import Bank


@dataclass(frozen=True, slots=True)
class Cupmf:
    """Factors of items and skills, and the network that reads questions.

    Attributes:
        diagnosis: what judges the mastery that is factorised.
        items: ``(N, p)``; of an item that nobody answered near what the network reads.
        skills: ``(K, p)``.
        network: what reads.
        bank: the questions as it reads them.
        weights: of the energy (:mod:`learner.joint`).
        complete: whether cells without mastery or need count too.
        descent: how a learner's factors are found, the others fixed.
        trace: energy after each epoch of the fit.

    Source:
        Zhou, Journal of Healthcare Engineering 2022, article 5776341; the network after Kim et al.,
        "Convolutional matrix factorization for document context-aware recommendation", 2016.
    """

    diagnosis: Diagnoser
    items: FloatArray
    skills: FloatArray
    network: Network
    bank: Bank
    weights: Weights
    complete: bool
    descent: Descent
    trace: FloatArray

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        """Return ``(R,)`` P(right answer)."""
        learners = self.fold(seen)
        return squash((learners[asked.learner] * self.items[asked.item]).sum(axis=1))

    def mastery(self, seen: Responses) -> FloatArray:
        """Return ``(M, K)`` P(skill) as factorised; 1/2 of a skill that no item needs."""
        return np.where(seen.q.any(axis=0), squash(self.fold(seen) @ self.skills.T), 0.5)

    def fold(self, seen: Responses) -> FloatArray:
        """Return ``(M, p)`` factors of learners."""
        known = gather(seen, self.diagnosis.mastery(seen), self.complete)
        return fold_learners(known, self.items, self.skills, self.weights, self.descent)

    def read_items(self) -> FloatArray:
        """Return ``(N, p)`` what the network reads out of the questions."""
        return read_all(self.network, self.bank)


@dataclass(frozen=True, slots=True)
class CupmfEstimator:
    """How it is fitted; the defaults are the paper's.

    Attributes:
        weights: of the energy.
        factors: p.
        descent: how far down.
        complete: false: only skills mastered and needed are fitted, as in the paper; true: every
            cell, a mastery by how sure it is.
        reader: of the questions.
        diagnosis: of skills.
    """

    weights: Weights = PAPER
    factors: int = 10
    descent: Descent = WHOLE
    complete: bool = False
    reader: Reader = field(default_factory=Reader)
    diagnosis: Estimator = field(default_factory=DinaEstimator)
    name: str = "CUPMF"

    def __post_init__(self) -> None:
        if self.factors < 1 or self.descent.parts < 1 or not 0 <= self.reader.dropout < 1:
            raise ChoiceError(f"{self.name}: expected factors and parts of 1 or more, found {self}")

    def fit(self, seen: Responses, seed: int) -> Cupmf:
        """Return the fitted model; without texts every question reads alike.

        Raises:
            ScoresError: no answer at all.
            ChoiceError: an unknown part of a question.
        """
        require_answers(seen)
        watching = np.random.default_rng([seed, Stream.WATCH])
        left, watch = set_watch(seen, self.descent.patience, watching)
        diagnosis = fit_diagnoser(self.diagnosis, left, seed)
        known = gather(left, diagnosis.mastery(left), self.complete)
        bank, network = start_reading(self.reader, seen, self.factors, seed)
        rng = np.random.default_rng([seed, Stream.START])
        factors = draw_factors((*seen.scores.shape, seen.q.shape[1]), self.factors, rng)
        run = Run(self.weights, self.descent, self.reader, bank, factors, network)
        descent, trace = run.descend(known, watch, seed)
        return Cupmf(
            diagnosis,
            factors.items,
            factors.skills,
            network,
            bank,
            self.weights,
            self.complete,
            descent,
            trace,
        )


def list_cupmf_grid(reader: Reader) -> tuple[CupmfEstimator, ...]:
    """Return what the tuned version is chosen from."""
    return tuple(
        CupmfEstimator(
            Weights(1.0, 0.5, held, held, items, 0.001),
            descent=Descent(epochs),
            reader=reader,
            name=f"CUPMF {held:g} {items:g} {epochs}",
        )
        for held in (0.1, 0.5)
        for items in (0.1, 0.5)
        for epochs in (40, 160)
    )
