"""journeyman db: the graph's server, its schema, its backups."""

from pathlib import Path
from typing import Annotated

import typer

from api.commands.printing import Format, FormatOption, JsonOption, console, print_json
from graph.backups import restore_backup, save_backup
from graph.census import count_nodes, count_relationships
from graph.changes import get_seq
from graph.migrations import list_applied, list_pending, migrate, newest_version
from graph.server import find_server, open_store, start_server, stop_server
from graph.settings import Settings

app = typer.Typer(no_args_is_help=True, help="The graph's server.")


@app.command()
def start() -> None:
    """Start an embedded server that stays until `db stop`."""
    settings = Settings()
    if settings.neo4j_uri:
        console.print(f"NEO4J_URI is set: the graph is {settings.neo4j_uri}, nothing to start")
        return
    server = start_server(settings.journeyman_home)
    console.print(
        f"running: bolt://127.0.0.1:{server.bolt_port}, user root, "
        f"password in {server.password_file}"
    )


@app.command()
def stop() -> None:
    """End the embedded server."""
    stopped = stop_server(Settings().journeyman_home)
    console.print("stopped" if stopped else "no embedded server runs here")


@app.command()
def status(form: FormatOption = Format.TABLE, as_json: JsonOption = False) -> None:
    """Show the server, its schema and what the graph holds; nothing is started or changed."""
    settings = Settings()
    running = settings.neo4j_uri or find_server(settings.journeyman_home)
    if not running:
        console.print("no embedded server runs here; `journeyman db start` starts one")
        raise typer.Exit(1)
    with open_store(settings) as store:
        said = {
            "server": store.describe(),
            "at": settings.neo4j_uri or f"bolt://127.0.0.1:{getattr(running, 'bolt_port', '')}",
            "schema": max(list_applied(store), default=0),
            "schema of this program": newest_version(),
            "pending": [f"{each.version} {each.title}" for each in list_pending(store)],
            "seq": get_seq(store),
            "nodes": count_nodes(store),
            "relationships": count_relationships(store),
        }
    if as_json or form is Format.JSON:
        print_json(said)
        return
    for name, value in said.items():
        console.print(f"{name}: {value}")


@app.command("migrate")
def bring_up_to_date() -> None:
    """Bring constraints and indexes up to date."""
    with open_store(Settings()) as store:
        applied = migrate(store)
    for each in applied:
        console.print(f"applied: version {each.version}, {each.title}, {each.checksum[:12]}")
    console.print(f"schema version {newest_version()}" + ("" if applied else ", was up to date"))


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="A new zip file.")],
) -> None:
    """Write the embedded graph, as it is now, to a file; the server goes on."""
    settings = _only_embedded("neo4j-admin database dump")
    size = save_backup(settings.journeyman_home, file)
    console.print(f"{file}: {size / 1e6:.1f} MB", soft_wrap=True)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="What `db backup` wrote.", exists=True)],
    apply: Annotated[bool, typer.Option("--apply", help="Do not ask before replacing.")] = False,
) -> None:
    """Put a backup in the place of the embedded graph; no server may run."""
    settings = _only_embedded("neo4j-admin database load")
    home = settings.journeyman_home
    if not apply:
        typer.confirm(f"Replace the graph in {home} by {file}?", abort=True)
    for label, count in restore_backup(home, file).items():
        console.print(f"{label}: {count}")


def _only_embedded(tool: str) -> Settings:
    settings = Settings()
    if settings.neo4j_uri:
        raise typer.BadParameter(
            f"expected the embedded graph, found NEO4J_URI={settings.neo4j_uri}: use `{tool}`, "
            "or `journeyman snapshot`"
        )
    return settings
