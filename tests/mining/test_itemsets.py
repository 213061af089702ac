from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.errors import ExplosionError, ThresholdError
from mining.itemsets import Frequency, Template, find_itemsets

CLASSIC = [set("134"), set("235"), set("1235"), set("25")]
DATA = Path(__file__).parents[2].parent / "shared" / "data"

transactions = st.lists(st.frozensets(st.sampled_from("abcdef"), max_size=6), max_size=12)


def enumerate_itemsets(
    database: Sequence[frozenset[str]], min_support: float, weights: Sequence[float]
) -> dict[tuple[str, ...], Frequency]:
    found = {}
    for size in range(1, 5):
        for items in combinations("abcdef", size):
            masses = [w for t, w in zip(database, weights, strict=True) if t.issuperset(items)]
            if masses and sum(masses) >= min_support * sum(weights) - 1e-9:
                found[items] = Frequency(len(masses), sum(masses))
    return found


def test_the_classic_example_has_nine_frequent_itemsets() -> None:
    counts = {"".join(items): each.count for items, each in find_itemsets(CLASSIC, 0.5).items()}
    assert counts == {
        "1": 2,
        "2": 3,
        "3": 3,
        "5": 3,
        "13": 2,
        "23": 2,
        "25": 3,
        "35": 2,
        "235": 2,
    }


@settings(max_examples=200, deadline=None)
@given(transactions, st.floats(0.05, 1))
def test_the_search_finds_what_enumeration_finds(
    database: list[frozenset[str]], min_support: float
) -> None:
    expected = enumerate_itemsets(database, min_support, [1.0] * len(database))
    assert find_itemsets(database, min_support) == expected


@given(
    st.lists(
        st.tuples(st.frozensets(st.sampled_from("abcdef")), st.sampled_from([0.125, 0.5, 1])),
        max_size=9,
    )
)
def test_weights_count_as_in_enumeration(weighted: list[tuple[frozenset[str], float]]) -> None:
    database, weights = [each for each, _ in weighted], [weight for _, weight in weighted]
    expected = enumerate_itemsets(database, 0.3, weights)
    assert find_itemsets(database, 0.3, weights=weights) == expected


def test_templates_leave_out_what_is_no_body_and_no_head() -> None:
    database = [{"K:a", "K:b", "A:x", "A:y", "J:z"}] * 2
    found = find_itemsets(database, 0.5, templates=[Template("K", "A")])
    assert set(found) == {
        ("A:x",),
        ("A:y",),
        ("K:a",),
        ("K:b",),
        ("A:x", "K:a"),
        ("A:x", "K:b"),
        ("A:y", "K:a"),
        ("A:y", "K:b"),
        ("K:a", "K:b"),
        ("A:x", "K:a", "K:b"),
        ("A:y", "K:a", "K:b"),
    }


def test_no_itemset_is_longer_than_asked() -> None:
    assert max(map(len, find_itemsets(CLASSIC, 0.5, max_length=2))) == 2


def test_an_explosion_names_a_support_that_fits() -> None:
    database = [{f"{item:03}" for item in range(40 - row)} for row in range(40)]
    with pytest.raises(ExplosionError, match=r"at most 500 .* try a minimum support of 0\.77$"):
        find_itemsets(database, 0.025, most=500)
    assert find_itemsets(database, 0.77, most=500)


@pytest.mark.parametrize("weights", [[1.0], [1.0, 0.0, 1.0, 1.0]])
def test_weights_are_one_above_0_for_each_transaction(weights: list[float]) -> None:
    with pytest.raises(ThresholdError, match="expected 4 weights above 0"):
        find_itemsets(CLASSIC, 0.5, weights=weights)


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "min_support", "count"),
    [
        ("mushroom", 0.4, 565),
        ("mushroom", 0.3, 2735),
        ("mushroom", 0.2, 53583),  # PyFIM has one less: it drops the item of every transaction
        ("foodmart", 0.001, 1541),
        ("foodmart", 0.0005, 1644),
    ],
)
def test_public_data_have_as_many_frequent_itemsets_as_published(
    name: str, min_support: float, count: int
) -> None:
    path = DATA / "fimi" / f"{name}.dat"
    if not path.exists():
        pytest.skip(f"needs {path.name}")
    database = [line.split() for line in path.read_text().splitlines() if line.strip()]
    assert len(find_itemsets(database, min_support, 30, most=2_000_000)) == count
