"""How commands speak: tables for people, JSON and CSV for programs, plans, and left-outs."""

import csv
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from graph.changes import ChangeSet, apply_plan
from graph.plans import LeftOut, Plan
from graph.store import Store

# names and titles are other people's text: what looks like markup in them is none
console = Console(markup=False, highlight=False)
errors = Console(stderr=True, markup=False, highlight=False)
_SHOWN = 12
_kept: ContextVar[list[LeftOut]] = ContextVar("left out")
_SIGNS = {"add": "+", "set": "~", "remove": "-"}


class Format(StrEnum):
    """What a reading command prints."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Mode(StrEnum):
    """What a command that writes the map does with its plan."""

    ASK = "ask"
    PLAN = "plan"
    APPLY = "apply"


FormatOption = Annotated[Format, typer.Option("--format", help="How to print.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
PlanOption = Annotated[bool, typer.Option("--plan", help="Only show what would change.")]
ApplyOption = Annotated[bool, typer.Option("--apply", help="Do not ask before changing.")]
ErrorsOption = Annotated[
    Path | None, typer.Option("--errors", help="Write every row that is left out to this CSV.")
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", help="Number of a changeset, a time or a date (ISO 8601).")
]
EncodingOption = Annotated[str, typer.Option("--encoding", help="Of the file: gb18030.")]
LimitOption = Annotated[int, typer.Option(min=1, max=10_000, help="Most rows.")]


def choose_mode(plan: bool, apply: bool) -> Mode:
    """Return the mode that two flags mean; without a terminal and a flag a plan is only shown."""
    if plan and apply:
        raise typer.BadParameter("expected --plan or --apply, found both")
    if plan or (not apply and not sys.stdin.isatty()):
        return Mode.PLAN
    return Mode.APPLY if apply else Mode.ASK


def print_rows(rows: Sequence[Any], form: Format, columns: Sequence[str] = ()) -> None:
    """Print dataclasses as a table of ``columns`` (all if none are named), JSON or CSV."""
    said = [asdict(row) if is_dataclass(row) and not isinstance(row, type) else row for row in rows]
    if form is Format.JSON:
        print_json(said)
        return
    names = list(columns) or list(said[0] if said else [])
    if form is Format.CSV:
        writer = csv.DictWriter(sys.stdout, list(said[0]) if said else names)
        writer.writeheader()
        writer.writerows({name: _csv_cell(value) for name, value in row.items()} for row in said)
        return
    table = Table(box=box.SIMPLE)
    for name in names:
        widest = max((len(_cell(row[name])) for row in said), default=0)
        table.add_column(name, min_width=widest if name.endswith("_id") or name == "at" else None)
    for row in said:
        table.add_row(*(_cell(row[name]) for name in names))
    console.print(table)


def print_json(value: object) -> None:
    """Print a value, dataclasses included, as JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1, default=_jsonable))


def settle_plan(store: Store, plan: Plan, note: str, mode: Mode, kind: str) -> ChangeSet | None:
    """Show a plan and, unless it is only shown or refused, apply it."""
    if not confirm_plan(plan, note, mode):
        return None
    with progress_bar("applying") as on_progress:
        made = apply_plan(store, plan, note, kind=kind, on_progress=on_progress)
    if made is not None:
        console.print(f"  changeset {made.seq} applied: {made.changes} changes")
    return made


def confirm_plan(plan: Plan, note: str, mode: Mode) -> bool:
    """Show a plan; return whether it changes something and is to be applied."""
    print_plan(plan, note)
    if not plan.changes or mode is Mode.PLAN:
        return False
    return mode is Mode.APPLY or typer.confirm("Apply?")


def print_plan(plan: Plan, note: str) -> None:
    """Show in a line how much of what a plan adds, sets and removes, and what it leaves out."""
    kinds = [
        f"{kind} " + " ".join(f"{_SIGNS[op]}{count}" for op, count in ops.items())
        for kind, ops in plan.counts().items()
    ]
    said = ", ".join(kinds) or "nothing to change"
    console.print(f"{note}: {said} ({plan.unchanged} unchanged)", soft_wrap=True)
    print_left_out(plan.left_out)
    if plan.held:
        console.print(f"held by hand, not touched: {', '.join(plan.held[:_SHOWN])}")


@contextmanager
def saving_errors(path: Path | None) -> Iterator[None]:
    """Also write everything that is shown as left out meanwhile to a CSV, all of it."""
    kept: list[LeftOut] = []
    token = _kept.set(kept)
    try:
        yield
    finally:
        _kept.reset(token)
        if path is not None:
            _write_errors(path, kept)


def _write_errors(path: Path, left_out: Sequence[LeftOut]) -> None:
    """Write a CSV that spreadsheet programs take for UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("file", "row", "column", "expected", "found", "reason"))
        for each in left_out:
            file, _, row = each.subject.rpartition(":")
            where = (file, row) if file and row.isdecimal() else (each.subject, "")
            writer.writerow((*where, each.column, each.expected, each.found, each.reason))


def print_left_out(left_out: Sequence[LeftOut]) -> None:
    """Show what was left out and why, the first dozen, and how many in all."""
    kept = _kept.get(None)
    if kept is not None:
        kept += left_out
    for item in left_out[:_SHOWN]:
        errors.print(f"  left out: {item.subject}: {item.reason}", soft_wrap=True)
    if len(left_out) > _SHOWN:
        saves = "" if kept is None else "; --errors FILE writes them all"
        errors.print(f"  and {len(left_out) - _SHOWN} more were left out{saves}")


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar for as long as the context lasts; call what it gives with done and total."""
    columns = (SpinnerColumn(), TextColumn(what, markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(
        *columns, console=errors, transient=True, disable=not errors.is_terminal
    ) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total or None)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, dict):
        return ", ".join(f"{name} {_cell(each)}" for name, each in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _csv_cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _jsonable(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"expected a value that JSON has, found {type(value).__name__}")
