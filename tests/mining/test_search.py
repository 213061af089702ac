from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.baskets import Baskets, encode_baskets
from mining.errors import ThresholdError
from mining.findings import Findings, OverflowingError
from mining.itemsets import Template, search_itemsets, sort_kinds
from mining.lattice import Beam
from mining.ranks import set_floor
from mining.search import explore

ITEMS = ["A:x", "A:y", "J:z", "K:a", "K:b", "K:c"]
TEMPLATES = [
    None,
    [Template("K", "A")],
    [Template("K", "A"), Template("A", "J")],
    [Template("K", "K"), Template("A", "J"), Template("J", "A")],
]

databases = st.lists(
    st.tuples(st.frozensets(st.sampled_from(ITEMS)), st.sampled_from([0.25, 0.5, 1.0])),
    max_size=14,
)


def explore_all(
    baskets: Baskets, support: float, length: int, templates: list[Template] | None, dense: bool
) -> dict[frozenset[str], tuple[int, float]]:
    findings, kinds = Findings(length, 100_000), sort_kinds(baskets.names, templates)
    ranked = explore(baskets, set_floor(baskets, support), kinds, findings, dense=dense)
    found = [
        (frozenset(baskets.names[ranked.names[rank]] for rank in sets), (count, mass))
        for level in findings.list_levels()
        for sets, count, mass in zip(*(each.tolist() for each in level), strict=True)
    ]
    assert len(found) == len(dict(found)) == sum(findings.tally.values())
    return dict(found)


def admits(template: Template, items: frozenset[str]) -> bool:
    others = [item[0] for item in items if item[0] != template.body_type]
    return not others or others == [template.head_type]


@settings(max_examples=100, deadline=None)
@given(
    databases,
    st.sampled_from([1e-6, 0.1, 0.3, 0.6, 1.0]),
    st.integers(1, 6),
    st.sampled_from(TEMPLATES),
    st.booleans(),
    st.booleans(),
)
def test_both_ways_to_start_find_what_enumeration_finds(
    weighted: list[tuple[frozenset[str], float]],
    support: float,
    length: int,
    templates: list[Template] | None,
    even: bool,
    dense: bool,
) -> None:
    database = [each for each, _ in weighted]
    weights = [1.0 if even else weight for _, weight in weighted]
    expected = {}
    for size in range(1, length + 1):
        for items in map(frozenset, combinations(ITEMS, size)):
            held = [w for each, w in zip(database, weights, strict=True) if items <= each]
            wanted = templates is None or any(admits(each, items) for each in templates)
            if held and wanted and sum(held) >= support * sum(weights) - 1e-9:
                expected[items] = (len(held), sum(held))
    baskets = encode_baskets(database, weights)
    assert explore_all(baskets, support, length, templates, dense) == expected


def make_random(count: int, items: int, chance: float) -> Baskets:
    rng = np.random.default_rng(4)
    chances = chance * rng.random(items)
    return encode_baskets(
        [
            {f"{item:03}" for item in np.flatnonzero(rng.random(items) < chances)}
            for _ in range(count)
        ]
    )


def test_both_ways_agree_on_baskets_of_many_words() -> None:
    baskets = make_random(400, 50, 0.4)
    dense = explore_all(baskets, 0.02, 5, None, dense=True)
    assert explore_all(baskets, 0.02, 5, None, dense=False) == dense
    assert len(dense) > 1_000


def test_few_pairs_of_many_items_need_no_table_of_all_pairs() -> None:
    rng = np.random.default_rng(5)
    rare = [{f"{item:05}" for item in rng.choice(9_000, 3)} for _ in range(6_000)]
    weights = rng.integers(1, 9, len(rare)) / 8
    expected: Counter[frozenset[str]] = Counter()
    for each, weight in zip(rare, weights.tolist(), strict=True):
        for size in (1, 2, 3):
            expected.update(dict.fromkeys(map(frozenset, combinations(each, size)), weight))
    found = explore_all(encode_baskets(rare, weights.tolist()), 1e-9, 3, None, dense=False)
    assert {items: mass for items, (_, mass) in found.items()} == expected


@pytest.mark.parametrize("dense", [True, False])
def test_a_beam_estimates_how_many_there_are(dense: bool) -> None:
    baskets = make_random(700, 60, 0.4)
    exact, floor = Findings(5, 1e9, counting=True), set_floor(baskets, 0.01)
    explore(baskets, floor, None, exact, dense=dense)
    means = dict.fromkeys(exact.tally, 0.0)
    for seed in range(20):
        sampled = Findings(5, 1e9, counting=True)
        explore(baskets, floor, None, sampled, Beam(40, np.random.default_rng(seed)), dense=dense)
        for size, count in sampled.tally.items():
            means[size] += count / 20
    assert means[1] == exact.tally[1]
    assert means[3] == pytest.approx(exact.tally[3], rel=0.15)
    assert sum(means.values()) == pytest.approx(sum(exact.tally.values()), rel=0.15)


def test_findings_stop_before_they_write_what_is_too_much() -> None:
    baskets = encode_baskets([{f"{item:03}" for item in range(60)}] * 3)  # 2**60 itemsets, all free
    with pytest.raises(OverflowingError):
        explore(baskets, set_floor(baskets, 0.5), None, Findings(60, 1_000_000))


@pytest.mark.parametrize(("support", "length"), [(0.0, 2), (1.1, 2), (0.5, 0)])
def test_a_support_or_length_out_of_its_range_is_refused(support: float, length: int) -> None:
    with pytest.raises(ThresholdError, match=r"a support in \(0, 1\] and a length of 1 or more"):
        search_itemsets(encode_baskets(["ab"]), support, length)


def test_more_templates_than_are_counted_at_once_are_refused() -> None:
    templates = [Template(str(number), "K") for number in range(65)]
    with pytest.raises(ThresholdError, match="at most 64 templates, found 65"):
        search_itemsets(encode_baskets(["ab"]), 0.5, 2, templates)
