"""Rules as clouds: support by confidence, the darker the higher the lift, as one HTML file."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from api.web.charts import Mark, draw_scatter
from api.web.figures import Section, render_figures
from api.web.scales import Axis

_MOST_DRAWN = 3_000
_MOST_TOLD = 25
_COLUMNS = ("body", "head", "support", "confidence", "lift", "q", "weight", "count")
_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Association rules",
        "text": "{count} rules hold. Each is a point; the darker, the higher its lift (up to "
        "{lift:.2f}); the larger, the more transactions hold it. Below are the {told} of most "
        "weight.",
        "support": "support",
        "confidence": "confidence",
    },
    "zh": {
        "title": "关联规则",
        "text": "共 {count} 条规则。每点为一条规则：颜色越深，提升度越高（最高 {lift:.2f}）；"
        "点越大，支持它的事务越多。下表为权重最高的 {told} 条。",
        "support": "支持度",
        "confidence": "置信度",
    },
}

Row = Mapping[str, object]


def render_clouds(rows: Sequence[Row], language: str = "en") -> str:
    """Return the file: a cloud a corpus, of the weightiest 3,000 rules, and a table.

    Args:
        rows: rules with the columns of ``journeyman mine rules``, the weightiest first.
        language: ``en`` or ``zh``.

    Raises:
        ValueError: a language that the pages do not have.
    """
    words = _WORDS.get(language, _WORDS["en"])
    by_corpus = sorted(rows, key=lambda row: str(row["corpus"]))
    sections = [
        _draw(corpus, list(group), words)
        for corpus, group in groupby(by_corpus, key=lambda row: str(row["corpus"]))
    ]
    return render_figures(words["title"], sections, language)


def _draw(corpus: str, rows: Sequence[Row], words: Mapping[str, str]) -> Section:
    highest = max(_number(row["lift"]) for row in rows)
    most = max(_number(row["count"]) for row in rows)
    marks = [
        Mark(
            _number(row["support"]),
            _number(row["confidence"]),
            size=_number(row["count"]) / most,
            shade=_number(row["lift"]) / highest,
            text=f"{row['body']} → {row['head']}: {_number(row['lift']):.2f}",
        )
        for row in rows[:_MOST_DRAWN]
    ]
    across, up = (Axis(words[name], percent=True) for name in ("support", "confidence"))
    told = rows[:_MOST_TOLD]
    return Section(
        heading=corpus,
        text=words["text"].format(count=len(rows), lift=highest, told=len(told)),
        columns=_COLUMNS,
        rows=tuple(tuple(row[column] for column in _COLUMNS) for row in told),
        drawing=draw_scatter(marks, across, up, corpus),
    )


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
