"""Other words for the labels of a framework, from a table kept by hand."""

import csv
from dataclasses import dataclass
from pathlib import Path

from text.errors import AliasError
from text.normalise import normalise

HEADER = ("label", "language", "alias")


@dataclass(frozen=True, slots=True)
class Alias:
    """``alias`` is another word, in ``language`` (BCP 47), for what a framework calls ``label``."""

    label: str
    language: str
    alias: str


def load_aliases(path: Path) -> tuple[Alias, ...]:
    """Read a UTF-8 CSV of the columns ``label,language,alias``, in its order.

    Raises:
        AliasError: another header, a line without three filled cells, or an alias that an
            earlier line gives to another label; names file and line.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file, strict=True)
        header = tuple(next(lines, ()))
        if header != HEADER:
            raise AliasError(f"{path}:1: expected the header {','.join(HEADER)}, found {header}")
        aliases: list[Alias] = []
        labels: dict[str, Alias] = {}
        for cells in lines:
            place = f"{path}:{lines.line_num}"
            alias = _parse(cells, place)
            first = labels.setdefault(normalise(alias.alias), alias)
            if first.label != alias.label:
                raise AliasError(
                    f"{place}: expected one label an alias, found {alias.alias!r} for "
                    f"{first.label!r} and {alias.label!r}"
                )
            aliases.append(alias)
    return tuple(aliases)


def _parse(cells: list[str], place: str) -> Alias:
    if len(cells) != len(HEADER) or not all(cell.strip() for cell in cells):
        raise AliasError(f"{place}: expected three filled cells, found {cells}")
    return Alias(*(cell.strip() for cell in cells))
