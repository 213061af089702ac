import numpy as np
import pytest

from mining.candidates import link_parts, list_candidates
from mining.errors import OpenItemsetsError
from mining.itemsets import Frequency, Template, find_itemsets, gather_itemsets

CLASSIC = [set("134"), set("235"), set("1235"), set("25")]


def test_every_itemset_knows_its_parts() -> None:
    found = gather_itemsets(find_itemsets(CLASSIC, 0.25), 4, 4.0)
    for before, level in zip(found.levels, found.levels[1:], strict=False):
        links = link_parts(before, level, len(found.names))
        for place in range(level.items.shape[1]):
            parts = before.items[links[:, place]]
            assert np.array_equal(parts, np.delete(level.items, place, axis=1))


def test_candidates_carry_their_counts_and_the_best_confidence_of_a_part() -> None:
    found = gather_itemsets(find_itemsets(CLASSIC, 0.5), 4, 4.0)
    table = list_candidates(found)
    longer = table.take(table.size == 3)
    assert found.levels[2].items.tolist() == [[1, 2, 3]]  # 2, 3 and 5; 4 is rare
    assert longer.place.tolist() == [0, 1, 2]
    assert longer.count.tolist() == [2, 2, 2]
    assert longer.body_count.tolist() == [2, 3, 2]
    assert longer.head_count.tolist() == [3, 3, 3]
    assert longer.explained.tolist() == pytest.approx([1.0, 2 / 3, 1.0])
    assert set(table.take(table.size == 2).explained.tolist()) == {-1.0}


def test_templates_say_which_item_is_the_head() -> None:
    database = [{"K:a", "K:b", "A:x"}, {"K:a", "K:b", "A:x"}, {"K:c"}]
    found = gather_itemsets(find_itemsets(database, 0.5), 3, 3.0)
    table = list_candidates(found, [Template("K", "A"), Template("K", "K")])
    heads = [
        found.names[found.levels[size - 1].items[row][place]]
        for size, row, place in zip(table.size, table.row, table.place, strict=True)
    ]
    assert sorted(heads) == ["A:x", "A:x", "A:x", "K:a", "K:b"]


def test_itemsets_without_their_parts_are_refused() -> None:
    counted = {("a",): Frequency(2, 2.0), ("a", "b"): Frequency(1, 1.0)}
    with pytest.raises(OpenItemsetsError, match="expected every part of every itemset"):
        list_candidates(gather_itemsets(counted, 2, 2.0))


def test_no_itemsets_hold_no_rules() -> None:
    assert len(list_candidates(gather_itemsets({}, 0, 0.0))) == 0
