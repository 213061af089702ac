"""Retrieval DINA: skills once learnt are kept, but not always retrieved."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from learner.dina import Dina, describe, pass_gates
from learner.dina_estimator import DinaEstimator
from learner.errors import UnionsError
from learner.maximisation import START, Method, Parameters
from learner.mean_field import MeanField
from learner.practice import has_times, list_attempts, trace_all, trace_practice
from learner.recall import Rows, climb_rows, judge_rows
from learner.recall_field import fit_rows_softly, judge_rows_softly
from learner.responses import Asked, Attempts, Responses
from learner.retention import REVIEW, Forgetting
from learner.squarem import PRODUCT_STOP, Stop
from learner.unions import LIMIT, Groups, list_groups, parse_q

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RetrievalDina:
    r"""DINA whose skills must be retrieved at every answer.

    .. math:: P(r = 1 \mid \alpha_i, t) = g_j + (1 - s_j - g_j)\, \eta_{ij}\, \rho_{ij}(t), \qquad
              \rho_{ij} = \prod_{k \in Q_j} \rho_{ik}(t)

    Every attempt counts, in the order of time. Fitted where no answer has a time it is DINA of the
    last answers, bit for bit. What it says of a learner hangs on nobody else's answers. An answer
    without a time forgets nothing and is no practice for others; of equal times none is before
    the other.

    Attributes:
        dina: gates, slip, guess and prior; its log-likelihood is that of all attempts. By mean
            field where the groups of classes are too many to be exact.
        forgetting: the constants of retention.
        trials: ``(T, 3)`` delta, gamma and held-out log loss of what was tried; empty: nothing.
        timed: some answer that it was fitted to had a time.
    """

    dina: Dina | MeanField
    forgetting: Forgetting
    trials: FloatArray
    timed: bool = True

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        """Return ``(R,)`` P(right answer) at the day asked; NaN: as if nothing were forgotten."""
        if not self.timed:
            return self.dina.predict(seen, asked)
        return self.foresee(seen, asked, list_attempts(seen))

    def foresee(self, seen: Responses, asked: Asked, practice: Attempts) -> FloatArray:
        """Return ``(R,)`` P(right answer): skills judged by ``seen``, retention by ``practice``.

        ``practice`` may know of attempts after ``seen``: only those before the day asked count.
        """
        kept = trace_practice(practice, self.dina.q, asked).retain(self.forgetting)
        passed, _ = self._judge(list_attempts(seen), len(seen.scores))
        slip, guess = self.dina.slip[asked.item], self.dina.guess[asked.item]
        have = np.clip(passed[asked.learner, asked.item], 0.0, 1.0)
        return np.asarray(guess + (1.0 - slip - guess) * have * kept)

    def mastery(self, seen: Responses) -> FloatArray:
        """Return ``(M, K)`` P(skill was learnt), whether or not it is still retained."""
        if not self.timed:
            return self.dina.mastery(seen)
        _, skills = self._judge(list_attempts(seen), len(seen.scores))
        return skills

    def _judge(self, attempts: Attempts, learners: int) -> tuple[FloatArray, FloatArray]:
        """Return ``(M, N)`` P(every skill of the item) and ``(M, K)`` P(skill)."""
        rows, model = make_rows(attempts, self.dina.q, self.forgetting, learners), self.dina
        if isinstance(model, MeanField):
            return judge_rows_softly(rows, model)
        here = Parameters(model.slip, model.guess, model.prior)
        parts = [belief for _, _, belief, _ in judge_rows(rows, model.needs, here)]
        belief = np.concatenate(parts)
        skills: FloatArray = belief @ model.shares
        return belief @ model.needs.T, np.clip(skills, 0.0, 1.0)


def fit_retrieval(
    seen: Responses,
    forgetting: Forgetting,
    *,
    method: Method = "map",
    stop: Stop = PRODUCT_STOP,
    limit: int = LIMIT,
    start: Dina | MeanField | None = None,
) -> RetrievalDina:
    """Fit under given constants by EM in closed form, over every attempt.

    Above ``limit`` groups of classes by mean field, which has no ``ml``.

    Args:
        seen: the answers; where none has a time, the last of each are fitted by ``fit_dina``.
        forgetting: the constants.
        method: as ``fit_dina`` has it, like ``stop`` and ``limit``.
        stop: see there.
        limit: see there.
        start: a model of the same Q to start from.

    Raises:
        ScoresError: an attempt that cannot be, or no answer at all.
    """
    nothing_tried = np.zeros((0, 3))
    if not has_times(seen):
        model = DinaEstimator(method, limit, stop).fit(seen, 0)
        return RetrievalDina(model, forgetting, nothing_tried, timed=False)
    q, attempts = parse_q(seen.q), list_attempts(seen)
    present, learner = np.unique(attempts.learner, return_inverse=True)
    attempts = Attempts(learner, attempts.item, attempts.score, attempts.day)
    rows = make_rows(attempts, q, forgetting, len(present))
    try:
        groups = list_groups(q, limit)
    except UnionsError:
        return RetrievalDina(fit_rows_softly(rows, q, start, stop), forgetting, nothing_tried)
    here = Parameters(np.full(len(q), START), np.full(len(q), START), groups.prior)
    if start is not None:
        here = Parameters(start.slip, start.guess, start.prior)
    return RetrievalDina(_fit(rows, q, groups, here, method, stop), forgetting, nothing_tried)


def make_rows(attempts: Attempts, q: BoolArray, forgetting: Forgetting, learners: int) -> Rows:
    """Return the attempts, each with what is retained of its skills."""
    asked = Asked(attempts.learner, attempts.item, attempts.day)
    kept = trace_practice(attempts, q, asked).retain(forgetting)
    return Rows(attempts.learner, attempts.item, attempts.score, kept, learners)


def retain_mastery(model: RetrievalDina, seen: Responses, day: float) -> FloatArray:
    """Return ``(M, K)`` P(skill was learnt and is retrieved on the day)."""
    learnt = model.mastery(seen)
    last, successes = trace_all(list_attempts(seen), model.dina.q, len(seen.scores), day)
    return np.asarray(learnt * model.forgetting.retain(day - last, successes))


def list_review_days(
    model: RetrievalDina, seen: Responses, threshold: float = REVIEW
) -> FloatArray:
    """Return ``(M, K)`` the day on which retention falls to the threshold.

    Infinite where nothing is forgotten, NaN where a skill was never practised at a known time.
    """
    last, successes = trace_all(list_attempts(seen), model.dina.q, len(seen.scores))
    return np.asarray(last + model.forgetting.wait(successes, threshold))


def _fit(
    rows: Rows, q: BoolArray, groups: Groups, here: Parameters, method: Method, stop: Stop
) -> Dina:
    reached = climb_rows(rows, pass_gates(q, groups.unions), here, method, stop)
    return describe(reached, q, groups, method)
