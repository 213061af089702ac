"""The analysts' library: every statement of ``cypher/analysis``, run by name."""

import difflib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import cypher
from graph.current import list_nodes
from graph.errors import QueryError, UnknownIdError
from graph.learners import GROUP_FLOOR
from graph.schema import NODE_KINDS
from graph.store import Row, Store

FOLDER = "analysis/"
_DEFAULT = re.compile(r"\s*\(default (.*)\)$")
_BOOLEANS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of a query.

    Attributes:
        type: as headers name it: STRING, INTEGER, LIST OF STRING and so on.
        default: as a user would write it; None where a value must be given.
        label: the label whose ids it takes; None for other parameters.
    """

    name: str
    type: str
    about: str
    default: str | None
    label: str | None


@dataclass(frozen=True, slots=True)
class Query:
    """A query of the library; ``columns`` are pairs of a name and a type."""

    name: str
    about: str
    theme: str
    params: tuple[Param, ...]
    columns: tuple[tuple[str, str], ...]
    text: str


def list_queries() -> list[Query]:
    """Return the whole library, by theme and name."""
    found = [_parse(cypher.load(name)) for name in cypher.names() if name.startswith(FOLDER)]
    return sorted(found, key=lambda query: (query.theme, query.name))


def get_query(name: str) -> Query:
    """Return a query by its name.

    Raises:
        QueryError: there is none; the nearest names are told.
    """
    known = {query.name: query for query in list_queries()}
    if name not in known:
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
        hint = f"; near: {', '.join(near)}" if near else ""
        raise QueryError(f"query {name!r}: expected a name out of `journeyman query list`{hint}")
    return known[name]


def run_query(store: Store, query: Query, given: Mapping[str, str]) -> list[Row]:
    """Run a query with parameters as a user writes them; defaults stand in for the rest.

    Raises:
        QueryError: a parameter is unknown, missing, or not of its type.
        UnknownIdError: an id that nothing in the graph has.
    """
    return store.read(FOLDER + query.name, **check_params(store, query, given))


def check_params(store: Store, query: Query, given: Mapping[str, str]) -> dict[str, Any]:
    """Return the values of a query's parameters, each of its type and each id known."""
    names = {param.name for param in query.params}
    if unknown := sorted(given.keys() - names):
        raise QueryError(
            f"query {query.name}: expected parameters out of {', '.join(sorted(names))}, "
            f"found {', '.join(unknown)}"
        )
    values: dict[str, Any] = {}
    for param in query.params:
        said = given.get(param.name, param.default)
        if said is None:
            raise QueryError(
                f"query {query.name}: expected -p {param.name}={param.about}, found none"
            )
        values[param.name] = convert(param, said)
        _check_least(param.name, values[param.name])
        if param.label is not None:
            _check_ids(store, param.label, values[param.name])
    return values


def convert(param: Param, said: str) -> Any:
    """Return what a user wrote for a parameter as a value of its type.

    Raises:
        QueryError: it is not of that type.
    """
    try:
        return _READ[param.type](said)
    except (ValueError, KeyError) as error:
        raise QueryError(
            f"parameter {param.name}: expected {param.type}, found {said!r}"
        ) from error


def _check_least(name: str, value: object) -> None:
    """A group so small that it tells of single learners is never asked for."""
    least = {"group_floor": GROUP_FLOOR, "limit": 1}.get(name)
    if least is not None and isinstance(value, int) and value < least:
        raise QueryError(f"parameter {name}: expected {least} or more, found {value}")


def _read_list(said: str) -> list[str]:
    if not said.startswith("["):
        return [item.strip() for item in said.split(",") if item.strip()]
    items = json.loads(said)
    if not all(isinstance(item, str) for item in items):
        raise ValueError("expected text in the list")
    return list(items)


_READ: Mapping[str, Callable[[str], Any]] = {
    "STRING": str,
    "INTEGER": int,
    "FLOAT": float,
    "NUMBER": float,
    "BOOLEAN": lambda said: _BOOLEANS[said.lower()],
    "LIST OF STRING": _read_list,
}


def _check_ids(store: Store, label: str, value: str | list[str]) -> None:
    ids = [value] if isinstance(value, str) else value
    for missing in sorted(set(ids) - list_nodes(store, label, ids).keys()):
        raise UnknownIdError(label, missing)


def _parse(statement: cypher.Statement) -> Query:
    params = tuple(_param(entry) for entry in statement.entries("Params:"))
    columns = tuple((entry.name, entry.type) for entry in statement.entries("Returns:"))
    name = statement.name.removeprefix(FOLDER)
    return Query(name, statement.about, statement.theme, params, columns, statement.text)


def _param(entry: cypher.Entry) -> Param:
    found = _DEFAULT.search(entry.about)
    about = _DEFAULT.sub("", entry.about)
    default = None if found is None else found[1].strip("'")
    label = next((each for each in NODE_KINDS if about.startswith(f"{each}.id")), None)
    return Param(entry.name, entry.type, about, default, label)
