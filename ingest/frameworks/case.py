"""A framework in the form of 1EdTech CASE: a package as JSON, or its items as a sheet."""

from pathlib import Path

from graph.ids import keyed_id
from ingest.errors import RawFileError
from ingest.frameworks.case_items import list_abilities, list_replaced
from ingest.frameworks.case_package import read_package
from ingest.frameworks.case_sheet import read_items_sheet
from ingest.frameworks.nodes import framework_node
from ingest.frameworks.standard import Standard


def read_case(
    path: Path,
    release: str | None = None,
    encoding: str = "utf-8-sig",
    language: str | None = None,
) -> Standard:
    """Return a CASE framework.

    Raises:
        RawFileError: the file cannot be read, is no such package or sheet, or has no item.
    """
    if path.suffix.lower() == ".json":
        package = read_package(path, release, language)
    else:
        package = read_items_sheet(path, release, language, encoding)
    replaced = list_replaced(package)
    framework = framework_node(
        keyed_id("framework", f"case-{package.key.lower()}"),
        package.name,
        package.version,
        **package.document,
    )
    nodes = tuple(list_abilities(package, framework.id))
    if not nodes:
        found = package.left_out[0].reason if package.left_out else "none"
        raise RawFileError(f"{path}: expected items with identifiers, found {found}")
    origin = f"{framework.id.partition(':')[2]}:{package.version}"
    return Standard(framework, origin, nodes, (), tuple(replaced), tuple(package.left_out))
