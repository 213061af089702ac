from graph.jobs import JobPoint
from graph.learners import PointState
from recommend.reasons import develops, masters

LOOPS = PointState("loops", "Loops", "c", "Programming", None, 1, None, 0.3, True, 4)


def test_an_association_is_given_both_ways_with_its_postings() -> None:
    edge = JobPoint("program", "loops", 0.4, ["mined"], None, None, 3, 40, 0.6, 0.2, 1.5)
    link = develops(LOOPS, edge, "computer programming")
    assert link.sources == ("3 of 40 postings",)
    assert link.numbers == {
        "weight": 0.4,
        "confidence": 0.6,
        "confidence_back": 0.2,
        "lift": 1.5,
        "n": 3,
        "transactions": 40,
    }


def test_mastery_without_an_answer_says_so() -> None:
    guessed = PointState("loops", "Loops", "c", "Programming", None, 1, None, 0.3, False, 0)
    assert masters("ada", guessed).sources == ("no answer tells",)
    assert masters("ada", LOOPS).sources == ("4 answers",)
