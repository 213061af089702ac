"""What syllabi and learners propose, weigh and leave alone: the college by hand."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product

import pytest

from curation.decisions import plan_approval, plan_rejection
from graph.changes import apply_plan
from graph.claims import Block, Properties
from graph.current import list_edges
from graph.drafts import make_plan
from graph.frameworks import OWN
from graph.learners import list_gaps
from graph.plans import Assertion, Node, Plan
from graph.proposals import list_claims
from graph.store import Store
from graph.strictness import plan_strictness
from graph.undo import plan_undo
from mining.apriori import Mined, Thresholds, mine_rules
from mining.errors import ThresholdError
from mining.rules import MOST_PROPOSED, plan_rules

Ask = Callable[..., list[dict[str, object]]]
Found = Callable[[Store], Store]
BY_NAME = ["k2 css syllabi", "keys css syllabi"]
ALL = Thresholds(min_support=0.01, min_confidence=0.1, min_lift=1.05, max_q=1.0, max_length=2)


def settle(store: Store, plan: Plan) -> Store:
    apply_plan(store, plan, "mined", kind="mining")
    return store


def propose(store: Store, kind: str, status: str = "proposed") -> dict[str, str]:
    claims = list_claims(store, kind, status).values()
    return {f"{c['from_id']} {c['to_id']} {c['origin']}": str(c.get("said_run")) for c in claims}


def test_what_is_taught_or_mastered_together_is_proposed_and_serves_nobody(college: Store) -> None:
    made = plan_rules(college, ALL)
    settle(college, made.plan)
    # of the sections with keys one has css, of all three one; learners of keys are those of sql
    assert sorted(propose(college, "DEVELOPS")) == [*BY_NAME, "keys sql mastery"]
    assert sorted(propose(college, "PART_OF")) == ["query sql syllabi"]
    assert list_edges(college, "DEVELOPS", [("keys", "sql")]) == {}
    assert (made.transactions, made.weighed, made.proposed) == (27, 6, 4)


def test_a_proposal_says_what_led_to_it_and_names_no_learner(college: Store) -> None:
    settle(college, plan_rules(college, ALL, ["mastery"]).plan)
    [claim] = list_claims(college, "DEVELOPS", "proposed").values()
    said = {name.removeprefix("said_"): value for name, value in claim.items() if "said_" in name}
    run = str(said.pop("run"))
    assert run.startswith("rules:mastery:")
    weight = (12 + 5 * 0.5) / (12 + 5)  # npmi is 1: both stand in the same half
    assert said == {
        "support": 0.5,
        "confidence": 1.0,
        "confidence_back": 1.0,
        "lift": 2.0,
        "npmi": 1.0,
        "p": pytest.approx(1 / 2_704_156, rel=1e-5),  # of all ways to draw 12 of 24
        "q": pytest.approx(8 / 4 / 2_704_156, rel=1e-5),  # four of eight pairs do so
        "shrunk_confidence": pytest.approx(weight, abs=1e-6),
        "weight": pytest.approx(weight, abs=1e-6),
        "n": 12,
        "transactions": 24,
        "algorithm": "apriori",
        "thresholds": "support 0.01, confidence 0.1, lift 1.05, q 1, length 2",
    }


def test_a_few_sections_are_the_evidence_of_a_rule(college: Store) -> None:
    settle(college, plan_rules(college, ALL).plan)
    [claim] = list_claims(college, "PART_OF", "proposed").values()
    assert claim["said_evidence"] == ["db|Queries", "db|Tables"]


def test_the_same_corpora_again_give_an_empty_plan(store: Store, found_college: Found) -> None:
    settle(found_college(store), plan_rules(store, ALL).plan)
    again = plan_rules(store, ALL)
    assert (again.plan.changes, again.plan.left_out) == ((), ())


def test_of_two_corpora_the_syllabi_weigh_what_both_say(college: Store) -> None:
    settle(college, plan_rules(college, ALL).plan)
    held = list_edges(college, "DEVELOPS", [("joins", "sql"), ("boxes", "css")])
    assert {str(each["mined_origin"]) for each in held.values()} == {"syllabi"}
    assert sorted(propose(college, "DEVELOPS", "superseded")) == [
        "boxes css mastery",
        "joins sql mastery",
        "select sql mastery",
    ]


def test_a_corpus_alone_leaves_what_a_more_trusted_one_said(college: Store) -> None:
    settle(college, plan_rules(college, ALL).plan)
    before = list_edges(college, "DEVELOPS", [("joins", "sql")])
    settle(college, plan_rules(college, ALL, ["mastery"]).plan)
    assert list_edges(college, "DEVELOPS", [("joins", "sql")]) == before


def test_corpora_mined_one_by_one_settle_as_if_mined_together(college: Store) -> None:
    for corpus in ("mastery", "syllabi"):
        settle(college, plan_rules(college, ALL, [corpus]).plan)
    assert plan_rules(college, ALL).plan.changes == ()


def test_what_a_person_rejected_is_not_proposed_again(college: Store) -> None:
    edge = "keys|DEVELOPS|sql"
    said = {"edge_id": edge, "source": "mined", "status": "rejected", "type": "DEVELOPS"}
    settle(college, make_plan(college, [Node("Claim", f"{edge}|mined|mastery", dict(said))]))
    settle(college, plan_rules(college, ALL).plan)
    assert sorted(propose(college, "DEVELOPS")) == BY_NAME


@pytest.mark.parametrize("kind", ["DEVELOPS", "PART_OF"])
def test_what_an_expert_has_drawn_is_neither_weighed_nor_proposed(
    college: Store, kind: str
) -> None:
    ends = {"DEVELOPS": ("keys", "sql"), "PART_OF": ("query", "sql")}[kind]
    served = {"DEVELOPS": "weight", "PART_OF": "confidence"}[kind]
    word = Assertion(kind, *ends, Block("expert", "mo", {served: 0.3}))
    settle(college, make_plan(college, (), [word]))
    before = list_edges(college, kind, [ends])
    settle(college, plan_rules(college, ALL).plan)
    assert list_edges(college, kind, [ends]) == before
    assert [pair for pair in propose(college, kind) if pair.startswith(" ".join(ends))] == []


def test_an_approved_proposal_is_measured_anew_by_the_next_run(college: Store) -> None:
    block = Block("mined", "mastery", {"weight": 0.1})
    settle(college, make_plan(college, (), [Assertion("DEVELOPS", "keys", "sql", block)]))
    settle(college, plan_rules(college, ALL).plan)
    held = list_edges(college, "DEVELOPS", [("keys", "sql")])["keys|DEVELOPS|sql"]
    assert (held["mined_status"], held["mined_n"]) == ("approved", 12)
    assert plan_rules(college, ALL).plan.changes == ()


def test_under_a_strict_school_mining_serves_nothing_new(
    store: Store, found_college: Found
) -> None:
    found_college(store)
    settle(store, make_plan(store, [Node("Framework", OWN, {"strict": True})]))
    settle(store, plan_rules(store, ALL).plan)
    assert sources(store, "DEVELOPS") == {("predicted",)}
    assert "joins sql mastery" in propose(store, "DEVELOPS")
    assert plan_rules(store, ALL).plan.changes == ()


def test_what_a_person_approved_serves_where_the_next_run_falls_silent(college: Store) -> None:
    settle(college, plan_rules(college, ALL).plan)
    settle(college, plan_approval(college, ["keys|DEVELOPS|sql|mined|mastery"], "mo"))
    settle(college, make_plan(college, [Node("Framework", OWN, {"strict": True})]))
    nothing = replace(ALL, min_support=1.0)
    settle(college, plan_rules(college, nothing).plan)
    held = list_edges(college, "DEVELOPS", [("keys", "sql")])["keys|DEVELOPS|sql"]
    assert (held["mined_status"], held["reviewed_by"], held["mined_n"]) == ("approved", "mo", 12)
    assert propose(college, "DEVELOPS") == {}


def test_what_a_person_approved_of_one_corpus_stays_approved_of_a_more_trusted_one(
    college: Store,
) -> None:
    block = Block("mined", "mastery", {"weight": 0.1})
    settle(college, make_plan(college, (), [Assertion("DEVELOPS", "joins", "sql", block)]))
    settle(college, plan_rules(college, ALL).plan)
    settle(college, plan_strictness(college, OWN, strict=True))
    held = list_edges(college, "DEVELOPS", [("joins", "sql")])["joins|DEVELOPS|sql"]
    assert (held["mined_origin"], held["mined_status"]) == ("syllabi", "approved")


def test_what_a_person_turned_down_stays_away_until_that_is_taken_back(college: Store) -> None:
    settle(college, plan_rules(college, ALL).plan)
    rejection = plan_rejection(college, ["keys|DEVELOPS|sql|mined|mastery"], "mo")
    made = apply_plan(college, rejection, "no")
    assert (made is not None, plan_rules(college, ALL).plan.changes) == (True, ())
    assert sorted(propose(college, "DEVELOPS")) == BY_NAME
    settle(college, plan_undo(college, rejection.changes))
    assert sorted(propose(college, "DEVELOPS")) == [*BY_NAME, "keys sql mastery"]


def sources(store: Store, kind: str) -> set[tuple[str, ...]]:
    ends = list(product(("joins", "keys", "k2", "select", "boxes"), ("sql", "css")))
    return {tuple(map(str, held["sources"])) for held in list_edges(store, kind, ends).values()}  # type: ignore[arg-type]


def test_another_engine_counts_by_the_same_plan(college: Store) -> None:
    asked: list[int] = []

    def count(transactions: Sequence[frozenset[str]], *told: object) -> Mined:
        asked.append(len(transactions))
        return mine_rules(transactions, *told)  # type: ignore[arg-type]

    theirs = plan_rules(college, ALL, mine=count)  # type: ignore[arg-type]
    assert (theirs.plan, asked) == (plan_rules(college, ALL).plan, [3, 24])


def test_longer_rules_are_listed_and_draw_nothing(college: Store) -> None:
    made = plan_rules(college, replace(ALL, max_length=3), ["mastery"])
    assert {len(rule.body) for run in made.runs for rule in run.rules} <= {1, 2}
    assert all(change.kind in {"DEVELOPS", "Claim"} for change in made.plan.changes)


def test_a_point_gets_few_proposals(college: Store) -> None:
    more = [Node("Ability", f"a{n}", {"name": f"a{n}", "scope": "profession"}) for n in range(5)]
    link = Block("predicted", "wording", {"weight": 0.9, "score": 0.9}, "proposed")
    drawn = [Assertion("DEVELOPS", "joins", node.id, link) for node in more]
    settle(college, make_plan(college, more, drawn))
    settle(college, plan_rules(college, ALL, ["mastery"]).plan)
    theirs = [pair for pair in propose(college, "DEVELOPS") if pair.startswith("keys ")]
    assert len(theirs) == MOST_PROPOSED


def test_thresholds_out_of_range_are_refused(college: Store) -> None:
    with pytest.raises(ThresholdError, match="expected support, confidence and q to be shares"):
        plan_rules(college, Thresholds(min_support=2.0))


def test_a_gap_answers_with_the_mined_weights(college: Store) -> None:
    need = Block("expert", "mo", {"weight": 1.0, "required": 0.8})
    job = [Node("Job", "dba", {"title": "dba"})]
    settle(college, make_plan(college, job, [Assertion("REQUIRES", "dba", "sql", need)]))
    settle(college, make_plan(college, (), [develop("keys", 0.6)]))
    weights = weigh(college)
    before = {gap.ability_id: gap for gap in list_gaps(college, "l12", "dba")}
    assert before["sql"].level == pytest.approx(0.2)
    settle(college, plan_rules(college, ALL).plan)
    after = weigh(college)
    levels = {"joins": 0.9, "select": 0.9, "keys": 0.9}
    [gap] = list_gaps(college, "l00", "dba", with_met=True)
    assert after != weights
    assert gap.level == pytest.approx(
        sum(after[p] * levels[p] for p in levels) / sum(after.values())
    )


def develop(point: str, weight: float) -> Assertion:
    return Assertion("DEVELOPS", point, "sql", Block("expert", "mo", {"weight": weight}))


def weigh(store: Store) -> dict[str, float]:
    ends = [(point, "sql") for point in ("joins", "select", "keys")]
    held: dict[str, Properties] = list_edges(store, "DEVELOPS", ends)
    return {edge.split("|")[0]: float(str(each["weight"])) for edge, each in held.items()}
