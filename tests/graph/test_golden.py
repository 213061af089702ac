"""Golden results of every statement, the same on both servers.

``golden/<folder>/<statement>.yaml`` holds the cases of ``cypher/<folder>/<statement>.cypher``
over the planted ``golden/school.yaml``: ``given`` (what is run before), ``params``, ``rows``
and, for what writes, ``then`` (a question and its rows). Whatever a case writes is taken back.
The statements that every kind of the map has are in ``test_kinds.py``.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from neo4j.exceptions import ConstraintError

import cypher
from graph.kinds import ALL_EDGE_KINDS, ALL_NODE_KINDS
from graph.schema import EDGE_KINDS, NODE_KINDS, EdgeKind, NodeKind
from graph.store import Store, Transaction

GOLDEN = Path(__file__).parent / "golden"
Rows = list[dict[str, Any]]
TakeBack = Callable[[Store, Callable[[Transaction], Rows]], Rows]
TYPES: dict[str, type | tuple[type, ...]] = {
    "STRING": str,
    "INTEGER": int,
    "FLOAT": float,
    "NUMBER": (int, float),
    "BOOLEAN": bool,
    "LIST": list,
    "MAP": dict,
}


def golden_names() -> list[str]:
    files = (file.relative_to(GOLDEN).with_suffix("") for file in GOLDEN.glob("*/*.yaml"))
    return sorted(file.as_posix() for file in files)


def read_cases(name: str) -> list[dict[str, Any]]:
    text = (GOLDEN / f"{name}.yaml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = yaml.safe_load(text)
    return found


def list_cases() -> list[Any]:
    return [
        pytest.param(name, case, id=f"{name}: {case['case']}")
        for name in golden_names()
        for case in read_cases(name)
    ]


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


@pytest.mark.parametrize(("name", "case"), list_cases())
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


def test_every_statement_has_a_golden_result() -> None:
    kinds: list[NodeKind | EdgeKind] = [*NODE_KINDS.values(), *EDGE_KINDS.values()]
    beside: list[NodeKind | EdgeKind] = [*ALL_NODE_KINDS.values(), *ALL_EDGE_KINDS.values()]
    covered = {f"{kind.folder}/create_{kind.noun}" for kind in beside}
    covered |= {f"{kind.folder}/{verb}_{kind.noun}" for kind in kinds for verb in ("set", "delete")}
    for node in NODE_KINDS.values():
        covered |= {f"{node.folder}/list_{node.noun}_{by}" for by in ("by_id", "after")}
    for edge in EDGE_KINDS.values():
        forms = ("by_ends", "of_origin", "from", "to")
        covered |= {f"{edge.folder}/list_{edge.noun}_{by}" for by in forms}
    schema = {name for name in cypher.names() if name.startswith(SCHEMA)}
    assert set(cypher.names()) - covered - set(golden_names()) <= schema


SCHEMA = ("schema/constraints/", "schema/indexes/", "schema/neo4j/")


def list_unique() -> list[tuple[str, str]]:
    texts = [cypher.load(name).text for name in cypher.names() if name.startswith("schema/const")]
    return [
        (found[1] or "", found[2] or "")
        for text in texts
        if (found := re.search(r"FOR (?:\(n:(\w+)\)|\(\)-\[r:(\w+)\])", text))
    ]


@pytest.mark.parametrize(("label", "kind"), list_unique())
def test_an_id_is_there_once(school: Store, take_back: TakeBack, label: str, kind: str) -> None:
    def work(tx: Transaction) -> Rows:
        for _ in range(2):
            ask(tx, f"CREATE (:{label} {{id: 'twice'}})" if label else JOINED.format(kind=kind))
        return []

    with pytest.raises(ConstraintError):
        take_back(school, work)


JOINED = "CREATE (:Tag {{id: randomUUID()}})-[:{kind} {{id: 'twice'}}]->(:Tag {{id: randomUUID()}})"


@pytest.mark.parametrize("name", golden_names())
def test_golden_values_are_of_the_types_that_the_header_promises(name: str) -> None:
    text = (Path(cypher.__file__).parent / f"{name}.cypher").read_text(encoding="utf-8")
    promised = dict(re.findall(r"^//\s{3,}(\w+)\s+([A-Z]+)\b", text, re.MULTILINE))
    wrong = [
        (column, value)
        for case in read_cases(name)
        for row in case["rows"]
        for column, value in row.items()
        if value is not None and not isinstance(value, TYPES[promised[column]])
    ]
    assert wrong == []
