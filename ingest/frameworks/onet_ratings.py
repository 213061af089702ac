"""What O*NET's raters say of an ability in a job: importance, level, and whether it counts."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from graph.claims import Block, Value
from graph.ids import keyed_id
from graph.plans import Assertion
from ingest.errors import CellError
from ingest.frameworks.onet_files import CODE, Folder, check_job

ESSENTIAL, OPTIONAL = 3.5, 2.5
ELEMENT = "Element ID"
_DOUBTS = ("Recommend Suppress", "Not Relevant")
_COLUMNS = (CODE, ELEMENT, "Element Name", "Scale ID", "Data Value", *_DOUBTS)
_RANGES = {"IM": (1.0, 5.0), "LV": (0.0, 7.0)}


@dataclass(slots=True)
class Rating:
    """One ability in one job: importance 1 to 5, level 0 to 7, None where it may not be taken."""

    importance: float | None = None
    level: float | None = None
    relevant: bool = True


Ratings = dict[tuple[str, str], Rating]


def read_ratings(folder: Folder, name: str, jobs: dict[str, str]) -> tuple[dict[str, str], Ratings]:
    """Return the names of a file's elements by id, and ratings by the ids of job and ability."""
    names: dict[str, str] = {}
    ratings: Ratings = {}
    doubted: Counter[str] = Counter()
    for row in folder.rows(name, _COLUMNS):
        cells = row.cells
        try:
            job = check_job(cells[CODE], jobs)
            value = parse_value(cells["Scale ID"], cells["Data Value"])
        except CellError as error:
            folder.leave_out(row, error)
            continue
        ability = keyed_id("onet", cells[ELEMENT])
        names.setdefault(cells[ELEMENT], cells["Element Name"])
        doubts = [doubt for doubt in _DOUBTS if cells[doubt] == "Y"]
        doubted.update(doubts)
        rating = ratings.setdefault((job, ability), Rating())
        rating.relevant &= "Not Relevant" not in doubts
        if not doubts:
            setattr(rating, "importance" if cells["Scale ID"] == "IM" else "level", value)
    for doubt, count in sorted(doubted.items()):
        folder.count_out(name, CellError(doubt, "N", f"Y in {count} rows"))
    return names, ratings


def parse_value(scale: str, text: str) -> float:
    """Return the value of a cell.

    Raises:
        CellError: the scale is neither importance nor level, or the value not on it.
    """
    if scale not in _RANGES:
        raise CellError("Scale ID", "IM or LV", repr(scale))
    low, high = _RANGES[scale]
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise CellError("Data Value", f"a number from {low:g} to {high:g}", repr(text))
    return value


def weigh_ratings(folder: Folder, name: str, ratings: Ratings, origin: str) -> Iterator[Assertion]:
    """Yield what the jobs require: what is relevant, and important enough."""
    slight = 0
    for ends, rating in ratings.items():
        if rating.importance is None or not rating.relevant:
            continue
        if rating.importance < OPTIONAL:
            slight += 1
            continue
        fields: dict[str, Value] = {
            "essential": rating.importance >= ESSENTIAL,
            "weight": round((rating.importance - 1) / 4, 4),
        }
        if rating.level is not None:
            fields["level"] = min(3, 1 + int(rating.level * 3 / 7))
        yield Assertion("REQUIRES", *ends, Block("imported", origin, fields))
    if slight:
        expected = f"an importance of {OPTIONAL} or more"
        folder.count_out(name, CellError("Data Value", expected, f"less in {slight} rows"))
