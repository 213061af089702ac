"""What does not serve before somebody approves it: proposals, strict frameworks, corpora."""

from dataclasses import replace

import pytest

from graph.changes import apply_plan
from graph.claims import Block
from graph.current import list_edges, list_nodes
from graph.drafts import make_plan
from graph.errors import ThresholdFormError
from graph.frameworks import OWN, Serving, read_serving
from graph.plans import Assertion, Node, Plan, Restated
from graph.proposals import list_claims
from graph.store import Store
from graph.waiting import CORPORA, explain_wait, is_quiet

CRAFT = [
    Node("Framework", OWN, {"name": "ours"}),
    Node("KnowledgePoint", "feed", {"name": "feeds"}),
    Node("Ability", "turn", {"name": "turn", "framework": "crafts"}),
]
EDGE = "feed|DEVELOPS|turn"
AGAIN = [Restated("DEVELOPS", "mined", "syllabi")]


def rule(origin: str = "syllabi", waits: str = "", **fields: float) -> Assertion:
    said = {"weight": 0.5, "n": 4.0} | fields
    return Assertion(
        "DEVELOPS", "feed", "turn", Block("mined", origin, said, "proposed"), False, waits
    )


PROPOSAL = rule(waits="nothing draws it")


@pytest.fixture
def craft(one_store: Store) -> Store:
    return settle(one_store, make_plan(one_store, CRAFT))


def settle(store: Store, plan: Plan) -> Store:
    apply_plan(store, plan, "a step")
    return store


def say(store: Store, *items: Assertion) -> Store:
    return settle(store, make_plan(store, (), items, AGAIN))


def ours(**properties: bool | list[str]) -> Node:
    return Node("Framework", OWN, {**properties})


def serving(store: Store) -> object:
    return list_edges(store, "DEVELOPS", [("feed", "turn")]).get(EDGE)


def claimed(store: Store, status: str = "proposed") -> list[str]:
    return [str(claim["origin"]) for claim in list_claims(store, "DEVELOPS", status).values()]


def test_a_proposal_is_a_claim_and_serves_nobody(store: Store) -> None:
    say(settle(store, make_plan(store, CRAFT)), PROPOSAL)
    [claim] = list_claims(store, "DEVELOPS", "proposed").values()
    assert (claim["said_weight"], claim["reason"], serving(store)) == (
        0.5,
        "nothing draws it",
        None,
    )
    again = make_plan(store, (), [PROPOSAL], AGAIN)
    assert (again.changes, again.unchanged) == ((), 1)


def test_a_proposal_that_moves_by_little_is_left_as_it_is(craft: Store) -> None:
    say(craft, PROPOSAL)
    near, far = (replace(rule(weight=w), waits=PROPOSAL.waits) for w in (0.504, 0.506))
    assert make_plan(craft, (), [near], AGAIN).changes == ()
    assert [c.op for c in make_plan(craft, (), [far], AGAIN).changes] == ["set"]


def test_a_proposal_that_is_not_repeated_goes(craft: Store) -> None:
    assert claimed(say(say(craft, PROPOSAL))) == []


def test_a_proposal_that_serves_in_the_end_is_no_claim_any_more(craft: Store) -> None:
    say(say(craft, PROPOSAL), rule())
    assert (claimed(craft), serving(craft) is None) == ([], False)


def test_what_was_approved_is_weighed_anew_and_stays_approved(craft: Store) -> None:
    block = Block("mined", "syllabi", {"weight": 0.3})
    say(craft, replace(PROPOSAL, block=block))
    say(craft, PROPOSAL)
    held = list_edges(craft, "DEVELOPS", [("feed", "turn")])[EDGE]
    assert (held["mined_status"], held["weight"], claimed(craft)) == ("approved", 0.5, [])


def test_what_was_approved_stays_where_the_corpus_says_it_no_more(craft: Store) -> None:
    say(craft, replace(PROPOSAL, block=Block("mined", "syllabi", {"weight": 0.3})))
    assert serving(say(craft)) is not None


@pytest.mark.parametrize("framework", [OWN, "crafts"])
def test_under_a_strict_framework_nothing_serves_that_nobody_approved(
    craft: Store, framework: str
) -> None:
    say(craft, rule())
    settle(craft, make_plan(craft, [Node("Framework", framework, {"strict": True})]))
    say(craft, rule())
    assert (serving(craft), claimed(craft)) == (None, ["syllabi"])
    assert make_plan(craft, (), [rule()], AGAIN).changes == ()
    settle(craft, make_plan(craft, [Node("Framework", framework, {"strict": False})]))
    say(craft, rule())
    assert (serving(craft) is None, claimed(craft)) == (False, [])


