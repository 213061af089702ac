"""journeyman jobs and changes: what there is to ask about, and what happened to the map."""

import typer

from api.commands.printing import Format, FormatOption, JsonOption, LimitOption, print_rows
from api.session import open_session
from graph.changes import list_changesets
from graph.jobs import list_jobs

jobs = typer.Typer(no_args_is_help=True, help="Jobs.")
changes = typer.Typer(no_args_is_help=True, help="What happened to the map.")


@jobs.command("list")
def list_all_jobs(
    limit: LimitOption = 100, form: FormatOption = Format.TABLE, as_json: JsonOption = False
) -> None:
    """List jobs, those with most postings first."""
    with open_session() as session:
        rows = list_jobs(session.store, limit)
    columns = ("job_id", "title", "postings")
    print_rows(rows, Format.JSON if as_json else form, columns)


@changes.command("list")
def list_all_changes(
    limit: LimitOption = 50, form: FormatOption = Format.TABLE, as_json: JsonOption = False
) -> None:
    """List changesets, newest first."""
    with open_session() as session:
        rows = list_changesets(session.store, limit)
    columns = ("seq", "at", "author", "kind", "note", "state", "changes")
    print_rows(rows, Format.JSON if as_json else form, columns)
