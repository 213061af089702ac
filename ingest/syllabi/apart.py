"""Documents that a program made are read by a process of their own, with limits.

A DOCX or PDF from who knows where may take its parser hours or gigabytes: only its process ends.
"""

import json
import os
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from ingest.errors import SyllabusError
from ingest.syllabi.blocks import Block
from ingest.syllabi.documents import BINARY_READERS, read_document

_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one document may take: ``seconds`` of time, ``megabytes`` of memory."""

    seconds: float = 120.0
    megabytes: int = 2048


DEFAULT = Limits()


def read_apart(path: Path, limits: Limits = DEFAULT) -> tuple[Block, ...]:
    """Return the blocks of a document; a DOCX or PDF is read by a process of its own.

    Raises:
        SyllabusError: as :func:`ingest.syllabi.documents.read_document`, or a limit is met.
    """
    if path.suffix.lower() not in BINARY_READERS:
        return read_document(path)
    command = [sys.executable, "-m", __name__, str(path), str(limits.megabytes)]
    paths = os.pathsep.join(entry for entry in sys.path if entry)
    try:
        done = subprocess.run(  # noqa: S603 - the command is ours
            command,
            capture_output=True,
            check=False,
            timeout=limits.seconds,
            env=os.environ | {"PYTHONPATH": paths},
        )
    except subprocess.TimeoutExpired as error:
        raise SyllabusError(
            f"{path.name}: expected to be read within {limits.seconds:g} s, took longer"
        ) from error
    return _unpack(done.stdout, path, limits)


def _unpack(said: bytes, path: Path, limits: Limits) -> tuple[Block, ...]:
    """Return the blocks that a reading process wrote.

    Raises:
        SyllabusError: it wrote an error, or nothing: it was ended.
    """
    try:
        answer = json.loads(said)
    except ValueError as error:
        raise SyllabusError(
            f"{path.name}: expected to be read within {limits.megabytes} MB of memory, "
            "its reader ended without an answer"
        ) from error
    if isinstance(answer, str):
        raise SyllabusError(answer)
    return tuple(_block(**block) for block in answer)


def _block(**said: object) -> Block:
    """Return a block whose tuples have come as lists."""
    lists = {name: tuple(value) for name, value in said.items() if isinstance(value, list)}
    links = tuple((str(label), str(url)) for label, url in lists.pop("links", ()))
    return Block(**{**said, **lists, "links": links})  # type: ignore[arg-type]


def main() -> None:
    """Read the document that the command line names and write its blocks, or what is wrong."""
    path, most = Path(sys.argv[1]), int(sys.argv[2]) * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    answer: object
    try:
        answer = [asdict(block) for block in read_document(path)]
    except (SyllabusError, MemoryError) as error:
        # parsers in C that run out of memory find any error but that
        full = isinstance(error, MemoryError) or _peak() > most / 2
        memory = f"{path.name}: expected to be read within {sys.argv[2]} MB of memory, took more"
        answer = memory if full else str(error)
    sys.stdout.write(json.dumps(answer))


def _peak() -> int:
    """Return the most memory that this process has held, in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


if __name__ == "__main__":
    main()
