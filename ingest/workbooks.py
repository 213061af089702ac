"""XLSX workbooks, opened with care: what unpacks to too much is refused before it is unpacked."""

import datetime as dt
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import RawFileError
from ingest.raw import Cells

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_MEMBERS = 2_000
MAX_BYTES = 1 << 30
MAX_PART = 1 << 27
MAX_RATIO = 200
MAX_ROWS = 1_048_576
MAX_COLUMNS = 1_000
_SMALL = 1 << 20
_READ = 1 << 20
_CHUNK = 500
_PROTECTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DECLARATIONS = tuple(
    word.encode(form) for word in ("<!DOCTYPE", "<!ENTITY") for form in ("utf-8", "utf-16-le")
)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    EOFError,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
)


def read_workbook(path: Path, sheet: str | None = None) -> Iterator[Cells]:
    """Yield the rows of a sheet (the first one unless named) as texts, empty ones left out.

    A formula is the value that was saved with it. Empty cells at a row's end are cut.

    Raises:
        RawFileError: no such file or sheet, protected, broken, or more than the limits allow.
    """
    _check_package(path)
    with _open(path) as workbook:
        names = workbook.sheetnames
        if sheet is not None and sheet not in names:
            raise RawFileError(f"{path}: expected the sheet {sheet}, found {', '.join(names)}")
        page = workbook[sheet or names[0]]
        page.reset_dimensions()
        place = str(path) if sheet is None else f"{path}!{sheet}"
        for number, values in enumerate(_pull(path, page.iter_rows(values_only=True)), start=1):
            cells = _write_cells(values)
            if number > MAX_ROWS or len(cells) > MAX_COLUMNS:
                raise RawFileError(
                    f"{place}:{number}: expected at most {MAX_ROWS} rows of {MAX_COLUMNS} cells, "
                    f"found more"
                )
            if cells:
                yield Cells(f"{place}:{number}", cells)


def _check_package(path: Path) -> None:
    """Refuse what is no workbook, or unpacks to more than a workbook should.

    Sheets are read row by row, other parts (the table of texts) whole. What a member's entry says
    of its size binds: no more than that is ever unpacked.
    """
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
            _check_sizes(path, members)
            if "xl/workbook.xml" not in {member.filename for member in members}:
                raise RawFileError(f"{path}: expected a workbook (XLSX), found another zip file")
            for member in members:
                _check_declarations(path, package, member)
    except OSError as error:
        raise RawFileError(f"{path}: expected a readable file: {error.strerror}") from error
    except zipfile.BadZipFile as error:
        with path.open("rb") as file:
            protected = file.read(len(_PROTECTED)) == _PROTECTED
        found = "a protected or old one (XLS)" if protected else str(error)
        raise RawFileError(f"{path}: expected an open workbook (XLSX), found {found}") from error
    except (zlib.error, EOFError, NotImplementedError) as error:
        raise RawFileError(f"{path}: expected a whole workbook, found {error}") from error


def _check_sizes(path: Path, members: Sequence[zipfile.ZipInfo]) -> None:
    total = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or total > MAX_BYTES:
        raise RawFileError(
            f"{path}: expected at most {MAX_MEMBERS} parts of {MAX_BYTES >> 20} MB together, "
            f"found {len(members)} of {total >> 20} MB"
        )
    for member in members:
        if member.flag_bits & 1:
            raise RawFileError(f"{path}: expected an open workbook, found a password on it")
        if member.file_size > MAX_PART and not member.filename.startswith("xl/worksheets/"):
            raise RawFileError(
                f"{path}: expected parts beside the sheets of at most {MAX_PART >> 20} MB, "
                f"found {member.filename} with {member.file_size >> 20} MB"
            )
        if member.file_size > max(_SMALL, MAX_RATIO * member.compress_size):
            raise RawFileError(
                f"{path}: expected parts packed at most {MAX_RATIO}:1, found {member.filename} "
                f"with {member.file_size} bytes in {member.compress_size}"
            )


def _check_declarations(path: Path, package: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Refuse declarations of a document type: entities inside entities grow without end."""
    if not member.filename.lower().endswith((".xml", ".rels", ".vml")):
        return
    with package.open(member) as file:
        tail = b""
        while block := file.read(_READ):
            seen = tail + block
            if any(word in seen for word in _DECLARATIONS):
                raise RawFileError(
                    f"{path}: expected XML without declarations of entities, found one in "
                    f"{member.filename}"
                )
            tail = seen[-32:]


@contextmanager
def _open(path: Path) -> Iterator["Workbook"]:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import, and few commands need it

    with path.open("rb") as file:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        except _BROKEN as error:
            raise RawFileError(f"{path}: expected a whole workbook, found {error}") from error
        yield workbook
        workbook.close()


def _pull(path: Path, rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """Yield the rows; what breaks while they are parsed is the file's fault."""
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                chunk = list(islice(rows, _CHUNK))
        except _BROKEN as error:
            raise RawFileError(f"{path}: expected a whole workbook, found {error}") from error
        if not chunk:
            return
        yield from chunk


def _write_cells(values: Sequence[object]) -> list[str]:
    end = len(values)
    while end and values[end - 1] in {None, ""}:
        end -= 1
    return [_write(value) for value in values[:end]]


def _write(value: object) -> str:
    """Return a cell as text: a whole number without a fraction, a date in ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    return str(value)
