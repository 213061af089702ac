"""The best way between what is taught and what is asked for, there and back."""

from itertools import pairwise, permutations
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.changes import apply_plan
from graph.claims import Block
from graph.drafts import make_plan
from graph.errors import NoWayError, UnknownIdError
from graph.jobs import list_job_abilities, list_job_points, list_jobs
from graph.pages import list_edges_from, list_edges_to
from graph.plans import Assertion, Node
from graph.points import list_development
from graph.schema import EDGE_KINDS
from graph.store import Store
from graph.ways import find_best, find_way, weigh

ARCS = st.lists(
    st.tuples(
        st.sampled_from("abcd"), st.sampled_from("bcde"), st.sampled_from([0.25, 0.5, 0.9, 1.0])
    ),
    max_size=10,
    unique_by=lambda arc: arc[:2],
)


def test_a_way_is_the_product_of_what_serves_with_who_says_it(school: Store) -> None:
    way = find_way(school, "lathe", "machinist")
    # lathe - feed (.5) - mill (1) - machinist (.8) is .4, straight by turn .2, by feed and turn .15
    assert [(step.relation, step.to_id, step.weight) for step in way.steps] == [
        ("PRECEDES", "feed", 0.5),
        ("DEVELOPS", "mill", 1.0),
        ("REQUIRES", "machinist", 0.8),
    ]
    assert way.weight == pytest.approx(0.4)
    assert way.upwards
    said = [(each.source, each.origin) for step in way.steps for each in step.said]
    assert said == [
        ("imported", "syllabus:M1"),
        ("imported", "syllabus:M1"),
        ("imported", "crafts"),
    ]
    assert way.steps[1].edge_id == "feed|DEVELOPS|mill"


def test_the_way_back_is_the_same(school: Store) -> None:
    there, back = find_way(school, "lathe", "machinist"), find_way(school, "machinist", "lathe")
    assert [step.edge_id for step in there.steps] == [s.edge_id for s in reversed(back.steps)]
    assert back.weight == pytest.approx(there.weight)
    assert not back.upwards
    assert [step.from_name for step in back.steps] == ["Machinist", "mill parts", "Feeds"]


@pytest.mark.parametrize(
    ("ends", "relations"),
    [
        (("safety", "thread"), ["PRECEDES", "PRECEDES", "PRECEDES"]),
        (("care", "turn"), ["PART_OF"]),
        (("care", "machinist"), ["PART_OF", "REQUIRES"]),
        (("gauge", "measure"), ["DEVELOPS"]),
        (("welder", "gauge"), ["REQUIRES", "DEVELOPS"]),
    ],
)
def test_a_way_leads_between_any_two_that_are_joined(
    school: Store, ends: tuple[str, str], relations: list[str]
) -> None:
    assert [step.relation for step in find_way(school, *ends).steps] == relations


@pytest.mark.parametrize("ends", [("machinist", "welder"), ("gauge", "turn"), ("feed", "feed")])
def test_what_nothing_joins_is_said(school: Store, ends: tuple[str, str]) -> None:
    with pytest.raises(NoWayError, match="expected a way between"):
        find_way(school, *ends)


def test_an_unknown_end_is_refused(school: Store) -> None:
    with pytest.raises(UnknownIdError, match="KnowledgePoint, Ability or Job 'film'"):
        find_way(school, "film", "machinist")


def test_mined_weights_change_the_best_way(one_store: Store) -> None:
    nodes = [Node("KnowledgePoint", "k", {"name": "k"}), Node("Job", "j", {"title": "j"})]
    nodes += [Node("Ability", a, {"name": a, "scope": "profession"}) for a in ("a", "b")]
    word = Block("predicted", "wording", {"weight": 0.6}, "proposed")
    said = [Assertion("DEVELOPS", "k", a, word) for a in ("a", "b")]
    said += [
        Assertion("REQUIRES", "j", a, Block("expert", "mo", {"weight": 0.5})) for a in ("a", "b")
    ]
    apply_plan(one_store, make_plan(one_store, nodes, said), "a map")
    assert find_way(one_store, "k", "j").steps[0].to_id == "a"  # of equal ways the first by ids
    rule = Block("mined", "postings", {"weight": 0.3, "n": 7, "transactions": 9}, "proposed")
    apply_plan(
        one_store, make_plan(one_store, (), [Assertion("DEVELOPS", "k", "a", rule)]), "mined"
    )
    way = find_way(one_store, "k", "j")
    assert way.steps[0].to_id == "b"
    assert way.weight == pytest.approx(0.3)


@pytest.mark.parametrize("kind", sorted(EDGE_KINDS))
def test_every_edge_answers_the_same_from_both_ends(school: Store, kind: str) -> None:
    """Knowledge point to abilities to jobs, and back, edge by edge."""
    found = EDGE_KINDS[kind]
    starts = [str(row["id"]) for row in rows_of(school, found.from_label)]
    goals = [str(row["id"]) for row in rows_of(school, found.to_label)]
    there, back = list_edges_from(school, kind, starts), list_edges_to(school, kind, goals)
    assert there == back
    assert all(held["id"] == f"{ends[0]}|{kind}|{ends[1]}" for ends, held in there.items())
    assert there != {}


def test_points_lead_to_the_jobs_that_lead_to_them(school: Store) -> None:
    jobs = [job.job_id for job in list_jobs(school)]
    down = {(e.point_id, e.ability_id, job) for job in jobs for e in list_job_points(school, job)}
    requires = [(ability, job) for job, ability, _ in list_job_abilities(school)]
    up = {
        (edge.point_id, edge.ability_id, job)
        for edge in list_development(school)
        for ability, job in requires
        if ability == edge.ability_id
    }
    assert down == up
    for point, _, job in sorted(up):
        there, back = find_way(school, point, job), find_way(school, job, point)
        assert {step.edge_id for step in there.steps} == {step.edge_id for step in back.steps}


def rows_of(store: Store, label: str) -> list[dict[str, object]]:
    records, _, _ = store._driver.execute_query(
        f"MATCH (n:{label}) RETURN n.id AS id", database_=store._database
    )
    return [record.data() for record in records]


@settings(max_examples=50, deadline=None)
@given(ARCS)
def test_the_best_way_is_that_of_brute_force(arcs: list[tuple[str, str, float]]) -> None:
    weights = {(first, second): weight for first, second, weight in arcs}
    every = [
        prod(weights.get(step, 0.0) for step in pairwise(way))
        for length in range(4)
        for middle in permutations("bcd", length)
        if (way := ("a", *middle, "e"))
    ]
    best = find_best(arcs, "a", "e")
    product = prod(weights[step] for step in pairwise(best)) if best else 0.0
    assert product == pytest.approx(max(every))


def test_an_edge_without_a_number_counts_whole() -> None:
    assert (weigh({}), weigh({"confidence": 0.5}), weigh({"weight": 0.2})) == (1.0, 0.5, 0.2)
