"""Proposals approved and rejected: what serves then, what is remembered, what is taken back."""

import pytest

from curation.decisions import plan_approval, plan_rejection
from curation.errors import CurationError
from graph.changes import ChangeSet, apply_plan
from graph.changesets import list_changes
from graph.claims import Block, Properties
from graph.current import list_edges, list_nodes
from graph.drafts import make_plan
from graph.frameworks import OWN
from graph.plans import Assertion, Node, Plan, Restated
from graph.points import list_order
from graph.proposals import list_claims
from graph.store import Store
from graph.strictness import plan_strictness
from graph.undo import plan_undo

EDGE = "feed|DEVELOPS|turn"
SYLLABI, MASTERY, WORDING = (
    f"{EDGE}|mined|syllabi",
    f"{EDGE}|mined|mastery",
    f"{EDGE}|predicted|wording",
)
AGAIN = [Restated("DEVELOPS", "mined", origin) for origin in ("syllabi", "mastery")]
CRAFT = [
    Node("Framework", OWN, {"name": "ours"}),
    *(Node("KnowledgePoint", each, {"name": each}) for each in ("feed", "speed", "cut")),
    Node("Ability", "turn", {"name": "turn"}),
]


def settle(store: Store, plan: Plan) -> ChangeSet:
    made = apply_plan(store, plan, "a step", kind="curation")
    assert made is not None
    return made


def rule(
    origin: str = "syllabi", weight: float = 0.5, waits: str = "nothing draws it"
) -> Assertion:
    block = Block("mined", origin, {"weight": weight, "n": 4}, "proposed")
    return Assertion("DEVELOPS", "feed", "turn", block, waits=waits)


WORDED = Assertion(
    "DEVELOPS", "feed", "turn", Block("predicted", "wording", {"weight": 0.9}, "proposed")
)


def before(first: str, later: str, waits: str = "") -> Assertion:
    block = Block("mined", "mastery", {"confidence": 0.8}, "proposed")
    return Assertion("PRECEDES", first, later, block, waits=waits)


def craft(store: Store, *said: Assertion) -> Store:
    settle(store, make_plan(store, CRAFT, said))
    return store


def mine(store: Store, *said: Assertion) -> None:
    apply_plan(store, make_plan(store, (), said, AGAIN), "a run", kind="mining")


def serving(store: Store) -> Properties:
    return list_edges(store, "DEVELOPS", [("feed", "turn")]).get(EDGE, {})


def claims(store: Store, status: str = "proposed", kind: str = "DEVELOPS") -> list[str]:
    return sorted(list_claims(store, kind, status))


def test_what_is_approved_serves_and_stays_where_a_run_falls_silent(store: Store) -> None:
    craft(store, rule())
    settle(store, plan_approval(store, [SYLLABI], "mo"))
    mine(store)
    held = serving(store)
    assert (held["weight"], held["mined_status"], held["reviewed_by"]) == (0.5, "approved", "mo")
    assert (str(held["reviewed_at"])[:2], claims(store)) == ("20", [])


def test_what_is_rejected_is_remembered_and_not_proposed_again(store: Store) -> None:
    craft(store, rule(), rule("mastery"))
    settle(store, plan_rejection(store, [SYLLABI], "mo", "too far fetched"))
    mine(store, rule(), rule("mastery"))
    [claim] = list_claims(store, "DEVELOPS", "rejected").values()
    told = [claim[name] for name in ("id", "by", "reason", "said_weight")]
    assert told == [SYLLABI, "mo", "too far fetched", 0.5]
    assert (claims(store), serving(store)) == ([], {})


def test_an_approval_serves_under_a_strict_school(one_store: Store) -> None:
    craft(one_store, rule(waits=""), before("feed", "cut"))
    settle(one_store, plan_approval(one_store, [EDGE], "mo"))
    settle(one_store, plan_strictness(one_store, OWN, strict=True))
    mine(one_store, rule(waits=""))
    assert (serving(one_store)["sources"], list_order(one_store)) == (["mined"], [])


