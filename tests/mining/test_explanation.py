import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.apriori import Thresholds, mine_rules
from mining.errors import ThresholdError, UnknownItemError
from mining.explanation import Check, explain_rule
from mining.itemsets import Template

POSTINGS = [
    *[{"K:sql", "J:analyst"}] * 4,
    *[{"K:sql", "K:css"}, {"K:sql"}],
    *[{"K:css", "J:frontend"}] * 3,
    set[str](),
]
K_TO_J = [Template("K", "J")]


def pick(checks: tuple[Check, ...], name: str) -> Check:
    [check] = [check for check in checks if check.name == name]
    return check


def test_every_threshold_is_named_with_its_numbers() -> None:
    explained = explain_rule(POSTINGS, (["K:sql"], "J:analyst"), K_TO_J, Thresholds(0.3))
    assert not explained.kept
    assert [check.name for check in explained.checks if not check.passed] == ["q"]
    assert "4 of 10 transactions" in pick(explained.checks, "support").text
    assert pick(explained.checks, "confidence").measured == pytest.approx(4 / 6)
    assert pick(explained.checks, "lift").measured == pytest.approx(1.6667, abs=1e-4)
    assert "p = 0.0714" in pick(explained.checks, "q").text


def test_a_redundant_rule_names_the_part_that_says_as_much() -> None:
    database = [{"a", "b", "y"}] * 3 + [{"a", "y"}] * 3 + [set("b")] * 6
    explained = explain_rule(database, ("ab", "y"), None, Thresholds(0.1))
    check = pick(explained.checks, "redundant")
    assert not explained.kept
    assert check.text == "a implies the head with 1, no less than the whole body's 1"


def test_a_rule_that_is_rare_is_not_tested() -> None:
    explained = explain_rule(POSTINGS, (["K:css"], "J:analyst"), K_TO_J)
    assert (explained.kept, explained.count) == (False, 0)
    assert pick(explained.checks, "q").passed is None


def test_a_rule_of_few_but_heavy_transactions_is_rare_without_a_support() -> None:
    database = [{f"K:{number % 7}", f"A:{number % 5}"} for number in range(98)]
    database += [{"K:z", "A:z"}] * 2
    weights = [0.01] * 98 + [1.0] * 2
    explained = explain_rule(database, (["K:z"], "A:z"), None, None, weights)
    check = pick(explained.checks, "support")
    assert (explained.kept, check.passed) == (False, False)
    assert check.text.endswith("at least 0.05 is asked, and 5 transactions")
    assert pick(explained.checks, "q").text == "not tested: it fails before"


def test_a_rule_of_other_types_or_with_an_item_of_every_transaction_is_dropped() -> None:
    everywhere = [each | {"K:all"} for each in POSTINGS]
    explained = explain_rule(everywhere, (["J:analyst"], "K:all"), K_TO_J, Thresholds(0.3))
    failed = {check.name for check in explained.checks if check.passed is False}
    assert failed == {"template", "everywhere", "lift"}
    assert pick(explained.checks, "everywhere").text.startswith("K:all is in every transaction")


def test_an_item_that_nothing_holds_is_refused_with_one_written_alike() -> None:
    with pytest.raises(UnknownItemError, match=r"found K:sqll; did you mean K:sql\?"):
        explain_rule(POSTINGS, (["K:sqll"], "J:analyst"))


@pytest.mark.parametrize("body", [[], ["J:analyst"]])
def test_a_rule_that_implies_itself_is_refused(body: list[str]) -> None:
    with pytest.raises(ThresholdError, match="expected a body of other items than the head"):
        explain_rule(POSTINGS, (body, "J:analyst"))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.frozensets(st.sampled_from(["K:a", "K:b", "A:c", "A:d"])), st.floats(0.1, 1)),
        min_size=1,
        max_size=14,
    ),
    st.sampled_from([None, [Template("K", "A")], [Template("A", "A"), Template("K", "A")]]),
    st.sampled_from([0.1, 1.0]),
)
def test_a_rule_is_kept_exactly_where_mining_keeps_it(
    weighted: list[tuple[frozenset[str], float]], templates: list[Template] | None, q: float
) -> None:
    database, weights = [each for each, _ in weighted], [weight for _, weight in weighted]
    items = sorted(frozenset().union(*database))
    limits = Thresholds(0.1, 0.4, 1.05, q, 3)
    mined = mine_rules(database, templates, limits, weights)
    kept = {(rule.body, rule.head) for rule in mined.rules}
    for head in items:
        others = [item for item in items if item != head]
        for body in [(each,) for each in others] + [tuple(others)] * (len(others) > 1):
            explained = explain_rule(database, (body, head), templates, limits, weights)
            assert explained.kept == ((body, head) in kept), explained
