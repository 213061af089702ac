"""O*NET's database out of one folder.

Occupations become jobs; elements of the content model and technologies become abilities.
"""

import re
from collections import defaultdict
from pathlib import Path

from graph.claims import Block
from graph.ids import keyed_id, tool_id
from graph.plans import Assertion, Node
from ingest.errors import CellError, RawFileError
from ingest.frameworks.nodes import ability_node, framework_node, job_node
from ingest.frameworks.onet_files import CODE, Folder, check_job, find_release
from ingest.frameworks.onet_ratings import ELEMENT, read_ratings, weigh_ratings
from ingest.frameworks.standard import Standard
from ingest.sheets import Form

FRAMEWORK = "framework:onet"
_PUBLISHER = "U.S. Department of Labor, Employment and Training Administration"
_KINDS = {
    "Skills": "general",
    "Knowledge": "knowledge",
    "Abilities": "general",
    "Work Activities": "method",
}
_USED = (CODE, "Example", "Commodity Code", "Commodity Title", "Hot Technology", "In Demand")
_SOC = re.compile(r"\d\d-\d{4}\.\d\d")


def read_onet(path: Path, release: str | None = None, encoding: str = "utf-8-sig") -> Standard:
    """Return O*NET as a folder holds it: ``Occupation Data`` must be there, the rest may be.

    Raises:
        RawFileError: a file cannot be read, or neither the folder nor ``release`` says which
            release it is.
    """
    folder = Folder(path, Form(encoding))
    if folder.find("Occupation Data") is None:
        raise RawFileError(f"{path}: expected Occupation Data.xlsx or .txt, found neither")
    version = release or find_release(path)
    origin = f"onet:{version}"
    jobs = _read_jobs(folder)
    ids = {str(job.properties["code"]): job.id for job in jobs}
    abilities, said = _read_elements(folder, ids, origin)
    tools, used = _read_tools(folder, ids, origin)
    framework = framework_node(
        FRAMEWORK, "O*NET", version, publisher=_PUBLISHER, licence="CC BY 4.0", language="en"
    )
    nodes = (*jobs, *abilities, *tools)
    return Standard(framework, origin, nodes, (*said, *used), left_out=tuple(folder.left_out))


def _read_jobs(folder: Folder) -> list[Node]:
    aliases: dict[str, dict[str, None]] = defaultdict(dict)
    for row in folder.rows("Alternate Titles", (CODE, "Alternate Title")):
        aliases[row.cells[CODE]][row.cells["Alternate Title"]] = None
    jobs: dict[str, Node] = {}
    for row in folder.rows("Occupation Data", (CODE, "Title", "Description")):
        code, title = row.cells[CODE], row.cells["Title"]
        if not _SOC.fullmatch(code) or code in jobs:
            fault = CellError(CODE, "a code like 15-1252.00, once", repr(code))
            folder.leave_out(row, fault)
        elif not title:
            folder.leave_out(row, CellError("Title", "a title", "none"))
        else:
            jobs[code] = job_node(
                keyed_id("onet", code),
                FRAMEWORK,
                title,
                aliases=[name for name in aliases[code] if name not in {"", title}],
                description=row.cells["Description"],
                code=code,
                class_=f"{code[:2]}-0000",
            )
    return list(jobs.values())


def _read_elements(
    folder: Folder, jobs: dict[str, str], origin: str
) -> tuple[list[Node], list[Assertion]]:
    """Return the rated elements of the content model, and the jobs that require them."""
    texts = {
        row.cells[ELEMENT]: row.cells["Description"]
        for row in folder.rows("Content Model Reference", (ELEMENT, "Description"))
    }
    nodes, said = list[Node](), list[Assertion]()
    for file, kind in _KINDS.items():
        names, ratings = read_ratings(folder, file, jobs)
        nodes += [
            ability_node(
                keyed_id("onet", element),
                FRAMEWORK,
                name,
                description=texts.get(element),
                kind=kind,
                class_=file,
            )
            for element, name in names.items()
        ]
        said += weigh_ratings(folder, file, ratings, origin)
    return nodes, said


def _read_tools(
    folder: Folder, jobs: dict[str, str], origin: str
) -> tuple[list[Node], list[Assertion]]:
    """Return technologies, one a commodity and name, and the jobs that use them."""
    tools: dict[str, Node] = {}
    said = []
    for row in folder.rows("Technology Skills", _USED):
        cells = row.cells
        try:
            job = check_job(cells[CODE], jobs)
            tool = _parse_tool(cells)
        except CellError as error:
            folder.leave_out(row, error)
            continue
        tools.setdefault(tool.id, tool)
        wanted = "Y" in {cells["Hot Technology"], cells["In Demand"]}
        block = Block("imported", origin, {"essential": wanted})
        said.append(Assertion("REQUIRES", job, tool.id, block))
    return list(tools.values()), said


def _parse_tool(cells: dict[str, str]) -> Node:
    commodity, name = cells["Commodity Code"], cells["Example"]
    if not re.fullmatch(r"\d{8}", commodity):
        raise CellError("Commodity Code", "8 digits", repr(commodity))
    if not name:
        raise CellError("Example", "a name", "none")
    group = cells["Commodity Title"]
    return ability_node(tool_id(commodity, name), FRAMEWORK, name, kind="tool", class_=group)
