"""Frequent itemsets of any length, exact, as arrays."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from mining.baskets import Baskets, Counts, Floats, Rows, encode_baskets
from mining.classes import Kinds
from mining.errors import ExplosionError, ThresholdError
from mining.explosion import Explosion, describe_explosion
from mining.findings import Findings, OverflowingError
from mining.ranks import set_floor
from mining.search import explore

MOST_ITEMSETS = 1_000_000
_MOST_TEMPLATES = 64


@dataclass(frozen=True, slots=True)
class Template:
    """Rules wanted: any number of items of ``body_type`` imply one of ``head_type``.

    The type of an item is what stands before its first colon: ``K`` of ``K:sql``.
    """

    body_type: str
    head_type: str

    def matches(self, body: Sequence[str], head: str) -> bool:
        """Whether a rule has the types wanted."""
        wanted = read_type(head) == self.head_type
        return wanted and all(read_type(item) == self.body_type for item in body)


@dataclass(frozen=True, slots=True)
class Frequency:
    """``count`` transactions hold an itemset; ``mass`` is the sum of their weights."""

    count: int
    mass: float


@dataclass(frozen=True, slots=True)
class Level:
    """The ``n`` frequent itemsets of ``k`` items.

    Attributes:
        items: ``(n, k)`` positions among the names, ascending in a row; rows in order.
        counts: ``(n,)`` transactions that hold them.
        masses: ``(n,)`` sums of their weights.
    """

    items: Rows
    counts: Counts
    masses: Floats


@dataclass(frozen=True, slots=True)
class Itemsets:
    """What transactions hold often enough.

    Attributes:
        names: items in order.
        levels: the itemsets of 1, 2, ... items, as far as there are any.
        transactions: how many there are, empty ones too.
        mass: sum of all weights.
    """

    names: tuple[str, ...]
    levels: tuple[Level, ...]
    transactions: int
    mass: float

    def __len__(self) -> int:
        return sum(len(level.counts) for level in self.levels)


def find_itemsets(
    transactions: Sequence[Collection[str]],
    min_support: float,
    max_length: int = 4,
    templates: Sequence[Template] | None = None,
    weights: Sequence[float] | None = None,
    most: int = MOST_ITEMSETS,
) -> dict[tuple[str, ...], Frequency]:
    """Return the itemsets that transactions of enough weight hold, by size, then items.

    The arguments are those of :func:`search_itemsets`, the transactions sets of items such as
    ``K:sql``, the weights one a transaction, above 0; None weighs each 1.
    """
    baskets = encode_baskets(transactions, weights)
    return spell_itemsets(search_itemsets(baskets, min_support, max_length, templates, most))


def search_itemsets(
    baskets: Baskets,
    min_support: float,
    max_length: int = 4,
    templates: Sequence[Template] | None = None,
    most: int = MOST_ITEMSETS,
) -> Itemsets:
    r"""Find the itemsets that baskets of enough weight hold.

    .. math:: \mathrm{sup}(X) = \sum_{t \supseteq X} w_t \Big/ \sum_t w_t

    Args:
        baskets: an empty one counts in the total weight.
        min_support: least support, in (0, 1].
        max_length: most items of an itemset, 1 or more.
        templates: keep only what is a body, a head or both of one of these; None keeps all.
        most: itemsets at which the search gives up.

    Raises:
        ExplosionError: more itemsets than that; says how many, and which support would do.
        ThresholdError: a support or length out of its range, or more than 64 templates.

    Source:
        Agrawal and Srikant, "Fast algorithms for mining association rules", 1994, for what is
        found; :mod:`mining.classes` for how.
    """
    if not 0 < min_support <= 1 or max_length < 1:
        raise ThresholdError(
            "expected a support in (0, 1] and a length of 1 or more, "
            f"found {min_support} and {max_length}"
        )
    findings = Findings(max_length, most)
    kinds = sort_kinds(baskets.names, templates)
    try:
        ranked = explore(baskets, set_floor(baskets, min_support), kinds, findings)
    except OverflowingError:
        asked = Explosion(min_support, max_length, kinds, most)
        raise ExplosionError(describe_explosion(baskets, asked)) from None
    levels = tuple(_order(each, ranked.names) for each in findings.list_levels())
    return Itemsets(baskets.names, levels, baskets.count, baskets.mass)


def drop_rare(found: Itemsets, count: int) -> Itemsets:
    """Return the itemsets that so many transactions hold; with every itemset, all its parts."""
    levels = []
    for level in found.levels if count > 1 else ():
        kept = level.counts >= count
        levels.append(Level(level.items[kept], level.counts[kept], level.masses[kept]))
    left = tuple(level for level in levels if len(level.counts))
    return replace(found, levels=left) if count > 1 else found


def spell_itemsets(found: Itemsets) -> dict[tuple[str, ...], Frequency]:
    """Return itemsets by their items' names, by size, then items."""
    return {
        tuple(found.names[item] for item in items): Frequency(count, mass)
        for level in found.levels
        for items, count, mass in zip(
            level.items.tolist(), level.counts.tolist(), level.masses.tolist(), strict=True
        )
    }


