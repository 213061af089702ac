"""Rules that itemsets hold, as a table of arrays, before they are judged."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from mining.baskets import Counts, Floats, Rows
from mining.classes import Kinds
from mining.errors import OpenItemsetsError
from mining.itemsets import Itemsets, Level, Template, sort_kinds

Marks = npt.NDArray[np.bool_]
Keys = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Candidates:
    """``R`` rules: one item of an itemset is the head, the others are the body.

    Attributes:
        size: ``(R,)`` items of body and head.
        row: ``(R,)`` the itemset's row in the level of its size.
        place: ``(R,)`` where the head stands in the itemset.
        count: ``(R,)`` transactions with body and head.
        body_count: ``(R,)`` with the body.
        head_count: ``(R,)`` with the head.
        mass: ``(R,)`` the weights of those with both.
        body_mass: ``(R,)`` of those with the body.
        head_mass: ``(R,)`` of those with the head.
        explained: ``(R,)`` best confidence of the same head given a part of the body; -1 where
            the body has one item.
    """

    size: Counts
    row: Counts
    place: Counts
    count: Counts
    body_count: Counts
    head_count: Counts
    mass: Floats
    body_mass: Floats
    head_mass: Floats
    explained: Floats

    def take(self, rows: Marks | Counts) -> "Candidates":
        """Return some of the rules."""
        return Candidates(*(getattr(self, field.name)[rows] for field in fields(self)))

    def __len__(self) -> int:
        return len(self.size)


def list_candidates(
    found: Itemsets, templates: Sequence[Template] | None = None, *, everywhere: bool = False
) -> Candidates:
    """Return every rule that the itemsets hold, by size, then itemset, then head.

    Args:
        found: with every itemset, all its parts.
        templates: types of body and head wanted; None takes every pair.
        everywhere: also rules with an item that every transaction holds.

    Raises:
        OpenItemsetsError: an itemset without one of its parts.
    """
    wanted = _Wanted.of(found, templates, everywhere=everywhere)
    first = found.levels[0] if found.levels else Level(*_list_nothing())
    singles = np.zeros(len(found.names), dtype=np.int64)
    singles[first.items[:, 0]] = np.arange(len(first.counts))
    chance = _Explained(np.zeros((len(first.counts), 1)), np.zeros((len(first.counts), 1)))
    parts = [_empty()]
    for before, level in zip(found.levels, found.levels[1:], strict=False):
        links = link_parts(before, level, len(found.names))
        chance = _explain(before, level, links, chance)
        rows, places = np.nonzero(wanted.mark(level))
        bodies, heads = links[rows, places], singles[level.items[rows, places]]
        parts.append(
            Candidates(
                size=np.full(len(rows), level.items.shape[1]),
                row=rows,
                place=places,
                count=level.counts[rows],
                body_count=before.counts[bodies],
                head_count=first.counts[heads],
                mass=level.masses[rows],
                body_mass=before.masses[bodies],
                head_mass=first.masses[heads],
                explained=chance.explained[rows, places],
            )
        )
    return _join(parts)


def link_parts(before: Level, level: Level, items: int) -> Counts:
    """Return ``(n, k)`` rows of the level ``before``: each itemset without its k-th item.

    Itemsets are found by the sum of random numbers, one an item; sums that coincide are drawn
    anew, so that none is mistaken for another.

    Raises:
        OpenItemsetsError: one is not there.
    """
    rng = np.random.default_rng(items)
    while True:
        marks = rng.integers(2**64, size=items, dtype=np.uint64)
        keys = _sum_marks(before, marks)
        order = np.argsort(keys, kind="stable")
        known = keys[order]
        if not bool((known[1:] == known[:-1]).any()):
            break
    asked = _sum_marks(level, marks)[:, None] - marks[level.items]
    at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    if bool((known[at] != asked).any()):
        raise OpenItemsetsError("expected every part of every itemset, found some without")
    return order[at]


@dataclass(frozen=True, slots=True)
class _Explained:
    """Of ``n`` itemsets and each of their ``k`` items as a head: ``(n, k)`` figures.

    Attributes:
        confidence: of the item given the others.
        explained: best confidence of the item given some of the others.
    """

    confidence: Floats
    explained: Floats


def _explain(before: Level, level: Level, links: Counts, chance: _Explained) -> _Explained:
    """Return the figures of a level from those of the level before."""
    size = level.items.shape[1]
    confidence = level.masses[:, None] / before.masses[links]
    explained = np.full(confidence.shape, -1.0)
    if size > 2:
        best = np.maximum(chance.confidence, chance.explained)
        for left_out in range(size):
            heads = [place for place in range(size) if place != left_out]
            known = best[links[:, left_out]]
            explained[:, heads] = np.maximum(explained[:, heads], known)
    return _Explained(confidence, explained)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What may be a rule, by item: in every transaction, or of a template's types."""

    universal: Marks
    kinds: Kinds | None

    @staticmethod
    def of(found: Itemsets, templates: Sequence[Template] | None, *, everywhere: bool) -> "_Wanted":
        universal = np.zeros(len(found.names), dtype=np.bool_)
        if found.levels and not everywhere:
            first = found.levels[0]
            universal[first.items[:, 0]] = first.counts == found.transactions
        return _Wanted(universal, sort_kinds(found.names, templates, alone=False))

    def mark(self, level: Level) -> Marks:
        """Return ``(n, k)``: whether the item may be the head of the others."""
        items = level.items
        open_to: Marks = ~np.logical_or.reduce(self.universal[items], axis=1)
        marks = np.repeat(open_to[:, None], items.shape[1], axis=1)
        if self.kinds is None:
            return marks
        for place in range(items.shape[1]):
            others = np.delete(items, place, axis=1)
            body = np.bitwise_and.reduce(self.kinds.body[others], axis=1)
            marks[:, place] &= (body & self.kinds.head[items[:, place]]) != 0
        return marks


def _sum_marks(level: Level, marks: Keys) -> Keys:
    sums: Keys = marks[level.items].sum(axis=1, dtype=np.uint64)
    return sums


def _list_nothing() -> tuple[Rows, Counts, Floats]:
    return np.empty((0, 1), dtype=np.int32), np.empty(0, dtype=np.int64), np.empty(0)


def _empty() -> Candidates:
    counts, masses = np.empty(0, dtype=np.int64), np.empty(0)
    whole = counts, counts, counts, counts, counts, counts
    return Candidates(*whole, masses, masses, masses, masses)


def _join(parts: Sequence[Candidates]) -> Candidates:
    columns = (
        np.concatenate([getattr(part, field.name) for part in parts])
        for field in fields(Candidates)
    )
    return Candidates(*columns)
