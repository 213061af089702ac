import pytest

from ingest.syllabi.profiles import read_headings


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("LEARNING OUTCOMES:", "outcomes"),
        ("3.1 Intended learning outcomes of this course", "outcomes"),
        ("（一）课程目标", "outcomes"),
        ("Goals and objectives", "outcomes"),
        ("四、教学内容与学时分配", "content"),
        ("Weekly schedule (tentative)", "content"),
        ("Literature and society", ""),
        ("The literature of the nineteenth century", ""),
        ("", ""),
    ],
)
def test_a_heading_is_known_by_its_words(text: str, meaning: str) -> None:
    assert read_headings().find("sections", text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Methods of evaluation", "ignored"),
        ("Weekly course topics", "content"),
        ("成绩评价方式", "ignored"),
        ("课程内容设计", "content"),
        ("实施建议", ""),
        ("", ""),
    ],
)
def test_an_unknown_heading_is_told_by_its_end(text: str, meaning: str) -> None:
    assert read_headings().find_loosely("sections", text) == meaning


@pytest.mark.parametrize("text", ["Midterm exam", "国庆节放假", "Review", "Thanksgiving: no class"])
def test_dates_of_a_course_are_no_points(text: str) -> None:
    assert read_headings().stops(text)


@pytest.mark.parametrize("text", ["Code review", "Unit tests", "软件测试", "Examining evidence"])
def test_points_that_sound_like_dates_are_points(text: str) -> None:
    assert not read_headings().stops(text)
