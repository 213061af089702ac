"""Servers killed while they write, twice here; ten times by ``python -m evaluation.kills``."""

from pathlib import Path

import pytest

from evaluation.kills import list_killable, measure_kills


@pytest.mark.parametrize("name", [name for name, _ in list_killable()])
def test_what_was_acknowledged_outlives_a_kill(name: str, tmp_path: Path) -> None:
    run = dict(list_killable())[name]
    with run(tmp_path) as server:
        found = measure_kills(server, rounds=2)
    assert (found.lost, found.halves) == (0, 0)
    assert found.acknowledged >= 2
