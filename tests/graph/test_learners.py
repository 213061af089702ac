"""The gap, once: its numbers worked by hand, on both servers."""

import math
from dataclasses import replace

import pytest

from graph.changes import apply_plan
from graph.claims import Block, Value
from graph.drafts import make_plan
from graph.errors import UnknownIdError
from graph.learners import (
    Gap,
    Mastery,
    NewLearner,
    get_learner,
    list_gaps,
    list_mastery,
    merge_learners,
    set_mastery,
)
from graph.mastery import update_mastery
from graph.plans import Assertion, Node
from graph.store import Store

POINTS = {"k1": 0.2, "k2": 0.3, "k3": 0.5}


def learner(name: str, group: str = "vocational") -> NewLearner:
    return NewLearner(name, group, None, None, None, None, True, "j")


def knows(name: str, point: str, mastery: float, *, evidenced: bool = True) -> Mastery:
    return Mastery(name, point, mastery, mastery, 2, evidenced, "m", None)


def require(store: Store, **fields: Value) -> None:
    """Let the job require ``turn``, which three points develop, with these expert fields."""
    nodes = [Node("Job", "j", {"title": "machinist"}), Node("Ability", "turn", {"name": "turn"})]
    nodes += [Node("KnowledgePoint", point, {"name": point}) for point in POINTS]
    said = [Assertion("REQUIRES", "j", "turn", Block("expert", "me", fields))]
    said += [
        Assertion("DEVELOPS", point, "turn", Block("expert", "me", {"weight": weight}))
        for point, weight in POINTS.items()
    ]
    apply_plan(store, make_plan(store, nodes, said), "one requirement")
    merge_learners(store, [learner("l")])


def only_gap(store: Store, *, with_met: bool = False) -> Gap:
    [gap] = list_gaps(store, "l", "j", with_met=with_met)
    return gap


def test_the_level_is_the_weighted_mean_of_the_mastery(store: Store) -> None:
    require(store, weight=1.0, required=0.7)
    set_mastery(
        store, ["l"], [knows("l", *known) for known in zip(POINTS, (0.9, 0.3, 0.5), strict=True)]
    )
    gap = only_gap(store)
    variance = sum(
        w * w * m * (1 - m) for w, m in zip(POINTS.values(), (0.9, 0.3, 0.5), strict=True)
    )
    assert [gap.level, gap.gap] == pytest.approx([0.52, 0.18])
    assert gap.deviation == pytest.approx(math.sqrt(variance))
    assert (gap.evidenced, gap.answers, gap.points) == (True, 6, 3)


def test_points_without_evidence_do_not_count(store: Store) -> None:
    require(store, weight=0.5)
    known = [knows("l", "k1", 0.4), knows("l", "k2", 1.0, evidenced=False)]
    set_mastery(store, ["l"], known)
    gap = only_gap(store)
    assert [gap.level, gap.gap] == pytest.approx([0.4, 0.5 * 0.2])


@pytest.mark.parametrize(("level", "required"), [(1, 0.5), (2, 0.6), (3, 0.75), (None, 0.6)])
def test_what_is_required_follows_from_the_level_asked(
    store: Store, level: int | None, required: float
) -> None:
    require(store, weight=1.0, **({} if level is None else {"level": level}))
    assert only_gap(store).required == required


def test_what_is_mastered_is_no_gap_but_can_be_listed(store: Store) -> None:
    require(store, weight=1.0)
    set_mastery(store, ["l"], [knows("l", "k1", 0.8)])
    assert list_gaps(store, "l", "j") == []
    assert (only_gap(store, with_met=True).gap, only_gap(store, with_met=True).level) == (0.0, 0.8)


@pytest.mark.parametrize(("peers", "level"), [(9, 0.0), (10, 0.3)])
def test_without_evidence_the_level_is_the_groups_if_it_is_large_enough(
    store: Store, peers: int, level: float
) -> None:
    require(store, weight=1.0)
    names = [f"p{number}" for number in range(peers)]
    merge_learners(store, [*map(learner, names), learner("other", "faculty")])
    set_mastery(store, names, [knows(name, "k1", 0.3) for name in names])
    set_mastery(store, ["other"], [knows("other", "k1", 1.0)])
    gap = only_gap(store)
    assert gap.level == pytest.approx(level)
    assert not gap.evidenced


def test_an_ability_that_no_point_develops_has_none(store: Store) -> None:
    require(store, weight=1.0)
    weld = Node("Ability", "weld", {"name": "weld", "name_zh": "焊接"})
    said = Assertion("REQUIRES", "j", "weld", Block("imported", "esco:1", {"essential": True}))
    apply_plan(store, make_plan(store, [weld], [said]), "another requirement")
    gap = next(one for one in list_gaps(store, "l", "j") if one.ability_id == "weld")
    assert (gap.points, gap.evidenced, gap.level, gap.name_zh) == (0, False, 0.0, "焊接")


def test_an_unknown_learner_and_an_unknown_job_are_told_apart(store: Store) -> None:
    require(store, weight=1.0)
    with pytest.raises(UnknownIdError, match="Learner 'x'"):
        list_gaps(store, "x", "j")
    with pytest.raises(UnknownIdError, match="Job 'x'"):
        list_gaps(store, "l", "x")
    with pytest.raises(UnknownIdError, match="Learner 'x'"):
        get_learner(store, "x")


def test_mastery_is_replaced_as_a_whole(store: Store) -> None:
    require(store, weight=1.0)
    set_mastery(store, ["l"], [knows("l", "k1", 0.4), knows("l", "k2", 0.4)])
    set_mastery(store, ["l"], [knows("l", "k2", 0.9)])
    assert [(one.point_id, one.probability) for one in list_mastery(store, "l")] == [("k2", 0.9)]


def test_a_learner_aims_at_one_job(store: Store) -> None:
    require(store, weight=1.0)
    apply_plan(store, make_plan(store, [Node("Job", "k", {"title": "welder"})]), "another job")
    merge_learners(store, [NewLearner("l", None, None, None, None, None, False, "k")])
    found = get_learner(store, "l")
    assert (found.target_id, found.target, found.answers) == ("k", "welder", 0)


def test_an_update_writes_only_what_differs(store: Store) -> None:
    require(store)
    before = [knows("l", "k1", 0.4), knows("l", "k2", 0.6)]
    assert update_mastery(store, "l", before) == 2
    later = [replace(before[0], as_of="2026-03-01T08:00:00Z"), replace(before[1], retained=0.5)]
    assert update_mastery(store, "l", later) == 1
    assert [each.retained for each in list_mastery(store, "l")] == [0.4, 0.5]
    assert update_mastery(store, "l", [knows("l", "k3", 0.9)]) == 1
    assert [each.point_id for each in list_mastery(store, "l")] == ["k3"]
