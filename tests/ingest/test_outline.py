import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import SyllabusError
from ingest.headings import PROFILE
from ingest.outline import Point, Syllabus, parse_syllabus
from text.normalise import normalise

HERE = Path(__file__).parent
SYLLABI = HERE.parents[1] / "examples" / "site" / "courses" / "syllabi"
EXPECTED = json.loads((HERE / "syllabi_expected.json").read_text(encoding="utf-8"))
DATA = HERE.parents[2] / "shared" / "data"
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


def measure_f1(found: Iterable[str], expected: Iterable[str]) -> float:
    left, right = set(map(normalise, found)), set(map(normalise, expected))
    return 2 * len(left & right) / (len(left) + len(right))


@pytest.fixture(scope="module", params=sorted(EXPECTED))
def sample(request: pytest.FixtureRequest) -> tuple[Syllabus, dict[str, Any]]:
    return parse_syllabus(SYLLABI / request.param), EXPECTED[request.param]


def test_fields_of_a_sample_are_exact(sample: tuple[Syllabus, dict[str, Any]]) -> None:
    found, expected = sample
    for name in ("title", "code", "hours", "credits", "language"):
        assert getattr(found, name) == expected[name], name
    assert list(found.prerequisite_courses) == expected["prerequisite_courses"]


def test_knowledge_points_of_a_sample_are_found(sample: tuple[Syllabus, dict[str, Any]]) -> None:
    found, expected = sample
    names = [point["name"] for unit in expected["units"] for point in unit["points"]]
    assert measure_f1((point.name for point in list_points(found)), names) >= 0.85


def test_units_of_a_sample_are_found(sample: tuple[Syllabus, dict[str, Any]]) -> None:
    found, expected = sample
    titles = [f"{unit['title']} {unit['hours']:g}" for unit in expected["units"]]
    assert measure_f1((f"{unit.title} {unit.hours:g}" for unit in found.units), titles) >= 0.85


def test_what_points_of_a_sample_need_is_found(sample: tuple[Syllabus, dict[str, Any]]) -> None:
    found, expected = sample
    points = [point for unit in expected["units"] for point in unit["points"]]
    pairs = [f"{point['name']} < {need}" for point in points for need in point["requires"]]
    needs = [f"{name} < {need}" for name, requires in list_needs(found) for need in requires]
    assert measure_f1(needs, pairs) >= 0.85


def test_outcomes_of_a_sample_are_found(sample: tuple[Syllabus, dict[str, Any]]) -> None:
    found, expected = sample
    assert measure_f1((o.text for o in found.outcomes), expected["outcomes"]) >= 0.85


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


def test_needs_in_as_many_lines_as_points_belong_to_them_one_by_one(tmp_path: Path) -> None:
    table = "| Topics | Builds on |\n|---|---|\n| a<br>b<br>c | –<br>a<br>b |\n"
    assert list_needs(parse(tmp_path, HEAD + table)) == [("a", ()), ("b", ("a",)), ("c", ("b",))]


def test_a_need_that_is_no_point_is_dropped_and_noted(tmp_path: Path) -> None:
    syllabus = parse(tmp_path, HEAD + "- a (requires: algebra; a)\n")
    assert list_needs(syllabus) == [("a", ())]
    assert syllabus.unread == ("line 5: 'algebra' is needed but no knowledge point of the course",)


def test_a_repeated_point_stays_where_it_was_first(tmp_path: Path) -> None:
    syllabus = parse(tmp_path, HEAD + "### A\n\n- a\n- b\n\n### B\n\n- A\n- c\n")
    assert list_units(syllabus) == [("A", None, ["a", "b"]), ("B", None, ["c"])]
    assert syllabus.unread == ("line 12: knowledge point 'A' repeats line 7",)


def test_points_count_through_the_course(tmp_path: Path) -> None:
    syllabus = parse(tmp_path, HEAD + "### A\n\n- a\n- b\n\n### B\n\n- c\n")
    assert [unit.order for unit in syllabus.units] == [1, 2]
    assert [point.order for point in list_points(syllabus)] == [1, 2, 3]


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


