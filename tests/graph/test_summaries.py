"""Jobs in a few abilities, on a class of two jobs."""

import math
from dataclasses import replace

import pytest

from graph.changes import apply_plan
from graph.claims import Block
from graph.drafts import make_plan
from graph.errors import UnknownIdError
from graph.jobs import Mention, Posting, merge_postings
from graph.plans import Assertion, Node
from graph.store import Store
from graph.summaries import get_summary

WANTED = Posting(
    *("p", "Turner", "http://postings/p", None, None, "2026-03-01", "2026-03-02", "h", "en"),
    *("postings", None, "turner", "title"),
    mentions=(Mention("lathe", 1, 2, ("You know lathes.",), (9,), (15,)),),
)


@pytest.fixture
def craft(store: Store) -> Store:
    nodes = [Node("Job", name, {"title": name, "class": "metal"}) for name in ("turner", "miller")]
    nodes += [Node("Ability", name, {"name": name}) for name in ("lathe", "safety", "cutter")]
    essential = Block("imported", "crafts", {"essential": True})
    optional = Block("imported", "crafts", {"essential": False})
    needs = [
        Assertion("REQUIRES", "turner", "lathe", essential),
        Assertion("REQUIRES", "turner", "safety", essential),
        Assertion("REQUIRES", "miller", "safety", essential),
        Assertion("REQUIRES", "turner", "cutter", optional),
        Assertion("REQUIRES", "miller", "cutter", essential),
    ]
    apply_plan(store, make_plan(store, nodes, needs), "a craft")
    return store


def test_what_peers_ask_for_less_comes_first(craft: Store) -> None:
    found = get_summary(craft, "turner")
    assert (found.job.title, found.abilities) == ("turner", 3)
    lathe, safety, cutter = found.traits
    assert (lathe.ability_id, safety.ability_id, cutter.ability_id) == ("lathe", "safety", "cutter")
    assert lathe.score == pytest.approx(0.8 * math.log(0.8 / 0.4), abs=1e-6)
    assert (safety.score, cutter.score < 0) == (0, True)


def test_a_trait_has_one_sentence_of_the_newest_posting(craft: Store) -> None:
    newer = replace(WANTED, id="q", posted="2026-03-09")
    merge_postings(craft, [WANTED, newer])
    lathe, safety, _ = get_summary(craft, "turner").traits
    assert lathe.quotation is not None
    assert (lathe.quotation.posting_id, lathe.quotation.sentence) == ("q", "You know lathes.")
    assert safety.quotation is None


def test_no_more_traits_than_asked_for(craft: Store) -> None:
    found = get_summary(craft, "turner", limit=1)
    assert (len(found.traits), found.abilities) == (1, 3)


def test_a_job_that_requires_nothing_has_no_traits(craft: Store) -> None:
    apply_plan(craft, make_plan(craft, [Node("Job", "new", {"title": "new"})]), "new")
    assert get_summary(craft, "new").traits == []


def test_an_unknown_job_is_refused(craft: Store) -> None:
    with pytest.raises(UnknownIdError):
        get_summary(craft, "nobody")
