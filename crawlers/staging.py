"""Where a crawl waits until it is whole, and its move to the place of the earlier one."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawlers.errors import CrawlError

UNCHANGED = "nothing of the earlier crawl was changed"


@contextmanager
def stage(folder: Path, name: str) -> Iterator[Path]:
    """Make an empty folder beside what the crawl will replace; remove it in the end.

    Raises:
        CrawlError: the folder cannot be made, or another crawl of the name has the lock.
    """
    staging = folder.resolve() / f".{name}.part"
    try:
        staging.mkdir(parents=True, exist_ok=True)
        lock = os.open(staging, os.O_RDONLY)
    except OSError as error:
        raise CrawlError(f"cannot write {staging}: {error.strerror}; {UNCHANGED}") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise CrawlError(f"another crawl of {name} is writing to {folder}; {UNCHANGED}") from error
    try:
        _empty(staging)
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        os.close(lock)


def publish(staging: Path, folder: Path, name: str) -> None:
    """Move a whole crawl to its place, the files before the items that name them.

    Files of the earlier crawl that the new one does not have are removed.

    Raises:
        CrawlError: cannot write; the message says whether anything was changed.
    """
    files = [f"{name}/{path.name}" for path in sorted((staging / name).glob("*"))]
    for moved, file in enumerate([*files, f"{name}.jsonl", f"{name}.report.json"]):
        try:
            (folder / file).parent.mkdir(exist_ok=True)
            (staging / file).replace(folder / file)
        except OSError as error:
            state = "a part of the earlier crawl was replaced: crawl again" if moved else UNCHANGED
            raise CrawlError(f"cannot write {folder / file}: {error.strerror}; {state}") from error
    for path in (folder / name).glob("*") if files else ():
        if path.is_file() and f"{name}/{path.name}" not in files:
            path.unlink()


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
