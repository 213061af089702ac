"""The same tables in, the same tables out, on every engine."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mining.apriori import Thresholds
from mining.engines import Local
from mining.errors import TableError, TemplateError
from mining.itemsets import Template
from mining.spark import submit
from mining.spark.engine import Spark
from mining.spark.errors import SparkError
from mining.spark.package import write_package
from mining.spark.partitions import answer
from mining.tables import tabulate_rules

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.spark


@pytest.fixture
def engine(spark: "SparkSession") -> Spark:
    return Spark(lambda _: spark)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three tables of 400 rows, each a folder of two files."""
    rng = np.random.default_rng(7)
    place = tmp_path_factory.mktemp("tables")
    words = [[f"{'KA'[n % 2]}:{n}" for n in rng.geometric(0.2, 6)] for _ in range(400)]
    days = [f"2024-{month:02}-03T00:00:00Z" for month in rng.integers(1, 12, 399)]
    rows = [str(number) for number in range(400)]
    tables = {
        "transactions": {"items": words, "weight": rng.uniform(0.1, 1, 400)},
        "histories": {"learner": [f"l{n}" for n in rng.integers(0, 200, 400)], "items": words},
        "postings": {
            "id": rows,
            "job_id": [f"j{n}" for n in rng.integers(0, 5, 400)],
            "job_class": ["office"] * 400,
            "posted": [None, *days],
            "ability_ids": words,
        },
    }
    for name, columns in tables.items():
        whole = pa.table(columns)
        (place / name).mkdir()
        for part in range(2):
            pq.write_table(whole.slice(part * 200, 200), place / name / f"{part}.parquet")
    return place


def test_rules_of_a_table_are_the_same(engine: Spark, folder: Path) -> None:
    asked = [Template("K", "A")], Thresholds(0.02, 0.1, 1.0, 1.0)
    here, there = (
        each.mine_rules_of(str(folder / "transactions"), *asked) for each in (Local(), engine)
    )
    assert tabulate_rules(here.rules).num_rows > 10
    assert tabulate_rules(there.rules) == tabulate_rules(here.rules)


def test_patterns_of_a_table_are_the_same(engine: Spark, folder: Path) -> None:
    path = str(folder / "histories")
    here, there = (each.find_patterns_of(path, 0.05, 3) for each in (Local(), engine))
    assert here.table.num_rows > 50
    assert there == here


def test_demand_of_a_table_is_the_same(engine: Spark, folder: Path) -> None:
    path = str(folder / "postings")
    here, there = (each.count_demand_of(path) for each in (Local(), engine))
    assert here.num_rows > 50
    assert there == here


def test_a_result_is_written_where_it_is_asked_for(engine: Spark, tmp_path: Path) -> None:
    table = pa.table({"a": [1, 2]})
    assert engine.write(table, str(tmp_path), "x") == str(tmp_path / "x.parquet")
    by_spark = engine.write(table, f"file://{tmp_path}/y/", "x")
    assert by_spark == f"file://{tmp_path}/y/x.parquet"
    assert pq.read_table(tmp_path / "x.parquet") == pq.read_table(tmp_path / "y/x.parquet")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"word": ["a"]}, "expected a column items"),
        ({"items": [["a", None]]}, "expected values, found 1 null"),
        ({"items": [{"a": 1}]}, "column items: expected list"),
    ],
)
def test_other_columns_are_refused_alike(
    engine: Spark, tmp_path: Path, columns: dict[str, list[object]], said: str
) -> None:
    pq.write_table(pa.table(columns), tmp_path / "t.parquet")
    for each in (Local(), engine):
        with pytest.raises(TableError, match=said):
            each.mine_rules_of(str(tmp_path))


def test_a_table_that_is_not_there_is_refused_in_one_line(engine: Spark, tmp_path: Path) -> None:
    with pytest.raises(TableError, match="expected a Parquet table"):
        Local().mine_rules_of(str(tmp_path / "none"))
    with pytest.raises(SparkError, match=r"^Spark: .*none.*every machine can read$"):
        engine.mine_rules_of(str(tmp_path / "none"))


def test_workers_run_the_code_that_was_sent(spark: "SparkSession") -> None:
    [(version, place)] = spark.sparkContext.parallelize([0], 1).map(answer).collect()
    assert version == sys.version_info[:2]
    here = spark.sparkContext.master.startswith("local")  # in the folder of the checkout
    assert place.endswith(("" if here else "journeyman.zip") + "/mining/spark/partitions.py")


def test_what_is_submitted_is_worded_as_the_command_is(
    engine: Spark, folder: Path, tmp_path: Path
) -> None:
    words = ("rules", "--transactions", str(folder / "transactions"), "--out", str(tmp_path))
    with pytest.raises(TemplateError, match="expected templates such as"):
        submit.run(engine, submit.read_words([*words, "--templates", "K"]))
    low = ("--min-support", "0.02", "--min-confidence", "0.1", "--min-lift", "1", "--max-q", "1")
    written = submit.run(engine, submit.read_words([*words, *low, "--templates", "K>A"]))
    assert pq.read_table(written).num_rows > 0


def test_what_is_submitted_writes_the_table(folder: Path, tmp_path: Path) -> None:
    spec = find_spec("pyspark")
    assert spec is not None
    assert spec.origin is not None
    run = subprocess.run(
        [
            Path(spec.origin).parent / "bin" / "spark-submit",
            *("--master", "local[1]", "--driver-memory", "512m"),
            *("--py-files", write_package(tmp_path / "journeyman.zip"), submit.__file__),
            *("sequences", "--histories", folder / "histories", "--out", tmp_path),
            *("--min-support", "0.05", "--max-length", "3"),
        ],
        cwd=tmp_path,
        env=os.environ
        | {
            "SPARK_LOCAL_IP": "127.0.0.1",
            "PYSPARK_PYTHON": sys.executable,
            "JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    here = Local().find_patterns_of(str(folder / "histories"), 0.05, 3)
    assert pq.read_table(tmp_path / "sequences.parquet") == here.table
