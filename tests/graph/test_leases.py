"""A writer that is slower than its lease, and another that takes the map over."""

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pytest

from graph.changes import Limits, apply_plan, list_changesets, recover
from graph.current import list_nodes
from graph.errors import LeaseError
from graph.leases import give_back, renew
from graph.plans import Change, Plan
from graph.store import Store

Ask = Callable[..., list[dict[str, object]]]

OVER_AT_ONCE = Limits(one_transaction=5, batch=5, lease=0.001)
SIZE, TRIES, MOST = 15, 40, 400


def begin(ask: Ask, lease: str) -> None:
    ask(
        "CREATE (:ChangeSet {id: 'c', state: 'applying', owner: 'ann', lease: $lease})", lease=lease
    )


def test_a_lease_is_renewed_by_who_knows_it(store: Store, ask: Ask) -> None:
    begin(ask, "2020")
    lease = store.transact(lambda tx: renew(tx, "c", "2020", 60.0))
    assert lease > "2026"
    store.transact(lambda tx: give_back(tx, "c", lease, "applied"))
    [left] = ask("MATCH (c:ChangeSet {id: 'c'}) RETURN c.state AS state, c.lease AS lease")
    assert left == {"state": "applied", "lease": ""}


@pytest.mark.parametrize(
    "change", [partial(renew, seconds=60.0), partial(give_back, state="applied")]
)
def test_who_knows_another_lease_stops(store: Store, ask: Ask, change: partial[object]) -> None:
    begin(ask, "2021")
    with pytest.raises(LeaseError, match="to end at 2020, found that somebody else has taken it"):
        store.transact(lambda tx: change(tx, "c", "2020"))
    [left] = ask("MATCH (c:ChangeSet {id: 'c'}) RETURN c.state AS state, c.lease AS lease")
    assert left == {"state": "applying", "lease": "2021"}


def test_what_was_acknowledged_is_never_taken_back(store: Store) -> None:
    done = threading.Event()

    def take_over() -> None:
        while not done.is_set():
            with suppress(LeaseError):
                recover(store, OVER_AT_ONCE)

    other = threading.Thread(target=take_over)
    other.start()
    acknowledged: list[bool] = []
    while len(acknowledged) < TRIES or (len(set(acknowledged)) < 2 and len(acknowledged) < MOST):
        acknowledged.append(apply(store, len(acknowledged)))
    done.set()
    other.join()
    recover(store, OVER_AT_ONCE)
    for number, one in enumerate(acknowledged):
        assert len(list_nodes(store, "Ability", list_ids(number))) == (SIZE if one else 0)
    states = {found.state for found in list_changesets(store, MOST)}
    assert states == {"applied", "undone"}, "a race that one side always wins shows nothing"


def apply(store: Store, number: int) -> bool:
    """Return whether a plan of several batches was acknowledged."""
    plan = Plan(tuple(Change("add", "Ability", one, {}, {"id": one}) for one in list_ids(number)))
    try:
        apply_plan(store, plan, str(number), limits=OVER_AT_ONCE)
    except LeaseError:
        return False
    return True


def list_ids(number: int) -> list[str]:
    return [f"{number}.{each}" for each in range(SIZE)]
