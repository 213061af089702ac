"""DINA by whichever way its Q matrix allows: exact, or by mean field."""

from dataclasses import dataclass

from learner.dina import Dina, fit_dina
from learner.errors import UnionsError
from learner.maximisation import Method
from learner.mean_field import MeanField, fit_mean_field
from learner.responses import Responses
from learner.squarem import PRODUCT_STOP, Stop
from learner.unions import LIMIT


@dataclass(frozen=True, slots=True)
class DinaEstimator:
    """Fits :class:`Dina`, or :class:`MeanField` above ``limit`` groups of classes."""

    method: Method = "map"
    limit: int = LIMIT
    stop: Stop = PRODUCT_STOP

    @property
    def name(self) -> str:
        """Name in tables."""
        return "DINA"

    def fit(self, seen: Responses, seed: int) -> Dina | MeanField:
        """Return the fitted model; mean field has no ``ml``."""
        del seed  # nothing is drawn
        try:
            return fit_dina(
                seen.scores,
                seen.answered,
                seen.q,
                method=self.method,
                stop=self.stop,
                limit=self.limit,
            )
        except UnionsError:
            return fit_mean_field(seen.scores, seen.answered, seen.q, stop=self.stop)


@dataclass(frozen=True, slots=True)
class MeanFieldEstimator:
    """Fits :class:`MeanField`, also where the exact model would fit into memory."""

    @property
    def name(self) -> str:
        """Name in tables."""
        return "DINA (mean field)"

    def fit(self, seen: Responses, seed: int) -> MeanField:
        """Return the fitted model."""
        del seed  # nothing is drawn
        return fit_mean_field(seen.scores, seen.answered, seen.q)
