"""The part of us that Spark's workers run, as a zip that travels with the job."""

import zipfile
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_PACKAGES = ("mining", "metrics")


def write_package(path: Path) -> Path:
    """Write the Python sources of ``mining`` and what it needs; the same bytes from the same code.

    Workers bring numpy, scipy, pandas and pyarrow themselves.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for file in sorted(each for name in _PACKAGES for each in (_ROOT / name).rglob("*.py")):
            entry = zipfile.ZipInfo(file.relative_to(_ROOT).as_posix())
            package.writestr(entry, file.read_bytes())
    return path
