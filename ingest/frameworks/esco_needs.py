"""Which occupation of ESCO's requires which skill, told by URI or by label."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyarrow.parquet import ParquetFile

from graph.plans import LeftOut
from ingest.errors import CellError, FrameworkError
from ingest.frameworks.esco_files import Release
from ingest.frameworks.esco_skills import clean
from ingest.raw import OnFault, read_rows

_COLUMNS = ("occupationUri", "relationType", "skillUri")
_STRENGTHS = {"essential": True, "optional": False}
_LISTS = {"essential_skills": True, "optional_skills": False}


@dataclass(frozen=True, slots=True)
class Need:
    """An occupation requires a skill.

    Attributes:
        where: ``file:row``, and the ``column`` that names the skill.
        skill: its URI, or its label.
    """

    where: str
    column: str
    occupation: str
    skill: str
    essential: bool


def read_needs(release: Release, on_fault: OnFault) -> list[Need]:
    """Return the relations of a release: by URI where it has them, else by label."""
    if release.skills and release.relations:
        return list(_read_relations(release.relations[0], on_fault))
    return [need for path in release.profiles for need in _read_profiles(path)]


def join_needs(
    needs: list[Need], occupations: set[str], skills: Mapping[str, str], on_fault: OnFault
) -> dict[tuple[str, str], bool]:
    """Return whether a skill is essential by (occupation, skill), both URIs.

    ``skills`` maps what needs name a skill by to its URI. A relation to what the release lacks
    is left out; of a pair that is listed twice the essential one is kept, and the other told.
    """
    joined: dict[tuple[str, str], bool] = {}
    for need in needs:
        if need.occupation not in occupations:
            fault = CellError("occupationUri", "an occupation of the release", need.occupation)
            on_fault(fault.at(need.where))
        elif need.skill not in skills:
            on_fault(CellError(need.column, "a skill of the release", need.skill).at(need.where))
        else:
            pair = need.occupation, skills[need.skill]
            if pair in joined:
                on_fault(_twice(need))
            joined[pair] = need.essential or joined.get(pair, False)
    return joined


def _twice(need: Need) -> LeftOut:
    return CellError(need.column, "each skill of an occupation once", need.skill).at(need.where)


def _read_relations(path: Path, on_fault: OnFault) -> Iterator[Need]:
    for row in read_rows(path, _COLUMNS, on_fault):
        occupation, strength, skill = (row.cells[column] for column in _COLUMNS)
        if strength in _STRENGTHS:
            yield Need(row.where, "skillUri", occupation, skill, _STRENGTHS[strength])
        else:
            on_fault(CellError("relationType", "essential or optional", strength).at(row.where))


def _read_profiles(path: Path) -> Iterator[Need]:
    try:
        table = ParquetFile(path)
        columns = ["occupation_uri", *_LISTS]
        rows = table.read(columns=columns).to_pylist()
    except (OSError, ValueError, KeyError) as error:
        expected = f"Parquet with the columns occupation_uri, {', '.join(_LISTS)}"
        raise FrameworkError(f"{path}: expected {expected}, found {error}") from error
    for number, row in enumerate(rows, start=1):
        for column, essential in _LISTS.items():
            for label in row[column] or ():
                where = f"{path}:{number}"
                yield Need(where, column, row["occupation_uri"], clean(label), essential)
