"""The form in which changes are kept: canonical JSON lines, compressed. Pure."""

import base64
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.plans import Change

_SUBJECT = ',"subject":"'
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ChangeBatch:
    """Up to some thousand changes of a changeset.

    Attributes:
        seq: its place in the changeset, from 0.
        first: the least subject in it.
        last: the greatest subject in it.
        size: how many changes.
        changes: canonical JSON lines, zlib, base64.
    """

    id: str
    seq: int
    first: str
    last: str
    size: int
    changes: str


class Packed(NamedTuple):
    """The fields of a batch that its changes give."""

    first: str
    last: str
    size: int
    changes: str


class Line(NamedTuple):
    """A change as it is kept: found by kind and subject without being parsed."""

    kind: str
    subject: str
    text: str


def pack(changes: Sequence[Change]) -> Packed:
    """Return changes, in their order, as a batch keeps them."""
    subjects = [change.subject for change in changes]
    lines = "\n".join(_line(change) for change in changes)
    packed = base64.b64encode(zlib.compress(lines.encode())).decode()
    return Packed(min(subjects), max(subjects), len(changes), packed)


def unpack(packed: str) -> list[Change]:
    """Return the changes of a batch in their order."""
    return list(parse_lines(split_lines(packed)))


def split_lines(packed: str) -> list[Line]:
    """Return the lines of a batch in their order."""
    texts = zlib.decompress(base64.b64decode(packed)).decode().split("\n")
    return [_locate(text) for text in texts]


def parse_lines(lines: Sequence[Line]) -> Iterator[Change]:
    """Yield the changes of lines in their order; many are parsed at once, which is faster."""
    for start in range(0, len(lines), _AT_ONCE):
        texts = ",".join(line.text for line in lines[start : start + _AT_ONCE])
        for said in json.loads(f"[{texts}]"):
            ends = said.pop("ends", None)
            yield Change(**said, ends=None if ends is None else (ends[0], ends[1]))


def _line(change: Change) -> str:
    said = {
        "op": change.op,
        "kind": change.kind,
        "subject": change.subject,
        "before": change.before,
        "after": change.after,
    }
    if change.ends is not None:
        said["ends"] = list(change.ends)
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _locate(text: str) -> Line:
    """Return a line with its kind and subject, which stand at its end: keys are sorted."""
    _, _, tail = text.rpartition('"kind":"')
    kind, _, rest = tail.partition('"')
    subject = rest[rest.index(_SUBJECT) + len(_SUBJECT) : -len('"}')]
    return Line(kind, json.loads(f'"{subject}"') if "\\" in subject else subject, text)
