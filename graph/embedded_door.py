"""Free Cypher on the embedded server: its HTTP port, as a user that may only read records.

Bolt would do for good statements. Over HTTP the server also refuses by itself whatever is no
query, ends a statement whose client has gone, and survives one that takes all of its memory; over
Bolt four such statements made it deaf for ever (26.10.2).
"""

import json
import time
from collections.abc import Mapping
from typing import Any

import httpx

from graph.answers import Answer, Limits, Rows
from graph.errors import (
    RefusedStatementError,
    ServerRefusedError,
    TooExpensiveError,
    UnavailableError,
)
from graph.logins import Login


class EmbeddedReader:
    """Runs what it is given with the rights of its login; close it when done."""

    def __init__(self, url: str, database: str, login: Login) -> None:
        self._path = f"/api/v1/query/{database}"
        self._http = httpx.Client(base_url=url, auth=(login.user, login.password))

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def run(self, text: str, params: Mapping[str, object], limits: Limits) -> Answer:
        """Run a statement and return its answer.

        Raises:
            RefusedStatementError: it is no query, or reads what the user may not.
            ServerRefusedError: the server cannot run it, a syntax error for example.
            TooExpensiveError: too slow, too large, too much memory.
            UnavailableError: the server does not answer.
        """
        said = {
            "language": "opencypher",
            "command": text,
            "params": dict(params),
            "limit": limits.rows,
        }
        try:
            status, content = self._post(said, limits)
        except TypeError as error:
            raise ServerRefusedError(f"free Cypher, a parameter is no JSON: {error}") from error
        except httpx.TimeoutException as error:
            raise limits.too_slow() from error
        except httpx.TransportError as error:
            raise UnavailableError(f"the embedded server does not answer: {error}") from error
        answer = json.loads(content)
        if status >= 400:
            raise _refusal(status, answer)
        rows = [{name: _plain(value) for name, value in row.items()} for row in answer["result"]]
        return Answer(_columns(rows), rows, bool(answer["truncated"]))

    def _post(self, said: Mapping[str, object], limits: Limits) -> tuple[int, bytes]:
        """Return status and body; leaving the connection ends the statement on the server."""
        deadline = time.monotonic() + limits.seconds
        found = bytearray()
        with self._http.stream("POST", self._path, json=said, timeout=limits.seconds) as answer:
            for part in answer.iter_bytes():
                found += part
                if len(found) > limits.bytes:
                    raise limits.too_large()
                if time.monotonic() > deadline:
                    raise limits.too_slow()
            return answer.status_code, bytes(found)


def _columns(rows: Rows) -> tuple[str, ...]:
    return tuple(rows[0]) if rows else ()


def _plain(value: Any) -> object:
    """Return a value without what the server adds: record ids, types, the ends of edges."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("_type") == "path":
        return _steps(value)
    return {name: _plain(item) for name, item in value.items() if not name.startswith("@")}


def _steps(path: Mapping[str, list[Any]]) -> list[object]:
    """Return the nodes of a path with the relationships between them."""
    nodes, edges = path["nodes"], path["relationships"]
    steps = [step for pair in zip(nodes, edges, strict=False) for step in pair]
    return [_plain(step) for step in [*steps, nodes[-1]]]


def _refusal(status: int, answer: Mapping[str, Any]) -> Exception:
    kind = str(answer.get("exception", "")).rsplit(".", 1)[-1]
    said = " ".join(str(answer.get("detail", answer.get("error", ""))).split())[:300]
    if status == 403 or kind == "QueryNotIdempotentException":
        hint = "; name labels, or ask with learners" if "not allowed to read" in said else ""
        return RefusedStatementError(f"free Cypher, refused by the server: {said}{hint}")
    if kind in ("TimeoutException", "OutOfMemoryError", "QueryHeapBudgetExceededException"):
        return TooExpensiveError(f"free Cypher, given up by the server: {said}")
    if kind == "QueryAdmissionException":
        return UnavailableError(f"the embedded server is busy: {said}")
    return ServerRefusedError(f"free Cypher, the server cannot run it: {said}")
