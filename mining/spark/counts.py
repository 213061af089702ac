"""What the parts have counted, put together: exact where every part says, bounded elsewhere."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum

import pyarrow as pa

from mining.errors import ExplosionError, TableError, ThresholdError
from mining.itemsets import Frequency

Items = tuple[str, ...]

_REFUSALS: dict[str, type[ValueError]] = {
    each.__name__: each for each in (ExplosionError, TableError, ThresholdError)
}


@dataclass(frozen=True, slots=True)
class Counts:
    """What parts found frequent in themselves.

    Attributes:
        sizes: the transactions of each part.
        found: by itemset or sequence and part.
    """

    sizes: Mapping[int, Frequency]
    found: Mapping[Items, Mapping[int, Frequency]]

    @property
    def size(self) -> Frequency:
        """All transactions."""
        return add_up(self.sizes.values())

    def add_all(self) -> dict[Items, Frequency]:
        """Return the sums over the parts."""
        return {items: add_up(by_part.values()) for items, by_part in self.found.items()}

    def settle(
        self, unseen: Mapping[int, float], needed: float
    ) -> tuple[dict[Items, Frequency], list[Items]]:
        """Return what every part has counted, and what must be counted again.

        Args:
            unseen: the most mass, by part, of what that part did not find frequent.
            needed: mass below which nothing is wanted: what cannot reach it is left out.
        """
        exact, again = {}, []
        for items, by_part in self.found.items():
            known = add_up(by_part.values())
            missing = [most for part, most in unseen.items() if part not in by_part]
            if not missing:
                exact[items] = known
            elif known.mass + fsum(missing) >= needed:
                again.append(items)
        return exact, again


def read_counts(table: pa.Table) -> Counts:
    """Return what the parts yielded (``partitions.COUNTED``).

    Raises:
        ExplosionError: a part gave up.
        TableError: a part met an item that is null.
        ThresholdError: a part met a weight that is none.
    """
    sizes: dict[int, Frequency] = {}
    found: defaultdict[Items, dict[int, Frequency]] = defaultdict(dict)
    columns = (table.column(name).to_pylist() for name in table.column_names)
    for part, items, count, mass, refusal in zip(*columns, strict=True):
        if refusal:
            name, _, said = refusal.partition(":")
            raise _REFUSALS[name](f"in one of the parts: {said}")
        if items:
            found[tuple(items)][part] = Frequency(count, mass)
        else:
            sizes[part] = Frequency(count, mass)
    return Counts(sizes, found)


def add_up(parts: Iterable[Frequency]) -> Frequency:
    """Add frequencies; the sum does not depend on their order."""
    each = list(parts)
    return Frequency(sum(one.count for one in each), fsum(one.mass for one in each))
