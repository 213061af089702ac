"""Rules by hand: four postings of equal age, two of a web developer's and two of a DBA's."""

from collections.abc import Callable

import pytest

from graph.changes import apply_plan
from graph.claims import Block, Properties
from graph.current import list_edges
from graph.drafts import make_plan
from graph.plans import Assertion, Node
from graph.store import Store
from mining.apriori import Thresholds
from mining.demand import plan_demand
from mining.errors import CorpusError
from mining.rules import plan_rules

Advertise = Callable[..., None]
Ask = Callable[..., list[dict[str, object]]]
Stock = Callable[[Store], Store]
ALL = Thresholds(min_support=0.01, min_confidence=0.1, min_lift=1.0, max_q=1.0, max_length=2)


@pytest.fixture
def four(advertise: Advertise) -> Callable[[Store], Store]:
    """Return a function that adds the four postings."""

    def add(store: Store) -> Store:
        advertise(store, "p1", "web", ["css", "sql"])
        advertise(store, "p2", "web", ["css"])
        advertise(store, "p3", "dba", ["sql"])
        advertise(store, "p4", "dba", ["sql"])
        return store

    return add


def link(store: Store, *pairs: tuple[str, str]) -> None:
    """Add points that a wording has linked to abilities."""
    points = [Node("KnowledgePoint", point, {"name": point}) for point, _ in pairs]
    block = Block("predicted", "wording", {"score": 0.9, "weight": 0.9}, "proposed")
    said = [Assertion("DEVELOPS", *pair, block) for pair in pairs]
    apply_plan(store, make_plan(store, points, said), "links")


def mine(store: Store) -> None:
    apply_plan(store, plan_rules(store, ALL).plan, "rules", kind="mining")


def edge(store: Store, kind: str, start: str, end: str) -> Properties:
    return list_edges(store, kind, [(start, end)])[f"{start}|{kind}|{end}"]


def measures(found: Properties) -> dict[str, object]:
    names = ("support", "confidence", "confidence_back", "lift", "npmi", "p", "n", "transactions")
    return {name: found[f"mined_{name}"] for name in names}


def test_a_pair_of_job_and_ability_is_measured_both_ways(market: Store, four: Stock) -> None:
    mine(four(market))
    assert measures(edge(market, "REQUIRES", "web", "css")) == {
        "support": 0.5,
        "confidence": 1.0,
        "confidence_back": 1.0,
        "lift": 2.0,
        "npmi": 1.0,
        "p": 0.166667,  # one of the six ways to draw two of four
        "n": 2,
        "transactions": 4,
    }
    assert measures(edge(market, "REQUIRES", "web", "sql")) == {
        "support": 0.25,
        "confidence": 0.5,
        "confidence_back": 0.333333,
        "lift": 0.666667,
        "npmi": -0.292481,  # ln(2/3) / -ln(1/4)
        "p": 1.0,
        "n": 1,
        "transactions": 4,
    }


def test_the_only_posting_of_a_pair_is_measured_however_old(
    market: Store, four: Stock, advertise: Advertise
) -> None:
    advertise(four(market), "p5", "dba", ["tact"], "2002-08-01")  # two to the power of -24
    mine(market)
    assert edge(market, "REQUIRES", "dba", "tact")["mined_n"] == 1


def test_until_demand_is_mined_the_plain_counts_weigh(market: Store, four: Stock) -> None:
    mine(four(market))
    weights = {pair: edge(market, "REQUIRES", "web", pair)["weight"] for pair in ("css", "sql")}
    # (2 + 5 * .8) / (2 + 5), essential; (1 + 5 * 0) / (2 + 5), no framework and no class share
    assert weights == {"css": 0.857143, "sql": 0.142857}


def test_both_directions_answer_from_the_same_relationship(
    store: Store, stock_market: Stock, four: Stock, ask: Ask
) -> None:
    mine(four(stock_market(store)))
    there = "MATCH (j:Job)-[r:REQUIRES]->(a:Ability) WHERE r.mined_n IS NOT NULL"
    back = "MATCH (a:Ability)<-[r:REQUIRES]-(j:Job) WHERE r.mined_n IS NOT NULL"
    held = " RETURN r.id AS id, r.mined_confidence AS c, r.mined_confidence_back AS b ORDER BY id"
    assert ask(there + held) == ask(back + held)
    assert len(ask(there + held)) == 3


