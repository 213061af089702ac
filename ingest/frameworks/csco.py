"""The Chinese standard classification of occupations: jobs in the tree of their classes.

It lists no abilities. What its occupations require comes from postings.
"""

import re
from pathlib import Path

from graph.ids import keyed_id
from graph.plans import LeftOut, Node
from ingest.errors import CellError, RawFileError
from ingest.frameworks.nodes import framework_node, job_node
from ingest.frameworks.releases import find_year
from ingest.frameworks.standard import Standard
from ingest.raw import Row
from ingest.sheets import Form, read_sheet

FRAMEWORK = "framework:csco"
COLUMNS = ("level", "code", "name", "definition", "tasks", "alias")
_CODE = re.compile(r"\d(?:-\d\d){3}")
_OCCUPATION = "4"
_LEVELS = ("1", "2", "3", _OCCUPATION)
_COMMA = re.compile("[,，]")
_PUBLISHER = "人力资源和社会保障部、国家市场监督管理总局、国家统计局"


def read_csco(path: Path, release: str | None = None, encoding: str = "utf-8-sig") -> Standard:
    """Return the classification out of one sheet: classes of level 1 to 3, occupations of level 4.

    Raises:
        RawFileError: the sheet cannot be read, holds no occupation, or nothing says its year.
    """
    version = release or find_year(path)
    left_out: list[LeftOut] = []
    classes: dict[str, str] = {}
    occupations: dict[str, Row] = {}
    for row in read_sheet(path, COLUMNS, left_out.append, Form(encoding)):
        cells = row.cells
        if fault := _find_fault(cells, occupations):
            left_out.append(fault.at(row.where))
        elif cells["level"] == _OCCUPATION:
            occupations[cells["code"]] = row
        else:
            classes[cells["code"]] = cells["name"]
    if not occupations:
        raise RawFileError(f"{path}: expected occupations of level {_OCCUPATION}, found none")
    framework = framework_node(
        FRAMEWORK, "中华人民共和国职业分类大典", version, publisher=_PUBLISHER, language="zh"
    )
    nodes = tuple(_job(row.cells, classes) for row in occupations.values())
    return Standard(framework, f"csco:{version}", nodes, (), left_out=tuple(left_out))


def _find_fault(cells: dict[str, str], occupations: dict[str, Row]) -> CellError | None:
    if cells["level"] not in _LEVELS:
        return CellError("level", f"one of {', '.join(_LEVELS)}", repr(cells["level"]))
    if not _CODE.fullmatch(cells["code"]):
        return CellError("code", "a code like 2-02-10-03", repr(cells["code"]))
    if cells["level"] == _OCCUPATION and cells["code"] in occupations:
        where = occupations[cells["code"]].where
        return CellError("code", "each occupation once", f"{cells['code']}, also in {where}")
    if not cells["name"]:
        return CellError("name", "a name", "none")
    return None


def _job(cells: dict[str, str], classes: dict[str, str]) -> Node:
    code, name = cells["code"], cells["name"]
    above = [each for each in list_above(code) if each in classes]
    aliases = dict.fromkeys(alias.strip() for alias in _COMMA.split(cells["alias"]))
    return job_node(
        keyed_id("csco", code),
        FRAMEWORK,
        name,
        title_zh=name,
        aliases=[alias for alias in aliases if alias not in {"", name}],
        description="\n".join(part for part in (cells["definition"], cells["tasks"]) if part),
        code=code,
        class_=above[-1] if above else None,
        classes=[classes[each] for each in above],
    )


def list_above(code: str) -> list[str]:
    """Return the codes of the classes of levels 1 to 3 that hold a code, the widest first.

    The third may be the occupation's own: a class of one occupation shares its code.
    """
    parts = code.split("-")
    wide = ["-".join((*parts[:count], *["00"] * (4 - count))) for count in (1, 2, 3)]
    return list(dict.fromkeys(wide))
