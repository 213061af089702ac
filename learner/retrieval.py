"""Retrieval DINA: skills once learnt are kept, but not always retrieved."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from learner.dina import Dina, fit_dina, pass_gates
from learner.errors import ScoresError
from learner.maximisation import START, Method, Parameters, to_parameters, weigh_prior
from learner.practice import (
    Practice,
    has_times,
    list_attempts,
    trace_practice,
    trace_skills,
)
from learner.recall import Rows, climb_rows, judge_rows
from learner.responses import Asked, Attempts, Responses
from learner.retention import Curve, days_until, retain
from learner.squarem import PRODUCT_STOP, Stop
from learner.unions import LIMIT, Groups, list_groups, parse_q

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Constants of :func:`learner.retention.retain`; a power with ``delta`` 0 forgets nothing."""

    tau: float = 1.0
    delta: float = 0.0
    gamma: float = 0.3
    curve: Curve = "power"


@dataclass(frozen=True, slots=True)
class RetrievalDina:
    r"""DINA whose skills must be retrieved at every answer.

    .. math:: P(r = 1 \mid \alpha_i, t) = g_j + (1 - s_j - g_j)\, \eta_{ij}\, \rho_{ij}(t), \qquad
              \rho_{ij} = \prod_{k \in Q_j} \rho_{ik}(t)

    Every attempt counts, in the order of time. Without any time it is DINA of the last answers,
    bit for bit. An answer without a time forgets nothing and is no practice for others; of equal
    times none is before the other.

    Attributes:
        dina: gates, slip, guess and prior; its log-likelihood is that of all attempts.
        forgetting: the constants of retention.
        trials: ``(T, 3)`` delta, gamma and held-out log loss of what was tried; empty: nothing.
    """

    dina: Dina
    forgetting: Forgetting
    trials: FloatArray

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        """Return ``(R,)`` P(right answer) at the day asked; NaN: as if nothing were forgotten."""
        if not has_times(seen):
            return self.dina.predict(seen, asked)
        return self.foresee(seen, asked, list_attempts(seen))

    def foresee(self, seen: Responses, asked: Asked, practice: Attempts) -> FloatArray:
        """Return ``(R,)`` P(right answer): skills judged by ``seen``, retention by ``practice``.

        ``practice`` may know of attempts after ``seen``: only those before the day asked count.
        """
        kept = _retain(trace_practice(practice, self.dina.q, asked), self.forgetting)
        passed = self._judge(list_attempts(seen), len(seen.scores)) @ self.dina.needs.T
        slip, guess = self.dina.slip[asked.item], self.dina.guess[asked.item]
        have = np.clip(passed[asked.learner, asked.item], 0.0, 1.0)
        return np.asarray(guess + (1.0 - slip - guess) * have * kept)

    def mastery(self, seen: Responses) -> FloatArray:
        """Return ``(M, K)`` P(skill was learnt), whether or not it is still retained."""
        if not has_times(seen):
            return self.dina.mastery(seen)
        return np.asarray(self._judge(list_attempts(seen), len(seen.scores)) @ self.dina.shares)

    def _judge(self, attempts: Attempts, learners: int) -> FloatArray:
        """Return ``(M, C)`` P(group | attempts)."""
        rows = make_rows(attempts, self.dina.q, self.forgetting, learners)
        here = Parameters(self.dina.slip, self.dina.guess, self.dina.prior)
        parts = [belief for _, _, belief, _ in judge_rows(rows, self.dina.needs, here)]
        return np.concatenate(parts)


