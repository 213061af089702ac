"""OULAD's registrations: the presentations that a student stays in, as tags that are followed."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from graph.store import Store
from graph.tags import Tag, set_followed
from ingest.oulad.tables import (
    REGISTRATIONS,
    STUDENTS,
    Cells,
    find,
    get_key,
    parse_day,
    parse_start,
    read_table,
)
from ingest.raw import OnFault
from text.slugs import make_slug

_KIND = "presentation"
_CHUNK = 2_000


def load_registrations(
    store: Store, folder: Path, students: Mapping[str, str], on_fault: OnFault
) -> int:
    """Let students follow the presentations that they have not left; return how many they follow.

    Who has left all of them follows none.
    """

    def parse(cells: Cells) -> tuple[str, Tag | None]:
        start = parse_start(cells)
        name = f"{get_key(cells, 'code_module')} {cells['code_presentation']}"
        learner = find(students, cells, "id_student", STUDENTS)
        for column in ("date_registration", "date_unregistration"):
            parse_day(cells[column], column, start)
        left = bool(cells["date_unregistration"])
        return learner, None if left else Tag(_KIND, make_slug(name), name)

    stays: dict[tuple[str, str], tuple[Tag, ...]] = defaultdict(tuple)
    for learner, tag in read_table(folder, REGISTRATIONS, parse, on_fault):
        stays[learner, _KIND] += (tag,) if tag else ()
    named = sorted(stays.items())
    parts = (named[start : start + _CHUNK] for start in range(0, len(named), _CHUNK))
    return sum(set_followed(store, dict(part)) for part in parts)
