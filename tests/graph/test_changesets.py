import pytest

from graph.changes import Limits, apply_plan
from graph.changesets import get_changeset, list_changes, list_history
from graph.drafts import make_plan
from graph.errors import AsOfError
from graph.plans import Change, Node, Plan
from graph.store import Store


@pytest.fixture
def renamed(store: Store) -> Store:
    """A job that was added as a turner among others, renamed 车工, and removed."""
    others = [Node("Job", f"j{number}", {"title": "j"}) for number in range(9)]
    first = make_plan(store, [Node("Job", "j", {"title": "turner"}), *others])
    apply_plan(store, first, "a framework", limits=Limits(batch=4))
    apply_plan(store, make_plan(store, [Node("Job", "j", {"title": "车工"})]), "by hand")
    apply_plan(store, Plan((Change("remove", "Job", "j"),)), "no more")
    return store


def test_a_subject_has_its_history_newest_first_after_it_is_gone(renamed: Store) -> None:
    found = list_history(renamed, "j")
    assert [(each.seq, each.note, each.change.op) for each in found] == [
        (3, "no more", "remove"),
        (2, "by hand", "set"),
        (1, "a framework", "add"),
    ]
    titles = [(each.change.before.get("title"), each.change.after.get("title")) for each in found]
    assert titles == [("车工", None), ("turner", "车工"), (None, "turner")]


def test_what_never_was_has_no_history(renamed: Store) -> None:
    assert (list_history(renamed, "nobody"), list_history(renamed, "")) == ([], [])


def test_a_removal_holds_all_that_it_removed(renamed: Store) -> None:
    [change] = list_changes(renamed, get_changeset(renamed, 3))
    second = get_changeset(renamed, 2).id
    assert change.before == {"id": "j", "title": "车工", "changeset": second}


def test_the_changes_of_a_changeset_come_in_their_order(renamed: Store) -> None:
    made = get_changeset(renamed, 1)
    assert (made.note, made.changes) == ("a framework", 10)
    found = list_changes(renamed, made)
    assert [change.subject for change in found] == ["j", *(f"j{number}" for number in range(9))]


@pytest.mark.parametrize("seq", [0, 4, -1])
def test_a_changeset_that_is_not_there_is_named(renamed: Store, seq: int) -> None:
    with pytest.raises(AsOfError, match=f"changeset {seq}: expected the number of a changeset"):
        get_changeset(renamed, seq)
