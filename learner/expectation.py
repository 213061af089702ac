"""Expected counts of the DINA model's hidden classes: the E-step of its EM algorithm."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from learner.answers import Patterns

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]

CELLS = 1 << 16  # doubles of a block of patterns x groups: 512 KB, which stays in the cache
RAREST = 1e-100  # log of a group's prior never below this: exp() is slow where it underflows


@dataclass(frozen=True, slots=True)
class Counts:
    """What the model expects of the answers it was given.

    Attributes:
        log_likelihood: of all answers.
        groups: ``(C,)`` learners in each group.
        tries: ``(N,)`` answers by learners who have every skill of the item.
        right: ``(N,)`` those of them that are right, partial scores as fractions.
    """

    log_likelihood: float
    groups: FloatArray
    tries: FloatArray
    right: FloatArray


@dataclass(frozen=True, slots=True)
class _Block:
    """Patterns worked on together: ``(?, P)`` tables; only ``last`` outlives a call.

    ``evidence`` holds what each answer says for having its item's skills, a row of ones (for the
    prior), and what does not depend on the group; ``last`` the log-likelihoods of the call before.
    """

    right: FloatArray
    tries: FloatArray
    weight: FloatArray
    last: FloatArray
    evidence: FloatArray
    joint: FloatArray
    passed: FloatArray
    product: FloatArray


class Expectation:
    r"""E-step over fixed answers; its buffers outlive a call, so it serves one thread.

    With :math:`\eta_{jc} = 1` where group *c* has every skill of item *j*, the logarithm of
    :math:`P(x_i, c)` is linear in :math:`\eta_c`: one matrix product gives it for all patterns and
    groups, and after the exponential a second one sums the weights of the groups that have an
    item's skills. Each pattern is scaled by its likelihood of the call before, which saves the
    search for its largest term; where that is too far off the search is made.

    A call costs ``2 N C P`` multiply-adds and ``C P`` exponentials, and nothing else of that size.
    """

    def __init__(self, patterns: Patterns, needs: BoolArray) -> None:
        items, groups = needs.shape
        self._needs = np.ascontiguousarray(needs.T, dtype=np.float64)
        self._sums = np.vstack((needs, np.ones(groups)))
        self._table = np.ones((groups, items + 2))
        self._table[:, :items] = self._needs
        self._blocks = list(_cut(patterns, groups))
        self._whole = bool(patterns.tries.all())

    def __call__(self, slip: FloatArray, guess: FloatArray, prior: FloatArray) -> Counts:
        """Return what is expected under these parameters: ``(N,)``, ``(N,)`` and ``(C,)``."""
        right, wrong = np.log(guess), np.log1p(-guess)
        gain, loss = np.log1p(-slip) - right, np.log(slip) - wrong
        self._table[:, -2] = np.log(np.maximum(prior, RAREST))
        if self._whole:
            np.multiply(self._needs, gain - loss, out=self._table[:, :-2])
            self._table[:, -2] += self._needs @ loss
        parts = []
        for block in self._blocks:
            if not self._whole:
                np.multiply(block.right, (gain - loss)[:, None], out=block.evidence[:-2])
                block.evidence[:-2] += np.multiply(block.tries, loss[:, None], out=block.product)
            parts.append(self._count(block, (right - wrong) @ block.right + wrong @ block.tries))
        return parts[0] if len(parts) == 1 else _add(parts)

    def _count(self, block: _Block, same: FloatArray) -> Counts:
        """Return the block's share; ``same`` is what every group would make of its answers."""
        with np.errstate(over="ignore", invalid="ignore"):
            chance = self._weigh(block, same - block.last)
        if not (chance.min() > 1e-250 and chance.max() < 1e250):
            block.evidence[-1] = 0.0
            block.last[:] = same + (self._table @ block.evidence).max(axis=0)
            chance = self._weigh(block, same - block.last)
        block.last[:] += np.log(chance)
        share = block.weight / chance
        passed = block.passed[:-1]
        if not self._whole:
            tries = np.multiply(passed, block.tries, out=block.product) @ share
        else:
            tries = passed @ share
        right = np.multiply(passed, block.right, out=block.product) @ share
        return Counts(float(block.weight @ block.last), block.joint @ share, tries, right)

    def _weigh(self, block: _Block, scale: FloatArray) -> FloatArray:
        """Fill ``joint`` and ``passed`` under ``scale``; return the sums over all groups."""
        block.evidence[-1] = scale
        np.matmul(self._table, block.evidence, out=block.joint)
        np.exp(block.joint, out=block.joint)
        np.matmul(self._sums, block.joint, out=block.passed)
        chance: FloatArray = block.passed[-1]
        return chance


def _cut(patterns: Patterns, groups: int) -> Iterator[_Block]:
    """Cut the patterns into blocks that share their working space.

    The evidence starts as the scores, which is what it stays where every item is answered: then
    the table is scaled instead, which is much smaller.
    """
    items, count = patterns.right.shape
    parts = -(-count * groups // CELLS)
    bounds = np.linspace(0, count, min(parts, count) + 1).astype(int)
    widest = int(np.diff(bounds).max())
    joint = np.empty(groups * widest)
    passed = np.empty((items + 1) * widest)
    product = np.empty(items * widest)
    for start, end in pairwise(bounds.tolist()):
        width = end - start
        yield _Block(
            np.ascontiguousarray(patterns.right[:, start:end]),
            np.ascontiguousarray(patterns.tries[:, start:end]),
            patterns.weight[start:end],
            np.zeros(width),
            np.vstack((patterns.right[:, start:end], np.ones((2, width)))),
            joint[: groups * width].reshape(groups, width),
            passed[: (items + 1) * width].reshape(items + 1, width),
            product[: items * width].reshape(items, width),
        )


def _add(parts: list[Counts]) -> Counts:
    """Add up the counts of all blocks."""
    return Counts(
        sum(part.log_likelihood for part in parts),
        np.sum([part.groups for part in parts], axis=0),
        np.sum([part.tries for part in parts], axis=0),
        np.sum([part.right for part in parts], axis=0),
    )
