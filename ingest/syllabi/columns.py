"""Tables of a syllabus: the plan of units, outcomes, fields of the course."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.syllabi.blocks import Block
from ingest.syllabi.draft import Draft, UnitDraft
from ingest.syllabi.labels import (
    count_fields,
    read_label_meaning,
    take_course_value,
    take_statements,
)
from ingest.syllabi.phrases import ENUMERATION, read_hours, read_unit

BEFORE_NUMBER = re.compile(r"[\d:：|\n]|(?<=[^a-z])\s")
ABLE = re.compile(r"(?:able to|能够)\W*$", re.IGNORECASE)
GUESSED = frozenset({"unit", "topic", "points", "hours", "outcomes", "requires"})
PLAN_PARTNERS = frozenset({"unit", "requires", "hours"})


def read_table(draft: Draft, rows: Sequence[Block], context: str) -> None:
    """Take in a table by its header and by the section (``context``) that it stands in."""
    columns = find_columns(draft, rows[0].header)
    if context == "information" and has_fields(draft, rows, least=2):
        read_course_rows(draft, rows, columns)
    elif context == "outcomes":
        read_outcome_rows(draft, rows, columns)
    elif context in {"prerequisites", "resources"}:
        read_named_rows(draft, rows, context)
    else:
        read_by_columns(draft, rows, columns, context)


def read_named_rows(draft: Draft, rows: Sequence[Block], context: str) -> None:
    """Take in the courses, or the works, that rows name."""
    for row in list_body(rows):
        if context == "prerequisites":
            draft.add_courses(" ".join(cell for cell in row.cells if cell), row.position, 0.9)
        else:
            draft.add_works(replace(row, text=max(row.cells, key=len)), 0.6)


def read_by_columns(
    draft: Draft, rows: Sequence[Block], columns: dict[str, int], context: str
) -> None:
    """Take in a table of a plan, of hours or of fields, as its columns say."""
    plan = "points" in columns and bool(PLAN_PARTNERS & set(columns))
    if plan or (context in {"content", "topics"} and {"points", "unit"} & set(columns)):
        read_plan(draft, rows, columns)
    elif {"unit", "hours"} <= set(columns):
        read_hours_rows(draft, rows, columns)
    elif context in {"root", "information"} or has_fields(draft, rows, least=2):
        read_course_rows(draft, rows, columns)
    elif context in {"content", "topics"}:
        read_terms(draft, rows)


def find_columns(draft: Draft, header: Sequence[str]) -> dict[str, int]:
    """Return the index of the first column of each meaning.

    A topic is the unit of the points in another column, else itself the point.
    """
    columns: dict[str, int] = {}
    guessed: dict[str, int] = {}
    for index, cell in enumerate(header):
        meaning = draft.headings.find("columns", cell)
        if meaning and meaning != "ignored":
            columns.setdefault(meaning, index)
        elif not meaning:
            guessed.setdefault(guess_column(draft, cell), index)
    columns |= {name: guessed[name] for name in GUESSED & guessed.keys() - columns.keys()}
    if "topic" in columns:
        free = "points" if "points" not in columns else "unit"
        columns.setdefault(free, columns.pop("topic"))
    return columns


def guess_column(draft: Draft, cell: str) -> str:
    """Return what a column means by the end or the beginning of its header."""
    return "outcomes" if ABLE.search(cell) else draft.headings.find_loosely("columns", cell)


def list_body(rows: Sequence[Block]) -> list[Block]:
    """Return the rows below the header."""
    return [row for row in rows if row.cells != row.header]


def get_cell(row: Block, columns: dict[str, int], meaning: str) -> str:
    """Return a row's cell of a meaning; empty without such a column or cell."""
    index = columns.get(meaning, len(row.cells))
    return row.cells[index] if index < len(row.cells) else ""


def list_entries(draft: Draft, rows: Sequence[Block]) -> list[Block]:
    """Return the rows below the header but those of totals."""
    return [
        row
        for row in list_body(rows)
        if not draft.headings.holds("totals", BEFORE_NUMBER.split(row.text, maxsplit=1)[0])
    ]


def read_plan(draft: Draft, rows: Sequence[Block], columns: dict[str, int]) -> None:
    """Take in units and their points row by row; an empty unit cell goes on with the unit."""
    if "points" not in columns:
        read_hours_rows(draft, rows, columns)
        return
    repeats = "unit" not in columns and "requires" in columns
    for row in list_entries(draft, rows):
        if is_banner(row, columns):
            draft.begin_unit(row.text, row.position)
            continue
        text = get_cell(row, columns, "points")
        if "unit" not in columns:
            text = take_chapter(draft, text, row.position)
        read_plan_hours(draft, row, columns)
        points = draft.add_points(text, row.position, 0.95, repeats=repeats)
        needy = points or ([draft.last] if draft.last else [])
        needs = get_cell(row, columns, "requires")
        if needs:
            draft.add_need(needy, needs, row.position)
        draft.add_outcomes(get_cell(row, columns, "outcomes"), row.position, 0.8)


def take_chapter(draft: Draft, text: str, position: str) -> str:
    """Begin the unit that the first of several lines of a cell names; return the others."""
    first, _, rest = text.partition("\n")
    if not rest or not read_unit(first, draft.headings).marked:
        return text
    draft.begin_unit(first, position, 0.8)
    return rest


