import numpy as np
import pytest

from mining.baskets import Baskets, encode_baskets
from mining.errors import ExplosionError
from mining.explosion import Explosion, describe_explosion, estimate_sizes, suggest_support
from mining.findings import Findings
from mining.itemsets import search_itemsets
from mining.ranks import set_floor
from mining.search import explore


def make_dense(count: int, items: int) -> Baskets:
    rng = np.random.default_rng(6)
    chances = rng.random(items)
    held = rng.random((count, items)) < chances
    return encode_baskets([{f"{item:03}" for item in np.flatnonzero(row)} for row in held])


def test_an_estimate_is_near_what_there_is() -> None:
    baskets = make_dense(300, 40)
    exact = Findings(8, 1e9, counting=True)
    explore(baskets, set_floor(baskets, 0.2), None, exact)
    sizes = estimate_sizes(baskets, 0.2, 8, None)
    assert sizes[1] == exact.tally[1]
    assert sum(sizes.values()) == pytest.approx(sum(exact.tally.values()), rel=0.3)


def test_a_large_corpus_is_estimated_from_some_of_its_baskets() -> None:
    rng = np.random.default_rng(7)
    items = rng.integers(0, 6, 60_000).astype(np.int32)
    names = tuple("abcdef")
    baskets = Baskets(names, items, np.arange(60_001), np.ones(60_000))
    assert estimate_sizes(baskets, 0.1, 4, None) == {1: 6.0}


def test_what_is_suggested_fits() -> None:
    baskets = make_dense(300, 40)
    asked = Explosion(0.1, 8, None, 2_000)
    support = suggest_support(baskets, asked)
    assert support is not None
    assert 1_000 < len(search_itemsets(baskets, support, 8, most=2_000)) <= 2_000
    message = describe_explosion(baskets, asked)
    assert f"try a minimum support of {support:.3g} or a maximum length of 2" in message
    assert len(search_itemsets(baskets, 0.1, 2, most=2_000)) <= 2_000


def test_what_nothing_bounds_says_so() -> None:
    everywhere = encode_baskets([{f"{item:04}" for item in range(2_000)}] * 3)
    with pytest.raises(
        ExplosionError, match=r"more than 1,000,[0,]* at .* without the items that most"
    ):
        search_itemsets(everywhere, 0.5, 2_000, most=1_000)


def test_items_that_each_miss_one_basket_do_not_take_minutes() -> None:
    every = {f"{item:03}" for item in range(150)}
    baskets = encode_baskets([every - {f"{item:03}"} for item in range(150)])
    with pytest.raises(ExplosionError, match="try a minimum support of"):
        search_itemsets(baskets, 0.5, 150, most=20_000)
