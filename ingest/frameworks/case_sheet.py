"""Items of a CASE framework as a sheet: one row an item, the columns as CASE names them."""

import re
from pathlib import Path

from ingest.errors import RawFileError
from ingest.frameworks.case_items import Item, Package, split_known
from ingest.raw import Row
from ingest.sheets import Form, read_sheet

_LETTERS = re.compile("[^a-z]")
_NEEDED = ("identifier", "fullstatement")


def read_items_sheet(
    path: Path, release: str | None, language: str | None, encoding: str
) -> Package:
    """Return the framework that a sheet holds, named by its file, versioned by its newest item.

    Raises:
        RawFileError: the sheet cannot be read, or has no identifiers or statements.
    """
    package = Package(path.stem, path.stem.replace("_", " "), "", {"language": language or "en"})
    rows: dict[str, Row] = {}
    for row in read_sheet(path, (), package.left_out.append, Form(encoding)):
        named = Row(row.where, {_fold(name): cell for name, cell in row.cells.items()})
        if missing := [name for name in _NEEDED if name not in named.cells]:
            raise RawFileError(
                f"{path}:1: expected the columns identifier and fullStatement, "
                f"found no {missing[0]}"
            )
        item = _item(named)
        package.add(item)
        if package.items.get(item.identifier) is item:
            rows[item.identifier] = named
    dates = (cells.get("lastchangedatetime", "") for _, cells in rows.values())
    package.version = release or max(dates, default="") or "undated"
    _join(package, rows)
    return package


def _fold(name: str) -> str:
    return _LETTERS.sub("", name.casefold())


def _item(row: Row) -> Item:
    cells = row.cells
    order = cells.get("sequencenumber", "")
    return Item(
        row.where,
        cells["identifier"].lower(),
        cells["fullstatement"],
        short=cells.get("abbreviatedstatement", ""),
        code=cells.get("humancodingscheme", ""),
        kind=cells.get("cfitemtype", ""),
        notes=cells.get("notes", ""),
        order=int(order) if order.isdecimal() else None,
    )


def _join(package: Package, rows: dict[str, Row]) -> None:
    """Join items by what the rows name: an identifier or a code, else the levels' numbers."""
    known = {item.code: key for key, item in package.items.items() if item.code}
    known |= {key: key for key in package.items}
    levels = {
        row.cells["smartlevel"]: key for key, row in rows.items() if "smartlevel" in row.cells
    }
    for key, (_, cells) in rows.items():
        item = package.items[key]
        above = levels.get(cells.get("smartlevel", "").rpartition(".")[0])
        named = _split(cells.get("ischildof", "") or cells.get("parent", ""))
        item.parents = split_known(package, item, "isChildOf", named, known)
        if above and not named:
            item.parents = [above]
        precedes = _split(cells.get("precedes", ""))
        item.precedes = split_known(package, item, "precedes", precedes, known)
        item.matches = _split(cells.get("isexactmatchof", "") or cells.get("exactmatchof", ""))
        new = cells.get("replacedby", "")
        item.replaced_by = known.get(new, new)


def _split(cell: str) -> list[str]:
    return [each.strip() for each in cell.split(",") if each.strip()]
