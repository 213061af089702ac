"""The skills of a release of ESCO, out of whichever tables it has."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from graph.claims import Value
from graph.plans import LeftOut
from ingest.frameworks.esco_files import Release, list_translations, read_concepts
from ingest.frameworks.esco_labels import read_labels, tell_by_text
from ingest.frameworks.naming import Skill
from ingest.raw import OnFault

_ALIASES = ("altLabels", "hiddenLabels", "aliases")
_SEPARATORS = (" | ", "\n", ", ")


def read_skills(
    release: Release, tables: Sequence[Path], wanted: Iterable[str], on_fault: OnFault
) -> dict[str, Skill]:
    """Return the skills by URI, in the order of their URIs.

    Without a table of skills they are told by the release's collections and by ``tables`` of
    labels, or of texts that start with one of the ``wanted`` labels. A text that starts with
    none of them is left out.
    """
    if release.skills:
        return dict(sorted(_read_table(release.skills[0], on_fault)))
    found = _read_collections(release.collections, on_fault)
    texts: dict[str, str] = {}
    for path in tables:
        for uri, row in read_labels(path, on_fault).items():
            if label := row.cells.get("label"):
                found.setdefault(uri, _skill(uri, label, row.cells))
            else:
                texts[uri] = row.cells["text"]
    lacking = {uri: text for uri, text in texts.items() if uri not in found}
    unmet = set(wanted) - {skill.label for skill in found.values()}
    found |= {uri: _skill(uri, label, {}) for uri, label in tell_by_text(unmet, lacking)}
    for uri in sorted(lacking.keys() - found.keys()):
        on_fault(LeftOut(uri, "no table has its label, and no occupation requires it"))
    return dict(sorted(found.items()))


def split_names(cells: Mapping[str, str], label: str) -> tuple[str, ...]:
    """Return the other names of a concept, in order."""
    told = (cells.get(column, "") for column in _ALIASES)
    names = {clean(name) for cell in told for name in _split(cell)}
    return tuple(sorted(names - {"", label}))


def clean(label: str) -> str:
    """Return a label without the tabs and hard blanks that some carry."""
    return " ".join(label.split())


def read_names(table: Path, prefix: str, on_fault: OnFault) -> dict[str, dict[str, Value | None]]:
    """Return the labels in the other languages of a table, by URI: ``name_de``."""
    found: dict[str, dict[str, Value | None]] = {}
    for language, path in list_translations(table).items():
        for row in read_concepts(path, on_fault):
            names = found.setdefault(row.cells["conceptUri"], {})
            names[f"{prefix}_{language}"] = clean(row.cells["preferredLabel"])
    return found


def _read_table(path: Path, on_fault: OnFault) -> Iterator[tuple[str, Skill]]:
    names = read_names(path, "name", on_fault)
    for row in read_concepts(path, on_fault, ("skillType",)):
        uri = row.cells["conceptUri"]
        yield uri, _skill(uri, row.cells["preferredLabel"], row.cells, names.get(uri, {}))


def _read_collections(paths: Sequence[Path], on_fault: OnFault) -> dict[str, Skill]:
    rows = (row for path in paths for row in read_concepts(path, on_fault, ("skillType",)))
    return {
        row.cells["conceptUri"]: _skill(
            row.cells["conceptUri"], row.cells["preferredLabel"], row.cells
        )
        for row in rows
    }


def _skill(
    uri: str,
    label: str,
    cells: Mapping[str, str],
    names: Mapping[str, Value | None] | None = None,
) -> Skill:
    name = clean(label)
    kind = "knowledge" if cells.get("skillType") == "knowledge" else "method"
    more: dict[str, Value | None] = {
        "reuse_level": cells.get("reuseLevel") or None,
        "scope_note": cells.get("scopeNote") or None,
        **(names or {}),
    }
    description = cells.get("description") or cells.get("definition") or None
    return Skill(uri, name, split_names(cells, name), description, kind, more)


def _split(cell: str) -> list[str]:
    """Return the names in a cell: of the separators that tables use, the first that it has."""
    for separator in _SEPARATORS:
        if separator in cell:
            return cell.split(separator)
    return [cell]
