from pathlib import Path

import pytest

from ingest.syllabi.blocks import Block
from ingest.syllabi.outline import parse_syllabus
from ingest.syllabi.works import list_works


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("1. 汤小丹等. 计算机操作系统（第四版）. 西安电子科技大学出版社, 2014.", "计算机操作系统"),
        ("[1] 邓俊辉，《数据结构》，清华大学出版社", "数据结构"),
        (
            "Kurose, J. and Ross, K. (2021) Computer Networking, 8th edn. Pearson.",
            "Computer Networking",
        ),
        ("Ada Person, A First Course in Logic, 3rd edition", "A First Course in Logic"),
        ("Notes on Networks, course reader", "Notes on Networks"),
        ("https://books.example/a", "https://books.example/a"),
    ],
)
def test_a_reference_is_known_by_its_title(line: str, title: str) -> None:
    [work] = list_works(Block("item", line), None, 0.7)
    assert (work.title, work.kind) == (title, "text")


@pytest.mark.parametrize(
    "line",
    ["", "无", "There is no required book.", "Ch. 3", "pp. 12-20", "the following books help"],
)
def test_what_names_no_work_yields_none(line: str) -> None:
    assert list(list_works(Block("item", line), None, 0.7)) == []


def test_a_link_gives_a_work_its_address_and_a_video_its_kind(tmp_path: Path) -> None:
    text = "# T\n\n## Topics\n\n- a\n\n## Links\n\n- [Lectures](https://video.example/a)\n"
    (tmp_path / "x.md").write_text(text, encoding="utf-8")
    [work] = parse_syllabus(tmp_path / "x.md").works
    assert (work.title, work.url, work.kind) == ("Lectures", "https://video.example/a", "video")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.md", "# T\n\n## Topics\n\n- a\n\n## Books\n\n- A. Person, *Two Words*, Press\n"),
        ("x.html", "<h1>T</h1><h2>Books</h2><ul><li>A. Person, <cite>Two Words</cite></li></ul>"),
    ],
)
def test_what_is_set_in_italics_is_the_title(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert [work.title for work in parse_syllabus(tmp_path / name).works] == ["Two Words"]
