"""Lines that say what they are about: ``Credits: 4``, ``Builds on: Loops``."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from ingest.syllabi.blocks import Block
from ingest.syllabi.draft import Draft
from ingest.syllabi.phrases import (
    CODES,
    CREDITS,
    HOURS,
    ONLY_HOURS,
    count_open,
    cut_requires,
    read_hours,
    read_outcome,
)

LABEL_AND_VALUE = re.compile(r"^\s*([^:：]{1,60}?)\s*[:：](?!//)\s*(.*)$", re.DOTALL)
BAR = re.compile(r"\s[|｜]\s")
COLON = re.compile(r"[:：](?!//)")
WORD_BEFORE = re.compile(r"[^\s:：|;；,，。·()（）]+$")
OUTCOMES = ("sections", "outcomes")
SHORT = 100
LONGEST_LINE = 1000
UNMARKED = {
    "code": re.compile(rf"^{CODES.pattern}$"),
    "credits": re.compile(r"^\d+(?:[.,]\d+)?$"),
    "hours": re.compile(r"^\d+(?:[.,]\d+)?$"),
}


def split_label(text: str) -> tuple[str, str]:
    """Return label and value of a text; without a colon the label is empty."""
    match = LABEL_AND_VALUE.match(text)
    return (match[1], match[2].strip()) if match else ("", text)


def split_fields(line: str, draft: Draft) -> list[str]:
    """Split a line that holds several fields, such as ``Code: DB1  Credits: 4``."""
    if BAR.search(line):
        return [piece for part in BAR.split(line) for piece in split_fields(part, draft)]
    starts = [0]
    colons = list(COLON.finditer(line)) if len(line) <= LONGEST_LINE else []
    for colon in colons[1:]:
        start = find_label_start(line, colon.start(), draft)
        if start > starts[-1]:
            starts.append(start)
    edges = [*starts, len(line)]
    pieces = (line[a:b].strip(" |;；,，·") for a, b in pairwise(edges))
    return [piece for piece in pieces if piece]


def find_label_start(line: str, colon: int, draft: Draft) -> int:
    """Return where the longest field label of at most four words before a colon begins, or 0."""
    start, found = colon, 0
    for _ in range(4):
        word = WORD_BEFORE.search(line[:start].rstrip())
        if not word or any(character.isdigit() for character in word[0]):
            break
        start = word.start()
        if draft.headings.find("fields", line[start:colon]):
            found = start
    return found


def read_label_meaning(label: str, draft: Draft) -> tuple[str, str]:
    """Return group and meaning of a label of the course: a field, a section, or nothing."""
    for group in ("fields", "sections"):
        meaning = draft.headings.find(group, label)
        if meaning:
            return group, meaning
    return "", ""


def list_statements(label: str, value: str, draft: Draft) -> list[tuple[tuple[str, str], str]]:
    """Return meaning and value of a label, of each part in ``Credits/hours: 4/60``."""
    labels, values = re.split(r"\s*[/、]\s*", label), re.split(r"\s*[/、]\s*", value)
    if len(labels) == len(values) > 1:
        meanings = [read_label_meaning(part, draft) for part in labels]
        if all(name for _, name in meanings):
            return list(zip(meanings, values, strict=True))
    meaning = read_label_meaning(label, draft)
    return [(meaning, value)] if meaning[1] else []


def take_course_value(draft: Draft, meaning: tuple[str, str], value: str, position: str) -> None:
    """Take in what a labelled line or a row says of the course."""
    group, name = meaning
    if group == "fields":
        draft.set_field(name, value.replace("\n", " "), position)
    elif name == "outcomes":
        draft.add_outcomes(value, position, 0.8)
    elif name == "prerequisites":
        draft.add_courses(value, position, 0.9)
    elif name == "resources":
        draft.add_works(Block("paragraph", value, position=position), 0.6)
    elif name == "content" and UNMARKED["credits"].match(value):
        draft.set_field("credits", value, position, 0.6)
    elif name == "content":
        draft.add_points(value, position, 0.7)


def take_statements(draft: Draft, label: str, value: str, position: str) -> bool:
    """Take in what a label and its value say of the course; tell whether the label is known."""
    statements = list_statements(label, value, draft)
    for meaning, part in statements:
        take_course_value(draft, meaning, part, position)
    return bool(statements)


def read_course_line(
    draft: Draft, line: str, position: str, pending: tuple[str, str]
) -> tuple[str, str]:
    """Take in a line about the course; return group and meaning of a label without its value.

    ``pending`` is what this returned for the line before: the label that awaits a value.
    """
    label, value = split_label(line)
    if label and value and take_statements(draft, label, value, position):
        opened = read_label_meaning(label, draft) == OUTCOMES and not read_outcome(value)
        return OUTCOMES if opened else ("", "")
    if label and not value:
        return read_label_meaning(label, draft)
    if pending[1]:
        take_course_value(draft, pending, line, position)
        return pending if pending[0] == "sections" else ("", "")
    if len(line) <= SHORT and not read_unmarked_field(draft, line, position):
        read_quantities(draft, line, position)
    return ("", "")


def read_unmarked_field(draft: Draft, line: str, position: str) -> bool:
    """Take a line such as ``Course code NET101``, the columns of a table without borders."""
    words = line.split()
    for count in range(min(3, len(words) - 1), 0, -1):
        name = draft.headings.find("fields", " ".join(words[:count]))
        value = " ".join(words[count:])
        plain = UNMARKED.get(name)
        if plain and plain.match(value):
            draft.set_field(name, value, position, 0.7)
            return True
    return False


def count_fields(draft: Draft, labels: Iterable[str]) -> int:
    """Return how many different fields of the course the labels name."""
    fields = {draft.headings.find("fields", label) for label in labels}
    return len(fields - {"", "ignored"})


def read_quantities(draft: Draft, line: str, position: str) -> None:
    """Take hours and credits from a line such as ``4 credits, 60 hours`` unless stated before."""
    for name, pattern in (("hours", HOURS), ("credits", CREDITS)):
        stated = pattern.search(line)
        if stated and name not in draft.fields:
            draft.set_field(name, stated[0], position, 0.6)


def read_unit_line(draft: Draft, text: str, block: Block) -> bool:
    """Take in a line of a unit that says what it is about; tell whether it was one."""
    position = block.position
    if ONLY_HOURS.match(text):
        draft.current_unit(position).set_hours(read_hours(text), position, 0.9)
        return True
    label, value = split_label(text)
    named = cut_requires(text, draft.headings)[0] not in {"", text}
    meaning = "" if named or count_open(label) else find_unit_label(draft, label)
    if meaning == "requires":
        draft.add_need([draft.last] if draft.last else [], value, position)
    elif meaning == "hours":
        draft.current_unit(position).set_hours(read_hours(value), position, 0.9)
    elif meaning == "outcomes":
        draft.add_outcomes(value, position, 0.8)
    elif meaning == "points":
        several = len(re.findall("、", value)) > 1 and not re.search("[;；\n]", value)
        draft.add_points(value.replace("、", "；") if several else value, position, 0.8)
    elif meaning == "resources":
        draft.add_works(replace(block, text=value), 0.6, of_unit=True)
    return bool(meaning)


def find_unit_label(draft: Draft, label: str) -> str:
    """Return what a label inside a unit means, such as ``requires``; empty if nothing known."""
    if not label:
        return ""
    if draft.headings.holds("requires", label):
        return "requires"
    if draft.headings.find("sections", label) == "resources":
        return "resources"
    column = draft.headings.find("columns", label)
    if column in {"requires", "hours", "outcomes", "points", "ignored"}:
        return column
    section = draft.headings.find("sections", label)
    if section == "description":
        return ""
    meanings = {
        "content": "points",
        "outcomes": "outcomes",
        "prerequisites": "requires",
    }
    return meanings.get(section, "ignored" if section else "")
