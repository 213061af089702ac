from pathlib import Path

import pytest

from ingest.errors import SyllabusError
from ingest.syllabi.headings import PROFILE, read_headings
from ingest.syllabi.outline import parse_syllabus


def test_an_institution_brings_its_own_words(tmp_path: Path) -> None:
    words = PROFILE.read_text(encoding="utf-8").replace(
        "- schedule\n", "- schedule\n    - stoffplan\n"
    )
    (tmp_path / "school.yaml").write_text(words, encoding="utf-8")
    (tmp_path / "x.md").write_text("# T\n\n## Stoffplan\n\n- a\n", encoding="utf-8")
    syllabus = parse_syllabus(tmp_path / "x.md", tmp_path / "school.yaml")
    assert [point.name for point in syllabus.units[0].points] == ["a"]


def test_a_profile_without_a_group_is_refused(tmp_path: Path) -> None:
    (tmp_path / "school.yaml").write_text("sections: {}\n", encoding="utf-8")
    with pytest.raises(SyllabusError, match=r"school\.yaml: expected fields, columns"):
        parse_syllabus(tmp_path / "x.md", tmp_path / "school.yaml")


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
