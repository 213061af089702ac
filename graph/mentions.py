"""Which postings mention an ability, and what becomes of that when two abilities are merged.

A mention that has moved says in ``said_of``, oldest first, of which abilities it was said.
"""

from graph.ids import edge_id
from graph.store import Row, Store, Transaction

_SAID = "said_of"


def move_mentions(store: Store, loser: str, winner: str) -> int:
    """Let postings that mention ``loser`` mention ``winner``; return how many.

    A posting that mentions both keeps both as they are.
    """

    def work(tx: Transaction) -> int:
        both = {row["posting_id"] for row in _list(tx, winner)}
        moving = [row for row in _list(tx, loser) if row["posting_id"] not in both]
        rows = [_row(row, winner, [*(row["properties"].get(_SAID) or []), loser]) for row in moving]
        return _move(tx, loser, rows)

    return store.transact(work)


def return_mentions(store: Store, loser: str, winner: str) -> int:
    """Give back the mentions that were moved from ``loser`` to ``winner``; return how many."""

    def work(tx: Transaction) -> int:
        both = {row["posting_id"] for row in _list(tx, loser)}
        moved = [
            row
            for row in _list(tx, winner)
            if (row["properties"].get(_SAID) or [""])[-1] == loser and row["posting_id"] not in both
        ]
        rows = [_row(row, loser, row["properties"][_SAID][:-1] or None) for row in moved]
        return _move(tx, winner, rows)

    return store.transact(work)


def _list(tx: Transaction, ability_id: str) -> list[Row]:
    return tx.run("jobs/list_mentions_of", ability_id=ability_id)


def _move(tx: Transaction, from_id: str, rows: list[Row]) -> int:
    gone = [{"posting_id": row["posting_id"], "ability_id": from_id} for row in rows]
    tx.run("jobs/delete_mentions", rows=gone)
    return int(tx.run("jobs/link_mentions", rows=rows)[0]["written"])


def _row(mention: Row, ability_id: str, said_of: list[str] | None) -> Row:
    new = edge_id(mention["posting_id"], "MENTIONS", ability_id)
    return {
        "id": new,
        "posting_id": mention["posting_id"],
        "ability_id": ability_id,
        "properties": {**mention["properties"], "id": new, _SAID: said_of},
    }
