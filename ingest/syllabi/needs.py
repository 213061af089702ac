"""What comes before what in a course, once all its points are known."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.syllabi.draft import Draft, Near, Ordered, PointDraft, UnitDraft
from ingest.syllabi.phrases import clean_name, list_names, read_unit
from text.normalise import normalise

COMMA = re.compile(r"[,，、]|\s+and\s+|[和与及]")
WORD = re.compile(r"\w+")
SAID, NEAR, CHAPTER, SOFT = 0.8, 0.7, 0.6, 0.3


@dataclass(frozen=True, slots=True)
class Link:
    """The point ``first`` comes before ``second``, both by name.

    Attributes:
        soft: no more than the order of the chapters says so.
    """

    first: str
    second: str
    position: str
    confidence: float
    soft: bool = False


def resolve_needs(draft: Draft) -> None:
    """Turn the texts of what points need into names of points; what is no point is noted."""
    for need in draft.needs:
        lines = need.text.split("\n")
        paired = len(lines) == len(need.points) > 1
        for number, line in enumerate(lines):
            points = need.points[number : number + 1] if paired else need.points
            resolve_line(draft, line, points, need.position)
    draft.needs.clear()


def resolve_line(draft: Draft, line: str, points: Sequence[PointDraft], position: str) -> None:
    """Give points what one line names; in ``Lists: Loops`` the line says whose it is."""
    subject, _, rest = line.replace("：", ":").partition(":")
    owner = draft.index.get(normalise(clean_name(subject)))
    if owner and rest.strip():
        points, line = (owner,), rest
    for name in list_names(line, draft.headings):
        known = find_points(draft, name)
        if not known:
            resolve_loosely(draft, name, points, position)
        for point in points:
            point.requires += [
                needed.name
                for needed in known
                if needed is not point and needed.name not in point.requires
            ]


def resolve_loosely(draft: Draft, text: str, points: Sequence[PointDraft], position: str) -> None:
    """Give points what a text with commas names in part, or shortens; the rest is noted."""
    for name in COMMA.split(text):
        near = draft.index.get(normalise(clean_name(name))) or find_near(draft, name)
        if near is None:
            draft.note(position, f"{name!r} is needed but no knowledge point of the course")
        for point in points:
            if near and near is not point:
                draft.near.append(Near(near, point, position))


def find_near(draft: Draft, name: str) -> PointDraft | None:
    """Return the one point whose name has all words of a shorter one, two at least."""
    wanted = set(WORD.findall(normalise(name)))
    if sum(len(word) > 1 for word in wanted) < 2:
        return None
    found = [point for known, point in draft.index.items() if wanted <= set(WORD.findall(known))]
    return found[0] if len(found) == 1 else None


def find_points(draft: Draft, name: str) -> list[PointDraft]:
    """Return the point of this name, or those of a list with commas if all are known."""
    point = draft.index.get(normalise(name))
    if point:
        return [point]
    parts = [draft.index.get(normalise(clean_name(part))) for part in COMMA.split(name)]
    found = [part for part in parts if part]
    return found if len(found) == len(parts) else []


def list_links(draft: Draft) -> list[Link]:
    """Return what sentences say of the order of points, else what the chapters' order hints at.

    Chapters hint only in a course that says nothing of what builds on what: the last point of
    each comes softly before the first of the next.
    """
    said = [link for order in draft.orders for link in resolve_order(draft, order)]
    said += [Link(near.first.name, near.second.name, near.position, NEAR) for near in draft.near]
    stated = any(point.requires for point in draft.index.values())
    if said or stated:
        return said
    filled = [unit for unit in draft.units if unit.points]
    return [
        Link(one.points[-1].name, other.points[0].name, other.position, SOFT, soft=True)
        for one, other in pairwise(filled)
    ]


def resolve_order(draft: Draft, said: Ordered) -> Iterator[Link]:
    """Yield the links that a sentence makes; a name of no point and no chapter is noted."""
    order = said.order
    firsts = find_ends(draft, order.first, said.unit, -1)
    seconds = find_ends(draft, order.second, said.unit, 0)
    for name, found in ((order.first, firsts), (order.second, seconds)):
        if not found and not said.aside:
            note = f"{name!r} is in an order but no knowledge point of the course"
            draft.note(said.position, note)
    for first, sure in firsts:
        for second, surer in seconds:
            if first is not second:
                yield Link(first.name, second.name, said.position, min(sure, surer))


def find_ends(
    draft: Draft, name: str, unit: UnitDraft | None, edge: int
) -> list[tuple[PointDraft, float]]:
    """Return the points a name means, or the first or last point of the chapter it means."""
    points = find_points(draft, name) if name else []
    if points:
        return [(point, SAID) for point in points]
    chapter = draft.find_unit(read_unit(name, draft.headings), by_number=True) if name else unit
    return [(chapter.points[edge], CHAPTER)] if chapter and chapter.points else []
