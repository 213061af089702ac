"""A competency framework as Moodle exports it: 14 columns in a fixed order, headers translated."""

from pathlib import Path

from graph.ids import keyed_id
from graph.plans import LeftOut, Node
from ingest.errors import CellError, RawFileError
from ingest.frameworks.nodes import ability_node, framework_node
from ingest.frameworks.standard import Standard
from ingest.frameworks.texts import strip_html
from ingest.raw import Cells, Row, pair_cells, read_cells

COLUMNS = (
    "parentidnumber",
    "idnumber",
    "shortname",
    "description",
    "descriptionformat",
    "scalevalues",
    "scaleconfiguration",
    "ruletype",
    "ruleoutcome",
    "ruleconfig",
    "relatedidnumbers",
    "exportid",
    "isframework",
    "taxonomy",
)
UNDATED = "undated"
_HTML = {"0", "1", ""}


def read_moodle(
    path: Path,
    release: str | None = None,
    encoding: str = "utf-8-sig",
    language: str | None = None,
) -> Standard:
    """Return the framework of a CSV; without a ``release`` its version is ``undated``.

    Raises:
        RawFileError: the CSV cannot be read, has other columns or no framework.
    """
    left_out: list[LeftOut] = []
    framework: Row | None = None
    rows: dict[str, Row] = {}
    for row in _read_rows(path, encoding, left_out):
        if fault := _find_fault(row.cells, framework, rows):
            left_out.append(fault.at(row.where))
        elif row.cells["isframework"] == "1":
            framework = row
        else:
            rows[row.cells["idnumber"]] = row
    if framework is None:
        raise RawFileError(f"{path}: expected a row with 1 in isframework, found none")
    node = _framework(framework.cells, release or UNDATED, language or "en")
    nodes = tuple(_ability(row, node.id, rows, left_out) for row in rows.values())
    origin = f"{node.id.partition(':')[2]}:{release or UNDATED}"
    return Standard(node, origin, nodes, (), left_out=tuple(left_out))


def _read_rows(path: Path, encoding: str, left_out: list[LeftOut]) -> list[Row]:
    lines = read_cells(path, left_out.append, encoding)
    header = next(lines, Cells("", [])).cells
    if len(header) != len(COLUMNS):
        raise RawFileError(f"{path}:1: expected {len(COLUMNS)} columns, found {len(header)}")
    rows = []
    for where, cells in lines:
        try:
            rows.append(Row(where, pair_cells(COLUMNS, cells, encoding)))
        except CellError as error:
            left_out.append(error.at(where))
    return rows


def _find_fault(
    cells: dict[str, str], framework: Row | None, rows: dict[str, Row]
) -> CellError | None:
    for name in ("idnumber", "shortname"):
        if not cells[name]:
            return CellError(name, "a text", "none")
    if cells["isframework"] == "1" and framework is not None:
        return CellError("isframework", "one framework a file", f"{cells['idnumber']} too")
    if cells["idnumber"] in rows:
        return CellError("idnumber", "each competency once", f"{cells['idnumber']} again")
    return None


def _framework(cells: dict[str, str], version: str, language: str) -> Node:
    return framework_node(
        keyed_id("framework", f"moodle-{cells['idnumber']}"),
        cells["shortname"],
        version,
        description=_describe(cells),
        language=language,
        scale=_split(cells["scalevalues"]),
    )


def _ability(row: Row, framework: str, rows: dict[str, Row], left_out: list[LeftOut]) -> Node:
    """Return a competency; of what it names only those that are there."""
    cells = row.cells
    parents = [cells["parentidnumber"]] if cells["parentidnumber"] else []
    related = [each.replace("%2C", ",") for each in _split(cells["relatedidnumbers"])]
    for column, named in (("parentidnumber", parents), ("relatedidnumbers", related)):
        unknown = [each for each in named if each not in rows]
        left_out += [
            CellError(column, "an idnumber of the file", repr(each)).at(row.where)
            for each in unknown
        ]
    return ability_node(
        keyed_id("moodle", cells["idnumber"]),
        framework,
        cells["shortname"],
        description=_describe(cells),
        parents=[keyed_id("moodle", each) for each in parents if each in rows],
        related=[keyed_id("moodle", each) for each in related if each in rows],
        scale=_split(cells["scalevalues"]),
    )


def _describe(cells: dict[str, str]) -> str:
    text = cells["description"]
    return strip_html(text) if cells["descriptionformat"] in _HTML else text


def _split(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]
