"""What keeps Spark from starting is told in one line, and soon."""

import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mining.spark import session
from mining.spark.errors import SparkError
from mining.spark.java import check_java, read_version
from mining.spark.session import check_master, check_spark, explain

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

NEEDS = "the Python of every worker needs numpy, scipy, pandas and pyarrow"


def put_java(home: Path, said: str) -> Path:
    """A program that says another version than it should."""
    program = home / "bin" / "java"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho '{said}' >&2\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return home


@pytest.mark.parametrize(
    ("said", "version"),
    [('openjdk version "17.0.15" 2025', 17), ('java version "1.8.0_402"', 8), ("no Java", None)],
)
def test_the_version_of_java_is_read(said: str, version: int | None) -> None:
    assert read_version(said) == version


def test_an_old_java_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(put_java(tmp_path, 'openjdk version "11.0.2"')))
    with pytest.raises(SparkError, match="expected Java 17 or newer, found 11"):
        check_java()


def test_what_does_not_say_its_version_is_no_java(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(put_java(tmp_path, "hello")))
    with pytest.raises(SparkError, match="expected Java to say its version"):
        check_java()


def test_no_java_is_told_with_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(SparkError, match="no bin/java there; Spark needs Java 17"):
        check_java()
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SparkError, match="no java on the path"):
        check_java()


def test_no_pyspark_is_told_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "find_spec", lambda _: None)
    with pytest.raises(SparkError, match="make spark"):
        check_spark()


def test_a_master_that_does_not_listen_is_told_at_once(unused_port: int) -> None:
    place = f"spark://127.0.0.1:{unused_port}"
    with pytest.raises(SparkError, match=f"no Spark master answers at {place}"):
        check_master(place)


@pytest.mark.parametrize("master", ["", "localhost:7077", "local[", "http://here"])
def test_what_is_no_master_is_refused(master: str) -> None:
    with pytest.raises(SparkError, match="expected a master like"):
        check_master(master)


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (
            "Job aborted:\n  File x\nModuleNotFoundError: No module named 'numpy'\n\tat java",
            "Spark: ModuleNotFoundError: No module named 'numpy'; " + NEEDS,
        ),
        (
            "An exception was thrown from the Python worker:\n  File x\nValueError: no\n",
            "Spark: ValueError: no; the Python of a worker failed",
        ),
        (
            "An error occurred in x.\n: java.lang.IllegalStateException: stopped\n\tat y",
            "Spark: java.lang.IllegalStateException: stopped; Java said so",
        ),
        ("\nall is lost\n  at java.lang", "Spark: all is lost"),
        ("", "Spark: no reason given"),
    ],
)
def test_a_long_report_becomes_the_line_that_says_why(said: str, line: str) -> None:
    assert explain(said) == line


@pytest.mark.spark
def test_a_worker_is_waited_for_but_not_for_ever(spark: "SparkSession") -> None:
    if not spark.sparkContext.master.startswith("local"):
        session.await_executor(spark, "spark://here", 0.5)
        return
    with pytest.raises(SparkError, match=r"no worker was free within 0\.5 s"):
        session.await_executor(spark, "spark://here", 0.5)  # local: no executor of its own


@pytest.mark.spark
def test_a_session_that_runs_already_is_left_alone(spark: "SparkSession") -> None:
    with pytest.raises(SparkError, match="no other session"), session.open_session("local[1]"):
        pass
    assert spark.range(3).count() == 3