def test_every_proposal_of_a_relationship_is_approved_by_its_id(one_store: Store) -> None:
    craft(one_store, WORDED, rule(waits=""))
    settle(one_store, plan_approval(one_store, [EDGE], "mo"))
    held = serving(one_store)
    assert (held["mined_status"], held["predicted_status"]) == ("approved", "approved")


def test_a_relationship_goes_with_its_last_serving_block_only(one_store: Store) -> None:
    word = Assertion("DEVELOPS", "feed", "turn", Block("expert", "mo", {"weight": 0.3}))
    craft(one_store, WORDED, rule(waits=""), word)
    settle(one_store, plan_rejection(one_store, [EDGE], "mo"))
    assert (serving(one_store)["sources"], serving(one_store)["weight"]) == (["expert"], 0.3)
    assert claims(one_store, "rejected") == [SYLLABI, WORDING]


def test_a_proposal_that_alone_serves_takes_the_relationship_with_it(one_store: Store) -> None:
    craft(one_store, WORDED)
    settle(one_store, plan_rejection(one_store, [EDGE], "mo"))
    assert (serving(one_store), claims(one_store, "rejected")) == ({}, [WORDING])


@pytest.mark.parametrize("ids", [[SYLLABI, MASTERY], [MASTERY, SYLLABI], [MASTERY, MASTERY]])
def test_of_two_corpora_that_are_approved_the_more_trusted_serves(
    one_store: Store, ids: list[str]
) -> None:
    craft(one_store, rule(weight=0.5), rule("mastery", weight=0.7))
    settle(one_store, plan_approval(one_store, ids, "mo"))
    assert serving(one_store)["weight"] == (0.5 if SYLLABI in ids else 0.7)
    assert claims(one_store) == []


def test_another_corpus_finds_what_was_approved_approved(one_store: Store) -> None:
    craft(one_store, rule("mastery"))
    settle(one_store, plan_approval(one_store, [MASTERY], "mo"))
    mine(one_store, rule(weight=0.6), rule("mastery"))
    mine(one_store)
    held = serving(one_store)
    assert (held["mined_origin"], held["mined_status"], held["weight"]) == (
        "syllabi",
        "approved",
        0.6,
    )
    assert claims(one_store) == []


def test_what_closes_a_cycle_is_refused_and_named(store: Store) -> None:
    waits = [before("speed", "cut", "w"), before("cut", "feed", "w")]
    craft(store, before("feed", "speed"), *waits)
    ids = claims(store, kind="PRECEDES")
    settle(store, plan_approval(store, ids[1:], "mo"))
    with pytest.raises(CurationError, match="cut -> feed -> speed -> cut"):
        plan_approval(store, ids[:1], "mo")
    assert list_order(store) == [("feed", "speed"), ("speed", "cut")]


def test_two_that_close_a_cycle_together_are_both_left(one_store: Store) -> None:
    craft(one_store, before("feed", "cut", "w"))
    settle(one_store, make_plan(one_store, (), [before("cut", "feed", "w")]))
    with pytest.raises(
        CurationError, match="feed PRECEDES cut: closes the cycle feed -> cut -> feed"
    ):
        plan_approval(one_store, claims(one_store, kind="PRECEDES"), "mo")


@pytest.mark.parametrize("plan", [plan_approval, plan_rejection])
@pytest.mark.parametrize(
    ("id_", "line"),
    [
        ("nobody", "'nobody': expected the id of a claim, or of a relationship that serves"),
        ("l1|MASTERS|feed", "expected the id of a claim"),
        ("speed|DEVELOPS|turn", "expected the id of a claim"),
        ("cut|DEVELOPS|turn", "is no proposal any more: it serves"),
        ("cut|DEVELOPS|turn|imported|esco", "is no proposal any more: it serves"),
        (EDGE, f"found claims of it: {SYLLABI}"),
        ("speed|DEVELOPS|turn|mined|syllabi", "was rejected already by mo at 2026-"),
        ("cut|DEVELOPS|turn|mined|mastery", "stands behind another origin"),
        ("a|SAME_AS|b|predicted|names", "is decided by: duplicates merge"),
    ],
)
def test_what_cannot_be_decided_is_refused_with_all_that_was_asked(
    school: Store, plan: type, id_: str, line: str
) -> None:
    with pytest.raises(CurationError, match=line.replace("|", r"\|")):
        plan(school, [SYLLABI, id_], "mo")