def test_units_without_points_are_the_points(tmp_path: Path) -> None:
    syllabus = parse(tmp_path, HEAD + "| Unit | Hours |\n|---|---|\n| Loops | 2 |\n| Lists | 3 |\n")
    assert list_units(syllabus) == [("T", None, ["Loops", "Lists"])]


def test_headings_of_lecture_notes_are_points(tmp_path: Path) -> None:
    text = "## Loops\n\n### while\n\nText.\n\n### for\n\n## Lists\n\nText.\n"
    syllabus = parse(tmp_path, f"---\ntitle: Python\n---\n\n{text}")
    assert list_units(syllabus) == [("Loops", None, ["while", "for"]), ("Python", None, ["Lists"])]
    assert max(point.confidence for point in list_points(syllabus)) == 0.5


@pytest.mark.parametrize(
    "lines",
    [
        "Course code: AB12  \nCredits: 4  \nTotal hours: 72 (36 lecture)  \nProvider: X",
        "Course code: AB12 | Credits: 4 | Hours: 72 h | School: X",
        "课程代码：AB12　学分：4　总学时：72学时　开课单位：X",
        "- Code: AB12\n- Credits/Hours: 4/72\n- Institution: X",
        "| Code | AB12 | Credits | 4 |\n|---|---|---|---|\n| Workload | 72 hours | Provider | X |",
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


@pytest.mark.parametrize(
    ("heading", "title", "code"),
    [
        ("Course syllabus: Databases", "Databases", None),
        ("DB101 · Databases", "Databases", "DB101"),
        ("CS 210 - Databases – Course outline", "Databases", "CS 210"),
        ("《Databases》课程教学大纲", "Databases", None),
        ("📘 Databases", "Databases", None),
        ("ISO 27001 in practice", "ISO 27001 in practice", None),
    ],
)
def test_a_title_is_stripped_of_what_is_not_the_title(
    tmp_path: Path, heading: str, title: str, code: str | None
) -> None:
    found = parse(tmp_path, f"# {heading}\n\n## Topics\n\n- a\n")
    assert (found.title, found.code) == (title, code)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "no heading above its first part"),
        ("Some text.\n", "no heading above its first part"),
        ("## Learning outcomes\n\n- a\n\n## Other\n", "no heading above its first part"),
        ("# Course syllabus\n\n## Topics\n\n- a\n", "no heading above its first part"),
        ("---\ntitle: Syllabus\n---\n", "'Syllabus'"),
    ],
)
def test_a_syllabus_without_a_title_is_refused(tmp_path: Path, text: str, found: str) -> None:
    with pytest.raises(SyllabusError) as refused:
        parse(tmp_path, text)
    expected = "expected the course's title in a heading or a field 'Course title'"
    assert str(refused.value) == f"x.md: {expected}, found {found}"


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


def test_prose_and_over_long_items_of_the_plan_are_noted(tmp_path: Path) -> None:
    syllabus = parse(tmp_path, f"{HEAD}We start slowly, and go on.\n\n- {'a' * 201}\n- b\n")
    assert list_units(syllabus) == [("T", None, ["b"])]
    assert syllabus.unread == (
        "line 5: expected knowledge points, found 'We start slowly, and go on.'",
        "line 7: expected a knowledge point, found 201 characters",
    )


def test_a_plan_with_unknown_columns_is_noted(tmp_path: Path) -> None:
    syllabus = parse(tmp_path, HEAD + "| Woche | Thema |\n|---|---|\n| 1 | Schleifen |\n")
    assert syllabus.unread == (
        "line 5: expected a plan of units and points, found a table 'Woche | Thema'",
        "document: expected knowledge points, found none",
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("# 网络\n\n## 教学内容\n\n- 子网\n", "zh"),
        ("# ネットワーク\n\n## Topics\n\n- サブネット\n", "ja"),
        ("# 네트워크\n\n## Topics\n\n- 서브넷\n", "ko"),
        ("# 网络\n\nLanguage: English\n\n## 教学内容\n\n- 子网\n", "en"),
        ("# T\n\n授课语言：中文\n\n## 教学内容\n\n- a\n", "zh"),
        ("# T\n\nLanguage: taught in German\n\n## Topics\n\n- a\n", "de"),
        ("# T\n\nLanguage: Klingon\n\n## Topics\n\n- a\n", "en"),
    ],
)
def test_the_language_is_the_one_stated_or_that_of_the_script(
    tmp_path: Path, text: str, language: str
) -> None:
    assert parse(tmp_path, text).language == language


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


