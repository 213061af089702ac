import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mining.significance import adjust_p_values, compute_p_values, shorten_p_value


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, int, int, int]:
    total = draw(st.integers(1, 400))
    first, second = draw(st.integers(0, total)), draw(st.integers(0, total))
    both = draw(st.integers(max(0, first + second - total), min(first, second)))
    return both, first, second, total


@given(tables())
def test_p_is_fishers(table: tuple[int, int, int, int]) -> None:
    both, first, second, total = table
    cells = [[both, first - both], [second - both, total - first - second + both]]
    expected = stats.fisher_exact(np.array(cells), alternative="greater").pvalue
    p = compute_p_values(np.array([both]), np.array([first]), np.array([second]), total)
    assert p == pytest.approx([expected], rel=1e-7, abs=1e-12)


def test_many_tables_are_tested_at_once() -> None:
    p = compute_p_values(np.array([4, 3]), np.array([6, 4]), np.array([4, 3]), 10)
    assert p == pytest.approx([15 / 210, 4 / 120])


def test_a_very_small_p_keeps_its_digits() -> None:
    p = compute_p_values(np.array([500]), np.array([500]), np.array([500]), 1000)
    assert np.log10(p[0]) == pytest.approx(-299.431827, abs=1e-6)


@pytest.mark.parametrize(
    ("p", "kept"), [(7.3123456e-12, 7.31235e-12), (0.16666666, 0.166667), (0.0, 0.0), (1.0, 1.0)]
)
def test_a_small_p_is_kept_with_digits_that_say_something(p: float, kept: float) -> None:
    assert shorten_p_value(p) == kept


@given(st.lists(st.floats(0, 1), min_size=1, max_size=50))
def test_q_is_benjamini_and_hochbergs(p: list[float]) -> None:
    q = adjust_p_values(np.array(p))
    assert q == pytest.approx(stats.false_discovery_control(p, method="bh"))


def test_tests_without_a_p_value_count_as_not_rejected() -> None:
    p = np.array([0.01, 0.04])
    assert adjust_p_values(p, tests=4) == pytest.approx(adjust_p_values(np.array([*p, 1, 1]))[:2])


def test_nothing_tested_has_no_p() -> None:
    none = np.array([], dtype=np.int64)
    assert adjust_p_values(compute_p_values(none, none, none, 5)).shape == (0,)
