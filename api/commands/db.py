"""journeyman db: the embedded graph server."""

import typer

from api.commands.printing import Format, FormatOption, JsonOption, console, print_json
from api.session import open_session
from graph.census import count_nodes, count_relationships
from graph.changes import get_seq
from graph.schema import merge_schema, schema_version
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
    """Show the server, its schema and what the graph holds."""
    settings = Settings()
    running = settings.neo4j_uri or find_server(settings.journeyman_home)
    if not running:
        console.print("no embedded server runs here; `journeyman db start` starts one")
        raise typer.Exit(1)
    with open_session(settings) as session:
        said = {
            "server": session.store.describe(),
            "at": settings.neo4j_uri or f"bolt://127.0.0.1:{getattr(running, 'bolt_port', '')}",
            "schema": schema_version(),
            "seq": get_seq(session.store),
            "nodes": count_nodes(session.store),
            "relationships": count_relationships(session.store),
        }
    if as_json or form is Format.JSON:
        print_json(said)
        return
    for name, value in said.items():
        console.print(f"{name}: {value}")


@app.command()
def migrate() -> None:
    """Bring constraints and indexes up to date."""
    with open_store(Settings()) as store:
        changed = merge_schema(store)
    console.print(f"schema {schema_version()} " + ("applied" if changed else "was up to date"))
