import numpy as np
import pytest

from evaluation.quest import Quest, list_sets, make_baskets
from mining.itemsets import search_itemsets

SMALL = Quest(baskets=3_000, items=200, patterns=100)


def test_baskets_are_as_long_as_asked_and_the_same_for_a_seed() -> None:
    first, second = make_baskets(SMALL, 1), make_baskets(SMALL, 1)
    assert np.array_equal(first.items, second.items)
    assert not np.array_equal(first.starts, make_baskets(SMALL, 2).starts)
    assert len(first.items) / first.count == pytest.approx(10, rel=0.1)


def test_items_are_once_in_a_basket_and_patterns_make_long_itemsets() -> None:
    baskets = make_baskets(SMALL, 1)
    sets = list_sets(baskets)
    assert [len(each) for each in sets] == np.diff(baskets.starts).tolist()
    assert len(search_itemsets(baskets, 0.005, 8).levels) >= 5
