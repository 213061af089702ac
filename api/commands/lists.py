"""journeyman jobs and changes: what there is to ask about, and what happened to the map."""

from dataclasses import asdict
from typing import Annotated

import typer

from api.commands.printing import (
    ApplyOption,
    AsOfOption,
    ErrorsOption,
    Format,
    FormatOption,
    JsonOption,
    LimitOption,
    PlanOption,
    choose_mode,
    console,
    print_json,
    print_rows,
    saving_errors,
    settle_plan,
)
from api.refusals import DoorError
from api.session import open_session
from graph.changes import ChangeSet, list_changesets
from graph.changesets import get_changeset, list_changes, list_history
from graph.drafts import MERGE
from graph.jobs import list_jobs
from graph.past_jobs import get_past_job
from graph.plans import Change
from graph.summaries import Trait, get_summary
from graph.undo import plan_undo

jobs = typer.Typer(no_args_is_help=True, help="Jobs.")
changes = typer.Typer(no_args_is_help=True, help="What happened to the map.")
_UNSAID = {"changeset", "id"}


@jobs.command("list")
def list_all_jobs(
    limit: LimitOption = 100, form: FormatOption = Format.TABLE, as_json: JsonOption = False
) -> None:
    """List jobs, those with most postings first."""
    with open_session() as session:
        rows = list_jobs(session.store, limit)
    columns = ("job_id", "title", "postings")
    print_rows(rows, Format.JSON if as_json else form, columns)


@jobs.command("show")
def show_job(
    job: Annotated[str, typer.Argument(help="Job.id")],
    as_of: AsOfOption = None,
    limit: LimitOption = 200,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Show a job with what it requires, most demanded first; --as-of shows what it required."""
    with open_session() as session:
        found = get_past_job(session.store, job, as_of, limit)
    if as_json or form is Format.JSON:
        print_json({"seq": found.seq, **asdict(found.job), "requirements": found.requirements})
        return
    if form is Format.TABLE:
        title = " ".join(name for name in (found.job.title, found.job.title_zh) if name)
        console.print(f"{title}: {len(found.requirements)} abilities (changeset {found.seq})")
    rows = [{"seq": found.seq, **asdict(need)} for need in found.requirements]
    columns = ("name", "weight", "level", "essential", "sources", "postings", "points")
    print_rows(rows, form, columns)


@jobs.command("summary")
def show_summary(
    job: Annotated[str, typer.Argument(help="Job.id")],
    limit: LimitOption = 10,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Show what a job asks for more than its peers, each with one sentence of a posting."""
    with open_session() as session:
        found = get_summary(session.store, job, limit)
    if as_json or form is Format.JSON:
        print_json(found)
    elif form is Format.CSV:
        print_rows(found.traits, form)
    else:
        title = " ".join(name for name in (found.job.title, found.job.title_zh) if name)
        console.print(
            f"{title}: {len(found.traits)} of {found.abilities} abilities", soft_wrap=True
        )
        for trait in found.traits:
            console.print(_describe_trait(trait), soft_wrap=True)


@changes.command("list")
def list_all_changes(
    limit: LimitOption = 50, form: FormatOption = Format.TABLE, as_json: JsonOption = False
) -> None:
    """List changesets, newest first."""
    with open_session() as session:
        rows = list_changesets(session.store, limit)
    columns = ("seq", "at", "author", "kind", "note", "state", "changes")
    print_rows(rows, Format.JSON if as_json else form, columns)


@changes.command("show")
def show_changeset(
    seq: Annotated[int, typer.Argument(help="Number of the changeset.")],
    limit: LimitOption = 50,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Show what a changeset changed: each subject with what it held before and after."""
    with open_session() as session:
        made = get_changeset(session.store, seq)
        found = list_changes(session.store, made)
    shown = [_change_row(change) for change in found[:limit]]
    if as_json or form is Format.JSON:
        print_json({**asdict(made), "held": len(found), "subjects": shown})
        return
    if form is Format.TABLE:
        console.print(_describe(made, len(found)), soft_wrap=True)
    print_rows(shown, form, ("op", "kind", "subject", "before", "after"))
    if form is Format.TABLE and len(found) > limit:
        console.print(f"... and {len(found) - limit} more: --limit shows them")


@changes.command("of")
def show_history(
    subject: Annotated[str, typer.Argument(help="Id of a node or of a relationship.")],
    limit: LimitOption = 50,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Show what happened to a node (job:1) or a relationship (job:1|REQUIRES|skill:2)."""
    with open_session() as session:
        found = list_history(session.store, subject)[:limit]
    rows = [
        {"seq": e.seq, "at": e.at, "author": e.author, "note": e.note, **_change_row(e.change)}
        for e in found
    ]
    columns = ("seq", "at", "note", "op", "kind", "before", "after")
    print_rows(rows, Format.JSON if as_json else form, columns)


@changes.command("undo")
def undo_changeset(
    seq: Annotated[int, typer.Argument(help="Number of the changeset.")],
    plan: PlanOption = False,
    apply: ApplyOption = False,
    errors: ErrorsOption = None,
) -> None:
    """Take a changeset back, as a changeset of its own; what has changed since stays."""
    with saving_errors(errors), open_session() as session:
        mode = choose_mode(plan, apply)
        made = get_changeset(session.store, seq)
        found = list_changes(session.store, made)
        if merged := next((each.subject for each in found if _is_merge(each)), None):
            raise DoorError(f"changeset {seq}: a merge is undone by: duplicates unmerge {merged}")
        if not found:
            raise DoorError(f"changeset {seq}: expected changes that it holds, found none")
        settle_plan(session.store, plan_undo(session.store, found), f"undo {seq}", mode, "undo")


def _is_merge(change: Change) -> bool:
    return change.kind == "Redirect" and change.after.get("origin") == MERGE


def _describe_trait(trait: Trait) -> str:
    """Return an ability with its numbers; below it what a posting says."""
    name = " ".join(each for each in (trait.name, trait.name_zh) if each)
    said = [f"{name} ({trait.kind})" if trait.kind else name, f"demand {trait.demand:.2f}"]
    said += [f"of its peers {trait.share:.2f}"]
    said += [f"level {trait.level}"] if trait.level else []
    said += [f"{trait.postings} of {trait.of_postings} postings"] if trait.of_postings else []
    quoted = f'\n  "{trait.quotation.sentence}"' if trait.quotation else ""
    return ", ".join(said) + quoted


def _change_row(change: Change) -> dict[str, object]:
    """Return a change without what every change has: the id and which changeset touched it."""
    before, after = (
        {name: value for name, value in sorted(side.items()) if name not in _UNSAID}
        for side in (change.before, change.after)
    )
    return {
        "op": change.op,
        "kind": change.kind,
        "subject": change.subject,
        "before": before,
        "after": after,
    }


def _describe(made: ChangeSet, held: int) -> str:
    said = f"changeset {made.seq}, {made.at}, {made.author}, {made.note}: {made.changes} changes"
    if made.state != "applied":
        return f"{said}, {made.state}"
    return said if held else f"{said}, which it does not hold: it loaded the map as a whole"
