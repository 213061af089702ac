"""Equivalence classes of itemsets: those with one prefix, whose rows of bits are joined at once.

A class is a prefix of ``k`` items; each of its rows is one item more, with bits for the
transactions of the class that hold it. An item that all transactions of a class hold (a perfect
extension) is no row: it may be added to every itemset of the class without a change of support.

Source:
    Zaki, "Scalable algorithms for association mining", 2000; Borgelt, "Efficient implementations
    of Apriori and Eclat", 2003 (perfect extensions).
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from mining.baskets import Counts, Floats, Rows

Bits = npt.NDArray[np.uint64]
Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Kinds:
    """Which templates an item may serve, a bit a template: as part of a body, as a head."""

    body: Bits
    head: Bits


@dataclass(frozen=True, slots=True)
class Classes:
    """``C`` prefixes of ``k`` items.

    Attributes:
        prefix: ``(C, k)`` ranks.
        counts: ``(C,)`` transactions with the prefix.
        masses: ``(C,)`` sums of their weights.
        free: ``(C, G)`` ranks of its perfect extensions, filled up with -1.
        body: ``(C,)`` templates for which the prefix is all body.
        head: ``(C,)`` templates for which it has its one head.
        root: ``(C,)`` row of the weights that its bits stand for.
    """

    prefix: Rows
    counts: Counts
    masses: Floats
    free: Rows
    body: Bits
    head: Bits
    root: Counts

    def take(self, rows: slice | Counts | Marks) -> "Classes":
        """Return some of the classes."""
        return Classes(
            self.prefix[rows],
            self.counts[rows],
            self.masses[rows],
            self.free[rows],
            self.body[rows],
            self.head[rows],
            self.root[rows],
        )


@dataclass(frozen=True, slots=True)
class Extensions:
    """``R`` rows, one class after the other, ranks ascending within a class.

    Attributes:
        bits: ``(R, W)`` words: which transactions of the class hold the item.
        owner: ``(R,)`` class of each row.
        items: ``(R,)`` ranks.
        counts: ``(R,)`` transactions with prefix and item.
        masses: ``(R,)`` sums of their weights.
    """

    bits: Bits
    owner: Counts
    items: Rows
    counts: Counts
    masses: Floats

    def keep(self, rows: Marks) -> "Extensions":
        """Return the rows that are marked."""
        if bool(rows.all()):
            return self
        return Extensions(
            self.bits[rows],
            self.owner[rows],
            self.items[rows],
            self.counts[rows],
            self.masses[rows],
        )


def absorb(classes: Classes, rows: Extensions) -> tuple[Classes, Extensions]:
    """Make rows that all transactions of their class hold free items of the class."""
    perfect = rows.counts == classes.counts[rows.owner]
    if not bool(perfect.any()):
        return classes, rows
    owner = rows.owner[perfect]
    first = np.searchsorted(owner, owner)
    column = (classes.free >= 0).sum(axis=1)[owner] + np.arange(len(owner)) - first
    width = max(int(column.max()) + 1, classes.free.shape[1])
    free = np.full((len(classes.counts), width), -1, dtype=np.int32)
    free[:, : classes.free.shape[1]] = classes.free
    free[owner, column] = rows.items[perfect]
    return replace(classes, free=free), rows.keep(~perfect)


def open_classes(classes: Classes, rows: Extensions, kinds: Kinds) -> Classes:
    """Return the classes whose prefixes are those of ``classes`` with one row each."""
    body, head = serve(classes, rows.owner, rows.items, kinds)
    return Classes(
        prefix=np.concatenate([classes.prefix[rows.owner], rows.items[:, None]], axis=1),
        counts=rows.counts,
        masses=rows.masses,
        free=classes.free[rows.owner],
        body=body,
        head=head,
        root=classes.root[rows.owner],
    )


def serve(classes: Classes, owner: Counts, items: Rows, kinds: Kinds) -> tuple[Bits, Bits]:
    """Return for which templates prefixes with one item more are all body, or have their head."""
    body, head = classes.body[owner], classes.head[owner]
    fits = kinds.body[items]
    return body & fits, (head & fits) | (body & kinds.head[items])


def pair_rows(owner: Counts, heads: Counts) -> tuple[Counts, Counts]:
    """Return each of some rows, ``heads``, beside each later row of its class."""
    repeats = np.searchsorted(owner, owner[heads], side="right") - heads - 1
    left = np.repeat(heads, repeats)
    shift = heads + 1 - (np.cumsum(repeats) - repeats)
    return left, np.arange(len(left)) + np.repeat(shift, repeats)


def count_pairs(owner: Counts) -> Counts:
    """Return how many later rows of its class each row has."""
    return np.searchsorted(owner, owner, side="right") - np.arange(len(owner)) - 1
