"""How commands choose who counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated

import typer

from api.commands.printing import errors
from mining.engines import Engine, Local
from mining.spark.engine import open_spark
from mining.spark.session import LOCAL, MEMORY


class EngineName(StrEnum):
    """Who counts; both answer the same."""

    LOCAL = "local"
    SPARK = "spark"


EngineOption = Annotated[
    EngineName, typer.Option("--engine", help="Who counts; the answers are the same.")
]
MasterOption = Annotated[
    str,
    typer.Option(
        "--master", envvar="SPARK_MASTER", help="Of Spark: local[2], spark://host:7077, yarn."
    ),
]
MemoryOption = Annotated[
    str, typer.Option("--spark-memory", help="Of Spark's driver and of each executor: 512m, 4g.")
]


@contextmanager
def open_engine(name: EngineName, master: str = LOCAL, memory: str = MEMORY) -> Iterator[Engine]:
    """Open who counts; Spark tells first whether this machine would be the better choice.

    Raises:
        SparkError: Spark is not as needed.
    """
    if name is EngineName.LOCAL:
        yield Local()
        return
    with open_spark(master, memory, tell=lambda line: errors.print(line, soft_wrap=True)) as spark:
        yield spark
