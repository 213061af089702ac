"""How far figures may be chance: the bootstrap over what was drawn as a whole."""

from collections.abc import Sequence

import numpy as np

from metrics.classification import Agreement

_RESAMPLES = 1000


def add_agreements(parts: Sequence[Agreement]) -> Agreement:
    """Return the agreement over all parts."""
    return Agreement(
        sum(part.found for part in parts),
        sum(part.right for part in parts),
        sum(part.expected for part in parts),
        sum(part.met for part in parts),
    )


def bound_f1(parts: Sequence[Agreement], seed: int, level: float = 0.05) -> float:
    """Return the F1 that resamples of the parts fall below with probability ``level``.

    A part is what was drawn as a whole, such as a posting; NaN without parts.
    """
    if not parts:
        return float("nan")
    rng = np.random.default_rng(seed)
    draws = rng.integers(len(parts), size=(_RESAMPLES, len(parts)))
    scores = [add_agreements([parts[at] for at in draw]).f1 for draw in draws.tolist()]
    return float(np.nanquantile(scores, level))
