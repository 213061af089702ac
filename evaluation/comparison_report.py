"""A comparison as tables, for people and programs."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from evaluation.comparison import Comparison, class_items
from evaluation.paper_figures import find_paper_f1
from evaluation.results import Result
from evaluation.standings import (
    Boast,
    Lead,
    Standing,
    count_boasts,
    gather_standings,
    list_leads,
    tell_estimate,
)
from evaluation.trials import Kind
from evaluation.verdicts import FIGURES

Row = Mapping[str, object]
_SHOWN = 12
_FACTS = (
    *("model", "split", "seeds", "seconds", "answers", "left_out", "people", "without_truth"),
    "refused",
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What was compared on what.

    Attributes:
        answers: how many there are; ``timed`` and ``texts``: whether they have times and texts.
        simple: how many items are, the others being complex; ``borderline``: names of those whose
            class another sample of learners may turn.
        sense: of difficulty.
    """

    name: str
    digest: str
    learners: int
    items: int
    skills: int
    answers: int
    timed: bool
    texts: bool
    seeds: tuple[int, ...]
    resamples: int
    sense: str
    simple: int
    borderline: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparisonReport:
    """All that a comparison says; ``choices``: what models chose by validation, each time."""

    setting: Setting
    standings: tuple[Standing, ...]
    leads: tuple[Lead, ...]
    boasts: tuple[Boast, ...]
    choices: tuple[Row, ...] = ()

    @property
    def splits(self) -> tuple[str, ...]:
        """Names of the splits, in the order of the comparison."""
        return tuple(dict.fromkeys(one.split for one in self.standings))


def make_report(comparison: Comparison, results: Sequence[Result]) -> ComparisonReport:
    """Return the report of all results of a comparison."""
    answers = comparison.answers
    told, classes = answers.responses, class_items(answers, comparison.sense)
    standings = gather_standings(results)
    random = {split.name for split in comparison.splits if split.kind is Kind.random}
    setting = Setting(
        name=answers.name,
        digest=answers.digest,
        learners=len(answers.learners),
        items=len(answers.items),
        skills=len(answers.skills),
        answers=int(told.answered.sum()) if told.attempts is None else len(told.attempts.item),
        timed=answers.is_timed,
        texts=told.texts is not None,
        seeds=comparison.seeds,
        resamples=comparison.resamples,
        sense=comparison.sense,
        simple=int((~classes.is_complex).sum()),
        borderline=classes.borderline,
    )
    choices = tuple(
        {"model": one.model, "split": one.split, "seed": one.seed, "chosen": one.note}
        for one in results
        if one.note
    )
    boasts = count_boasts([one for one in standings if one.split in random])
    return ComparisonReport(
        setting, tuple(standings), tuple(list_leads(results)), tuple(boasts), choices
    )


def list_split(report: ComparisonReport, split: str) -> list[Row]:
    """Return the models of a split, the lowest log loss first, with the figures of all items."""
    told = [one for one in report.standings if one.split == split and one.estimates]
    rows = list[Row]()
    for one in sorted(told, key=lambda one: one.get("log_loss").value):
        auc, loss = one.get("auc"), one.get("log_loss")
        rows.append(
            {
                "model": one.model,
                "auc": auc.value,
                "auc from": auc.low,
                "auc to": auc.high,
                "log loss": loss.value,
                "loss from": loss.low,
                "loss to": loss.high,
                "rmse": one.get("rmse").value,
                "ece": one.get("ece").value,
                "f1": one.get("f1_all").value,
                "macro f1": one.get("macro_f1_all").value,
                "macro, zeros": one.get("macro_f1_with_zeros_all").value,
                "seconds": round(one.seconds, 3),
            }
        )
    return rows


def sum_up_split(report: ComparisonReport, split: str) -> list[Row]:
    """Return the same in the width of a terminal, with half the width of the intervals."""
    return [
        {
            "model": row["model"],
            "auc": _bound(row, "auc", "auc"),
            "log loss": _bound(row, "log loss", "loss"),
            "f1": row["f1"],
            "macro f1": row["macro f1"],
            "zeros": row["macro, zeros"],
        }
        for row in list_split(report, split)
    ]


def list_part(report: ComparisonReport, part: str, figure: str = "f1") -> list[Row]:
    """Return a row a model with a figure on ``simple`` or ``complex`` items by split.

    Beside each stands what the paper says of a model of that name.
    """
    models = dict.fromkeys(one.model for one in report.standings if one.estimates)
    rows = list[Row]()
    for model in models:
        row: dict[str, object] = {"model": model}
        for split in report.splits:
            one = find_standing(report, model, split)
            row[split] = None if one is None else one.get(f"{figure}_{part}").value
            paper = find_paper_f1(model, part, split)
            if any(find_paper_f1(name, part, split) for name in models):
                row[f"paper {split.rpartition('-')[2]}"] = paper
        rows.append(row)
    return rows


def list_refusals(report: ComparisonReport) -> list[str]:
    """Return which model refused which split, and why."""
    return [f"{one.model}, {one.split}: {one.refused}" for one in report.standings if one.refused]


def list_borderline_names(setting: Setting) -> str:
    """Return the first dozen items near the boundary and how many more there are; empty of none."""
    shown, more = setting.borderline[:_SHOWN], len(setting.borderline) - _SHOWN
    return ", ".join(shown) + (f" (+{more})" if more > 0 else "")


def find_standing(report: ComparisonReport, model: str, split: str) -> Standing | None:
    """Return a model's standing in a split, None where it refused."""
    return next(
        (
            one
            for one in report.standings
            if (one.model, one.split) == (model, split) and one.estimates
        ),
        None,
    )


def tell_report(report: ComparisonReport) -> Row:
    """Return all of it by names, for programs; what could not be measured is None."""
    told = [
        {
            **{name: getattr(one, name) for name in _FACTS},
            "figures": {
                figure: list(tell_estimate(each).values())
                for figure, each in zip(FIGURES, one.estimates, strict=False)
            },
            "calibration": [[each.count, each.chance, each.share] for each in one.bins],
        }
        for one in report.standings
    ]
    return {
        "setting": asdict(report.setting),
        "standings": told,
        "leads": [{**asdict(lead), "by": tell_estimate(lead.by)} for lead in report.leads],
        "choices": list(report.choices),
        "boasts": [asdict(boast) for boast in report.boasts],
    }


def describe_boasts(report: ComparisonReport) -> str:
    """Return what the F1 of recommending everything says of F1; empty where it was not compared."""
    told = {one.convention: one for one in report.boasts}
    macro, zeros, micro = (told[key] for key in ("macro_f1", "macro_f1_with_zeros", "f1"))
    if not micro.cells:
        return ""
    return (
        f"Recommending everything beats every model in {macro.won} of {macro.cells} cells (random "
        "splits, simple and complex items) by macro F1 over learners with something true to find, "
        f"in {zeros.won} if the others count 0, in {micro.won} by micro F1. So F1 of what will be "
        "answered right is no goal: judge models by log loss, AUC and micro F1."
    )


def _bound(row: Row, name: str, ends: str) -> str:
    value, low, high = (float(str(row[key])) for key in (name, f"{ends} from", f"{ends} to"))
    return f"{value:.3f} ±{(high - low) / 2:.3f}"
