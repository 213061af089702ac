import copy
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from neo4j.exceptions import ConstraintError

from graph.errors import StatementCallError, UnavailableError
from graph.store import Store, Transaction


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
        pytest.raises(UnavailableError, match="does not answer"),
    ):
        nowhere.describe()


def test_a_wrong_password_is_one_clear_error(store: Store) -> None:
    host, port = store._driver.get_server_info().address
    with (
        Store(f"bolt://{host}:{port}", "neo4j", "wrong", store._database) as stranger,
        pytest.raises(UnavailableError, match="refused us"),
    ):
        stranger.read("schema/get_pulse")


def test_a_wrong_database_is_one_clear_error(neo4j: Store) -> None:
    nowhere = copy.copy(neo4j)
    nowhere._database = "nowhere"
    with pytest.raises(UnavailableError, match="refused us"):
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
