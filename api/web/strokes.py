"""The lines of a drawing as SVG path data: curves between columns, lanes through them. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.web.layout import Layout


@dataclass(frozen=True, slots=True)
class Strokes:
    """Draws the lines of a layout whose columns are ``width`` wide and start at (left, top)."""

    layout: Layout
    width: float
    left: float
    top: float

    def list_lines(self) -> Iterator[str]:
        """Yield every curve, and every lane it runs through."""
        for number, column in enumerate(self.layout.columns):
            for point in column:
                if self.layout.column_of[point] != number:
                    yield self._draw_lane(number, point)
        for segment in self.layout.segments:
            yield self._draw_curve(*segment)

    def trace(self, point: str) -> Iterator[str]:
        """Yield the curves and lanes of the lines that leave or reach a step."""
        for number, start, end in self.layout.segments:
            if start == point:
                yield self._draw_curve(number, start, end)
                if end == point:
                    yield self._draw_lane(number + 1, point)
            elif end == point:
                yield self._draw_curve(number, start, end)
                for lane in range(self.layout.column_of[start] + 1, number + 1):
                    yield self._draw_curve(lane - 1, start, start)
                    yield self._draw_lane(lane, start)

    def _draw_lane(self, number: int, point: str) -> str:
        x, y = self.layout.x[number] + self.left, self.layout.y[number][point] + self.top
        return f"M{x:.1f} {y:.1f}H{x + self.width:.1f}"

    def _draw_curve(self, number: int, start: str, end: str) -> str:
        left = self.layout.x[number] + self.width + self.left
        right = self.layout.x[number + 1] + self.left
        y = self.layout.y[number][start] + self.top
        to = self.layout.y[number + 1][end] + self.top
        half = (left + right) / 2
        return f"M{left:.1f} {y:.1f}C{half:.1f} {y:.1f} {half:.1f} {to:.1f} {right:.1f} {to:.1f}"
