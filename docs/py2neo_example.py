"""What a job requires, asked with py2neo, for those who still own py2neo notebooks.

py2neo is no longer maintained; the official driver does the same and more. Needs
``pip install -e '.[py2neo]'`` and NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD, NEO4J_DATABASE.
"""

import os
import sys
from pathlib import Path

from py2neo import Graph

STATEMENT = Path(__file__).parents[1] / "cypher" / "analysis" / "job_transfer.cypher"


def main(job: str, other: str) -> None:
    """Print what two jobs require, side by side, tab-separated."""
    graph = Graph(  # type: ignore[no-untyped-call]
        os.environ["NEO4J_URI"],
        auth=(os.environ["NEO4J_USER"], os.environ["NEO4J_PASSWORD"]),
        name=os.environ["NEO4J_DATABASE"],
    )
    text = STATEMENT.read_text(encoding="utf-8")
    rows = graph.run(text, job=job, other=other, limit=50)  # type: ignore[no-untyped-call]
    for row in rows:
        sys.stdout.write(f"{row['ability_id']}\t{row['weight']}\t{row['other_weight']}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
