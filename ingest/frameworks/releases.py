"""Which release of a framework files hold, where only their names say it."""

import re
from pathlib import Path

from ingest.errors import RawFileError

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)|(?<=[A-Za-z])(\d\d)(?!\d)")


def find_year(path: Path) -> str:
    """Return the year in the name of a file, else of its folder: 2022 of ``csco22.csv``.

    Raises:
        RawFileError: neither has one.
    """
    whole = path.resolve()
    for name in (whole.stem, whole.parent.name):
        if found := _YEAR.search(name):
            return found.group(1) or f"20{found.group(2)}"
    raise RawFileError(f"{path}: expected a year in its name, found none; say --release")
