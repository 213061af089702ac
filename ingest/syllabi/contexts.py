"""Which part of a syllabus a section is: by its heading, and by where it stands."""

from ingest.syllabi.blocks import LOOK_LEVEL, Block
from ingest.syllabi.draft import Draft
from ingest.syllabi.labels import split_label
from ingest.syllabi.phrases import BRACKETED_HOURS, unit_pattern
from ingest.syllabi.sections import Section

ELSEWHERE = frozenset({"content", "ignored", "resources"})
PLAN = frozenset({"content", "unit", "topics"})


def list_known_levels(draft: Draft, section: Section) -> list[int]:
    """Return the level of every known heading."""
    levels: list[int] = []
    for child in section.children:
        if draft.headings.find("sections", child.title):
            levels.append(child.level)
        levels += list_known_levels(draft, child)
    return levels


def find_context(draft: Draft, section: Section, outer: str, title: Block | None) -> str:
    """Return the part of a syllabus that a section is, by its heading and where it stands."""
    known = draft.headings.find("sections", section.title)
    marked = bool(unit_pattern(draft.headings).match(section.title))
    if outer in {"ignored", "resources", "reading"}:
        return known if known and outer == "resources" else outer
    if outer in PLAN:
        return find_plan_context(known, outer, marked=marked)
    if section.heading is title or is_whole_document(draft, section, outer):
        return "root"
    if known or outer in {"outcomes", "prerequisites"}:
        bold = section.level == LOOK_LEVEL and not known
        guess = draft.headings.find_loosely("sections", section.title) if bold else ""
        return known or (guess if guess in ELSEWHERE else outer)
    timed = bool(BRACKETED_HOURS.search(section.title))
    return "unit" if marked or timed else find_other_context(draft, section, outer)


def is_whole_document(draft: Draft, section: Section, outer: str) -> bool:
    """Tell whether a heading merely says that the document is a syllabus."""
    parts = [draft.headings.find("sections", child.title) for child in section.children]
    first = outer == "root" and not draft.begun
    return (any(parts) or first) and draft.headings.holds("documents", section.title)


def find_other_context(draft: Draft, section: Section, outer: str) -> str:
    """Return what a heading is that names no part of a syllabus."""
    if draft.headings.find("fields", split_label(section.title)[0] or section.title):
        return "field"
    loosely = draft.known_levels[section.level] > 1
    guess = draft.headings.find_loosely("sections", section.title) if loosely else ""
    if guess:
        return guess
    plain = section.level == LOOK_LEVEL or draft.headings.holds("documents", section.title)
    return "root" if plain and outer == "root" else "unknown"


def find_plan_context(known: str, outer: str, *, marked: bool) -> str:
    """Return what a heading inside the plan of units is."""
    if marked:
        return "unit"
    if known == "content":
        return outer
    if known and known != "description":
        return known
    return "unit" if outer == "content" else "topic"


def is_part(draft: Draft, section: Section) -> bool:
    """Tell whether a heading names a part of a syllabus, if need be by its end alone."""
    loosely = draft.known_levels[section.level] > 1
    found = draft.headings.find("sections", section.title)
    return bool(found or (loosely and draft.headings.find_loosely("sections", section.title)))
