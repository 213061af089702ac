"""Areas worked by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.classification import measure_auc

outcomes = st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=30)


def test_area_counts_ties_half() -> None:
    assert measure_auc([0.9, 0.5, 0.5, 0.1], [1, 1, 0, 0]) == 0.875


@given(outcomes)
def test_area_is_the_share_of_ordered_pairs(rows: list[tuple[int, bool]]) -> None:
    ups = [value for value, positive in rows if positive]
    downs = [value for value, positive in rows if not positive]
    pairs = [(up > down) + 0.5 * (up == down) for up in ups for down in downs]
    expected = float(np.mean(pairs)) if pairs else math.nan
    assert measure_auc(*zip(*rows, strict=True)) == pytest.approx(expected, nan_ok=True)


def test_other_counts_of_chances_and_outcomes_are_refused() -> None:
    with pytest.raises(ValueError, match="expected 2 of them, found 1"):
        measure_auc([0.5, 0.5], [1])