def test_a_strict_framework_leaves_the_word_of_others_alone(craft: Store) -> None:
    word = Assertion("DEVELOPS", "feed", "turn", Block("expert", "mo", {"weight": 0.9}))
    settle(craft, make_plan(craft, [ours(strict=True)], [word]))
    say(craft, rule())
    held = list_edges(craft, "DEVELOPS", [("feed", "turn")])[EDGE]
    assert (held["sources"], claimed(craft)) == (["expert"], [])


def test_a_proposal_serves_from_the_threshold_of_the_school_on(craft: Store) -> None:
    settle(craft, make_plan(craft, [ours(thresholds=["DEVELOPS 0.5"])]))
    say(craft, PROPOSAL)
    assert serving(craft) is not None
    settle(craft, make_plan(craft, [ours(thresholds=["DEVELOPS 0.6"])]))
    assert serving(say(craft, PROPOSAL)) is None


@pytest.mark.parametrize("said", ["DEVELOPS", "DEVELOPS high", "0.5"])
def test_a_threshold_that_is_none_is_refused(craft: Store, said: str) -> None:
    settle(craft, make_plan(craft, [ours(thresholds=[said])]))
    with pytest.raises(ThresholdFormError, match="expected such as 'DEVELOPS"):
        read_serving(craft)


def test_of_two_corpora_the_more_trusted_one_serves_whichever_came_first(craft: Store) -> None:
    say(craft, rule("mastery", weight=0.1))
    say(craft, rule("postings", weight=0.7), rule("syllabi"))
    held = list_edges(craft, "DEVELOPS", [("feed", "turn")])[EDGE]
    assert (held["mined_origin"], held["weight"]) == ("postings", 0.7)
    assert claimed(craft, "superseded") == ["mastery", "syllabi"]
    again = make_plan(craft, (), [rule("postings", weight=0.7), rule("syllabi")], AGAIN)
    assert again.changes == ()


def test_what_the_trusted_corpus_says_no_more_the_next_one_says(craft: Store) -> None:
    both = [*AGAIN, Restated("DEVELOPS", "mined", "postings")]
    settle(craft, make_plan(craft, (), [rule("postings", weight=0.7), rule()], both))
    settle(craft, make_plan(craft, (), [rule()], both))
    held = list_edges(craft, "DEVELOPS", [("feed", "turn")])[EDGE]
    assert (held["mined_origin"], claimed(craft, "superseded")) == ("syllabi", [])


def test_corpora_may_be_mined_one_after_the_other_in_any_order(craft: Store) -> None:
    for origin in (*CORPORA[::-1], "postings"):
        settle(craft, make_plan(craft, (), [rule(origin)], [Restated("DEVELOPS", "mined", origin)]))
    assert claimed(craft, "superseded") == ["mastery", "syllabi"]
    every = [Restated("DEVELOPS", "mined", origin) for origin in CORPORA]
    assert make_plan(craft, (), [rule(origin) for origin in CORPORA], every).changes == ()


def test_the_order_of_what_is_said_in_one_plan_does_not_matter(craft: Store) -> None:
    every = [Restated("DEVELOPS", "mined", origin) for origin in CORPORA]
    items = [rule(origin) for origin in CORPORA]
    settle(craft, make_plan(craft, (), items[2:], every))
    settle(craft, make_plan(craft, (), items[::-1], every))
    assert make_plan(craft, (), items, every).changes == ()
    assert claimed(craft, "superseded") == ["mastery", "syllabi"]


def test_a_corpus_alone_that_falls_silent_leaves_its_place_to_the_next(craft: Store) -> None:
    settle(craft, make_plan(craft, (), [rule(origin) for origin in CORPORA]))
    settle(craft, make_plan(craft, (), (), [Restated("DEVELOPS", "mined", "postings")]))
    held = list_edges(craft, "DEVELOPS", [("feed", "turn")])[EDGE]
    assert (held["mined_origin"], claimed(craft, "superseded")) == ("syllabi", ["mastery"])
    every = [Restated("DEVELOPS", "mined", origin) for origin in CORPORA]
    assert make_plan(craft, (), [rule("syllabi"), rule("mastery")], every).changes == ()


def test_a_serving_edge_whose_corpus_only_proposes_it_now_goes(craft: Store) -> None:
    say(craft, rule())
    assert serving(say(craft, PROPOSAL)) is None
    assert list_nodes(craft, "Claim", [f"{EDGE}|mined|syllabi"]) != {}


def test_what_is_approved_never_waits() -> None:
    item = replace(PROPOSAL, block=replace(PROPOSAL.block, status="approved"))
    assert explain_wait(item, {None}, Serving(frozenset({OWN}), {})) == ""


def test_a_claim_of_another_source_is_never_quiet() -> None:
    assert not is_quiet({"source": "imported", "said_weight": 0.5}, {"said_weight": 0.501})
