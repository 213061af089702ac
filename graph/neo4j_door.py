"""Free Cypher on Neo4j: a plan that is checked first, then a READ transaction with a timeout."""

import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

import neo4j
from neo4j.exceptions import ClientError, DriverError, Neo4jError
from neo4j.graph import Node, Path, Relationship

from graph.answers import Answer, Limits, Rows, measure
from graph.errors import (
    GraphError,
    RefusedStatementError,
    ServerRefusedError,
    TooExpensiveError,
    UnavailableError,
)
from graph.operators import check_plan

Result = TypeVar("Result")
_GRACE_SECONDS = 3.0  # Neo4j looks every two seconds for transactions that took too long


class Neo4jReader:
    """Runs what its plan shows to be a read; close it when done."""

    def __init__(self, driver: neo4j.Driver, database: str, *, learners: bool = False) -> None:
        self._driver = driver
        self._database = database
        self._learners = learners

    def close(self) -> None:
        """Give the connections back."""
        self._driver.close()

    def run(self, text: str, params: Mapping[str, object], limits: Limits) -> Answer:
        """Run a statement whose plan passes and return its answer.

        Raises:
            RefusedStatementError: the plan or READ mode does not let it through.
            ServerRefusedError: the server cannot run it, a syntax error for example.
            TooExpensiveError: too slow, too large, too much memory.
            UnavailableError: the server does not answer.
        """
        return _within(limits, lambda: self._run(text, params, limits))

    def check(self, text: str, params: Mapping[str, object], limits: Limits) -> None:
        """Ask for the plan of a statement and check it; nothing is run."""
        _within(limits, lambda: self._check(text, params, limits))

    def read(self, text: str, params: Mapping[str, object], limits: Limits) -> Answer:
        """Run a statement in a READ transaction without looking at its plan: one lock alone."""
        return _within(limits, lambda: self._read(text, params, limits))

    def _run(self, text: str, params: Mapping[str, object], limits: Limits) -> Answer:
        self._check(text, params, limits)
        return self._read(text, params, limits)

    def _check(self, text: str, params: Mapping[str, object], limits: Limits) -> None:
        with self._begin(limits) as transaction:
            summary = transaction.run(f"EXPLAIN {text}", dict(params)).consume()
        check_plan(summary.query_type or "", summary.plan or {}, learners=self._learners)

    def _read(self, text: str, params: Mapping[str, object], limits: Limits) -> Answer:
        with self._begin(limits) as transaction:
            result = transaction.run(text, dict(params))
            return _pull(result, limits)

    @contextmanager
    def _begin(self, limits: Limits) -> Iterator[neo4j.Transaction]:
        """Open a READ transaction that is never committed and never tried again."""
        with (
            self._driver.session(
                database=self._database,
                default_access_mode=neo4j.READ_ACCESS,
                fetch_size=min(limits.rows + 1, 1000),
            ) as session,
            session.begin_transaction(timeout=limits.seconds) as transaction,
        ):
            yield transaction


def _pull(result: neo4j.Result, limits: Limits) -> Answer:
    """Take rows until the limits; the rest stays on the server."""
    rows: Rows = []
    size = 0
    columns = tuple(result.keys())
    for record in result:
        if len(rows) == limits.rows:
            return Answer(columns, rows, truncated=True)
        row = {name: _plain(record[name]) for name in columns}
        size += measure(row)
        if size > limits.bytes:
            raise limits.too_large()
        rows.append(row)
    return Answer(columns, rows, truncated=False)


def _plain(value: object) -> object:
    """Return a value as JSON has it."""
    if isinstance(value, Node | Relationship):
        return {name: _plain(value[name]) for name in value}
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, Path):
        steps = [
            step for pair in zip(value.nodes, value.relationships, strict=False) for step in pair
        ]
        return [_plain(step) for step in [*steps, value.nodes[-1]]]
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def _within(limits: Limits, task: Callable[[], Result]) -> Result:
    """Return what a task returns; give it up, and its connection, after the time limit.

    The driver has no deadline of its own, and a loop within an expression does not hear the
    server's: such a task goes on in a thread that ends with the process.
    """
    outcome: queue.SimpleQueue[Result | Exception | None] = queue.SimpleQueue()

    def work() -> None:
        try:
            outcome.put(task())
        except (GraphError, Neo4jError, DriverError, ValueError, TypeError, OverflowError) as error:
            outcome.put(error)

    threading.Thread(target=work, daemon=True).start()
    try:
        found = outcome.get(timeout=limits.seconds + _GRACE_SECONDS)
    except queue.Empty as error:
        raise limits.too_slow() from error
    if isinstance(found, Exception):
        raise _refusal(found, limits) from found
    return found  # type: ignore[return-value]


def _refusal(error: Exception, limits: Limits) -> Exception:
    """Return an error of ours for one of the driver's."""
    code = str(getattr(error, "code", ""))
    said = " ".join(str(getattr(error, "message", error)).split())[:300]
    if isinstance(error, GraphError):
        return error
    if ".Security." in code or code.endswith("AccessMode"):
        return RefusedStatementError(f"free Cypher, refused by the server: {said}")
    if "TransactionTimedOut" in code or code.endswith(".Terminated"):
        return limits.too_slow()
    if "Memory" in code:
        return TooExpensiveError(f"free Cypher, given up by the server: {said}")
    if isinstance(error, ClientError | ValueError | TypeError | OverflowError):
        return ServerRefusedError(f"free Cypher, the server cannot run it: {said}")
    return UnavailableError(f"the graph server does not answer: {said}")
