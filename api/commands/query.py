"""journeyman query: the analysts' library, and its favourites for Neo4j Browser."""

import zipfile
from pathlib import Path
from typing import Annotated

import typer

from api.commands.printing import Format, FormatOption, JsonOption, console, print_json, print_rows
from api.commands.writing import Form, write_rows
from api.refusals import DoorError
from api.session import open_session
from graph.queries import Param, Query, get_query, list_queries, run_query

app = typer.Typer(no_args_is_help=True, help="Questions to the graph.")
Name = Annotated[str, typer.Argument(help="A query's name.")]


@app.command("list")
def list_all(form: FormatOption = Format.TABLE, as_json: JsonOption = False) -> None:
    """List the library: what each query answers and which parameters it takes."""
    rows = [
        {"theme": q.theme, "query": q.name, "answers": q.about, "params": _say_params(q)}
        for q in list_queries()
    ]
    print_rows(rows, Format.JSON if as_json else form, ("theme", "query", "answers"))


@app.command()
def show(name: Name, as_json: JsonOption = False) -> None:
    """Show what a query answers, its parameters, its columns and its statement."""
    query = get_query(name)
    if as_json:
        print_json(query)
        return
    console.print(query.about)
    for param in query.params:
        console.print(f"  -p {param.name}=  {param.type}  {_say(param)}", soft_wrap=True)
    console.print("columns: " + ", ".join(f"{n} {t}" for n, t in query.columns), soft_wrap=True)
    console.print(f"\n{query.text}", soft_wrap=True)


@app.command()
def run(
    name: Name,
    params: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="A parameter: key=value.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How to write.")] = Form.TABLE,
    output: Annotated[Path | None, typer.Option("--output", help="A file to write to.")] = None,
) -> None:
    """Run a query of the library."""
    query, given = get_query(name), split_params(params or [])
    with open_session() as session:
        rows = run_query(session.store, query, given)
    write_rows(rows, query.columns, form, output)
    if output is not None:
        console.print(f"{output}: {len(rows)} rows", soft_wrap=True)


@app.command()
def favourites(
    path: Annotated[Path, typer.Argument(help="A new zip file.")],
) -> None:
    """Write the library as files that Neo4j Browser takes for favourites."""
    if path.exists():
        raise DoorError(f"{path}: expected a name that is free, found something there")
    part = path.with_name(f"{path.name}.part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for query in list_queries():
            archive.writestr(f"{query.theme}/{query.name}.cypher", say_favourite(query))
    part.rename(path)
    console.print(f"{path}: {len(list_queries())} queries", soft_wrap=True)


def say_favourite(query: Query) -> str:
    """Return a query as a favourite: a title, its parameters to be set, the statement."""
    lines = [f"// {query.about}"]
    for param in query.params:
        value = param.default if param.default is not None else param.about
        text = value if param.type in {"INTEGER", "FLOAT", "NUMBER"} else f"'{value}'"
        text = f"[{text}]" if param.type.startswith("LIST") else text
        lines.append(f":param {param.name} => {text};")
    return "\n".join([*lines, query.text]) + ";\n"


def split_params(said: list[str]) -> dict[str, str]:
    """Return ``key=value`` pairs as a mapping.

    Raises:
        DoorError: one has no key, or a key comes twice.
    """
    pairs: dict[str, str] = {}
    for each in said:
        key, equals, value = each.partition("=")
        if not key or not equals or key in pairs:
            raise DoorError(f"-p: expected key=value, each key once, found {each!r}")
        pairs[key] = value
    return pairs


def _say_params(query: Query) -> list[str]:
    return [
        f"{param.name}={'' if param.default is None else param.default}" for param in query.params
    ]


def _say(param: Param) -> str:
    return param.about + ("" if param.default is None else f" (default {param.default!r})")
