"""The map as it was: whatever series of plans is applied, every state of it is found again."""

import json
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from graph.batches import pack
from graph.changes import Limits, apply_plan, get_seq, recover
from graph.claims import Properties, Value
from graph.drafts import make_plan
from graph.errors import AsOfError
from graph.history import Earlier, Past, fold, go_back, read_overlay
from graph.ids import edge_ends, edge_id
from graph.plans import Change, Ends, Node, Plan, difference
from graph.schema import EDGE_KINDS, NODE_KINDS
from graph.store import Store

Ask = Callable[..., list[dict[str, Any]]]
Subject = tuple[str, str]  # kind and id
Map = dict[Subject, tuple[Ends | None, Properties]]
IDS = ("n0", "n1", "车:2")
VALUES: dict[str, list[Value]] = {
    "name": ["turn", "车工", 'a "quoted" | name\n'],
    "score": [0.1, 1e-9, 1, True],
    "words": [["铣", "x"], ["x"]],
}


class KilledError(Exception):
    """Ends a writer in the middle."""


def dump(ask: Ask) -> Map:
    """Return the whole map as it is."""
    found: Map = {}
    for label in NODE_KINDS:
        for row in ask(f"MATCH (n:{label}) RETURN properties(n) AS p"):
            found[label, row["p"]["id"]] = None, row["p"]
    for kind in EDGE_KINDS:
        text = f"MATCH (a)-[r:{kind}]->(b) RETURN a.id AS a, b.id AS b, properties(r) AS p"
        for row in ask(text):
            found[kind, row["p"]["id"]] = (row["a"], row["b"]), row["p"]
    return found


def recall(store: Store, now: Map, seq: int) -> Map:
    """Return the whole map as it was, from what it is."""
    overlay = read_overlay(store, seq)
    was: Map = {}
    for kind in (*NODE_KINDS, *EDGE_KINDS):
        held = {id_: held for (k, id_), (_, held) in now.items() if k == kind}
        for id_, properties in go_back(held, overlay.get(kind, {})).items():
            was[kind, id_] = edge_ends(id_) if kind in EDGE_KINDS else None, properties
    return was


def exactly(found: Map) -> str:
    """Return a map as text, in which 1, 1.0 and true differ."""
    return json.dumps(sorted(found.items()), sort_keys=True, ensure_ascii=False)


def wander(now: Map, chance: random.Random, steps: int) -> Map:
    """Return a map some steps away: subjects come, change and go, edges only between nodes."""
    wanted = dict(now)
    for _ in range(steps):
        if chance.random() < 0.5:
            label, id_ = chance.choice(sorted(NODE_KINDS)), chance.choice(IDS)
            joined = any(
                ends and (label, id_) in list_ends(kind, ends)
                for (kind, _), (ends, _) in wanted.items()
            )
            step(wanted, (label, id_), None, chance, may_go=not joined)
        else:
            kind, ends = chance.choice(sorted(EDGE_KINDS)), (chance.choice(IDS), chance.choice(IDS))
            if all(end in wanted for end in list_ends(kind, ends)):
                step(wanted, (kind, edge_id(ends[0], kind, ends[1])), ends, chance, may_go=True)
    return wanted


def list_ends(kind: str, ends: Ends) -> list[Subject]:
    edge = EDGE_KINDS[kind]
    return [(edge.from_label, ends[0]), (edge.to_label, ends[1])]


def step(
    wanted: Map, subject: Subject, ends: Ends | None, chance: random.Random, *, may_go: bool
) -> None:
    if subject in wanted and may_go and chance.random() < 0.4:
        del wanted[subject]
        return
    said = {name: chance.choice(values) for name, values in VALUES.items() if chance.random() < 0.7}
    wanted[subject] = ends, {"id": subject[1], **said}


def plan_way(now: Map, wanted: Map) -> Plan:
    """Return the plan from one map to another."""
    changes = []
    for kind, id_ in now.keys() | wanted.keys():
        if (kind, id_) not in wanted:
            changes.append(Change("remove", kind, id_, {}, {}, now[kind, id_][0]))
            continue
        ends, said = wanted[kind, id_]
        held = now.get((kind, id_), (None, {}))[1]
        gone = dict.fromkeys(held.keys() - said.keys() - {"changeset"})
        op = "set" if (kind, id_) in now else "add"
        change = difference(op, kind, id_, held, {**said, **gone}, ends)  # type: ignore[arg-type]
        if op == "add" or change.before or change.after:
            changes.append(change)
    return Plan(tuple(changes))


