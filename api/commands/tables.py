"""journeyman mine table: what is mined from Parquet into Parquet, here or on Spark."""

from pathlib import Path
from typing import Annotated

import typer

from api.commands.engines import (
    EngineName,
    EngineOption,
    MasterOption,
    MemoryOption,
    open_engine,
)
from api.commands.printing import console
from mining.apriori import Thresholds
from mining.prefixspan import LEAST_SHARE, MAX_LENGTH
from mining.spark import submit
from mining.spark.package import write_package
from mining.spark.session import LOCAL, MEMORY
from mining.tables import tabulate_rules
from mining.templates import parse_templates

app = typer.Typer()
table = typer.Typer(no_args_is_help=True, help="Mine Parquet into Parquet, without the graph.")
app.add_typer(table, name="table")

PathArgument = Annotated[str, typer.Argument(help="A Parquet file or folder, or an hdfs:// path.")]
OutOption = Annotated[str, typer.Option("--out", help="Folder of the result.")]


@table.command()
def rules(
    path: PathArgument,
    out: OutOption,
    templates: Annotated[str | None, typer.Option("--templates", help="K>A,A>J")] = None,
    min_support: Annotated[float | None, typer.Option(help="Least share of the weight.")] = None,
    min_confidence: Annotated[float | None, typer.Option(help="Least confidence.")] = None,
    min_lift: Annotated[float | None, typer.Option(help="Least lift.")] = None,
    max_q: Annotated[float, typer.Option("--max-q", help="Most false discovery rate.")] = 0.1,
    max_length: Annotated[int, typer.Option(help="Most items of a rule.")] = 4,
    engine: EngineOption = EngineName.LOCAL,
    master: MasterOption = LOCAL,
    memory: MemoryOption = MEMORY,
) -> None:
    """Association rules of a table of transactions: items, weight."""
    thresholds = Thresholds(min_support, min_confidence, min_lift, max_q, max_length)
    wanted = parse_templates(templates) if templates else None
    with open_engine(engine, master, memory) as counting:
        mined = counting.mine_rules_of(path, wanted, thresholds)
        place = counting.write(tabulate_rules(mined.rules), out, "rules")
    console.print(f"{len(mined.rules)} rules: {place}", soft_wrap=True)
    for warning in mined.warnings:
        console.print(f"warning: {warning}", soft_wrap=True)


@table.command()
def sequences(
    path: PathArgument,
    out: OutOption,
    min_support: Annotated[float, typer.Option(help="Least share of learners.")] = LEAST_SHARE,
    max_length: Annotated[int, typer.Option(help="Most items of a pattern.")] = MAX_LENGTH,
    gap: Annotated[
        int | None, typer.Option("--gap", max=10_000, help="Most places between two.")
    ] = None,
    engine: EngineOption = EngineName.LOCAL,
    master: MasterOption = LOCAL,
    memory: MemoryOption = MEMORY,
) -> None:
    """Sequential patterns of a table of histories: learner, items."""
    with open_engine(engine, master, memory) as counting:
        found = counting.find_patterns_of(path, min_support, max_length, gap)
        place = counting.write(found.table, out, "sequences")
    console.print(
        f"{found.table.num_rows} patterns that {found.min_count} of {found.learners} learners or "
        f"more have: {place}",
        soft_wrap=True,
    )


@table.command()
def demand(
    path: PathArgument,
    out: OutOption,
    half_life: Annotated[float, typer.Option(help="Months.")] = 12.0,
    engine: EngineOption = EngineName.LOCAL,
    master: MasterOption = LOCAL,
    memory: MemoryOption = MEMORY,
) -> None:
    """Demand of a table of postings: id, job_id, job_class, posted, ability_ids."""
    with open_engine(engine, master, memory) as counting:
        found = counting.count_demand_of(path, half_life)
        place = counting.write(found, out, "demand")
    console.print(f"{found.num_rows} pairs of job and ability: {place}", soft_wrap=True)


@table.command()
def package(folder: Annotated[Path, typer.Argument(help="Where to write it.")]) -> None:
    """Write what spark-submit needs on a cluster of yours: journeyman.zip and submit.py."""
    folder.mkdir(parents=True, exist_ok=True)
    packed = write_package(folder / "journeyman.zip")
    script = folder / "submit.py"
    script.write_bytes(Path(submit.__file__).read_bytes())
    console.print(f"spark-submit --py-files {packed} {script} --help", soft_wrap=True)
