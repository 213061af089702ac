from pathlib import Path

import pytest

from ingest.syllabi.outline import Point, Syllabus, parse_syllabus

HEAD = "# T\n\n## Course content\n\n"


def parse(tmp_path: Path, text: str, name: str = "x.md") -> Syllabus:
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    return parse_syllabus(tmp_path / name)


def list_points(syllabus: Syllabus) -> list[Point]:
    return [point for unit in syllabus.units for point in unit.points]


def list_needs(syllabus: Syllabus) -> list[tuple[str, tuple[str, ...]]]:
    return [(point.name, point.requires) for point in list_points(syllabus)]


def list_units(syllabus: Syllabus) -> list[tuple[str, float | None, list[str]]]:
    return [(u.title, u.hours, [point.name for point in u.points]) for u in syllabus.units]


@pytest.mark.parametrize(
    "line",
    [
        "- HTTP, HTTPS and ports\n- URLs\n",
        "- HTTP, HTTPS and ports; URLs\n",
        "1. HTTP, HTTPS and ports\n2. URLs.\n",
        "HTTP, HTTPS and ports; URLs\n",
        "Topics: HTTP, HTTPS and ports; URLs\n",
        "Topics: 1) HTTP, HTTPS and ports 2) URLs\n",
        "| Topic |\n|---|\n| HTTP, HTTPS and ports<br>• URLs |\n",
        "- HTTP, HTTPS and ports\n\n  some words on that, quite a few indeed.\n- URLs\n",
    ],
)
def test_layout_parts_points_and_commas_do_not(tmp_path: Path, line: str) -> None:
    names = [point.name for point in list_points(parse(tmp_path, HEAD + line))]
    assert names == ["HTTP, HTTPS and ports", "URLs"]


@pytest.mark.parametrize(
    "line",
    [
        "- c (requires: a; b)",
        "- c [Builds on: a; b]",
        "- c（先修：a；b）",
        "- c (requires a; b)",
        "- c. Builds on: a; b",
        "- c\n  - requires: a; b",
        "- c\n\n  Prerequisites: a, b",
        "- c (requires: a and b)",
        "\n| Topic | Builds on |\n|---|---|\n| c | a; b |",
        "\n| Topic | Builds on |\n|---|---|\n| c | c: a; b |",
        "\n| Topic | Builds on |\n|---|---|\n| c | a<br>B |",
    ],
)
def test_what_a_point_needs_is_read_wherever_it_stands(tmp_path: Path, line: str) -> None:
    assert list_needs(parse(tmp_path, f"{HEAD}- a\n- b\n{line}\n")) == [
        ("a", ()),
        ("b", ()),
        ("c", ("a", "b")),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "### Unit 1: Loops (12 hours)",
        "### Module I. Loops – 12 h",
        "### Loops [12 h]",
        "### 第一章 Loops（12学时）",
        "### Loops\n\n12 hours",
        "### 1. Loops\n\nHours: 12",
        "**Block A — Loops** (12 h)",
        "**Week 3: Loops (lecture, 12 hours)**",
    ],
)
def test_a_unit_is_told_by_heading_and_hours(tmp_path: Path, heading: str) -> None:
    syllabus = parse(tmp_path, f"{HEAD}{heading}\n\n- while\n- for\n")
    assert list_units(syllabus) == [("Loops", 12, ["while", "for"])]


def test_nested_items_make_units(tmp_path: Path) -> None:
    syllabus = parse(tmp_path, HEAD + "- Loops (2 h)\n  - while\n  - for\n- Lists:\n  - append\n")
    assert list_units(syllabus) == [("Loops", 2, ["while", "for"]), ("Lists", None, ["append"])]


def test_prose_and_over_long_items_of_the_plan_are_noted(tmp_path: Path) -> None:
    syllabus = parse(tmp_path, f"{HEAD}We start slowly, and go on.\n\n- {'a' * 201}\n- b\n")
    assert list_units(syllabus) == [("T", None, ["b"])]
    assert syllabus.unread == (
        "line 5: expected knowledge points, found 'We start slowly, and go on.'",
        "line 7: expected a knowledge point, found 201 characters",
    )


def test_an_item_that_lists_points_after_a_colon_is_a_unit(tmp_path: Path) -> None:
    syllabus = parse(tmp_path, HEAD + "- Loops: while; for\n- Lists (2 h)\n")
    assert list_units(syllabus) == [("Loops", None, ["while", "for", "Lists (2 h)"])]


def test_numbered_items_are_points_where_there_are_no_units(tmp_path: Path) -> None:
    syllabus = parse(tmp_path, HEAD + "- Week 1: Loops (2 h)\n- Week 2: Lists (2 h)\n")
    assert list_units(syllabus) == [("T", None, ["Loops", "Lists"])]


def test_an_item_inside_a_unit_that_holds_others_only_groups_them(tmp_path: Path) -> None:
    syllabus = parse(tmp_path, HEAD + "### Loops\n\n- kinds\n  - while\n  - for\n")
    assert list_units(syllabus) == [("Loops", None, ["while", "for"])]
    assert syllabus.unread == ("line 7: 'kinds' read as the heading of the items below it",)


def test_a_need_before_all_points_is_noted(tmp_path: Path) -> None:
    syllabus = parse(tmp_path, HEAD + "- requires: algebra\n- a\n")
    assert syllabus.unread == (
        "line 5: expected a knowledge point before its needs, found 'algebra'",
    )
