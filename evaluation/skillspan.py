"""SkillSpan's sentences of job postings, in which people have marked skills and knowledge.

Source:
    Zhang, Jensen, Sonniks and Plank, "SkillSpan: hard and soft skill extraction from English job
    postings", NAACL 2022. MIT licence.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.errors import ExtractionDataError

Span = tuple[int, int]
_MARKS = ("tags_skill", "tags_knowledge")


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence of a posting with the spans of its text that are a skill or knowledge."""

    posting: int
    text: str
    spans: frozenset[Span]


def read_sentences(path: Path) -> list[MarkedSentence]:
    """Read a part of SkillSpan, JSON lines; a text is its words with a blank between.

    Raises:
        ExtractionDataError: a line that is not a sentence; names file and line.
    """
    found = []
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                found.append(_parse(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                raise ExtractionDataError(
                    f"{path}:{number}: expected idx, tokens and two lists of tags: {error!r}"
                ) from error
    return found


def _parse(row: dict[str, Any]) -> MarkedSentence:
    words = row["tokens"]
    spans = {
        _place(words, span)
        for mark in _MARKS
        for span in _list_spans([tag for _, tag in zip(words, row[mark], strict=True)])
    }
    return MarkedSentence(row["idx"], " ".join(words), frozenset(spans))


def _list_spans(tags: Sequence[str]) -> Iterator[Span]:
    """Yield first word and end of what B and the I behind it mark."""
    start = None
    for at, tag in enumerate([*tags, "O"]):
        if start is not None and tag != "I":
            yield start, at
            start = None
        if tag == "B":
            start = at


def _place(words: Sequence[str], span: Span) -> Span:
    """Return the characters of some words."""
    start = sum(len(word) + 1 for word in words[: span[0]])
    return start, start + len(" ".join(words[span[0] : span[1]]))
