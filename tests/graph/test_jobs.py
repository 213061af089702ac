"""Jobs and postings as the workers read them, and a posting said anew."""

from dataclasses import replace

import pytest

from graph.changes import apply_plan
from graph.claims import Block
from graph.drafts import make_plan
from graph.errors import UnknownIdError
from graph.jobs import (
    Job,
    JobTitle,
    Mention,
    PostedAbilities,
    Posting,
    get_job,
    list_job_abilities,
    list_job_points,
    list_job_titles,
    list_jobs,
    list_posted_abilities,
    list_quotations,
    list_requirements,
    merge_postings,
)
from graph.plans import Assertion, Node
from graph.store import Store

WANTED = Posting(
    id="p",
    title="Turner",
    url="http://postings/p",
    employer="A works",
    place=None,
    posted="2026-03-01",
    fetched="2026-03-02",
    text_hash="h",
    language="en",
    source="postings",
    duplicate_of=None,
    job_id="j",
    matched="title",
    mentions=(
        Mention("turn", 1, 2, ("You turn.",), (4,), (8,)),
        Mention("mill", 1, None, ("And mill.",), (14,), (18,)),
    ),
)


@pytest.fixture
def craft(store: Store) -> Store:
    nodes = [Node("Job", "j", {"title": "machinist"}), Node("Job", "k", {"title": "miller"})]
    nodes += [Node("Ability", name, {"name": name}) for name in ("turn", "mill")]
    apply_plan(store, make_plan(store, nodes), "a craft")
    return store


def test_a_posting_is_what_the_miners_see(craft: Store) -> None:
    assert merge_postings(craft, [WANTED]) == 1
    assert list_posted_abilities(craft) == [
        PostedAbilities("p", "2026-03-01", "j", None, ("mill", "turn"), (0, 2))
    ]


def test_a_posting_said_anew_forgets_what_it_said_before(craft: Store) -> None:
    merge_postings(craft, [WANTED])
    merge_postings(craft, [replace(WANTED, job_id="k", mentions=WANTED.mentions[:1])])
    assert list_posted_abilities(craft) == [
        PostedAbilities("p", "2026-03-01", "k", None, ("turn",), (2,))
    ]


def test_a_posting_of_no_job_or_of_another_posting_is_not_mined(craft: Store) -> None:
    others = [replace(WANTED, id="q", job_id=None), replace(WANTED, id="r", duplicate_of="p")]
    assert merge_postings(craft, [WANTED, *others]) == 3
    assert [one.posting_id for one in list_posted_abilities(craft)] == ["p"]


def test_more_postings_than_a_transaction_takes_are_all_there(craft: Store) -> None:
    many = [replace(WANTED, id=f"p{number:03}") for number in range(501)]
    assert merge_postings(craft, many) == 501
    assert list_jobs(craft)[0].postings == 501


def test_a_posting_that_mentions_nothing_has_no_levels(craft: Store) -> None:
    merge_postings(craft, [replace(WANTED, mentions=())])
    [found] = list_posted_abilities(craft)
    assert (found.ability_ids, found.levels) == ((), ())


def test_an_unknown_job_is_an_error_by_name(craft: Store) -> None:
    with pytest.raises(UnknownIdError, match="Job 'unknown'"):
        get_job(craft, "unknown")
    assert get_job(craft, "j") == Job("j", "machinist", None, None, None, None)


def test_a_job_is_told_by_what_it_requires_and_by_whose_word(craft: Store) -> None:
    need = Assertion("REQUIRES", "j", "turn", Block("imported", "esco:1", {"essential": True}))
    develops = Assertion("DEVELOPS", "lathe", "turn", Block("predicted", "wording", {"score": 0.9}))
    plan = make_plan(craft, [Node("KnowledgePoint", "lathe", {"name": "Lathe"})], [need, develops])
    apply_plan(craft, plan, "a requirement")
    [told] = list_requirements(craft, "j")
    assert (told.ability_id, told.weight, told.origin, told.points) == ("turn", 0.8, "esco:1", 1)
    assert list_job_abilities(craft) == [("j", "turn", True)]
    [point] = list_job_points(craft, "j")
    assert (point.point_id, point.wording, point.sources) == ("lathe", 0.9, ["predicted"])


def test_an_ability_is_quoted_from_its_newest_posting(craft: Store) -> None:
    newer = replace(WANTED, id="q", posted="2026-03-09", mentions=WANTED.mentions[:1])
    merge_postings(craft, [WANTED, newer])
    quoted = [(one.ability_id, one.posting_id) for one in list_quotations(craft, "j", 1)]
    assert quoted == [("mill", "p"), ("turn", "q")]


def test_a_job_goes_by_its_title_and_its_aliases(craft: Store) -> None:
    known = Node("Job", "j", {"title": "machinist", "aliases": ["车工"], "class": "metal"})
    apply_plan(craft, make_plan(craft, [known]), "names")
    assert list_job_titles(craft) == [
        JobTitle("j", "machinist", ("车工",), "metal"),
        JobTitle("k", "miller", (), None),
    ]
