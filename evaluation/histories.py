"""Histories made from a seed: for the figures of sequence mining, and for what it should find."""

import numpy as np

from mining.histories import Histories

_STEP = 0.8
_SKIP = 0.6
_FLATNESS = 1.0


def make_histories(
    learners: int = 20_000, mean: float = 21.0, items: int = 400, seed: int = 0
) -> Histories:
    """Return histories in which paths are mixed with what is popular.

    A learner goes on from the last item to the next one of a fixed order, at times skipping
    some, with probability .8; else to an item drawn by popularity, which falls with its rank.

    Args:
        learners: how many histories.
        mean: mean of their lengths, Poisson and one at the least.
        items: how many different items.
        seed: the same seed, the same histories.
    """
    rng = np.random.default_rng(seed)
    lengths = np.maximum(rng.poisson(mean, learners), 1)
    starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    total = int(starts[-1])
    popularity = 1.0 / (np.arange(items) + _FLATNESS)
    drawn = rng.choice(rng.permutation(items), total, p=popularity / popularity.sum())
    steps = np.where(rng.random(total) < _STEP, rng.geometric(_SKIP, total), 0)
    steps[starts[:-1]] = 0
    # an item is where its walk began plus the steps since
    begins = np.maximum.accumulate(np.where(steps == 0, np.arange(total), 0))
    walked = np.cumsum(steps)
    return Histories((drawn[begins] + walked - walked[begins]) % items, starts)
