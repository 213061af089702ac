"""Baskets as IBM's Quest generator makes them, from a seed: T10I4D100K and larger."""

from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from mining.baskets import Baskets

_DRAWS_AT_ONCE = 500_000
_SPREAD = 0.1
_ROOM = 1.3

Array = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Quest:
    """What is made; the defaults are those of T10I4D100K.

    Attributes:
        baskets: how many.
        items: how many there may be; some are never drawn.
        length: mean length of a basket, a Poisson variable.
        pattern: mean length of a pattern, a Poisson variable of 1 or more.
        patterns: how many there are, chosen with exponential weights.
        correlation: mean share of a pattern that is taken from the one before.
        corruption: mean of the chance that a pattern loses one item more, variance .1.

    Source:
        Agrawal and Srikant, "Fast algorithms for mining association rules", 1994, section 2.4.3.
    """

    baskets: int = 100_000
    items: int = 1_000
    length: float = 10.0
    pattern: float = 4.0
    patterns: int = 2_000
    correlation: float = 0.5
    corruption: float = 0.5


def make_baskets(quest: Quest, seed: int) -> Baskets:
    """Return baskets of items named ``0000`` to ``0999``, as many digits as are needed."""
    rng = np.random.default_rng(seed)
    patterns = _make_patterns(quest, rng)
    sizes = np.maximum(1, rng.poisson(quest.length, quest.baskets))
    which, kept = _draw(quest, patterns, sizes, rng)
    coins = rng.random(len(which)) < 0.5
    owner = _fill(sizes.tolist(), kept.tolist(), coins.tolist())
    used = len(owner)
    keys = _choose_items(patterns[which[:used]], kept[:used], owner, quest.items, rng)
    starts = np.searchsorted(keys, np.arange(quest.baskets + 1) * quest.items)
    digits = len(str(quest.items - 1))
    names = tuple(f"{item:0{digits}}" for item in range(quest.items))
    items = (keys % quest.items).astype(np.int32)
    return Baskets(names, items, starts, np.ones(quest.baskets))


def list_sets(baskets: Baskets) -> list[frozenset[str]]:
    """Return baskets as sets of names."""
    names = iter([baskets.names[item] for item in baskets.items.tolist()])
    return [frozenset(islice(names, size)) for size in np.diff(baskets.starts).tolist()]


def _make_patterns(quest: Quest, rng: np.random.Generator) -> Array:
    """Return ``(patterns, longest)`` items, filled up with -1."""
    chances = rng.exponential(size=quest.items)
    chances /= chances.sum()
    lengths = np.clip(rng.poisson(quest.pattern, quest.patterns), 1, quest.items // 2)
    made = np.full((quest.patterns, int(lengths.max())), -1, dtype=np.int64)
    before = made[0, :0]
    for row, length in enumerate(lengths.tolist()):
        share = min(1.0, rng.exponential(quest.correlation))
        old = rng.permutation(before)[: round(share * length)]
        drawn = rng.choice(quest.items, length + len(old), replace=False, p=chances)
        fresh = drawn[~np.isin(drawn, old)][: length - len(old)]
        before = np.concatenate([old, fresh])
        made[row, : len(before)] = before
    return made


def _draw(
    quest: Quest, patterns: Array, sizes: Array, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Return patterns in the order in which baskets take them, and how much of each is left."""
    weights = rng.exponential(size=quest.patterns)
    weights /= weights.sum()
    lengths = (patterns >= 0).sum(axis=1)
    loss = np.clip(rng.normal(quest.corruption, _SPREAD**0.5, quest.patterns), 0.0, 0.99)
    left = _expect_left(lengths, loss)
    count = int(_ROOM * sizes.sum() / float(weights @ left)) + 1_000
    which = rng.choice(quest.patterns, count, p=weights)
    lost = rng.geometric(1.0 - loss[which]) - 1
    return which, np.maximum(0, lengths[which] - lost)


def _expect_left(lengths: Array, loss: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the mean length of each pattern once it has lost what it loses."""
    ranks = np.arange(int(lengths.max()))
    stays = 1.0 - loss[:, None] ** np.maximum(1, lengths[:, None] - ranks)
    means: npt.NDArray[np.float64] = np.where(ranks < lengths[:, None], stays, 0.0).sum(axis=1)
    return means


def _fill(sizes: list[int], kept: list[int], coins: list[bool]) -> Array:
    """Return the basket of each pattern; one that does not fit waits for the next half the time."""
    owner: list[int] = []
    drawn = 0
    for basket, size in enumerate(sizes):
        room = size
        while room > 0 and drawn < len(kept):
            if kept[drawn] > room and room < size and not coins[drawn]:
                coins[drawn] = True
                break
            owner.append(basket)
            room -= kept[drawn]
            drawn += 1
    return np.array(owner, dtype=np.int64)


def _choose_items(
    taken: Array, kept: Array, owner: Array, items: int, rng: np.random.Generator
) -> Array:
    """Return ``basket * items + item``, ascending, each once."""
    keys = []
    for start in range(0, len(taken), _DRAWS_AT_ONCE):
        chunk = slice(start, start + _DRAWS_AT_ONCE)
        luck = np.where(taken[chunk] >= 0, rng.random(taken[chunk].shape), 2.0)
        order = np.argsort(luck, axis=1)
        chosen = np.arange(taken.shape[1]) < kept[chunk, None]
        picked = np.take_along_axis(taken[chunk], order, axis=1)[chosen]
        keys.append(np.repeat(owner[chunk], kept[chunk]) * items + picked)
    every: Array = np.sort(np.concatenate(keys))  # np.unique takes ten times as long for so many
    last = np.append(every[1:] != every[:-1], True)
    once: Array = every[last]
    return once
