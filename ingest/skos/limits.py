"""What a file may ask of its parser: size, depth and entities, looked at before it is parsed."""

import mmap
import re
from pathlib import Path

import numpy as np
from pyoxigraph import RdfFormat

from ingest.errors import RdfError

MOST_BYTES = 1 << 30
MOST_DEEP = 500
_ENTITY = re.compile(rb"<!ENTITY(?:[^>]{1000}|[^>]*&)")
_ESCAPE = re.compile(rb"\\.", re.DOTALL)
_STRING = re.compile(rb'"[^"]*"')
_OTHERS = bytes(set(range(256)) - set(b'"{}[]'))


def check_limits(path: Path, form: RdfFormat) -> None:
    """Refuse a file that a parser would choke on.

    Objects of JSON-LD nested some thousand deep end the process (a stack runs over); entities of
    XML inside entities take all memory when they are declared.

    Raises:
        RdfError: the file is empty, too large, too deep, or has an entity of entities.
    """
    size = path.stat().st_size
    if not 0 < size <= MOST_BYTES:
        most = f"{MOST_BYTES >> 20} MB"
        raise RdfError(f"{path}: expected from one byte to {most}, found {size:,} bytes")
    if form == RdfFormat.JSON_LD:
        depth = measure_depth(path.read_bytes())
        if depth > MOST_DEEP:
            raise RdfError(f"{path}: expected at most {MOST_DEEP} levels, found {depth:,}")
    elif form == RdfFormat.RDF_XML and _has_bomb(path):
        raise RdfError(f"{path}: expected short entities without others inside, found one with")


def measure_depth(text: bytes) -> int:
    """Return how deep the brackets of a JSON text are nested, those in strings aside."""
    marks = _STRING.sub(b"", _ESCAPE.sub(b"", text).translate(None, _OTHERS))
    found = np.frombuffer(marks, dtype=np.uint8)
    steps = np.where((found == ord("{")) | (found == ord("[")), 1, -1)
    return int(np.cumsum(steps).max(initial=0))


def _has_bomb(path: Path) -> bool:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        return _ENTITY.search(text) is not None
