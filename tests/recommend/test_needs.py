"""The worked example: files builds on loops and functions, both on variables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.jobs import JobPoint
from graph.learners import Gap
from graph.prerequisites import list_tiers
from recommend.needs import Wanted, order_steps, renew_gaps, weigh_needs
from recommend.reasons import PASS

PAIRS = [("vars", "loops"), ("vars", "func"), ("loops", "files"), ("func", "files")]
MASTERY = {"vars": 0.9, "loops": 0.3, "func": 0.5, "files": 0.1}
Pairs = list[tuple[str, str]]
NAMES = "abcdefgh"


def edge(ability: str, point: str, weight: float) -> JobPoint:
    return JobPoint(ability, point, weight, [], *[None] * 7)


def test_the_need_of_a_point_is_its_share_of_every_gap_times_what_is_not_mastered() -> None:
    edges = [edge("a", "x", 0.2), edge("a", "y", 0.3), edge("a", "z", 0.5), edge("b", "x", 1.0)]
    wanted = weigh_needs({"a": 0.18, "b": 0.4}, edges, {"x": 0.9, "y": 0.3, "z": 0.5})
    assert wanted.need == {
        "x": pytest.approx(0.1 * (0.18 * 0.2 + 0.4)),
        "y": pytest.approx(0.7 * 0.18 * 0.3),
        "z": pytest.approx(0.5 * 0.18 * 0.5),
    }
    assert wanted.targets == ("y", "z")


def test_a_point_of_an_ability_without_a_gap_is_not_needed() -> None:
    wanted = weigh_needs({}, [edge("a", "x", 1.0)], {})
    assert (wanted.need, wanted.targets) == ({"x": 0.0}, ())


def test_gaps_are_reckoned_anew_as_the_graph_defines_them() -> None:
    def gap(ability: str, level: float) -> Gap:
        return Gap(ability, ability, None, None, 0.5, 0.6, level, 0.0, True, 1, 1, 0.0)

    edges = [edge("a", "x", 0.2), edge("a", "y", 0.3), edge("a", "z", 0.5), edge("b", "x", 1.0)]
    stored = [gap("a", 0.9), gap("b", 0.1), gap("c", 0.4)]
    found = renew_gaps(stored, edges, {"x": 0.8, "y": 0.3})
    assert found == {
        "a": pytest.approx(0.5 * (0.6 - (0.2 * 0.8 + 0.3 * 0.3) / 0.5)),
        "b": 0.0,
        "c": pytest.approx(0.5 * 0.2),  # no point has evidence: the level that was told
    }


def test_the_path_of_the_worked_example() -> None:
    wanted = weigh_needs({"a": 1.0}, [edge("a", point, 1.0) for point in MASTERY], MASTERY)
    assert list_tiers(MASTERY, PAIRS) == {"vars": 0, "loops": 1, "func": 1, "files": 2}
    assert [point for _, point in order_steps(wanted, PAIRS, MASTERY)] == ["loops", "func", "files"]


def test_of_one_tier_what_more_hangs_on_comes_first() -> None:
    wanted = Wanted({"late": 0.9, "small": 0.2, "first": 0.0}, ("late", "small"))
    path = order_steps(wanted, [("first", "late")], {})
    assert path == [(0, "first"), (0, "small"), (1, "late")]


def test_a_prerequisite_that_is_mastered_ends_the_way_back() -> None:
    wanted = Wanted({"files": 1.0}, ("files",))
    path = order_steps(wanted, PAIRS, {"loops": PASS, "func": 0.0, "vars": 0.0})
    assert [point for _, point in path] == ["vars", "func", "files"]


masteries = st.fixed_dictionaries({name: st.floats(0, 1) for name in NAMES})
needed = st.lists(
    st.builds(edge, st.sampled_from("123"), st.sampled_from(NAMES), st.floats(0.01, 1)),
    unique_by=lambda each: (each.ability_id, each.point_id),
)
acyclic = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] < pair[1])
)


def gaps(edges: list[JobPoint], mastery: dict[str, float]) -> dict[str, float]:
    """Return what is lacking to a level of .6 in each ability, all points being evidenced."""
    found = {}
    for ability in {each.ability_id for each in edges}:
        own = [each for each in edges if each.ability_id == ability]
        level = sum(e.weight * mastery[e.point_id] for e in own) / sum(e.weight for e in own)
        found[ability] = max(0.0, 0.6 - level)
    return found


def path_of(edges: list[JobPoint], pairs: Pairs, mastery: dict[str, float]) -> list[str]:
    wanted = weigh_needs(gaps(edges, mastery), edges, mastery)
    return [point for _, point in order_steps(wanted, pairs, mastery)]


@given(needed, acyclic, masteries)
def test_no_step_comes_before_its_prerequisites_and_none_is_missing(
    edges: list[JobPoint], pairs: Pairs, mastery: dict[str, float]
) -> None:
    path = path_of(edges, pairs, mastery)
    place = {point: index for index, point in enumerate(path)}
    for first, later in pairs:
        if later in place and mastery[first] < PASS:
            assert place[first] < place[later]


@given(needed, acyclic, masteries)
def test_every_step_is_needed_or_comes_before_one_that_is(
    edges: list[JobPoint], pairs: Pairs, mastery: dict[str, float]
) -> None:
    wanted = weigh_needs(gaps(edges, mastery), edges, mastery)
    path = {point for _, point in order_steps(wanted, pairs, mastery)}
    reasons = set(wanted.targets)
    for _ in NAMES:
        reasons |= {first for first, later in pairs if later in reasons}
    assert set(wanted.targets) <= path <= reasons
    assert all(mastery[point] < PASS for point in path)


@given(needed, acyclic, masteries, st.sampled_from(NAMES), st.floats(0, 1))
def test_more_mastery_never_adds_a_step(
    edges: list[JobPoint], pairs: Pairs, mastery: dict[str, float], point: str, more: float
) -> None:
    raised = mastery | {point: max(mastery[point], more)}
    assert set(path_of(edges, pairs, raised)) <= set(path_of(edges, pairs, mastery))
