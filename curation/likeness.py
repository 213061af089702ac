"""Which of many named things may be the same thing: names, words, meaning and company compared.

All pairs are considered, few are looked at: pairs whose names share rare trigrams, whose words are
the same, or whose vectors lie close.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from curation.candidates import Names, Pairs, Thing, list_close
from text.normalise import CJK, normalise
from text.vectors import Matrix, Sparse, count, embed, list_words, reduce, weigh

Scores = NDArray[np.float32]

NAME, MEANING, COMPANY = 0.7, 0.2, 0.1
"""Weights of the three kinds of evidence; those that a pair has are made to add up to 1."""

OWN = 0.35
"""How much of the likeness of names is that of the own names: an alias may mean more."""

EQUAL = 0.95
"""The least score of two whose own names have the same words."""

_ROUNDING = 1e-5
_DIMENSIONS = 64
_SEED = 20
_HAN = re.compile(f"[{CJK}]")
_NUMBER = re.compile(
    r"\d+|\b(?:[ivx]{1,4}|[b-z]|a(?=\Z))\b|[+#]+|[一二三四五六七八九十]+(?=级|期|阶)"
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two things that may be one, by their places in the sequence, the first being the smaller.

    Attributes:
        score: in [0, 1].
        string: cosine of the trigrams of ``names``, in [0, 1].
        words: share of the weight of their words that both have, in [0, 1].
        meaning: cosine of the vectors, in [0, 1]; None: one of them has none.
        company: share of what either is joined to that both are, in [0, 1]; None: as above.
        names: the two names compared, one of each.
    """

    first: int
    second: int
    score: float
    string: float
    words: float
    meaning: float | None
    company: float | None
    names: tuple[str, str]


def find_alike(things: Sequence[Thing], least: float) -> list[Likeness]:
    """Return the pairs that score ``least`` or more, best first, each once.

    Names that differ in a number, a single letter or a sign ("C" and "C++", "level 1" and
    "level 2") are never alike.
    """
    if len(things) < 2:
        return []
    names = Names.of(things)
    vectors, has_vector = _embed_things(things)
    pairs = names.list_candidates(list_close(vectors))
    if not len(pairs):
        return []
    measured = _measure(things, names, vectors, has_vector, pairs)
    return _choose(things, names, pairs, measured, least)


@dataclass(frozen=True, slots=True)
class _Measured:
    """Scores of each pair; NaN where there is no evidence.

    Attributes:
        own: the larger of ``string`` and ``words`` of the things' own names; of the names compared
            where one of the own names is Chinese and the other is not.
        equal: whether the things' own names have the same words.
    """

    string: Scores
    words: Scores
    meaning: Scores
    company: Scores
    own: Scores
    equal: NDArray[np.bool_]

    @property
    def score(self) -> Scores:
        names = (1 - OWN) * np.maximum(self.string, self.words) + OWN * self.own
        parts = np.stack([names, self.meaning, self.company])
        weights = np.array([[NAME], [MEANING], [COMPANY]], dtype=np.float32)
        there = ~np.isnan(parts)
        total = (np.nan_to_num(parts) * weights).sum(axis=0) / (there * weights).sum(axis=0)
        return np.asarray(np.where(self.equal, np.maximum(total, EQUAL), total), dtype=np.float32)


def _embed_things(things: Sequence[Thing]) -> tuple[Matrix, NDArray[np.bool_]]:
    """Return vectors of length 1 and who has one: the graph's own, else of names and texts."""
    if all(thing.vector for thing in things) and len({len(t.vector) for t in things}) == 1:
        given = np.array([thing.vector for thing in things], dtype=np.float32)
        lengths = np.linalg.norm(given, axis=1, keepdims=True)
        vectors = np.asarray(given / np.where(lengths > 0, lengths, 1), dtype=np.float32)
    else:
        told = (list_words(" ".join((*thing.names, thing.text))) for thing in things)
        vectors = reduce(embed(count(told)), _DIMENSIONS, _SEED)
    described = np.array([bool(thing.text or thing.vector) for thing in things])
    return vectors, described & (np.abs(vectors).sum(axis=1) > 0)


