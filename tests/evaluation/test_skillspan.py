"""SkillSpan's sentences, on a made twin."""

import json
from pathlib import Path

import pytest

from evaluation.errors import ExtractionDataError
from evaluation.skillspan import read_sentences

WORDS = ["Good", "Java", ",", "run", "the", "lab"]


def write(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return path


def row(skill: str, knowledge: str, words: list[str] = WORDS) -> dict[str, object]:
    return {"idx": 7, "tokens": words, "tags_skill": [*skill], "tags_knowledge": [*knowledge]}


def test_spans_of_both_kinds_are_places_in_the_text(tmp_path: Path) -> None:
    [found] = read_sentences(write(tmp_path / "x.json", row("OOOBII", "OBOOOB")))
    assert (found.posting, found.text) == (7, "Good Java , run the lab")
    assert {found.text[a:b] for a, b in found.spans} == {"Java", "run the lab", "lab"}


def test_two_spans_may_touch(tmp_path: Path) -> None:
    [found] = read_sentences(write(tmp_path / "x.json", row("BBOOOO", "OOOOOO")))
    assert {found.text[a:b] for a, b in found.spans} == {"Good", "Java"}


@pytest.mark.parametrize("broken", [row("B", "O"), {"idx": 1}, [1], "text"])
def test_a_line_that_is_no_sentence_is_named(broken: object, tmp_path: Path) -> None:
    path = write(tmp_path / "x.json", row("OOOOOO", "OOOOOO"), broken)
    with pytest.raises(ExtractionDataError, match=r"x\.json:2: expected idx, tokens"):
        read_sentences(path)
