import socket

import pytest

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
        Store(f"bolt://127.0.0.1:{port}", "u", "p", "d") as store,
        pytest.raises(UnavailableError, match="does not answer"),
    ):
        store.read("schema/get_pulse")


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
