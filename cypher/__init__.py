"""Every Cypher statement of the system, one to a file, and their loader.

A file is ``cypher/<folder>/<verb>_<nouns>.cypher``; its name is ``<folder>/<verb>_<nouns>``.
It starts with a header that says what the statement answers, its ``Params:`` and its
``Returns:``; the loader refuses a file whose header and body disagree.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_ENTRY = re.compile(r"^//\s{3,}\$?(\w+)\s+([A-Z]+(?: OF [A-Z]+)?(?: OR NULL)?)\b\s*(.*)")
_TYPES = {"STRING", "INTEGER", "FLOAT", "NUMBER", "BOOLEAN", "MAP", "LIST"}


class StatementError(ValueError):
    """A statement file is absent, or its header and body disagree."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: its text without the header, its parameters and its columns."""

    name: str
    about: str
    text: str
    params: tuple[str, ...]
    columns: tuple[str, ...]
    header: tuple["Entry", ...] = ()
    theme: str = ""

    def entries(self, section: str) -> list["Entry"]:
        """Return what the header says under ``Params:`` or ``Returns:``, in its order."""
        return [entry for entry in self.header if entry.section == section]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a header: a parameter or a column, its type and what it is."""

    section: str
    name: str
    type: str
    about: str


def names() -> tuple[str, ...]:
    """Return the names of all statements, sorted."""
    found = (path.relative_to(_FOLDER).with_suffix("") for path in _FOLDER.rglob("*.cypher"))
    return tuple(sorted(path.as_posix() for path in found))


@cache
def load(name: str) -> Statement:
    """Return the statement ``name``, its header checked against its body.

    Raises:
        StatementError: no such file, or header and body disagree.
    """
    path = _FOLDER / f"{name}.cypher"
    if not path.is_file():
        raise StatementError(f"cypher/{name}.cypher: expected a statement file, found none")
    return parse_statement(name, path.read_text(encoding="utf-8"))


@cache
def load_sql(name: str) -> tuple[str, ...]:
    """Return the commands of ``cypher/<name>.sql``, in the embedded server's own language.

    Raises:
        StatementError: no such file, or nothing in it.
    """
    path = _FOLDER / f"{name}.sql"
    if not path.is_file():
        raise StatementError(f"cypher/{name}.sql: expected a file of commands, found none")
    lines = path.read_text(encoding="utf-8").splitlines()
    text = " ".join(line.strip() for line in lines if not line.startswith("--"))
    commands = tuple(command.strip() for command in text.split(";") if command.strip())
    if not commands:
        raise StatementError(f"cypher/{name}.sql: expected commands, found none")
    return commands


def read_migrations() -> list[tuple[str, str]]:
    """Return name and text of each list in ``schema/migrations``, oldest first."""
    files = sorted((_FOLDER / "schema" / "migrations").glob("*.txt"))
    return [(file.stem, file.read_text(encoding="utf-8")) for file in files]


def parse_statement(name: str, text: str) -> Statement:
    """Parse a statement file; ``name`` is for the messages.

    Raises:
        StatementError: header and body disagree.
    """
    lines = text.splitlines()
    header = [line for line in lines if line.startswith("//")]
    body = "\n".join(line for line in lines if not line.startswith("//")).strip()
    about = header[0].removeprefix("//").strip() if header else ""
    if not about or not body:
        raise StatementError(f"cypher/{name}.cypher: expected a header and a statement")
    entries = _parse_header(name, header)
    params = tuple(entry.name for entry in entries if entry.section == "Params:")
    columns = tuple(entry.name for entry in entries if entry.section == "Returns:")
    _check(name, "parameters", set(params), set(re.findall(r"\$(\w+)", body)))
    _check(name, "columns", set(columns), set(_returned(body)))
    theme = next((line[10:].strip() for line in header if line.startswith("// Theme: ")), "")
    return Statement(name, about, body, params, columns, entries, theme)


def render(statement: Statement, params: Mapping[str, object]) -> str:
    """Return the statement with ``params`` written in, to run by hand in a console."""

    def literal(match: re.Match[str]) -> str:
        return json.dumps(params[match[1]], ensure_ascii=False)

    return re.sub(r"\$(\w+)", literal, statement.text)


def _parse_header(name: str, header: list[str]) -> tuple[Entry, ...]:
    """Return what stands under ``Params:`` and under ``Returns:``."""
    found: list[Entry] = []
    section = ""
    for line in header[1:]:
        word = line.removeprefix("//").strip()
        if word in {"Params:", "Returns:"}:
            section = word
        elif section and (entry := _ENTRY.match(line)):
            if entry[2].split()[0] not in _TYPES:
                raise StatementError(f"cypher/{name}.cypher: expected a type, found {entry[2]!r}")
            found.append(Entry(section, entry[1], entry[2], entry[3].strip()))
    return tuple(found)


def _returned(body: str) -> list[str]:
    """Return the column names of the last RETURN that stands outside of any bracket."""
    depth, flat = 0, []
    for character in body:
        depth -= character in ")]}"
        flat.append(character if depth == 0 else " ")
        depth += character in "([{"
    parts = re.split(r"\bRETURN\b", "".join(flat))
    return re.findall(r"\bAS\s+(\w+)", re.split(r"\bORDER BY\b", parts[-1])[0]) if parts[1:] else []


def _check(name: str, what: str, expected: set[str], found: set[str]) -> None:
    if expected != found:
        raise StatementError(
            f"cypher/{name}.cypher: the header names the {what} {sorted(expected)}, "
            f"the statement has {sorted(found)}"
        )
