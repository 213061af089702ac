"""Lists and paragraphs of the plan of a course: units and their points."""

import re
from collections.abc import Sequence

from ingest.syllabi.blocks import DECIMAL_NUMBER, Block
from ingest.syllabi.draft import Draft
from ingest.syllabi.labels import find_unit_label, read_unit_line, split_label
from ingest.syllabi.phrases import (
    BRACKETED_HOURS,
    INTRODUCTION,
    SENTENCE,
    clean_name,
    count_open,
    cut_requires,
    split_outside,
    split_points,
    unit_pattern,
)
from text.normalise import normalise

TIMED = re.compile(rf"^\d{{1,2}}[.、]\s*\S[^。；;]*{BRACKETED_HOURS.pattern}$", re.IGNORECASE)
LONGEST_CLAUSE = 16
SHORT_NAME, LEAST_PARTS = 3, 3
PROSE_BREAK = re.compile(r"(?<=\w{2}[.;])\s+(?=[A-Z])|(?<=[。；])")
LISTED = re.compile(r"\s*[,，、;；]\s*(?![^()（）]*[)）])|\s+and\s+(?=[^,]+$)")
LAST_AND = re.compile(r"^(?:and|or|以及|和|及)\s*", re.IGNORECASE)


def read_plan_list(draft: Draft, run: Sequence[Block], context: str) -> None:
    """Take in the lists and paragraphs of the plan."""
    top = min((block.level for block in run if block.kind == "item"), default=0)
    for block, following in zip(run, [*run[1:], None], strict=True):
        if block.kind == "item":
            read_item(draft, block, following, context if block.level == top else "topics")
        else:
            read_paragraph(draft, block, context)


def read_item(draft: Draft, block: Block, following: Block | None, context: str) -> None:
    """Take an item for a point; one that others lie below is a unit or groups them."""
    if read_unit_line(draft, block.text, block):
        return
    group = is_group(draft, block, following)
    if context == "content" and group:
        draft.begin_unit(block.text, block.position)
    elif context == "content" and names_list(cut_requires(block.text, draft.headings)[0]):
        title, points = split_label(block.text)
        draft.begin_unit(title, block.position)
        draft.add_points(points, block.position, 0.8)
    elif group:
        draft.note(block.position, f"{block.text!r} read as the heading of the items below it")
    else:
        draft.add_points(strip_unit(draft, block.text), block.position, 0.9)


def strip_unit(draft: Draft, text: str) -> str:
    """Return an item without ``Week 3:`` before it and, outside all units, ``(2 h)`` behind it."""
    bare = unit_pattern(draft.headings).sub("", text)
    if not (draft.unit and draft.unit.title):
        bare = BRACKETED_HOURS.sub("", bare)
    return bare if bare.strip() else text


def names_list(text: str) -> bool:
    """Tell whether a text is a title and, after a colon, several points."""
    label, value = split_label(text)
    return bool(label) and not count_open(label) and len(split_outside(value, ";；\n")) > 1


def is_group(draft: Draft, block: Block, following: Block | None) -> bool:
    """Tell whether the next item lies below this one and is not merely said of it."""
    if not following or following.kind != "item" or following.level <= block.level:
        return bool(INTRODUCTION.search(block.text))
    return not find_unit_label(draft, split_label(following.text)[0])


def read_paragraph(draft: Draft, block: Block, context: str) -> None:
    """Take in the lines of a paragraph of the plan."""
    for line in block.text.split("\n"):
        if not (read_unit_line(draft, line, block) or INTRODUCTION.search(line)):
            read_line(draft, line, block.position, context)


def read_line(draft: Draft, line: str, position: str, context: str) -> None:
    """Take in a line of the plan: a unit, its points, both, or prose."""
    marked = unit_pattern(draft.headings).match(line)
    if marked and names_list(line[marked.end() :]):
        title, line = split_unit(draft, line)
        draft.begin_unit(title, position)
    elif (marked and not SENTENCE.search(line)) or TIMED.search(line):
        draft.begin_unit(line, position)
        return
    elif draft.headings.find("sections", line):
        return
    elif DECIMAL_NUMBER.match(line) and len(line.split()) <= LONGEST_CLAUSE:
        draft.add_points(line, position, 0.6)
        return
    text = take_title(draft, line)
    phrases = split_points(text, draft.headings)
    listed = len(phrases) > 1 or not SENTENCE.search(line)
    inside = draft.unit and draft.unit.title and len(phrases) == 1
    brief = list_brief(text) if inside else []
    if brief:
        draft.add_points("; ".join(brief), position, 0.5)
    elif listed and all(is_name(phrase.name) for phrase in phrases):
        draft.add_points(text, position, 0.7 if len(phrases) > 1 else 0.5)
    elif not read_prose(draft, line, position, context):
        draft.note(position, f"expected knowledge points, found {line!r}")


def split_unit(draft: Draft, line: str) -> tuple[str, str]:
    """Return the heading of a unit and the points that stand behind it in one line."""
    marked = unit_pattern(draft.headings).match(line)
    start = marked.end() if marked else 0
    label, points = split_label(line[start:])
    return line[:start] + label, points


def take_title(draft: Draft, line: str) -> str:
    """Return a line that lists points without its label, the title of a unit known by number."""
    label, points = split_label(line)
    if not names_list(line) or not draft.unit or not draft.unit.title:
        return line
    if unit_pattern(draft.headings).match(draft.unit.title):
        draft.unit.title = label
        draft.titles[normalise(label)] = draft.unit
        return points
    return line


def read_prose(draft: Draft, text: str, position: str, context: str) -> bool:
    """Take in what sentences list, or say of the order of points; tell whether any did."""
    taken = False
    for sentence in PROSE_BREAK.split(text):
        if draft.take_order(sentence, position):
            taken = True
        elif context == "content":
            names = list_enumerated(draft, sentence)
            for name in names:
                draft.add_point(name, position, 0.5, repeats=True)
            taken = taken or bool(names)
    return taken


def list_enumerated(draft: Draft, sentence: str) -> list[str]:
    """Return the names that a sentence lists after a word such as ``include``, two at least."""
    words = draft.headings.alternatives("listing")
    said = re.search(rf"(?:\b|(?<=[^\x00-\x7f]))(?:{words})\s*[:：]?\s*(.+)$", sentence, re.I)
    parts = LISTED.split(said[1]) if said else []
    names = [clean_name(LAST_AND.sub("", part)) for part in parts]
    names = [name for name in names if name]
    return names if len(names) > 1 and all(map(is_name, names)) else []


def list_brief(line: str) -> list[str]:
    """Return the parts of a line that is nothing but three or more short names with commas."""
    parts = [clean_name(LAST_AND.sub("", part)) for part in LISTED.split(line)]
    short = all(part and len(part.split()) <= SHORT_NAME and ":" not in part for part in parts)
    return parts if short and len(parts) >= LEAST_PARTS and not SENTENCE.search(line) else []


def is_name(text: str) -> bool:
    """Tell whether a text is short enough to name a point."""
    return len(text) <= 60 and len(text.split()) <= 8
