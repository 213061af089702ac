import contextlib
import re
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import SyllabusError
from ingest.syllabi.blocks import tidy
from ingest.syllabi.documents import decode, read_document

SYLLABI = Path(__file__).parents[3] / "examples" / "site" / "courses" / "syllabi"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_and_byte_order_mark_make_no_difference(tmp_path: Path, end: str) -> None:
    (tmp_path / "x.md").write_bytes(f"\ufeff# A{end}{end}- b{end}- c{end}".encode())
    blocks = read_document(tmp_path / "x.md")
    assert [(block.kind, block.text) for block in blocks] == [
        ("heading", "A"),
        ("item", "b"),
        ("item", "c"),
    ]


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


def test_an_unknown_encoding_is_taken_for_utf_8() -> None:
    assert decode('<meta charset="x-none">网'.encode(), "x.html").endswith("网")


@pytest.mark.parametrize(
    ("field", "found"),
    [
        (6, "expected DOCX, found no zip archive"),  # the version of zip it takes to unpack
        (10, "expected a Word document, found That compression method is not supported"),
    ],
)
def test_a_zip_that_this_python_cannot_unpack_is_refused(
    tmp_path: Path, field: int, found: str
) -> None:
    docx.Document().save(str(tmp_path / "x.docx"))
    package = bytearray((tmp_path / "x.docx").read_bytes())
    for entry in re.finditer(b"PK\x01\x02", bytes(package)):
        package[entry.start() + field] = 99
    (tmp_path / "x.docx").write_bytes(package)
    with pytest.raises(SyllabusError, match=found):
        read_document(tmp_path / "x.docx")


def test_an_encrypted_word_archive_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.docx", "w") as package:
        package.writestr("a", "b")
    data = (tmp_path / "x.docx").read_bytes()
    entry = data.index(b"PK\1\2") + 8
    (tmp_path / "x.docx").write_bytes(data[:entry] + b"\1" + data[entry + 1 :])
    with pytest.raises(SyllabusError, match="expected DOCX, found an encrypted archive"):
        read_document(tmp_path / "x.docx")


@pytest.mark.parametrize("name", ["x.md", "x.html"])
@pytest.mark.parametrize("head", ["", '<meta charset="utf-8">'])
def test_chinese_that_does_not_say_its_encoding_is_read(
    tmp_path: Path, name: str, head: str
) -> None:
    text = f"{head}<h1>《操作系统》课程教学大纲</h1>\n\n<p>第一章 进程的调度与同步</p>\n"
    (tmp_path / name).write_bytes(text.encode("gb18030"))
    texts = [block.text for block in read_document(tmp_path / name)]
    assert texts == ["《操作系统》课程教学大纲", "第一章 进程的调度与同步"]


@pytest.mark.parametrize("text", ["café, naïve, résumé", "Übersicht über die Größe"])
def test_other_text_in_an_old_encoding_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(SyllabusError, match=r"x\.md: byte \d+: expected utf-8 text"):
        decode(text.encode("latin-1"), "x.md")


def test_two_encodings_in_one_file_are_refused() -> None:
    data = "课程的教学目标和内容".encode("gb18030") + "课程的教学目标".encode()
    with pytest.raises(SyllabusError, match=r"x\.md: byte 0: expected utf-8 text"):
        decode(data, "x.md")


@pytest.mark.parametrize("name", ["x.md", "x.html"])
def test_entities_are_read_as_what_they_stand_for(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("<p>R&amp;D &ndash; &#x4E2D;&#25991;</p>\n", encoding="utf-8")
    [block] = read_document(tmp_path / name)
    assert block.text == "R&D – 中文"
