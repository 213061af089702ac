"""The command line: one tree, errors in one line."""

import logging
import sys

import typer
from pydantic import ValidationError

from api.commands import (
    console,
    correct,
    crawl,
    db,
    demo,
    duplicates,
    evaluate,
    export,
    frameworks,
    ingest,
    learners,
    lists,
    mine,
    paths,
    patterns,
    query,
    records,
    search,
    serve,
    snapshot,
)
from api.commands.printing import errors
from api.errors import REFUSALS

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="From syllabus to job: what a learner lacks, and the path that closes the gap.",
)
app.command()(demo.demo)
app.add_typer(db.app, name="db")
app.command()(serve.serve)
app.add_typer(crawl.app, name="crawl")
ingest.app.add_typer(records.app)
ingest.app.add_typer(frameworks.app)
app.add_typer(ingest.app, name="ingest")
mine.app.add_typer(patterns.app)
app.add_typer(mine.app, name="mine")
app.add_typer(duplicates.app, name="duplicates")
app.command()(correct.correct)
app.add_typer(learners.app, name="learners")
app.add_typer(lists.jobs, name="jobs")
app.command()(search.search)
app.command()(paths.gaps)
app.command()(paths.path)
app.command()(paths.report)
app.add_typer(export.app, name="export")
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(lists.changes, name="changes")
query.app.command("cypher")(console.cypher)
app.add_typer(query.app, name="query")
app.add_typer(snapshot.app, name="snapshot")


def main() -> None:
    """Run the command line; what is refused ends with one line and the exit code 1."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        app()
    except REFUSALS as error:
        _refuse(str(error))
    except ValidationError as error:
        _refuse(f"a setting is not as expected: {error.errors()[0]['msg']}")
    except OSError as error:
        _refuse(f"{error.filename or 'a file'}: {error.strerror or error}")
    except KeyboardInterrupt:
        _refuse("interrupted")


def _refuse(line: str) -> None:
    errors.print(" ".join(line.split()), style="red", soft_wrap=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
