from pathlib import Path

import pytest

from crawlers.errors import CardError
from crawlers.takedown import is_taken_down, read_takedown

URL = "https://jobs.example/postings/%E8%81%8C%E4%BD%8D-12.html?from=index"


@pytest.mark.parametrize(
    ("entry", "fits"),
    [
        ("postings/*", True),
        ("postings/职位-12.html", True),
        (URL, True),
        ("https://jobs.example/postings/职位-12*", True),
        ("https://jobs.example/postings/", False),
        ("https://other.example/*", False),
        ("postings", False),
    ],
)
def test_an_entry_is_an_address_or_a_pattern(entry: str, fits: bool) -> None:
    assert is_taken_down(URL, (entry,)) is fits


def test_a_file_has_an_entry_a_line(tmp_path: Path) -> None:
    path = tmp_path / "takedown.txt"
    path.write_text("\ufeff# who asked\n\n https://a.example/1 \nhttps://a.example/x*\n", "utf-8")
    assert read_takedown(path) == ("https://a.example/1", "https://a.example/x*")


def test_a_file_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert read_takedown(tmp_path / "takedown.txt") == ()


def test_an_entry_without_its_site_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "takedown.txt"
    path.write_text("https://a.example/1\npostings/1.html\n")
    with pytest.raises(CardError, match=r"takedown.txt:2: expected an address .* found postings/1"):
        read_takedown(path)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "takedown.txt"
    path.write_bytes(b"\xff")
    with pytest.raises(CardError, match="expected a list of addresses"):
        read_takedown(path)
