"""How fast learners forget, chosen by what predicts their later answers best."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from learner.dina import Dina
from learner.maximisation import Method
from learner.mean_field import MeanField
from learner.practice import has_times, list_attempts
from learner.responses import Asked, Attempts, Responses
from learner.retention import Curve
from learner.retrieval import Forgetting, RetrievalDina, fit_retrieval
from learner.squarem import PRODUCT_STOP, Stop
from learner.unions import LIMIT
from metrics.calibration import lose_log

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]

DELTAS = (0.2, 0.4, 0.6, 0.8)
GAMMAS = (0.1, 0.3, 1.0)
TAUS = (5.0, 20.0, 80.0)  # days, of the exponential curve
LATER = 0.2  # share of each learner's answers, the last ones, that the choice is made on


@dataclass(frozen=True, slots=True)
class RetrievalEstimator:
    """Fits :class:`RetrievalDina` with the constants that predict later answers best.

    The last fifth of each learner's answers in time is held out; every pair of ``deltas`` and
    ``gammas`` is fitted to the others, which also judge the skills; what was practised up to each
    held-out answer is known, as it would be on that day. If one pair beats "nothing is forgotten"
    by more than twice the standard error of its gain, the best is fitted to all answers.
    """

    method: Method = "map"
    deltas: tuple[float, ...] = DELTAS
    gammas: tuple[float, ...] = GAMMAS
    curve: Curve = "power"
    stop: Stop = PRODUCT_STOP
    limit: int = LIMIT

    @property
    def name(self) -> str:
        """Name in tables."""
        return "retrieval DINA" if self.curve == "power" else "retrieval DINA (exp)"

    def fit(self, seen: Responses, seed: int) -> RetrievalDina:
        """Return the fitted model."""
        del seed  # nothing is drawn
        return self._choose(seen) if has_times(seen) else self._fit(seen, Forgetting())

    def _choose(self, seen: Responses) -> RetrievalDina:
        earlier, later = split_later(seen)
        plain = self._fit(earlier, Forgetting()) if len(later.item) else None
        if plain is None:
            return self._fit(seen, Forgetting())
        practice = list_attempts(seen)
        base = measure_losses(plain, earlier, later, practice)
        best, gain, trials = Forgetting(), 0.0, [(0.0, 0.0, float(base.mean()))]
        for candidate in self._list_candidates():
            model = self._fit(earlier, candidate, plain.dina)
            saved = base - measure_losses(model, earlier, later, practice)
            trials.append((candidate.delta, candidate.gamma, float(base.mean() - saved.mean())))
            if saved.mean() > max(gain, 2.0 * saved.std() / len(saved) ** 0.5):
                best, gain = candidate, float(saved.mean())
        return replace(self._fit(seen, best, plain.dina), trials=np.array(trials))

    def _list_candidates(self) -> list[Forgetting]:
        if self.curve == "exp":
            return [Forgetting(tau, 1.0, gamma, "exp") for tau in TAUS for gamma in self.gammas]
        return [Forgetting(1.0, delta, gamma) for delta in self.deltas for gamma in self.gammas]

    def _fit(
        self, seen: Responses, forgetting: Forgetting, start: Dina | MeanField | None = None
    ) -> RetrievalDina:
        return fit_retrieval(
            seen, forgetting, method=self.method, stop=self.stop, limit=self.limit, start=start
        )


def split_later(seen: Responses, share: float = LATER) -> tuple[Responses, Attempts]:
    """Return the answers without each learner's last ones in time, and those.

    Of ``n`` answers with a time, the last ``floor(share n)`` are taken. The table of last answers
    stays as it was: what reads it must not read it here.
    """
    attempts = list_attempts(seen)
    timed = ~np.isnan(attempts.day)
    order = np.lexsort((attempts.day, attempts.learner))
    order = order[timed[order]]
    counts = np.bincount(attempts.learner[order], minlength=len(seen.scores))
    start = np.cumsum(counts) - counts
    who = attempts.learner[order]
    place = np.arange(len(order)) - start[who]
    late = np.zeros(len(attempts.day), dtype=np.bool_)
    late[order] = place >= counts[who] - np.floor(share * counts[who])
    return replace(seen, attempts=_pick(attempts, ~late)), _pick(attempts, late)


def measure_losses(
    model: RetrievalDina, seen: Responses, later: Attempts, practice: Attempts
) -> FloatArray:
    """Return ``(R,)`` log loss of each later answer, given what was practised until then."""
    asked = Asked(later.learner, later.item, later.day)
    return lose_log(model.foresee(seen, asked, practice), later.score)


def _pick(attempts: Attempts, which: BoolArray) -> Attempts:
    return Attempts(
        attempts.learner[which], attempts.item[which], attempts.score[which], attempts.day[which]
    )