def test_a_rule_weighs_only_the_links_that_are_there(market: Store, four: Stock) -> None:
    link(market, ("boxes", "css"), ("boxes", "git"), ("joins", "sql"))
    mine(four(market))
    weighed = edge(market, "DEVELOPS", "boxes", "css")
    # boxes stands where css stands: sup = conf * .5; shrunk (2 + 5 * .5) / (2 + 5), npmi 1
    assert weighed["weight"] == pytest.approx(4.5 / 7, abs=1e-6)
    assert weighed["sources"] == ["mined", "predicted"]
    assert edge(market, "DEVELOPS", "boxes", "git")["weight"] == 0.9
    assert list_edges(market, "DEVELOPS", [("boxes", "sql")]) == {}


def test_what_only_an_expert_has_drawn_is_not_weighed(market: Store, four: Stock) -> None:
    points = [Node("KnowledgePoint", "boxes", {"name": "boxes"})]
    word = Assertion("DEVELOPS", "boxes", "css", Block("expert", "mo", {"weight": 0.3}))
    apply_plan(market, make_plan(market, points, [word]), "by hand")
    mine(four(market))
    assert edge(market, "DEVELOPS", "boxes", "css")["sources"] == ["expert"]


def test_a_link_that_goes_takes_its_weight_along_at_the_next_run(
    market: Store, four: Stock, advertise: Advertise
) -> None:
    link(market, ("boxes", "css"))
    mine(four(market))
    for posting in ("p1", "p2"):
        advertise(market, posting, "web", ["sql"])
    mine(market)
    assert edge(market, "DEVELOPS", "boxes", "css")["sources"] == ["predicted"]


def test_the_same_postings_again_give_an_empty_plan(
    store: Store, stock_market: Stock, four: Stock
) -> None:
    link(stock_market(store), ("boxes", "css"))
    made = plan_rules(four(store), ALL)
    apply_plan(store, made.plan, "rules")
    again = plan_rules(store, ALL)
    assert (made.transactions, made.measured, made.rules) == (4, 3, 1)
    assert (again.plan.changes, again.plan.unchanged) == ((), 4)


def test_rules_and_demand_share_a_block_and_settle_in_any_order(market: Store, four: Stock) -> None:
    mine(four(market))
    apply_plan(market, plan_demand(market).plan, "demand")
    both = edge(market, "REQUIRES", "web", "css")
    assert {"mined_lift", "mined_mass"} <= both.keys()
    assert plan_rules(market, ALL).plan.changes == ()
    assert plan_demand(market).plan.changes == ()


def test_numbers_are_renewed_also_where_demand_serves(
    market: Store, four: Stock, advertise: Advertise
) -> None:
    mine(four(market))
    apply_plan(market, plan_demand(market).plan, "demand")
    for number in range(8):
        advertise(market, f"q{number}", "dba", ["css", "sql"])
    mine(market)
    found = edge(market, "REQUIRES", "web", "css")
    assert found["mined_confidence_back"] == 0.2
    assert found["mined_support"] == pytest.approx(2 / 12, abs=1e-6)
    assert found["mined_transactions"] == 12
    assert plan_rules(market, ALL).plan.changes == ()


def test_a_pair_that_no_posting_mentions_any_more_goes(
    market: Store, four: Stock, ask: Ask
) -> None:
    mine(four(market))
    ask("MATCH (p:Posting {id: 'p1'}) DETACH DELETE p")
    mine(market)
    assert list_edges(market, "REQUIRES", [("web", "sql")]) == {}
    assert edge(market, "REQUIRES", "web", "css")["mined_n"] == 1


def test_what_a_person_rejected_is_not_drawn_again(market: Store, four: Stock) -> None:
    said = {"edge_id": "web|REQUIRES|sql", "source": "mined", "status": "rejected"}
    claim = Node("Claim", "web|REQUIRES|sql|mined|postings", dict(said))
    apply_plan(market, make_plan(market, [claim]), "rejected by hand")
    mine(four(market))
    assert list_edges(market, "REQUIRES", [("web", "sql")]) == {}


def test_few_postings_are_mined_with_a_warning(market: Store, four: Stock) -> None:
    made = plan_rules(four(market))
    assert (made.rules, made.warnings[-1][:24]) == (0, "postings: 4 transactions")


def test_no_postings_say_so(market: Store) -> None:
    with pytest.raises(
        CorpusError, match="no posting has a job: nothing to mine; syllabi: no course"
    ):
        plan_rules(market)


def test_a_market_of_one_job_is_measured_too(market: Store, advertise: Advertise) -> None:
    advertise(market, "p1", "web", ["css"])
    advertise(market, "p2", "web", ["git"])
    mine(market)
    assert edge(market, "REQUIRES", "web", "css")["mined_confidence"] == 0.5
