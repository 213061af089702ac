import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.changes import Limits, apply_plan, list_changesets, recover
from graph.claims import Block
from graph.current import list_edges, list_nodes
from graph.drafts import make_plan
from graph.errors import ConflictError, LeaseError
from graph.plans import Assertion, Change, Node, Plan, Restated
from graph.store import Store

Ask = Callable[..., list[dict[str, object]]]
LATHE = [Node("Job", "j", {"title": "machinist"}), Node("Ability", "turn", {"name": "turn parts"})]
NEEDS = Assertion("REQUIRES", "j", "turn", Block("imported", "esco:1", {"essential": True}))


def counts(ask: Ask) -> tuple[object, object]:
    nodes = ask("MATCH (n) WHERE NOT n:Migration RETURN count(n) AS c")[0]["c"]
    edges = ask("MATCH ()-[r]->() RETURN count(r) AS c")[0]["c"]
    return nodes, edges


def test_a_plan_is_applied_with_what_serves_computed(store: Store) -> None:
    made = apply_plan(store, make_plan(store, LATHE, [NEEDS]), "a framework")
    edge = list_edges(store, "REQUIRES", [("j", "turn")])["j|REQUIRES|turn"]
    assert made is not None
    assert (made.seq, made.changes, made.state) == (1, 3, "applied")
    assert (edge["weight"], edge["sources"], edge["changeset"]) == (0.8, ["imported"], made.id)


def test_an_empty_plan_writes_nothing(store: Store, ask: Ask) -> None:
    apply_plan(store, make_plan(store, LATHE, [NEEDS]), "a framework")
    before = counts(ask)
    plan = make_plan(store, LATHE, [NEEDS])
    assert (plan.changes, plan.unchanged) == ((), 3)
    assert apply_plan(store, plan, "again") is None
    assert (counts(ask), len(list_changesets(store))) == (before, 1)


def test_a_plan_that_the_graph_has_left_behind_is_a_conflict_and_writes_nothing(
    store: Store, ask: Ask
) -> None:
    apply_plan(store, make_plan(store, LATHE), "first")
    stale = make_plan(store, [Node("Job", "j", {"title": "turner"})])
    apply_plan(store, make_plan(store, [Node("Job", "j", {"title": "lathe operator"})]), "second")
    before = counts(ask)
    with pytest.raises(ConflictError, match="Job j changed since the plan was made"):
        apply_plan(store, stale, "third")
    assert counts(ask) == before


def test_a_plan_that_misses_an_end_writes_nothing(store: Store, ask: Ask) -> None:
    edge = Change("add", "REQUIRES", "j|REQUIRES|x", {}, {"id": "j|REQUIRES|x"}, ("j", "x"))
    with pytest.raises(ConflictError, match="expected to reach 1, found 0"):
        apply_plan(store, Plan((edge,)), "broken")
    assert counts(ask) == (1, 0)


def test_a_large_plan_runs_in_batches_that_sum_up_to_it(store: Store) -> None:
    plan = make_plan(store, [Node("Ability", f"a{i}", {"name": f"n{i}"}) for i in range(25)])
    seen: list[tuple[int, int]] = []
    made = apply_plan(
        store, plan, "large", limits=Limits(10, 10), on_progress=lambda *at: seen.append(at)
    )
    assert seen == [(10, 25), (20, 25), (25, 25)]
    assert made is not None
    assert (made.state, len(list_nodes(store, "Ability", [f"a{i}" for i in range(25)]))) == (
        "applied",
        25,
    )


def break_off(store: Store, lease: float) -> None:
    """Apply half of a large plan and stop as a killed writer would."""

    class Killed(BaseException):
        pass

    def kill(*_: int) -> None:
        raise Killed

    apply_plan(store, make_plan(store, LATHE, [NEEDS]), "before")
    nodes = [Node("Ability", f"a{i}", {"name": f"n{i}"}) for i in range(25)]
    nodes += [Node("Job", "j", {"title": "turner"})]
    with pytest.raises(Killed):
        apply_plan(
            store, make_plan(store, nodes), "half", limits=Limits(5, 20, lease), on_progress=kill
        )


