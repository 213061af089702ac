"""Sentences that ask for something, in two languages."""

import csv
from pathlib import Path

import pytest

from text.requirements import list_requirements, score_sentences

OWN = Path(__file__).parents[2] / "evaluation" / "requirement_sentences.csv"


@pytest.mark.parametrize(
    ("asks", "speaks"),
    [
        ("You have solid knowledge of SQL and Linux.", "We have offices in eleven countries."),
        ("精通 Java，熟悉常用框架", "公司提供五险一金和带薪年假"),
    ],
)
def test_what_is_asked_is_told_from_what_is_offered(asks: str, speaks: str) -> None:
    assert list_requirements([asks, speaks]) == [True, False]


def test_held_out_chinese_sentences_are_mostly_told_right() -> None:
    with OWN.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["part"] == "test"]
    told = list_requirements([row["sentence"] for row in rows])
    right = sum(each == (row["asks"] == "1") for each, row in zip(told, rows, strict=True))
    assert right / len(rows) >= 0.8


def test_nothing_and_very_much_have_scores() -> None:
    assert score_sentences([]).shape == (0,)
    assert score_sentences(["", "x" * 1_000_000]).shape == (2,)
