import json
import sys
from pathlib import Path

import pytest

from evaluation.bench_mining import (
    Contest,
    format_contest,
    format_rules,
    run_row,
    write_baskets,
)
from evaluation.mining_row import main, read_lists, read_sets
from mining.baskets import encode_baskets


@pytest.fixture
def classic(tmp_path: Path) -> Path:
    path = tmp_path / "classic.dat"
    write_baskets(encode_baskets([set("134"), set("235"), set("1235"), set("25")]), path)
    return path


def test_a_row_runs_in_a_process_of_its_own(classic: Path) -> None:
    contest = Contest("classic", classic, 0.5, ("Journeyman",))
    row = run_row("Journeyman", contest, Path("/nowhere/python"))
    assert row["found"] == 9
    assert isinstance(row["seconds"], float)


def test_a_peer_that_is_not_there_is_named(
    classic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contest = Contest("classic", classic, 0.5, ("PyFIM eclat",))
    assert "| PyFIM eclat | left out: no /nowhere/python |" in format_contest(
        contest, Path("/nowhere/python")
    )
    main(["PyFIM eclat", str(classic), "0.5"])
    assert json.loads(capsys.readouterr().out) == {"absent": "No module named 'fim'"}


def test_a_miner_that_fails_says_why(classic: Path) -> None:
    contest = Contest("classic", classic, 7.0, ("Journeyman",))
    row = run_row("Journeyman", contest, Path(sys.executable))
    assert "a support in (0, 1]" in str(row["absent"])


def test_files_hold_what_was_written(classic: Path) -> None:
    assert read_sets(classic) == [set("134"), set("235"), set("1235"), set("25")]
    assert sorted(map(sorted, read_lists(classic)))[0] == [1, 2, 3, 5]


def test_rules_are_timed_step_by_step(classic: Path, tmp_path: Path) -> None:
    assert format_rules(classic).startswith("\n35 rules of classic at 20 %")
    assert "left out" in format_rules(tmp_path / "absent.dat")
