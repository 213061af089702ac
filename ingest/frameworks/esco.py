"""ESCO, a whole release in several languages: occupations, skills and what requires what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.claims import Block, Value
from graph.ids import esco_id
from graph.plans import Assertion, LeftOut, Node
from ingest.esco import ALIASES, ATTRIBUTION
from ingest.esco import FRAMEWORK as SLICE
from ingest.frameworks.esco_files import Release, find_release, read_concepts
from ingest.frameworks.esco_needs import join_needs, read_needs
from ingest.frameworks.esco_skills import clean, read_names, read_skills, split_names
from ingest.frameworks.naming import name_abilities
from ingest.frameworks.standard import Standard
from ingest.raw import OnFault, read_rows
from text.aliases import load_aliases

FRAMEWORK = "framework:esco"


@dataclass(frozen=True, slots=True)
class EscoTables:
    """What tells a release of ESCO.

    Attributes:
        folder: holds its tables, itself or below.
        version: of the release; None: the folder's name says it.
        language: of the names; tables in other languages give further names.
        labels: tables of labels and URIs, for relations that are told by label.
        replaced: a table of ``conceptUri,replacedByUri``.
        aliases: our own table of names.
    """

    folder: Path
    version: str | None = None
    language: str = "en"
    labels: tuple[Path, ...] = ()
    replaced: Path | None = None
    aliases: Path = ALIASES


def read_esco(tables: EscoTables) -> Standard:
    """Read a release.

    Raises:
        FrameworkError: the folder holds no release, or several, or a table is none.
        RawFileError: a table lacks a column.
    """
    left_out: list[LeftOut] = []
    release = find_release(tables.folder, tables.version, tables.language)
    jobs = {str(node.properties["uri"]): node for node in _read_jobs(release, left_out.append)}
    needs = read_needs(release, left_out.append)
    wanted = {need.skill for need in needs}
    skills = read_skills(release, tables.labels, wanted, left_out.append)
    by_label = {skill.label: uri for uri, skill in skills.items()}
    told = {uri: uri for uri in skills} if release.skills and release.relations else by_label
    joined = join_needs(needs, set(jobs), told, left_out.append)
    named = [(esco_id(uri), skill) for uri, skill in skills.items()]
    abilities = name_abilities(named, load_aliases(tables.aliases), FRAMEWORK)
    origin = f"esco:{release.version}"
    return Standard(
        framework=_framework(release),
        origin=origin,
        nodes=(*jobs.values(), *abilities),
        assertions=tuple(_require(pair, essential, origin) for pair, essential in joined.items()),
        replaced=tuple(_read_replaced(tables.replaced, left_out.append)),
        left_out=tuple(left_out),
        takes_over=(SLICE,),
    )


def _require(pair: tuple[str, str], essential: bool, origin: str) -> Assertion:
    occupation, skill = map(esco_id, pair)
    return Assertion(
        "REQUIRES", occupation, skill, Block("imported", origin, {"essential": essential})
    )


def _framework(release: Release) -> Node:
    properties: dict[str, Value | None] = {
        "name": "ESCO",
        "version": release.version,
        "publisher": "European Commission",
        "licence": ATTRIBUTION,
        "language": release.language,
        "strict": False,
    }
    return Node("Framework", FRAMEWORK, properties)


def _read_jobs(release: Release, on_fault: OnFault) -> Iterator[Node]:
    names = read_names(release.occupations, "title", on_fault)
    for row in read_concepts(release.occupations, on_fault):
        uri, title = row.cells["conceptUri"], clean(row.cells["preferredLabel"])
        group = row.cells.get("iscoGroup")
        properties: dict[str, Value | None] = {
            "title": title,
            "aliases": list(split_names(row.cells, title)) or None,
            "description": row.cells.get("description") or None,
            "uri": uri,
            "code": row.cells.get("code") or None,
            "class": f"isco:{group}" if group else None,
            "scope_note": row.cells.get("scopeNote") or None,
            "framework": FRAMEWORK,
            **names.get(uri, {}),
        }
        yield Node("Job", esco_id(uri), properties)


def _read_replaced(path: Path | None, on_fault: OnFault) -> Sequence[tuple[str, str]]:
    if path is None:
        return []
    columns = ("conceptUri", "replacedByUri")
    rows = read_rows(path, columns, on_fault)
    return [(esco_id(row.cells[columns[0]]), esco_id(row.cells[columns[1]])) for row in rows]
