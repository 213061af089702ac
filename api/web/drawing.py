"""The path drawn as SVG: stages from left to right, steps as cards, prerequisites as curves.

Steps that nothing on the path comes before or after stand in rows of their own below.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from api.web.environment import ENVIRONMENT
from api.web.layout import Layout, Sizes, lay_out, reduce_edges
from api.web.lettering import wrap
from api.web.messages import get_messages
from api.web.strokes import Strokes
from api.web.views import CourseKey, list_course_keys, list_stages
from api.web.wording import Wording
from recommend.paths import Path, Step

WIDTH = 1168.0
_MARGIN = 6.0
_WIDEST = 210.0
_TRIALS = ((148.0, 46.0), (136.0, 34.0))
_SCROLLING = (168.0, 46.0)
_COLUMN_GAP, _BLOCK_GAP = 20.0, 28.0
_FEWEST_ROWS, _ROWS, _MOST_ROWS = 8, 12, 16
_KEY, _PAD, _FRAME, _LINE, _LINES, _SPACE = 20.0, 8.0, 29.0, 15.0, 3, 12.0
_LETTER = 12.5
_HEADER = 46.0


@dataclass(frozen=True, slots=True)
class Card:
    """A step in the drawing; lengths in pixels, from the upper left corner.

    Attributes:
        lines: the name as it fits.
        traces: path data of all lines from and to the step.
        entered: whether a line ends at it.
    """

    step: Step
    key: CourseKey
    x: float
    y: float
    width: float
    height: float
    lines: Sequence[str]
    traces: str = ""
    entered: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over columns or rows; ``stage`` counts from 1, ``alone``: without lines."""

    stage: int
    steps: Sequence[Step]
    x: float
    y: float
    width: float
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """Most steps in a column, the column's width, and the gap between tiers."""

    rows: int
    width: float
    tier_gap: float


@dataclass(slots=True)
class Drawing:
    """All that the drawing shows; lengths in pixels."""

    width: float = 0.0
    height: float = 0.0
    headings: list[Heading] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def draw_path(path: Path, language: str = "en", job: str | None = None) -> str:
    """Return the path as an SVG element whose steps lead to ``#step-N``; "" without steps.

    A prerequisite that a chain of others implies has no line of its own. ``job`` is the job's
    name in the language.
    """
    if not path.steps:
        return ""
    wording = Wording(get_messages(language), {})
    return ENVIRONMENT.get_template("path.svg").render(
        drawing=compose(path),
        path=path,
        stages=len(list_stages(path)),
        job=job or path.job,
        wording=wording,
        say=wording.messages.say,
    )


def compose(path: Path) -> Drawing:
    """Return where everything stands in the drawing of a path with at least one step."""
    before = reduce_edges({step.point.point_id: step.after for step in path.steps})
    joined = {point for firsts in before.values() for point in firsts}
    joined |= {point for point, firsts in before.items() if firsts}
    linked = [step for step in path.steps if step.point.point_id in joined]
    fitted = fit([len(list(group)) for _, group in groupby(linked, lambda step: step.tier)])
    pen = _Pen(path, fitted)
    drawing = Drawing()
    if linked:
        pen.draw_linked(drawing, linked, before)
    if alone := [step for step in path.steps if step.point.point_id not in joined]:
        pen.draw_alone(drawing, alone)
    drawing.cards.sort(key=lambda card: card.step.position)
    return drawing


