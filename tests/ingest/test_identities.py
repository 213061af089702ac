from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import RawFileError
from ingest.identities import read_identities

Write = Callable[[str, str], Path]


def test_a_chain_of_numbers_leads_to_the_last_one(write: Write) -> None:
    path = write("same.csv", "number,same_as\nA1,B2\nB2,C3\nD4,C3\nC3,C3\n")
    assert read_identities(path) == {"A1": "C3", "B2": "C3", "D4": "C3"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("A1,B2\nB2,C3\nC3,A1\n", "same.csv: expected chains with an end, found a circle"),
        ("A1,B2\nA1,C3\n", ":3: expected a number once, found it as another before"),
        ("A1,\n", ":2: expected two numbers, found an empty cell"),
        ("A1\n", ":2: row: expected 2 cells, found 1"),
    ],
)
def test_a_table_that_parts_a_person_is_refused_without_quoting_a_number(
    write: Write, rows: str, said: str
) -> None:
    with pytest.raises(RawFileError, match=said) as refused:
        read_identities(write("same.csv", "number,same_as\n" + rows))
    assert not any(number in str(refused.value) for number in ("A1", "B2", "C3"))


def test_a_long_chain_is_followed(write: Write) -> None:
    rows = "".join(f"N{each},N{each + 1}\n" for each in range(3_000))
    same = read_identities(write("same.csv", "number,same_as\n" + rows))
    assert (len(same), same["N0"], same["N2999"]) == (3_000, "N3000", "N3000")