def apply_half(store: Store, plan: Plan) -> None:
    """Apply the first batches of a plan and stop as a killed writer would."""

    def kill(done: int, total: int) -> None:
        if done >= total // 2:
            raise KilledError

    with pytest.raises(KilledError):
        apply_plan(store, plan, "half", limits=Limits(1, 3, 0), on_progress=kill)


@pytest.mark.parametrize("seed", range(4))
def test_the_map_is_found_again_as_it_was_at_every_changeset(
    store: Store, ask: Ask, seed: int
) -> None:
    chance = random.Random(seed)
    remembered: list[Map] = [dump(ask)]
    for number in range(1, 13):
        now = remembered[-1]
        plan = plan_way(now, wander(now, chance, 16))
        if number % 4 == 0:
            apply_half(store, plan)
            assert exactly(recall(store, dump(ask), number - 1)) == exactly(now)
            time.sleep(0.002)  # the lease of 0 s ends with this millisecond
            recover(store)
        else:
            apply_plan(store, plan, "a step", limits=Limits(20, 5))
        remembered.append(dump(ask))
    assert get_seq(store) == 12
    assert len({exactly(each) for each in remembered}) > 9
    for seq, was in enumerate(remembered):
        assert exactly(recall(store, remembered[-1], seq)) == exactly(was), seq


@pytest.mark.parametrize("seed", range(2))
def test_nodes_and_edges_are_listed_as_they_were(store: Store, ask: Ask, seed: int) -> None:
    chance = random.Random(seed)
    remembered: list[Map] = [{}]
    for _ in range(6):
        plan = plan_way(remembered[-1], wander(remembered[-1], chance, 30))
        apply_plan(store, plan, "a step")
        remembered.append(dump(ask))
    for seq, was in enumerate(remembered):
        past = Past(store, seq)
        found: Map = {}
        for label in NODE_KINDS:
            for id_, held in past.list_nodes(label, [*IDS[:2], "unknown"]).items():
                found[label, id_] = None, held
        for kind in EDGE_KINDS:
            for edge in past.list_edges_from(kind, IDS[:2]):
                found[kind, str(edge.properties["id"])] = (
                    (edge.from_id, edge.to_id),
                    edge.properties,
                )
        assert exactly(found) == exactly({s: v for s, v in was.items() if starts_in_two(s, v[0])})


def starts_in_two(subject: Subject, ends: Ends | None) -> bool:
    return (subject[1] if ends is None else ends[0]) in IDS[:2]


def test_edges_to_a_node_are_those_from_the_others(store: Store, ask: Ask) -> None:
    now = {("Job", "n0"): (None, {"id": "n0"}), ("Ability", "n1"): (None, {"id": "n1"})}
    edge = Change("add", "REQUIRES", "n0|REQUIRES|n1", {}, {"id": "n0|REQUIRES|n1"}, ("n0", "n1"))
    nodes = plan_way({}, now)  # type: ignore[arg-type]
    apply_plan(store, Plan((*nodes.changes, edge)), "there")
    apply_plan(store, Plan((Change("remove", "REQUIRES", edge.subject, ends=edge.ends),)), "gone")
    past = Past(store, 1)
    assert past.list_edges_to("REQUIRES", ["n1"]) == past.list_edges_from("REQUIRES", ["n0"]) != []
    assert past.list_edges_to("REQUIRES", ["n0"]) == []
    assert Past(store, 2).list_edges_to("REQUIRES", ["n1"]) == []


def test_the_past_does_not_move_while_writers_go_on(store: Store, ask: Ask) -> None:
    nodes = [Node("Ability", f"a{number}", {"name": "车"}) for number in range(40)]
    apply_plan(store, make_plan(store, nodes), "first")
    was = exactly(dump(ask))

    def write() -> None:
        for count in range(6):
            renamed = [Node("Ability", f"a{n}", {"name": f"{count}"}) for n in range(count % 2, 40)]
            gone = [Change("remove", "Ability", "a0")] if count % 2 else []
            plan = make_plan(store, renamed)
            apply_plan(store, Plan((*plan.changes, *gone)), "on", limits=Limits(10, 10))

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        while not writing.done():
            found = Past(store, 1).list_nodes("Ability", [node.id for node in nodes])
            told: Map = {("Ability", id_): (None, held) for id_, held in found.items()}
            assert exactly(told) == was
    writing.result()
    assert get_seq(store) == 7


def test_what_is_listed_later_is_as_it_was_too(store: Store) -> None:
    """Between two lists, and between two batches of a large plan, the map goes on."""
    nodes = [Node("Ability", f"a{number}", {"name": "车"}) for number in range(6)]
    apply_plan(store, make_plan(store, nodes), "first")
    past, seen = Past(store, 1), list[set[Value]]()

    def look(*_: int) -> None:
        found = past.list_nodes("Ability", [node.id for node in nodes])
        seen.append({held["name"] for held in found.values()})

    look()
    renamed = [Node("Ability", node.id, {"name": "new"}) for node in nodes]
    plan = make_plan(store, renamed)
    apply_plan(store, plan, "second", limits=Limits(1, 2), on_progress=look)
    look()
    assert seen == [{"车"}] * 5


