"""Golden results of every statement, the same on both servers.

``golden/<folder>/<statement>.yaml`` holds the cases of ``cypher/<folder>/<statement>.cypher``
over the planted ``golden/school.yaml``: ``given`` (what is run before), ``params``, ``rows``
and, for what writes, ``then`` (a question and its rows). Whatever a case writes is taken back.
The statements that every kind of the map has are in ``test_kinds.py``.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import cypher
from graph.schema import EDGE_KINDS, NODE_KINDS
from graph.store import Store, Transaction

GOLDEN = Path(__file__).parent / "golden"
Rows = list[dict[str, Any]]
TakeBack = Callable[[Store, Callable[[Transaction], Rows]], Rows]


def golden_names() -> list[str]:
    files = (file.relative_to(GOLDEN).with_suffix("") for file in GOLDEN.glob("*/*.yaml"))
    return sorted(file.as_posix() for file in files)


def cases() -> list[Any]:
    found = []
    for name in golden_names():
        text = (GOLDEN / f"{name}.yaml").read_text(encoding="utf-8")
        found += [pytest.param(name, case, id=f"{name}: {case['case']}") for case in yaml.safe_load(text)]
    return found


def settle(value: Any) -> Any:
    """Round what is computed to 9 digits and tell 1 from 1.0; a changeset's id is random."""
    if isinstance(value, float):
        return "FLOAT", round(value, 9)
    if isinstance(value, list):
        return [settle(item) for item in value]
    if isinstance(value, dict):
        return {
            name: "some" if name == "changeset" else settle(item) for name, item in value.items()
        }
    return value


def ask(tx: Transaction, text: str) -> Rows:
    return [record.data() for record in tx._inner.run(text)]


@pytest.mark.parametrize(("name", "case"), cases())
def test_a_statement_gives_its_golden_rows(
    school: Store, take_back: TakeBack, name: str, case: dict[str, Any]
) -> None:
    def work(tx: Transaction) -> Rows:
        for given in case.get("given", []):
            if isinstance(given, str):
                ask(tx, given)
            else:
                tx.run(given["run"], **given["params"])
        rows = tx.run(name, **case.get("params", {}))
        then = case.get("then")
        return [*rows, *ask(tx, then["ask"])] if then else rows

    expected = case["rows"] + case.get("then", {}).get("rows", [])
    assert settle(take_back(school, work)) == settle(expected)
