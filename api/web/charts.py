"""Charts as SVG: clouds of points, lines with bands, bars with intervals. Pure.

Colours and letters come from the style sheet of the page around them; every mark carries its
numbers as a ``title``, and a table beside the chart says the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import escape

from api.web.lettering import measure, wrap
from api.web.scales import Axis, Scale, scale

_WIDTH, _HEIGHT = 720.0, 400.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 64.0, 16.0, 16.0, 52.0
_COLOURS = 8
_LETTER = 12.0
_ROW = 22.0
_MOST_NAME = 240.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of a cloud; ``size`` in (0, 1] of the largest, ``shade`` in [0, 1] how strong."""

    x: float
    y: float
    size: float = 1.0
    shade: float = 0.0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Points joined in their order; ``band`` holds x, low and high of an interval around them."""

    name: str
    points: tuple[tuple[float, float], ...]
    band: tuple[tuple[float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from the axis' beginning, with an interval where one is known."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None
    group: str = ""


def draw_scatter(marks: Sequence[Mark], x: Axis, y: Axis, title: str) -> str:
    """Return a cloud; the largest points lie behind."""
    across = scale(x, (mark.x for mark in marks), _LEFT, _WIDTH - _RIGHT)
    up = scale(y, (mark.y for mark in marks), _HEIGHT - _BOTTOM, _TOP)
    drawn = [
        f'<circle class="mark" cx="{across.place(mark.x):.1f}" cy="{up.place(mark.y):.1f}" '
        f'r="{2 + 6 * max(mark.size, 0.0) ** 0.5:.1f}" '
        f'fill-opacity="{0.2 + 0.75 * min(max(mark.shade, 0.0), 1.0):.2f}">'
        f"<title>{escape(mark.text)}</title></circle>"
        for mark in sorted(marks, key=lambda mark: -mark.size)
    ]
    return _frame([*_draw_axes(across, up), *drawn], title, _HEIGHT)


def draw_lines(lines: Sequence[Line], x: Axis, y: Axis, title: str) -> str:
    """Return lines in up to eight colours, named below the chart where there are several."""
    across = scale(x, _list_across(lines), _LEFT, _WIDTH - _RIGHT)
    up = scale(y, _list_up(lines), _HEIGHT - _BOTTOM, _TOP)
    drawn = list(_draw_axes(across, up))
    for number, line in enumerate(lines):
        drawn += _draw_line(line, across, up, number % _COLOURS)
    if len(lines) < 2:
        return _frame(drawn, title, _HEIGHT)
    key, height = _draw_key([line.name for line in lines], _HEIGHT)
    return _frame([*drawn, *key], title, height)


def draw_bars(bars: Sequence[Bar], axis: Axis, title: str) -> str:
    """Return one bar a row; groups differ in colour and are named below the chart."""
    names = [bar.name for bar in bars]
    left = 12 + min(_MOST_NAME, max((measure(name) * _LETTER for name in names), default=0.0))
    told = [end for bar in bars for end in (bar.value, bar.low, bar.high) if end is not None]
    across = scale(axis, (0.0, *told) if axis.low is None else told, left, _WIDTH - 3 * _RIGHT)
    bottom = _TOP + _ROW * len(bars)
    groups = list(dict.fromkeys(bar.group for bar in bars))
    drawn = list(_draw_across(across, _TOP, bottom))
    for row, bar in enumerate(bars):
        colour = groups.index(bar.group) % _COLOURS
        drawn += _draw_bar(bar, across, _TOP + _ROW * row, colour)
    height = bottom + _BOTTOM
    if len(groups) < 2:
        return _frame(drawn, title, height)
    key, height = _draw_key(groups, height)
    return _frame([*drawn, *key], title, height)


def _frame(parts: Sequence[str], title: str, height: float) -> str:
    body = "\n".join(parts)
    return (
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" role="img" '
        f'width="{_WIDTH:.0f}" height="{height:.0f}" viewBox="0 0 {_WIDTH:.0f} {height:.0f}">\n'
        f"<title>{escape(title)}</title>\n{body}\n</svg>"
    )


def _draw_axes(across: Scale, up: Scale) -> Iterator[str]:
    yield from _draw_across(across, up.end, up.start)
    for value, name in up.list_ticks():
        y = up.place(value)
        yield f'<path class="grid" d="M{across.start:.1f} {y:.1f}H{across.end:.1f}"/>'
        yield _write(name, across.start - 8, y + 4, "end")
    middle = (up.start + up.end) / 2
    turned = f' transform="rotate(-90 14 {middle:.1f})"'
    yield _write(up.axis.label, 14, middle, "middle", turned)


def _draw_across(across: Scale, top: float, bottom: float) -> Iterator[str]:
    for value, name in across.list_ticks():
        x = across.place(value)
        yield f'<path class="grid" d="M{x:.1f} {top:.1f}V{bottom:.1f}"/>'
        yield _write(name, x, bottom + 18, "middle")
    yield _write(across.axis.label, (across.start + across.end) / 2, bottom + 40, "middle")


def _draw_line(line: Line, across: Scale, up: Scale, colour: int) -> Iterator[str]:
    if line.band:
        upper = [(x, high) for x, _, high in line.band]
        lower = [(x, low) for x, low, _ in reversed(line.band)]
        yield f'<path class="band course-{colour}" d="{_trace([*upper, *lower], across, up)}Z"/>'
    if len(line.points) > 1:
        yield f'<path class="line course-{colour}" d="{_trace(line.points, across, up)}"/>'
    for x, y in line.points:
        yield (
            f'<circle class="dot course-{colour}" cx="{across.place(x):.1f}" '
            f'cy="{up.place(y):.1f}" r="3"><title>{escape(line.name)}: {y:.4g}</title></circle>'
        )


def _draw_bar(bar: Bar, across: Scale, top: float, colour: int) -> Iterator[str]:
    start, end, middle = across.start, across.place(bar.value), top + _ROW / 2
    [name] = wrap(bar.name, (start - 12) / _LETTER, 1) or [""]
    yield _write(name, start - 8, middle + 4, "end")
    yield (
        f'<rect class="bar course-{colour}" x="{start:.1f}" y="{top + 4:.1f}" '
        f'width="{max(end - start, 0.0):.1f}" height="{_ROW - 8:.1f}">'
        f"<title>{escape(bar.name)}: {bar.value:.4g}</title></rect>"
    )
    edge = end
    if bar.low is not None and bar.high is not None:
        low, edge = across.place(bar.low), across.place(bar.high)
        yield f'<path class="interval" d="M{low:.1f} {middle:.1f}H{edge:.1f}"/>'
    yield _write(f"{bar.value:.3g}", max(end, edge) + 6, middle + 4, "start")


def _draw_key(names: Sequence[str], top: float) -> tuple[list[str], float]:
    """Return a line of coloured squares with names, broken where it is full, and where it ends."""
    drawn, x, y = list[str](), _LEFT, top + 8
    for number, name in enumerate(names):
        width = 30 + measure(name) * _LETTER
        if x > _LEFT and x + width > _WIDTH:
            x, y = _LEFT, y + 20
        colour = number % _COLOURS
        drawn.append(
            f'<rect class="bar course-{colour}" x="{x:.1f}" y="{y:.1f}" width="12" height="12"/>'
        )
        drawn.append(_write(name, x + 18, y + 10, "start"))
        x += width
    return drawn, y + 24


def _trace(points: Sequence[tuple[float, float]], across: Scale, up: Scale) -> str:
    return "M" + "L".join(f"{across.place(x):.1f} {up.place(y):.1f}" for x, y in points)


def _write(text: str, x: float, y: float, anchor: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{more}>{escape(text)}</text>'


def _list_across(lines: Sequence[Line]) -> Iterator[float]:
    for line in lines:
        yield from (x for x, _ in line.points)
        yield from (x for x, _, _ in line.band)


def _list_up(lines: Sequence[Line]) -> Iterator[float]:
    for line in lines:
        yield from (y for _, y in line.points)
        for _, low, high in line.band:
            yield from (low, high)
