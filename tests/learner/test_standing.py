"""Where a learner stands with one point."""

import pytest

from graph.learners import Mastery
from graph.mastery import PointMastery
from learner.standing import describe_point, is_due

NOW, BEFORE, LATER = "2026-03-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-04-01T00:00:00Z"


def know(probability: float, review_at: str | None = BEFORE, *, evidenced: bool = True) -> Mastery:
    told = ("v", BEFORE, BEFORE, BEFORE, 1.0, review_at)
    return Mastery("l", "k", probability, probability, 6, evidenced, *told)


@pytest.mark.parametrize(
    ("probability", "evidenced", "expected"),
    [(0.03, True, "certain"), (0.75, True, "likely"), (0.5, True, "open"), (0.03, False, "open")],
)
def test_without_evidence_nothing_is_certain(
    probability: float, evidenced: bool, expected: str
) -> None:
    known = know(probability, evidenced=evidenced)
    point = PointMastery(known, "Keys", None, None, None, 0)
    assert describe_point(point, None, NOW).certainty == expected


@pytest.mark.parametrize(
    ("known", "due"),
    [
        (know(0.9), True),
        (know(0.9, LATER), False),
        (know(0.9, None), False),
        (know(0.2), False),
        (know(0.9, evidenced=False), False),
    ],
)
def test_only_what_was_mastered_is_due(known: Mastery, due: bool) -> None:
    assert is_due(known, NOW) is due
    assert describe_point(PointMastery(known, "Keys", None, None, None, 0), None, NOW).due is due
