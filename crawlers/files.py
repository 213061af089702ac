"""Files of a crawl: their names, and writing them where they wait for the crawl to succeed."""

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from crawlers.errors import CrawlError
from crawlers.site import find_pattern


def name_file(url: str, patterns: tuple[str, ...]) -> str | None:
    """Return the name to download an address under; None if no pattern fits it.

    The name is the path behind the fixed folder of the pattern, other folders joined by hyphens:
    ``syllabi/2026/a.pdf`` under ``syllabi/*`` is ``2026-a.pdf``.
    """
    pattern = find_pattern(url, patterns)
    if pattern is None:
        return None
    folder = re.split(r"[*?\[]", pattern)[0].rpartition("/")[0]
    path = unquote(urlsplit(url).path).removeprefix("/").removeprefix(folder)
    name = re.sub(r"[/\\:\x00-\x1f\x7f]+", "-", path.strip("/"))
    return name.encode()[-200:].decode(errors="ignore").lstrip(".-") or None


def write_file(staging: Path, name: str, body: bytes) -> None:
    """Write a file of a crawl into the folder where it waits.

    Raises:
        CrawlError: cannot write; the message names the place the file is meant for.
    """
    path = staging / name
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise CrawlError(f"cannot write {staging.parent / name}: {error.strerror}") from error
