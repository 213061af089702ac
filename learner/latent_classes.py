"""Latent classes: kinds of learners, found without a Q matrix."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from learner.answers import Patterns
from learner.logistic import squash
from learner.mixture import merge_responses, predict_asked
from learner.rates import RateDesign, RateFit, fit_rates
from learner.responses import Asked, Responses
from learner.squarem import PRODUCT_STOP, Stop
from learner.streams import Stream

FloatArray = NDArray[np.float64]
CLASSES = 8


@dataclass(frozen=True, slots=True)
class LatentClasses:
    r"""A mixture of ``C`` kinds of learners: :math:`P(X_j = 1 \mid c) = p_{jc}`.

    Attributes:
        chances: ``(N, C)`` P(right | class), in (0, 1).
        prior: ``(C,)`` share of the learners in each class; sums to 1.
        log_likelihood: of the answers it was fitted to, without the penalty of the MAP.
        converged: false if the limit of iterations ended the fit.

    Source:
        Lazarsfeld and Henry, "Latent structure analysis", 1968; Goodman 1974 for the EM.
    """

    chances: FloatArray
    prior: FloatArray
    log_likelihood: float
    converged: bool

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        """Return ``(R,)`` P(right answer)."""
        return predict_asked(self.chances, self.prior, seen, asked)


@dataclass(frozen=True, slots=True)
class LatentClassesEstimator:
    """Fits :class:`LatentClasses`; arguments as :func:`fit_latent_classes` has them."""

    classes: int = CLASSES
    starts: int = 4
    weight: float = 2.0
    stop: Stop = PRODUCT_STOP

    @property
    def name(self) -> str:
        """Name in tables."""
        return f"latent classes ({self.classes})"

    def fit(self, seen: Responses, seed: int) -> LatentClasses:
        """Return the fitted model."""
        return fit_latent_classes(
            seen,
            seed,
            classes=self.classes,
            starts=self.starts,
            weight=self.weight,
            stop=self.stop,
        )


def fit_latent_classes(
    seen: Responses,
    seed: int,
    *,
    classes: int = CLASSES,
    starts: int = 4,
    weight: float = 2.0,
    stop: Stop = PRODUCT_STOP,
) -> LatentClasses:
    """Fit by EM from several random starts, and keep the one with the best posterior.

    Args:
        seen: the answers; Q is not used.
        seed: of the starts.
        classes: how many, 1 or more.
        starts: how many, 1 or more.
        weight: answers that the item's own mean counts for in each rate.
        stop: of each start.

    Raises:
        ScoresError: an answer outside [0, 1], or no answer at all.
    """
    patterns = merge_responses(seen)
    means = _measure_means(patterns)
    found = [
        fit_rates(patterns, _draw_start(means, classes, weight, [seed, Stream.START, start]), stop)
        for start in range(starts)
    ]
    best = max(found, key=_rank)
    return LatentClasses(best.chances, best.prior, best.log_likelihood, best.converged)


def _rank(found: RateFit) -> float:
    return found.log_likelihood


def _measure_means(patterns: Patterns) -> FloatArray:
    """Return ``(N,)`` share of right answers, one half where nobody answered, inside (0, 1)."""
    tries, right = patterns.tries @ patterns.weight, patterns.right @ patterns.weight
    means: FloatArray = (right + 1.0) / (tries + 2.0)
    return means


def _draw_start(means: FloatArray, classes: int, weight: float, seeds: list[int]) -> RateDesign:
    """Spread the classes over abilities, and jitter every rate."""
    rng = np.random.default_rng(seeds)
    items = len(means)
    ability = np.linspace(-2.0, 2.0, classes) if classes > 1 else np.zeros(1)
    pull = np.log(means / (1.0 - means))[:, None] + ability + rng.normal(0, 1, (items, classes))
    rates = squash(pull, 0.02).ravel()
    place = np.arange(items * classes).reshape(items, classes)
    prior = np.full(classes, 1.0 / classes)
    return RateDesign(place, rates, np.repeat(means, classes), prior, weight)
