"""Before Spark starts it is told whether it is worth it."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mining import workload
from mining.workload import Workload, advise, count_cores, measure_rows, measure_table


def test_a_small_corpus_is_for_the_local_engine() -> None:
    assert "local engine is the better choice" in advise(measure_rows([["a", "b"], []]), 2)


def test_a_corpus_that_does_not_fit_is_for_spark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workload, "_read_available", lambda: 8_000_000_000)
    assert "more than the 8,000 MB that are free here" in advise(Workload(10**8, 10**9), 2)


def test_many_cores_are_worth_their_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workload, "_read_available", lambda: 10**12)
    assert "Spark is the better choice" in advise(Workload(10**8, 10**9), 400)


def test_the_size_of_a_table_is_read_from_its_ends(tmp_path: Path) -> None:
    rows = pa.table({"items": [["a", "b", "c"], ["a"], []], "weight": [1.0, 1.0, 1.0]})
    for name in ("1.parquet", "2.parquet"):
        pq.write_table(rows, tmp_path / name)
    assert measure_table(str(tmp_path)) == Workload(6, 10)  # an empty list has an entry, too
    assert measure_table("hdfs://cluster/table") is None


def test_the_cores_of_a_master_are_counted() -> None:
    assert [count_cores(each) for each in ("local", "local[3]", "spark://host:7077")] == [1, 3, 8]
    assert count_cores("local[*]") >= 1
