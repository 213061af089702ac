"""Which sentences of a posting ask for something, told by a linear model of their characters.

``requirements.npz`` is made by ``python -m evaluation.training`` out of SkillSpan's sentences
(Zhang et al., "SkillSpan", NAACL 2022; MIT licence) and sentences of our own.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from text.linear import Floats, Linear, load_linear

MODEL = Path(__file__).parent / "requirements.npz"
LEAST = -0.5
"""Log-odds from which a sentence asks for something: the best F1 on SkillSpan's training part."""


def score_sentences(sentences: Sequence[str]) -> Floats:
    """Return the log-odds that each sentence asks for an ability or names a duty."""
    return _load_model().score(sentences)[:, 0]


def list_requirements(sentences: Sequence[str]) -> list[bool]:
    """Return for each sentence whether it asks for an ability or names a duty."""
    return [bool(odds >= LEAST) for odds in score_sentences(sentences)]


@cache
def _load_model() -> Linear:
    return load_linear(MODEL)
