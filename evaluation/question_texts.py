"""Made texts of questions whose words tell the skills they need and how hard they are."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from evaluation.errors import AnswerSetError
from learner.responses import ItemText


@dataclass(frozen=True, slots=True)
class _Wording:
    """Words of a language.

    Attributes:
        subjects: one a skill, with a number where there are more skills.
        verbs: what is asked of a subject.
        easy: words of an easy question, ``hard`` of a hard one.
        filler: words that tell nothing.
        parts: patterns of stem, options, answer and analysis.
        joint: what parts words.
    """

    subjects: tuple[str, ...]
    verbs: tuple[str, ...]
    easy: tuple[str, ...]
    hard: tuple[str, ...]
    filler: tuple[str, ...]
    parts: tuple[str, str, str, str]
    joint: str


_EN = _Wording(
    subjects=(
        *("fractions", "circuits", "tolerances", "vectors", "loops", "firewalls", "gears"),
        *("proportions", "integrals", "protocols", "alloys", "budgets"),
    ),
    verbs=("compute", "compare", "check", "draw", "explain", "estimate"),
    easy=("directly", "given", "simple", "single", "recall"),
    hard=("prove", "several", "unknown", "combine", "worst", "derive"),
    filler=("the", "table", "workshop", "value", "team", "page", "number", "plan"),
    parts=("{stem}.", "A. {one} B. {two}", "{one}", "Here {stem}; so {one}."),
    joint=" ",
)
_ZH = _Wording(
    subjects=(
        *("分数", "电路", "公差", "向量", "循环", "防火墙", "齿轮"),
        *("比例", "积分", "协议", "合金", "预算"),
    ),
    verbs=("计算", "比较", "检查", "绘制", "说明", "估计"),
    easy=("直接", "已知", "简单", "单个", "回忆"),
    hard=("证明", "多个", "未知", "综合", "最坏", "推导"),
    filler=("表格", "车间", "数值", "小组", "页面", "编号", "方案", "结果"),
    parts=("{stem}。", "A.{one} B.{two}", "{one}", "本题{stem}，所以选{one}。"),
    joint="",
)
_WORDINGS = {"en": _EN, "zh": _ZH}


def write_questions(
    q: NDArray[np.bool_], hardness: NDArray[np.float64], language: str, rng: Generator
) -> tuple[ItemText, ...]:
    """Return a text for each item of an ``(N, K)`` Q matrix.

    Of its four words of difficulty about ``hardness``, ``(N,)`` in [0, 1], are hard ones.

    Raises:
        AnswerSetError: a language without words.
    """
    if language not in _WORDINGS:
        known = " or ".join(_WORDINGS)
        raise AnswerSetError(f"language of texts: expected {known}, found {language!r}")
    words = _WORDINGS[language]
    return tuple(
        _write(words, [int(skill) for skill in np.flatnonzero(needs)], float(hard), rng)
        for needs, hard in zip(q, hardness, strict=True)
    )


def _write(words: _Wording, skills: list[int], hard: float, rng: Generator) -> ItemText:
    told = [part for skill in skills for part in (_pick(words.verbs, rng), _name(words, skill))]
    told += [_pick(words.hard if rng.random() < hard else words.easy, rng) for _ in range(4)]
    told += [_pick(words.filler, rng) for _ in range(4)]
    stem = words.joint.join(told[at] for at in rng.permutation(len(told)))
    one, two = (str(value) for value in rng.integers(1, 100, size=2))
    return ItemText(*(part.format(stem=stem, one=one, two=two) for part in words.parts))


def _name(words: _Wording, skill: int) -> str:
    more, place = divmod(skill, len(words.subjects))
    return f"{words.subjects[place]}{more + 1 if more else ''}"


def _pick(words: tuple[str, ...], rng: Generator) -> str:
    return words[int(rng.integers(len(words)))]
