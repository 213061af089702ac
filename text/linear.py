"""Linear models of short texts: character n-grams, hashed into buckets, weighed and summed.

A text is taken in lower case, its digits as 0, its signs as blanks, so that texts whose signs got
lost on the way read as others do.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from text.errors import ModelFileError

Floats = NDArray[np.float64]
_LONGEST = 4
_PLACEHOLDER = re.compile(r"<[A-Z]+>")
_SIGNS = re.compile(r"(?:[^\w\n]|_)+")
_DIGITS = re.compile(r"\d")
_FACTOR, _SPREAD = np.uint32(31_337), np.uint32(2_654_435_769)


@dataclass(frozen=True, slots=True)
class Linear:
    r"""A logistic model a class: :math:`s_c = b_c + n^{-1/2} \sum_g W_{h(g)c}` over n grams g.

    Shapes:
        ``B`` buckets, a power of two; ``C`` classes.

    Attributes:
        weights: ``(B, C)``.
        biases: ``(C,)``.
        classes: ``C`` names.
    """

    weights: Floats
    biases: Floats
    classes: tuple[str, ...]

    def score(self, texts: Sequence[str]) -> Floats:
        """Return the log-odds of each class for each text, ``(N, C)``."""
        buckets, owners = hash_grams(texts, len(self.weights))
        counts = np.bincount(owners, minlength=len(texts))
        lengths = np.sqrt(np.maximum(counts, 1))
        sums = [
            np.bincount(owners, weights=column[buckets], minlength=len(texts)) / lengths
            for column in self.weights.T
        ]
        return np.stack(sums, axis=1) + self.biases

    def save(self, path: Path) -> None:
        """Write the model, its weights with half precision."""
        with path.open("wb") as file:
            np.savez_compressed(
                file,
                weights=self.weights.astype(np.float16),
                biases=self.biases,
                classes=np.array(self.classes),
            )


def load_linear(path: Path) -> Linear:
    """Read what :meth:`Linear.save` wrote.

    Raises:
        ModelFileError: the file holds something else.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            weights, biases = held["weights"].astype(np.float64), held["biases"]
            classes = tuple(str(name) for name in held["classes"])
    except (ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ModelFileError(f"{path}: expected a linear model's arrays, found: {error}") from error
    return Linear(weights, biases, classes)


def hash_grams(texts: Sequence[str], buckets: int) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the bucket of each gram of 1 to 4 characters, and the index of its text."""
    folded = _fold(texts)
    joined = "".join(folded)
    letters = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32)
    owner = np.repeat(np.arange(len(folded)), [len(text) for text in folded])
    hashes = np.zeros(len(letters), dtype=np.uint32)
    found, owners = [hashes[:0]], [owner[:0]]
    for length in range(min(_LONGEST, len(letters))):
        rest = len(letters) - length
        hashes = hashes[:rest] * _FACTOR + letters[length:] + np.uint32(1)
        whole = owner[:rest] == owner[length:]
        found.append(hashes[whole])
        owners.append(owner[:rest][whole])
    shift = np.uint32(32 - (buckets.bit_length() - 1))
    return np.concatenate(found) * _SPREAD >> shift, np.concatenate(owners)


def _fold(texts: Sequence[str]) -> list[str]:
    """Return the texts as they are compared; all at once is three times as fast as one by one."""
    joined = "\n".join(text.replace("\n", " ") for text in texts)
    plain = unicodedata.normalize("NFKC", _PLACEHOLDER.sub(" ", joined)).lower()
    lines = _DIGITS.sub("0", _SIGNS.sub(" ", plain)).split("\n")
    return [f" {line.strip()} " for line in lines[: len(texts)]]