def _measure(
    things: Sequence[Thing],
    names: Names,
    vectors: Matrix,
    has_vector: NDArray[np.bool_],
    pairs: Pairs,
) -> _Measured:
    first, second = names.owners[pairs[:, 0]], names.owners[pairs[:, 1]]
    string, words = _compare_names(names, pairs)
    labels = np.stack([names.labels[first], names.labels[second]], axis=1)
    own_string, own_words = _compare_names(names, labels)
    meaning = np.clip(np.einsum("ij,ij->i", vectors[first], vectors[second]), 0, 1)
    meaning[~(has_vector[first] & has_vector[second])] = np.nan
    joined = count(sorted(thing.company) for thing in things)
    company = _list_shares(joined, np.ones(joined.shape[1], np.float32), first, second)
    own, equal = np.maximum(own_string, own_words), own_words > 1 - _ROUNDING
    han = np.array([_HAN.search(thing.names[0]) is not None for thing in things])
    own = np.where(han[first] == han[second], own, np.maximum(string, words))
    return _Measured(string, words, meaning, company, own, equal)


def _compare_names(names: Names, pairs: Pairs) -> tuple[Scores, Scores]:
    """Return the likeness of pairs of names by trigrams and by words, each in [0, 1]."""
    grams = embed(names.grams)
    string = _list_products(grams[pairs[:, 0]], grams[pairs[:, 1]])
    words = _list_shares(names.words, weigh(names.words), pairs[:, 0], pairs[:, 1])
    return string, np.nan_to_num(words)


def _list_products(first: Sparse, second: Sparse) -> Scores:
    return np.asarray(first.multiply(second).sum(axis=1), dtype=np.float32).ravel().clip(0, 1)


def _list_shares(sets: Sparse, weights: Scores, first: Pairs, second: Pairs) -> Scores:
    """Return the weighed Jaccard index of pairs of rows; NaN where one of them is empty."""
    weighed = sets.copy()
    weighed.data = weights[weighed.indices]
    totals = np.asarray(weighed.sum(axis=1), dtype=np.float32).ravel()
    shared = np.asarray(sets[first].multiply(weighed[second]).sum(axis=1), np.float32).ravel()
    either = totals[first] + totals[second] - shared
    lacking = (totals[first] == 0) | (totals[second] == 0)
    return np.where(lacking, np.nan, shared / np.where(lacking, 1, either)).astype(np.float32)


def _choose(
    things: Sequence[Thing], names: Names, pairs: Pairs, measured: _Measured, least: float
) -> list[Likeness]:
    scores = measured.score
    best: dict[tuple[int, int], Likeness] = {}
    for at in np.flatnonzero(scores >= least):
        own, other = pairs[at]
        compared = names.texts[own], names.texts[other]
        if _differ_in_number(*compared) or _differ_in_number(*_own_names(things, names, pairs[at])):
            continue
        found = _likeness(names, pairs[at], measured, float(scores[at]), int(at))
        key = found.first, found.second
        best[key] = max(best.get(key, found), found, key=_rank)
    return sorted(best.values(), key=_rank, reverse=True)


def _rank(found: Likeness) -> tuple[float, float, int, int]:
    return found.score, found.string, -found.first, -found.second


def _own_names(things: Sequence[Thing], names: Names, pair: Pairs) -> tuple[str, str]:
    first, second = names.owners[pair]
    return things[first].names[0], things[second].names[0]


def _likeness(names: Names, pair: Pairs, measured: _Measured, score: float, at: int) -> Likeness:
    ends = [(int(names.owners[name]), names.texts[name]) for name in pair]
    (first, name), (second, other) = sorted(ends)
    return Likeness(
        first,
        second,
        round(score, 4),
        round(float(measured.string[at]), 4),
        round(float(measured.words[at]), 4),
        _or_none(measured.meaning[at]),
        _or_none(measured.company[at]),
        (name, other),
    )


def _or_none(value: np.float32) -> float | None:
    return None if np.isnan(value) else round(float(value), 4)


def _differ_in_number(first: str, second: str) -> bool:
    """Whether one name has a number, a single letter or a sign that the other has not."""
    return _list_numbers(first) != _list_numbers(second)


def _list_numbers(name: str) -> Iterable[str]:
    return sorted(_NUMBER.findall(normalise(name)))
