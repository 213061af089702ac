import contextlib
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.blocks import Block, tidy
from ingest.documents import decode, read_document
from ingest.errors import SyllabusError

SYLLABI = Path(__file__).parents[2] / "examples" / "site" / "courses" / "syllabi"
Text = tuple[float, float, float, str, str]


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path


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


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_and_byte_order_mark_make_no_difference(tmp_path: Path, end: str) -> None:
    blocks = read_document(write(tmp_path / "x.md", f"\ufeff# A{end}{end}- b{end}- c{end}"))
    assert list_texts(blocks) == [("heading", 1, "A"), ("item", 1, "b"), ("item", 1, "c")]


def test_html_gives_what_a_reader_sees(tmp_path: Path) -> None:
    text = (
        "<head><title>t</title><style>s</style></head><nav>n</nav><h2>A\n <b>b</b></h2>"
        "<ul><li>c<ul><li>d<!-- x --> e</li></ul></li></ul><p>f<br>g</p><script>s</script>"
        "<footer>h</footer>"
    )
    blocks = read_document(write(tmp_path / "x.html", text))
    assert list_texts(blocks) == [
        ("heading", 2, "A b"),
        ("item", 1, "c"),
        ("item", 2, "d e"),
        ("paragraph", 0, "f\ng"),
    ]
    assert blocks[0].position == "line 1"


def test_covered_cells_of_an_html_table_are_empty(tmp_path: Path) -> None:
    text = (
        "<table><tr><th>A<th>B<th>C</tr><tr><td rowspan=2>a<td colspan=2>b</tr>"
        "<tr><td><ul><li>c<li>d</ul><td>e</tr><tr><td>f<td>g<td>h</tr></table>"
    )
    rows = read_document(write(tmp_path / "x.html", text))
    assert [row.cells for row in rows] == [
        ("A", "B", "C"),
        ("a", "b", ""),
        ("", "c\nd", "e"),
        ("f", "g", "h"),
    ]
    assert {row.header for row in rows} == {("A", "B", "C")}


def test_an_html_table_headed_by_rows_has_no_header(tmp_path: Path) -> None:
    text = "<table><tr><th>a<td>b</tr><tr><th>c<td>d</tr></table>"
    rows = read_document(write(tmp_path / "x.htm", text))
    assert [(row.cells, row.header) for row in rows] == [(("a", "b"), ()), (("c", "d"), ())]


def test_definition_lists_are_rows(tmp_path: Path) -> None:
    text = "<dl><dt>a<dd>b<dd>c<dt>d</dl>"
    rows = read_document(write(tmp_path / "x.html", text))
    assert [row.cells for row in rows] == [("a", "b\nc"), ("d", "")]


def test_a_table_that_places_headings_is_no_table(tmp_path: Path) -> None:
    text = "<table><tr><td><h1>a</h1><td><table><tr><td>b<td>c</table></table>"
    blocks = read_document(write(tmp_path / "x.html", text))
    assert [block.kind for block in blocks] == ["heading", "row"]


def test_bold_paragraphs_are_headings(tmp_path: Path) -> None:
    page = read_document(write(tmp_path / "x.html", "<p><b>a b</b></p><p><b>c</b> d</p>"))
    note = read_document(write(tmp_path / "x.md", "**a b**\n\n**c** d\n\n**e: f**\n"))
    assert list_texts(page) == [("heading", 9, "a b"), ("paragraph", 0, "c d")]
    assert list_texts(note) == [*list_texts(page), ("paragraph", 0, "e: f")]


def test_html_in_its_declared_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_bytes('<meta charset="gb2312"><h1>网络</h1>'.encode("gbk"))
    assert read_document(path)[0].text == "网络"


def test_word_paragraphs_and_tables_come_in_document_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("A", 0)
    document.add_paragraph("b")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["c", "d", "e\nf", ""], strict=True):
        cell.text = text
    document.add_paragraph("g", style="List Bullet 2")
    document.save(str(tmp_path / "x.docx"))
    assert read_document(tmp_path / "x.docx") == (
        Block("heading", "A", 1, position="paragraph 1"),
        Block("paragraph", "b", position="paragraph 2"),
        Block("row", "c | d", 0, ("c", "d"), ("c", "d"), "table 1, row 1"),
        Block("row", "e\nf", 0, ("e\nf", ""), ("c", "d"), "table 1, row 2"),
        Block("item", "g", 2, position="paragraph 3"),
    )


