"""Strict and lenient again: nothing serves unapproved, and nothing is lost."""

from dataclasses import replace

import pytest

from graph.changes import apply_plan
from graph.claims import Block
from graph.current import list_edges, list_nodes
from graph.drafts import make_plan
from graph.errors import UnknownIdError
from graph.frameworks import OWN
from graph.plans import Assertion, Node, Restated
from graph.proposals import list_claims
from graph.store import Store
from graph.strictness import plan_strictness
from graph.waiting import CORPORA

NODES = [
    Node("Framework", OWN, {"name": "ours", "strict": False}),
    Node("Framework", "crafts", {"name": "crafts", "strict": False}),
    Node("KnowledgePoint", "feed", {"name": "feeds"}),
    Node("Ability", "turn", {"name": "turn", "framework": "crafts"}),
    Node("Ability", "mill", {"name": "mill"}),
]
PREDICTED = Block("predicted", "wording", {"weight": 0.9, "matched": "turn"}, "proposed")
MINED = Block("mined", "postings", {"weight": 0.4, "evidence": ["p1", "p2"]}, "proposed")
SAID = [
    Assertion("DEVELOPS", "feed", "turn", PREDICTED),
    Assertion("DEVELOPS", "feed", "turn", MINED),
    Assertion("DEVELOPS", "feed", "mill", Block("expert", "mo", {"weight": 0.2})),
    Assertion("DEVELOPS", "feed", "mill", MINED),
]


def plant(store: Store) -> Store:
    apply_plan(store, make_plan(store, NODES, SAID), "a map")
    return store


def turn(store: Store, framework: str, *, strict: bool) -> None:
    apply_plan(store, plan_strictness(store, framework, strict=strict), "strictness")


def serving(store: Store) -> dict[str, dict[str, object]]:
    held = list_edges(store, "DEVELOPS", [("feed", "turn"), ("feed", "mill")])
    return {
        edge: {name: value for name, value in properties.items() if name != "changeset"}
        for edge, properties in held.items()
    }


def test_strict_takes_back_what_nobody_approved_and_lenient_brings_it_again(store: Store) -> None:
    before = serving(plant(store))
    turn(store, OWN, strict=True)
    assert {edge: held["sources"] for edge, held in serving(store).items()} == {
        "feed|DEVELOPS|mill": ["expert"]
    }
    assert len(list_claims(store, "DEVELOPS", "proposed")) == 3
    turn(store, OWN, strict=False)
    assert (serving(store), list_claims(store, "DEVELOPS", "proposed")) == (before, {})


def test_another_framework_rules_over_its_own_alone(one_store: Store) -> None:
    turn(plant(one_store), "crafts", strict=True)
    assert list(serving(one_store)) == ["feed|DEVELOPS|mill"]
    assert serving(one_store)["feed|DEVELOPS|mill"]["sources"] == ["expert", "mined"]


def test_strictness_twice_changes_nothing_and_imports_leave_it(one_store: Store) -> None:
    turn(plant(one_store), OWN, strict=True)
    assert plan_strictness(one_store, OWN, strict=True).changes == ()
    apply_plan(one_store, make_plan(one_store, NODES[:1]), "an import")
    assert list_nodes(one_store, "Framework", [OWN])[OWN]["strict"] is True


def test_what_a_person_approved_serves_under_a_strict_framework(one_store: Store) -> None:
    plant(one_store)
    kept = Assertion("DEVELOPS", "feed", "turn", Block("mined", "postings", {"weight": 0.4}))
    apply_plan(one_store, make_plan(one_store, (), [kept]), "approved")
    turn(one_store, OWN, strict=True)
    assert serving(one_store)["feed|DEVELOPS|turn"]["sources"] == ["mined"]


def say(store: Store, *items: Assertion) -> None:
    restated = [Restated("DEVELOPS", "mined", origin) for origin in CORPORA]
    apply_plan(store, make_plan(store, (), items, restated), "said")


def test_an_approval_outlives_another_corpus_and_both_turns(one_store: Store) -> None:
    apply_plan(one_store, make_plan(one_store, NODES), "a map")
    said = Assertion("DEVELOPS", "feed", "turn", Block("mined", "syllabi", {"weight": 0.7}))
    say(one_store, said)
    turn(one_store, OWN, strict=True)
    say(one_store, replace(said, block=MINED))
    for strict in (False, True):
        turn(one_store, OWN, strict=strict)
        assert serving(one_store)["feed|DEVELOPS|turn"]["mined_status"] == "approved"


@pytest.mark.parametrize("first", [OWN, "crafts"])
def test_what_another_framework_keeps_back_still_waits(one_store: Store, first: str) -> None:
    before = serving(plant(one_store))
    second = "crafts" if first == OWN else OWN
    for framework in (first, second):
        turn(one_store, framework, strict=True)
    turn(one_store, first, strict=False)
    reasons = {str(c["reason"]) for c in list_claims(one_store, "DEVELOPS", "proposed").values()}
    assert ("feed|DEVELOPS|turn" in serving(one_store), reasons) == (
        False,
        {f"waits for approval: {second} is strict"},
    )
    turn(one_store, second, strict=False)
    assert serving(one_store) == before


def test_what_nobody_draws_waits_also_when_strictness_ends(one_store: Store) -> None:
    turn(plant(one_store), OWN, strict=True)
    undrawn = Assertion("DEVELOPS", "lathe", "mill", MINED, waits="nobody draws it")
    nodes = [Node("KnowledgePoint", "lathe", {"name": "lathes"})]
    apply_plan(one_store, make_plan(one_store, nodes, [undrawn]), "said")
    turn(one_store, OWN, strict=False)
    assert list_edges(one_store, "DEVELOPS", [("lathe", "mill")]) == {}


def test_of_two_corpora_the_more_trusted_one_is_brought_back(one_store: Store) -> None:
    turn(plant(one_store), OWN, strict=True)
    other = Assertion(
        "DEVELOPS", "feed", "turn", Block("mined", "syllabi", {"weight": 0.7}, "proposed")
    )
    say(one_store, replace(other, block=MINED), other)
    turn(one_store, OWN, strict=False)
    assert serving(one_store)["feed|DEVELOPS|turn"]["mined_origin"] == "postings"
    behind = list_claims(one_store, "DEVELOPS", "superseded").values()
    assert [claim["origin"] for claim in behind] == ["syllabi"]


def test_the_school_can_be_strict_before_it_has_a_syllabus(one_store: Store) -> None:
    apply_plan(one_store, make_plan(one_store, NODES[1:], SAID), "a map")
    assert plan_strictness(one_store, OWN, strict=False).changes == ()
    turn(one_store, OWN, strict=True)
    assert list(serving(one_store)) == ["feed|DEVELOPS|mill"]
    assert list_nodes(one_store, "Framework", [OWN])[OWN]["strict"] is True


def test_an_unknown_framework_is_refused(one_store: Store) -> None:
    with pytest.raises(UnknownIdError, match="Framework 'none'"):
        plan_strictness(one_store, "none", strict=True)
