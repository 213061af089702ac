import numpy as np
import pytest

from mining.measures import measure


def test_a_rule_has_the_measures_of_the_worked_example() -> None:
    found = measure(np.array([4.0]), np.array([6.0]), np.array([4.0]), 10.0)
    assert found.support[0] == pytest.approx(0.4)
    assert found.confidence[0] == pytest.approx(0.6667, abs=1e-4)
    assert found.confidence_back[0] == 1
    assert found.lift[0] == pytest.approx(1.6667, abs=1e-4)
    assert found.leverage[0] == pytest.approx(0.16)
    assert found.npmi[0] == pytest.approx(0.5575, abs=1e-4)
    assert found.shrunk_confidence[0] == pytest.approx(6 / 11)
    assert found.weight[0] == pytest.approx(6 / 11 * 0.5575, abs=1e-4)


def test_independence_and_avoidance_weigh_nothing() -> None:
    found = measure(np.array([4.0, 1.0]), np.array([8.0, 8.0]), np.array([8.0, 8.0]), 16.0)
    assert found.npmi[0] == pytest.approx(0)
    assert found.npmi[1] < 0
    assert found.weight.tolist() == pytest.approx([0, 0])


def test_what_is_in_everything_is_no_surprise() -> None:
    found = measure(np.array([5.0]), np.array([5.0]), np.array([5.0]), 5.0)
    assert (found.lift[0], found.npmi[0], found.weight[0]) == (1, 0, 0)


def test_rounding_in_the_sum_of_weights_is_no_surprise() -> None:
    """Weights that have decayed add up to a little less in another order."""
    mass = np.array([0.1 + 0.2 + 0.3])
    total = float(np.nextafter(mass[0], 1.0))
    found = measure(mass, mass, mass, total)
    assert (found.npmi[0], found.weight[0]) == (0, 0)


def test_more_evidence_for_the_same_confidence_weighs_more() -> None:
    both = np.array([1.0, 4.0, 40.0])
    found = measure(both, both / 0.8, both * 2, 1000.0)
    assert (np.diff(found.shrunk_confidence) > 0).all()
