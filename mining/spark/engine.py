"""Spark as an engine: the searches of one machine, with their answers."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from mining.apriori import Mined, Thresholds
from mining.engines import PatternTable
from mining.histories import Histories
from mining.itemsets import Template
from mining.patterns import Patterns
from mining.prefixspan import MAX_LENGTH, MOST_PATTERNS, choose_min_count
from mining.spark import demand, rules, sequences
from mining.spark.frames import read_parquet, write_parquet
from mining.spark.java import check_java
from mining.spark.session import LOCAL, MEMORY, check_master, check_spark, open_session, run_job
from mining.tables import (
    HISTORIES,
    POSTINGS,
    TRANSACTIONS,
    tabulate_demand,
    tabulate_patterns,
    write_table,
)
from mining.weights import AgedPosting, DemandTable
from mining.workload import Workload, advise, count_cores, measure_rows, measure_table

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

log = logging.getLogger(__name__)


@contextmanager
def open_spark(
    master: str = LOCAL, memory: str = MEMORY, tell: Callable[[str], None] = log.info
) -> Iterator["Spark"]:
    """Have Spark ready; it starts with the first search, when its size is known and told.

    Raises:
        SparkError: at once, if pyspark, Java or the master is absent; see ``open_session``.
    """
    check_spark()
    check_java()
    check_master(master)
    started: list[SparkSession] = []
    with ExitStack() as stack:

        def start(work: Workload | None = None) -> "SparkSession":
            if not started:
                if work:
                    tell(advise(work, count_cores(master)))
                started.append(stack.enter_context(open_session(master, memory)))
            return started[0]

        yield Spark(start)


@dataclass(frozen=True, slots=True)
class Spark:
    """An engine (:class:`mining.engines.Engine`); ``start`` returns the session."""

    start: Callable[[Workload | None], "SparkSession"]

    def mine_rules(
        self,
        transactions: Sequence[Collection[str]],
        templates: Sequence[Template] | None = None,
        thresholds: Thresholds | None = None,
        weights: Sequence[float] | None = None,
    ) -> Mined:
        """See :func:`mining.spark.rules.mine_rules`."""
        session = self.start(measure_rows(transactions))
        return rules.mine_rules(session, transactions, templates, thresholds, weights)

    def find_patterns(
        self,
        histories: Histories,
        min_count: int,
        max_length: int = MAX_LENGTH,
        max_gap: int | None = None,
    ) -> Patterns:
        """See :func:`mining.spark.sequences.find_patterns`."""
        session = self.start(Workload(len(histories), histories.items.size))
        return sequences.find_patterns(session, histories, min_count, max_length, max_gap)

    def count_demand(
        self, postings: Iterable[AgedPosting], classes: Mapping[str, str], half_life: float = 12
    ) -> DemandTable:
        """See :func:`mining.spark.demand.count_demand`."""
        rows = list(postings)
        session = self.start(measure_rows(row.ability_ids for row in rows))
        return demand.count_demand(session, rows, classes, half_life)

    def mine_rules_of(
        self,
        path: str,
        templates: Sequence[Template] | None = None,
        thresholds: Thresholds | None = None,
    ) -> Mined:
        """Find the rules of a table that every machine can read."""
        frame = read_parquet(self._open(path), path, TRANSACTIONS)
        return rules.mine_frame(frame, templates, thresholds)

    def find_patterns_of(
        self, path: str, share: float, max_length: int = MAX_LENGTH, max_gap: int | None = None
    ) -> PatternTable:
        """Find the patterns of a table that every machine can read."""
        frame = sequences.gather_frame(read_parquet(self._open(path), path, HISTORIES)).cache()
        learners = run_job(frame.count)
        asked = choose_min_count(learners, share)
        found = sequences.find_in_frame(frame, asked, max_length, max_gap)
        supports = {items: each.count for items, each in found.items()}
        least = sequences.raise_minimum(supports.values(), asked, MOST_PATTERNS)
        kept = {items: count for items, count in supports.items() if count >= least}
        return PatternTable(tabulate_patterns(kept, learners), learners, least)

    def count_demand_of(self, path: str, half_life: float = 12) -> pa.Table:
        """Add up a table that every machine can read."""
        frame = read_parquet(self._open(path), path, POSTINGS)
        return tabulate_demand(*demand.count_frame(frame, half_life))

    def write(self, table: pa.Table, folder: str, name: str) -> str:
        """Write ``folder/name.parquet``: by Spark, a folder, where the path has a scheme."""
        if "://" not in folder:
            return str(write_table(table, Path(folder), name))
        path = f"{folder.rstrip('/')}/{name}.parquet"
        write_parquet(self.start(None), table, path)
        return path

    def _open(self, path: str) -> "SparkSession":
        return self.start(measure_table(path))