def fit_retrieval(
    seen: Responses,
    forgetting: Forgetting,
    *,
    method: Method = "map",
    stop: Stop = PRODUCT_STOP,
    limit: int = LIMIT,
    start: Dina | None = None,
) -> RetrievalDina:
    """Fit under given constants by EM in closed form, over every attempt.

    Args:
        seen: the answers; where none has a time, the last of each are fitted by ``fit_dina``.
        forgetting: the constants.
        method: as ``fit_dina`` has it, like ``stop`` and ``limit``.
        stop: see there.
        limit: see there.
        start: a model of the same Q to start from.

    Raises:
        ScoresError: an attempt that cannot be, or none at all.
        UnionsError: more than ``limit`` groups of classes.
    """
    nothing_tried = np.zeros((0, 3))
    if not has_times(seen):
        model = fit_dina(seen.scores, seen.answered, seen.q, method=method, stop=stop, limit=limit)
        return RetrievalDina(model, forgetting, nothing_tried)
    q, attempts = parse_q(seen.q), list_attempts(seen)
    present, learner = np.unique(attempts.learner, return_inverse=True)
    if not len(present):
        raise ScoresError(f"attempts of {len(seen.scores)} learners: expected some, found none")
    attempts = Attempts(learner, attempts.item, attempts.score, attempts.day)
    rows = make_rows(attempts, q, forgetting, len(present))
    groups = list_groups(q, limit)
    if start is None:
        rates = np.full(len(q), START)
        here = Parameters(rates, rates, groups.prior)
    else:
        here = Parameters(start.slip, start.guess, start.prior)
    return RetrievalDina(_fit(rows, q, groups, here, method, stop), forgetting, nothing_tried)


def make_rows(attempts: Attempts, q: BoolArray, forgetting: Forgetting, learners: int) -> Rows:
    """Return the attempts, each with what is retained of its skills."""
    asked = Asked(attempts.learner, attempts.item, attempts.day)
    kept = _retain(trace_practice(attempts, q, asked), forgetting)
    return Rows(attempts.learner, attempts.item, attempts.score, kept, learners)


def retain_mastery(model: RetrievalDina, seen: Responses, day: float) -> FloatArray:
    """Return ``(M, K)`` P(skill was learnt and is retrieved on the day)."""
    learnt = model.mastery(seen)
    last, successes = _trace_all(model, seen, day)
    return np.asarray(learnt * _keep(day - last, successes, model.forgetting))


def list_review_days(model: RetrievalDina, seen: Responses, threshold: float = 0.7) -> FloatArray:
    """Return ``(M, K)`` the day on which retention falls to the threshold.

    Infinite where nothing is forgotten, NaN where a skill was never practised at a known time.
    """
    last, successes = _trace_all(model, seen, np.inf)
    it = model.forgetting
    wait = days_until(
        successes, threshold, tau=it.tau, delta=it.delta, gamma=it.gamma, curve=it.curve
    )
    return np.asarray(last + wait)


def _fit(
    rows: Rows, q: BoolArray, groups: Groups, here: Parameters, method: Method, stop: Stop
) -> Dina:
    reached = climb_rows(rows, pass_gates(q, groups.unions), here, method, stop)
    found = to_parameters(reached.point, len(q))
    penalty = weigh_prior(found) if method == "map" else 0.0
    return Dina(
        q=q,
        unions=groups.unions,
        shares=groups.shares,
        slip=found.slip,
        guess=found.guess,
        prior=found.prior,
        log_likelihood=reached.trace[-1] - penalty,
        trace=reached.trace,
        iterations=reached.iterations,
        converged=reached.converged,
    )


def _trace_all(model: RetrievalDina, seen: Responses, day: float) -> tuple[FloatArray, FloatArray]:
    """Return last day and successes of every learner and skill, ``(M, K)`` each."""
    shape = len(seen.scores), model.dina.q.shape[1]
    learner, skill = (found.ravel() for found in np.indices(shape))
    asked = Asked(learner, skill, np.full(len(skill), day))
    last, successes = trace_skills(list_attempts(seen), model.dina.q, asked)
    return last.reshape(shape), successes.reshape(shape)


def _retain(practice: Practice, it: Forgetting) -> FloatArray:
    return practice.retain(tau=it.tau, delta=it.delta, gamma=it.gamma, curve=it.curve)


def _keep(days: FloatArray, successes: FloatArray, it: Forgetting) -> FloatArray:
    return retain(days, successes, tau=it.tau, delta=it.delta, gamma=it.gamma, curve=it.curve)
