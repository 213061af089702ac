"""Frameworks on the command line: shown first, applied once, and what is left out saved."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples" / "frameworks"
Journeyman = Callable[..., Any]
ITEM = "00000000-0000-0000-0000-000000000001"
FILES = {
    "onet/Read Me.txt": "O*NET 29.2 Database\n",
    "onet/Occupation Data.txt": "O*NET-SOC Code\tTitle\tDescription\n51-4041.00\tMachinists\t\n",
    "nice2022.csv": (
        "Category,Specialty Area,Work Role,Competency Group,Competency ID,Competency,K S or A,"
        "KSA ID,KSA\nIN,FOR,Analyst (IN-FOR-001),Technical,C005,Forensics,Skill,S0047,Keep.\n"
    ),
    "csco22.csv": "level,code,name,definition,tasks,alias\n4,6-18-01-01,车工,,,\n",
    "case.json": json.dumps(
        {
            "CFDocument": {"identifier": "d1", "title": "Turning", "version": "1"},
            "CFItems": [{"identifier": ITEM, "fullStatement": "Turn parts"}],
        }
    ),
    "moodle.csv": f"{','.join('abcdefghijklmn')}\n,T,Turning,,1,,,,,,,,1,\n,t1,Turn,,1,,,,,,,,,\n",
}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("command", "path", "title"),
    [
        ("onet", "onet", "O*NET 29.2: "),
        ("nice", "nice2022.csv", "NICE Workforce Framework for Cybersecurity 2022: "),
        ("csco", "csco22.csv", "中华人民共和国职业分类大典 2022: "),
        ("case", "case.json", "Turning 1: "),
        ("moodle", "moodle.csv", "Turning undated: "),
    ],
)
def test_a_framework_is_shown_then_applied_as_shown_and_only_once(
    home: Path, journeyman: Journeyman, files: Path, command: str, path: str, title: str
) -> None:
    words = ("ingest", command, files / path)
    shown, applied = journeyman(home, *words), journeyman(home, *words, "--apply")
    assert (shown.code, shown.out.startswith(title)) == (0, True)
    assert applied.out.splitlines()[0] == shown.out.splitlines()[0]
    again = journeyman(home, *words, "--apply")
    assert (again.code, f"{title}nothing to change" in again.out) == (0, True)


def test_sheets_come_in_by_a_mapping_file(home: Path, journeyman: Journeyman) -> None:
    words = ("ingest", "framework", EXAMPLES, "--mapping", EXAMPLES / "joinery.yaml", "--apply")
    said = journeyman(home, *words)
    assert "Joinery 2026: Ability +4, Framework +1, Job +2, REQUIRES +4" in said.out
    assert "Joinery: CC0" in said.out
    assert "nothing to change" in journeyman(home, *words).out


def test_rows_that_are_left_out_are_shown_and_saved(
    home: Path, journeyman: Journeyman, files: Path
) -> None:
    sheet = files / "csco22.csv"
    sheet.write_text(sheet.read_text("utf-8") + "9,x,y,,,\n", "utf-8")
    errors = files / "errors.csv"
    said = journeyman(home, "ingest", "csco", sheet, "--plan", "--errors", errors)
    assert f"left out: {sheet}:3: level: expected one of 1, 2, 3, 4, found '9'" in said.err
    with errors.open(encoding="utf-8-sig", newline="") as file:
        [saved] = csv.DictReader(file)
    assert (saved["file"], saved["row"], saved["column"], saved["found"]) == (
        str(sheet),
        "3",
        "level",
        "'9'",
    )


def test_a_file_that_is_no_framework_is_one_clear_line(
    home: Path, journeyman: Journeyman, files: Path
) -> None:
    said = journeyman(home, "ingest", "case", files / "nice2022.csv", "--apply")
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "nice2022.csv:1: expected the columns identifier and fullStatement" in said.err
