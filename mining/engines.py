"""Who counts: this machine, or another engine with the same answers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from mining.apriori import Mined, Thresholds, derive_rules, mine_rules, resolve_thresholds
from mining.errors import TableError
from mining.histories import Histories
from mining.itemsets import Template, search_itemsets
from mining.patterns import Patterns
from mining.prefixspan import MAX_LENGTH, MOST_PATTERNS, choose_min_count, find_patterns
from mining.tables import (
    read_histories,
    read_postings,
    read_transactions,
    tabulate_demand,
    tabulate_patterns,
    write_table,
)
from mining.templates import check_templates
from mining.weights import AgedPosting, DemandTable, demand_table


@dataclass(frozen=True, slots=True)
class PatternTable:
    """Patterns of a table (``tables.tabulate_patterns``); ``min_count`` may have been raised."""

    table: pa.Table
    learners: int
    min_count: int


class Engine(Protocol):
    """What counts: three searches, of what is at hand and of tables in Parquet."""

    def mine_rules(
        self,
        transactions: Sequence[Collection[str]],
        templates: Sequence[Template] | None = None,
        thresholds: Thresholds | None = None,
        weights: Sequence[float] | None = None,
    ) -> Mined:
        """See :func:`mining.apriori.mine_rules`."""

    def find_patterns(
        self,
        histories: Histories,
        min_count: int,
        max_length: int = MAX_LENGTH,
        max_gap: int | None = None,
    ) -> Patterns:
        """See :func:`mining.prefixspan.find_patterns`."""

    def count_demand(
        self, postings: Iterable[AgedPosting], classes: Mapping[str, str], half_life: float = 12
    ) -> DemandTable:
        """See :func:`mining.weights.demand_table`."""

    def mine_rules_of(
        self,
        path: str,
        templates: Sequence[Template] | None = None,
        thresholds: Thresholds | None = None,
    ) -> Mined:
        """Find the rules of a table with the columns of ``tables.TRANSACTIONS``."""

    def find_patterns_of(
        self, path: str, share: float, max_length: int = MAX_LENGTH, max_gap: int | None = None
    ) -> PatternTable:
        """Find the patterns of a table with the columns of ``tables.HISTORIES``."""

    def count_demand_of(self, path: str, half_life: float = 12) -> pa.Table:
        """Add up a table with the columns of ``tables.POSTINGS``; see ``tabulate_demand``."""

    def write(self, table: pa.Table, folder: str, name: str) -> str:
        """Write ``folder/name.parquet``, return where; what was there is replaced."""


class Local:
    """This machine."""

    mine_rules = staticmethod(mine_rules)
    find_patterns = staticmethod(find_patterns)
    count_demand = staticmethod(demand_table)

    def mine_rules_of(
        self,
        path: str,
        templates: Sequence[Template] | None = None,
        thresholds: Thresholds | None = None,
    ) -> Mined:
        """See :class:`Engine`."""
        baskets = read_transactions(Path(path))
        check_templates(templates or (), baskets.names)
        limits, _ = resolve_thresholds(thresholds or Thresholds(), baskets.count)
        found = search_itemsets(baskets, limits.support, limits.length, templates)
        return derive_rules(found, templates, thresholds)

    def find_patterns_of(
        self, path: str, share: float, max_length: int = MAX_LENGTH, max_gap: int | None = None
    ) -> PatternTable:
        """See :class:`Engine`."""
        histories, names = read_histories(Path(path))
        least = choose_min_count(histories.learners, share)
        found = find_patterns(histories, least, max_length, max_gap, MOST_PATTERNS)
        named = (tuple(names[item] for item in items) for items in found.list_all())
        supports = dict(zip(named, found.supports.tolist(), strict=True))
        table = tabulate_patterns(supports, found.learners)
        return PatternTable(table, found.learners, found.min_count)

    def count_demand_of(self, path: str, half_life: float = 12) -> pa.Table:
        """See :class:`Engine`."""
        postings, classes = read_postings(Path(path))
        return tabulate_demand(demand_table(postings, classes, half_life), classes)

    def write(self, table: pa.Table, folder: str, name: str) -> str:
        """See :class:`Engine`.

        Raises:
            TableError: a path with a scheme, which is for Spark.
        """
        if "://" in folder:
            raise TableError(f"{folder}: expected a folder of this machine; Spark writes elsewhere")
        return str(write_table(table, Path(folder), name))
