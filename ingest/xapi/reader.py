"""Files of xAPI statements: an array, a result of a query, or JSON lines."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ingest.errors import CellError, RawFileError
from ingest.raw import OnFault, read_text


class Said(NamedTuple):
    """A statement as it was said, and where: ``file#3`` in an array, ``file:3`` among lines."""

    where: str
    content: Mapping[str, Any]


def read_statements(path: Path, on_fault: OnFault) -> list[Said]:
    """Return the statements of a file; what is no object is told to ``on_fault``.

    Raises:
        RawFileError: no such file, nothing in it, or no JSON at all.
    """
    text = read_text(path)
    found = list(_find_values(path, text, on_fault))
    if not found:
        raise RawFileError(f"{path}: expected xAPI statements, found none")
    said = list[Said]()
    for where, value in found:
        if isinstance(value, dict):
            said.append(Said(where, value))
        else:
            fault = CellError("statement", "an object", _name_type(value))
            on_fault(fault.at(where))
    return said


def _find_values(path: Path, text: str, on_fault: OnFault) -> Iterator[tuple[str, object]]:
    try:
        whole = _load(text)
    except CellError:
        if text.lstrip().startswith("["):
            raise RawFileError(f"{path}: expected JSON, found a broken array") from None
        yield from _find_lines(path, text, on_fault)
        return
    if isinstance(whole, dict) and "statements" in whole:
        whole = whole["statements"]
        if not isinstance(whole, list):
            raise RawFileError(f"{path}: expected a list of statements, found none")
    if isinstance(whole, list):
        yield from ((f"{path}#{number}", each) for number, each in enumerate(whole, start=1))
    else:
        yield f"{path}:1", whole


def _find_lines(path: Path, text: str, on_fault: OnFault) -> Iterator[tuple[str, object]]:
    """Yield the values of JSON lines; a line that is none is told."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = _load(line)
        except CellError as fault:
            on_fault(fault.at(f"{path}:{number}"))
        else:
            yield f"{path}:{number}", value


def _load(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise CellError("statement", "JSON", "something else") from None


def _name_type(value: object) -> str:
    names = {type(None): "null", bool: "a truth value", str: "a text", list: "a list"}
    return names.get(type(value), "a number")
