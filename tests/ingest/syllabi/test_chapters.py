from pathlib import Path

import docx
import pytest

from ingest.syllabi.outline import Point, Syllabus, parse_syllabus

HEAD = "# T\n\n## Course content\n\n"


def parse(tmp_path: Path, text: str, name: str = "x.md") -> Syllabus:
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    return parse_syllabus(tmp_path / name)


def list_points(syllabus: Syllabus) -> list[Point]:
    return [point for unit in syllabus.units for point in unit.points]


def list_units(syllabus: Syllabus) -> list[tuple[str, float | None, list[str]]]:
    return [(u.title, u.hours, [point.name for point in u.points]) for u in syllabus.units]


@pytest.mark.parametrize(
    ("section", "courses"),
    [
        ("None. Some patience helps.", ()),
        ("无", ()),
        ("- AB12 First steps\n- Second steps", ("AB12", "Second steps")),
        ("Linear algebra, calculus", ("Linear algebra", "calculus")),
        ("《程序设计》、《操作系统》", ("程序设计", "操作系统")),
        ("Participants have passed AB12 and CD-345 before.", ("AB12", "CD-345")),
        ("| Code | Course |\n|---|---|\n| AB12 | First steps |", ("AB12",)),
    ],
)
def test_prerequisite_courses_are_codes_or_names(
    tmp_path: Path, section: str, courses: tuple[str, ...]
) -> None:
    text = f"# T\n\n## Required prior knowledge\n\n{section}\n\n## Topics\n\n- a\n"
    assert parse(tmp_path, text).prerequisite_courses == courses


@pytest.mark.parametrize(
    "section",
    [
        "Students can:\n\n- read code\n- write code",
        "1. LO1: read code;\n2. LO2: write code.",
        "| No. | Outcome |\n|---|---|\n| 1 | read code |\n| 2 | write code |",
        "### Knowledge\n\n- read code\n\n### Skills\n\n- write code",
        "（1）read code；（2）write code。",
        "| 1 | read code |\n|---|---|\n| 2 | write code |",
    ],
)
def test_outcomes_are_read_from_lists_tables_and_text(tmp_path: Path, section: str) -> None:
    found = parse(tmp_path, f"# T\n\n## 1. Learning outcomes\n\n{section}\n\n## Topics\n\n- a\n")
    assert [outcome.text for outcome in found.outcomes] == ["read code", "write code"]


def test_ignored_parts_yield_nothing_and_unknown_ones_are_noted(tmp_path: Path) -> None:
    table = "| Topic | Hours |\n|---|---|\n| y | 1 |\n"
    ignored = f"## Assessment and grading\n\n### Topics\n\n- x\n\n{table}"
    syllabus = parse(tmp_path, f"{HEAD}- a\n\n{ignored}\n## Cafeteria\n\n- z\n")
    assert list_units(syllabus) == [("T", None, ["a"])]
    assert syllabus.unread == (
        "line 17: heading 'Cafeteria' is not known, below it only plans and fields are read",
    )


def test_headings_of_lecture_notes_are_points(tmp_path: Path) -> None:
    text = "## Loops\n\n### while\n\nText.\n\n### for\n\n## Lists\n\nText.\n"
    syllabus = parse(tmp_path, f"---\ntitle: Python\n---\n\n{text}")
    assert list_units(syllabus) == [("Loops", None, ["while", "for"]), ("Python", None, ["Lists"])]
    assert max(point.confidence for point in list_points(syllabus)) == 0.5


def test_bilingual_headings_are_known(tmp_path: Path) -> None:
    text = (
        "# T\n\n## 二、课程目标（Learning outcomes）\n\n- x\n\n## 教学内容 Course Content\n\n- a\n"
    )
    syllabus = parse(tmp_path, text)
    assert (len(syllabus.outcomes), len(list_points(syllabus))) == (1, 1)


def test_a_document_without_headings_is_read_by_its_words(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Robotics").bold = True
    for line in ("Credits: 3", "Learning outcomes", "Programme an arm", "Topics", "Frames"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "x.docx"))
    syllabus = parse_syllabus(tmp_path / "x.docx")
    assert (syllabus.title, syllabus.credits) == ("Robotics", 3)
    assert [outcome.text for outcome in syllabus.outcomes] == ["Programme an arm"]
    assert list_units(syllabus) == [("Robotics", None, ["Frames"])]


def test_lists_of_lecture_notes_are_points_of_their_heading(tmp_path: Path) -> None:
    syllabus = parse(tmp_path, "# T\n\n## Loops\n\n- while\n- for\n\n## Assessment\n\n- x\n")
    assert list_units(syllabus) == [("Loops", None, ["while", "for"])]


def test_a_heading_inside_a_unit_is_a_point_unless_points_stand_below_it(tmp_path: Path) -> None:
    unit = "### Loops\n\n#### while\n\n#### Others\n\n- for\n\n#### Assessment\n\n- x\n"
    assert list_units(parse(tmp_path, HEAD + unit)) == [("Loops", None, ["while", "for"])]


def test_a_prerequisite_in_a_sentence_without_codes_is_noted(tmp_path: Path) -> None:
    syllabus = parse(tmp_path, f"# T\n\n## Prerequisites\n\nBe curious.\n\n{HEAD[5:]}- a\n")
    assert syllabus.unread == ("line 5: expected a prerequisite course, found 'Be curious.'",)


def test_a_repeated_outcome_is_noted(tmp_path: Path) -> None:
    syllabus = parse(tmp_path, f"# T\n\n## Objectives\n\n- x\n- X.\n\n{HEAD[5:]}- a\n")
    assert syllabus.unread == ("line 6: outcome 'X' repeats line 5",)
