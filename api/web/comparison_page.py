"""A comparison of models as one HTML file: what was compared, tables, plots. Pure."""

from collections.abc import Iterator, Sequence

from api.web.charts import Bar, Line, draw_bars, draw_lines
from api.web.figures import Section, render_figures
from api.web.messages import Messages, get_messages
from api.web.scales import Axis
from evaluation.comparison_report import (
    ComparisonReport,
    list_borderline_names,
    list_part,
    list_refusals,
    list_split,
)
from evaluation.standings import Standing
from evaluation.sweeps import FIGURES_SWEPT, Sweep
from evaluation.trivial import TRIVIAL

_CURVES = 6
_BLIND = {model.name for model in TRIVIAL}


def render_comparison(
    report: ComparisonReport, sweeps: Sequence[Sweep] = (), language: str = "en"
) -> str:
    """Return the file.

    Raises:
        ValueError: a language that the pages do not have.
    """
    say = get_messages(language)
    sections = [
        _describe(report, say),
        *(_show_split(report, split, say) for split in report.splits),
        *_show_parts(report, say),
        *_show_calibration(report, say),
        *_show_leads(report, say),
        *_show_choices(report, say),
        *(_show_sweep(sweep, say) for sweep in sweeps),
        *_show_refusals(report, say),
    ]
    title = str(say.say("comparison.title", name=report.setting.name))
    return render_figures(title, sections, language)


def _describe(report: ComparisonReport, say: Messages) -> Section:
    told = report.setting
    boasts = {one.convention: one for one in report.boasts}
    paragraphs = [
        say.say(
            "comparison.setting",
            learners=told.learners,
            items=told.items,
            skills=told.skills,
            answers=told.answers,
            seeds=len(told.seeds),
            resamples=told.resamples,
        ),
        say.say("comparison.classes", simple=told.simple, complex=told.items - told.simple),
    ]
    if told.borderline:
        paragraphs.append(say.say("comparison.borderline", items=list_borderline_names(told)))
    if boasts["f1"].cells:
        paragraphs.append(
            say.say(
                "comparison.boast",
                macro=boasts["macro_f1"].won,
                zeros=boasts["macro_f1_with_zeros"].won,
                micro=boasts["f1"].won,
                cells=boasts["f1"].cells,
            )
        )
    return Section(_say(say, "what"), "\n\n".join(map(str, paragraphs)))


def _show_split(report: ComparisonReport, split: str, say: Messages) -> Section:
    rows = list_split(report, split)
    told = _list_standings(report, split)
    auc = [_bar(one, "auc") for one in told]
    loss = [_bar(one, "log_loss") for one in told if one.model not in _BLIND]
    name = _name_split(split, say)
    drawings = (
        draw_bars(auc, Axis(_say(say, "auc"), 0.5), f"{name}: {_say(say, 'auc')}"),
        draw_bars(loss, Axis(_say(say, "log_loss")), f"{name}: {_say(say, 'log_loss')}"),
    )
    return Section(
        name,
        _say(say, "split"),
        tuple(
            _say(say, f"column_{column.replace(' ', '_').replace(',', '')}") for column in rows[0]
        )
        if rows
        else (),
        tuple(tuple(row.values()) for row in rows),
        "\n".join(drawings),
    )


def _show_parts(report: ComparisonReport, say: Messages) -> Iterator[Section]:
    for part in ("simple", "complex"):
        for figure in ("f1", "macro_f1", "macro_f1_with_zeros"):
            rows = list_part(report, part, figure)
            yield Section(
                f"{_say(say, figure)}, {_say(say, part)}",
                _say(say, "paper"),
                ("", *(column for column in rows[0] if column != "model")),
                tuple(tuple(row.values()) for row in rows),
            )


def _show_calibration(report: ComparisonReport, say: Messages) -> Iterator[Section]:
    """Yield the curves of the models of lowest loss in the first split."""
    for split in report.splits[:1]:
        told = [one for one in _list_standings(report, split) if one.model not in _BLIND]
        lines = [
            Line(one.model, tuple((each.chance, each.share) for each in one.bins))
            for one in told[:_CURVES]
        ]
        axes = (Axis(_say(say, "chance"), 0.0, 1.0), Axis(_say(say, "share"), 0.0, 1.0))
        straight = Line(_say(say, "straight"), ((0.0, 0.0), (1.0, 1.0)))
        heading = f"{_say(say, 'calibration')}, {_name_split(split, say)}"
        drawing = draw_lines([*lines, straight], *axes, heading)
        yield Section(heading, _say(say, "calibrated"), drawing=drawing)


def _show_leads(report: ComparisonReport, say: Messages) -> Iterator[Section]:
    if report.leads:
        columns = ("split", "best", "other", "by", "from", "to")
        yield Section(
            _say(say, "leads"),
            _say(say, "leading"),
            tuple(_say(say, f"lead_{column}") for column in columns),
            tuple(
                (each.split, each.best, each.other, each.by.value, each.by.low, each.by.high)
                for each in report.leads
            ),
        )


def _show_choices(report: ComparisonReport, say: Messages) -> Iterator[Section]:
    if report.choices:
        columns = ("model", "split", "seed", "chosen")
        yield Section(
            _say(say, "choices"),
            _say(say, "choosing"),
            tuple(_say(say, f"choice_{column}") for column in columns),
            tuple(tuple(row[column] for column in columns) for row in report.choices),
        )


def _show_sweep(sweep: Sweep, say: Messages) -> Section:
    names = tuple(f"{value:g}" for value in sweep.values)
    axis = Axis(_say(say, f"weight_{sweep.weight}"), 0.0, max(len(names) - 1.0, 1.0), names=names)
    heading = str(
        say.say("comparison.sweep", model=sweep.model, weight=_say(say, f"weight_{sweep.weight}"))
    )
    drawings = [
        draw_lines(
            [_trace(sweep, figure, _say(say, figure))], axis, Axis(_say(say, figure)), heading
        )
        for figure in FIGURES_SWEPT
    ]
    rows = tuple(
        (value, *(one.get(figure).value for figure in FIGURES_SWEPT))
        for value, one in zip(sweep.values, sweep.standings, strict=True)
    )
    columns = (axis.label, *(_say(say, figure) for figure in FIGURES_SWEPT))
    return Section(heading, _say(say, "swept"), columns, rows, "\n".join(drawings))


def _show_refusals(report: ComparisonReport, say: Messages) -> Iterator[Section]:
    if lines := list_refusals(report):
        yield Section(_say(say, "refused"), "\n\n".join(lines))


def _list_standings(report: ComparisonReport, split: str) -> list[Standing]:
    """Return the models of a split that did not refuse, the lowest log loss first."""
    told = [one for one in report.standings if one.split == split and one.estimates]
    return sorted(told, key=lambda one: one.get("log_loss").value)


def _bar(one: Standing, figure: str) -> Bar:
    told = one.get(figure)
    return Bar(one.model, told.value, told.low, told.high)


def _trace(sweep: Sweep, figure: str, name: str) -> Line:
    told = [one.get(figure) for one in sweep.standings]
    return Line(
        name,
        tuple((float(at), each.value) for at, each in enumerate(told)),
        tuple((float(at), each.low, each.high) for at, each in enumerate(told)),
    )


def _name_split(split: str, say: Messages) -> str:
    kind, _, percent = split.partition("-")
    return str(say.say(f"comparison.{kind}", percent=percent))


def _say(say: Messages, key: str) -> str:
    return str(say.say(f"comparison.{key}"))
