"""Spark twice: in this process, and on a cluster of one master and two workers on loopback."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from evaluation.spark_cluster import run_cluster
from mining.spark.session import open_session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MEMORY = "512m"
SMALL_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # starts sooner on a busy machine


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory, spark_port: int) -> Iterator[str]:
    """A standalone cluster: one master, two workers of one core each; its address."""
    folder = tmp_path_factory.mktemp("cluster")
    with run_cluster(folder, spark_port, java=SMALL_JAVA) as (address, _):
        yield address


@pytest.fixture(scope="session", params=["local[2]", "cluster"])
def spark(request: pytest.FixtureRequest) -> Iterator["SparkSession"]:
    """A session of Spark; one at a time, so tests are ordered by it."""
    here = request.param != "cluster"
    master = request.param if here else request.getfixturevalue("cluster")
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:  # for what starts here alone
            patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
            patch.setenv("PYSPARK_PYTHON", sys.executable)
            patch.setenv("JDK_JAVA_OPTIONS", SMALL_JAVA)
            session = stack.enter_context(open_session(master, MEMORY, wait=180))
        yield session
