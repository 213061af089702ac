"""Reads a document of any format taken in as a sequence of blocks."""

import codecs
import re
from collections.abc import Callable
from pathlib import Path

from ingest.errors import SyllabusError
from ingest.syllabi.blocks import Block
from ingest.syllabi.docx_blocks import read_docx
from ingest.syllabi.html_blocks import read_html
from ingest.syllabi.markdown_blocks import read_markdown
from ingest.syllabi.pdf_blocks import read_pdf

MOST_BYTES = 50_000_000
TEXT_READERS: dict[str, Callable[[str], list[Block]]] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
}
BINARY_READERS: dict[str, Callable[[Path], list[Block]]] = {".docx": read_docx, ".pdf": read_pdf}
CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2010-\u2026\u00b7]")
COMMON = frozenset("的一是在和与了有为课程教学章节第学时目标内容要求基础能及方法")
MOSTLY, LEAST_COMMON = 0.98, 20
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


def read_document(path: Path) -> tuple[Block, ...]:
    """Return the blocks of a DOCX, PDF, HTML or Markdown file in document order.

    Raises:
        SyllabusError: another ending; missing, over 50 MB, damaged or encrypted; a PDF of page
            images or over 300 pages; a DOCX that unpacks to over 200 MB; a text file that is
            not in the encoding it declares (UTF-8, or Chinese in GB 18030, where it declares none).
    """
    ending = path.suffix.lower()
    if ending not in TEXT_READERS and ending not in BINARY_READERS:
        expected = ", ".join(sorted({**TEXT_READERS, **BINARY_READERS}))
        raise SyllabusError(f"{path.name}: expected one of {expected}, found {ending or 'none'!r}")
    size = path.stat().st_size if path.is_file() else None
    if size is None:
        raise SyllabusError(f"{path}: expected a file, found none")
    if size > MOST_BYTES:
        raise SyllabusError(f"{path.name}: expected at most 50 MB, found {size / 1e6:.1f} MB")
    if ending in BINARY_READERS:
        return tuple(BINARY_READERS[ending](path))
    return tuple(TEXT_READERS[ending](decode(path.read_bytes(), path.name)))


def decode(data: bytes, name: str) -> str:
    r"""Return a text file's text with ``\n`` line ends and without its byte order mark.

    Raises:
        SyllabusError: a byte that the encoding does not allow, or a NUL; names the offset.
    """
    encoding = find_encoding(data)
    if encoding == "utf-8" and is_chinese(data):
        encoding = "gb18030"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SyllabusError(
            f"{name}: byte {error.start}: expected {encoding} text, "
            f"found 0x{data[error.start]:02x} ({error.reason})"
        ) from error
    if "\0" in text:
        offset = len(text[: text.index("\0")].encode(encoding))
        raise SyllabusError(f"{name}: byte {offset}: expected {encoding} text, found a NUL")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def is_chinese(data: bytes) -> bool:
    """Tell whether bytes that are no UTF-8 are Chinese in GB 18030: common words, nothing odd."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    else:
        return False
    foreign = [character for character in text if not character.isascii()]
    common = sum(character in COMMON for character in foreign)
    plain = sum(bool(CHINESE.match(character)) for character in foreign)
    return plain >= MOSTLY * len(foreign) and common * LEAST_COMMON >= len(foreign)


def find_encoding(data: bytes) -> str:
    """Return the encoding that the byte order mark or an HTML ``meta`` declares, or UTF-8."""
    if data.startswith(UTF16_MARKS):
        return "utf-16"
    declared = CHARSET.search(data[:2048])
    if not declared or data.startswith(codecs.BOM_UTF8):
        return "utf-8"
    charset = declared[1].decode("ascii", "replace").lower()
    if charset in {"gb2312", "gbk"}:
        return "gb18030"
    try:
        return "utf-8" if charset.startswith("utf-16") else codecs.lookup(charset).name
    except LookupError:
        return "utf-8"
