"""The embedded server's own door."""

import pytest

from graph.arcadedb import Console
from graph.errors import ServerRefusedError, UnavailableError
from graph.store import Store


def test_sql_is_answered_in_rows(one_store: Store) -> None:
    assert one_store.console is not None
    assert one_store.console.run("SELECT :a AS said", a="车工") == [{"said": "车工"}]


def test_what_the_server_refuses_is_said_in_its_words(one_store: Store) -> None:
    assert one_store.console is not None
    with pytest.raises(ServerRefusedError, match="Nowhere"):
        one_store.console.run("SELECT FROM Nowhere")


def test_a_server_that_is_not_there_is_named() -> None:
    console = Console("http://127.0.0.1:1", "root", "none", "none")
    with pytest.raises(UnavailableError, match=r"http://127\.0\.0\.1:1 does not answer"):
        console.run("SELECT 1")
    console.close()
