"""Spark twice: in this process, and on a cluster of one master and two workers on loopback."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mining.spark.session import open_session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MEMORY = "512m"
WORKERS = 2
SMALL_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # starts sooner on a busy machine


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory, spark_port: int) -> Iterator[str]:
    """A standalone cluster: one master, two workers of one core each; its address."""
    folder = tmp_path_factory.mktemp("cluster")
    address = f"spark://127.0.0.1:{spark_port}"
    place = ["--host", "127.0.0.1", "--port"]
    with ExitStack() as stack:
        for name, words in (
            ("master.Master", [*place, str(spark_port)]),
            *[("worker.Worker", [*place, "0", "--cores", "1", "--memory", "1g", address])]
            * WORKERS,
        ):
            stack.enter_context(run_daemon(name, words, folder))
        logs = folder / "master.Master.log"
        wait_until(lambda: logs.read_text().count("Registering worker") == WORKERS)
        yield address


@contextmanager
def run_daemon(name: str, words: list[str], folder: Path) -> Iterator[None]:
    spec = find_spec("pyspark")
    assert spec is not None
    assert spec.origin is not None
    program = Path(spec.origin).parent / "bin" / "spark-class"
    environment = os.environ | {
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "128m",
        "SPARK_WORKER_DIR": str(folder),
        "PYSPARK_PYTHON": sys.executable,
        "JDK_JAVA_OPTIONS": SMALL_JAVA,
    }
    with (folder / f"{name}.log").open("a") as log:
        daemon = subprocess.Popen(
            [program, f"org.apache.spark.deploy.{name}", "--webui-port", "0", *words],
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        yield
    finally:
        daemon.terminate()
        daemon.wait(30)


def wait_until(happened: Callable[[], bool], seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "the cluster did not come up"
        time.sleep(0.1)


@pytest.fixture(scope="session", params=["local[2]", "cluster"])
def spark(request: pytest.FixtureRequest) -> Iterator["SparkSession"]:
    """A session of Spark; one at a time, so tests are ordered by it."""
    here = request.param != "cluster"
    master = request.param if here else request.getfixturevalue("cluster")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("JDK_JAVA_OPTIONS", SMALL_JAVA)
        with open_session(master, MEMORY, wait=180) as session:
            yield session
