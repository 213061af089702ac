"""G-DINA: every combination of an item's skills has a chance of its own."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from learner.errors import UnionsError
from learner.mixture import judge_classes, merge_responses, predict_asked
from learner.rates import RateDesign, fit_rates
from learner.responses import Asked, Responses
from learner.squarem import PRODUCT_STOP, Stop
from learner.unions import parse_q

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]

SKILLS = 12  # 4,096 classes; no two of them can be merged, since every combination tells
NOTHING, EVERYTHING = 0.2, 0.8  # chances before any answer, without and with all skills


@dataclass(frozen=True, slots=True)
class GDina:
    r"""Generalised DINA, saturated: :math:`P(X_j = 1 \mid \alpha) = p_{j, \alpha_{Q_j}}`.

    DINA, DINO and every additive model are special cases; what it costs is :math:`2^{K_j}` rates
    an item. Nothing forces a rate to rise with a skill, but the prior's modes do: they go from .2
    without skills to .8 with all of them, by the share that is had.

    Shapes:
        ``N`` items, ``K`` skills, ``C`` = :math:`2^{K'}` classes of the ``K'`` skills with items.

    Attributes:
        q: ``(N, K)`` whether the item needs the skill.
        classes: ``(C, K)`` the skills of the class; a skill without items: never had.
        chances: ``(N, C)`` P(right | class), in (0, 1).
        prior: ``(C,)`` share of the learners in each class; sums to 1.
        log_likelihood: of the answers it was fitted to, without the penalty of the MAP.
        converged: false if the limit of iterations ended the fit.

    Source:
        de la Torre, "The generalized DINA model framework", 2011.
    """

    q: BoolArray
    classes: BoolArray
    chances: FloatArray
    prior: FloatArray
    log_likelihood: float
    converged: bool

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        """Return ``(R,)`` P(right answer)."""
        return predict_asked(self.chances, self.prior, seen, asked)

    def mastery(self, seen: Responses) -> FloatArray:
        """Return ``(M, K)`` P(skill); one half for a skill without items."""
        belief = judge_classes(self.chances, self.prior, seen) @ self.classes
        return np.where(self.q.any(axis=0), np.clip(belief, 0.0, 1.0), 0.5)


@dataclass(frozen=True, slots=True)
class GDinaEstimator:
    """Fits :class:`GDina` where at most ``limit`` skills have items."""

    limit: int = SKILLS
    stop: Stop = PRODUCT_STOP

    @property
    def name(self) -> str:
        """Name in tables."""
        return "G-DINA"

    def fit(self, seen: Responses, seed: int) -> GDina:
        """Return the fitted model.

        Raises:
            UnionsError: too many skills.
        """
        del seed  # nothing is drawn
        return fit_gdina(seen, limit=self.limit, stop=self.stop)


def fit_gdina(seen: Responses, *, limit: int = SKILLS, stop: Stop = PRODUCT_STOP) -> GDina:
    """Fit by EM on the posterior.

    Raises:
        ScoresError: an answer outside [0, 1], or no answer at all.
        UnionsError: more than ``limit`` skills have items.
    """
    q = parse_q(seen.q)
    patterns = merge_responses(seen)
    classes = _list_classes(q, limit)
    place, modes = _place_rates(q, classes)
    prior = np.full(len(classes), 1.0 / len(classes))
    found = fit_rates(patterns, RateDesign(place, modes, modes, prior), stop)
    return GDina(q, classes, found.chances, found.prior, found.log_likelihood, found.converged)


def _list_classes(q: BoolArray, limit: int) -> BoolArray:
    used = np.flatnonzero(q.any(axis=0))
    if len(used) > limit:
        raise UnionsError(
            f"Q matrix of {len(q)} items: G-DINA expects at most {limit} skills with items, "
            f"found {len(used)}; use DINA, or fit blocks one by one"
        )
    classes = np.zeros((1 << len(used), q.shape[1]), dtype=np.bool_)
    classes[:, used] = np.arange(1 << len(used))[:, None] >> np.arange(len(used)) & 1
    return classes


def _place_rates(q: BoolArray, classes: BoolArray) -> tuple[IntArray, FloatArray]:
    """Return ``(N, C)`` which rate serves a class, and ``(D,)`` the mode of each."""
    place, modes = np.empty((len(q), len(classes)), dtype=np.intp), []
    offset = 0
    for item, row in enumerate(q):
        needed = np.flatnonzero(row)
        place[item] = offset + classes[:, needed] @ (1 << np.arange(len(needed)))
        had = np.array([code.bit_count() for code in range(1 << len(needed))])
        share = had / len(needed) if len(needed) else np.full(1, 0.5)
        modes.append(NOTHING + (EVERYTHING - NOTHING) * share)
        offset += 1 << len(needed)
    return place, np.concatenate(modes)
