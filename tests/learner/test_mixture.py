"""Hidden classes: beliefs and counts by hand, slices, rates under a prior."""

import numpy as np
import pytest

from learner.errors import ScoresError
from learner.mixture import count_classes, judge_classes, merge_responses, predict_asked
from learner.rates import RateDesign, fit_rates
from learner.responses import ask_cells, make_responses
from learner.squarem import Stop

CHANCES, PRIOR = np.array([[0.9, 0.2], [0.8, 0.4]]), np.array([0.25, 0.75])
SEEN = make_responses([[1, 0], [1, 0], [0, 0]], [[1, 1], [1, 0], [0, 0]], np.ones((2, 1)))


def test_beliefs_by_hand() -> None:
    both = np.array([0.25 * 0.9 * 0.2, 0.75 * 0.2 * 0.6])
    one = np.array([0.25 * 0.9, 0.75 * 0.2])
    found = judge_classes(CHANCES, PRIOR, SEEN)
    assert found == pytest.approx(np.array([both / both.sum(), one / one.sum(), PRIOR]))


def test_counts_by_hand_leave_out_who_answered_nothing() -> None:
    belief = judge_classes(CHANCES, PRIOR, SEEN)[:2]
    found = count_classes(merge_responses(SEEN), CHANCES, PRIOR)
    assert found.log_likelihood == pytest.approx(np.log(0.135) + np.log(0.375))
    assert found.groups == pytest.approx(belief.sum(axis=0))
    assert found.tries == pytest.approx(np.array([belief.sum(axis=0), belief[0]]))
    assert found.right == pytest.approx(np.array([belief.sum(axis=0), [0, 0]]))


def test_slices_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = count_classes(merge_responses(SEEN), CHANCES, PRIOR)
    monkeypatch.setattr("learner.mixture.CELLS", 1)
    part = count_classes(merge_responses(SEEN), CHANCES, PRIOR)
    assert part.log_likelihood == pytest.approx(whole.log_likelihood)
    assert judge_classes(CHANCES, PRIOR, SEEN)[2] == pytest.approx(PRIOR)


def test_nobody_is_judged_as_nobody() -> None:
    nobody = make_responses(np.zeros((0, 2)), np.zeros((0, 2)), np.ones((2, 1)))
    assert judge_classes(CHANCES, PRIOR, nobody).shape == (0, 2)
    assert predict_asked(CHANCES, PRIOR, nobody, ask_cells(np.zeros((0, 2), bool))).shape == (0,)


def test_answers_to_items_of_another_test_are_refused() -> None:
    other = make_responses([[1.0]], [[1]], np.ones((1, 1)))
    with pytest.raises(ScoresError, match="learners x 2 items"):
        judge_classes(CHANCES, PRIOR, other)


def test_rates_without_a_prior_are_shares_and_where_nobody_answered_the_mode() -> None:
    seen = make_responses([[1, 0], [0, 0], [1, 0], [1, 0]], [[1, 0]] * 4, np.ones((2, 1)))
    start = np.full(2, 0.5)
    design = RateDesign(np.array([[0], [1]]), start, np.array([0.5, 0.3]), np.ones(1), weight=0.0)
    found = fit_rates(merge_responses(seen), design, Stop(0.0, 1e-9, 50))
    assert found.rates == pytest.approx([0.75, 0.3], abs=1e-6)
    assert found.log_likelihood == pytest.approx(3 * np.log(0.75) + np.log(0.25))
