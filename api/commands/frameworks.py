"""journeyman ingest esco, onet, nice, csco, case, moodle, framework: what others publish."""

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
from api.session import Session, open_session
from graph.frameworks import is_serving
from ingest.esco import ATTRIBUTION, holds_packages, plan_esco
from ingest.frameworks.case import read_case
from ingest.frameworks.csco import read_csco
from ingest.frameworks.esco import FRAMEWORK, EscoTables, read_esco
from ingest.frameworks.mapped import read_mapped
from ingest.frameworks.moodle import read_moodle
from ingest.frameworks.nice import read_nice
from ingest.frameworks.onet import read_onet
from ingest.frameworks.plan import plan_standard
from ingest.frameworks.standard import Standard

app = typer.Typer()
PathArgument = Annotated[Path, typer.Argument(exists=True, help="The file or the folder.")]
FileArgument = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The file.")]
FolderArgument = Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The folder.")]
MappingOption = Annotated[
    Path, typer.Option("--mapping", exists=True, dir_okay=False, help="Which column is what.")
]
ReleaseOption = Annotated[
    str | None, typer.Option("--release", help="Its version, before what the files say.")
]
EncodingOption = Annotated[
    str, typer.Option("--encoding", help="Of text: utf-8-sig, utf-16, gb18030 and so on.")
]
LanguageOption = Annotated[
    str | None, typer.Option("--language", help="Of its texts, where the files do not say it.")
]


@app.command()
def esco(
    path: Annotated[
        Path | None,
        typer.Argument(help="A folder with a release; none: the ICT occupations of two packages."),
    ] = None,
    release: ReleaseOption = None,
    language: Annotated[str, typer.Option("--language", help="Of the names.")] = "en",
    labels: Annotated[
        list[Path] | None,
        typer.Option("--labels", exists=True, help="Labels and URIs of skills (again for more)."),
    ] = None,
    replaced: Annotated[
        Path | None, typer.Option("--replaced", exists=True, help="conceptUri,replacedByUri")
    ] = None,
    plan: PlanOption = False,
    apply: ApplyOption = False,
    errors: ErrorsOption = None,
) -> None:
    """Bring in a whole release of ESCO, or without a folder its ICT occupations."""
    mode = choose_mode(plan, apply)
    if path is None or holds_packages(path):
        with saving_errors(errors), open_session() as session:
            ingest_esco(session, path or session.home / "cache" / "esco", mode)
        return
    tables = EscoTables(path, release, language, tuple(labels or ()), replaced)
    settle_standard(lambda: read_esco(tables), mode, errors)


@app.command()
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


@app.command()
def nice(
    path: PathArgument,
    release: ReleaseOption = None,
    encoding: EncodingOption = "utf-8-sig",
    plan: PlanOption = False,
    apply: ApplyOption = False,
    errors: ErrorsOption = None,
) -> None:
    """Bring in NICE's work roles: their table as CSV, or a folder with its lists in YAML too."""
    mode = choose_mode(plan, apply)
    settle_standard(lambda: read_nice(path, release, encoding), mode, errors)


@app.command()
def csco(
    path: FileArgument,
    release: ReleaseOption = None,
    encoding: EncodingOption = "utf-8-sig",
    plan: PlanOption = False,
    apply: ApplyOption = False,
    errors: ErrorsOption = None,
) -> None:
    """Bring in the Chinese classification of occupations."""
    mode = choose_mode(plan, apply)
    settle_standard(lambda: read_csco(path, release, encoding), mode, errors)


@app.command()
def case(
    path: FileArgument,
    release: ReleaseOption = None,
    encoding: EncodingOption = "utf-8-sig",
    language: LanguageOption = None,
    plan: PlanOption = False,
    apply: ApplyOption = False,
    errors: ErrorsOption = None,
) -> None:
    """Bring in a framework in the form of 1EdTech CASE: a package (JSON), or its items (CSV)."""
    mode = choose_mode(plan, apply)
    settle_standard(lambda: read_case(path, release, encoding, language), mode, errors)


@app.command()
def moodle(
    path: FileArgument,
    release: ReleaseOption = None,
    encoding: EncodingOption = "utf-8-sig",
    language: LanguageOption = None,
    plan: PlanOption = False,
    apply: ApplyOption = False,
    errors: ErrorsOption = None,
) -> None:
    """Bring in a competency framework that Moodle exported."""
    mode = choose_mode(plan, apply)
    settle_standard(lambda: read_moodle(path, release, encoding, language), mode, errors)


@app.command()
def framework(
    path: PathArgument,
    mapping: MappingOption,
    release: ReleaseOption = None,
    encoding: EncodingOption = "utf-8-sig",
    language: LanguageOption = None,
    plan: PlanOption = False,
    apply: ApplyOption = False,
    errors: ErrorsOption = None,
) -> None:
    """Bring in a framework out of sheets (CSV, tabs, XLSX) by a mapping file."""
    mode = choose_mode(plan, apply)
    settle_standard(lambda: read_mapped(path, mapping, release, encoding, language), mode, errors)


def settle_standard(read: Callable[[], Standard], mode: Mode, errors: Path | None) -> None:
    """Read a framework, plan it in the place of its earlier version, and settle the plan."""
    with progress_bar("reading"):
        standard = read()
    said = standard.framework.properties
    with saving_errors(errors), open_session() as session:
        made = plan_standard(session.store, standard)
        settle_plan(session.store, made, f"{said['name']} {said['version']}", mode, "import")
    if licence := said.get("licence"):
        console.print(f"{said['name']}: {licence}", style="dim", soft_wrap=True)


def ingest_esco(session: Session, folder: Path, mode: Mode) -> None:
    """Plan and settle ESCO's ICT slice, unless the whole of it is there."""
    if is_serving(session.store, FRAMEWORK):
        console.print("ESCO, ICT occupations: the whole of ESCO is in the graph already")
        return
    made = plan_esco(session.store, folder)
    settle_plan(session.store, made, "ESCO, ICT occupations", mode, "import")
    console.print(ATTRIBUTION, style="dim")
