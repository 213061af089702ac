"""The command line: one tree, errors in one line."""

import logging
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Any

import typer
from pydantic import ValidationError

from api.commands.printing import errors
from api.refusals import REFUSALS

TREE = {
    "demo": ("demo.demo",),
    "db": ("db.app",),
    "serve": ("serve.serve",),
    "crawl": ("crawl.app",),
    "ingest": ("ingest.app", "records.app", "frameworks.app"),
    "mine": ("mine.app", "associations.app", "patterns.app", "tables.app"),
    "claims": ("claims.app",),
    "duplicates": ("duplicates.app",),
    "correct": ("correct.correct",),
    "learners": ("learners.app", "diagnosis.app"),
    "qmatrix": ("diagnosis.qmatrix",),
    "resources": ("diagnosis.resources",),
    "jobs": ("lists.jobs",),
    "search": ("search.search",),
    "gaps": ("paths.gaps",),
    "path": ("paths.path",),
    "report": ("paths.report",),
    "way": ("ways.way",),
    "export": ("export.app",),
    "evaluate": ("evaluate.app", "compare.app"),
    "changes": ("lists.changes",),
    "query": ("query.app", "console.app"),
    "snapshot": ("snapshot.app",),
}
"""Every command by its first word, and the modules of ``api/commands`` that hold it.

A group of several modules has the help of the first.
"""


def make_app(words: Iterable[str] = TREE) -> typer.Typer:
    """Return the command line with these first words; only their modules are imported."""
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_describe)  # with it a single command keeps its name
    for word in words:
        parts = [_load(place) for place in TREE[word]]
        if isinstance(parts[0], typer.Typer):
            app.add_typer(_join(parts), name=word)
        else:
            app.command(word)(parts[0])
    return app


def main() -> None:
    """Run the command line; what is refused ends with one line and the exit code 1."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    try:
        make_app([word] if word in TREE else TREE)()
    except REFUSALS as error:
        _refuse(str(error))
    except ValidationError as error:
        _refuse(f"a setting is not as expected: {error.errors()[0]['msg']}")
    except OSError as error:
        _refuse(f"{error.filename or 'a file'}: {error.strerror or error}")
    except KeyboardInterrupt:
        _refuse("interrupted")


def _describe() -> None:
    """From syllabus to job: what a learner lacks, and the path that closes the gap."""


def _join(parts: list[typer.Typer]) -> typer.Typer:
    if len(parts) == 1:
        return parts[0]
    group = typer.Typer(no_args_is_help=True, help=parts[0].info.help)
    for part in parts:
        group.add_typer(part)
    return group


def _load(place: str) -> Any:
    module, name = place.split(".")
    return getattr(import_module(f"api.commands.{module}"), name)


def _refuse(line: str) -> None:
    errors.print(" ".join(line.split()), style="red", soft_wrap=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
