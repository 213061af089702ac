"""The files of O*NET's database in a folder, as workbooks or as text with tabs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graph.plans import LeftOut
from ingest.errors import CellError, RawFileError
from ingest.raw import Row
from ingest.sheets import Form, read_sheet

CODE = "O*NET-SOC Code"
_RELEASE = re.compile(r"(?:O\*NET|db|onet)[ _]*(\d+[._]\d+)", re.IGNORECASE)


@dataclass(slots=True)
class Folder:
    """The files, and what could not be taken out of them."""

    path: Path
    form: Form
    left_out: list[LeftOut] = field(default_factory=list)

    def find(self, name: str) -> Path | None:
        """Return the file of that name, None if it is not there."""
        files = (self.path / f"{name}{end}" for end in (".xlsx", ".txt"))
        return next((file for file in files if file.is_file()), None)

    def rows(self, name: str, columns: Sequence[str]) -> Iterator[Row]:
        """Yield the rows of a file; one that is not there has none."""
        if file := self.find(name):
            yield from read_sheet(file, columns, self.left_out.append, self.form)

    def leave_out(self, row: Row, fault: CellError) -> None:
        """Keep what is wrong with a row."""
        self.left_out.append(fault.at(row.where))

    def count_out(self, name: str, fault: CellError) -> None:
        """Keep what is said of many rows of a file in one line."""
        self.left_out.append(fault.at(str(self.find(name))))


def find_release(path: Path) -> str:
    """Return the release that the folder's Read Me, else its name, says.

    Raises:
        RawFileError: neither says one.
    """
    notes = sorted(path.glob("[Rr]ead*[Mm]e*.txt"))
    texts = [note.read_text(encoding="utf-8", errors="replace") for note in notes]
    for text in (*texts, path.resolve().name):
        if found := _RELEASE.search(text):
            return found.group(1).replace("_", ".")
    raise RawFileError(f"{path}: expected a Read Me with the release, found none; say --release")


def check_job(code: str, jobs: dict[str, str]) -> str:
    """Return the id of the job with this code.

    Raises:
        CellError: there is none.
    """
    if code not in jobs:
        raise CellError(CODE, "a code of Occupation Data", repr(code))
    return jobs[code]