def gather_itemsets(
    counted: Mapping[tuple[str, ...], Frequency], transactions: int, mass: float
) -> Itemsets:
    """Return itemsets that were counted elsewhere; with every itemset, all its parts.

    Args:
        counted: by items, in order.
        transactions: how many there are, empty ones too.
        mass: sum of their weights.
    """
    names = sorted({item for items in counted for item in items})
    rows = {name: row for row, name in enumerate(names)}
    levels = []
    for size in sorted({len(items) for items in counted}):
        keyed = sorted(
            (tuple(rows[item] for item in items), each)
            for items, each in counted.items()
            if len(items) == size
        )
        items = np.array([key for key, _ in keyed], dtype=np.int32)
        counts = np.array([each.count for _, each in keyed], dtype=np.int64)
        levels.append(Level(items, counts, np.array([each.mass for _, each in keyed])))
    return Itemsets(tuple(names), tuple(levels), transactions, mass)


def read_type(item: str) -> str:
    """Return what stands before the first colon of an item, the whole of it without one."""
    return item.partition(":")[0]


def sort_kinds(
    names: Sequence[str], templates: Sequence[Template] | None, *, alone: bool = True
) -> Kinds | None:
    """Return which templates each item may serve; None without templates.

    Args:
        names: items.
        templates: as asked for.
        alone: mark as heads only what is no part of a body of the same template.

    Raises:
        ThresholdError: more than 64 templates.
    """
    if templates is None:
        return None
    wanted = sorted({(each.body_type, each.head_type) for each in templates})
    if len(wanted) > _MOST_TEMPLATES:
        raise ThresholdError(f"expected at most {_MOST_TEMPLATES} templates, found {len(wanted)}")
    types = [read_type(name) for name in names]
    body, head = np.zeros((2, len(names)), dtype=np.uint64)
    for place, (body_type, head_type) in enumerate(wanted):
        mark = np.uint64(1 << place)
        body |= np.array([each == body_type for each in types], dtype=np.uint64) * mark
        if body_type != head_type or not alone:
            head |= np.array([each == head_type for each in types], dtype=np.uint64) * mark
    return Kinds(body, head)


def _order(level: tuple[Rows, Counts, Floats], names: Counts) -> Level:
    """Return ranks as positions among the names, rows and what they hold in order."""
    ranks, counts, masses = level
    items = np.sort(names.astype(np.int32)[ranks], axis=1)
    order = _sort_rows(items, int(names.max(initial=0)) + 1)
    return Level(items[order], counts[order], masses[order])


def _sort_rows(items: Rows, base: int) -> Counts:
    """Return the order of rows, as many columns at once as one number holds."""
    width = max(1, int(62 // np.log2(max(2, base))))
    keys = []
    for start in range(0, items.shape[1], width):
        key = np.zeros(len(items), dtype=np.int64)
        for column in items[:, start : start + width].T:
            key = key * base + column
        keys.append(key)
    return np.argsort(keys[0], kind="stable") if len(keys) == 1 else np.lexsort(keys[::-1])
