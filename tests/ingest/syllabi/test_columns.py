from pathlib import Path

from ingest.syllabi.outline import Syllabus, parse_syllabus

HEAD = "# T\n\n## Course content\n\n"


def parse(tmp_path: Path, text: str, name: str = "x.md") -> Syllabus:
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    return parse_syllabus(tmp_path / name)


def list_units(syllabus: Syllabus) -> list[tuple[str, float | None, list[str]]]:
    return [(u.title, u.hours, [point.name for point in u.points]) for u in syllabus.units]


def test_needs_in_as_many_lines_as_points_belong_to_them_one_by_one(tmp_path: Path) -> None:
    table = "| Topics | Builds on |\n|---|---|\n| a<br>b<br>c | –<br>a<br>b |\n"
    points = parse(tmp_path, HEAD + table).units[0].points
    assert [point.requires for point in points] == [(), ("a",), ("b",)]


def test_an_empty_cell_goes_on_with_the_unit_above(tmp_path: Path) -> None:
    table = (
        "| Week | Module | Content | h |\n|---|---|---|---|\n| 1 | Loops | while | 2 |\n"
        "| 2 | | for | 3 |\n| | | | |\n| 3 | Lists | append | 1 |\n| | Total | | 6 |\n"
    )
    assert list_units(parse(tmp_path, HEAD + table)) == [
        ("Loops", 5, ["while", "for"]),
        ("Lists", 1, ["append"]),
    ]


def test_a_row_across_the_table_begins_a_unit(tmp_path: Path) -> None:
    table = (
        "<h1>T</h1><h2>Schedule</h2><table><tr><th>Week<th>Topic<th>Reading</tr>"
        "<tr><td colspan=3>Part 1: Loops (4 h)</tr><tr><td>1<td>while<td>x</tr></table>"
    )
    assert list_units(parse(tmp_path, table, "x.html")) == [("Loops", 4, ["while"])]


def test_hours_may_stand_in_a_table_of_their_own(tmp_path: Path) -> None:
    unit = "### 第一章 循环\n\n- while\n\n"
    hours = "## 学时\n\n| 单元 | 理论 | 学时 |\n|---|---|---|\n| 第一章 | 2 | 4 |\n"
    assert list_units(parse(tmp_path, HEAD + unit + hours)) == [("循环", 4, ["while"])]


def test_a_plan_with_unknown_columns_is_noted(tmp_path: Path) -> None:
    syllabus = parse(tmp_path, HEAD + "| Woche | Thema |\n|---|---|\n| 1 | Schleifen |\n")
    assert syllabus.unread == (
        "line 5: expected a plan of units and points, found a table 'Woche | Thema'",
        "document: expected knowledge points, found none",
    )


def test_a_unit_named_in_every_row_is_one_unit(tmp_path: Path) -> None:
    table = "| Unit | Topic | Hours |\n|---|---|---|\n| 1 | a | 4 |\n| 1 | b | 4 |\n| 2 | c | 3 |\n"
    units = [("Unit 1", 4, ["a", "b"]), ("Unit 2", 3, ["c"])]
    assert list_units(parse(tmp_path, HEAD + table)) == units


def test_a_definition_list_of_the_plan_holds_units_or_points(tmp_path: Path) -> None:
    terms = "<dl><dt>Loops<dd>while; for<dt>Unit 2: Lists<dd>append<dt>Sets<dd>Without order</dl>"
    syllabus = parse(tmp_path, f"<h1>T</h1><h2>Topics</h2>{terms}", "x.html")
    assert list_units(syllabus) == [
        ("Loops", None, ["while", "for"]),
        ("Lists", None, ["append", "Sets"]),
    ]


def test_outcomes_may_stand_in_the_plan(tmp_path: Path) -> None:
    table = "| Unit | Topics | Learning outcome |\n|---|---|---|\n| A | a | read code |\n"
    assert [outcome.text for outcome in parse(tmp_path, HEAD + table).outcomes] == ["read code"]


def test_a_table_of_dependencies_repeats_points_without_a_note(tmp_path: Path) -> None:
    table = "## Dependencies\n\n| Topic | Builds on |\n|---|---|\n| b | a |\n"
    syllabus = parse(tmp_path, f"{HEAD}- a\n- b\n\n{table}")
    assert [point.requires for point in syllabus.units[0].points] == [(), ("a",)]
    assert syllabus.unread == ()


def test_a_table_of_nothing_known_above_the_parts_is_noted(tmp_path: Path) -> None:
    syllabus = parse(tmp_path, "# T\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n## Topics\n\n- a\n")
    assert syllabus.unread == ("line 3: expected fields of the course, found a table 'x | y'",)


def test_an_unknown_label_among_fields_is_noted(tmp_path: Path) -> None:
    table = "| Code | AB12 |\n|---|---|\n| Level | | \n| Colour | blue |\n"
    syllabus = parse(tmp_path, f"# T\n\n{table}\n## Topics\n\n- a\n")
    assert syllabus.unread == ("line 6: expected a field of the course, found 'Colour'",)
