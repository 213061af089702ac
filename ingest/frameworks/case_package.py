"""A CASE package as JSON, version 1.0 or 1.1: a document, its items and what joins them."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from graph.plans import LeftOut
from ingest.errors import CellError, RawFileError
from ingest.frameworks.case_items import Item, Package, case_id

Told = dict[str, Any]
MAX_BYTES = 1 << 28


def read_package(path: Path, release: str | None, language: str | None) -> Package:
    """Return the framework of a package.

    Raises:
        RawFileError: no such file, no JSON, or no package.
    """
    told = _read_json(path)
    document, items = told.get("CFDocument"), told.get("CFItems")
    links = told.get("CFAssociations") or []
    if not (isinstance(document, dict) and isinstance(items, list) and isinstance(links, list)):
        raise RawFileError(
            f"{path}: expected a CASE package with CFDocument, CFItems and CFAssociations, "
            f"found {', '.join(sorted(told)) or 'nothing'}"
        )
    key = _text(document, "identifier") or _text(document, "sourcedId")
    if not key or not _text(document, "title"):
        raise RawFileError(f"{path}: CFDocument: expected an identifier and a title, found none")
    package = Package(
        key,
        _text(document, "title"),
        release or _text(document, "version") or _text(document, "lastChangeDateTime") or "undated",
        {
            "publisher": _text(document, "publisher") or _text(document, "creator"),
            "licence": _find_licence(told, document),
            "language": _text(document, "language") or language or "en",
            "description": _text(document, "description"),
            "status": _text(document, "adoptionStatus"),
            "uri": _text(document, "uri"),
        },
    )
    for number, item in enumerate(items, start=1):
        _add_item(package, f"{path}#CFItems/{number}", item)
    _add_associations(package, path, links)
    return package


def _read_json(path: Path) -> Told:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RawFileError(f"{path}: expected at most {MAX_BYTES >> 20} MB, found more")
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise RawFileError(f"{path}: expected a readable file: {error.strerror}") from error
    except json.JSONDecodeError as error:
        raise RawFileError(f"{path}:{error.lineno}: expected JSON, found {error.msg}") from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise RawFileError(f"{path}: expected JSON in UTF-8, found {error}") from error
    if not isinstance(told, dict):
        raise RawFileError(f"{path}: expected a CASE package, found {type(told).__name__}")
    return told


def _find_licence(told: Told, document: Told) -> str:
    """Return the name and address of the document's licence, as far as they are said."""
    link = document.get("licenseURI")
    if not isinstance(link, dict):
        return str(link or "")
    definitions = told.get("CFDefinitions")
    licences = definitions.get("CFLicenses") if isinstance(definitions, dict) else None
    texts = [
        _text(each, "licenseText")
        for each in (licences if isinstance(licences, list) else [])
        if isinstance(each, dict) and each.get("identifier") == link.get("identifier")
    ]
    return " ".join(part for part in (_text(link, "title"), *texts, _text(link, "uri")) if part)


def _add_item(package: Package, where: str, told: object) -> None:
    if not isinstance(told, dict):
        fault = CellError("item", "an object", type(told).__name__)
        package.left_out.append(fault.at(where))
        return
    package.add(
        Item(
            where,
            (_text(told, "identifier") or _text(told, "sourcedId")).lower(),
            _text(told, "fullStatement"),
            short=_text(told, "abbreviatedStatement"),
            code=_text(told, "humanCodingScheme"),
            kind=_text(told, "CFItemType"),
            uri=_text(told, "uri"),
            notes=_text(told, "notes"),
        )
    )


def _add_associations(package: Package, path: Path, told: list[Told]) -> None:
    """Put what joins items to them; what the map has no place for is counted by its type."""
    other: Counter[str] = Counter()
    for number, link in enumerate(told, start=1):
        where = f"{path}#CFAssociations/{number}"
        if not isinstance(link, dict):
            fault = CellError("association", "an object", type(link).__name__)
            package.left_out.append(fault.at(where))
        elif fault := _add_association(package, link, other):
            package.left_out.append(fault.at(where))
    package.left_out += [
        LeftOut(str(path), f"{count} associations {kind}: the map has no place for them")
        for kind, count in sorted(other.items())
    ]


def _add_association(package: Package, link: Told, other: Counter[str]) -> CellError | None:
    kind = _text(link, "associationType")
    origin, target = _end(link, "originNodeURI"), _end(link, "destinationNodeURI")
    if kind not in {"isChildOf", "precedes", "exactMatchOf", "replacedBy"}:
        other[kind or "without a type"] += 1
        return None
    item = package.items.get(origin)
    if item is None:
        return CellError("originNodeURI", "an item of the framework", repr(origin))
    if kind == "exactMatchOf":
        item.matches.append(case_id(target) if target in package.items else _uri(link))
    elif kind == "replacedBy":
        item.replaced_by = target
    elif target in package.items:
        (item.parents if kind == "isChildOf" else item.precedes).append(target)
    elif kind == "precedes" or target != package.key.lower():
        return CellError("destinationNodeURI", "an item of the framework", repr(target))
    number = link.get("sequenceNumber")
    if kind == "isChildOf" and isinstance(number, int):
        item.order = number
    return None


def _end(link: Told, name: str) -> str:
    end = link.get(name)
    return _text(end, "identifier").lower() if isinstance(end, dict) else ""


def _uri(link: Told) -> str:
    end = link["destinationNodeURI"] if isinstance(link.get("destinationNodeURI"), dict) else {}
    return _text(end, "uri") or _text(end, "identifier")


def _text(told: Told, name: str) -> str:
    """Return a text without white space around it; anything else is as good as none."""
    value = told.get(name)
    return value.strip() if isinstance(value, str) else ""
