"""When a descent stops early: answers held out that it no longer predicts better."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from learner.cells import Cells, draw_held_out
from learner.joint import Factors
from learner.logistic import measure_loss, squash
from learner.responses import FloatArray, Responses

_SHARE = 0.1
_NO_ROWS = np.zeros(0, dtype=np.int64)
_NONE = Cells(_NO_ROWS, _NO_ROWS, np.zeros(0), (0, 0))


@dataclass(slots=True)
class Watch:
    """Looks at a descent after every epoch and keeps the best point.

    Attributes:
        held: the answers held out; none: nothing is watched.
        patience: epochs without a lower log loss after which the descent ends.
        best: the lowest mean log loss so far.
        epochs: epochs until then.
    """

    held: Cells
    patience: int
    best: float = np.inf
    epochs: int = 0
    _seen: int = 0
    _kept: list[FloatArray] = field(default_factory=list)

    def goes_on(self, factors: Factors, arrays: Sequence[FloatArray]) -> bool:
        """Return whether the descent should, and keep ``arrays`` where they are the best."""
        self._seen += 1
        if not len(self.held.score):
            self.epochs = self._seen
            return True
        products = (factors.learners[self.held.learner] * factors.items[self.held.item]).sum(axis=1)
        loss = float(measure_loss(squash(products), self.held.score).mean())
        if loss < self.best:
            self.best, self.epochs = loss, self._seen
            self._kept = [array.copy() for array in arrays]
        return self._seen - self.epochs < self.patience

    def restore(self, arrays: Sequence[FloatArray]) -> None:
        """Put the best point back."""
        for array, kept in zip(arrays, self._kept, strict=False):
            array[...] = kept


def set_watch(seen: Responses, patience: int, rng: np.random.Generator) -> tuple[Responses, Watch]:
    """Return what is left to fit and a watch over a tenth of the answers; patience 0: over none.

    Whatever the descent reads, a diagnosis included, must come from what is left.

    Raises:
        ScoresError: fewer than two answers to watch by.
    """
    if not patience:
        return seen, Watch(_NONE, 0)
    held = draw_held_out(seen, _SHARE, rng)
    watched = Cells(held.asked.learner, held.asked.item, held.score, seen.scores.shape)
    return held.kept, Watch(watched, patience)