def test_an_institution_brings_its_own_words(tmp_path: Path) -> None:
    words = PROFILE.read_text(encoding="utf-8").replace(
        "- schedule\n", "- schedule\n    - stoffplan\n"
    )
    (tmp_path / "school.yaml").write_text(words, encoding="utf-8")
    (tmp_path / "x.md").write_text("# T\n\n## Stoffplan\n\n- a\n", encoding="utf-8")
    assert len(list_points(parse_syllabus(tmp_path / "x.md", tmp_path / "school.yaml"))) == 1


def test_a_profile_without_a_group_is_refused(tmp_path: Path) -> None:
    (tmp_path / "school.yaml").write_text("sections: {}\n", encoding="utf-8")
    with pytest.raises(SyllabusError, match=r"school\.yaml: expected fields, columns"):
        parse_syllabus(SYLLABI / "web101.md", tmp_path / "school.yaml")


MARKDOWN = [
    "# T\n",
    "## Schedule\n",
    "- a\n",
    "  - b\n",
    "---\n",
    "::: objectives\n",
    ":::\n",
    "**",
]
TABLES = ["| Unit | Topics | Requires |\n|-|-|-|\n", "|U|x;y|x|\n", "<table>", "<tr><td>", "<br>"]
WORDS = [
    "### Unit 1: ",
    "(requires: ",
    "Hours: ",
    "：",
    "1. ",
    "第一章 ",
    "《",
    "①a②b",
    "Objectives\n",
]
FRAGMENTS = [*MARKDOWN, *TABLES, *WORDS, "<ul>", "<li>", "\r\n", "\n\n", "\ufeff"]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), max_size=30),
    st.sampled_from(["x.md", "x.html"]),
)
def test_any_text_is_refused_or_makes_a_sound_syllabus(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str], name: str
) -> None:
    text = "".join(pieces).encode("utf-8", "replace").decode()
    try:
        syllabus = parse(tmp_path_factory.mktemp("any"), text, name)
    except SyllabusError:
        return
    points = list_points(syllabus)
    names = {point.name for point in points}
    assert syllabus.title
    assert len(names) == len(points)
    assert [point.order for point in points] == list(range(1, len(points) + 1))
    assert all(set(point.requires) <= names - {point.name} for point in points)
    assert all(point.name and point.position and 0 < point.confidence <= 1 for point in points)


@pytest.mark.data
def test_lessons_of_the_carpentries_are_read() -> None:
    lessons = sorted((DATA / "carpentry_python" / "episodes").glob("*.md"))
    if not lessons:
        pytest.skip("needs shared/data/carpentry_python")
    syllabi = {lesson.stem: parse_syllabus(lesson) for lesson in lessons}
    assert syllabi["02-variables"].title == "Variables and Assignment"
    assert "Use variables to store values" in {p.name for p in list_points(syllabi["02-variables"])}
    assert all(syllabus.outcomes for stem, syllabus in syllabi.items() if stem[:2] in {"01", "02"})


@pytest.mark.data
@pytest.mark.parametrize("name", ["cn_course_wiki", "ossu_cs"])
def test_pages_of_real_courses_are_refused_or_read(name: str) -> None:
    pages = sorted((DATA / name).rglob("*.md"))
    if not pages:
        pytest.skip(f"needs shared/data/{name}")
    refused = []
    for page in pages:
        try:
            assert parse_syllabus(page).title
        except SyllabusError as error:
            refused.append(str(error))
    assert len(refused) < len(pages) / 5
