import re
from math import nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.web.charts import Bar, Line, Mark, draw_bars, draw_lines, draw_scatter
from api.web.figures import Section, render_figures
from api.web.scales import Axis, scale


def test_ticks_are_round_and_inside_the_ends() -> None:
    fitted = scale(Axis("share", percent=True), [0.013, 0.187], 0, 100)
    assert (fitted.low, round(fitted.high, 9)) == (0.0, 0.2)
    assert [name for _, name in fitted.list_ticks()] == ["0%", "5%", "10%", "15%", "20%"]


def test_quarters_of_a_unit_are_written_in_full() -> None:
    fitted = scale(Axis("share"), [0, 0.12], 0, 100)
    assert [name for _, name in fitted.list_ticks()][:3] == ["0.000", "0.025", "0.050"]


def test_names_of_months_are_thinned_where_they_are_many() -> None:
    months = tuple(f"m{number}" for number in range(48))
    fitted = scale(Axis("month", names=months), range(48), 0, 100)
    assert [name for _, name in fitted.list_ticks()][:3] == ["m0", "m5", "m10"]


@given(st.lists(st.floats(-1e9, 1e9), max_size=5))
@settings(max_examples=50, deadline=None)
def test_every_value_lies_between_the_ends(values: list[float]) -> None:
    fitted = scale(Axis("x"), values, 10, 20)
    assert all(10 <= fitted.place(value) <= 20 for value in values)
    assert fitted.list_ticks()


def test_a_value_that_is_no_number_does_not_stretch_the_axis() -> None:
    assert scale(Axis("x"), [nan, 1.0, 2.0], 0, 1).high == 2.0


def test_larger_points_lie_behind_smaller_ones() -> None:
    cloud = draw_scatter([Mark(0, 0, 0.1), Mark(1, 1, 1.0)], Axis("x"), Axis("y"), "cloud")
    radii = [float(radius) for radius in re.findall(r' r="([\d.]+)"', cloud)]
    assert radii == sorted(radii, reverse=True)


def test_names_are_escaped() -> None:
    drawn = draw_bars([Bar("<script>", 1.0)], Axis("<b>"), "a & b")
    assert "<script>" not in drawn
    assert "<b>" not in drawn
    assert "a &amp; b" in drawn


def test_several_lines_are_named_below_and_one_is_not() -> None:
    one = [Line("demand of SQL", ((0, 1), (1, 2)), ((0, 0.5, 1.5), (1, 1.5, 2.5)))]
    alone = draw_lines(one, Axis("t"), Axis("n"), "t")
    both = draw_lines([*one, Line("css", ((0, 1),))], Axis("t"), Axis("n"), "t")
    assert alone.count(">demand of SQL</text>") == 0
    assert both.count(">demand of SQL</text>") == 1
    assert 'class="band course-0"' in alone


def test_a_bar_shows_its_value_beyond_its_interval() -> None:
    drawn = draw_bars([Bar("DINA", 0.9, 0.88, 0.95)], Axis("AUC", 0, 1), "AUC")
    end = re.search(r'interval" d="M[\d.]+ [\d.]+H([\d.]+)"', drawn)
    written = re.search(r'<text x="([\d.]+)"[^>]*>0\.9</text>', drawn)
    assert end
    assert written
    assert float(written[1]) > float(end[1])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_file_of_figures_needs_no_network_and_escapes_what_it_shows(language: str) -> None:
    drawing = draw_bars([], Axis("AUC"), "none")
    cells = (("规则", 0.25), ("<i>", None))
    page = render_figures(
        "图", [Section("A", "one\n\ntwo", ("name", "q"), cells, drawing)], language
    )
    assert page.count("<p>one</p>\n<p>two</p>") == 1
    assert "&lt;i&gt;" in page
    assert "<svg" in page
    assert not re.search(r'(src|href)="(https?:)?//', page)
