"""A standalone cluster of Spark on loopback: one master, workers of one core each."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

from mining.spark.errors import SparkError

_LOOPBACK = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "128m"}


@contextmanager
def run_cluster(
    folder: Path, port: int, workers: int = 2, memory: str = "1g", java: str = ""
) -> Iterator[tuple[str, list[int]]]:
    """Start a cluster and end it after use; yield its address and the processes.

    Args:
        folder: of logs and of what the workers run.
        port: of the master.
        workers: how many, of one core each.
        memory: that a worker may give away.
        java: options for every Java, executors included.

    Raises:
        SparkError: it did not come up within 90 seconds.
    """
    address, here = f"spark://127.0.0.1:{port}", ("--host", "127.0.0.1", "--port")
    of_worker = (*here, "0", "--cores", "1", "--memory", memory, address)
    extra = {"JDK_JAVA_OPTIONS": java} if java else {}
    with ExitStack() as stack:

        def start(name: str, words: Sequence[str]) -> int:
            return stack.enter_context(_run_daemon(name, words, folder, extra))

        pids = [start("master.Master", (*here, str(port)))]
        pids += [start("worker.Worker", of_worker) for _ in range(workers)]
        log = folder / "master.Master.log"
        _await(lambda: log.read_text().count("Registering worker") == workers)
        yield address, pids


@contextmanager
def _run_daemon(
    name: str, words: Sequence[str], folder: Path, extra: dict[str, str]
) -> Iterator[int]:
    place = find_spec("pyspark")
    if place is None or place.origin is None:
        raise SparkError("a cluster needs pyspark: make spark")
    program = str(Path(place.origin).parent / "bin" / "spark-class")
    environment = os.environ | _LOOPBACK | {"PYSPARK_PYTHON": sys.executable} | extra
    environment |= {"SPARK_WORKER_DIR": str(folder)}
    line = (program, f"org.apache.spark.deploy.{name}", "--webui-port", "0", *words)
    with (folder / f"{name}.log").open("a", encoding="utf-8") as log:
        daemon = subprocess.Popen(line, env=environment, stdout=log, stderr=log)  # noqa: S603
    try:
        yield daemon.pid
    finally:
        daemon.terminate()
        daemon.wait(30)


def _await(happened: Callable[[], bool], seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            raise SparkError(f"the cluster on loopback did not come up within {seconds:g} s")
        time.sleep(0.1)
