from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.syllabi.blocks import Block
from ingest.syllabi.documents import read_document


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


def test_list_numbering_and_outline_levels_of_styles_count(tmp_path: Path) -> None:
    document = docx.Document()
    style = document.styles.add_style("Chapter", 1)
    style.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="1"/>'))
    document.add_paragraph("a", style="Chapter")
    number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>'
    document.add_paragraph("b")._p.get_or_add_pPr().append(parse_xml(number))
    document.save(str(tmp_path / "x.docx"))
    blocks = read_document(tmp_path / "x.docx")
    assert [(block.kind, block.level) for block in blocks] == [("heading", 2), ("item", 3)]


def test_content_controls_and_text_boxes_are_read_once(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = "<w:p><w:r><w:t>{0}</w:t></w:r></w:p>"
    control = f"<w:sdt {nsdecls('w')}><w:sdtContent>{paragraph.format('a')}</w:sdtContent></w:sdt>"
    document.element.body.insert(0, parse_xml(control))
    text_box = f"<w:txbxContent>{paragraph.format('c')}</w:txbxContent>"
    box = f"<w:r {nsdecls('w')}><w:t>b</w:t>{text_box}</w:r>"
    document.add_paragraph()._p.append(parse_xml(box))
    document.save(str(tmp_path / "x.docx"))
    assert [block.text for block in read_document(tmp_path / "x.docx")] == ["a", "b", "c"]
