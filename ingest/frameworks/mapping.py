"""Mapping files: which column of which sheet is what, in YAML, read strictly."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.frameworks.sections import Section, SectionReader

_FRAMEWORK = ("id", "name", "version", "publisher", "licence", "language", "description")
_SECTIONS = ("framework", "missing", "abilities", "jobs", "requires")
_TABLE = ("file", "sheet", "header", "prefix", "columns", "constants")
_COLUMN = ("column", "separator", "values", "from")
_ID = re.compile(r"framework:[A-Za-z0-9._-]{1,40}")
_NODE = ("id", "aliases", "description", "code", "class", "uri")
KINDS = ("knowledge", "tool", "method", "general", "attitude")
_WORDS = {"kind": KINDS, "essential": ("true", "false"), "level": ("1", "2", "3")}
_NUMBER = re.compile("[1-9][0-9]{0,3}")
_IN_LANGUAGE = re.compile(r"(name|title)_[a-z]{2}")


@dataclass(frozen=True, slots=True)
class _Form:
    """What the rows of a table may have, and what they must have."""

    known: tuple[str, ...]
    needed: tuple[str, ...]

    def is_known(self, name: str) -> bool:
        """Return whether a row may have this, also a name in another language."""
        said = _IN_LANGUAGE.fullmatch(name)
        return name in self.known or (said is not None and said.group(1) in self.known)


_ABILITIES = _Form((*_NODE, "name", "kind", "parents"), ("name",))
_JOBS = _Form((*_NODE, "title"), ("title",))
_REQUIRES = _Form(("job", "ability", "essential", "level", "weight"), ("job", "ability"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column, and how its cells are read.

    Attributes:
        name: of the column; its number, from 1, where a sheet has no header.
        separator: parts a cell into the items of a list; None for one item.
        values: what a cell's words mean; another word is a fault. None: they mean themselves.
        onward: every cell from this column on is a value of its own.
    """

    name: str
    separator: str | None = None
    values: Mapping[str, str] | None = None
    onward: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet; ``file`` is relative to the folder that is read, None for the one file."""

    file: str | None
    sheet: str | None
    header: bool
    prefix: str
    columns: Mapping[str, Column]
    constants: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MappingFile:
    """A framework, the words that stand for nothing, and the tables."""

    framework: Mapping[str, str]
    missing: frozenset[str]
    abilities: tuple[Table, ...]
    jobs: tuple[Table, ...]
    requires: tuple[Table, ...]


def read_mapping(path: Path) -> MappingFile:
    """Return what a mapping file says.

    Raises:
        RawFileError: it is no YAML, or says something that no mapping has; with its line.
    """
    reader = SectionReader(path)
    root = reader.read()
    _check(reader, root, _SECTIONS, ("framework",))
    framework = reader.section(root, "framework")
    _check(reader, framework, _FRAMEWORK, ("id", "name"))
    said = {name: reader.text(framework, name) for name in framework}
    if not _ID.fullmatch(said["id"]):
        raise reader.fault(framework, "id", "an id like framework:joinery", said["id"])
    abilities, jobs, requires = (
        tuple(_read_table(reader, told, form) for told in reader.sections(root, name))
        for name, form in (("abilities", _ABILITIES), ("jobs", _JOBS), ("requires", _REQUIRES))
    )
    if not abilities and not jobs:
        raise reader.fault(root, "abilities", "a table of abilities or of jobs", "neither")
    return MappingFile(said, frozenset(reader.texts(root, "missing")), abilities, jobs, requires)


def _check(
    reader: SectionReader, section: Section, known: Sequence[str], needed: Sequence[str]
) -> None:
    reader.check_keys(section, known.__contains__, ", ".join(known), needed)


def _read_table(reader: SectionReader, told: Section, form: _Form) -> Table:
    _check(reader, told, _TABLE, ("columns",))
    columns, constants = reader.section(told, "columns"), reader.section(told, "constants")
    for section, needed in ((columns, form.needed), (constants, ())):
        reader.check_keys(section, form.is_known, ", ".join(form.known), needed)
    header = reader.text(told, "header", "true")
    if header not in {"true", "false"}:
        raise reader.fault(told, "header", "true or false", header)
    read = {key: _read_column(reader, columns, key) for key in columns}
    fixed = {key: reader.text(constants, key) for key in constants}
    _check_places(reader, columns, read, header == "true")
    for key, words in _WORDS.items():
        if fixed.get(key, words[0]) not in words:
            raise reader.fault(constants, key, f"one of {', '.join(words)}", fixed[key])
        meant = (read[key].values if key in read else None) or {}
        if odd := next((text for text in meant.values() if text not in words), None):
            raise reader.fault(columns, key, f"values out of {', '.join(words)}", odd)
    return Table(
        reader.text(told, "file") or None,
        reader.text(told, "sheet") or None,
        header == "true",
        reader.text(told, "prefix"),
        read,
        fixed,
    )


def _check_places(
    reader: SectionReader, columns: Section, read: Mapping[str, Column], header: bool
) -> None:
    """Refuse names of columns where there are only numbers, and ``from`` where there are names."""
    for key, column in read.items():
        if not header and not _NUMBER.fullmatch(column.name):
            raise reader.fault(columns, key, "a column's number", column.name)
        if header and column.onward:
            raise reader.fault(columns, key, "from only with header: false", "a header")


def _read_column(reader: SectionReader, columns: Section, key: str) -> Column:
    if isinstance(columns[key], str):
        return Column(reader.text(columns, key))
    told = reader.section(columns, key)
    _check(reader, told, _COLUMN, ())
    if ("column" in told) == ("from" in told):
        raise reader.fault(told, key, "column, or from", "both" if "from" in told else "neither")
    onward, values = "from" in told, reader.section(told, "values")
    name = reader.text(told, "from" if onward else "column")
    return Column(
        name,
        reader.text(told, "separator") or None,
        {word: reader.text(values, word) for word in values} or None,
        onward,
    )
