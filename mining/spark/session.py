"""A Spark session: on this machine or on a cluster, with waits that end."""

import os
import re
import socket
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mining.spark.errors import SparkError
from mining.spark.java import check_java
from mining.spark.package import write_package

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOCAL, MEMORY = "local[*]", "1g"
NEEDED = "numpy, scipy, pandas and pyarrow"
"""What the Python of a worker must have."""

_PORT = 7077
_QUIET = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
_LOOPBACK = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}

Answer = TypeVar("Answer")


@contextmanager
def open_session(
    master: str = LOCAL, memory: str = MEMORY, wait: float = 60
) -> Iterator["SparkSession"]:
    """Start Spark with our code on every worker, and end it after use.

    Under ``spark-submit`` the session is the one that was submitted: ``master`` and ``memory`` are
    its own.

    Args:
        master: ``local[2]``, ``spark://host:7077``, ``yarn`` and so on.
        memory: of the driver and of each executor, as Spark writes it: ``512m``, ``4g``.
        wait: most seconds until a worker must have answered.

    Raises:
        SparkError: pyspark or Java is absent or too old, no master answers, no worker is free, or
            a worker lacks what it needs.
    """
    check_spark()
    check_java()
    check_master(master)
    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as folder:
        # pandas 3 works for what is used here: nothing but Arrow passes through it
        warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
        session = _start(master, memory)
        try:
            if not _is_submitted():
                package = write_package(Path(folder) / "journeyman.zip")
                session.sparkContext.addPyFile(str(package))
            _await_workers(session, master, wait)
            yield session
        finally:
            session.stop()


def check_spark() -> None:
    """See that pyspark is there.

    Raises:
        SparkError: it is not.
    """
    if find_spec("pyspark") is None:
        raise SparkError("the engine spark needs pyspark: make spark, or pip install -e '.[spark]'")


def check_master(master: str, wait: float = 5) -> None:
    """See that a standalone master listens; other masters are asked by Spark itself.

    Raises:
        SparkError: no connection within ``wait`` seconds, or no master is written like this.
    """
    if not re.match(r"local(\[.+\])?$|spark://.|yarn$|k8s://.", master):
        raise SparkError(f"expected a master like local[2] or spark://host:7077, found {master!r}")
    if not master.startswith("spark://"):
        return
    reasons = []
    for place in master.removeprefix("spark://").split(","):
        host, _, port = place.partition(":")
        try:
            socket.create_connection((host, int(port or _PORT)), timeout=wait).close()
        except (OSError, ValueError) as error:
            reasons.append(f"{place}: {error}")
        else:
            return
    raise SparkError(f"no Spark master answers at {master} within {wait:g} s ({reasons[-1]})")


def run_job(ask: Callable[[], Answer]) -> Answer:
    """Return what a job answers; what a worker or Spark says instead becomes one line.

    Raises:
        SparkError: the job failed.
    """
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        return ask()
    except PySparkException as error:
        raise SparkError(explain(str(error))) from error
    except Py4JError as error:
        raise SparkError(explain(str(error))) from error


def explain(said: str) -> str:
    """Return the line of a long report that names the reason, and what to do about it."""
    for pattern, advice in (
        (r"ModuleNotFoundError: .*", f"the Python of every worker needs {NEEDED}"),
        (r".*PYTHON_VERSION_MISMATCH.*", "set PYSPARK_PYTHON to the same version on every machine"),
        (r".*Cannot run program.*", "set PYSPARK_PYTHON to a Python that every worker has"),
        (r".*JAVA_GATEWAY_EXITED.*", "Java could not start Spark: see what it said above"),
        (r".*PATH_NOT_FOUND.*", "a path without scheme is one that every machine can read"),
        (r".*OutOfMemoryError.*", "give it more by --spark-memory, or more workers"),
        (r"(?m)^ *\w+Error: .*", "the Python of a worker failed"),
        (r"(?m)^: java\S+: .*", "Java said so"),
    ):
        if found := re.search(pattern, said):
            return f"Spark: {found[0].strip(': ')}; {advice}"
    return "Spark: " + next((line for line in said.splitlines() if line.strip()), "no reason given")


def _start(master: str, memory: str) -> "SparkSession":
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("journeyman")
    if _is_submitted():
        return builder.getOrCreate()
    if SparkSession.getActiveSession() is not None:  # it would be shared, and ended with ours
        raise SparkError("expected no other session of Spark in this process, found one")
    local = master.startswith("local")
    if local:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        os.environ.setdefault("SPARK_LOCAL_IP", _LOOPBACK["spark.driver.host"])
    settings = _QUIET | (_LOOPBACK if local else {})
    logging = (Path(__file__).parent / "log4j2.properties").as_uri()
    settings |= {"spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={logging}"}
    settings |= {"spark.driver.memory": memory, "spark.executor.memory": memory}
    try:
        return run_job(builder.master(master).config(map=settings).getOrCreate)
    except SparkError as error:
        raise SparkError(f"{master}: expected Spark to start there; {error}") from error


def _await_workers(session: "SparkSession", master: str, wait: float) -> None:
    """Run our code on a worker first; a cluster without one would wait for ever."""
    from mining.spark.partitions import answer

    context = session.sparkContext
    if not master.startswith("local"):
        await_executor(session, master, wait)
    run_job(context.parallelize([0], 1).map(answer).collect)


def await_executor(session: "SparkSession", master: str, wait: float) -> None:
    """Wait until a worker of a cluster has started an executor.

    Raises:
        SparkError: none has within ``wait`` seconds.
    """
    deadline = time.monotonic() + wait
    while time.monotonic() < deadline:
        if session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() > 1:  # noqa: SLF001
            return
        time.sleep(0.2)
    raise SparkError(
        f"{master}: the master answers, but no worker was free within {wait:g} s; "
        "start one, or ask for less by --spark-memory"
    )


def _is_submitted() -> bool:
    """Whether ``spark-submit`` has started us, and has said and sent everything already."""
    return "PYSPARK_GATEWAY_PORT" in os.environ
