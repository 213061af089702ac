from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.apriori import Mined, Rule, Thresholds, derive_rules, mine_rules
from mining.errors import ThresholdError
from mining.itemsets import Template, find_itemsets, gather_itemsets

DATA = Path(__file__).parents[2].parent / "shared" / "data"
CLASSIC = [set("134"), set("235"), set("1235"), set("25")]
LENIENT = Thresholds(min_support=0.01, min_confidence=0.0, min_lift=0.01, max_q=1)

SQL, CSS, ANALYST, FRONTEND = "K:sql", "K:css", "J:data-analyst", "J:frontend"
POSTINGS = [
    *[{SQL, ANALYST}] * 4,
    *[{SQL, CSS}, {SQL}],
    *[{CSS, FRONTEND}] * 3,
    set[str](),
]
K_TO_J = [Template("K", "J")]


def write(mined: Mined) -> dict[str, tuple[float, float]]:
    return {
        f"{''.join(rule.body)}->{rule.head}": (round(rule.confidence, 3), round(rule.lift, 3))
        for rule in mined.rules
    }


def find(mined: Mined, body: str, head: str) -> Rule:
    [rule] = [rule for rule in mined.rules if rule.body == (body,) and rule.head == head]
    return rule


def test_the_classic_example_keeps_the_rules_that_no_part_explains() -> None:
    expected = {"1->3": (1.0, 1.333), "2->5": (1.0, 1.333), "5->2": (1.0, 1.333)}
    thresholds = Thresholds(min_support=0.5, min_confidence=0.7, min_lift=1.1, max_q=1)
    assert write(mine_rules(CLASSIC, thresholds=thresholds)) == expected


def test_a_typed_rule_has_the_figures_of_the_worked_example() -> None:
    thresholds = Thresholds(min_support=0.3, max_q=1)
    rule = find(mine_rules(POSTINGS, K_TO_J, thresholds), SQL, ANALYST)
    assert rule.support == pytest.approx(0.4)
    assert rule.confidence == pytest.approx(0.6667, abs=1e-4)
    assert rule.confidence_back == 1
    assert rule.lift == pytest.approx(1.6667, abs=1e-4)
    assert rule.leverage == pytest.approx(0.4 - 0.6 * 0.4)
    assert rule.npmi == pytest.approx(0.5575, abs=1e-4)
    assert rule.p == pytest.approx(0.0714, abs=1e-4)
    assert (rule.count, rule.body_count, rule.head_count, rule.transactions) == (4, 6, 4, 10)


def test_the_weight_is_shrunk_confidence_times_npmi() -> None:
    rule = find(mine_rules(POSTINGS, K_TO_J, Thresholds(min_support=0.3, max_q=1)), SQL, ANALYST)
    assert rule.shrunk_confidence == pytest.approx((4 + 5 * 0.4) / (6 + 5))
    assert rule.weight == pytest.approx(rule.shrunk_confidence * rule.npmi)


def test_a_second_typed_rule_has_the_figures_of_the_worked_example() -> None:
    rule = find(mine_rules(POSTINGS, K_TO_J, Thresholds(min_support=0.3, max_q=1)), CSS, FRONTEND)
    assert (rule.support, rule.confidence) == pytest.approx((0.3, 0.75))
    assert (rule.lift, rule.p) == pytest.approx((2.5, 0.0333), abs=1e-4)


def test_none_of_ten_records_survives_the_false_discovery_rate() -> None:
    everything = Thresholds(min_support=0.1, min_confidence=0.0, min_lift=0.01)
    assert mine_rules(POSTINGS, K_TO_J, everything).rules == ()


def test_decay_lowers_the_lift_where_it_leaves_the_same_records() -> None:
    ages = [0] * 4 + [12] * 2 + [24] * 3 + [36]
    weights = [2 ** (-age / 12) for age in ages]
    rule = find(
        mine_rules(POSTINGS, K_TO_J, Thresholds(min_support=0.3, max_q=1), weights), SQL, ANALYST
    )
    assert rule.support == pytest.approx(0.6809, abs=1e-4)
    assert rule.confidence == pytest.approx(0.8)
    assert rule.lift == pytest.approx(1.1750, abs=1e-4)


def test_what_occurs_together_often_enough_survives() -> None:
    mined = mine_rules([{"K:a", "A:x"}] * 10 + [{"K:b", "A:y"}] * 10, [Template("K", "A")])
    assert [(rule.body, rule.head) for rule in mined.rules] == [
        (("K:a",), "A:x"),
        (("K:b",), "A:y"),
    ]
    assert mined.warnings == ()


def test_an_item_of_every_transaction_is_in_no_rule() -> None:
    database = [{"a", "all"}, {"a", "all"}, {"all", "b"}, {"all"}]
    assert {
        item for rule in mine_rules(database, thresholds=LENIENT).rules for item in rule.body
    } == set()


def test_where_items_of_every_transaction_are_kept_they_are_tested_too() -> None:
    """Four pairs: two jobs, and two abilities of which all mention one."""
    lenient = Thresholds(1e-6, 0.0, 1e-6, 1.0, 2, everywhere=True)
    postings = [{"J:1", "A:u", "A:a"}] * 9 + [{"J:2", "A:u", "A:a"}] * 2 + [{"J:2", "A:u"}] * 9
    rules = mine_rules(postings, [Template("J", "A")], lenient).rules
    assert all(rule.q >= rule.p for rule in rules)
    rule = find(Mined(rules, ()), "J:1", "A:a")
    assert rule.q == pytest.approx(4 * rule.p)


