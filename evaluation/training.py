"""Fits the linear models of ``text``: ``python -m evaluation.training``.

The data sets are read from the folder ``shared/data`` beside the checkout; what is fitted is
written into the package, a few dozen kB a model.
"""

import csv
import logging
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from evaluation.kinds import read_kinds, read_phrases
from evaluation.skillspan import read_sentences
from text import kinds, requirements
from text.fitting import fit_linear
from text.linear import Linear

logger = logging.getLogger(__name__)
DATA = Path(__file__).parents[2] / "shared" / "data"
OWN_SENTENCES = Path(__file__).parent / "requirement_sentences.csv"
ALIASES = Path(__file__).parents[1] / "text" / "aliases.csv"
_SENTENCE_BUCKETS, _NAME_BUCKETS = 1 << 16, 1 << 14
_STRENGTH = 3.0
_OWN_COUNT = 3.0


def main() -> None:
    """Fit the models and write them beside the modules that use them."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    fit_requirements(DATA).save(requirements.MODEL)
    fit_kinds(DATA).save(kinds.MODEL)
    for path in (requirements.MODEL, kinds.MODEL):
        logger.info("%s: %s bytes", path.name, path.stat().st_size)


def fit_requirements(data: Path) -> Linear:
    """Return the model of sentences that ask for something.

    Of SkillSpan's, those with a span do; one of ours counts as much as three of these.
    """
    marked = read_sentences(data / "skillspan" / "train.json")
    own = read_own_sentences("train")
    texts = [sentence.text for sentence in marked] + list(own)
    asks = [bool(sentence.spans) for sentence in marked] + list(own.values())
    importance = [1.0] * len(marked) + [_OWN_COUNT] * len(own)
    labels = ["asks" if each else "" for each in asks]
    return fit_linear(texts, labels, _SENTENCE_BUCKETS, _STRENGTH, importance)


def fit_kinds(data: Path) -> Linear:
    """Return the model of the kinds of abilities; rare kinds count more, by the root of it."""
    told = read_kinds(data, ALIASES)
    own, sizes = read_phrases("train"), Counter(told.values())
    most = max(sizes.values())
    importance = [
        (most / sizes[kind]) ** 0.5 * (_OWN_COUNT if name in own else 1.0)
        for name, kind in told.items()
    ]
    return fit_linear(list(told), list(told.values()), _NAME_BUCKETS, _STRENGTH, importance)


def read_own_sentences(part: str) -> Mapping[str, bool]:
    """Return our sentences of a part, ``train`` or ``test``, and whether each asks."""
    with OWN_SENTENCES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["part"] == part]
    return {row["sentence"]: row["asks"] == "1" for row in rows}


if __name__ == "__main__":
    main()