def test_the_next_writer_undoes_what_a_killed_one_left(store: Store, ask: Ask) -> None:
    break_off(store, lease=0)
    assert len(ask("MATCH (a:Ability) RETURN a")) == 21
    assert recover(store) == 1
    left = ask("MATCH (a:Ability) RETURN a.id AS id")
    assert [row["id"] for row in left] == ["turn"]
    assert list_nodes(store, "Job", ["j"])["j"]["title"] == "machinist"
    assert [found.state for found in list_changesets(store)] == ["undone", "applied"]


def test_a_writer_whose_lease_holds_is_named_to_the_second(store: Store) -> None:
    break_off(store, lease=60)
    with pytest.raises(LeaseError, match="is changing the map"):
        apply_plan(store, make_plan(store, [Node("Job", "k", {"title": "x"})]), "second writer")


def test_a_restated_origin_takes_its_word_back_where_it_does_not_repeat_it(store: Store) -> None:
    apply_plan(store, make_plan(store, LATHE, [NEEDS]), "a framework")
    plan = make_plan(store, restated=[Restated("REQUIRES", "imported", "esco:1")])
    apply_plan(store, plan, "the framework without it")
    assert list_edges(store, "REQUIRES", [("j", "turn")]) == {}


def test_a_block_of_another_source_keeps_the_edge(store: Store) -> None:
    mined = Assertion(
        "REQUIRES", "j", "turn", Block("mined", "postings", {"mass": 3.0, "total": 4.0})
    )
    apply_plan(store, make_plan(store, LATHE, [NEEDS, mined]), "both")
    plan = make_plan(store, restated=[Restated("REQUIRES", "imported", "esco:1")])
    apply_plan(store, plan, "the framework without it")
    edge = list_edges(store, "REQUIRES", [("j", "turn")])["j|REQUIRES|turn"]
    assert (edge["sources"], "imported_origin" in edge, "essential" in edge) == (
        ["mined"],
        False,
        False,
    )


def test_a_second_framework_waits_behind_the_first_as_a_claim(store: Store, ask: Ask) -> None:
    apply_plan(store, make_plan(store, LATHE, [NEEDS]), "a framework")
    other = Assertion("REQUIRES", "j", "turn", Block("imported", "onet:29", {"essential": False}))
    plan = make_plan(store, assertions=[other])
    apply_plan(store, plan, "another")
    [claim] = ask("MATCH (c:Claim) RETURN c.status AS status, c.origin AS origin")
    assert claim == {"status": "superseded", "origin": "onet:29"}
    assert make_plan(store, assertions=[other]).changes == ()


def test_a_rejected_claim_is_not_asserted_again(store: Store) -> None:
    claim = Node("Claim", "c", {"edge_id": NEEDS.edge, "source": "imported", "status": "rejected"})
    apply_plan(store, make_plan(store, [*LATHE, claim]), "rejected by hand")
    plan = make_plan(store, assertions=[NEEDS])
    assert (plan.changes, [item.reason for item in plan.left_out]) == ((), ["was rejected"])


def test_a_prerequisite_that_closes_a_cycle_stays_a_claim(store: Store, ask: Ask) -> None:
    points = [Node("KnowledgePoint", name, {"name": name}) for name in "abc"]
    pairs = [("a", "b"), ("b", "c"), ("c", "a")]
    said = [Assertion("PRECEDES", *pair, Block("imported", "syllabus:x")) for pair in pairs]
    plan = make_plan(store, points, said)
    apply_plan(store, plan, "a circle")
    assert [item.reason for item in plan.left_out] == ["closes the cycle c -> a -> b -> c"]
    assert counts(ask) == (1 + 3 + 1 + 2, 2 + 1)
    assert make_plan(store, points, said).changes == ()


