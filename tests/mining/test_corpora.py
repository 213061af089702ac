"""What postings, sections and learners are as transactions, by hand."""

from collections import Counter
from collections.abc import Callable

import pytest

from graph.changes import apply_plan
from graph.claims import Block
from graph.drafts import make_plan
from graph.learners import Mastery, set_mastery
from graph.plans import Assertion
from graph.store import Store
from mining.corpora import hash_items, read_corpora, read_mastery, read_postings, read_syllabi
from mining.errors import CorpusError

Advertise = Callable[..., None]


def test_a_posting_is_joined_with_the_points_that_teach_what_it_asks_for(
    market: Store, advertise: Advertise
) -> None:
    advertise(market, "p1", "web", ["css"], "2025-08-01")
    advertise(market, "p2", "dba", ["sql"], "2026-08-01")
    corpus = read_postings(market)
    assert corpus.transactions == (frozenset({"J:web", "A:css"}), frozenset({"J:dba", "A:sql"}))
    assert corpus.weights == pytest.approx((0.5, 1.0), abs=1e-3)  # a year of half-life
    assert (corpus.ids, corpus.fewest) == (("p1", "p2"), 1)


def test_a_section_holds_its_points_and_what_they_and_the_course_bring(college: Store) -> None:
    corpus = read_syllabi(college)
    told = dict(zip(corpus.ids, corpus.transactions, strict=True))
    assert told == {
        "db|Queries": {"K:select", "A:sql", "O:query"},
        "db|Tables": {"K:joins", "K:k2", "A:sql", "O:query"},
        "web|": {"K:boxes", "K:k2", "A:css"},
    }


def test_points_of_one_name_share_an_item(college: Store) -> None:
    corpus = read_syllabi(college)
    assert (corpus.stands_for["k2"], corpus.stands_for["joins"]) == (("k2", "keys"), ("joins",))


def test_an_outcome_brings_what_it_is_part_of_but_not_what_was_mined(college: Store) -> None:
    for source, ability in (("predicted", "css"), ("mined", "sql")):
        block = Block(source, "said", {"confidence": 0.9})  # type: ignore[arg-type]
        part = Assertion("PART_OF", "query", ability, block)
        apply_plan(college, make_plan(college, (), [part]), "parts")
    told = dict(zip(read_syllabi(college).ids, read_syllabi(college).transactions, strict=True))
    assert told["db|Queries"] == {"K:select", "A:sql", "O:query", "A:css"}


def test_a_learner_is_what_was_passed_and_names_nobody(college: Store) -> None:
    corpus = read_mastery(college)
    assert Counter(corpus.transactions) == {
        frozenset({"K:boxes", "A:css"}): 12,
        frozenset({"K:joins", "K:keys", "K:select", "A:sql"}): 12,
    }
    assert (corpus.ids, corpus.fewest) == ((), 10)


def test_an_ability_is_passed_where_its_points_are_on_average(college: Store) -> None:
    told = ("dina-1", "2026-03-01T00:00:00Z")
    halves = [
        Mastery("l00", p, x, x, 4, True, *told) for p, x in {"joins": 0.9, "select": 0.4}.items()
    ]
    set_mastery(college, ["l00"], halves)
    assert frozenset({"K:joins", "A:sql"}) in read_mastery(college).transactions  # .65 in the mean


def test_what_was_mined_feeds_no_corpus(college: Store) -> None:
    before = [read(college) for read in (read_syllabi, read_mastery)]
    rule = Assertion("DEVELOPS", "keys", "sql", Block("mined", "syllabi", {"weight": 0.9}))
    apply_plan(college, make_plan(college, (), [rule]), "mined and approved")
    assert [read(college) for read in (read_syllabi, read_mastery)] == before


def test_fewer_than_ten_learners_are_not_told_of(college: Store) -> None:
    set_mastery(college, [f"l{number:02}" for number in range(15)], [])
    with pytest.raises(CorpusError, match="expected 10 learners with answers or more, found 9"):
        read_mastery(college)


def test_of_all_corpora_what_is_missing_is_only_said(college: Store) -> None:
    corpora, missing = read_corpora(college)
    assert [corpus.origin for corpus in corpora] == ["syllabi", "mastery"]
    assert missing == ["postings: no posting has a job: nothing to mine"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("postings", "no posting has a job"),
        ("syllabi", "no course covers a knowledge point"),
        ("mastery", "found 0: of so few nothing is told"),
        ("news", "corpus: expected postings, syllabi, mastery, found 'news'"),
    ],
)
def test_a_corpus_that_is_asked_for_must_be_there(one_store: Store, name: str, said: str) -> None:
    with pytest.raises(CorpusError, match=said):
        read_corpora(one_store, [name])


def test_corpora_are_read_once_and_the_most_trusted_first(college: Store) -> None:
    told, _ = read_corpora(college, ["mastery", "syllabi", "mastery"])
    assert [corpus.origin for corpus in told] == ["syllabi", "mastery"]


def test_a_hash_changes_with_what_is_said_and_its_order() -> None:
    assert hash_items(["a", "b"]) == hash_items(["a", "b"])
    assert len({hash_items(each) for each in (["a", "b"], ["b", "a"], ["a"], [])}) == 4
