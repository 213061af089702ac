import pytest

from ingest.syllabi.blocks import Block
from ingest.syllabi.outlines import list_outlines


def read(*texts: str) -> list[tuple[str, int, str]]:
    blocks = [Block("paragraph", text) for text in texts]
    return [(block.kind, block.level, block.text) for block in list_outlines(blocks)]


def test_lines_numbered_in_two_ways_are_a_list_with_depth() -> None:
    assert read("I. Ciphers\nA. Blocks\nB. Streams", "II. Hashes\nA. Salts") == [
        ("item", 1, "Ciphers"),
        ("item", 2, "Blocks"),
        ("item", 2, "Streams"),
        ("item", 1, "Hashes"),
        ("item", 2, "Salts"),
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("A. Person wrote this", "and more"),
        ("1. One", "2. Two", "a. Three"),
        ("I. One", "II. Two", "III. Three"),
        ("I. One\nA. Two",),
        (),
    ],
)
def test_other_paragraphs_stay_as_they_are(texts: tuple[str, ...]) -> None:
    assert read(*texts) == [("paragraph", 0, text) for text in texts]
