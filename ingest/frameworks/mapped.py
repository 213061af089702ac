"""A framework out of sheets of any form, by a mapping file that says which column is what."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graph.claims import Block, Value
from graph.ids import is_safe, keyed_id, named_id
from graph.plans import Assertion, Node
from ingest.errors import CellError, RawFileError
from ingest.frameworks.mapped_rows import LISTS, Sheets, Told, parse_fields, parse_kind, take_one
from ingest.frameworks.mapping import Table, read_mapping
from ingest.frameworks.nodes import Said, ability_node, framework_node, job_node
from ingest.frameworks.standard import Standard
from text.normalise import normalise


@dataclass(slots=True)
class _Named:
    """Jobs or abilities while they are read.

    Attributes:
        label: of the nodes.
        name: the property that names one.
        ids: by what rows call them: the id's column, else the name.
        said: properties by id, with the row that said them.
    """

    label: str
    name: str
    ids: dict[str, str] = field(default_factory=dict)
    said: dict[str, tuple[Told, dict[str, Said]]] = field(default_factory=dict)

    def find(self, key: str) -> str | None:
        """Return the id of what a row names: by key, by name, or as an id of the map."""
        known = self.ids.get(key) or self.ids.get(normalise(key))
        return known or (key if ":" in key and is_safe(key) else None)


def read_mapped(
    path: Path,
    mapping: Path,
    release: str | None = None,
    encoding: str = "utf-8-sig",
    language: str | None = None,
) -> Standard:
    """Return the framework that a file, or the files of a folder, hold by a mapping file.

    Raises:
        RawFileError: the mapping or a sheet cannot be read, a column is missing, nothing says the
            version, or a job and an ability have one id.
    """
    told = read_mapping(mapping)
    said: dict[str, Said] = {"language": language or "en", **told.framework}
    version = release or told.framework.get("version")
    if not version:
        raise RawFileError(f"{mapping}: version: expected it, or --release, found neither")
    said.pop("version", None)
    framework, name = str(said.pop("id")), str(said.pop("name"))
    family = framework.partition(":")[2]
    sheets = Sheets(path, told.missing, encoding)
    abilities, jobs = _Named("Ability", "name"), _Named("Job", "title")
    for named, tables in ((abilities, told.abilities), (jobs, told.jobs)):
        for table in tables:
            _read_named(sheets, table, named, family)
    if both := sorted(abilities.said.keys() & jobs.said.keys()):
        raise RawFileError(
            f"{mapping}: expected other ids for jobs than for abilities, found {both[0]} for both; "
            f"give one table a prefix"
        )
    nodes = (*_list_abilities(abilities, framework, sheets), *_list_jobs(jobs, framework))
    origin = f"{family}:{version}"
    required = _read_required(sheets, told.requires, jobs, abilities)
    assertions = tuple(
        Assertion("REQUIRES", *ends, Block("imported", origin, fields))
        for ends, fields in required.items()
    )
    node = framework_node(framework, name, version, **said)
    return Standard(node, origin, nodes, assertions, left_out=tuple(sheets.left_out))


def _read_named(sheets: Sheets, table: Table, named: _Named, family: str) -> None:
    for row in sheets.rows(table):
        try:
            for name in _list_names(table, row, named):
                one = Told(row.where, row.values | {named.name: [name]})
                _add(named, one, table, family)
        except CellError as error:
            sheets.leave_out(row, error)


def _list_names(table: Table, row: Told, named: _Named) -> list[str]:
    """Return the names in a row, mostly one.

    Raises:
        CellError: there is none, or no id where there should be one.
    """
    for name in ("id", named.name):
        if name in table.columns and name not in row.values:
            raise CellError(table.columns[name].name, "a text", "none")
    return row.values[named.name]


def _add(named: _Named, row: Told, table: Table, family: str) -> None:
    """Add what a row says; without a column for ids a name that comes again is the same."""
    name, key = row.values[named.name][0], take_one(row.values, "id")
    minted = named_id(family, named.label, name)
    own = keyed_id(family, table.prefix + key) if key else minted
    said: dict[str, Said] = {
        each: texts if each in LISTS else take_one(row.values, each)
        for each, texts in row.values.items()
        if each != "id"
    }
    if "kind" in said:
        parse_kind(str(said["kind"]))
    if own not in named.said:
        named.said[own] = row, said
        named.ids.setdefault(key or normalise(name), own)
        named.ids.setdefault(normalise(name), own)
    elif key and said != named.said[own][1]:
        raise CellError(table.columns["id"].name, "each id once", f"{key} again")


def _list_abilities(named: _Named, framework: str, sheets: Sheets) -> Iterator[Node]:
    for own, (row, said) in named.said.items():
        parents = []
        for each in row.values.get("parents", []):
            if parent := named.find(each):
                parents.append(parent)
            else:
                sheets.leave_out(row, CellError("parents", "a known ability", repr(each)))
        properties = {**said, "parents": parents}
        yield ability_node(own, framework, str(properties.pop("name")), **properties)


def _list_jobs(named: _Named, framework: str) -> Iterator[Node]:
    for own, (_, said) in named.said.items():
        properties = dict(said)
        yield job_node(own, framework, str(properties.pop("title")), **properties)


def _read_required(
    sheets: Sheets, tables: tuple[Table, ...], jobs: _Named, abilities: _Named
) -> dict[tuple[str, str], dict[str, Value]]:
    required: dict[tuple[str, str], dict[str, Value]] = {}
    for table in tables:
        for row in sheets.rows(table):
            try:
                fields = parse_fields(row.values)
                ends = _list_ends(table, row, jobs, abilities)
            except CellError as error:
                sheets.leave_out(row, error)
                continue
            if clash := next((each for each in ends if required.get(each, fields) != fields), None):
                column = table.columns["ability"].name
                sheets.leave_out(row, CellError(column, "each pair once", " ".join(clash)))
            else:
                required |= dict.fromkeys(ends, fields)
    return required


def _list_ends(table: Table, row: Told, jobs: _Named, abilities: _Named) -> list[tuple[str, str]]:
    """Return every pair of a job and an ability that a row names.

    Raises:
        CellError: it names none, or one that is not known.
    """
    ids: dict[str, list[str]] = {}
    for end, named in (("job", jobs), ("ability", abilities)):
        keys = row.values.get(end, [])
        found = {key: named.find(key) for key in keys}
        unknown = next((repr(key) for key in keys if found[key] is None), None)
        if unknown or not keys:
            raise CellError(table.columns[end].name, f"a known {end}", unknown or "none")
        ids[end] = [each for each in found.values() if each is not None]
    return [(job, ability) for job in ids["job"] for ability in ids["ability"]]
