"""The lease under which one writer changes the map over many transactions.

A lease is the time at which it ends. Whoever renews one or takes it over locks the map and names
the lease that it found: of two that do so at once, one finds another in its place and stops.
"""

from graph.errors import LeaseError
from graph.store import Transaction
from graph.times import from_now


def renew(tx: Transaction, changeset: str, held: str, seconds: float) -> str:
    """Lock the map, put a new lease in the place of the one ``held`` and return it.

    Raises:
        LeaseError: the changeset is no longer being applied under that lease.
    """
    lease = from_now(seconds)
    _put(tx, changeset, held, "applying", lease)
    return lease


def give_back(tx: Transaction, changeset: str, held: str, state: str) -> None:
    """Lock the map and end the changeset as ``applied`` or ``undone``.

    Raises:
        LeaseError: the changeset is no longer being applied under that lease.
    """
    _put(tx, changeset, held, state, "")


def _put(tx: Transaction, changeset: str, held: str, state: str, lease: str) -> None:
    tx.run("changes/set_head", step=0)  # what is read after this stays so
    if not tx.run("changes/set_lease", id=changeset, held=held, state=state, lease=lease)[0][
        "written"
    ]:
        raise LeaseError(
            f"changeset {changeset}: expected its lease to end at {held}, found that somebody "
            "else has taken it over"
        )
