"""One model out of several, chosen by answers held out of the training."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from learner.cells import HeldOut, draw_held_out, hold_out, require_answers
from learner.errors import ChoiceError
from learner.estimators import Estimator, Fitted
from learner.logistic import squash, to_logits
from learner.responses import Asked, FloatArray, IntArray, Responses
from learner.streams import Stream
from metrics.calibration import lose_log

_ITEM_FOLDS = 3  # of the items, each of which is treated as new once


@dataclass(frozen=True, slots=True)
class Choice:
    """How each candidate did on the cells held out, and which one won.

    Attributes:
        names: of the candidates, the best first.
        losses: their mean log losses, rising.
        winner: what was chosen: a name, or the names of those that are averaged.
        loss: its log loss.
        margin: by how much it beats the best that was not chosen alone: 0 or more.
        error: standard error of that difference over learners, NaN for fewer than two.
        cells: held out, of ``learners`` learners.
    """

    names: tuple[str, ...]
    losses: tuple[float, ...]
    winner: str
    loss: float
    margin: float
    error: float
    cells: int
    learners: int


@dataclass(frozen=True, slots=True)
class ForNewItems:
    """What was chosen for items that nobody had answered, by items held out whole.

    Attributes:
        items: numbers of them, rising.
        models: one or more, as :class:`Chosen` has them.
        choice: why they were chosen.
    """

    items: IntArray
    models: tuple[Fitted, ...]
    choice: Choice


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chosen model fitted to all answers; of several, their mean on the logistic scale.

    Attributes:
        models: one or more.
        choice: why they were chosen.
        new: the same for items without an answer; None: there were none, or too few others.
    """

    models: tuple[Fitted, ...]
    choice: Choice
    new: ForNewItems | None = None

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        """Return ``(R,)`` P(right answer)."""
        found = _predict(self.models, seen, asked)
        if self.new is not None and (here := np.isin(asked.item, self.new.items)).any():
            part = Asked(asked.learner[here], asked.item[here], asked.day[here])
            found[here] = _predict(self.new.models, seen, part)
        return found


@dataclass(frozen=True, slots=True)
class Selected:
    """Whichever candidate predicts best what is held out, fitted again to everything.

    Cells held out tell nothing of items that nobody answered, on which a model without a Q matrix
    is at chance. Where there are such items, the choice for them is made by items held out whole,
    each of the others once.

    Attributes:
        candidates: with names of their own; equal losses choose the first.
        name: in tables.
        share: of the answered cells that is held out, drawn from a stream of its own.
        average: whether a mean of several may be chosen: to the best is added, one by one, what
            lowers the loss of the mean most, as long as it does.

    Source:
        Caruana, Niculescu-Mizil, Crew and Ksikes, "Ensemble selection from libraries of models",
        2004.
    """

    candidates: tuple[Estimator, ...]
    name: str = "selected"
    share: float = 0.15
    average: bool = False

    def __post_init__(self) -> None:
        names = [each.name for each in self.candidates]
        if not names or len(set(names)) < len(names):
            raise ChoiceError(f"candidates: expected one or more of different names, found {names}")

    def fit(self, seen: Responses, seed: int) -> Chosen:
        """Return the winner fitted to all of ``seen``.

        Raises:
            ScoresError: fewer than two answers.
        """
        require_answers(seen)
        rng = np.random.default_rng([seed, Stream.VALIDATION])
        choice, winners = self._choose([draw_held_out(seen, self.share, rng)], seed)
        parts = _hold_out_items(seen, seed)
        if not parts:
            return Chosen(self._fit(winners, seen, seed), choice)
        again, others = self._choose(parts, seed)
        every = tuple(dict.fromkeys(winners + others))
        models = dict(zip(every, self._fit(every, seen, seed), strict=True))
        items = np.flatnonzero(~seen.answered.any(axis=0))
        new = ForNewItems(items, tuple(models[each] for each in others), again)
        return Chosen(tuple(models[each] for each in winners), choice, new)

    def _fit(self, which: Sequence[int], seen: Responses, seed: int) -> tuple[Fitted, ...]:
        return tuple(self.candidates[each].fit(seen, seed) for each in which)

    def _choose(self, parts: Sequence[HeldOut], seed: int) -> tuple[Choice, tuple[int, ...]]:
        """Return the report of all parts together and which candidates to fit."""
        found = [
            np.concatenate([each.fit(p.kept, seed).predict(p.kept, p.asked) for p in parts])
            for each in self.candidates
        ]
        names = [each.name for each in self.candidates]
        score = np.concatenate([part.score for part in parts])
        learner = np.concatenate([part.asked.learner for part in parts])
        return _choose(names, found, score, learner, self.average)


