import contextlib
import copy
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from neo4j.exceptions import ConstraintError

from graph.errors import StatementCallError, UnavailableError
from graph.store import Store, Transaction, check_version


def relay(listener: socket.socket, target: tuple[str, int]) -> None:
    """Carry bytes between whoever calls and the target, until the listener is closed."""

    def carry(start: socket.socket, end: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := start.recv(65536):
                end.sendall(data)
            end.shutdown(socket.SHUT_WR)

    with contextlib.suppress(OSError):
        while True:
            caller, _ = listener.accept()
            called = socket.create_connection(target)
            for ends in ((caller, called), (called, caller)):
                threading.Thread(target=carry, args=ends, daemon=True).start()


@contextlib.contextmanager
def late_relay(port: int, target: tuple[str, int]) -> Iterator[None]:
    """Let the target answer on ``port`` too, but only after half a second."""

    def open_late() -> None:
        time.sleep(0.5)
        listener.bind(("127.0.0.1", port))
        listener.listen()
        relay(listener, target)

    with socket.socket() as listener:
        threading.Thread(target=open_late, daemon=True).start()
        yield


def copy_at(store: Store, uri: str) -> Store:
    """Return a store like this one, at another address."""
    user, password = store._driver._pool.pool_config.auth._auth
    return Store(uri, user, password, store._database)


@pytest.mark.parametrize("params", [{}, {"limit": 1, "more": 2}])
def test_missing_and_superfluous_parameters_are_refused(
    one_store: Store, params: dict[str, object]
) -> None:
    with pytest.raises(StatementCallError, match="expected the parameters"):
        one_store.read("jobs/list_jobs", **params)


def test_a_server_that_does_not_answer_is_one_clear_error() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (
        Store(f"bolt://127.0.0.1:{port}", "u", "p", "d") as nowhere,
        pytest.raises(UnavailableError, match=f"at bolt://127.0.0.1:{port} does not answer"),
    ):
        nowhere.wait(tries=2)


def test_a_server_that_comes_up_late_is_waited_for(one_store: Store) -> None:
    host, port = one_store._driver.get_server_info().address
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        late = probe.getsockname()[1]
    with late_relay(late, (host, port)), copy_at(one_store, f"bolt://127.0.0.1:{late}") as store:
        assert "5.26" in store.wait()


@pytest.mark.parametrize("agent", ["Neo4j/5.25.1", "Neo4j/4.4.0", "Memgraph/v2", ""])
def test_a_server_that_is_too_old_is_named_with_what_is_needed(agent: str) -> None:
    with pytest.raises(UnavailableError, match=r"bolt://x: expected Neo4j 5\.26 or newer"):
        check_version(agent, "bolt://x")


@pytest.mark.parametrize("agent", ["Neo4j/5.26.30", "Neo4j/2025.01.0", "Neo4j/5.26.0 compatible"])
def test_a_server_that_is_new_enough_is_taken(agent: str) -> None:
    check_version(agent, "bolt://x")


def test_a_wrong_password_is_one_clear_error(store: Store) -> None:
    host, port = store._driver.get_server_info().address
    with (
        Store(f"bolt://{host}:{port}", "neo4j", "wrong", store._database) as stranger,
        pytest.raises(UnavailableError, match=r"at bolt://.* refused the user 'neo4j'"),
    ):
        stranger.wait()


def test_a_wrong_database_is_one_clear_error(neo4j: Store) -> None:
    nowhere = copy.copy(neo4j)
    nowhere._database = "nowhere"
    with pytest.raises(UnavailableError, match="in the database 'nowhere'"):
        nowhere.read("schema/get_pulse")


def test_parameters_are_checked_inside_of_a_transaction_too(one_store: Store) -> None:
    with pytest.raises(StatementCallError, match=r"jobs/get_job: expected.*\['job_id'\], found"):
        one_store.transact(lambda tx: tx.run("jobs/get_job", id="j"))


def test_twelve_equal_merges_at_once_make_one_node(store: Store) -> None:
    def merge(_: int) -> int:
        rows = [{"id": "l", "properties": {}}]
        return int(store.write("learners/merge_learners", rows=rows)[0]["written"])

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(merge, range(12))) == 12
    assert store.read("learners/list_learners_by_id", ids=["l"]) == [{"learner_id": "l"}]


def test_a_refused_write_says_what_the_server_said(store: Store) -> None:
    row = {"id": "j", "properties": {"id": "j"}}
    store.write("jobs/create_jobs", rows=[row])
    with pytest.raises(ConstraintError, match="j"):
        store.write("jobs/create_jobs", rows=[row])


def test_a_transaction_is_written_whole_or_not_at_all(store: Store) -> None:
    class StopError(Exception):
        pass

    def work(tx: Transaction) -> None:
        tx.run("learners/merge_learners", rows=[{"id": "l", "properties": {}}])
        assert tx.run("learners/list_learners_by_id", ids=["l"]) == [{"learner_id": "l"}]
        raise StopError

    with pytest.raises(StopError):
        store.transact(work)
    assert store.read("learners/list_learners_by_id", ids=["l"]) == []


def test_a_server_says_what_it_is(store: Store) -> None:
    assert "5.26" in store.describe()
