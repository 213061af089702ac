"""Why a rule of the college is kept or dropped."""

from collections.abc import Callable

import pytest

from graph.changes import apply_plan
from graph.drafts import make_plan
from graph.learners import Mastery, set_mastery
from graph.plans import Node
from graph.store import Store
from mining.apriori import Thresholds
from mining.errors import UnknownItemError
from mining.judgements import explain_in_corpora
from mining.rules import plan_rules

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


def test_what_few_learners_hold_answers_as_what_none_do(college: Store) -> None:
    """Nine know ``rare``, none ``unknown``, and who asks is not to know which is which."""
    apply_plan(
        college,
        make_plan(college, [Node("KnowledgePoint", "rare", {"name": "rare"})]),
        "a point that no course covers",
    )
    learners = [f"l{number:02}" for number in range(9)]
    told = ("dina-1", "2026-03-01T00:00:00Z")
    known = [Mastery(each, "rare", 0.9, 0.9, 4, True, *told) for each in learners]
    set_mastery(college, [], known)
    for point in ("rare", "unknown"):
        with pytest.raises(UnknownItemError, match=f"found {point} and sql"):
            explain_in_corpora(college, [point], "sql", ALL, ["mastery"])


def test_one_learner_without_the_head_is_not_told_of(college: Store) -> None:
    told = ("dina-1", "2026-03-01T00:00:00Z")
    known = [Mastery("l20", each, 0.9, 0.9, 4, True, *told) for each in ("keys", "boxes")]
    set_mastery(college, ["l20"], known)
    assert explain_in_corpora(college, ["keys"], "sql", ALL, ["mastery"]) == [("mastery", None)]
    rules = plan_rules(college, ALL, ["mastery"]).runs[0].rules
    assert (("K:keys",), "A:sql") not in {(rule.body, rule.head) for rule in rules}
    assert (("K:joins",), "A:sql") in {(rule.body, rule.head) for rule in rules}


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
