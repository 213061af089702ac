"""What ``spark-submit`` runs: mine a table in Parquet and write one.

``spark-submit --py-files journeyman.zip submit.py rules --transactions hdfs://... --out hdfs://...``
"""

import argparse
import logging
import sys
from collections.abc import Sequence

from mining.apriori import Thresholds
from mining.engines import Engine
from mining.errors import ExplosionError, TableError, TemplateError, ThresholdError
from mining.prefixspan import LEAST_SHARE, MAX_LENGTH
from mining.spark.engine import open_spark
from mining.spark.errors import SparkError
from mining.tables import tabulate_rules
from mining.templates import parse_templates

log = logging.getLogger("journeyman")


def main(words: Sequence[str] | None = None) -> int:
    """Run what the words ask for; return the exit code."""
    asked = read_words(words)
    try:
        with open_spark() as engine:
            log.warning("wrote %s", run(engine, asked))
    except (ExplosionError, SparkError, TableError, TemplateError, ThresholdError) as error:
        log.error("%s", error)  # noqa: TRY400 - one line, as everywhere
        return 1
    return 0


def run(engine: Engine, asked: argparse.Namespace) -> str:
    """Mine one table and write one; return where."""
    if asked.what == "rules":
        thresholds = Thresholds(
            asked.min_support, asked.min_confidence, asked.min_lift, asked.max_q, asked.max_length
        )
        templates = parse_templates(asked.templates) if asked.templates else None
        mined = engine.mine_rules_of(asked.table, templates, thresholds)
        for warning in mined.warnings:
            log.warning("%s", warning)
        table = tabulate_rules(mined.rules)
    elif asked.what == "sequences":
        table = engine.find_patterns_of(
            asked.table, asked.min_support, asked.max_length, asked.gap
        ).table
    else:
        table = engine.count_demand_of(asked.table, asked.half_life)
    return engine.write(table, asked.out, asked.what)


def read_words(words: Sequence[str] | None) -> argparse.Namespace:
    """Return what the words of a command line ask for."""
    parser = argparse.ArgumentParser(description="Mine a table in Parquet on Spark.")
    kinds = parser.add_subparsers(dest="what", required=True)
    rules, sequences, demand = (kinds.add_parser(n) for n in ("rules", "sequences", "demand"))
    for kind, table in ((rules, "transactions"), (sequences, "histories"), (demand, "postings")):
        kind.add_argument(f"--{table}", dest="table", required=True)
        kind.add_argument("--out", required=True)
    for name in ("support", "confidence", "lift"):
        rules.add_argument(f"--min-{name}", type=float)
    rules.add_argument("--max-q", type=float, default=0.1)
    rules.add_argument("--max-length", type=int, default=4)
    rules.add_argument("--templates", metavar="K>A,A>J")
    sequences.add_argument("--min-support", type=float, default=LEAST_SHARE)
    sequences.add_argument("--max-length", type=int, default=MAX_LENGTH)
    sequences.add_argument("--gap", type=int)
    demand.add_argument("--half-life", type=float, default=12)
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())
