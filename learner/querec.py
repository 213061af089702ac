"""QueRec: unified probabilistic matrix factorisation of scores, mastery and the Q matrix."""

from dataclasses import dataclass, field, replace

import numpy as np

from learner.adam import Adam
from learner.cells import require_answers
from learner.dina_estimator import DinaEstimator
from learner.errors import ChoiceError
from learner.estimators import Diagnoser, Estimator
from learner.joint import (
    PAPER,
    WHOLE,
    Descent,
    Factors,
    Known,
    Weights,
    draw_factors,
    draw_parts,
    fold_learners,
    gather,
    measure_energy,
)
from learner.logistic import squash
from learner.out_of_fold import fit_diagnoser
from learner.responses import Asked, FloatArray, Responses
from learner.streams import Stream
from learner.watch import Watch, set_watch


@dataclass(frozen=True, slots=True)
class QueRec:
    """Factors of items and skills.

    Attributes:
        diagnosis: what judges the mastery that is factorised.
        items: ``(N, p)``.
        skills: ``(K, p)``.
        weights: of the energy (:mod:`learner.joint`).
        complete: whether cells without mastery or need count too.
        descent: how a learner's factors are found, the others fixed.
        trace: energy after each epoch of the fit.

    Source:
        Li, Liu, Xu and Lin, "Personalized test question recommendation based on unified
        probabilistic matrix factorization", Journal of Computer Applications, 2018.
    """

    diagnosis: Diagnoser
    items: FloatArray
    skills: FloatArray
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


@dataclass(frozen=True, slots=True)
class QueRecEstimator:
    """How it is fitted; the defaults are the paper's.

    Attributes:
        weights: of the energy.
        factors: p.
        descent: how far down.
        complete: false: only skills mastered and needed are fitted, as in the paper; true: every
            cell, a mastery by how sure it is.
        diagnosis: of skills.
    """

    weights: Weights = PAPER
    factors: int = 10
    descent: Descent = WHOLE
    complete: bool = False
    diagnosis: Estimator = field(default_factory=DinaEstimator)
    name: str = "QueRec"

    def __post_init__(self) -> None:
        if self.factors < 1 or self.descent.parts < 1:
            raise ChoiceError(f"{self.name}: expected factors and parts of 1 or more, found {self}")

    def fit(self, seen: Responses, seed: int) -> QueRec:
        """Return the fitted model.

        Raises:
            ScoresError: no answer at all.
        """
        require_answers(seen)
        watching = np.random.default_rng([seed, Stream.WATCH])
        left, watch = set_watch(seen, self.descent.patience, watching)
        diagnosis = fit_diagnoser(self.diagnosis, left, seed)
        known = gather(left, diagnosis.mastery(left), self.complete)
        rng = np.random.default_rng([seed, Stream.START])
        factors = draw_factors((*seen.scores.shape, seen.q.shape[1]), self.factors, rng)
        descent, trace = self._descend(known, watch, factors, seed)
        return QueRec(
            diagnosis,
            factors.items,
            factors.skills,
            self.weights,
            self.complete,
            descent,
            trace,
        )

    def _descend(
        self, known: Known, watch: Watch, factors: Factors, seed: int
    ) -> tuple[Descent, FloatArray]:
        """Move the factors down; return how far, and the energy of each epoch."""
        how, trace = self.descent, list[float]()
        adam, flat = Adam(how.rate), np.zeros_like(factors.items)
        rng = np.random.default_rng([seed, Stream.BATCHES])
        while len(trace) < how.epochs:
            energies = []
            for part in draw_parts(known, how.parts, rng):
                energy, slopes = measure_energy(part, factors, flat, self.weights, 1 / how.parts)
                adam.step(factors.arrays, slopes.arrays)
                energies.append(energy)
            trace.append(sum(energies))
            if not watch.goes_on(factors, factors.arrays):
                break
        watch.restore(factors.arrays)
        return replace(how, epochs=watch.epochs), np.array(trace, dtype=np.float64)


def list_querec_grid() -> tuple[QueRecEstimator, ...]:
    """Return what the tuned version is chosen from."""
    return tuple(
        QueRecEstimator(
            Weights(mastery, needs, held, held, held),
            descent=Descent(epochs),
            name=f"QueRec {held:g} {mastery:g} {needs:g} {epochs}",
        )
        for held in (0.02, 0.1, 0.5, 1.0)
        for mastery, needs in ((1.0, 0.5), (0.1, 0.05))
        for epochs in (40, 160)
    )
