"""What postings and learners are joined to, when a plan would take it away."""

from collections.abc import Callable

import pytest

from graph.changes import Limits, apply_plan, recover
from graph.drafts import make_plan
from graph.errors import ConflictError
from graph.plans import Change, Node, Plan
from graph.store import Store

Ask = Callable[..., list[dict[str, object]]]
NODES = [Node("Ability", f"a{number}", {"name": "n"}) for number in range(4)]
MENTION = "MATCH (a:Ability {id: 'a1'}) CREATE (:Posting {id: 'p'})-[:MENTIONS {id: 'm'}]->(a)"


def test_removing_what_a_posting_mentions_is_a_conflict(store: Store, ask: Ask) -> None:
    apply_plan(store, make_plan(store, NODES), "first")
    ask(MENTION)
    removal = Change("remove", "Ability", "a1", {"name": "n"}, {})
    with pytest.raises(ConflictError, match="a1"):
        apply_plan(store, Plan((removal,)), "second")


def test_half_a_plan_that_a_posting_mentions_does_not_lock_the_map(store: Store, ask: Ask) -> None:
    class Killed(BaseException):
        pass

    def kill(*_: int) -> None:
        raise Killed

    plan = make_plan(store, NODES)
    with pytest.raises(Killed):
        apply_plan(store, plan, "half", limits=Limits(2, 2, 0), on_progress=kill)
    ask(MENTION)
    assert recover(store) == 1