def is_banner(row: Block, columns: dict[str, int]) -> bool:
    """Tell whether a row is one cell across the table: the title of a unit."""
    filled = [cell for cell in row.cells if cell]
    wide = len(row.cells) > 2 and len(filled) == 1 and bool(row.cells[0])
    return wide and (columns.get("points") != 0 or "unit" not in columns)


def read_plan_hours(draft: Draft, row: Block, columns: dict[str, int]) -> None:
    """Begin the unit that a row names; add the hours of the rows that go on with it."""
    title, stated = get_cell(row, columns, "unit"), get_cell(row, columns, "hours")
    hours = read_hours(stated)
    before = draft.unit
    unit = begin_row_unit(draft, row, columns) if title else draft.current_unit(row.position)
    if hours is None:
        return
    if unit is not before or unit.hours is None:
        unit.set_hours(hours, row.position, 0.95)
    elif not title or hours != unit.hours:
        unit.set_hours(unit.hours + hours, unit.timed.position, 0.8)


def begin_row_unit(draft: Draft, row: Block, columns: dict[str, int]) -> UnitDraft:
    """Begin the unit of a row; a mere number is named after its column."""
    title = get_cell(row, columns, "unit")
    if title.isdigit():
        title = f"{row.header[columns['unit']]} {title}"
    return draft.begin_unit(title, row.position)


def read_hours_rows(draft: Draft, rows: Sequence[Block], columns: dict[str, int]) -> None:
    """Take the hours of units from a table that tells no points; unknown units are begun."""
    for row in list_entries(draft, rows):
        title = get_cell(row, columns, "unit")
        if not title:
            continue
        unit = draft.find_unit(read_unit(title, draft.headings), by_number=True)
        unit = unit or begin_row_unit(draft, row, columns)
        hours = read_hours(get_cell(row, columns, "hours"))
        if hours is not None and unit.hours is None:
            unit.set_hours(hours, row.position, 0.9)


def read_outcome_rows(draft: Draft, rows: Sequence[Block], columns: dict[str, int]) -> None:
    """Take in outcomes: the column so named, else each row's longest cell."""
    headed = bool(columns)
    for row in list_body(rows) if headed else rows:
        text = get_cell(row, columns, "outcomes") or max(row.cells, key=len)
        lines = text.split("\n")
        counted = len(lines) > 1 and all(ENUMERATION.match(line) for line in lines)
        said = text if counted else " ".join(lines)
        draft.add_outcomes(said, row.position, 0.9 if headed else 0.7)


def read_course_rows(draft: Draft, rows: Sequence[Block], columns: dict[str, int]) -> None:
    """Take in the course's fields: pairs of label and value, or labels above values."""
    meanings = [read_label_meaning(cell, draft) for cell in rows[0].header]
    body = list_body(rows)
    brief = all(
        name or len(cell) <= 2 for (_, name), cell in zip(meanings, rows[0].header, strict=True)
    )
    if len(meanings) > 1 and brief and any(name for _, name in meanings) and len(body) == 1:
        for meaning, cell in zip(meanings, body[0].cells, strict=False):
            take_course_value(draft, meaning, cell, body[0].position)
    elif "outcomes" in columns:
        read_outcome_rows(draft, rows, columns)
    elif has_fields(draft, rows, least=1):
        for row in rows:
            read_pairs(draft, row)
    elif not is_front_matter(rows[0]):
        note_table(draft, rows, "fields of the course")


def has_fields(draft: Draft, rows: Sequence[Block], least: int) -> bool:
    """Tell whether a table's first cells name fields: ``least`` of them, a third of the rows."""
    labels = [row.cells[0] for row in rows]
    known = sum(bool(read_label_meaning(label, draft)[1]) for label in labels)
    return count_fields(draft, labels) >= least and 3 * known >= len(rows)


def is_front_matter(row: Block) -> bool:
    """Tell whether a row is of the front matter, much of which is for the site's generator."""
    return row.position.startswith("front matter")


def note_table(draft: Draft, rows: Sequence[Block], expected: str) -> None:
    """Note a table that was not understood by its first row."""
    draft.note(rows[0].position, f"expected {expected}, found a table {rows[0].text!r}")


def read_pairs(draft: Draft, row: Block) -> None:
    """Take in a row of labels, each before its value; an unknown label is noted."""
    cells = [cell for cell in row.cells if cell]
    index = 0
    while index < len(cells) - 1:
        label, value = cells[index], cells[index + 1]
        known = bool(read_label_meaning(label, draft)[1])
        empty = not value[0].isdigit() and read_label_meaning(value, draft)[1]
        if known and empty and index + 2 < len(cells):
            index += 1
            continue
        known = take_statements(draft, label, value, row.position)
        if not known and row.cells != row.header and not is_front_matter(row):
            draft.note(row.position, f"expected a field of the course, found {label!r}")
        index += 2


def read_terms(draft: Draft, rows: Sequence[Block]) -> None:
    """Take in a plan without header: a unit and its points, or points and what they are."""
    if rows[0].header:
        note_table(draft, rows, "a plan of units and points")
        return
    for row in rows:
        term, *values = row.cells
        text = "\n".join(value for value in values if value)
        read = read_unit(term, draft.headings)
        if read.marked or "\n" in text or ";" in text or "；" in text:
            draft.begin_unit(term, row.position)
            draft.add_points(text, row.position, 0.7)
        else:
            draft.add_points(term, row.position, 0.7)
