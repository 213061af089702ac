"""journeyman way: how what is taught leads to a job, or a job to what is taught."""

from typing import Annotated

import typer

from api.commands.printing import (
    Format,
    FormatOption,
    JsonOption,
    console,
    print_json,
    print_rows,
)
from api.session import open_session
from graph.ways import Step, find_way

EndArgument = Annotated[str, typer.Argument(help="The id of a knowledge point, ability or job.")]
_TOLD = ("n", "transactions", "confidence", "confidence_back", "lift", "score", "matched")


def way(
    start: EndArgument,
    goal: EndArgument,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Show the best weighted way from one to the other, and who says each edge."""
    with open_session() as session:
        found = find_way(session.store, start, goal)
    if as_json or form is Format.JSON:
        print_json(found)
        return
    rows = [
        {
            "relation": step.relation,
            "to": step.to_name,
            "weight": step.weight,
            "said": "; ".join(say_step(step)),
            "to_id": step.to_id,
        }
        for step in found.steps
    ]
    if form is Format.TABLE:
        console.print(f"{found.steps[0].from_name}: weight {found.weight:.3f}", soft_wrap=True)
    print_rows(rows, form, ("relation", "to", "weight", "said"))


def say_step(step: Step) -> list[str]:
    """Return in a few words who says an edge, with their own numbers."""
    return [
        f"{said.source} {said.origin}"
        + "".join(f", {name} {_show(said.fields[name])}" for name in _TOLD if name in said.fields)
        for said in step.said
    ]


def _show(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)
