"""The kinds of abilities: what a linear model makes of their names.

A tool is what one uses, or plain using or operating it; a method is a doing, or a named way to
proceed; knowledge is a field, facts or rules; a general ability and an attitude belong to no
profession. ``kinds.npz`` is made by ``python -m evaluation.training``.
"""

from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

from text.linear import Linear, load_linear

MODEL = Path(__file__).parent / "kinds.npz"
KINDS = ("knowledge", "tool", "method", "general", "attitude")
OF_ESCO = {
    "knowledge": ("knowledge", "tool", "general"),
    "method": ("method", "tool", "general", "attitude"),
}
"""What an ability may be that ESCO calls knowledge, or a skill."""


def list_kinds(names: Sequence[str], among: Collection[str] = KINDS) -> list[str]:
    """Return for each name, English or Chinese, its kind, one ``among`` those of :data:`KINDS`."""
    model = _load_model()
    columns = [at for at, kind in enumerate(model.classes) if kind in among]
    return [model.classes[columns[at]] for at in model.score(names)[:, columns].argmax(axis=1)]


@cache
def _load_model() -> Linear:
    return load_linear(MODEL)
