"""journeyman ingest onet, nice, csco, case, moodle, framework: what others publish."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from api.commands.printing import (
    ApplyOption,
    ErrorsOption,
    Mode,
    PlanOption,
    choose_mode,
    console,
    progress_bar,
    saving_errors,
    settle_plan,
)
from api.session import open_session
from ingest.frameworks.onet import read_onet
from ingest.frameworks.plan import plan_standard
from ingest.frameworks.standard import Standard

FileArgument = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The file.")]
FolderArgument = Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The folder.")]
ReleaseOption = Annotated[
    str | None, typer.Option("--release", help="Its version, where the files do not say it.")
]
EncodingOption = Annotated[
    str, typer.Option("--encoding", help="Of text: utf-8-sig, utf-16, gb18030 and so on.")
]
LanguageOption = Annotated[str | None, typer.Option("--language", help="That it is written in.")]


def onet(
    path: FolderArgument,
    release: ReleaseOption = None,
    encoding: EncodingOption = "utf-8-sig",
    plan: PlanOption = False,
    apply: ApplyOption = False,
    errors: ErrorsOption = None,
) -> None:
    """Bring in O*NET's database, as workbooks or as text, out of one folder."""
    mode = choose_mode(plan, apply)
    settle_standard(lambda: read_onet(path, release, encoding), mode, errors)


def settle_standard(read: Callable[[], Standard], mode: Mode, errors: Path | None) -> None:
    """Read a framework, plan it in place of its earlier version, and settle the plan."""
    with progress_bar("reading"):
        standard = read()
    said = standard.framework.properties
    with saving_errors(errors), open_session() as session:
        made = plan_standard(session.store, standard)
        settle_plan(session.store, made, f"{said['name']} {said['version']}", mode, "import")
    if licence := said.get("licence"):
        console.print(
            f"{said['name']}, {said.get('publisher') or 'its publisher'}: {licence}", style="dim"
        )
