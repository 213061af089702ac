"""Where a folder has the tables of a release of ESCO, and their rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import FrameworkError
from ingest.raw import OnFault, Row, read_rows

_VERSION = re.compile(r"(?<![\d.])v?(\d+\.\d+(?:\.\d+)?)(?![\d.])")
_LANGUAGE = re.compile(r"_([a-z]{2})\.csv$")


@dataclass(frozen=True, slots=True)
class Release:
    """The tables of a release; what it lacks is empty.

    Attributes:
        language: of the names without a language.
        skills: its skills; none where they are told by ``collections`` and by label.
        relations: which occupation requires which skill, by URI.
        profiles: the same by label, as Parquet.
    """

    version: str
    language: str
    occupations: Path
    skills: tuple[Path, ...]
    collections: tuple[Path, ...]
    relations: tuple[Path, ...]
    profiles: tuple[Path, ...]


def find_release(folder: Path, version: str | None, language: str) -> Release:
    """Return the tables of the one release in ``folder`` or below.

    Raises:
        FrameworkError: no occupations in ``language``, more than one release, nothing that says
            what they require, or no version in the folder's names.
    """
    found = sorted(folder.rglob(f"occupations_{language}.csv"))
    if len(found) != 1:
        told = ", ".join(str(path.relative_to(folder)) for path in found) or "none"
        raise FrameworkError(f"{folder}: expected one occupations_{language}.csv, found {told}")
    tables = found[0].parent
    release = Release(
        version or _tell_version(tables),
        language,
        found[0],
        tuple(tables.glob(f"skills_{language}.csv")),
        tuple(sorted(tables.glob(f"*SkillsCollection_{language}.csv"))),
        tuple(sorted(tables.glob("occupationSkillRelations*.csv")))[:1],
        tuple(sorted(folder.rglob("*occupation_profiles.parquet"))),
    )
    if not (release.skills and release.relations) and not release.profiles:
        raise FrameworkError(
            f"{folder}: expected skills_{language}.csv with occupationSkillRelations.csv, or "
            "occupation_profiles.parquet, found neither"
        )
    return release


def list_translations(table: Path) -> dict[str, Path]:
    """Return the same table in other languages, by language."""
    stem = _LANGUAGE.sub("", table.name)
    others = sorted(table.parent.glob(f"{stem}_??.csv"))
    return {path.name[-6:-4]: path for path in others if path != table}


def read_concepts(path: Path, on_fault: OnFault, more: Sequence[str] = ()) -> Iterator[Row]:
    """Yield the rows of a table of concepts that have a URI and a label and are not obsolete."""
    for row in read_rows(path, ("conceptUri", "preferredLabel", *more), on_fault):
        if row.cells.get("status") != "obsolete":
            yield row


def _tell_version(tables: Path) -> str:
    for part in reversed(tables.parts):
        if found := _VERSION.search(part):
            return found[1]
    raise FrameworkError(
        f"{tables}: expected the release in a folder's name, like 1.2.0, found none: name it by "
        "--release"
    )
