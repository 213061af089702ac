from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.errors import SyllabusError
from ingest.syllabi.blocks import Block
from ingest.syllabi.documents import read_document

Text = tuple[float, float, float, str, str]


def write_pdf(path: Path, pages: Sequence[Sequence[Text]], boxes: str = "") -> Path:
    """Write pages of (x, y from below, size, font F1 or F2, text) by hand; F2 is bold."""
    fonts = "<< /F1 3 0 R /F2 4 0 R >>"
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
    kids = " ".join(f"{5 + 2 * index} 0 R" for index in range(len(pages)))
    parts = ["<< /Type /Catalog /Pages 2 0 R >>"]
    parts += [f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"]
    parts += [font % "Helvetica", font % "Helvetica-Bold"]
    for index, page in enumerate(pages):
        content = boxes + "".join(
            f"BT /{name} {size} Tf {x} {y} Td ({text}) Tj ET\n" for x, y, size, name, text in page
        )
        box = f"/MediaBox [0 0 300 400] /Resources << /Font {fonts} >>"
        parts += [f"<< /Type /Page /Parent 2 0 R {box} /Contents {6 + 2 * index} 0 R >>"]
        parts += [f"<< /Length {len(content)} >>\nstream\n{content}endstream"]
    body, offsets = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(parts) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    path.write_bytes(f"{body}{end}startxref\n{len(body)}\n%%EOF\n".encode("latin-1"))
    return path


def list_texts(blocks: Sequence[Block]) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in blocks]


def test_a_pdf_tells_headings_by_size_and_joins_wrapped_lines(tmp_path: Path) -> None:
    lines = [
        (20, 350, 18, "F1", "Title"),
        (20, 320, 10, "F1", "a paragraph that is so long that it would not fit into one line"),
        (20, 308, 10, "F1", "without being wrapped"),
        (20, 280, 10, "F2", "Bold heading"),
        (20, 260, 10, "F1", "\\225 first"),
        (35, 248, 10, "F1", "\\225 second"),
        (20, 236, 10, "F1", "1. third"),
    ]
    blocks = read_document(write_pdf(tmp_path / "x.pdf", [lines]))
    assert list_texts(blocks) == [
        ("heading", 1, "Title"),
        ("paragraph", 0, f"{lines[1][4]} without being wrapped"),
        ("heading", 9, "Bold heading"),
        ("item", 1, "first"),
        ("item", 2, "second"),
        ("item", 1, "third"),
    ]
    assert blocks[1].position == "page 1, line 2"


def test_the_text_of_a_pdf_table_is_not_repeated_as_lines(tmp_path: Path) -> None:
    boxes = "".join(f"{x} {y} 80 20 re S\n" for x in (20, 100) for y in (280, 260))
    cells = [(25, 285, 10, "F1", "a"), (105, 285, 10, "F1", "b"), (25, 265, 10, "F1", "c")]
    blocks = read_document(write_pdf(tmp_path / "x.pdf", [cells], boxes))
    assert [(block.cells, block.position) for block in blocks] == [
        (("a", "b"), "page 1, table 1, row 1"),
        (("c", ""), "page 1, table 1, row 2"),
    ]


def test_a_pdf_table_goes_on_over_the_page_under_its_header(tmp_path: Path) -> None:
    boxes = "".join(f"{x} {y} 80 20 re S\n" for x in (20, 100) for y in (280, 260))
    head = [(25, 285, 10, "F1", "a"), (105, 285, 10, "F1", "b")]
    pages = [[*head, (25, 265, 10, "F1", "c")], [*head, (25, 265, 10, "F1", "d")]]
    rows = read_document(write_pdf(tmp_path / "x.pdf", pages, boxes))
    assert [row.cells for row in rows] == [("a", "b"), ("c", ""), ("d", "")]
    assert rows[2].header == ("a", "b")


def test_running_heads_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    pages = [
        [(20, 385, 8, "F1", "Head"), (20, 200, 10, "F1", text), (150, 10, 8, "F1", f"Page {page}")]
        for page, text in enumerate("abc", start=1)
    ]
    blocks = read_document(write_pdf(tmp_path / "x.pdf", pages))
    assert [block.text for block in blocks] == ["a", "b", "c"]


def test_a_pdf_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SyllabusError, match=r"x\.pdf: page images only; expected selectable text"):
        read_document(write_pdf(tmp_path / "x.pdf", [[]]))


def test_a_pdf_of_too_many_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SyllabusError, match="at most 300 pages, found 2000"):
        read_document(write_pdf(tmp_path / "x.pdf", [[]] * 2000))


def test_an_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "x.pdf", [[(20, 200, 10, "F1", "a")]])
    lock = (
        f"/ID [<{'00' * 16}><{'00' * 16}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
        f"/O <{'11' * 32}> /U <{'22' * 32}> >>"
    )
    path.write_bytes(path.read_bytes().replace(b"/Root 1 0 R", f"/Root 1 0 R {lock}".encode()))
    with pytest.raises(SyllabusError, match="expected an open PDF, found a password"):
        read_document(path)


def test_numbered_lines_of_a_pdf_are_headings_below_those_told_by_size(tmp_path: Path) -> None:
    lines = [(20, 350, 18, "F1", "Title"), (20, 320, 10, "F1", "2.1 Frames")]
    lines += [
        (20, 300, 10, "F1", "Words that make up most of the page"),
        (20, 280, 10, "F2", "1. B"),
    ]
    blocks = read_document(write_pdf(tmp_path / "x.pdf", [lines]))
    assert [block.level for block in blocks] == [1, 6, 0, 9]


def test_a_wrapped_line_in_a_pdf_cell_is_joined_and_a_broken_one_is_not(tmp_path: Path) -> None:
    boxes = "".join(f"{x} {y} 80 40 re S\n" for x in (20, 100) for y in (280, 240))
    words = [(25, 310, "Switching and"), (25, 298, "routing"), (105, 310, "a"), (105, 298, "b")]
    cells = [(x, y, 10, "F1", text) for x, y, text in words]
    rows = read_document(write_pdf(tmp_path / "x.pdf", [cells], boxes))
    assert rows[0].cells == ("Switching and routing", "a\nb")
