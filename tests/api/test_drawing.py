from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.web.drawing import WIDTH, Card, compose, draw_path
from api.web.layout import Sizes, count_crossings, lay_out, reduce_edges, settle
from api.web.lettering import measure, wrap
from api.web.messages import LANGUAGES, get_messages
from graph.learners import PointState
from graph.prerequisites import list_tiers
from recommend.paths import Path, Step
from recommend.reasons import Reason

SVG = "{http://www.w3.org/2000/svg}"
WHY = Reason((), (), {}, "RETURN 1")
SIZES = Sizes(dict.fromkeys("abcdefgh", 40.0), 10.0, 100.0, 40.0, 20.0)


def make_path(names: dict[str, str], pairs: list[tuple[str, str]], courses: int = 3) -> Path:
    """A path over points by id, in an order of learning, with (first, later) prerequisites."""
    tiers = list_tiers(names, pairs)
    order = sorted(names, key=lambda point: tiers[point])
    steps = []
    for position, point in enumerate(order, start=1):
        course = f"c{position % courses}"
        after = tuple(sorted(first for first, later in pairs if later == point))
        state = PointState(point, names[point], course, course, None, 1, 2.0, 0.0, False, 0)
        steps.append(Step(position, tiers[point], state, 0.1, 0.1, 2.0, after, not after, (), WHY))
    return Path("l", "j", "data analyst", 1, 1.0, 0.0, 2.0 * len(steps), tuple(steps), (), (), ())


NAMES = st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), min_size=3).map(
    lambda text: (text.strip() or "name")[:120]
)


@st.composite
def paths(draw: st.DrawFn) -> Path:
    count = draw(st.integers(1, 120))
    random = draw(st.randoms(use_true_random=False))
    density, reach = draw(st.sampled_from([0, 1, 2])), draw(st.sampled_from([3, 20, 120]))
    pool = draw(st.lists(NAMES, min_size=1, max_size=5))
    names = {f"p{number:03d}": random.choice(pool) for number in range(count)}
    pairs = {
        (f"p{random.randrange(max(0, later - reach), later):03d}", f"p{later:03d}")
        for later in range(1, count)
        for _ in range(random.randint(0, density))
    }
    return make_path(names, sorted(pairs), courses=draw(st.integers(1, 30)))


def overlap(one: Card, other: Card) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height


@settings(max_examples=30, deadline=None)
@given(paths())
def test_no_step_overlaps_another_and_all_stand_within_the_drawing(path: Path) -> None:
    drawing = compose(path)
    assert [card.step for card in drawing.cards] == list(path.steps)
    assert not any(overlap(one, other) for one, other in combinations(drawing.cards, 2))
    assert all(c.x >= 0 and c.x + c.width <= drawing.width for c in drawing.cards)
    assert all(c.y >= 0 and c.y + c.height <= drawing.height for c in drawing.cards)


@settings(max_examples=20, deadline=None)
@given(paths())
def test_no_line_runs_through_a_step(path: Path) -> None:
    drawing = compose(path)
    for line in drawing.lines:
        left, y, right = read_lane(line) if "H" in line else read_end(line)
        for card in drawing.cards:
            within = card.y < y < card.y + card.height
            assert not (within and left < card.x + card.width and card.x < right)


@settings(max_examples=15, deadline=None)
@given(paths())
def test_the_drawing_is_well_formed_and_leads_to_every_step(path: Path) -> None:
    root = ET.fromstring(draw_path(path))
    links = [link.get("href") for link in root.iter(f"{SVG}a")]
    assert links == [f"#step-{step.position}" for step in path.steps]


def read_lane(line: str) -> tuple[float, float, float]:
    start, right = line.removeprefix("M").split("H")
    left, y = start.split()
    return float(left), float(y), float(right)


def read_end(line: str) -> tuple[float, float, float]:
    """Where a curve arrives; it lies between two columns."""
    start, rest = line.removeprefix("M").split("C")
    numbers = rest.split()
    return float(start.split()[0]), float(numbers[-1]), float(numbers[-2])


def test_a_path_without_steps_has_no_drawing() -> None:
    assert draw_path(make_path({}, [])) == ""


def test_one_step_is_a_drawing() -> None:
    root = ET.fromstring(draw_path(make_path({"a": "Joining tables"}, [])))
    assert [text.text for text in root.iter(f"{SVG}title")] == [
        "Learning path to data analyst",
        "Step 1: Joining tables. c1, 2 h. Can start now.",
    ]


