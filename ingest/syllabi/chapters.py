"""Walks the sections of a syllabus and takes in what each says by the part it belongs to."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.syllabi.blocks import Block
from ingest.syllabi.columns import read_table
from ingest.syllabi.contexts import find_context, is_part, list_known_levels
from ingest.syllabi.draft import Draft
from ingest.syllabi.labels import count_fields, read_course_line, split_fields, split_label
from ingest.syllabi.phrases import (
    CODES,
    INTRODUCTION,
    SENTENCE,
    split_enumeration,
    unit_pattern,
)
from ingest.syllabi.plans import is_name, read_plan_list
from ingest.syllabi.sections import Section

SENTENCE_BREAK = re.compile(r"(?<=\w{3}[.;])\s+(?=[A-Z])|(?<=[。；])")
#: What a heading is by the part around it.
INSIDE = {
    ("outcomes", "content"): "competence",
    ("topics", "resources"): "reading",
}
LONGEST_SENTENCE = 15
LONGEST_HEADING = 60
LESSON = re.compile(r"^\d{1,2}\s*[-–—.、]")
LEAST_LESSONS = 3
QUOTED = re.compile(r"《[^《》]{2,40}》")
TAKEN_BEFORE = re.compile(
    r"(?:should|must) have (?:taken|passed|completed)|prerequisites? (?:is|are)|先修"
    r"|requires? (?:the )?completion",
    re.IGNORECASE,
)


def read_sections(draft: Draft, root: Section, title: Block | None) -> None:
    """Take in the whole document; ``title`` is the heading that names the course."""
    draft.known_levels.update(list_known_levels(draft, root))
    read_parts(draft, root, "root", title)
    if not draft.units:
        read_notes(draft, root, title)
    else:
        draft.unread += [
            f"{position}: heading {text!r} is not known, below it only plans and fields are read"
            for position, text in draft.unknown
        ]


def read_parts(draft: Draft, section: Section, context: str, title: Block | None) -> None:
    """Take in what stands below a heading, subsections last."""
    for run in section.list_runs():
        if isinstance(run, Section):
            inner = find_context(draft, run, context, title)
            inner = INSIDE.get((context, inner), inner)
            read_subsection(draft, run, inner, title)
        elif run[0].kind == "row":
            if context not in {"ignored", "description"}:
                read_table(draft, run, context)
        elif context in READERS:
            READERS[context](draft, section, run)


def read_subsection(draft: Draft, section: Section, context: str, title: Block | None) -> None:
    """Take in a section, beginning with what its heading says."""
    position = section.heading.position if section.heading else ""
    if context == "unit":
        draft.begin_unit(section.title, position)
        context = "topics"
    elif context == "competence" and draft.outcomes:
        draft.begin_unit(list(draft.outcomes.values())[-1].text, position, 0.7)
    elif context == "topic":
        read_topic(draft, section)
        context = "topics"
    elif context == "unknown":
        draft.unknown.append((position, section.title))
    elif context == "field":
        read_field(draft, section)
        return
    read_parts(draft, section, context, title)


def read_field(draft: Draft, section: Section) -> None:
    """Take in a heading such as ``Credits`` or ``Credits: 4`` with what stands below it."""
    label, value = split_label(section.title)
    name = draft.headings.find("fields", label or section.title)
    below = [part.text for part in section.parts if isinstance(part, Block)]
    text = value if label and value else next(iter(below), "")
    if text and section.heading:
        draft.set_field(name, text.split("\n")[0], section.heading.position)


def read_topic(draft: Draft, section: Section) -> None:
    """Take a heading inside a unit for a point, unless points stand below it."""
    kinds = {part.kind for part in section.parts if isinstance(part, Block)}
    if section.heading and not section.children and not kinds & {"item", "row"}:
        draft.add_points(section.title, section.heading.position, 0.8)


def read_root(draft: Draft, _section: Section, run: Sequence[Block]) -> None:
    """Take in the lines that tell of the course as a whole."""
    pending = ("", "")
    for index, block in enumerate(run):
        lines = block.text.split("\n")
        for number, line in enumerate(lines):
            if is_unit_line(draft, line):
                rest = replace(block, text="\n".join(lines[number:]))
                read_plan_list(draft, [rest, *run[index + 1 :]], "content")
                return
            for piece in split_fields(line, draft):
                pending = read_course_line(draft, piece, block.position, pending)


def is_unit_line(draft: Draft, line: str) -> bool:
    """Tell whether a line outside any plan is no more than the heading of a unit."""
    marked = unit_pattern(draft.headings).match(line)
    return bool(marked) and len(line) <= LONGEST_HEADING and not SENTENCE.search(line)


def read_outcome_list(draft: Draft, section: Section, run: Sequence[Block]) -> None:
    """Take in outcomes: the items of the section, or its paragraphs where it has neither rows."""
    kinds = {part.kind for part in section.parts if isinstance(part, Block)}
    for block in run:
        if INTRODUCTION.search(block.text) or draft.headings.find("sections", block.text):
            continue
        if block.kind == "item":
            draft.add_outcomes(block.text.replace("\n", " "), block.position, 0.95)
        elif not kinds & {"item", "row"} and not section.children:
            draft.add_outcomes(split_sentences(block.text), block.position, 0.7)


def split_sentences(text: str) -> str:
    """Return a text with each sentence or counted clause on a line of its own."""
    lines = (SENTENCE_BREAK.sub("\n", line) for line in text.split("\n"))
    pieces = (piece for line in lines for piece in line.split("\n"))
    return "\n".join(part for piece in pieces for part in split_enumeration(piece))


def read_course_list(draft: Draft, section: Section, run: Sequence[Block]) -> None:
    """Take in the courses asked for; a sentence that names none by its code is noted."""
    listed = any(isinstance(part, Block) and part.kind == "item" for part in section.parts)
    for block in run:
        if block.kind != "item" and listed:
            continue
        sentence = len(block.text.split()) > LONGEST_SENTENCE or SENTENCE.search(block.text)
        first = block.text.split()[0].strip(".,;:")
        if not sentence or CODES.search(block.text):
            text = "; ".join(CODES.findall(block.text)) if sentence else block.text
            draft.add_courses(text, block.position, 0.7 if sentence else 0.9)
        elif QUOTED.search(block.text):
            draft.add_courses("; ".join(QUOTED.findall(block.text)), block.position, 0.7)
        elif not draft.headings.holds("nothing", first):
            draft.note(block.position, f"expected a prerequisite course, found {block.text!r}")


def read_description(draft: Draft, section: Section, run: Sequence[Block]) -> None:
    """Take the codes of the courses that a sentence says one must have taken."""
    read_orders(draft, section, run)
    for block in run:
        for sentence in SENTENCE_BREAK.split(block.text):
            asked = sentence.partition(";")[0]
            if TAKEN_BEFORE.search(asked):
                draft.add_courses("; ".join(CODES.findall(asked)), block.position, 0.6)


def read_competence(draft: Draft, _section: Section, run: Sequence[Block]) -> None:
    """Take what stands below an outcome for its points; an item further out is an outcome."""
    depth = run[0].level
    for block in run:
        if block.kind == "item" and block.level < depth:
            draft.add_outcomes(block.text, block.position, 0.9)
        elif block.kind == "item":
            draft.add_points(block.text, block.position, 0.8)


def read_resources(draft: Draft, _section: Section, run: Sequence[Block]) -> None:
    """Take in the works that are named, an item or a line each."""
    for block in run:
        if not INTRODUCTION.search(block.text):
            draft.add_works(block, 0.7 if block.kind == "item" else 0.5)


def read_chapter_resources(draft: Draft, _section: Section, run: Sequence[Block]) -> None:
    """Take in the works that a chapter names."""
    for block in run:
        draft.add_works(block, 0.7 if block.kind == "item" else 0.5, of_unit=True)


def read_content(draft: Draft, _section: Section, run: Sequence[Block]) -> None:
    """Take in the plan outside units: items that hold others are units."""
    read_plan_list(draft, run, "content")


def read_topics(draft: Draft, _section: Section, run: Sequence[Block]) -> None:
    """Take in what stands in a unit."""
    read_plan_list(draft, run, "topics")


def read_notes(draft: Draft, section: Section, title: Block | None) -> None:
    """Take the headings of lecture notes: those without others below them are points."""
    for child in section.children:
        if child.heading is title:
            read_notes(draft, child, title)
        elif child.heading and (not is_part(draft, child) or is_numbered(child)):
            leaves = list_leaves(child, draft)
            if leaves or is_list(child):
                draft.begin_unit(child.title, child.heading.position)
            if is_list(child):
                read_parts(draft, child, "topics", title)
            for heading in leaves or ([] if is_list(child) else [child.heading]):
                draft.add_points(heading.text, heading.position, 0.5)
            draft.unit = None


def is_numbered(section: Section) -> bool:
    """Tell whether the headings below one are numbered, three at least: a list of lessons."""
    return sum(bool(LESSON.match(child.title)) for child in section.children) >= LEAST_LESSONS


def is_list(section: Section) -> bool:
    """Tell whether nothing but short items stands below a heading."""
    return bool(section.parts) and all(
        isinstance(part, Block) and part.kind == "item" and is_name(part.text)
        for part in section.parts
    )


def list_leaves(section: Section, draft: Draft) -> list[Block]:
    """Return the headings below a section that hold no others, known ones left out."""
    leaves: list[Block] = []
    for child in section.children:
        if draft.headings.find("sections", child.title) or not child.heading:
            continue
        leaves += list_leaves(child, draft) or [child.heading]
    return leaves


def read_orders(draft: Draft, _section: Section, run: Sequence[Block]) -> None:
    """Take what sentences outside the plan say comes before what, if it is of points."""
    for block in run:
        for sentence in SENTENCE_BREAK.split(block.text):
            draft.take_order(sentence, block.position, aside=True)


def read_unknown(draft: Draft, section: Section, run: Sequence[Block]) -> None:
    """Take fields of the course from a section with an unknown heading that states several."""
    read_orders(draft, section, run)
    lines = [line for block in run for line in block.text.split("\n")]
    if count_fields(draft, (split_label(line)[0] for line in lines)) > 1:
        read_root(draft, section, run)


READERS: dict[str, Callable[[Draft, Section, Sequence[Block]], None]] = {
    "root": read_root,
    "information": read_root,
    "outcomes": read_outcome_list,
    "prerequisites": read_course_list,
    "description": read_description,
    "competence": read_competence,
    "resources": read_resources,
    "reading": read_chapter_resources,
    "content": read_content,
    "topics": read_topics,
    "ignored": read_orders,
    "unknown": read_unknown,
}
