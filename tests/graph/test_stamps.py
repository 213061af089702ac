from graph.changes import apply_plan, get_seq
from graph.drafts import make_plan
from graph.plans import Node
from graph.stamps import Stamp, get_stamp
from graph.store import Store


def test_before_anything_was_applied_the_stamp_is_empty(store: Store) -> None:
    assert (get_stamp(store), get_seq(store)) == (Stamp(0, None, None, 0), 0)


def test_the_stamp_is_that_of_the_newest_changeset(store: Store) -> None:
    for title in ("turner", "miller"):
        made = apply_plan(store, make_plan(store, [Node("Job", "j", {"title": title})]), title)
    assert made is not None
    assert (get_stamp(store), get_seq(store)) == (Stamp(2, made.id, "applied", 1), 2)
