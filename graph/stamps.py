"""Which state the map is in: what a copy of a part of it is good for."""

from dataclasses import dataclass

from graph.store import Store


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which changeset the map is at; the changeset is None when nothing was ever applied.

    Attributes:
        batches: how many it has written until now; a large plan writes one after the other.
    """

    seq: int
    changeset: str | None
    state: str | None
    batches: int


def get_stamp(store: Store) -> Stamp:
    """Return which changeset the map is at, and whether that is whole."""
    rows = store.read("changes/get_stamp")
    return Stamp(**rows[0]) if rows else Stamp(0, None, None, 0)
