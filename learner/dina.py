"""DINA: which skills a learner has, from the answers to items that need them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from learner.answers import Patterns, merge_patterns, parse_answers
from learner.errors import ScoresError
from learner.expectation import Expectation
from learner.maximisation import (
    START,
    Method,
    Parameters,
    count_answers,
    maximise,
    to_angles,
    to_parameters,
    uncross,
    weigh_prior,
)
from learner.responses import Asked, Responses
from learner.squarem import PRODUCT_STOP, Climb, Stop, climb
from learner.unions import LIMIT, Groups, list_groups, parse_q

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]

DOUBT = 0.5  # of what answers cannot tell; a skill with more is not evidenced
CELLS = 1 << 22  # doubles of a slice of learners x groups: 32 MB


@dataclass(frozen=True, slots=True)
class Dina:
    r"""Deterministic inputs, noisy "and" gate: an item needs all of its skills.

    .. math:: P(X_j = 1 \mid \alpha) = (1 - s_j)^{\eta_j} g_j^{1 - \eta_j}, \qquad
              \eta_j = \prod_k \alpha_k^{q_{jk}}

    The :math:`2^K` classes :math:`\alpha` are merged into the ``C`` groups that the items can tell
    apart (:mod:`learner.unions`); the likelihood is that of all classes.

    Shapes:
        ``M`` learners, ``N`` items, ``K`` skills, ``C`` groups of classes.

    Attributes:
        q: ``(N, K)`` whether the item needs the skill.
        unions: ``(C, K)`` the skills that every member of the group has.
        shares: ``(C, K)`` share of its members that have the skill, in [0, 1/2] or 1.
        slip: ``(N,)`` probability of failing despite every skill, in (0, 1).
        guess: ``(N,)`` probability of passing without one of them, in (0, 1).
        prior: ``(C,)`` share of the learners in each group; sums to 1.
        log_likelihood: of the answers it was fitted to, without the penalty of the MAP.
        trace: what the fit climbed, call by call: the log-likelihood (ml) or log-posterior (map).
        iterations: EM steps taken.
        converged: false if the limit of iterations ended the fit.

    An item without skills passes everybody's gate: its slip is the share of wrong answers and its
    guess means nothing (``items_without_skills``). A skill without items is in no union, and every
    group has a half share of it (``skills_without_items``).

    Source:
        de la Torre, "DINA model and parameter estimation: a didactic", 2009.
    """

    q: BoolArray
    unions: BoolArray
    shares: FloatArray
    slip: FloatArray
    guess: FloatArray
    prior: FloatArray
    log_likelihood: float = float("nan")
    trace: tuple[float, ...] = ()
    iterations: int = 0
    converged: bool = True

    @property
    def needs(self) -> BoolArray:
        r""":math:`\eta`, ``(N, C)``: whether the group has every skill of the item."""
        return pass_gates(self.q, self.unions)

    @property
    def undetermined(self) -> BoolArray:
        """``(C, K)`` whether some members of the group have the skill and others do not."""
        return (self.shares > 0) & ~self.unions

    @property
    def items_without_skills(self) -> NDArray[np.intp]:
        """Indices of the items whose row of Q is empty: they say nothing about a skill."""
        return np.flatnonzero(~self.q.any(axis=1))

    @property
    def skills_without_items(self) -> NDArray[np.intp]:
        """Indices of the skills that no item needs: they are never evidenced."""
        return np.flatnonzero(~self.q.any(axis=0))

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        """Return ``(R,)`` P(right answer); learners need not be those of the fit."""
        values, told = parse_answers(seen.scores, seen.answered, len(self.q))
        slices = _judge_slices(self, values, told)
        table = np.concatenate([predict(self, belief) for belief in slices])
        return np.asarray(np.clip(table[asked.learner, asked.item], 0.0, 1.0))

    def mastery(self, seen: Responses) -> FloatArray:
        """Return ``(M, K)`` P(skill)."""
        return mastery(self, seen.scores, seen.answered).probability


@dataclass(frozen=True, slots=True)
class Mastery:
    """What the answers of ``M`` learners say about ``K`` skills.

    Attributes:
        probability: ``(M, K)`` of having the skill, in [0, 1].
        vector: ``(M, K)`` the skills of the likeliest group.
        evidence: ``(M, K)`` count of the learner's answers to items that need the skill.
        evidenced: ``(M, K)`` whether the probability rests on answers: the learner has answered an
            item that needs the skill, and at least half of the learner's posterior mass lies in
            groups whose members all have the skill or all lack it.
    """

    probability: FloatArray
    vector: BoolArray
    evidence: NDArray[np.int64]
    evidenced: BoolArray


def fit_dina(
    scores: ArrayLike,
    answered: ArrayLike,
    q: ArrayLike,
    *,
    method: Method = "map",
    stop: Stop = PRODUCT_STOP,
    limit: int = LIMIT,
) -> Dina:
    """Fit slip, guess and the share of each group by EM, sped up by SQUAREM.

    Args:
        scores: ``(M, N)`` in [0, 1]; a partial score counts as that share of a right answer. What
            was not answered may hold anything, NaN included, and counts as nothing.
        answered: ``(M, N)`` whether the learner answered the item.
        q: ``(N, K)`` whether the item needs the skill.
        method: ``map`` has Beta(2, 5) on slip and guess, Dirichlet(1.1) on the groups, and holds
            guess to at most 1 - slip by pooling; ``ml`` has neither.
        stop: default: a step that gains 1e-6 of the objective or less, or 500 steps.
        limit: most groups of classes.

    Raises:
        ScoresError: no table of scores in [0, 1], or no answer at all.
        QMatrixError: no table of yes and no for the same items.
        UnionsError: more than ``limit`` groups; fit the blocks of ``list_blocks`` one by one.
    """
    table = parse_q(q)
    values, told = parse_answers(scores, answered, len(table))
    if not told.any():
        raise ScoresError(f"answers of {len(values)} learners: expected at least one, found none")
    groups = list_groups(table, limit)
    needs = pass_gates(table, groups.unions)
    start = np.full(len(table), START)
    reached = _climb(
        merge_patterns(values, told), needs, Parameters(start, start, groups.prior), method, stop
    )
    return describe(reached, table, groups, method)


def describe(reached: Climb, q: BoolArray, groups: Groups, method: Method) -> Dina:
    """Return the model that a climb over the angles of its parameters has reached."""
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


def posterior(model: Dina, scores: ArrayLike, answered: ArrayLike) -> FloatArray:
    """Return ``(M, C)`` P(group | answers); without answers the prior.

    Raises:
        ScoresError: no table of scores in [0, 1] for the items of the model.
    """
    values, told = parse_answers(scores, answered, len(model.q))
    return _judge(model, model.needs, values, told)


def mastery(model: Dina, scores: ArrayLike, answered: ArrayLike) -> Mastery:
    """Return what the answers say about each skill; needs no refit for new learners.

    Raises:
        ScoresError: no table of scores in [0, 1] for the items of the model.
    """
    values, told = parse_answers(scores, answered, len(model.q))
    evidence = (told.astype(np.float64) @ model.q).astype(np.int64)
    parts = [
        (belief @ model.shares, model.unions[belief.argmax(axis=1)], belief @ model.undetermined)
        for belief in _judge_slices(model, values, told)
    ]
    probability, vector, doubt = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Mastery(probability, vector, evidence, (evidence > 0) & (doubt <= DOUBT))


def predict(model: Dina, posterior: FloatArray) -> FloatArray:
    """Return ``(M, N)`` P(right answer) from ``(M, C)`` P(group)."""
    chance: FloatArray = posterior @ model.needs.T
    return model.guess + (1.0 - model.slip - model.guess) * chance


def _climb(
    patterns: Patterns, needs: BoolArray, start: Parameters, method: Method, stop: Stop
) -> Climb:
    """Run EM on the angles of the parameters."""
    expect, totals, items = Expectation(patterns, needs), count_answers(patterns), len(needs)

    def step(angles: FloatArray) -> tuple[FloatArray, float]:
        here = to_parameters(angles, items)
        counts = expect(*here)
        penalty = weigh_prior(here) if method == "map" else 0.0
        return to_angles(maximise(counts, totals, method)), counts.log_likelihood + penalty

    def fold(angles: FloatArray) -> FloatArray:
        landed = to_parameters(angles, items)
        return to_angles(uncross(landed) if method == "map" else landed)

    return climb(step, fold, to_angles(start), stop)


def pass_gates(q: BoolArray, unions: BoolArray) -> BoolArray:
    """Return ``(N, C)``: whether the ``(C, K)`` union holds every skill of the item."""
    open_gates: BoolArray = q.astype(np.float64) @ ~unions.T == 0
    return open_gates


def _judge(model: Dina, needs: BoolArray, values: FloatArray, told: BoolArray) -> FloatArray:
    """Return ``(M, C)`` P(group | answers)."""
    chance = np.where(needs, 1.0 - model.slip[:, None], model.guess[:, None])
    with np.errstate(divide="ignore"):
        joint = np.log(model.prior) + values @ np.log(chance) + (told - values) @ np.log1p(-chance)
    joint -= joint.max(axis=1, keepdims=True)
    np.exp(joint, out=joint)
    joint /= joint.sum(axis=1, keepdims=True)
    return joint


def _judge_slices(model: Dina, values: FloatArray, told: BoolArray) -> Iterator[FloatArray]:
    """Yield P(group | answers) for as many learners at a time as memory should hold."""
    needs = model.needs
    size = max(1, CELLS // len(model.prior))
    for start in range(0, max(len(values), 1), size):
        yield _judge(model, needs, values[start : start + size], told[start : start + size])
