"""What comes before what: from made courses and answers, by hand."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from curation.decisions import plan_approval, plan_rejection
from graph.changes import apply_plan
from graph.claims import Block
from graph.current import list_edges
from graph.drafts import make_plan
from graph.events import Event, merge_events
from graph.frameworks import OWN
from graph.learners import NewLearner, merge_learners
from graph.plans import Assertion, Node
from graph.points import list_order
from graph.proposals import list_claims
from graph.store import Store
from mining.errors import CorpusError, ThresholdError
from mining.order import OrderThresholds
from mining.precedence import plan_precedence

ANY = OrderThresholds(min_confidence=0.6, min_coupling=0.0)
BEFORE = {"boxes": 1, "joins": 2, "select": 3}


@pytest.fixture
def quizzed(one_store: Store) -> Store:
    return quiz(one_store)


def quiz(store: Store, learners: int = 12) -> Store:
    """Add a course of three points with a question each, which the learners pass in its order.

    The second half of the learners never passes ``joins`` and ``select``.
    """
    nodes = [Node("Course", "c", {"title": "c", "provider": "p"})]
    nodes += [Node("KnowledgePoint", point, {"name": point}) for point in BEFORE]
    nodes += [Node("Resource", f"q:{point}", {"kind": "question"}) for point in BEFORE]
    said = [cover("c", point, place) for point, place in BEFORE.items()]
    said += [Assertion("TESTS", f"q:{point}", point, Block("imported", "q")) for point in BEFORE]
    apply_plan(store, make_plan(store, nodes, said), "a course")
    ids = [f"l{number:02}" for number in range(learners)]
    merge_learners(
        store, [NewLearner(each, None, None, None, None, None, True, None) for each in ids]
    )
    merge_events(
        store, [one for n, each in enumerate(ids) for one in answer(each, n < learners / 2)]
    )
    return store


def answer(learner: str, able: bool) -> list[Event]:
    return [
        Event(
            "answered",
            f"{learner}:{point}",
            learner,
            f"q:{point}",
            {"score": 1.0 if able or place == 1 else 0.0, "at": f"2026-03-0{place}T08:00:00Z"},
        )
        for point, place in BEFORE.items()
    ]


def cover(course: str, point: str, place: int) -> Assertion:
    return Assertion("COVERS", course, point, Block("imported", course, {"order": place}))


def order(store: Store, *pairs: tuple[str, str], source: str = "imported") -> None:
    said = [Assertion("PRECEDES", *pair, Block(source, "s")) for pair in pairs]  # type: ignore[arg-type]
    apply_plan(store, make_plan(store, (), said), "an order")


def ends(found: Sequence[object]) -> list[tuple[str, str]]:
    return sorted((each.pair.first, each.pair.later) for each in found)  # type: ignore[attr-defined]


def test_what_is_known_takes_no_place_among_the_most(one_store: Store) -> None:
    store, one = quiz(one_store, 24), replace(ANY, most=1)
    made = plan_precedence(store, one, ["mastery"])
    assert ends(made.candidates) == [("boxes", "joins"), ("joins", "select")]
    order(store, ("joins", "select"))
    made = plan_precedence(store, one, ["mastery"])
    assert ends(made.candidates) == [("boxes", "joins"), ("boxes", "select")]
    with pytest.raises(ThresholdError, match="counts of 1 or more"):
        plan_precedence(store, replace(ANY, most=0), ["mastery"])


def test_what_learners_pass_first_is_proposed_and_does_not_serve(quizzed: Store) -> None:
    made = plan_precedence(quizzed, ANY, ["mastery"])
    apply_plan(quizzed, made.plan, "an order")
    # joins and select: only the six who passed either tell an order, too few
    assert ends(made.candidates) == [("boxes", "joins"), ("boxes", "select")]
    assert {(c.pair.before, c.pair.count) for c in made.candidates} == {(12, 12)}
    assert (list_order(quizzed), made.sequences) == ([], 12)
    claims = list_claims(quizzed, "PRECEDES", "proposed").values()
    assert {str(claim["said_run"])[:17] for claim in claims} == {"precedes:mastery:"}


def test_the_same_answers_again_give_an_empty_plan(store: Store) -> None:
    apply_plan(store, plan_precedence(quiz(store), ANY, ["mastery"]).plan, "an order")
    assert plan_precedence(store, ANY, ["mastery"]).plan.changes == ()


def test_what_a_chain_of_the_map_says_is_not_proposed(quizzed: Store) -> None:
    order(quizzed, ("boxes", "joins"), ("joins", "select"))
    made = plan_precedence(quizzed, ANY, ["mastery"])
    assert (made.candidates, made.implied) == ((), 2)


def test_what_contradicts_the_map_is_reported_and_not_proposed(quizzed: Store) -> None:
    order(quizzed, ("joins", "boxes"))
    made = plan_precedence(quizzed, ANY, ["mastery"])
    assert ends(made.candidates) == [("boxes", "select")]
    assert [each.cycle for each in made.contradictions] == [("boxes", "joins", "boxes")]


def test_what_was_rejected_is_not_proposed_again(quizzed: Store) -> None:
    edge = "boxes|PRECEDES|joins"
    said = {"edge_id": edge, "source": "mined", "status": "rejected", "type": "PRECEDES"}
    apply_plan(
        quizzed, make_plan(quizzed, [Node("Claim", f"{edge}|mined|mastery", dict(said))]), "no"
    )
    apply_plan(quizzed, plan_precedence(quizzed, ANY, ["mastery"]).plan, "an order")
    claims = list_claims(quizzed, "PRECEDES", "proposed").values()
    assert [claim["to_id"] for claim in claims] == ["select"]


def test_a_decided_order_serves_or_stays_away(quizzed: Store) -> None:
    apply_plan(quizzed, plan_precedence(quizzed, ANY, ["mastery"]).plan, "an order")
    joins, select = sorted(list_claims(quizzed, "PRECEDES", "proposed"))
    apply_plan(quizzed, plan_approval(quizzed, [joins], "mo"), "yes")
    apply_plan(quizzed, plan_rejection(quizzed, [select], "mo"), "no")
    again = plan_precedence(quizzed, ANY, ["mastery"])
    assert (again.implied, again.plan.changes) == (0, ())
    assert list_order(quizzed) == [("boxes", "joins")]
    assert list_claims(quizzed, "PRECEDES", "proposed") == {}


def test_an_order_that_serves_by_its_own_run_is_found_again(quizzed: Store) -> None:
    own = Node("Framework", OWN, {"name": "ours", "thresholds": ["PRECEDES 0.5"]})
    apply_plan(quizzed, make_plan(quizzed, [own]), "a threshold")
    apply_plan(quizzed, plan_precedence(quizzed, ANY, ["mastery"]).plan, "an order")
    served = list_order(quizzed)
    again = plan_precedence(quizzed, ANY, ["mastery"])
    assert (len(served), again.implied, again.plan.changes) == (2, 0, ())


def test_an_approved_order_has_its_numbers_renewed(quizzed: Store) -> None:
    said = Assertion("PRECEDES", "boxes", "joins", Block("mined", "mastery", {"confidence": 0.7}))
    apply_plan(quizzed, make_plan(quizzed, (), [said]), "approved")
    apply_plan(quizzed, plan_precedence(quizzed, ANY, ["mastery"]).plan, "an order")
    held = list_edges(quizzed, "PRECEDES", [("boxes", "joins")])["boxes|PRECEDES|joins"]
    assert (held["mined_status"], held["mined_transactions"]) == ("approved", 12)


def test_an_approved_order_contradicts_what_is_counted_later(quizzed: Store) -> None:
    said = Assertion("PRECEDES", "joins", "boxes", Block("mined", "mastery", {"confidence": 0.7}))
    own = Node("Framework", OWN, {"name": "ours", "thresholds": ["PRECEDES 0.5"]})
    apply_plan(quizzed, make_plan(quizzed, [own], [said]), "approved")
    made = plan_precedence(quizzed, ANY, ["mastery"])
    apply_plan(quizzed, made.plan, "an order")
    assert [each.cycle for each in made.contradictions] == [("boxes", "joins", "boxes")]
    assert list_order(quizzed) == [("boxes", "select"), ("joins", "boxes")]


def test_an_approved_order_stays_and_is_known(quizzed: Store) -> None:
    order(quizzed, ("boxes", "joins"), source="mined")
    apply_plan(quizzed, plan_precedence(quizzed, ANY, ["mastery"]).plan, "an order")
    assert list_order(quizzed) == [("boxes", "joins")]


def test_points_that_no_course_and_no_ability_joins_are_not_compared(
    quizzed: Store, ask: Callable[..., object]
) -> None:
    ask("MATCH (:Course)-[r:COVERS]->(:KnowledgePoint) DELETE r")
    assert plan_precedence(quizzed, ANY, ["mastery"]).candidates == ()


def test_courses_that_share_names_agree_about_their_order(one_store: Store) -> None:
    nodes, said = [], []
    for course in "abcdefg":
        nodes.append(Node("Course", course, {"title": course, "provider": "p"}))
        for place, name in enumerate(("Joins", "Views"), start=1):
            point = f"{course}:{name}"
            nodes.append(Node("KnowledgePoint", point, {"name": name}))
            said.append(cover(course, point, place))
    apply_plan(one_store, make_plan(one_store, nodes, said), "courses")
    made = plan_precedence(one_store, ANY, ["syllabi"])
    assert ends(made.candidates) == [(f"{each}:Joins", f"{each}:Views") for each in "abcdefg"]
    assert made.candidates[0].pair.q == pytest.approx(2 * 0.5**7)


def test_few_courses_and_few_learners_tell_no_order(one_store: Store) -> None:
    with pytest.raises(CorpusError, match=r"syllabi: expected 5 courses .*; mastery: expected 10"):
        plan_precedence(one_store)
    with pytest.raises(CorpusError, match="expected 10 learners with answers or more, found 9"):
        plan_precedence(quiz(one_store, 9), ANY, ["mastery"])


def test_an_unknown_order_and_thresholds_out_of_range_are_refused(quizzed: Store) -> None:
    with pytest.raises(CorpusError, match="expected syllabi or mastery, found 'postings'"):
        plan_precedence(quizzed, ANY, ["postings"])
    with pytest.raises(ThresholdError, match="a coupling and a q"):
        plan_precedence(quizzed, OrderThresholds(min_coupling=2.0))
