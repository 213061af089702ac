import pytest

from mining.baskets import encode_baskets
from mining.errors import ThresholdError


def test_items_are_numbered_in_order_and_empty_baskets_stay() -> None:
    baskets = encode_baskets([{"b"}, set(), {"a", "b"}])
    assert baskets.names == ("a", "b")
    assert baskets.starts.tolist() == [0, 1, 1, 3]
    assert sorted(baskets.items[1:].tolist()) == [0, 1]
    assert (baskets.count, baskets.mass) == (3, 3.0)


def test_what_a_list_names_twice_counts_once() -> None:
    baskets = encode_baskets([["b", "a", "b"], [], ["a", "a"]])
    assert baskets.items.tolist() == [0, 1, 0]
    assert baskets.starts.tolist() == [0, 2, 2, 3]


def test_nothing_is_no_baskets() -> None:
    baskets = encode_baskets([])
    assert (baskets.names, baskets.count, baskets.mass) == ((), 0, 0)


@pytest.mark.parametrize("weights", [[1.0], [0.0, 1.0], [float("nan"), 1.0], [float("inf"), 1.0]])
def test_weights_are_one_finite_number_above_0_for_each(weights: list[float]) -> None:
    with pytest.raises(ThresholdError, match="expected 2 weights above 0"):
        encode_baskets(["a", "b"], weights)


def test_many_weights_are_not_all_repeated() -> None:
    with pytest.raises(ThresholdError, match=r"found 11, the least 0\.0"):
        encode_baskets(["a"] * 11, [0.0] * 11)
