"""journeyman search: words found in the map."""

from typing import Annotated

import typer

from api.commands.printing import Format, FormatOption, JsonOption, LimitOption, print_rows
from api.session import open_session
from graph.search import search_nodes


def search(
    text: Annotated[str, typer.Argument(help="Words, Chinese or English.")],
    label: Annotated[
        str, typer.Option(help="Ability, Job, KnowledgePoint, Course or Resource.")
    ] = "Ability",
    limit: LimitOption = 20,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """List nodes that hold some of the words, the most alike names first."""
    with open_session() as session:
        rows = search_nodes(session.store, label, text, limit)
    print_rows(rows, Format.JSON if as_json else form, ("id", "name", "share"))
