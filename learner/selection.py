"""One model out of several, chosen by answers held out of the training."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from learner.cells import HeldOut, draw_held_out, require_answers
from learner.errors import ChoiceError
from learner.estimators import Estimator, Fitted
from learner.logistic import measure_loss, squash, to_logits
from learner.responses import Asked, FloatArray, Responses
from learner.streams import Stream


@dataclass(frozen=True, slots=True)
class Choice:
    """How each candidate did on the cells held out, and which one won.

    Attributes:
        names: of the candidates, the best first.
        losses: their mean log losses, rising.
        winner: what was chosen: a name, or the names of the two that are averaged.
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
class Chosen:
    """The chosen model fitted to all answers; of two, their mean on the logistic scale.

    Attributes:
        models: one or two.
        choice: why they were chosen.
    """

    models: tuple[Fitted, ...]
    choice: Choice

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        """Return ``(R,)`` P(right answer)."""
        found = [model.predict(seen, asked) for model in self.models]
        return found[0] if len(found) == 1 else average(found)


@dataclass(frozen=True, slots=True)
class Selected:
    """Whichever candidate predicts best what is held out, fitted again to everything.

    Attributes:
        candidates: with names of their own; equal losses choose the first.
        name: in tables.
        share: of the answered cells that is held out, drawn from a stream of its own.
        average: whether the mean of the best two may be chosen.
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
        held = draw_held_out(seen, self.share, np.random.default_rng([seed, Stream.VALIDATION]))
        found = [
            each.fit(held.kept, seed).predict(held.kept, held.asked) for each in self.candidates
        ]
        choice, winners = _choose(
            [each.name for each in self.candidates], found, held, self.average
        )
        return Chosen(tuple(self.candidates[at].fit(seen, seed) for at in winners), choice)


def average(found: Sequence[FloatArray]) -> FloatArray:
    """Return the mean of predictions on the logistic scale."""
    return squash(np.mean([to_logits(each) for each in found], axis=0))


def _choose(
    names: Sequence[str], found: Sequence[FloatArray], held: HeldOut, both: bool
) -> tuple[Choice, tuple[int, ...]]:
    """Return the report and which candidates to fit."""
    losses = [measure_loss(each, held.score) for each in found]
    order = sorted(range(len(names)), key=lambda at: (float(losses[at].mean()), at))
    winners, best, rival = tuple(order[:1]), losses[order[0]], losses[order[min(1, len(order) - 1)]]
    if both and len(order) > 1:
        mixed = measure_loss(average([found[at] for at in order[:2]]), held.score)
        if mixed.mean() < best.mean():
            winners, best, rival = tuple(order[:2]), mixed, best
    means = tuple(float(losses[at].mean()) for at in order)
    learners = len(np.unique(held.asked.learner))
    error = _measure_error(rival - best, held.asked)
    choice = Choice(
        tuple(names[at] for at in order),
        means,
        " + ".join(names[at] for at in winners),
        float(best.mean()),
        float(rival.mean() - best.mean()),
        error,
        len(held.score),
        learners,
    )
    return choice, winners


def _measure_error(differences: FloatArray, asked: Asked) -> float:
    """Return the standard error of a mean over cells that come in learners."""
    _, rows = np.unique(asked.learner, return_inverse=True)
    sums = np.bincount(rows, differences - differences.mean())
    if len(sums) < 2:
        return float("nan")
    spread = (sums**2).sum() * len(sums) / (len(sums) - 1)
    return float(np.sqrt(spread) / len(differences))
