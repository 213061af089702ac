"""The path drawn as SVG: stages from left to right, steps as cards, prerequisites as curves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from api.web.environment import ENVIRONMENT
from api.web.layout import Layout, Sizes, lay_out, reduce_edges
from api.web.lettering import wrap
from api.web.messages import Messages, get_messages
from api.web.views import CourseKey, Stage, list_course_keys, list_stages
from api.web.wording import Wording
from recommend.paths import Path, Step

WIDTH = 1104.0
_MARGIN = 6.0
_NARROWEST, _WIDEST = 148.0, 216.0
_TIER_GAP, _COLUMN_GAP = 46.0, 20.0
_FEWEST_ROWS, _ROWS, _MOST_ROWS = 8, 12, 16
_KEY, _PAD, _META, _LINE, _LINES, _SPACE = 20.0, 8.0, 14.0, 15.0, 3, 12.0
_LETTER = 12.5
_HEADER = 46.0


@dataclass(frozen=True, slots=True)
class Card:
    """A step in the drawing; lengths in pixels.

    Attributes:
        label: what a screen reader says; the full name.
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
    label: str
    hours: str
    lines: Sequence[str]
    traces: str
    entered: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A stage over its columns."""

    stage: Stage
    x: float
    width: float
    hours: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that the drawing shows; lengths in pixels."""

    width: float
    height: float
    headings: Sequence[Heading]
    cards: Sequence[Card]
    lines: Sequence[str]


def draw_path(path: Path, language: str = "en") -> str:
    """Return the path as an SVG element whose steps lead to ``#step-N``; "" without steps.

    A prerequisite that a chain of others implies has no line of its own.
    """
    if not path.steps:
        return ""
    wording = Wording(get_messages(language), {})
    template = ENVIRONMENT.get_template("path.svg")
    return template.render(
        drawing=compose(path, wording), path=path, wording=wording, say=wording.messages.say
    )


def compose(path: Path, wording: Wording) -> Drawing:
    """Return where everything stands in the drawing of a path with at least one step."""
    tiers = {step.point.point_id: step.tier for step in path.steps}
    before = reduce_edges({step.point.point_id: step.after for step in path.steps})
    stages = list_stages(path)
    rows, width = fit([len(stage.steps) for stage in stages])
    measure = (width - _KEY - 2 * _PAD) / _LETTER
    names = {step.point.point_id: wrap(step.point.name, measure, _LINES) for step in path.steps}
    height = 2 * _PAD + _META + max(map(len, names.values())) * _LINE
    sizes = Sizes(height + _SPACE, _SPACE, width, _TIER_GAP, _COLUMN_GAP)
    layout = lay_out(tiers, before, rows, sizes)
    pen = _Pen(layout, sizes, names, height)
    return Drawing(
        width=layout.x[-1] + width + 2 * _MARGIN,
        height=_HEADER + layout.height + _MARGIN,
        headings=list(pen.list_headings(stages, wording)),
        cards=list(pen.list_cards(path, wording)),
        lines=list(pen.list_lines()),
    )


def fit(counts: Sequence[int]) -> tuple[int, float]:
    """Return rows and column width for stages of so many steps, to fit the page where possible."""

    def spread(rows: int) -> tuple[int, float]:
        columns = sum(-(-count // rows) for count in counts)
        tiers = len(counts)
        return columns, (tiers - 1) * _TIER_GAP + (columns - tiers) * _COLUMN_GAP + 2 * _MARGIN

    for rows in range(_FEWEST_ROWS, _MOST_ROWS + 1):
        columns, gaps = spread(rows)
        if columns * _NARROWEST + gaps <= WIDTH:
            return rows, min(_WIDEST, (WIDTH - gaps) // columns)
    return _ROWS, _NARROWEST + 20


class _Pen:
    """Turns a layout into shapes; every length is shifted by margin and header."""

    def __init__(
        self, layout: Layout, sizes: Sizes, names: dict[str, list[str]], height: float
    ) -> None:
        self._layout, self._sizes = layout, sizes
        self._names, self._height = names, height

    def list_headings(self, stages: Sequence[Stage], wording: Wording) -> Iterator[Heading]:
        numbered = enumerate(self._layout.tier_of)
        for stage, (_, group) in zip(stages, groupby(numbered, lambda at: at[1]), strict=True):
            columns = [number for number, _ in group]
            left, right = self._layout.x[columns[0]], self._layout.x[columns[-1]]
            width = right + self._sizes.width - left
            hours = wording.tell_hours(stage.hours)
            yield Heading(stage, left + _MARGIN, width, hours)

    def list_cards(self, path: Path, wording: Wording) -> Iterator[Card]:
        keys = list_course_keys(path)
        for step in path.steps:
            column = self._layout.column_of[step.point.point_id]
            key = keys[step.point.course_id]
            hours = wording.tell_hours(step.hours)
            yield Card(
                step=step,
                key=key,
                x=self._layout.x[column] + _MARGIN,
                y=self._middle(column, step.point.point_id) - self._height / 2,
                width=self._sizes.width,
                height=self._height,
                label=_label(step, hours, wording.messages),
                hours=hours,
                lines=self._names[step.point.point_id],
                traces=" ".join(self._trace(step.point.point_id)),
                entered=any(end == step.point.point_id for _, _, end in self._layout.segments),
            )

    def list_lines(self) -> Iterator[str]:
        """Yield the path data of every curve, and of every lane it runs through."""
        for number, column in enumerate(self._layout.columns):
            for point in column:
                if self._layout.column_of[point] != number:
                    yield self._draw_lane(number, point)
        for segment in self._layout.segments:
            yield self._draw_curve(*segment)

    def _trace(self, point: str) -> Iterator[str]:
        """Yield the curves and lanes of the lines that leave or reach a step."""
        column_of = self._layout.column_of
        for number, start, end in self._layout.segments:
            if start == point:
                yield self._draw_curve(number, start, end)
                if end == point:
                    yield self._draw_lane(number + 1, point)
            elif end == point:
                yield self._draw_curve(number, start, end)
                for lane in range(column_of[start] + 1, number + 1):
                    yield self._draw_curve(lane - 1, start, start)
                    yield self._draw_lane(lane, start)

    def _draw_lane(self, number: int, point: str) -> str:
        left, y = self._layout.x[number] + _MARGIN, self._middle(number, point)
        return f"M{left:.1f} {y:.1f}H{left + self._sizes.width:.1f}"

    def _draw_curve(self, number: int, start: str, end: str) -> str:
        left = self._layout.x[number] + self._sizes.width + _MARGIN
        right = self._layout.x[number + 1] + _MARGIN
        y, to = self._middle(number, start), self._middle(number + 1, end)
        half = (left + right) / 2
        return f"M{left:.1f} {y:.1f}C{half:.1f} {y:.1f} {half:.1f} {to:.1f} {right:.1f} {to:.1f}"

    def _middle(self, number: int, point: str) -> float:
        return self._layout.y[number][point] + _HEADER


def _label(step: Step, hours: str, messages: Messages) -> str:
    key = "path.node_ready" if step.ready else "path.node"
    point = step.point
    return messages.say(
        key, position=step.position, name=point.name, course=point.course, hours=hours
    )
