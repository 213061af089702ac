"""Changesets taken back."""

from graph.changes import apply_plan
from graph.changesets import get_changeset, list_changes
from graph.claims import Block
from graph.current import list_edges, list_nodes
from graph.drafts import make_plan
from graph.plans import Assertion, LeftOut, Node, Plan
from graph.store import Store
from graph.undo import plan_undo


def bring(store: Store, *nodes: Node, said: tuple[Assertion, ...] = ()) -> int:
    made = apply_plan(store, make_plan(store, nodes, said), "x")
    assert made is not None
    return made.seq


def undo(store: Store, seq: int) -> Plan:
    plan = plan_undo(store, list_changes(store, get_changeset(store, seq)))
    apply_plan(store, plan, "undo")
    return plan


def job(**properties: str | int | None) -> Node:
    return Node("Job", "j", properties)


def test_what_was_added_goes_and_what_was_set_is_as_before(store: Store) -> None:
    first = bring(store, job(title="turner", code="1"))
    second = bring(store, job(title="车工", code=None, level=2))
    undo(store, second)
    held = list_nodes(store, "Job", ["j"])["j"]
    assert {k: v for k, v in held.items() if k != "changeset"} == {
        "id": "j",
        "title": "turner",
        "code": "1",
    }
    again = plan_undo(store, list_changes(store, get_changeset(store, first)))
    assert again.left_out == ()


def test_undoing_an_undo_is_the_change_again(store: Store) -> None:
    first = bring(store, job(title="turner"))
    undo(store, first)
    undo(store, 2)
    assert list_nodes(store, "Job", ["j"])["j"]["title"] == "turner"


def test_a_value_that_was_changed_since_stays_and_is_told(store: Store) -> None:
    bring(store, job(title="turner", code="1"))
    second = bring(store, job(title="lathe operator", code="2"))
    bring(store, job(title="车工"))
    assert undo(store, second).left_out == (LeftOut("j.title", "was changed since"),)
    held = list_nodes(store, "Job", ["j"])["j"]
    assert (held["title"], held["code"]) == ("车工", "1")


def test_what_serves_is_computed_anew(store: Store) -> None:
    ability = Node("Ability", "a", {"name": "turn"})
    needs = Assertion("REQUIRES", "j", "a", Block("imported", "f", {"essential": True}))
    bring(store, job(title="turner"), ability, said=(needs,))
    weighed = Assertion("REQUIRES", "j", "a", Block("expert", "me", {"weight": 0.3}))
    second = bring(store, said=(weighed,))
    mined = Assertion("REQUIRES", "j", "a", Block("mined", "p", {"mass": 4.0, "total": 4.0}))
    bring(store, said=(mined,))
    undo(store, second)
    held = list_edges(store, "REQUIRES", [("j", "a")])["j|REQUIRES|a"]
    assert (held["sources"], held["weight"]) == (["imported", "mined"], round(8 / 9, 6))


def test_a_node_that_is_gone_or_there_again_is_told(one_store: Store) -> None:
    first = bring(one_store, job(title="turner"))
    undo(one_store, first)
    assert undo(one_store, first).left_out == (LeftOut("j", "is no longer there"),)
    bring(one_store, job(title="turner"))
    assert undo(one_store, 2).left_out == (LeftOut("j", "is there again"),)
