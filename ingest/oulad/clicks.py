"""OULAD's clicks on sites as study sessions: one a student, site and day."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from graph.events import Event, Merged, merge_events
from graph.ids import resource_id
from graph.store import Store
from ingest.errors import CellError
from ingest.oulad.tables import (
    CLICKS,
    SITES,
    SOURCE,
    STUDENTS,
    Cells,
    find,
    parse_day,
    read_starts,
    read_table,
)
from ingest.raw import OnFault


class _Visit(NamedTuple):
    """A student's clicks on a site, of a row; a day may have several."""

    run: tuple[str, str]
    learner: str
    site: str
    at: str
    clicks: int


def load_clicks(
    store: Store, folder: Path, students: Mapping[str, str], on_fault: OnFault
) -> Iterator[Merged]:
    """Load the clicks, all of a presentation at once; yield what became of each.

    The table is ordered by presentations: where one comes back later, days that were loaded
    before keep their clicks, and the later rows are left out.
    """
    starts = read_starts(folder, SITES, "id_site")

    def parse(cells: Cells) -> _Visit:
        return _parse_visit(cells, students, starts)

    visits = read_table(folder, CLICKS, parse, on_fault)
    for _, run in groupby(visits, key=attrgetter("run")):
        sums: dict[tuple[str, str, str], int] = {}
        for visit in run:
            key = (visit.learner, visit.site, visit.at)
            sums[key] = sums.get(key, 0) + visit.clicks
        yield merge_events(store, [_event(*key, sums[key]) for key in sorted(sums)])


def _parse_visit(cells: Cells, students: Mapping[str, str], starts: Mapping[str, date]) -> _Visit:
    start = find(starts, cells, "id_site", SITES)
    at = parse_day(cells["date"], "date", start)
    if at is None:
        raise CellError("date", "a day", "none")
    if not (cells["sum_click"].isascii() and cells["sum_click"].isdecimal()):
        raise CellError("sum_click", "a number of 0 or more", repr(cells["sum_click"]))
    learner = find(students, cells, "id_student", STUDENTS)
    run = (cells["code_module"], cells["code_presentation"])
    return _Visit(run, learner, cells["id_site"], at, int(cells["sum_click"]))


def _event(learner: str, site: str, at: str, clicks: int) -> Event:
    resource = resource_id(SOURCE, f"site-{site}")
    key = f"{resource}:{at}:{learner}"
    return Event("studied", key, learner, resource, {"at": at, "clicks": clicks})
