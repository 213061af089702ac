"""The making of plans: what is left out, what stays, what goes."""

import pytest

from graph.changes import apply_plan
from graph.claims import Block
from graph.current import list_edges, list_nodes
from graph.drafts import make_plan
from graph.plans import Assertion, LeftOut, Node, Restated
from graph.store import Store

CRAFT = [Node("Job", "j", {"title": "machinist"}), Node("Ability", "turn", {"name": "turn"})]


def said(source: str, origin: str, **fields: float) -> Assertion:
    return Assertion("REQUIRES", "j", "turn", Block(source, origin, fields))  # type: ignore[arg-type]


@pytest.fixture
def craft(one_store: Store) -> Store:
    apply_plan(one_store, make_plan(one_store, CRAFT), "a craft")
    return one_store


@pytest.mark.parametrize(
    ("ends", "reason"), [(("x", "turn"), "no Job x"), (("j", "x"), "no Ability x")]
)
def test_an_assertion_with_an_unknown_end_is_left_out_by_name(
    craft: Store, ends: tuple[str, str], reason: str
) -> None:
    plan = make_plan(craft, assertions=[Assertion("REQUIRES", *ends, Block("expert", "me"))])
    assert plan.changes == ()
    assert plan.left_out == (LeftOut(f"{ends[0]}|REQUIRES|{ends[1]}", reason),)


def test_an_assertion_may_join_what_the_plan_itself_adds(one_store: Store) -> None:
    plan = make_plan(one_store, CRAFT, [said("expert", "me", weight=0.5)])
    assert plan.counts() == {"Ability": {"add": 1}, "Job": {"add": 1}, "REQUIRES": {"add": 1}}


def test_what_a_restated_origin_repeats_stays(craft: Store) -> None:
    apply_plan(craft, make_plan(craft, assertions=[said("imported", "esco:1")]), "a framework")
    again = [Restated("REQUIRES", "imported", "esco:1")]
    plan = make_plan(craft, assertions=[said("imported", "esco:1")], restated=again)
    assert (plan.changes, plan.unchanged) == ((), 1)


def test_a_restated_origin_takes_back_nothing_of_another_source(craft: Store) -> None:
    apply_plan(craft, make_plan(craft, assertions=[said("predicted", "m")]), "a prediction")
    assert make_plan(craft, restated=[Restated("REQUIRES", "imported", "m")]).changes == ()


def test_a_node_said_twice_is_planned_once_as_said_last(one_store: Store) -> None:
    plan = make_plan(one_store, [CRAFT[0], Node("Job", "j", {"title": "turner"})])
    assert [change.after for change in plan.changes] == [{"id": "j", "title": "turner"}]


def test_a_property_set_to_none_or_to_an_empty_list_goes(craft: Store) -> None:
    apply_plan(craft, make_plan(craft, [Node("Job", "j", {"aliases": ["a"], "code": "c"})]), "more")
    apply_plan(craft, make_plan(craft, [Node("Job", "j", {"aliases": [], "code": None})]), "less")
    held = list_nodes(craft, "Job", ["j"])["j"]
    assert held.keys() == {"id", "title", "changeset"}


def test_a_property_that_is_not_named_stays(craft: Store) -> None:
    assert make_plan(craft, [Node("Job", "j", {})]).changes == ()


def test_a_mined_weight_that_hardly_moves_is_no_change(craft: Store) -> None:
    first = said("mined", "postings", mass=100.0, total=200.0, class_prior=0.5)
    apply_plan(craft, make_plan(craft, assertions=[first]), "a run")
    nearly = said("mined", "postings", mass=101.0, total=201.0, class_prior=0.5)
    moved = said("mined", "postings", mass=103.0, total=201.0, class_prior=0.5)
    plans = [make_plan(craft, assertions=[one]) for one in (nearly, moved)]
    assert [len(plan.changes) for plan in plans] == [0, 1]


def test_a_changed_edge_holds_only_what_is_said_now(craft: Store) -> None:
    apply_plan(
        craft, make_plan(craft, assertions=[said("mined", "postings", mass=1.0, total=4.0)]), "a"
    )
    apply_plan(craft, make_plan(craft, assertions=[said("mined", "postings", n=4.0)]), "b")
    edge = list_edges(craft, "REQUIRES", [("j", "turn")])["j|REQUIRES|turn"]
    assert {name for name in edge if name.startswith("mined_")} == {
        "mined_origin",
        "mined_status",
        "mined_n",
    }


def test_a_restated_edge_that_others_speak_for_keeps_their_blocks(craft: Store) -> None:
    both = [said("imported", "esco:1"), said("expert", "me", weight=0.5)]
    apply_plan(craft, make_plan(craft, assertions=both), "a framework and a teacher")
    again = [Restated("REQUIRES", "imported", "esco:1")]
    assert make_plan(craft, assertions=both[:1], restated=again).changes == ()
    [change] = make_plan(craft, restated=again).changes
    assert (change.op, change.after) == ("set", {"sources": ["expert"]})


def test_a_new_edge_of_a_restated_origin_that_another_source_holds_is_found(craft: Store) -> None:
    apply_plan(craft, make_plan(craft, assertions=[said("expert", "me", weight=0.5)]), "a teacher")
    again = [Restated("REQUIRES", "imported", "esco:1")]
    [change] = make_plan(craft, assertions=[said("imported", "esco:1")], restated=again).changes
    assert (change.op, change.after["sources"]) == ("set", ["expert", "imported"])