def test_names_are_escaped() -> None:
    svg = draw_path(make_path({"a": "<script>alert(1)</script>", "b": 'x" onload="y'}, []))
    assert "<script" not in svg
    assert ' onload="' not in svg


def test_a_chain_of_many_stages_scrolls_instead_of_shrinking() -> None:
    names = {f"p{number:03d}": "Subqueries and views" for number in range(40)}
    drawing = compose(make_path(names, list(zip(names, list(names)[1:], strict=False))))
    assert drawing.width > WIDTH
    assert min(card.width for card in drawing.cards) > 160


def test_steps_without_prerequisites_fill_the_width_in_rows() -> None:
    drawing = compose(make_path({f"p{number:03d}": "Views" for number in range(120)}, []))
    assert drawing.width <= WIDTH
    assert len({card.x for card in drawing.cards}) > 3
    assert not drawing.lines


def test_steps_that_nothing_joins_stand_below_the_others() -> None:
    path = make_path({"a": "First", "b": "Later", "c": "Alone"}, [("a", "b")])
    cards = {card.step.point.name: card for card in compose(path).cards}
    assert cards["Alone"].y > max(cards["First"].y, cards["Later"].y)


def test_a_step_shows_its_lines_in_both_directions() -> None:
    path = make_path({"a": "First", "b": "Next", "c": "Last"}, [("a", "b"), ("b", "c")])
    traces = {card.step.point.name: card.traces.count("C") for card in compose(path).cards}
    assert traces == {"First": 1, "Next": 2, "Last": 1}


def test_what_a_chain_implies_has_no_line() -> None:
    before = {"a": (), "b": ("a",), "c": ("a", "b"), "d": ("elsewhere",)}
    assert reduce_edges(before) == {"a": [], "b": ["a"], "c": ["b"], "d": []}


def test_lines_that_need_not_cross_do_not() -> None:
    tiers = {"a": 0, "b": 0, "c": 0, "d": 1, "e": 1, "f": 1}
    before = {"a": [], "b": [], "c": [], "d": ["c"], "e": ["b"], "f": ["a"]}
    layout = lay_out(tiers, before, 8, SIZES)
    assert count_crossings(layout.columns, layout.segments) == 0


def test_crossings_are_counted() -> None:
    segments = [(0, "a", "d"), (0, "b", "c"), (0, "b", "d")]
    assert count_crossings([["a", "b"], ["c", "d"]], segments) == 1


def test_a_long_tier_takes_several_columns() -> None:
    tiers = dict.fromkeys("abcdefg", 0) | {"h": 1}
    layout = lay_out(tiers, dict.fromkeys("abcdefg", ()) | {"h": ("a",)}, 3, SIZES)
    assert layout.tier_of == (0, 0, 0, 1)
    assert layout.column_of["a"] == 2


def test_what_is_stacked_settles_nearest_to_its_wishes() -> None:
    extents = {"a": 10.0, "b": 10.0, "c": 10.0}
    assert settle({"a": 5.0, "b": 50.0, "c": 50.0}, extents, 100.0) == {
        "a": 5.0,
        "b": 45.0,
        "c": 55.0,
    }


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Joining tables", ["Joining", "tables"]),
        ("查询语言，数据", ["查询语", "言，数据"]),
        ("Anticonstitutionally", ["Anticon", "stituti…"]),
        ("client-server models of the web", ["client-", "server…"]),
        ("", []),
    ],
)
def test_names_break_where_they_may(text: str, lines: list[str]) -> None:
    assert wrap(text, 4.6, 2) == lines


@given(NAMES, st.floats(3.0, 20.0))
def test_no_line_of_a_name_is_wider_than_its_card(text: str, width: float) -> None:
    lines = wrap(text, width, 3)
    assert len(lines) <= 3
    assert all(measure(line) <= width for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_number_hours_and_mark_fit_on_the_narrowest_card(language: str) -> None:
    say = get_messages(language).say
    told = measure("120") + measure(say("unit.minutes", minutes=45)) + measure(say("path.now"))
    assert 28 + 6 + told * 11.5 + 8 < 136


def test_the_drawing_speaks_chinese() -> None:
    svg = draw_path(make_path({"a": "连接表"}, []), "zh", "数据分析师")
    assert "第 1 阶段" in svg
    assert "通往数据分析师的学习路径" in svg