def test_merged_word_cells_hold_their_text_once(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "a"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "b"
    table.cell(1, 1).text = "c"
    document.save(str(tmp_path / "x.docx"))
    rows = read_document(tmp_path / "x.docx")
    assert [row.cells for row in rows] == [("a", "b", ""), ("", "c", "")]


def test_word_text_is_read_as_if_all_changes_were_accepted(tmp_path: Path) -> None:
    document = docx.Document()
    run = "<w:r><w:{0}>{1}</w:{0}></w:r>"
    for tag, inner in (("ins", run.format("t", "new")), ("del", run.format("delText", "old"))):
        change = f'<w:{tag} {nsdecls("w")} w:id="1" w:author="a">{inner}</w:{tag}>'
        (document.paragraphs or [document.add_paragraph("a ")])[0]._p.append(parse_xml(change))
    document.save(str(tmp_path / "x.docx"))
    assert read_document(tmp_path / "x.docx")[0].text == "a new"


def test_word_lines_numbered_like_headings_are_headings(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("一、目标", "第一章 绪论", "1.1 网络", "二、内容。"):
        document.add_paragraph(text)
    document.add_paragraph().add_run("Bold").bold = True
    document.save(str(tmp_path / "x.docx"))
    levels = [block.level for block in read_document(tmp_path / "x.docx")]
    assert levels == [6, 7, 8, 0, 9]


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
    with pytest.raises(SyllabusError, match="at most 300 pages, found 301"):
        read_document(write_pdf(tmp_path / "x.pdf", [[]] * 301))


def test_an_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "x.pdf", [[(20, 200, 10, "F1", "a")]])
    lock = (
        f"/ID [<{'00' * 16}><{'00' * 16}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
        f"/O <{'11' * 32}> /U <{'22' * 32}> >>"
    )
    path.write_bytes(path.read_bytes().replace(b"/Root 1 0 R", f"/Root 1 0 R {lock}".encode()))
    with pytest.raises(SyllabusError, match="expected an open PDF, found a password"):
        read_document(path)


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("x.txt", b"a", "expected one of .docx, .htm, .html, .markdown, .md, .pdf, found '.txt'"),
        ("x", b"a", "found 'none'"),
        ("x.docx", b"", "expected DOCX, found no zip archive"),
        ("x.docx", bytes.fromhex("d0cf11e0a1b11ae1"), "found an encrypted or an old .doc file"),
        ("x.pdf", b"", "expected PDF, found no PDF signature"),
        ("x.pdf", b"%PDF-1.4\n1 0 obj", "expected PDF, found"),
        ("x.md", b"abc\xff", "byte 3: expected utf-8 text, found 0xff"),
        ("x.html", b"a\0b", "byte 1: expected utf-8 text, found a NUL"),
    ],
)
def test_what_is_no_document_is_refused(tmp_path: Path, name: str, data: bytes, found: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SyllabusError) as refused:
        read_document(tmp_path / name)
    assert str(refused.value).startswith(name)
    assert found in str(refused.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SyllabusError, match="expected a file, found none"):
        read_document(tmp_path / "x.md")


def test_a_file_over_50_megabytes_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "x.pdf").open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(SyllabusError, match=r"at most 50 MB, found 50\.0 MB"):
        read_document(tmp_path / "x.pdf")


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.docx", "w", zipfile.ZIP_DEFLATED) as package:
        for part in range(5):
            package.writestr(f"word/{part}.xml", bytes(45_000_000))
    with pytest.raises(SyllabusError, match="at most 200 MB unpacked, found 225 MB"):
        read_document(tmp_path / "x.docx")


def test_a_zip_without_a_word_document_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.docx", "w") as package:
        package.writestr("a", "b")
    with pytest.raises(SyllabusError, match="expected a Word document"):
        read_document(tmp_path / "x.docx")


@pytest.mark.parametrize("name", ["net101.pdf", "db101.docx"])
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_damaged_files_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    whole = (SYLLABI / name).read_bytes()
    start = data.draw(st.integers(0, len(whole) - 1))
    junk = data.draw(st.binary(max_size=20))
    path = tmp_path_factory.mktemp("damaged") / name
    path.write_bytes(whole[:start] + junk + whole[start + len(junk) + 1 :])
    with contextlib.suppress(SyllabusError):
        assert read_document(path)


@given(st.text())
def test_tidy_text_stays_as_it_is(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_decoded_by_its_byte_order_mark(encoding: str) -> None:
    assert decode("网络\r\na".encode(encoding), "x.md") == "网络\na"
