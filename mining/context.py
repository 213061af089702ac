"""Links by where a knowledge point stands: in which unit, and under which outcome. Pure."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from mining.wording import Link, Named
from text.normalise import normalise

CHAPTER = 0.6
"""What a link of a unit's title is worth to the points of the unit."""

OUTCOME = 0.6
"""What a link of an outcome is worth to the points that speak of it, before their likeness."""

_LEAST_LIKENESS = 0.3
_MOST_POINTS = 3
_GRAM = 4
_SEVERAL = re.compile(r"\b(?:and|or|und)\b|[,;&/与和及、，]", re.IGNORECASE)


def inherit_chapters(
    chapters: Mapping[str, str],
    titles: Mapping[str, str],
    titled: Sequence[Link],
    direct: set[tuple[str, str]],
) -> list[Link]:
    """Return links of points to what their unit's title speaks of.

    A title counts where it names one topic ("Debugging and tools" names two) and holds an
    ability's name as it stands.

    Args:
        chapters: the unit of each point, by ids.
        titles: of the units, by id.
        titled: links of unit titles.
        direct: pairs (point, ability) that the point's own name links already.
    """
    by_chapter: dict[str, list[Link]] = defaultdict(list)
    for link in titled:
        if link.how == "phrase" and not _SEVERAL.search(titles[link.from_id]):
            by_chapter[link.from_id].append(link)
    return [
        Link(point, link.to_id, CHAPTER * link.score, link.matched, "chapter")
        for point, chapter in sorted(chapters.items())
        for link in by_chapter[chapter]
        if (point, link.to_id) not in direct
    ]


def match_outcomes(
    points: Sequence[Named], outcomes: Sequence[Named], parts: Sequence[Link], covered: set[str]
) -> list[Link]:
    """Return links of a course's points to the abilities that only its outcomes name.

    For every ability that an outcome is part of and no point of the course develops
    (``covered``), the points most like the outcome's wording develop it: cosine of their
    character 4-grams, weighted by rarity in the course, at least .3, at most three points.
    """
    texts = {named.id: named.name for named in (*points, *outcomes)}
    grams = {key: _list_grams(text) for key, text in texts.items()}
    rarity = _weigh(grams.values())
    links = []
    for part in parts:
        if part.to_id in covered:
            continue
        likeness = {
            point.id: _cosine(grams[point.id], grams[part.from_id], rarity) for point in points
        }
        nearest = sorted(likeness, key=lambda key: (-likeness[key], key))[:_MOST_POINTS]
        links += [
            Link(
                key,
                part.to_id,
                OUTCOME * part.score * likeness[key],
                texts[part.from_id],
                "outcome",
            )
            for key in nearest
            if likeness[key] >= _LEAST_LIKENESS
        ]
    return links


def _list_grams(text: str) -> Counter[str]:
    words = [f" {word} " for word in normalise(text).split()]
    return Counter(
        word[start : start + _GRAM]
        for word in words
        for start in range(max(1, len(word) - _GRAM + 1))
    )


def _weigh(texts: Iterable[Counter[str]]) -> dict[str, float]:
    listed = list(texts)
    used = Counter(gram for text in listed for gram in text)
    return {gram: math.log((1 + len(listed)) / count) for gram, count in used.items()}


def _cosine(first: Counter[str], second: Counter[str], rarity: Mapping[str, float]) -> float:
    shared = sum(
        first[gram] * second[gram] * rarity[gram] ** 2 for gram in first.keys() & second.keys()
    )
    lengths = [
        math.sqrt(sum((count * rarity[gram]) ** 2 for gram, count in text.items()))
        for text in (first, second)
    ]
    return shared / (lengths[0] * lengths[1]) if all(lengths) else 0.0
