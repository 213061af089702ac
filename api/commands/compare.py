"""journeyman evaluate diagnosis: models of answers compared."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from api.commands.printing import (
    Format,
    JsonOption,
    console,
    errors,
    print_json,
    print_rows,
    progress_bar,
)
from api.web.comparison_page import render_comparison
from evaluation.answer_files import read_answers
from evaluation.answer_logs import write_tables
from evaluation.answer_sets import AnswerSet, drop_rare_items
from evaluation.comparison import RESAMPLES, Comparison, run_comparison
from evaluation.comparison_report import (
    ComparisonReport,
    describe_boasts,
    list_borderline_names,
    list_part,
    list_refusals,
    make_report,
    sum_up_split,
    tell_report,
)
from evaluation.data0 import World, make_data0
from evaluation.errors import ComparisonError
from evaluation.results import Result
from evaluation.standings import gather_standings
from evaluation.sweeps import Sweep, gather_sweeps, list_variations, tell_sweep
from evaluation.trials import list_splits, parse_split
from evaluation.trivial import TRIVIAL
from graph.settings import Settings
from learner.catalogue import SWEPT, find_estimators, list_entries
from learner.difficulty import Sense

app = typer.Typer()
_SWEEP_SPLIT = "random-30"
_WORLD = World()


@app.command()
def diagnosis(
    data: Annotated[
        Path,
        typer.Option("--data", help="Answers: a folder of tables or matrices, an .rda, a CSV."),
    ],
    models: Annotated[str, typer.Option(help="Names, by commas; without it all that fit.")] = "",
    splits: Annotated[str, typer.Option(help="Such as random-70,time-30,items-20.")] = "",
    seeds: Annotated[int, typer.Option(min=1, max=100, help="How many: 1, 2, 3 and so on.")] = 3,
    sense: Annotated[Sense, typer.Option(help="In which difficulty is meant.")] = "wrong_rate",
    least: Annotated[
        int, typer.Option(min=0, help="Leave items out that fewer learners answered.")
    ] = 0,
    resamples: Annotated[
        int, typer.Option(min=20, max=20_000, help="Of learners, for the intervals.")
    ] = RESAMPLES,
    everything: Annotated[
        bool, typer.Option("--all", help="Also slow models, and models without one of their parts.")
    ] = False,
    sweep: Annotated[bool, typer.Option("--sweep", help="Also vary the two lambdas.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Do again what is kept.")] = False,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write one HTML file with plots.")
    ] = None,
    language: Annotated[Literal["en", "zh"], typer.Option("--lang", help="Of that file.")] = "en",
    as_json: JsonOption = False,
) -> None:
    """Compare models of answers: the same splits, seeds and learners resampled for all."""
    if report is not None and not report.parent.is_dir():
        raise ComparisonError(f"{report.parent}: expected a folder to write to, found none")
    answers = drop_rare_items(read_answers(data), least)
    keys = _parse_names(models) or _list_keys(answers, everything)
    comparison = Comparison(
        answers=answers,
        models=(
            *TRIVIAL,
            *find_estimators(keys),
        ),
        splits=tuple(map(parse_split, _parse_names(splits))) or list_splits(answers),
        seeds=tuple(range(1, seeds + 1)),
        sense=sense,
        resamples=resamples,
    )
    made = make_report(comparison, _run(comparison, fresh))
    swept = _sweep(comparison, fresh) if sweep else ()
    if report is not None:
        report.write_text(render_comparison(made, swept, language), encoding="utf-8")
    if as_json:
        print_json({**tell_report(made), "sweeps": [tell_sweep(each) for each in swept]})
        return
    _print(made)
    if report is not None:
        console.print(f"written: {report}", soft_wrap=True)


@app.command("made-answers")
def make_answers(
    out: Annotated[Path, typer.Option("--out", help="Folder to write the tables to.")],
    seed: Annotated[int, typer.Option(min=0, help="Of the world.")] = 1,
    learners: Annotated[int, typer.Option(min=2, max=20_000)] = _WORLD.learners,
    items: Annotated[int, typer.Option(min=2, max=20_000)] = _WORLD.items,
    skills: Annotated[int, typer.Option(min=1, max=200)] = _WORLD.skills,
    attempts: Annotated[int, typer.Option(min=1, max=2_000, help="By learner.")] = _WORLD.attempts,
    forgetting: Annotated[
        float, typer.Option(min=0.0, max=2.0, help="Power of the decay; 0: nothing is forgotten.")
    ] = _WORLD.forgetting,
    faults: Annotated[
        float, typer.Option(min=0.0, max=0.5, help="Share of wrong cells of Q.")
    ] = _WORLD.faults,
    language: Annotated[Literal["en", "zh"], typer.Option("--lang", help="Of the texts.")] = "en",
) -> None:
    """Write a made world of answers over time, with texts of questions and a faulty Q matrix."""
    world = World(
        learners=learners,
        items=items,
        skills=skills,
        attempts=attempts,
        forgetting=forgetting,
        faults=faults,
        language=language,
    )
    answers, _ = make_data0(world, seed)
    write_tables(answers, out)
    console.print(
        f"made: {learners} learners, {items} questions, {skills} skills, "
        f"{learners * attempts} answers (seed {seed}) in {out}",
        soft_wrap=True,
    )


def _list_keys(answers: AnswerSet, everything: bool) -> list[str]:
    return [entry.key for entry in list_entries(answers.responses, everything)]


def _parse_names(text: str) -> list[str]:
    return [name for name in text.split(",") if name.strip()]


def _run(comparison: Comparison, fresh: bool) -> list[Result]:
    """Run with a bar; what is done is kept, so that a run that was stopped goes on."""
    folder = Settings().journeyman_home / "comparisons"
    results = list[Result]()
    with progress_bar("comparing") as on_progress:
        for result in run_comparison(comparison, folder, fresh):
            results.append(result)
            on_progress(len(results), comparison.trials)
    return results


def _sweep(comparison: Comparison, fresh: bool) -> tuple[Sweep, ...]:
    texts = comparison.answers.responses.texts is not None
    variations = list_variations([model for model in SWEPT if texts or model.name != "CUPMF"])
    varied = Comparison(
        comparison.answers,
        tuple(each.estimator for each in variations),
        (parse_split(_SWEEP_SPLIT),),
        comparison.seeds,
        comparison.sense,
        comparison.resamples,
    )
    return gather_sweeps(variations, gather_standings(_run(varied, fresh)))


def _print(made: ComparisonReport) -> None:
    told = made.setting
    console.print(
        f"{told.name}: {told.learners} learners, {told.items} items ({told.simple} simple by "
        f"{told.sense}), {told.skills} skills, {told.answers} answers; seeds {len(told.seeds)}, "
        f"{told.resamples} resamples of learners",
        soft_wrap=True,
    )
    if told.borderline:
        console.print(f"on the boundary: items {list_borderline_names(told)}", soft_wrap=True)
    for split in made.splits:
        console.print(f"\n{split}")
        print_rows(sum_up_split(made, split), Format.TABLE)
    for part in ("simple", "complex"):
        console.print(f"\nmicro F1, {part} items; the paper's beside it for reference alone")
        print_rows(list_part(made, part), Format.TABLE)
    if boasts := describe_boasts(made):
        console.print(boasts, soft_wrap=True)
    for line in list_refusals(made):
        errors.print(f"refused: {line}", soft_wrap=True)
