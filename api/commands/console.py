"""journeyman query cypher: free Cypher of analysts, through the guarded door and no other way."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from api.commands.printing import errors
from api.commands.writing import Form, write_rows
from api.refusals import DoorError
from graph.answers import Limits
from graph.doors import open_door
from graph.settings import Settings

app = typer.Typer()

ParamOption = Annotated[
    list[str] | None, typer.Option("-p", "--param", help="key=value; the value JSON or a text.")
]
RowsOption = Annotated[int, typer.Option(min=1, max=100_000, help="Most rows.")]
SecondsOption = Annotated[float, typer.Option(min=0.1, max=30, help="Most seconds.")]
FileOption = Annotated[Path | None, typer.Option("--file", exists=True, help="The statement.")]
LearnersOption = Annotated[
    bool, typer.Option("--learners", help="Also what learners are and did: rows of single people.")
]


@app.command()
def cypher(
    statement: Annotated[str, typer.Argument(help="The statement; - reads it from input.")] = "",
    file: FileOption = None,
    param: ParamOption = None,
    rows: RowsOption = 1000,
    seconds: SecondsOption = 10.0,
    form: Annotated[Form, typer.Option("--format", help="How to write.")] = Form.TABLE,
    output: Annotated[Path | None, typer.Option("--output", help="A file to write to.")] = None,
    learners: LearnersOption = False,
) -> None:
    """Run a reading statement of your own."""
    text = read_statement(statement, file)
    with open_door(Settings(), learners=learners) as door:
        answer = door.ask(text, parse_params(param or []), Limits(seconds, rows))
    write_rows(answer.rows, [(name, "ANY") for name in answer.columns], form, output)
    if answer.truncated:
        errors.print(f"cut after {len(answer.rows)} rows; --rows gives more", soft_wrap=True)


def read_statement(argument: str, file: Path | None) -> str:
    """Return the statement: the argument, a file, or the input for ``-``.

    Raises:
        DoorError: none of them or both, or no UTF-8.
    """
    if bool(argument) == (file is not None):
        raise DoorError("expected a statement or --file, found " + ("both" if file else "neither"))
    try:
        if file is not None:
            return file.read_text(encoding="utf-8")
        return sys.stdin.read() if argument == "-" else argument
    except UnicodeDecodeError as error:
        raise DoorError(f"{file or 'input'}: expected text in UTF-8, found {error}") from error


def parse_params(pairs: list[str]) -> dict[str, object]:
    """Return parameters from ``key=value``; what is no JSON is a text.

    Raises:
        DoorError: a pair without a key, or a key twice.
    """
    found: dict[str, object] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not (equals and key.isidentifier()) or key in found:
            raise DoorError(f"-p {pair}: expected key=value with a name that is new, found {key!r}")
        found[key] = _parse_value(value)
    return found


def _parse_value(value: str) -> object:
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        return value
