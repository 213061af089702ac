"""What a diagnosis says of each answer without knowing it."""

import numpy as np

from learner.cells import draw_folds, hold_out
from learner.errors import ChoiceError
from learner.estimators import Diagnoser, Estimator, Fitted
from learner.responses import FloatArray, Responses
from learner.streams import Stream


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

    The model is as it was fitted, and only what it knows of a learner leaves the fold out: some of
    the items, the same for all, so that nobody is judged by others. 0 elsewhere.
    """
    rng = np.random.default_rng([seed, Stream.ITEM_FOLDS])
    fold = rng.permutation(np.arange(len(seen.q)) % folds)
    found = np.zeros(seen.scores.shape)
    for number in range(folds):
        held = hold_out(seen, np.broadcast_to(fold == number, seen.answered.shape))
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
