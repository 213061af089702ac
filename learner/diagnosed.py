"""The diagnosis that factor models take in: skills by DINA, mean field where groups explode."""

from dataclasses import dataclass

import numpy as np

from learner import dina, mean_field
from learner.cells import draw_folds, hold_out, require_answers
from learner.dina import Dina, fit_dina
from learner.errors import ChoiceError, UnionsError
from learner.estimators import Diagnoser, Estimator, Fitted
from learner.mean_field import MeanField, fit_mean_field
from learner.responses import Asked, FloatArray, Responses
from learner.streams import Stream


@dataclass(frozen=True, slots=True)
class Diagnosed:
    """A fitted DINA, or its mean field."""

    model: Dina | MeanField

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        """Return ``(R,)`` P(right answer)."""
        model = self.model
        if isinstance(model, Dina):
            belief = dina.posterior(model, seen.scores, seen.answered)
            return dina.predict(model, belief)[asked.learner, asked.item]
        found = mean_field.mastery(model, seen.scores, seen.answered)
        return mean_field.predict(model, found.probability)[asked.learner, asked.item]

    def mastery(self, seen: Responses) -> FloatArray:
        """Return ``(M, K)`` P(skill)."""
        if isinstance(self.model, Dina):
            return dina.mastery(self.model, seen.scores, seen.answered).probability
        return mean_field.mastery(self.model, seen.scores, seen.answered).probability


@dataclass(frozen=True, slots=True)
class DiagnosedEstimator:
    """DINA with the product's priors and stop."""

    name: str = "DINA"

    def fit(self, seen: Responses, seed: int) -> Diagnosed:  # noqa: ARG002
        """Return the fitted diagnosis; the seed changes nothing.

        Raises:
            DiagnosisError: no answer, or no table of them.
        """
        require_answers(seen)
        try:
            return Diagnosed(fit_dina(seen.scores, seen.answered, seen.q))
        except UnionsError:
            return Diagnosed(fit_mean_field(seen.scores, seen.answered, seen.q))


def fit_diagnoser(estimator: Estimator, seen: Responses, seed: int) -> Diagnoser:
    """Return a fitted model that judges skills.

    Raises:
        ChoiceError: the estimator's model judges none.
    """
    model = estimator.fit(seen, seed)
    if not isinstance(model, Diagnoser):
        raise ChoiceError(f"{estimator.name}: expected a model of skills, found {type(model)}")
    return model


def predict_out_of_fold(model: Fitted, seen: Responses, folds: int, seed: int) -> FloatArray:
    """Return ``(M, N)`` P(right answer) of the answered cells, each judged without its fold.

    The model is as it was fitted; its learners' posteriors leave the fold out. 0 elsewhere.
    """
    fold = draw_folds(seen, folds, np.random.default_rng([seed, Stream.FOLDS]))
    found = np.zeros(seen.scores.shape)
    for number in range(folds):
        held = hold_out(seen, fold == number)
        found[held.asked.learner, held.asked.item] = model.predict(held.kept, held.asked)
    return found


def fit_out_of_fold(estimator: Estimator, seen: Responses, folds: int, seed: int) -> FloatArray:
    """Return the same, the model fitted for each fold to the others: ``folds`` fits."""
    fold = draw_folds(seen, folds, np.random.default_rng([seed, Stream.FOLDS]))
    found = np.zeros(seen.scores.shape)
    for number in range(folds):
        held = hold_out(seen, fold == number)
        if not len(held.score):
            continue
        source = held.kept if held.kept.answered.any() else seen
        model = estimator.fit(source, seed)
        found[held.asked.learner, held.asked.item] = model.predict(held.kept, held.asked)
    return found