def test_without_a_support_five_transactions_are_asked_whatever_they_weigh() -> None:
    """Two new records outweigh all of the old ones, and are two."""
    old = [{f"K:{number % 7}", f"A:{number % 5}"} for number in range(98)]
    weights = [0.01] * 98 + [1.0] * 2
    asked = old + [{"K:z", "A:z"}] * 2, [Template("K", "A")]
    assert mine_rules(*asked, None, weights).rules == ()
    told = mine_rules(*asked, Thresholds(min_support=0.01), weights).rules
    assert [rule.body for rule in told] == [("K:z",)]


def test_fewer_than_ten_transactions_raise_the_defaults_and_say_so() -> None:
    mined = mine_rules([{"a", "b"}] * 3 + [set("c")] * 3, thresholds=Thresholds(max_q=1))
    assert mined.rules == ()
    [warning] = mined.warnings
    assert "6 transactions" in warning
    assert "support 0.833, confidence 0.6, lift 1.25" in warning


def test_what_each_threshold_dropped_is_counted() -> None:
    thresholds = Thresholds(min_support=0.1, min_confidence=0.6, min_lift=1.1, max_q=1)
    mined = mine_rules(POSTINGS, K_TO_J, thresholds)
    assert [(rule.body, rule.head) for rule in mined.rules] == [
        ((CSS,), FRONTEND),
        ((SQL,), ANALYST),
    ]
    assert mined.dropped == {"confidence": 0, "lift": 0, "q": 0, "redundant": 0}
    tested = mine_rules(POSTINGS, K_TO_J, Thresholds(0.1, 0.7, 1.1, 0.01))
    assert tested.dropped == {"confidence": 1, "lift": 0, "q": 1, "redundant": 0}


def test_what_others_have_counted_gives_the_same_rules() -> None:
    counted = find_itemsets(CLASSIC, 0.5, weights=[1, 0.5, 1, 1])
    thresholds = Thresholds(0.5, 0.0, 0.01, 1)
    derived = derive_rules(gather_itemsets(counted, 4, 3.5), None, thresholds)
    assert derived == mine_rules(CLASSIC, None, thresholds, [1, 0.5, 1, 1])


def test_no_transactions_give_no_rules() -> None:
    assert mine_rules([]).rules == ()


@pytest.mark.parametrize(
    "thresholds",
    [
        Thresholds(min_support=0),
        Thresholds(min_confidence=1.5),
        Thresholds(max_q=-0.1),
        Thresholds(min_lift=0),
        Thresholds(min_lift=float("nan")),
        Thresholds(max_length=1),
    ],
)
def test_a_threshold_out_of_its_range_is_refused(thresholds: Thresholds) -> None:
    with pytest.raises(ThresholdError, match="expected"):
        mine_rules(CLASSIC, thresholds=thresholds)


def enumerate_rules(database: list[frozenset[str]]) -> dict[tuple[tuple[str, ...], str], float]:
    """Return the confidence of every rule of up to four items that no part of it explains."""

    def count(items: tuple[str, ...]) -> int:
        return sum(transaction.issuperset(items) for transaction in database)

    confidences = {}
    for size in range(1, 4):
        for body in combinations("abcde", size):
            for head in set("abcde").difference(body):
                together = count((*body, head))
                universal = any(count((item,)) == len(database) for item in (*body, head))
                if together and not universal:
                    confidences[body, head] = together / count(body)
    return {
        (body, head): confidence
        for (body, head), confidence in confidences.items()
        if all(
            confidences[part, head] < confidence - 1e-9
            for size in range(1, len(body))
            for part in combinations(body, size)
        )
    }


@settings(max_examples=200, deadline=None)
@given(st.lists(st.frozensets(st.sampled_from("abcde")), max_size=12))
def test_the_rules_are_those_that_enumeration_finds(database: list[frozenset[str]]) -> None:
    mined = mine_rules(database, thresholds=LENIENT)
    found = {(rule.body, rule.head): rule.confidence for rule in mined.rules}
    assert found == pytest.approx(enumerate_rules(database))


@settings(deadline=None)
@given(st.lists(st.frozensets(st.sampled_from("abcde")), max_size=12), st.floats(0.01, 1))
def test_every_figure_of_a_rule_is_in_its_range(
    database: list[frozenset[str]], weight: float
) -> None:
    weights = [weight**row for row in range(len(database))]
    for rule in mine_rules(database, None, LENIENT, weights).rules:
        shares = [rule.support, rule.confidence, rule.confidence_back, rule.p, rule.q, rule.weight]
        assert all(-1e-9 <= share <= 1 + 1e-9 for share in shares)
        assert -1 - 1e-9 <= rule.npmi <= 1 + 1e-9


@pytest.mark.data
def test_the_rule_that_wekas_manual_finds_has_its_counts() -> None:
    path = DATA / "weka_supermarket" / "supermarket.arff"
    if not path.exists():
        pytest.skip(f"needs {path.name}")
    mined = mine_rules(read_supermarket(path), thresholds=Thresholds(0.1, 0.9, 1.0, 0.05, 5))
    body = ("biscuits", "frozen foods", "fruit", "total")
    [rule] = [rule for rule in mined.rules if (rule.body, rule.head) == (body, "bread and cake")]
    assert (rule.body_count, rule.count, round(rule.confidence, 2)) == (788, 723, 0.92)


def read_supermarket(path: Path) -> list[set[str]]:
    """Return what each basket holds; of the last attribute, that its total is high."""
    lines = path.read_text(encoding="utf-8").splitlines()
    names = [line.split("'")[1] for line in lines if line.startswith("@attribute")]
    rows = [line.split(",") for line in lines[lines.index("@data") + 1 :] if line]
    return [
        {name for name, value in zip(names, row, strict=True) if value.strip() in {"t", "high"}}
        for row in rows
    ]
