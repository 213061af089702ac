"""mine table, and --engine: here, on Spark, and where Spark is not as needed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

Journeyman = Callable[..., Any]


@pytest.fixture
def baskets(tmp_path: Path) -> Path:
    rows = [["K:sql", "A:query"]] * 12 + [["K:css", "A:style"]] * 12 + [["K:sql", "A:style"]] * 2
    pq.write_table(pa.table({"items": rows}), tmp_path / "baskets.parquet")
    return tmp_path / "baskets.parquet"


def test_rules_of_a_table_are_written(
    journeyman: Journeyman, baskets: Path, tmp_path: Path
) -> None:
    said = journeyman(
        tmp_path, "mine", "table", "rules", baskets, "--out", tmp_path, "--templates", "K>A"
    )
    assert (said.code, said.out) == (0, f"2 rules: {tmp_path / 'rules.parquet'}\n")
    heads = pq.read_table(tmp_path / "rules.parquet")["head"].to_pylist()
    assert heads == ["A:style", "A:query"]


def test_patterns_and_demand_of_tables_are_written(journeyman: Journeyman, tmp_path: Path) -> None:
    learners = {"learner": ["a", "b", "c"], "items": [["x", "y"]] * 3}
    postings = {"id": ["p"], "job_id": ["j"], "ability_ids": [["sql"]]}
    for name, columns in (("sequences", learners), ("demand", postings)):
        pq.write_table(pa.table(columns), tmp_path / "t.parquet")
        words = ("mine", "table", name, tmp_path / "t.parquet", "--out", tmp_path / "out")
        assert journeyman(tmp_path, *words).code == 0
    assert pq.read_table(tmp_path / "out/sequences.parquet")["learners"].to_pylist() == [3, 3, 3]
    assert pq.read_table(tmp_path / "out/demand.parquet")["n"].to_pylist() == [1]


def test_a_table_that_is_not_there_is_refused(journeyman: Journeyman, tmp_path: Path) -> None:
    said = journeyman(tmp_path, "mine", "table", "rules", tmp_path / "no", "--out", tmp_path)
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "expected a Parquet table" in said.err


def test_what_a_cluster_needs_is_packed(journeyman: Journeyman, tmp_path: Path) -> None:
    said = journeyman(tmp_path, "mine", "table", "package", tmp_path / "job")
    assert said.out.startswith("spark-submit --py-files")
    assert sorted(f.name for f in (tmp_path / "job").iterdir()) == ["journeyman.zip", "submit.py"]


def test_trends_on_spark_are_wrong_use(journeyman: Journeyman, tmp_path: Path) -> None:
    said = journeyman(tmp_path, "mine", "demand", "--trends", "--engine", "spark")
    assert (said.code, "trends are counted on this machine" in said.err) == (2, True)


@pytest.mark.spark
def test_a_master_that_does_not_listen_is_one_line(
    journeyman: Journeyman, baskets: Path, tmp_path: Path, unused_port: int
) -> None:
    master = f"spark://127.0.0.1:{unused_port}"
    where = ("--engine", "spark", "--master", master, "--out", tmp_path / "out")
    given = (*where[:4], "--spark-memory", "512m")
    graph = [(name, *given) for name in ("rules", "sequences", "demand")]
    for words in (("table", "rules", baskets, *where), *graph):
        said = journeyman(tmp_path, "mine", *words)
        assert (said.code, said.err.count("\n")) == (1, 1)
        assert f"no Spark master answers at {master}" in said.err
    assert not (tmp_path / "out").exists()


@pytest.mark.spark
def test_spark_says_when_the_local_engine_is_better_and_goes_on(
    journeyman: Journeyman, baskets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    words = ("mine", "table", "rules", baskets, "--templates", "K>A", "--out")
    journeyman(tmp_path, *words, tmp_path / "here")
    said = journeyman(
        tmp_path, *words, tmp_path / "there", "--engine", "spark", "--master", "local[1]"
    )
    assert said.code == 0, said.err
    assert "the local engine is the better choice (leave --engine out)" in said.err
    here, there = (pq.read_table(tmp_path / f"{each}/rules.parquet") for each in ("here", "there"))
    assert there == here
