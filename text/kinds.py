"""The kinds of abilities: what a linear model makes of their names.

A tool is what one uses, or plain using or operating it; a method is a doing, or a named way to
proceed; knowledge is a field, facts or rules; a general ability and an attitude belong to no
profession. ``kinds.npz`` is made by ``python -m evaluation.training``.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from text.linear import Linear, load_linear

MODEL = Path(__file__).parent / "kinds.npz"
KINDS = ("knowledge", "tool", "method", "general", "attitude")


def list_kinds(names: Sequence[str]) -> list[str]:
    """Return one of :data:`KINDS` for each name, English or Chinese."""
    model = _load_model()
    return [model.classes[at] for at in model.score(names).argmax(axis=1)]


@cache
def _load_model() -> Linear:
    return load_linear(MODEL)
