"""What learners say of their interests when they register: tags, parted by semicolons."""

import re
from collections.abc import Iterator, Mapping

from graph.tags import Tag
from ingest.errors import CellError
from ingest.numbers import blot_number
from text.contacts import strip_contacts
from text.slugs import make_slug

KINDS = {"research_direction": "direction", "projects": "project", "tags": "tag"}
_BREAK = re.compile("[;；\n]")
_LONGEST = 100


def parse_interests(cells: Mapping[str, str]) -> dict[str, tuple[Tag, ...]]:
    """Return the tags of each kind that a row names; contact data and the own number are stripped.

    Raises:
        CellError: a name is longer than a name.
    """
    found: dict[str, tuple[Tag, ...]] = {}
    for column, kind in KINDS.items():
        tags = {tag.slug: tag for tag in _parse_tags(cells, column, kind)}
        if tags:
            found[kind] = tuple(tags.values())
    return found


def _parse_tags(cells: Mapping[str, str], column: str, kind: str) -> Iterator[Tag]:
    for piece in _BREAK.split(cells.get(column, "")):
        name = strip_contacts(blot_number(" ".join(piece.split()), cells["number"])).strip("… ")
        if len(name) > _LONGEST:
            raise CellError(column, f"names of at most {_LONGEST} characters", str(len(name)))
        if slug := make_slug(name):
            yield Tag(kind, slug, name)
