"""Why a rule of the college is kept or dropped."""

from collections.abc import Callable

import pytest

from graph.store import Store
from mining.apriori import Thresholds
from mining.errors import UnknownItemError
from mining.judgements import explain_in_corpora

ALL = Thresholds(min_support=0.01, min_confidence=0.1, min_lift=1.05, max_q=1.0, max_length=2)


def test_each_corpus_says_whether_it_keeps_the_rule(college: Store) -> None:
    told = dict(explain_in_corpora(college, ["keys"], "sql", ALL))
    syllabi, mastery = told["syllabi"], told["mastery"]
    assert syllabi is not None
    assert mastery is not None
    assert (syllabi.kept, mastery.kept) == (False, True)
    failed = [check.name for check in syllabi.checks if check.passed is False]
    assert (failed, syllabi.body) == (["lift"], ("K:k2",))  # one of two sections, of all two thirds


def test_items_may_be_named_by_their_type(college: Store) -> None:
    [(origin, found)] = explain_in_corpora(college, ["O:query"], "A:sql", ALL)
    assert (origin, found is not None and found.kept) == ("syllabi", True)


def test_of_fewer_than_ten_learners_nothing_is_told(college: Store) -> None:
    told = explain_in_corpora(college, ["boxes"], "sql", ALL, ["mastery"])
    assert told == [("mastery", None)]


def test_what_no_corpus_holds_is_refused(college: Store) -> None:
    with pytest.raises(UnknownItemError, match="found keys and nothing"):
        explain_in_corpora(college, ["keys"], "nothing", ALL)


def test_of_a_job_and_an_ability_every_pair_is_kept(
    market: Store, advertise: Callable[..., None]
) -> None:
    for number in range(20):
        advertise(market, f"p{number}", "web", ["css"] if number else ["git"])
    [(origin, found)] = explain_in_corpora(market, ["web"], "git", Thresholds())
    assert found is not None
    assert (origin, found.kept, found.count) == ("postings", True, 1)
    [(_, back)] = explain_in_corpora(market, ["git"], "web", Thresholds())
    assert back is not None
    assert back.checks[0].text == "the rule is not of the types asked: J>A"
