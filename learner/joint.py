"""Scores, mastery and the Q matrix factorised together: the energy, its slopes, its descent."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from learner.adam import Adam
from learner.cells import Cells, list_cells
from learner.logistic import squash
from learner.responses import FloatArray, Responses


@dataclass(frozen=True, slots=True)
class Weights:
    r"""Variance of a score over that of each other part: the paper's :math:`\lambda`, 0 or more.

    Attributes:
        mastery: :math:`\lambda_A`, of a mastery.
        needs: :math:`\lambda_Q`, of an item's need of a skill.
        learners: :math:`\lambda_U`, of learners' factors.
        skills: :math:`\lambda_K`, of skills' factors.
        items: :math:`\lambda_D`, of items' factors about what their text says, or about 0.
        network: :math:`\lambda_W`, of what reads the text.
    """

    mastery: float = 1.0
    needs: float = 0.5
    learners: float = 0.001
    skills: float = 0.001
    items: float = 0.001
    network: float = 0.001


@dataclass(frozen=True, slots=True)
class Descent:
    """How far down.

    Attributes:
        epochs: passes over the answers, at most.
        rate: of Adam.
        parts: of the answers that a pass goes through one by one; 1: all at once.
        patience: passes without a better prediction of a tenth of the answers, which is held out,
            after which the best point is taken; 0: all passes on all answers, as in the paper.
    """

    epochs: int = 320
    rate: float = 0.02
    parts: int = 1
    patience: int = 0


_EVEN = 1e-9  # a mastery so close to 1/2 says nothing

PAPER = Weights()
WHOLE = Descent()


@dataclass(frozen=True, slots=True)
class Known:
    """What is factorised.

    Attributes:
        cells: scores answered.
        mastery: ``(M, K)`` in [0, 1].
        diagnosed: ``(M, K)`` how much each counts, 0 or more.
        needs: ``(N, K)`` in [0, 1].
        told: ``(N, K)`` how much each counts.
    """

    cells: Cells
    mastery: FloatArray
    diagnosed: FloatArray
    needs: FloatArray
    told: FloatArray


@dataclass(frozen=True, slots=True)
class Factors:
    """Factors, or slopes along them: ``(M, p)``, ``(N, p)``, ``(K, p)``."""

    learners: FloatArray
    items: FloatArray
    skills: FloatArray

    @property
    def arrays(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return all three."""
        return self.learners, self.items, self.skills


def measure_energy(
    known: Known, factors: Factors, means: FloatArray, weights: Weights, part: float = 1.0
) -> tuple[float, Factors]:
    r"""Return the energy without the network's own penalty, and its slopes.

    .. math:: E = \tfrac12 \sum I^R (r - h(U D))^2 + \tfrac{\lambda_A}2 \sum I^A (a - h(U K))^2
              + \tfrac{\lambda_Q}2 \sum I^Q (q - h(D K))^2 + \tfrac{\lambda_U}2 |U|^2
              + \tfrac{\lambda_K}2 |K|^2 + \tfrac{\lambda_D}2 |D - \bar D|^2

    Args:
        known: what is factorised; its cells may be a part of all.
        factors: where.
        means: ``(N, p)`` :math:`\bar D`, what the texts say; 0 without texts.
        weights: of the parts.
        part: how much everything but the scores counts, for descents by parts of the cells.
    """
    scores, to_learners, to_items = _measure_scores(known.cells, factors)
    mastery, of_learners, of_skills = _measure_table(
        known.mastery, known.diagnosed * weights.mastery * part, factors.learners, factors.skills
    )
    needs, of_items, with_skills = _measure_table(
        known.needs, known.told * weights.needs * part, factors.items, factors.skills
    )
    away = factors.items - means
    held = (weights.learners * part, weights.skills * part, weights.items * part)
    own = (factors.learners, factors.skills, away)
    penalty = 0.5 * sum(
        float(weight * (array**2).sum()) for weight, array in zip(held, own, strict=True)
    )
    slopes = Factors(
        to_learners + of_learners + held[0] * factors.learners,
        to_items + of_items + held[2] * away,
        of_skills + with_skills + held[1] * factors.skills,
    )
    return scores + mastery + needs + penalty, slopes


def draw_factors(shape: tuple[int, int, int], width: int, rng: np.random.Generator) -> Factors:
    """Return random factors of M learners, N items and K skills, near 0."""
    learners, items, skills = (rng.normal(0.0, 0.1, (size, width)) for size in shape)
    return Factors(learners, items, skills)


def fold_learners(
    known: Known,
    items: FloatArray,
    skills: FloatArray,
    weights: Weights,
    descent: Descent,
) -> FloatArray:
    """Return ``(M, p)`` factors of learners with those of items and skills fixed, from 0."""
    learners = np.zeros((known.cells.shape[0], items.shape[1]))
    adam = Adam(descent.rate)
    for _ in range(descent.epochs):
        factors = Factors(learners, items, skills)
        _, slope, _ = _measure_scores(known.cells, factors)
        _, of_skills, _ = _measure_table(
            known.mastery, known.diagnosed * weights.mastery, learners, skills
        )
        adam.step([learners], [slope + of_skills + weights.learners * learners])
    return learners


def _measure_scores(cells: Cells, factors: Factors) -> tuple[float, FloatArray, FloatArray]:
    """Return half the squared error and its slopes along learners and items."""
    products = (factors.learners[cells.learner] * factors.items[cells.item]).sum(axis=1)
    chance = squash(products)
    error = chance - cells.score
    table = cells.spread(error * chance * (1.0 - chance))
    return (
        0.5 * float(error @ error),
        np.asarray(table @ factors.items),
        np.asarray(table.T @ factors.learners),
    )


def _measure_table(
    values: FloatArray, counts: FloatArray, rows: FloatArray, columns: FloatArray
) -> tuple[float, FloatArray, FloatArray]:
    """Return half the weighed squared error of a whole table, and its slopes."""
    chance = squash(rows @ columns.T)
    error = chance - values
    slope = counts * error * chance * (1.0 - chance)
    return 0.5 * float((counts * error**2).sum()), slope @ columns, slope.T @ rows


def gather(seen: Responses, mastery: FloatArray, complete: bool) -> Known:
    """Return what is factorised.

    Args:
        seen: answers and needs.
        mastery: ``(M, K)`` P(skill).
        complete: false: only skills mastered (above 1/2, then as 1) and needed count, as in the
            paper; true: every need of an item that has one, and every mastery, by how far it is
            from 1/2, of a learner with answers.
    """
    needs = seen.q.astype(np.float64)
    if not complete:
        mastered = (mastery > 0.5 + _EVEN) & seen.answered.any(axis=1, keepdims=True)
        ones = mastered.astype(np.float64)
        return Known(list_cells(seen), ones, ones, needs, needs)
    sure = np.abs(2.0 * mastery - 1.0) * seen.answered.any(axis=1, keepdims=True)
    told = np.broadcast_to(seen.q.any(axis=1, keepdims=True), needs.shape).astype(np.float64)
    return Known(list_cells(seen), mastery, sure, needs, told)


def draw_parts(known: Known, count: int, rng: np.random.Generator) -> Iterator[Known]:
    """Yield what is known with a random part of the cells each time, ``count`` parts in all."""
    if count == 1:
        yield known
        return
    cells, owner = known.cells, rng.permutation(np.arange(len(known.cells.score)) % count)
    for number in range(count):
        here = owner == number
        part = Cells(cells.learner[here], cells.item[here], cells.score[here], cells.shape)
        yield replace(known, cells=part)
