"""journeyman export: the map in the forms that others read."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.commands.printing import console, errors, progress_bar
from api.session import open_session
from ingest.errors import ShapesError
from ingest.skos.export import BASE, export_skos
from ingest.skos.shapes import find_faults, require_checker

app = typer.Typer(no_args_is_help=True, help="Write the map in forms that others read.")
_SHOWN = 12


class RdfForm(StrEnum):
    """How RDF is written."""

    TURTLE = "turtle"
    JSONLD = "jsonld"


PathArgument = Annotated[Path, typer.Argument(dir_okay=False, help="The file to write.")]
FormOption = Annotated[RdfForm, typer.Option("--format", help="How to write it.")]
BaseOption = Annotated[
    str, typer.Option("--base", help="Starts the IRI of what has no URI of its own.")
]
CheckOption = Annotated[
    bool, typer.Option("--check", help="Hold the file against the SHACL shapes, too.")
]


@app.command()
def skos(
    path: PathArgument,
    form: FormOption = RdfForm.TURTLE,
    base: BaseOption = BASE,
    check: CheckOption = False,
) -> None:
    """Write abilities, knowledge points and jobs as SKOS concepts in RDF."""
    if check:
        require_checker()
    with open_session() as session, progress_bar("writing") as on_progress:
        made = export_skos(session.store, path, form.value, base, on_progress)
    console.print(f"{path}: {made.concepts:,} concepts, {made.triples:,} triples", soft_wrap=True)
    if check:
        check_skos(path, form)


def check_skos(path: Path, form: RdfForm) -> None:
    """Say where a written file breaks the shapes.

    Raises:
        ShapesError: it does somewhere.
    """
    with progress_bar("checking"):
        faults = find_faults(path, form.value)
    for fault in faults[:_SHOWN]:
        errors.print(f"  {fault.node}: {fault.message}: {fault.value}", soft_wrap=True)
    if faults:
        raise ShapesError(f"{path}: expected RDF that keeps the shapes, found {len(faults)} faults")
    console.print("  keeps the shapes")
