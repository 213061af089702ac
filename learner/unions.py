"""The classes of skills that answers can tell apart: one group for each union of Q rows."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from learner.errors import QMatrixError, UnionsError

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]

LIMIT = 50_000
RAREST = 1e-290  # below, shares of a group would lose digits


@dataclass(frozen=True, slots=True)
class Groups:
    r"""Classes of skills, merged where no answer can tell them apart.

    A class :math:`\alpha` passes the items whose rows lie inside it, so it behaves like the union
    of those rows; the classes with one union are a group. Groups are ordered by their number of
    skills, then by row.

    Shapes:
        ``C`` groups, ``K`` skills.

    Attributes:
        unions: ``(C, K)`` the skills that every member of the group has.
        sizes: how many of the ``2 ** K`` classes each group holds, exact for every ``K``.
        shares: ``(C, K)`` share of the members that have the skill: 1 inside the union, 0 where no
            member has it, else in (0, 1/2], and then no answer can tell who has it.
    """

    unions: BoolArray
    sizes: tuple[int, ...]
    shares: FloatArray

    @property
    def prior(self) -> FloatArray:
        """``(C,)`` share of all classes that each group holds; sums to 1."""
        total = 1 << self.unions.shape[1]
        return np.array([size / total for size in self.sizes])


class Block(NamedTuple):
    """Items and skills that share answers with no other: indices into Q, ascending."""

    items: NDArray[np.intp]
    skills: NDArray[np.intp]


def parse_q(q: ArrayLike) -> BoolArray:
    """Return ``q`` as a ``(N, K)`` table of yes and no.

    Raises:
        QMatrixError: not two-dimensional, without a skill, or with a value besides 0 and 1.
    """
    table = np.asarray(q)
    if table.ndim != 2 or table.shape[1] == 0:
        raise QMatrixError(f"Q matrix: expected items x skills, found the shape {table.shape}")
    if table.dtype != np.bool_ and not np.isin(table, (0, 1)).all():
        raise QMatrixError("Q matrix: expected 0 and 1 only, found another value")
    return table.astype(np.bool_)


def list_unions(q: ArrayLike, limit: int = LIMIT) -> BoolArray:
    """Return the ``(C, K)`` unions of rows of ``q``, the empty one first.

    Raises:
        UnionsError: more than ``limit`` of them.
    """
    return list_groups(q, limit).unions


def list_groups(q: ArrayLike, limit: int = LIMIT) -> Groups:
    """Return the groups of classes that items with the ``(N, K)`` matrix ``q`` can tell apart.

    The skills are decided one after the other; a state is the set of rows that the class can still
    hold. States never outnumber the groups, because cutting every row to the first skills maps the
    unions onto the unions of the cut rows. So this costs ``K C`` steps, and only adds up positive
    numbers: nothing cancels, however large ``2 ** K`` is.

    Raises:
        UnionsError: more than ``limit`` groups, or one that needs over 900 skills.
    """
    table = parse_q(q)
    rows = _list_irreducible(table)
    skills = table.shape[1]
    states = {(1 << len(rows)) - 1: 0}
    sizes = [1]
    reached, holding = np.ones(1), np.zeros((1, skills))
    for skill in range(skills):
        without = sum(1 << place for place, row in enumerate(rows) if not row >> skill & 1)
        lost = [states.setdefault(state & without, len(states)) for state in list(states)]
        if len(states) > limit:
            raise UnionsError(
                f"Q matrix of {len(table)} items x {skills} skills: expected at most {limit} "
                f"unions of rows, found more after {skill + 1} skills; fit its blocks one by one"
            )
        sizes = _add_sizes(sizes, lost, len(states))
        reached, holding = _toss(reached, holding, lost, len(states), skill)
    if reached.min() < RAREST:
        raise UnionsError(
            f"Q matrix of {len(table)} items x {skills} skills: expected groups of at least "
            f"{RAREST} of all classes, found {reached.min()}"
        )
    return _order(sizes, holding / reached[:, None])


def list_blocks(q: ArrayLike) -> list[Block]:
    """Return the connected parts of the graph of items and skills, by their first skill.

    Fitted one by one they are each exact; only what the skills of two blocks have to do with each
    other is lost. Items without a skill and skills without an item belong to no block.
    """
    table = parse_q(q)
    label = np.arange(table.shape[1])
    for row in np.unique(table, axis=0):
        joined = np.unique(label[row])
        if len(joined) > 1:
            label[np.isin(label, joined)] = joined[0]
    used = np.unique(label[table.any(axis=0)])
    return [
        Block(np.flatnonzero(table[:, label == first].any(axis=1)), np.flatnonzero(label == first))
        for first in used
    ]


def _list_irreducible(table: BoolArray) -> list[int]:
    """Return the distinct rows, as bits, that are no union of other rows."""
    packed = np.packbits(table, axis=1, bitorder="little")
    rows = {int.from_bytes(row.tobytes(), "little") for row in packed}
    kept: list[int] = []
    for row in sorted(rows - {0}, key=lambda bits: (bits.bit_count(), bits)):
        covered = 0
        for smaller in kept:
            covered |= smaller if smaller & row == smaller else 0
        if covered != row:
            kept.append(row)
    return kept


def _add_sizes(sizes: list[int], lost: list[int], count: int) -> list[int]:
    """Send every class of a state on twice: with the skill it stays, without it goes to lost."""
    grown = sizes + [0] * (count - len(sizes))
    for target, size in zip(lost, sizes, strict=True):
        grown[target] += size
    return grown


def _toss(
    reached: FloatArray, holding: FloatArray, lost: list[int], count: int, skill: int
) -> tuple[FloatArray, FloatArray]:
    """Decide one skill by a fair coin: P(state) and P(state and skill held), for all skills."""
    stayed = len(reached)
    chance, held = np.zeros(count), np.zeros((count, holding.shape[1]))
    chance[:stayed], held[:stayed] = reached / 2, holding / 2
    held[:stayed, skill] = reached / 2
    np.add.at(chance, lost, reached / 2)
    np.add.at(held, lost, holding / 2)
    return chance, held


def _order(sizes: list[int], shares: FloatArray) -> Groups:
    """Sort the groups; a share above one half is 1, for a skill outside the union can be lost."""
    unions = shares > 0.75
    order = np.lexsort((*~unions.T[::-1], unions.sum(axis=1)))
    shares = np.where(unions, 1.0, shares)
    return Groups(unions[order], tuple(sizes[place] for place in order), shares[order])