def test_what_a_person_has_set_is_held_against_imports(store: Store) -> None:
    job = Node("Job", "j", {"title": "machinist", "held": ["title"]})
    apply_plan(store, make_plan(store, [job]), "by hand")
    plan = make_plan(store, [Node("Job", "j", {"title": "turner"})])
    assert (plan.changes, plan.held) == ((), ("j.title",))


def test_a_writer_that_outlived_its_lease_writes_no_more(store: Store, ask: Ask) -> None:
    nodes = [Node("Ability", f"a{i}", {"name": f"n{i}"}) for i in range(30)]
    plan = make_plan(store, nodes)
    with pytest.raises(LeaseError, match="somebody else has taken it over"):
        apply_plan(
            store, plan, "slow", limits=Limits(10, 10, 0), on_progress=lambda *_: undo_half(store)
        )
    assert ask("MATCH (a:Ability) RETURN a") == []
    assert [found.state for found in list_changesets(store)] == ["undone"]


def undo_half(store: Store) -> None:
    time.sleep(0.01)  # the lease of 0 s ends with this millisecond
    assert recover(store) == 1


def test_two_large_plans_at_once_are_one_after_the_other_or_refused(store: Store, ask: Ask) -> None:
    def write(name: str) -> int:
        nodes = [Node("Ability", f"{name}{i}", {"name": name}) for i in range(30)]
        plan = make_plan(store, nodes)
        try:
            apply_plan(store, plan, name, limits=Limits(10, 10))
        except LeaseError:
            return 0
        return len(nodes)

    with ThreadPoolExecutor(2) as pool:
        written = sum(pool.map(write, "ab"))
    assert written > 0
    assert len(ask("MATCH (a:Ability) RETURN a")) == written
    assert {found.state for found in list_changesets(store)} == {"applied"}


def test_what_a_killed_writer_removed_is_there_again(store: Store) -> None:
    class Killed(BaseException):
        pass

    def kill(*_: int) -> None:
        raise Killed

    apply_plan(store, make_plan(store, LATHE, [NEEDS]), "before")
    before = list_edges(store, "REQUIRES", [("j", "turn")])
    retired = make_plan(store, restated=[Restated("REQUIRES", "imported", "esco:1")])
    fresh = make_plan(store, [Node("Ability", "mill", {"name": "mill parts"})])
    with pytest.raises(Killed):
        apply_plan(
            store,
            Plan(retired.changes + fresh.changes),
            "half",
            limits=Limits(1, 1, 0),
            on_progress=kill,
        )
    assert list_edges(store, "REQUIRES", [("j", "turn")]) == {}
    assert recover(store) == 1
    assert list_edges(store, "REQUIRES", [("j", "turn")]) == before


def test_a_change_of_an_edge_without_ends_is_refused(store: Store) -> None:
    edge = Change("set", "REQUIRES", "j|REQUIRES|turn", {}, {"weight": 1.0})
    with pytest.raises(ValueError, match="expected both ends, found none"):
        apply_plan(store, Plan((edge,)), "broken")
    assert list_changesets(store) == []


def test_what_a_plan_adds_must_not_be_there_yet(store: Store) -> None:
    plan = make_plan(store, LATHE)
    apply_plan(store, plan, "first")
    with pytest.raises(ConflictError, match="expected nothing, found"):
        apply_plan(store, plan, "second")


def test_what_a_plan_changes_must_still_be_there(store: Store, ask: Ask) -> None:
    apply_plan(store, make_plan(store, LATHE), "first")
    plan = make_plan(store, [Node("Job", "j", {"title": "turner"})])
    ask("MATCH (j:Job) DELETE j")
    with pytest.raises(ConflictError, match="found nothing"):
        apply_plan(store, plan, "second")
