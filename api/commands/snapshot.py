"""journeyman snapshot: the whole graph as files that either server takes."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from api.commands.printing import (
    Format,
    FormatOption,
    JsonOption,
    console,
    print_json,
    print_rows,
    progress_bar,
)
from api.session import open_session
from graph.audits import diff_snapshots, verify_snapshot
from graph.loading import load_snapshot
from graph.offline import write_import
from graph.saving import save_snapshot
from graph.snapshots import Manifest

app = typer.Typer(no_args_is_help=True, help="The whole graph as files, for either server.")
Folder = Annotated[Path, typer.Argument(help="The snapshot's folder.")]


@app.command()
def save(
    folder: Folder,
    without_people: Annotated[
        bool, typer.Option("--without-people", help="Leave learners and their events out.")
    ] = False,
) -> None:
    """Write everything the graph holds to a new folder."""
    with open_session() as session, progress_bar("saving") as on_progress:
        manifest = save_snapshot(
            session.store, folder, without_people=without_people, on_progress=on_progress
        )
    _print_manifest(folder, manifest)


@app.command()
def load(
    folder: Folder, note: Annotated[str, typer.Option(help="Why, for the changeset.")] = ""
) -> None:
    """Load a snapshot into an empty graph, as one changeset that names its hash."""
    with open_session() as session, progress_bar("loading") as on_progress:
        made = load_snapshot(session.store, folder, note, on_progress=on_progress)
    console.print(f"changeset {made.seq}: {made.changes} rows, {made.note}", soft_wrap=True)


@app.command()
def verify(folder: Folder, as_json: JsonOption = False) -> None:
    """Read a snapshot to its end: every line, id and end."""
    with progress_bar("verifying") as on_progress:
        manifest = verify_snapshot(folder, on_progress)
    if as_json:
        counts = {name: table.rows for _, name, table in manifest.list_tables()}
        print_json({"hash": manifest.hash, "seq": manifest.seq, "rows": counts})
    else:
        _print_manifest(folder, manifest)


@app.command()
def diff(
    first: Annotated[Path, typer.Argument(help="A snapshot's folder.")],
    second: Annotated[
        Path | None, typer.Argument(help="Another's; without it, the graph as it is.")
    ] = None,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Show what the second has more, less and otherwise than the first."""
    if second is None:
        with tempfile.TemporaryDirectory() as folder, open_session() as session:
            second = Path(folder) / "now"
            save_snapshot(session.store, second)
            rows = diff_snapshots(first, second)
    else:
        rows = diff_snapshots(first, second)
    form = Format.JSON if as_json else form
    if not rows and form is Format.TABLE:
        console.print("equal")
        return
    print_rows(rows, form, ("part", "name", "added", "removed", "changed", "examples"))


@app.command("neo4j-admin")
def write_neo4j_admin(
    folder: Folder,
    target: Annotated[Path, typer.Argument(help="A new folder for CSV files and arguments.")],
) -> None:
    """Write a snapshot as the files of `neo4j-admin database import full`."""
    with progress_bar("writing") as on_progress:
        arguments = write_import(folder, target, on_progress)
    console.print(f"neo4j-admin database import full {arguments}", soft_wrap=True)


def _print_manifest(folder: Path, manifest: Manifest) -> None:
    nodes = sum(table.rows for table in manifest.nodes.values())
    joined = sum(table.rows for table in manifest.relationships.values())
    left_out = f", without {', '.join(manifest.left_out)}" if manifest.left_out else ""
    console.print(
        f"{folder}: {nodes} nodes, {joined} relationships up to changeset {manifest.seq}{left_out}",
        soft_wrap=True,
    )
    console.print(f"hash {manifest.hash}", soft_wrap=True)