def fit(counts: Sequence[int]) -> Fit:
    """Return how tiers of so many steps fit the page; what does not fit scrolls."""
    for narrowest, tier_gap in _TRIALS:
        for rows in range(_FEWEST_ROWS, _MOST_ROWS + 1):
            columns = sum(-(-count // rows) for count in counts)
            gaps = max(len(counts) - 1, 0) * tier_gap + (columns - len(counts)) * _COLUMN_GAP
            room = WIDTH - gaps - 2 * _MARGIN
            if columns * narrowest <= room:
                return Fit(rows, min(_WIDEST, room // max(columns, 1)), tier_gap)
    return Fit(_ROWS, *_SCROLLING)


class _Pen:
    """Adds to a drawing; knows how large each card is."""

    def __init__(self, path: Path, fitted: Fit) -> None:
        self._rows = fitted.rows
        self._keys = list_course_keys(path)
        self._stages = {
            step.tier: stage.number for stage in list_stages(path) for step in stage.steps
        }
        measure = (fitted.width - _KEY - 2 * _PAD) / _LETTER
        self._names = {
            step.point.point_id: wrap(step.point.name, measure, _LINES) for step in path.steps
        }
        heights = {
            point: _FRAME + max(len(lines), 1) * _LINE + _SPACE
            for point, lines in self._names.items()
        }
        self._sizes = Sizes(heights, _SPACE, fitted.width, fitted.tier_gap, _COLUMN_GAP)

    def draw_linked(
        self, drawing: Drawing, steps: Sequence[Step], before: Mapping[str, Sequence[str]]
    ) -> None:
        """Draw steps by tier, with their lines; ``before`` may hold others too."""
        tiers = {step.point.point_id: step.tier for step in steps}
        layout = lay_out(tiers, {point: before[point] for point in tiers}, self._rows, self._sizes)
        strokes = Strokes(layout, self._sizes.width, _MARGIN, _HEADER)
        ends = {end for _, start, end in layout.segments if start != end}
        for step in steps:
            point = step.point.point_id
            column = layout.column_of[point]
            middle = layout.y[column][point] + _HEADER
            x, y = layout.x[column] + _MARGIN, middle - self._height(step) / 2
            traces = " ".join(strokes.trace(point))
            drawing.cards.append(self._make_card(step, x, y, traces, entered=point in ends))
        drawing.headings += self._list_headings(layout, steps)
        drawing.lines += strokes.list_lines()
        drawing.width = layout.x[-1] + self._sizes.width + 2 * _MARGIN
        drawing.height = _HEADER + layout.height + _MARGIN

    def draw_alone(self, drawing: Drawing, steps: Sequence[Step]) -> None:
        """Draw steps without lines, row by row, below what is there."""
        gap = self._sizes.tier_gap
        pitch = self._sizes.width + gap
        columns = min(int((WIDTH - 2 * _MARGIN + gap) // pitch), len(steps))
        top = drawing.height + _BLOCK_GAP if drawing.cards else 0.0
        width = columns * pitch - gap
        stage = self._stages[steps[0].tier]
        alone = bool(drawing.cards)
        drawing.headings.append(Heading(stage, steps, _MARGIN, top, width, alone))
        y = top + _HEADER + _SPACE / 2
        for start in range(0, len(steps), columns):
            row = steps[start : start + columns]
            for number, step in enumerate(row):
                drawing.cards.append(self._make_card(step, _MARGIN + number * pitch, y))
            y += max(map(self._height, row)) + _SPACE
        drawing.width = max(drawing.width, width + 2 * _MARGIN)
        drawing.height = y + _MARGIN - _SPACE / 2

    def _height(self, step: Step) -> float:
        return self._sizes.steps[step.point.point_id] - _SPACE

    def _make_card(
        self, step: Step, x: float, y: float, traces: str = "", *, entered: bool = False
    ) -> Card:
        key, lines = self._keys[step.point.course_id], self._names[step.point.point_id]
        size = (self._sizes.width, self._height(step))
        return Card(step, key, x, y, *size, lines, traces, entered)

    def _list_headings(self, layout: Layout, steps: Sequence[Step]) -> Iterator[Heading]:
        for tier in sorted(set(layout.tier_of)):
            found = [x for x, at in zip(layout.x, layout.tier_of, strict=True) if at == tier]
            width = found[-1] + self._sizes.width - found[0]
            shown = [step for step in steps if step.tier == tier]
            yield Heading(self._stages[tier], shown, found[0] + _MARGIN, 0.0, width)
