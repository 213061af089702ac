import pytest

from evaluation.history import Size, list_figures, measure_history
from graph.changes import apply_plan, get_seq
from graph.drafts import make_plan
from graph.plans import Node
from graph.store import Store

SMALL = Size(jobs=4, abilities=20, requires=40, changesets=3, changes=10)


def test_a_small_map_is_measured_and_found_again(store: Store) -> None:
    found = measure_history(store, SMALL)
    assert get_seq(store) == 1 + SMALL.changesets
    assert 0 < found.packed < found.plain
    assert [figure.asked for figure in list_figures(found, "here")].count("1 s") == 2


def test_a_graph_that_is_not_empty_is_not_touched(one_store: Store) -> None:
    apply_plan(one_store, make_plan(one_store, [Node("Job", "j", {"title": "turner"})]), "mine")
    with pytest.raises(ValueError, match="expected an empty graph"):
        measure_history(one_store, SMALL)
    assert get_seq(one_store) == 1
