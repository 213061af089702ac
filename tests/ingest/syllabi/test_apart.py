import zipfile
from pathlib import Path

import pytest

from ingest.errors import SyllabusError
from ingest.syllabi.apart import Limits, read_apart
from ingest.syllabi.documents import read_document

SYLLABI = Path(__file__).parents[3] / "examples" / "site" / "courses" / "syllabi"


@pytest.mark.parametrize("name", ["db101.docx", "net101.pdf", "web101.md"])
def test_a_document_is_the_same_read_apart(name: str) -> None:
    assert read_apart(SYLLABI / name) == read_document(SYLLABI / name)


def test_what_is_wrong_with_a_document_is_told_from_apart(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"no PDF")
    with pytest.raises(SyllabusError, match=r"^x\.pdf: expected PDF, found no PDF signature$"):
        read_apart(tmp_path / "x.pdf")


def test_a_document_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(SyllabusError, match=r"expected to be read within 0\.001 s, took longer"):
        read_apart(SYLLABI / "net101.pdf", Limits(seconds=0.001))


def test_a_document_that_takes_too_much_memory_is_given_up(tmp_path: Path) -> None:
    with zipfile.ZipFile(SYLLABI / "db101.docx") as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    body = b"<w:body>" + b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 2_000_000
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", body)
    with zipfile.ZipFile(tmp_path / "x.docx", "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    with pytest.raises(SyllabusError, match="expected to be read within 400 MB of memory"):
        read_apart(tmp_path / "x.docx", Limits(megabytes=400))
