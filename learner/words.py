"""Questions as rows of word numbers, and vectors of the words."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from learner.errors import ChoiceError
from learner.responses import FloatArray, IntArray, ItemText
from text.normalise import CJK, normalise
from text.segment import tokens
from text.vectors import reduce

PARTS = ("stem", "options", "answer", "analysis")
PADDING, UNKNOWN = 0, 1
SPREAD = 0.3
"""Standard deviation of a random vector's numbers."""

_matrix: Any = sparse.csr_matrix
_PIECE = r"[\w.^_()√π²³]+"
_FORMULA = re.compile(
    rf"\$[^$]+\$|\\\(.+?\\\)|(?:(?![{CJK}]){_PIECE})(?:\s*[-+*/=<>≤≥≠×÷]\s*(?:(?![{CJK}]){_PIECE}))+",
    re.ASCII,
)
_SHOWS = re.compile(r"[\d=$\\]")
_LONE = re.compile(f"[{CJK}]")
_NEAR = 5  # words on either side that a word occurs with


@dataclass(frozen=True, slots=True)
class Bank:
    """Questions as numbers.

    Attributes:
        words: ``(N, L)`` number of each word, 0 behind the last one, 1 for one that is not known.
        parts: ``(N, L)`` number of its part of the question, from 1; 0 behind the last word.
        vocabulary: the words numbered from 2.
    """

    words: IntArray
    parts: IntArray
    vocabulary: tuple[str, ...]


def list_words(text: str) -> list[str]:
    r"""Return formulas, folded English words and single Chinese characters, as they stand.

    A formula is whatever stands between dollars or ``\(`` and ``\)``, or what signs of
    arithmetic join and has a digit or an equals sign; it is one word, without blanks.
    """
    found, done = [], 0
    for match in _FORMULA.finditer(text):
        if not _SHOWS.search(match.group()):
            continue
        found += _list_plain(text[done : match.start()])
        found.append(re.sub(r"\s|\$|\\[()]", "", normalise(match.group())))
        done = match.end()
    return found + _list_plain(text[done:])


def list_item_words(item: ItemText, parts: Sequence[str] = PARTS) -> list[tuple[str, int]]:
    """Return the words of a question's parts, each with the number of its part, from 1."""
    return [
        (word, PARTS.index(part) + 1) for part in parts for word in list_words(getattr(item, part))
    ]


def number_words(
    texts: Sequence[ItemText], parts: Sequence[str], longest: int, shortest: int, least: int
) -> Bank:
    """Return questions as numbers.

    Args:
        texts: of the questions.
        parts: which are read, of :data:`PARTS`.
        longest: words that are read; the tail is cut.
        shortest: length of the rows at least: a window's.
        least: questions that a word must be in to be known.

    Raises:
        ChoiceError: an unknown part, or none.
    """
    if not parts or not set(parts) <= set(PARTS):
        raise ChoiceError(f"parts of questions: expected some of {PARTS}, found {tuple(parts)}")
    read = [list_item_words(text, parts)[:longest] for text in texts]
    holders = Counter(word for row in read for word in {word for word, _ in row})
    vocabulary = tuple(sorted(word for word, count in holders.items() if count >= least))
    number = {word: at for at, word in enumerate(vocabulary, UNKNOWN + 1)}
    length = max([shortest, *(len(row) for row in read)])
    words = np.zeros((len(read), length), dtype=np.int64)
    tags = np.zeros_like(words)
    for at, row in enumerate(read):
        words[at, : len(row)] = [number.get(word, UNKNOWN) for word, _ in row]
        tags[at, : len(row)] = [tag for _, tag in row]
    return Bank(words, tags, vocabulary)


def draw_vectors(bank: Bank, dimensions: int, rng: np.random.Generator) -> FloatArray:
    """Return ``(V, P)`` random vectors, 0 for the padding."""
    vectors = rng.normal(0.0, SPREAD, (len(bank.vocabulary) + 2, dimensions))
    vectors[PADDING] = 0.0
    return vectors


def train_vectors(bank: Bank, dimensions: int, rng: np.random.Generator) -> FloatArray:
    """Return ``(V, P)`` vectors of what words occur with in the bank, else random ones.

    The positive pointwise mutual information of words at most five apart, in its main dimensions,
    as long as random vectors are.

    Source:
        Levy and Goldberg, "Neural word embedding as implicit matrix factorization", 2014.
    """
    vectors = draw_vectors(bank, dimensions, rng)
    points = reduce(_measure_information(bank), dimensions, int(rng.integers(1 << 31)))
    told = np.linalg.norm(points, axis=1) > 0
    vectors[told, : points.shape[1]] = points[told] * SPREAD * np.sqrt(dimensions)
    vectors[told, points.shape[1] :] = 0.0
    vectors[PADDING] = 0.0
    return vectors


def _list_plain(text: str) -> list[str]:
    return [each for each in tokens(text) if len(each) == 1 or not _LONE.match(each)]


def _measure_information(bank: Bank) -> Any:
    """Return the sparse ``(V, V)`` positive pointwise mutual information, in natural logs."""
    size, pairs = len(bank.vocabulary) + 2, []
    for gap in range(1, min(_NEAR, bank.words.shape[1] - 1) + 1):
        left, right = bank.words[:, :-gap].ravel(), bank.words[:, gap:].ravel()
        both = (left > UNKNOWN) & (right > UNKNOWN)
        pairs += [(left[both], right[both]), (right[both], left[both])]
    rows, columns = (np.concatenate([each[side] for each in pairs]) for side in (0, 1))
    counts = _matrix((np.ones(len(rows)), (rows, columns)), shape=(size, size)).tocoo()
    counts.sum_duplicates()
    totals = np.bincount(rows, minlength=size)
    expected = totals[counts.row] * totals[counts.col] / max(len(rows), 1)
    kept = np.maximum(np.log(counts.data / expected), 0.0)
    return _matrix((kept, (counts.row, counts.col)), shape=(size, size))
