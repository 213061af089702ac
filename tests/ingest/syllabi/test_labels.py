from pathlib import Path

import pytest

from ingest.syllabi.outline import Syllabus, parse_syllabus


def parse(tmp_path: Path, text: str, name: str = "x.md") -> Syllabus:
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    return parse_syllabus(tmp_path / name)


@pytest.mark.parametrize(
    "lines",
    [
        "Course code: AB12  \nCredits: 4  \nTotal hours: 72 (36 lecture)  \nProvider: X",
        "Course code: AB12 | Credits: 4 | Hours: 72 h | School: X",
        "课程代码：AB12　学分：4　总学时：72学时　开课单位：X",
        "- Code: AB12\n- Credits/Hours: 4/72\n- Institution: X",
        "| Code | AB12 | Credits | 4 |\n|---|---|---|---|\n| Workload | 72 hours | Provider | X |",
        "| Code | AB12 | Level | | Credits | 4 |\n|-|-|-|-|-|-|\n| Hours | 72 | Provider | X | | |",
        "| Code | Credits | Hours | Provider |\n|---|---|---|---|\n| AB12 | 4 ECTS | 72 | X |",
        "## Facts about it\n\nCode: AB12\n\nCredits: 4\n\nHours: 72\n\nProvider: X",
        "## Course code\n\nAB12\n\n## Credits\n\n4\n\n## Hours: 72\n\n## Provider\n\nX",
        "Course code AB12\n\nProvider:\n\nX\n\n4 credits, 72 hours",
    ],
)
def test_fields_are_read_from_lines_tables_and_headings(tmp_path: Path, lines: str) -> None:
    found = parse(tmp_path, f"# T\n\n{lines}\n\n## Topics\n\n- a\n")
    assert (found.code, found.credits, found.hours, found.provider) == ("AB12", 4, 72, "X")


def test_a_second_value_of_a_field_is_not_taken(tmp_path: Path) -> None:
    found = parse(tmp_path, "# T\n\nCredits: 4\n\nCredits: 5\n\n## Topics\n\n- a\n")
    assert found.credits == 4
    assert found.unread == ("line 5: credits '5' not taken, line 3 says '4'",)


def test_a_field_without_its_number_is_noted(tmp_path: Path) -> None:
    found = parse(tmp_path, "# T\n\nHours: many\n\n## Topics\n\n- a\n")
    assert (found.hours, found.unread) == (
        None,
        ("line 3: expected a number of hours, found 'many'",),
    )


def test_parts_may_stand_in_labelled_lines(tmp_path: Path) -> None:
    lines = "Prerequisites: AB12\n\nObjectives: read code\n\nTopics: a; b\n"
    found = parse(tmp_path, f"# T\n\n{lines}")
    assert found.prerequisite_courses == ("AB12",)
    assert [outcome.text for outcome in found.outcomes] == ["read code"]
    assert [point.name for unit in found.units for point in unit.points] == ["a", "b"]


def test_labels_inside_a_unit_are_of_the_unit(tmp_path: Path) -> None:
    unit = "### A\n\nObjectives: read code\n\nHours: 3\n\nTopics: a\n\nReading: x; y\n"
    found = parse(tmp_path, f"# T\n\n## Content\n\n{unit}")
    assert [(u.hours, [point.name for point in u.points]) for u in found.units] == [(3, ["a"])]
    assert [outcome.text for outcome in found.outcomes] == ["read code"]