@pytest.fixture(scope="module")
def school(embedded: Store) -> Store:
    """A proposal that can be decided on, and what cannot; the tests only plan."""
    rejected = {"status": "rejected", "by": "mo", "at": "2026-03-01T00:00:00Z"}
    told = {"type": "DEVELOPS", "source": "mined", "to_id": "turn"}
    others = {
        "speed|DEVELOPS|turn|mined|syllabi": told | rejected | {"from_id": "speed"},
        "cut|DEVELOPS|turn|mined|mastery": told | {"status": "superseded", "from_id": "cut"},
        "a|SAME_AS|b|predicted|names": {"type": "SAME_AS", "status": "proposed"},
    }
    nodes = [
        Node("Claim", id_, {**said, "edge_id": id_.rsplit("|", 2)[0], "origin": "x"})
        for id_, said in others.items()
    ]
    with embedded._driver.session(database=embedded._database) as session:
        session.run("MATCH (n) WHERE NOT n:Head AND NOT n:Migration DETACH DELETE n").consume()
    craft(embedded, rule())
    drawn = Assertion("DEVELOPS", "cut", "turn", Block("imported", "esco", {"weight": 1.0}))
    settle(embedded, make_plan(embedded, nodes, [drawn]))
    return embedded


def test_an_end_that_is_gone_is_refused(one_store: Store) -> None:
    said = {"type": "DEVELOPS", "source": "mined", "origin": "syllabi", "status": "proposed"}
    ends = {"edge_id": "feed|DEVELOPS|mill", "from_id": "feed", "to_id": "mill"}
    craft(one_store)
    settle(one_store, make_plan(one_store, [Node("Claim", "lost", {**said, **ends})]))
    with pytest.raises(CurationError, match="found no Ability mill"):
        plan_approval(one_store, ["lost"], "mo")


def test_what_is_approved_is_not_rejected_by_another_claim_of_it(one_store: Store) -> None:
    craft(one_store, rule())
    block = Block("mined", "mastery", {"weight": 0.3})
    settle(one_store, make_plan(one_store, (), [Assertion("DEVELOPS", "feed", "turn", block)]))
    kept = {"type": "DEVELOPS", "from_id": "feed", "to_id": "turn", "edge_id": EDGE}
    said = {"source": "mined", "origin": "syllabi", "status": "proposed"}
    settle(one_store, make_plan(one_store, [Node("Claim", SYLLABI, {**kept, **said})]))
    with pytest.raises(CurationError, match="mastery serves of it and is approved"):
        plan_rejection(one_store, [SYLLABI], "mo")


@pytest.mark.parametrize("plan", [plan_approval, plan_rejection])
@pytest.mark.parametrize(
    ("said", "id_"),
    [([rule(), rule("mastery")], SYLLABI), ([WORDED, rule(waits="")], EDGE), ([WORDED], EDGE)],
)
def test_a_decision_is_taken_back_whole(
    one_store: Store, plan: type, said: list[Assertion], id_: str
) -> None:
    craft(one_store, *said)
    held = read_all(one_store)
    made = settle(one_store, plan(one_store, [id_], "mo"))
    assert read_all(one_store) != held
    undo = plan_undo(one_store, list_changes(one_store, made))
    assert undo.left_out == ()
    settle(one_store, undo)
    assert read_all(one_store) == held


def test_a_decision_is_taken_back_on_both_servers(store: Store) -> None:
    craft(store, rule())
    made = settle(store, plan_approval(store, [SYLLABI], "mo"))
    settle(store, plan_undo(store, list_changes(store, made)))
    assert (claims(store), serving(store)) == ([SYLLABI], {})


def read_all(store: Store) -> list[Properties]:
    found = [serving(store), *list_nodes(store, "Claim", [SYLLABI, MASTERY, WORDING]).values()]
    return [{n: v for n, v in held.items() if n != "changeset"} for held in found]
