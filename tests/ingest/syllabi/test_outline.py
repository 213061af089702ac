import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import SyllabusError
from ingest.syllabi.outline import Point, Syllabus, parse_syllabus
from text.normalise import normalise

HERE = Path(__file__).parent
SYLLABI = HERE.parents[2] / "examples" / "site" / "courses" / "syllabi"
EXPECTED = json.loads((HERE / "syllabi_expected.json").read_text(encoding="utf-8"))
DATA = HERE.parents[3] / "shared" / "data"
HEAD = "# T\n\n## Course content\n\n"
MARKDOWN = ["# T\n", "## Schedule\n", "- a\n", "  - b\n", "---\n", "::: goals\n", ":::\n", "**"]
TABLES = ["| Unit | Topics | Requires |\n|-|-|-|\n", "|U|x;y|x|\n", "<table>", "<tr><td>", "<br>"]
WORDS = ["### Unit 1: ", "(requires: ", "Hours: ", "：", "1. ", "第一章 ", "《", "①a②b", "Goals\n"]
FRAGMENTS = [*MARKDOWN, *TABLES, *WORDS, "<ul>", "<li>", "\r\n", "\n\n", "\ufeff"]


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


def test_units_without_points_are_the_points(tmp_path: Path) -> None:
    syllabus = parse(tmp_path, HEAD + "| Unit | Hours |\n|---|---|\n| Loops | 2 |\n| Lists | 3 |\n")
    assert list_units(syllabus) == [("T", None, ["Loops", "Lists"])]


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
