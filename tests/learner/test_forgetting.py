"""Which answers are late, and which losses win."""

import numpy as np

from learner.forgetting import choose, find_cuts


def test_the_last_fifth_in_time_is_late_with_all_at_its_first_moment() -> None:
    learner = np.array([0] * 6 + [1] * 5 + [3] * 4)
    day = np.array([9.0, np.nan, 1.0, 2.0, 3.0, 9.0, 1.0, 5.0, 4.0, 3.0, 2.0, 1.0, 2.0, 3.0, 4.0])
    assert find_cuts(learner, day).tolist() == [9.0, 5.0, np.inf, np.inf]
    assert find_cuts(learner[:0], day[:0]).tolist() == []


def test_the_least_loss_is_taken_if_it_wins_by_two_standard_errors() -> None:
    plain, luck = np.ones(100), np.tile([-1.0, 1.0], 50)
    assert choose(np.array([plain, plain - 0.19 + luck, plain + 0.1])) == 0
    assert choose(np.array([plain, plain - 0.21 + luck, plain - 0.1])) == 1
    assert choose(np.array([plain, plain - 0.3 + 2.0 * luck, plain - 0.1])) == 2
    assert choose(np.array([plain, plain])) == 0
