"""The one way to a server: named statements, managed transactions."""

import logging
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self, TypeVar

import neo4j
from neo4j.exceptions import (
    ConstraintError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    TransientError,
)

import cypher
from graph.arcadedb import Console
from graph.errors import StatementCallError, UnavailableError

# The driver logs every retried conflict at warning level; a retry is how both servers work.
logging.getLogger("neo4j").setLevel(logging.ERROR)

Row = dict[str, Any]
Result = TypeVar("Result")
_RACES = 3
_CONNECT_SECONDS = 5.0
_RETRY_SECONDS = 10.0
_FIRST_WAIT = 0.25
_OLDEST = (5, 26)


class Transaction:
    """Statements that are written together or not at all."""

    def __init__(self, inner: neo4j.ManagedTransaction) -> None:
        self._inner = inner

    def run(self, name: str, **params: object) -> list[Row]:
        """Run the statement ``name`` and return its rows.

        Raises:
            StatementCallError: a parameter is missing or too many.
        """
        return _rows(self._inner.run(checked(name, params), params))


class Store:
    """A graph server, spoken to by named statements only.

    Sync and safe to share between threads; close it when done (or use it as a context).
    """

    def __init__(
        self, uri: str, user: str, password: str, database: str, console: Console | None = None
    ) -> None:
        """Connect when first asked; an embedded server has a ``console`` of its own beside."""
        self.console = console
        self._uri = uri
        self._user = user
        self._database = database
        self._driver = neo4j.GraphDatabase.driver(
            uri,
            auth=(user, password) if password else None,
            notifications_min_severity="OFF",
            connection_timeout=_CONNECT_SECONDS,
            connection_acquisition_timeout=30,
            max_transaction_retry_time=_RETRY_SECONDS,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._driver.close()
        if self.console is not None:
            self.console.close()

    def read(self, name: str, **params: object) -> list[Row]:
        """Run the reading statement ``name`` in a transaction of its own."""
        return self._execute(name, params, neo4j.READ_ACCESS)

    def write(self, name: str, **params: object) -> list[Row]:
        """Run the writing statement ``name`` in a transaction of its own.

        A MERGE that lost a race against an equal one is tried again.
        """
        for _ in range(_RACES):
            try:
                return self._execute(name, params, neo4j.WRITE_ACCESS)
            except ConstraintError:
                continue
        return self._execute(name, params, neo4j.WRITE_ACCESS)

    def stream(self, name: str, **params: object) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of the reading statement ``name`` as they arrive, in its columns' order.

        Nothing is held back: for results that do not fit into memory, read once.
        """
        text = checked(name, params)
        with (
            self._reaching(),
            self._driver.session(database=self._database, fetch_size=-1) as session,
            session.begin_transaction() as reading,
        ):
            for record in reading.run(text, params):
                yield tuple(record)

    def transact(self, work: Callable[[Transaction], Result]) -> Result:
        """Run ``work`` in one transaction; it may be run again after a conflict."""
        with self._reaching(), self._driver.session(database=self._database) as session:
            return session.execute_write(lambda inner: work(Transaction(inner)))

    def describe(self) -> str:
        """Return the server's name and version, as it says them.

        Raises:
            UnavailableError: it does not answer, or refuses the user.
        """
        with self._reaching():
            return str(self._driver.get_server_info().agent)

    def wait(self, tries: int = 5) -> str:
        """Return once the server answers, with its name and version; wait longer each time.

        Raises:
            UnavailableError: it does not answer (with five tries: for some four seconds), it
                refuses the user or the database, or it is too old.
        """
        for attempt in range(tries):
            try:
                agent = self.describe()
            except UnavailableError as error:
                if attempt == tries - 1 or not isinstance(error.__cause__, ServiceUnavailable):
                    raise
                time.sleep(_FIRST_WAIT * 2**attempt)
            else:
                check_version(agent, self._uri)
                self.read("schema/get_pulse")
                return agent
        raise ValueError(f"expected at least one try, found {tries}")

    def _execute(self, name: str, params: Row, access: str) -> list[Row]:
        text = checked(name, params)
        with self._reaching(), self._driver.session(database=self._database) as session:
            run = session.execute_read if access == neo4j.READ_ACCESS else session.execute_write
            return run(lambda inner: _rows(inner.run(text, params)))

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        """Turn a lost or absent server into one clear error."""
        try:
            yield
        except (ServiceUnavailable, DriverError) as error:
            raise UnavailableError(
                f"the graph server at {self._uri} does not answer: {error}"
            ) from error
        except TransientError as error:
            raise UnavailableError(
                f"the graph server at {self._uri} is too busy: {error.message}"
            ) from error
        except Neo4jError as error:
            if error.code and (".Security." in error.code or ".Database." in error.code):
                raise UnavailableError(
                    f"the graph server at {self._uri} refused the user {self._user!r} in the "
                    f"database {self._database!r}: {error.message}"
                ) from error
            raise


def check_version(agent: str, uri: str) -> None:
    """Refuse a server that our statements were not written for.

    Raises:
        UnavailableError: it is no Neo4j, or one before 5.26.
    """
    found = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    if found is None or (int(found[1]), int(found[2])) < _OLDEST:
        raise UnavailableError(
            f"the graph server at {uri}: expected Neo4j {_OLDEST[0]}.{_OLDEST[1]} or newer, "
            f"found {agent}"
        )


def _rows(result: neo4j.Result) -> list[Row]:
    """Return the records as dicts; statements return values only, so none needs unfolding."""
    columns = result.keys()
    return [dict(zip(columns, record, strict=True)) for record in result]


def checked(name: str, params: Row) -> str:
    """Return the text of statement ``name`` once ``params`` are exactly its own.

    Raises:
        StatementCallError: a parameter is missing or too many.
    """
    statement = cypher.load(name)
    if set(params) != set(statement.params):
        raise StatementCallError(
            f"{name}: expected the parameters {sorted(statement.params)}, found {sorted(params)}"
        )
    return statement.text
