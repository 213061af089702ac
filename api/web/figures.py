"""Measures as one HTML file: charts, tables and what they say, for a browser without a network."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from api.web.environment import ENVIRONMENT, read_stylesheet
from api.web.messages import get_messages


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the file; whatever is empty is left out.

    Attributes:
        text: paragraphs, with an empty line between them.
        rows: one value a column; fractions are written with four digits, texts as they are.
        drawing: SVG of ``api/web/charts.py``.
    """

    heading: str
    text: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[object, ...], ...] = ()
    drawing: str = ""


def render_figures(title: str, sections: Sequence[Section], language: str = "en") -> str:
    """Return the file.

    Raises:
        ValueError: a language that the pages do not have.
    """
    return ENVIRONMENT.get_template("figures.html").render(
        title=title,
        sections=[_prepare(section) for section in sections],
        language=language,
        say=get_messages(language).say,
        stylesheet=read_stylesheet(),
    )


def _prepare(section: Section) -> dict[str, object]:
    """Return what the template shows; the drawing is ours, and its texts are escaped there."""
    return {
        "heading": section.heading,
        "paragraphs": [part for part in section.text.split("\n\n") if part.strip()],
        "columns": section.columns,
        "rows": [[(_write(cell), _is_number(cell)) for cell in row] for row in section.rows],
        "numeric": [all(map(_is_number, cells)) for cells in zip(*section.rows, strict=True)],
        "drawing": Markup(section.drawing),  # noqa: S704
    }


def _write(cell: object) -> str:
    if cell is None:
        return "–"
    return (
        f"{cell:.4g}"
        if isinstance(cell, float)
        else f"{cell:,}"
        if isinstance(cell, int)
        else str(cell)
    )


def _is_number(cell: object) -> bool:
    return cell is None or isinstance(cell, int | float)
