"""DINA for Q matrices whose groups of classes are too many: skills taken as independent."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from learner.answers import parse_answers
from learner.dina import Mastery
from learner.errors import ScoresError
from learner.maximisation import START, Parameters, Totals, maximise_rates, weigh_prior
from learner.responses import Asked, Responses
from learner.squarem import PRODUCT_STOP, Stop
from learner.unions import parse_q

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]

SWEEPS = 50  # of one learner's skills when nothing is fitted
EDGE = 1e-9  # a mastery stays this far inside (0, 1)


@dataclass(frozen=True, slots=True)
class MeanField:
    r"""DINA whose posterior is a product over skills, so that its cost does not know ``2 ** K``.

    .. math:: \operatorname{logit} \mu_{ik} = \operatorname{logit} \pi_k
              + \sum_{j \ni k} w_{ij} \prod_{k' \in Q_j \setminus k} \mu_{ik'}, \qquad
              w_{ij} = \log \frac{P(x_{ij} \mid \eta = 1)}{P(x_{ij} \mid \eta = 0)}

    It errs where answers tie skills together (one item that needs two of them, failed), so
    :func:`learner.dina.fit_dina` is better wherever it fits.

    Shapes:
        ``M`` learners, ``N`` items, ``K`` skills.

    Attributes:
        q: ``(N, K)`` whether the item needs the skill.
        slip: ``(N,)`` probability of failing despite every skill, in (0, 1).
        guess: ``(N,)`` probability of passing without one of them, in (0, 1 - slip].
        prior: ``(K,)`` share of the learners who have the skill, in (0, 1).
        trace: lower bound of the log-posterior, sweep by sweep, never falling.
        converged: false if the limit of iterations ended the fit.
    """

    q: BoolArray
    slip: FloatArray
    guess: FloatArray
    prior: FloatArray
    trace: tuple[float, ...] = ()
    converged: bool = True

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        """Return ``(R,)`` P(right answer); learners need not be those of the fit."""
        table = predict(self, self.mastery(seen))
        return np.asarray(np.clip(table[asked.learner, asked.item], 0.0, 1.0))

    def mastery(self, seen: Responses) -> FloatArray:
        """Return ``(M, K)`` P(skill)."""
        return mastery(self, seen.scores, seen.answered).probability


def fit_mean_field(
    scores: ArrayLike, answered: ArrayLike, q: ArrayLike, *, stop: Stop = PRODUCT_STOP
) -> MeanField:
    """Fit by variational EM, with the priors of ``fit_dina``'s ``map``; arguments as there.

    Raises:
        ScoresError: no table of scores in [0, 1], or no answer at all.
        QMatrixError: no table of yes and no for the same items.
    """
    table = parse_q(q)
    right, told = parse_answers(scores, answered, len(table))
    right, tries = right[told.any(axis=1)], told[told.any(axis=1)].astype(np.float64)
    if not len(right):
        raise ScoresError(f"answers of {len(told)} learners: expected at least one, found none")
    totals = Totals(tries.sum(axis=0), right.sum(axis=0))
    rates, half = np.full(len(table), START), np.full(table.shape[1], 0.5)
    model, belief = MeanField(table, rates, rates, half), np.tile(half, (len(right), 1))
    trace: list[float] = []
    for _ in range(stop.iterations):
        belief = _sweep(model, right, tries, belief)
        able = pass_softly(table, belief)
        trace.append(_bound(model, right, tries, belief))
        if len(trace) > 1 and stop.accepts(trace[-1] - trace[-2], trace[-1]):
            return MeanField(table, model.slip, model.guess, model.prior, tuple(trace))
        counts = Totals((tries * able).sum(axis=0), (right * able).sum(axis=0))
        prior = (belief.sum(axis=0) + 0.1) / (len(belief) + 0.2)
        model = MeanField(table, *maximise_rates(counts, totals), prior)
    return MeanField(table, model.slip, model.guess, model.prior, tuple(trace), converged=False)


def mastery(model: MeanField, scores: ArrayLike, answered: ArrayLike) -> Mastery:
    """Return what the answers say about each skill.

    ``evidenced``: the learner has answered an item that needs the skill, and has with probability
    one half or more all other skills of some item that needs it, so that its answers could tell.

    Raises:
        ScoresError: no table of scores in [0, 1] for the items of the model.
    """
    right, told = parse_answers(scores, answered, len(model.q))
    tries, belief = told.astype(np.float64), np.tile(model.prior, (len(right), 1))
    for _ in range(SWEEPS):
        before, belief = belief, _sweep(model, right, tries, belief)
        if np.abs(belief - before).max(initial=0.0) < 1e-6:
            break
    evidence = (tries @ model.q).astype(np.int64)
    return describe_belief(model.q, belief, evidence)


def describe_belief(q: BoolArray, belief: FloatArray, evidence: NDArray[np.int64]) -> Mastery:
    """Return what ``(M, K)`` P(skill) says, ``evidence`` the counts of answers that bear on it."""
    telling = np.zeros(belief.shape)
    for skill in range(belief.shape[1]):
        others = q[q[:, skill]] & (np.arange(belief.shape[1]) != skill)
        telling[:, skill] = pass_softly(others, belief).max(axis=1, initial=0.0)
    return Mastery(belief, belief > 0.5, evidence, (evidence > 0) & (telling >= 0.5))


def predict(model: MeanField, probability: FloatArray) -> FloatArray:
    """Return ``(M, N)`` P(right answer) from ``(M, K)`` P(skill)."""
    return model.guess + (1.0 - model.slip - model.guess) * pass_softly(model.q, probability)


def _sweep(
    model: MeanField, right: FloatArray, tries: FloatArray, belief: FloatArray
) -> FloatArray:
    return sweep_skills(model.q, model.prior, _weigh(model, right, tries), belief)


def sweep_skills(
    q: BoolArray, prior: FloatArray, weight: FloatArray, belief: FloatArray
) -> FloatArray:
    """Update each skill once, given all others: no update lowers the bound.

    ``weight`` is ``(M, N)`` how much more likely each answer is with every skill, as a logarithm.
    """
    found, passed = belief.copy(), pass_softly(q, belief)
    for skill in range(belief.shape[1]):
        items = np.flatnonzero(q[:, skill])
        others = passed[:, items] / found[:, skill, None]
        chance = prior[skill]
        pull = np.log(chance) - np.log1p(-chance) + (weight[:, items] * others).sum(axis=1)
        found[:, skill] = _squash(pull)
        passed[:, items] = others * found[:, skill, None]
    return found


def _squash(pull: FloatArray) -> FloatArray:
    """Return the logistic function inside the edges."""
    inside: FloatArray = np.clip(0.5 + 0.5 * np.tanh(0.5 * pull), EDGE, 1.0 - EDGE)
    return inside


def _weigh(model: MeanField, right: FloatArray, tries: FloatArray) -> FloatArray:
    """Return ``(M, N)`` how much more likely each answer is with every skill, as a logarithm."""
    gain = np.log1p(-model.slip) - np.log(model.guess)
    loss = np.log(model.slip) - np.log1p(-model.guess)
    weight: FloatArray = right * gain + (tries - right) * loss
    return weight


def pass_softly(q: BoolArray, belief: FloatArray) -> FloatArray:
    """Return ``(M, N)`` P(the learner has every skill of the item)."""
    passed: FloatArray = np.exp(np.log(np.maximum(belief, EDGE)) @ q.T)
    return passed


def _bound(model: MeanField, right: FloatArray, tries: FloatArray, belief: FloatArray) -> float:
    """Return the lower bound of the log-posterior: what the answers are worth, plus surprise."""
    base = right * np.log(model.guess) + (tries - right) * np.log1p(-model.guess)
    told = (base + _weigh(model, right, tries) * pass_softly(model.q, belief)).sum()
    return float(told) + weigh_belief(model.prior, belief) + weigh_rates(model)


def weigh_belief(prior: FloatArray, belief: FloatArray) -> float:
    """Return the surprise of the beliefs, which the bound holds."""
    have = belief * (np.log(prior) - np.log(belief))
    lack = (1.0 - belief) * (np.log1p(-prior) - np.log1p(-belief))
    return float((have + lack).sum())


def weigh_rates(model: MeanField) -> float:
    """Return the log density of the priors of slip, guess and shares, up to a constant."""
    rates = np.concatenate((model.prior, 1.0 - model.prior))
    return weigh_prior(Parameters(model.slip, model.guess, rates))
