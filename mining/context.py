"""Links by where a knowledge point stands: its unit, its course, the outcomes. Pure."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from mining.wording import Link, Named
from text.normalise import normalise

Container = Literal["chapter", "course"]

WORTH: Mapping[Container, float] = {"chapter": 0.6, "course": 0.4}
"""What a link of a unit's or a course's title is worth to the points inside."""

OUTCOME = 0.6
"""What a link of an outcome is worth to the points that speak of it, before their likeness."""

_LEAST_LIKENESS = 0.3
_MOST_POINTS = 3
_GRAM = 4
_SEVERAL = re.compile(r"\b(?:and|or|und)\b|[,;&/与和及、，]", re.IGNORECASE)
_AFTER_TOPIC = re.compile(r"\s+(?:with|using|for|mit)\b.*|\s*[(（:：].*", re.IGNORECASE)


def read_topic(title: str) -> str:
    """Return what a title is about: "Web Programming" of "Web Programming with JavaScript"."""
    return _AFTER_TOPIC.sub("", title)


def inherit_titles(
    how: Container,
    inside: Mapping[str, str],
    titled: Sequence[tuple[str, Link]],
    direct: set[tuple[str, str]],
) -> list[Link]:
    """Return links of points to what the title of their unit or course speaks of.

    A title counts where it names one topic ("Debugging and tools" names two) and holds an
    ability's name as it stands.

    Args:
        how: what has the titles.
        inside: the unit or course of each point, by ids.
        titled: titles with the links of what bears them.
        direct: pairs (point, ability) that are linked already.
    """
    by_container: dict[str, list[Link]] = defaultdict(list)
    for title, link in titled:
        if link.how == "phrase" and not _SEVERAL.search(title):
            by_container[link.from_id].append(link)
    return [
        Link(point, link.to_id, WORTH[how] * link.score, link.matched, how)
        for point, container in sorted(inside.items())
        for link in by_container[container]
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
