"""How fast learners forget, chosen by what predicts their later answers best."""

from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from learner.dina import Dina
from learner.logistic import measure_loss
from learner.maximisation import Method
from learner.mean_field import MeanField
from learner.practice import list_attempts
from learner.responses import Asked, Attempts, Responses
from learner.retention import NEVER, Forgetting
from learner.retrieval import RetrievalDina, fit_retrieval
from learner.squarem import PRODUCT_STOP, Stop
from learner.unions import LIMIT

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

GAMMAS = (0.1, 0.3, 1.0)
POWERS = tuple(Forgetting(1.0, delta, gamma) for delta in (0.2, 0.4, 0.6, 0.8) for gamma in GAMMAS)
EXPONENTIALS = tuple(
    Forgetting(tau, 1.0, gamma, "exp") for tau in (5.0, 20.0, 80.0) for gamma in GAMMAS
)
LATER = 0.2  # share of each learner's answers, the last ones, that the choice is made on
LEAST = 50  # answers held out; fewer say nothing of forgetting
SURE = 2.0  # standard errors


@dataclass(frozen=True, slots=True)
class RetrievalEstimator:
    """Fits :class:`RetrievalDina` with the constants that predict later answers best.

    The last fifth of each learner's answers in time is held out; every candidate is fitted to the
    others, which also judge the skills; what was practised up to each held-out answer is known, as
    it would be on that day. What :func:`choose` takes is fitted to all answers.
    """

    method: Method = "map"
    candidates: tuple[Forgetting, ...] = POWERS
    stop: Stop = PRODUCT_STOP
    limit: int = LIMIT

    @property
    def name(self) -> str:
        """Name in tables."""
        exponential = any(each.curve == "exp" for each in self.candidates)
        return "retrieval DINA (exp)" if exponential else "retrieval DINA"

    def fit(self, seen: Responses, seed: int) -> RetrievalDina:
        """Return the fitted model."""
        del seed  # nothing is drawn
        earlier, later = split_later(seen)
        if len(later.item) < LEAST:
            return self._fit(seen, NEVER)
        plain, practice = self._fit(earlier, NEVER), list_attempts(seen)
        tried = (NEVER, *self.candidates)
        others = (self._fit(earlier, each, plain.dina) for each in self.candidates)  # one at a time
        models = chain((plain,), others)
        losses = np.array([measure_losses(each, earlier, later, practice) for each in models])
        best = tried[choose(losses)]
        constants = [(each.delta, each.gamma) for each in tried]
        trials = np.column_stack((constants, losses.mean(axis=1)))
        return replace(self._fit(seen, best, plain.dina), trials=trials)

    def _fit(
        self, seen: Responses, forgetting: Forgetting, start: Dina | MeanField | None = None
    ) -> RetrievalDina:
        return fit_retrieval(
            seen, forgetting, method=self.method, stop=self.stop, limit=self.limit, start=start
        )


def choose(losses: FloatArray) -> int:
    """Return which row of the ``(T, R)`` losses of the same answers is taken.

    Of those that beat the first, "nothing is forgotten", by more than two standard errors of the
    gain, the one of the least loss; without one the first, so that chance makes nobody forget.
    """
    gains = losses[0] - losses
    means, errors = gains.mean(axis=1), gains.std(axis=1) / losses.shape[1] ** 0.5
    return int(np.where(means > SURE * errors, means, 0.0).argmax())


def find_cuts(learner: IntArray, day: FloatArray, share: float = LATER) -> FloatArray:
    """Return ``(M,)`` the day from which on each learner's answers are late; inf: none is.

    Of ``n`` answers with a time the last ``floor(share n)`` are, and all at the first one's time.
    """
    timed = np.flatnonzero(~np.isnan(day))
    order = timed[np.lexsort((day[timed], learner[timed]))]
    counts = np.bincount(learner[timed], minlength=int(learner.max(initial=-1)) + 1)
    held = np.floor(share * counts).astype(np.int64)
    days = np.append(day[order], np.inf)
    return np.asarray(days[np.where(held > 0, np.cumsum(counts) - held, -1)])


def split_later(seen: Responses, share: float = LATER) -> tuple[Responses, Attempts]:
    """Return the answers without each learner's last ones in time, and those.

    The table of last answers stays as it was: what reads it must not read it here.
    """
    attempts = list_attempts(seen)
    late = attempts.day >= find_cuts(attempts.learner, attempts.day, share)[attempts.learner]
    return replace(seen, attempts=_pick(attempts, ~late)), _pick(attempts, late)


def measure_losses(
    model: RetrievalDina, seen: Responses, later: Attempts, practice: Attempts
) -> FloatArray:
    """Return ``(R,)`` log loss of each later answer, given what was practised until then."""
    asked = Asked(later.learner, later.item, later.day)
    return measure_loss(model.foresee(seen, asked, practice), later.score)


def _pick(attempts: Attempts, which: BoolArray) -> Attempts:
    return Attempts(
        attempts.learner[which], attempts.item[which], attempts.score[which], attempts.day[which]
    )
