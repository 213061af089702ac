"""Items that nobody has answered: how a diagnosis and their words foretell them."""

from dataclasses import dataclass

import numpy as np

from learner.cells import hold_out, list_cells
from learner.estimators import Estimator
from learner.logistic import to_logits
from learner.logistic_objective import Objective
from learner.responses import FloatArray, IntArray, Responses
from learner.streams import Stream
from learner.text_prior import fit_text_prior

_HALF = 5.0  # answers that make an item's bias count half


@dataclass(frozen=True, slots=True)
class NewItems:
    """What stands in the log-odds for items without answers.

    Attributes:
        items: ``(n,)`` which.
        level: c for them.
        trust: w for them: a diagnosis is surer, or less sure, of items that it has not seen.
        bias: ``(n,)`` what their texts say; equal without texts.
        penalty: of the regression on words; infinite where they say nothing, or there are none.
        gain: share of the variance of known items' biases that words explain, left out one by one.
    """

    items: IntArray
    level: float
    trust: float
    bias: FloatArray
    penalty: float
    gain: float


def fit_new_items(
    diagnosis: Estimator, seen: Responses, bias_penalty: float, folds: int, seed: int
) -> NewItems:
    """Return what holds for new items, learnt from old ones treated as if they were new.

    Each fold of the answered items is diagnosed by a fit to the others; on what that says of them
    c, w and biases are fitted again.
    """
    cells, judged = list_cells(seen), _judge_as_new(diagnosis, seen, folds, seed)
    logits = to_logits(judged[cells.learner, cells.item])
    objective = Objective(cells, logits, 0, bias_penalty, 1.0)
    start = np.zeros(objective.size)
    start[1] = 1.0
    found = objective.descend(start, 200)
    level, trust = float(found.level[0]), float(found.level[1])
    return judge_new_items(seen, level, trust, found.item_bias)


def judge_new_items(seen: Responses, level: float, trust: float, item_bias: FloatArray) -> NewItems:
    """Return c and w as given, and the biases that the words of new items make likely."""
    tries = seen.answered.sum(axis=0)
    items = np.flatnonzero(tries == 0)
    counts = tries / (tries + _HALF)
    mean = float(counts @ item_bias / max(counts.sum(), 1e-300))
    if seen.texts is None or not len(items):
        return NewItems(items, level, trust, np.full(len(items), mean), float("inf"), 0.0)
    prior = fit_text_prior(seen.texts, item_bias, counts)
    return NewItems(items, level, trust, prior.expected[items], prior.penalty, prior.gain)


def _judge_as_new(diagnosis: Estimator, seen: Responses, folds: int, seed: int) -> FloatArray:
    """Return ``(M, N)`` P(right answer) by a diagnosis that knows no answer to the item."""
    known = np.flatnonzero(seen.answered.any(axis=0))
    fold = np.full(len(seen.q), -1)
    rng = np.random.default_rng([seed, Stream.ITEM_FOLDS])
    fold[known] = rng.permutation(np.arange(len(known)) % folds)
    found = np.zeros(seen.scores.shape)
    for number in range(folds):
        held = hold_out(seen, np.broadcast_to(fold == number, seen.answered.shape))
        if not len(held.score):
            continue
        source = held.kept if held.kept.answered.any() else seen
        model = diagnosis.fit(source, seed)
        found[held.asked.learner, held.asked.item] = model.predict(held.kept, held.asked)
    return found
