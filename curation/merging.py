"""Two nodes that are one: merged into the better of the two, and parted again.

The loser keeps its id, as a redirect, and its node, retired. What is said of it is said of the
winner from then on: relationships block by block, claims, postings' mentions. Its names become
the winner's aliases.
"""

from collections.abc import Iterable, Iterator, Mapping

from curation.duplicates import get_pair
from curation.errors import CurationError
from curation.moving import list_claim_moves, list_moves
from graph.changes import apply_plan
from graph.changesets import get_changeset, list_changes, list_history
from graph.claims import Properties, Value
from graph.current import list_nodes
from graph.drafts import MERGE, make_plan
from graph.mentions import move_mentions, return_mentions
from graph.pages import list_pages
from graph.plans import Change, Node, Plan, difference
from graph.store import Store
from graph.times import from_now
from graph.undo import plan_undo
from text.normalise import normalise


def plan_merge(store: Store, loser: str, winner: str, by: str, reason: str) -> Plan:
    """Return the plan that merges ``loser`` into ``winner``; empty if that was done.

    Where a source speaks of both, the winner's word stands and the other is told. Nothing is
    lost: un-merging gives every value back.

    Raises:
        CurationError: no such ability or knowledge point, not two of one label and scope, or one
            of them is merged into another already.
    """
    label, nodes = get_pair(store, loser, winner)
    if nodes[loser].get("merged_into") == winner:
        return Plan(unchanged=1)
    _check(loser, winner, nodes)
    moves = list_moves(store, label, loser, winner)
    claims = list_claim_moves(store, loser, winner)
    redirects = list(_list_redirects(store, loser, winner, by, reason))
    plan = make_plan(store, [*redirects, *claims.nodes], moves.assertions)
    changes = (
        *_change_nodes(label, loser, winner, nodes),
        *plan.changes,
        *moves.gone,
        *claims.gone,
    )
    return Plan(changes, plan.unchanged, plan.held, (*moves.left_out, *plan.left_out))


def apply_merge(store: Store, plan: Plan, loser: str, winner: str, note: str) -> int:
    """Apply a merge and move the mentions of postings; return how many moved.

    Applied again after an interruption it does what is left to do.
    """
    apply_plan(store, plan, note, kind="curation")
    return move_mentions(store, loser, winner)


def plan_unmerge(store: Store, loser: str) -> tuple[str, Plan]:
    """Return what ``loser`` was merged into, and the plan that parts them again.

    What was changed since the merge stays and is told.

    Raises:
        CurationError: it was merged into nothing, or its winner is itself merged since.
    """
    redirect = list_nodes(store, "Redirect", [loser]).get(loser, {})
    if redirect.get("origin") != MERGE:
        raise CurationError(f"expected the id of something merged, found {loser}")
    made = [
        entry
        for entry in list_history(store, loser)
        if (entry.change.kind, entry.change.op) == ("Redirect", "add")
    ]
    winner = str(made[0].change.after["to"])
    if redirect["to"] != winner:
        raise CurationError(f"{winner} was merged into {redirect['to']} since: un-merge it first")
    return winner, plan_undo(store, list_changes(store, get_changeset(store, made[0].seq)))


def apply_unmerge(store: Store, plan: Plan, loser: str, winner: str, note: str) -> int:
    """Apply an un-merge and give the mentions of postings back; return how many."""
    returned = return_mentions(store, loser, winner)
    apply_plan(store, plan, note, kind="curation")
    return returned


def _check(loser: str, winner: str, nodes: Mapping[str, Properties]) -> None:
    for id_ in (loser, winner):
        if "merged_into" in nodes[id_]:
            raise CurationError(f"{id_} is merged into {nodes[id_]['merged_into']} already")
    scopes = [str(nodes[id_].get("scope")) for id_ in (loser, winner)]
    if scopes[0] != scopes[1]:
        raise CurationError(f"expected two of one scope, found {scopes[0]} and {scopes[1]}")
    if "retired" in nodes[winner]:
        raise CurationError(f"expected what serves to be kept, found {winner}, which is retired")


def _change_nodes(
    label: str, loser: str, winner: str, nodes: Mapping[str, Properties]
) -> Iterator[Change]:
    aliases = _unite(nodes[winner], nodes[loser])
    held = _texts(nodes[winner].get("held"))
    kept: dict[str, Value | None] = {
        "aliases": aliases or None,
        "held": sorted({*held, "aliases"}),
    }
    yield difference("set", label, winner, nodes[winner], kept)
    gone: dict[str, Value | None] = {"merged_into": winner, "retired": MERGE}
    yield difference("set", label, loser, nodes[loser], gone)


def _unite(winner: Properties, loser: Properties) -> list[str]:
    """Return the winner's aliases, and after them the loser's names that it has not."""
    known = {normalise(name) for name in _list_names(winner)}
    united = _texts(winner.get("aliases"))
    for name in _list_names(loser):
        if normalise(name) not in known:
            known.add(normalise(name))
            united.append(name)
    return united


def _list_names(held: Properties) -> list[str]:
    names = [str(held[name]) for name in sorted(held) if name == "name" or name.startswith("name_")]
    return [*names, *_texts(held.get("aliases"))]


def _texts(value: Value | None) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []


def _list_redirects(store: Store, loser: str, winner: str, by: str, reason: str) -> Iterable[Node]:
    """Yield the loser's redirect, and those that led to the loser."""
    said: dict[str, Value | None] = {"by": by, "reason": reason or None, "at": from_now()}
    yield Node("Redirect", loser, {"to": winner, "origin": MERGE, **said})
    for page in list_pages(store, "Redirect"):
        for old, held in page.items():
            if held["to"] == loser:
                yield Node("Redirect", old, {"to": winner})
