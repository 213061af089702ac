"""The embedded server's own door, for what Bolt cannot carry: its SQL, bulk loads, backups."""

from collections.abc import Collection
from typing import Any

import httpx

from graph.errors import ServerRefusedError, UnavailableError

_SECONDS = 600.0


class Console:
    """An HTTP client of one database of an embedded server; close it when done."""

    def __init__(self, url: str, user: str, password: str, database: str) -> None:
        self._database = database
        self._http = httpx.Client(base_url=url, auth=(user, password), timeout=_SECONDS)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def run(self, text: str, **params: object) -> list[dict[str, Any]]:
        """Run one SQL command and return its rows.

        Raises:
            ServerRefusedError: the server did not take it.
            UnavailableError: the server does not answer.
        """
        said = {"language": "sql", "command": text, "params": params}
        return list(self._post(f"command/{self._database}", json=said)["result"])

    def load(self, lines: bytes) -> dict[str, Any]:
        """Send JSON lines to the bulk loader, through its log, and return what it made of them.

        Raises:
            ServerRefusedError: the server did not take them.
            UnavailableError: the server does not answer.
        """
        headers = {"Content-Type": "application/x-ndjson"}
        return self._post(
            f"batch/{self._database}", content=lines, headers=headers, params={"wal": "true"}
        )

    def truncate(self, kept: Collection[str]) -> int:
        """Take every record of every type away, but of those ``kept``; return how many."""
        taken = 0
        for row in self.run("SELECT name FROM schema:types"):
            if (name := row["name"]) in kept:
                continue
            taken += self.run(f"SELECT count(*) AS held FROM `{name}`")[0]["held"]  # noqa: S608 - the server's own names
            self.run(f"TRUNCATE TYPE `{name}` UNSAFE")
        return taken

    def _post(self, path: str, **request: Any) -> dict[str, Any]:
        try:
            answer = self._http.post(f"/api/v1/{path}", **request)
        except httpx.TransportError as error:
            raise UnavailableError(
                f"the embedded server at {self._http.base_url} does not answer: {error}"
            ) from error
        said: dict[str, Any] = answer.json() if answer.content else {}
        if answer.is_error:
            raise ServerRefusedError(f"the embedded server: {said.get('detail', answer.text)}")
        return said