def test_within_a_batch_the_first_change_of_a_subject_counts(store: Store, ask: Ask) -> None:
    texts = [("a", "b"), ("b", "c")]
    twice = [Change("set", "Job", "j", {"title": old}, {"title": new}) for old, new in texts]
    make_bulk(ask, 1, kind="edit", changes=2)
    batch = {"id": "c1.0", "seq": 0, **pack(twice)._asdict()}
    store.write("changes/create_batch", changeset_id="c1", properties=batch)
    assert read_overlay(store, 0)["Job"]["j"].properties == {"title": "a"}


def test_what_a_killed_writer_added_and_something_was_joined_to_was_not_there_before(
    store: Store, ask: Ask
) -> None:
    apply_plan(store, make_plan(store, [Node("Job", "j", {"title": "turner"})]), "first")
    nodes = [Node("Ability", f"a{number}", {"name": "n"}) for number in range(4)]
    apply_half(store, make_plan(store, nodes))
    ask("MATCH (a:Ability {id: 'a1'}) CREATE (:Posting {id: 'p'})-[:MENTIONS {id: 'm'}]->(a)")
    time.sleep(0.002)
    recover(store)
    assert list(Past(store, 2).list_nodes("Ability", ["a1"])) == ["a1"]
    assert Past(store, 1).list_nodes("Ability", ["a1"]) == {}


def make_bulk(ask: Ask, seq: int, **properties: object) -> None:
    said = {"id": f"c{seq}", "seq": seq, "state": "applied", "changes": 3, **properties}
    ask("MERGE (h:Head {id: 'head'}) SET h.seq = $seq CREATE (c:ChangeSet) SET c = $said",
        seq=seq, said=said)  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "bulk"},
        {"kind": "bulk", "changes": 0},
        {"kind": "bulk", "state": "applying"},
    ],
)
def test_history_ends_where_a_whole_map_was_loaded(
    store: Store, ask: Ask, said: dict[str, object]
) -> None:
    apply_plan(store, make_plan(store, [Node("Job", "j", {"title": "turner"})]), "first")
    make_bulk(ask, 2, **said)
    make_bulk(ask, 3, **said)
    for seq in (0, 1, 2):
        with pytest.raises(AsOfError, match=f"as of {seq}: expected changeset 3 or a later one"):
            read_overlay(store, seq)
    assert read_overlay(store, 3) == {}


def test_a_snapshot_brings_its_history_along(store: Store, ask: Ask) -> None:
    apply_plan(store, make_plan(store, [Node("Job", "j", {"title": "turner"})]), "first")
    make_bulk(ask, 2, kind="snapshot")
    assert read_overlay(store, 0)["Job"]["j"].how == "absent"


def test_a_whole_map_that_was_taken_back_is_no_end(store: Store, ask: Ask) -> None:
    make_bulk(ask, 1, kind="bulk", state="undone")
    assert read_overlay(store, 0) == {}


def test_changes_are_folded_oldest_last() -> None:
    later = Change("set", "Job", "j", {"title": "b", "code": "1"}, {"title": "c"})
    first = Change("set", "Job", "j", {"title": "a"}, {"title": "b", "note": "new"})
    assert fold([later, first])["Job"]["j"].properties == {"title": "a", "code": "1", "note": None}


def test_what_was_removed_and_added_again_is_what_it_was_at_first() -> None:
    changes = [
        Change("set", "Job", "j", {"title": "c"}, {"title": "d"}),
        Change("add", "Job", "j", {}, {"id": "j", "title": "c"}),
        Change("remove", "Job", "j", {"id": "j", "title": "b", "code": "1"}),
        Change("set", "Job", "j", {"title": "a"}, {"title": "b", "code": "1"}),
    ]
    overlay = fold(changes)
    assert go_back({"j": {"id": "j", "title": "d"}}, overlay["Job"]) == {
        "j": {"id": "j", "title": "a"}
    }


def test_changes_that_do_not_follow_from_each_other_are_named() -> None:
    changes = [Change("add", "Job", "j", {}, {"id": "j"}), Change("set", "Job", "j", {}, {"a": 1})]
    with pytest.raises(AsOfError, match="Job j: expected that it was added before"):
        fold(changes)


def test_a_difference_of_what_is_not_there_is_nothing() -> None:
    assert go_back({}, {"j": Earlier("differing", {"title": "a"})}) == {}