def average(found: Sequence[FloatArray]) -> FloatArray:
    """Return the mean of predictions on the logistic scale."""
    return squash(np.mean([to_logits(each) for each in found], axis=0))


def _predict(models: Sequence[Fitted], seen: Responses, asked: Asked) -> FloatArray:
    """Return ``(R,)`` the mean of what the models say, an array of its own."""
    found = [model.predict(seen, asked) for model in models]
    return found[0].copy() if len(found) == 1 else average(found)


def _hold_out_items(seen: Responses, seed: int) -> list[HeldOut]:
    """Return the answered items held out fold by fold; nothing where no item is new."""
    known = np.flatnonzero(seen.answered.any(axis=0))
    if len(known) == len(seen.q) or len(known) < 2:
        return []
    fold = np.full(len(seen.q), -1)
    rng = np.random.default_rng([seed, Stream.NEW_ITEMS])
    folds = min(_ITEM_FOLDS, len(known))
    fold[known] = rng.permutation(np.arange(len(known)) % folds)
    masks = [np.broadcast_to(fold == at, seen.answered.shape) for at in range(folds)]
    return [hold_out(seen, mask) for mask in masks]


def _choose(
    names: Sequence[str],
    found: Sequence[FloatArray],
    score: FloatArray,
    learner: IntArray,
    several: bool,
) -> tuple[Choice, tuple[int, ...]]:
    """Return the report and which candidates to fit."""
    losses = [lose_log(each, score) for each in found]
    order = sorted(range(len(names)), key=lambda at: (float(losses[at].mean()), at))
    winners, best, rival = tuple(order[:1]), losses[order[0]], losses[order[min(1, len(order) - 1)]]
    if several and len(winners := _add_up(order, found, score)) > 1:
        best, rival = lose_log(average([found[at] for at in winners]), score), best
    choice = Choice(
        names=tuple(names[at] for at in order),
        losses=tuple(float(losses[at].mean()) for at in order),
        winner=" + ".join(names[at] for at in winners),
        loss=float(best.mean()),
        margin=float(rival.mean() - best.mean()),
        error=_measure_error(rival - best, learner),
        cells=len(score),
        learners=len(np.unique(learner)),
    )
    return choice, winners


def _add_up(
    order: Sequence[int], found: Sequence[FloatArray], score: FloatArray
) -> tuple[int, ...]:
    """Return the first candidate and those that, added one by one, lower the loss of the mean."""
    chosen, rest = list(order[:1]), list(order[1:])
    lowest = float(lose_log(found[order[0]], score).mean())
    while rest:
        means = [average([found[at] for at in (*chosen, more)]) for more in rest]
        losses = [float(lose_log(each, score).mean()) for each in means]
        if min(losses) >= lowest:
            break
        lowest = min(losses)
        chosen.append(rest.pop(losses.index(lowest)))
    return tuple(chosen)


def _measure_error(differences: FloatArray, learner: IntArray) -> float:
    """Return the standard error of a mean over cells that come in learners."""
    _, rows = np.unique(learner, return_inverse=True)
    sums = np.bincount(rows, differences - differences.mean())
    if len(sums) < 2:
        return float("nan")
    spread = (sums**2).sum() * len(sums) / (len(sums) - 1)
    return float(np.sqrt(spread) / len(differences))
