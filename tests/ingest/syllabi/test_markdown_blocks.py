from pathlib import Path

import pytest

from ingest.syllabi.blocks import Block
from ingest.syllabi.documents import read_document


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_markdown_gives_headings_lists_and_tables_with_their_lines(tmp_path: Path) -> None:
    text = "# A\n\nb\nc\n\n- d\n  - e\n\n| f | g |\n|---|---|\n| h<br>i |  |\n"
    blocks = read_document(write(tmp_path / "x.md", text))
    assert blocks == (
        Block("heading", "A", 1, position="line 1"),
        Block("paragraph", "b c", position="line 3"),
        Block("item", "d", 1, position="line 6"),
        Block("item", "e", 2, position="line 7"),
        Block("row", "f | g", 0, ("f", "g"), ("f", "g"), "line 9"),
        Block("row", "h\ni", 0, ("h\ni", ""), ("f", "g"), "line 11"),
    )


def test_front_matter_comes_as_rows_without_header(tmp_path: Path) -> None:
    text = "---\ntitle: T\ncode: 007\ntags:\n- a\n- b\n---\n# H\n"
    blocks = read_document(write(tmp_path / "x.md", text))
    cells = [("title", "T"), ("code", "007"), ("tags", "a\nb")]
    assert [block.cells for block in blocks[:3]] == cells
    assert (blocks[0].header, blocks[3].position) == ((), "line 8")


@pytest.mark.parametrize("front", ["- a", "a: [", "a: b: c", "[" * 4000])
def test_what_is_no_front_matter_is_text(tmp_path: Path, front: str) -> None:
    blocks = read_document(write(tmp_path / "x.md", f"---\n{front}\n---\n\n# H\n"))
    assert blocks[-1].text == "H"


def test_labelled_lines_of_a_markdown_paragraph_stay_lines(tmp_path: Path) -> None:
    blocks = read_document(write(tmp_path / "x.md", "Credits: 4\nHours: 60\nand more\n"))
    assert blocks[0].text == "Credits: 4\nHours: 60 and more"


def test_a_fenced_division_is_a_section_that_ends(tmp_path: Path) -> None:
    text = "## A\n\n::: objectives\n\n- b\n\n### c\n\n:::\n\nd\n"
    blocks = read_document(write(tmp_path / "x.md", text))
    headings = [(block.level, block.text) for block in blocks if block.kind == "heading"]
    assert headings == [(2, "A"), (3, "objectives"), (4, "c"), (3, "")]


def test_html_inside_markdown_is_read_with_its_lines(tmp_path: Path) -> None:
    text = "# A\n\n<table>\n<tr><td>b</td><td>c</td></tr>\n</table>\n"
    blocks = read_document(write(tmp_path / "x.md", text))
    assert (blocks[1].cells, blocks[1].position) == (("b", "c"), "line 4")


def test_markdown_code_is_no_text(tmp_path: Path) -> None:
    assert read_document(write(tmp_path / "x.md", "```\n# a\n```\n")) == ()


def test_bullets_of_other_signs_are_items(tmp_path: Path) -> None:
    blocks = read_document(write(tmp_path / "x.md", "• a\n\n◦ b\n"))
    assert [(block.kind, block.text) for block in blocks] == [("item", "a"), ("item", "b")]
