"""Workbooks that are no workbooks: bombs, protected, broken and huge ones."""

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook

from ingest.errors import RawFileError
from ingest.raw import Cells
from ingest.workbooks import MAX_PART, read_workbook

ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["code", "name"])
    page.append(["a1", "saw"])
    book.save(tmp_path / "t.xlsx")
    return tmp_path / "t.xlsx"


def repack(path: Path, parts: Mapping[str, bytes]) -> Path:
    """Return the workbook with these parts in place of its own, and beside them."""
    with zipfile.ZipFile(path) as package:
        kept = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in {**kept, **parts}.items():
            package.writestr(name, part)
    return path


def sheet(rows: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def read(path: Path) -> list[Cells]:
    return list(read_workbook(path))


def test_rows_come_with_their_place(workbook: Path) -> None:
    assert read(workbook)[1] == Cells(f"{workbook}:2", ["a1", "saw"])


def test_a_part_that_unpacks_to_far_more_is_refused_unopened(workbook: Path) -> None:
    repack(workbook, {"xl/worksheets/sheet1.xml": sheet(" " * 8_000_000)})
    with pytest.raises(RawFileError, match=r"packed at most 200:1, found xl/worksheets/sheet1.xml"):
        read(workbook)


def test_a_table_of_texts_too_large_to_be_held_is_refused_unopened(workbook: Path) -> None:
    whole = bytearray(workbook.read_bytes())
    entry = whole.rindex(b"xl/workbook.xml") - 46
    assert whole[entry : entry + 4] == b"PK\x01\x02"
    whole[entry + 24 : entry + 28] = (MAX_PART + 1).to_bytes(4, "little")
    workbook.write_bytes(whole)
    with pytest.raises(RawFileError, match=r"at most 128 MB, found xl/workbook.xml with 128 MB"):
        read(workbook)


def test_a_part_that_says_less_than_it_unpacks_to_is_refused(workbook: Path) -> None:
    repack(workbook, {"xl/worksheets/sheet1.xml": sheet(" " * 100_000)})
    whole = bytearray(workbook.read_bytes())
    entry = whole.rindex(b"xl/worksheets/sheet1.xml") - 46
    whole[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    workbook.write_bytes(whole)
    with pytest.raises(RawFileError, match="found Bad CRC-32"):
        read(workbook)


def test_more_parts_than_a_workbook_has_are_refused(workbook: Path) -> None:
    repack(workbook, {f"xl/media/{number}.png": b"" for number in range(2_001)})
    with pytest.raises(RawFileError, match="at most 2000 parts of 1024 MB together"):
        read(workbook)


@pytest.mark.parametrize("form", ["utf-8", "utf-16"])
def test_entities_inside_entities_are_refused(workbook: Path, form: str) -> None:
    repack(workbook, {"xl/sharedStrings.xml": ENTITIES.decode().encode(form)})
    with pytest.raises(RawFileError, match="without declarations of entities, found one in"):
        read(workbook)


def test_a_row_too_far_down_or_too_wide_is_refused(workbook: Path) -> None:
    far = '<row r="99999999"><c r="A99999999"><v>1</v></c></row>'
    wide = '<row r="1"><c r="XFD1"><v>1</v></c></row>'
    for rows in (far, wide):
        repack(workbook, {"xl/worksheets/sheet1.xml": sheet(rows)})
        with pytest.raises(RawFileError, match="expected at most 1048576 rows of 1000 cells"):
            read(workbook)


def broken(path: Path) -> Iterator[bytes]:
    whole = path.read_bytes()
    yield b""
    yield b"code,name\n"
    yield whole[: len(whole) // 2]
    yield b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def test_what_is_broken_or_protected_is_one_clear_error(workbook: Path) -> None:
    for content in list(broken(workbook)):
        workbook.write_bytes(content)
        with pytest.raises(RawFileError, match=r"expected an open workbook \(XLSX\), found"):
            read(workbook)


def test_a_password_on_the_package_is_refused(workbook: Path) -> None:
    whole = bytearray(workbook.read_bytes())
    whole[whole.index(b"PK\x01\x02") + 8] |= 1
    workbook.write_bytes(whole)
    with pytest.raises(RawFileError, match="found a password on it"):
        read(workbook)


@pytest.mark.parametrize("part", [b"<worksheet", b"", sheet('<row r="x"><c r="A1"/></row>')])
def test_a_sheet_that_is_no_xml_is_one_clear_error(workbook: Path, part: bytes) -> None:
    repack(workbook, {"xl/worksheets/sheet1.xml": part})
    with pytest.raises(RawFileError, match="expected a whole workbook, found"):
        read(workbook)


def test_another_zip_file_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "t.xlsx", "w") as package:
        package.writestr("a.txt", "a")
    with pytest.raises(RawFileError, match="expected a workbook"):
        read(tmp_path / "t.xlsx")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RawFileError, match=r"none.xlsx: expected a readable file: No such file"):
        read(tmp_path / "none.xlsx")
