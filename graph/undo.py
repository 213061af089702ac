"""Changes taken back: each value that is still as they left it, and nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graph.claims import Properties, Value, serve
from graph.current import list_edges, list_nodes
from graph.plans import Change, LeftOut, Plan, difference
from graph.schema import NODE_KINDS
from graph.store import Store

_STAMP = "changeset"


def plan_undo(store: Store, changes: Sequence[Change]) -> Plan:
    """Return the plan that takes changes back.

    What was changed again since stays as it is and is left out of the plan, by name. What serves
    of a relationship is computed anew.
    """
    current = _read_current(store, changes)
    undone: list[Change] = []
    left_out: list[LeftOut] = []
    for change in changes:
        held = current[change.kind].get(change.subject)
        if change.op == "set":
            made = _restore(change, held, left_out)
        else:
            made = _invert(change, held, left_out)
        undone += [made] if made else []
    return Plan(tuple(undone), len(changes) - len(undone), (), tuple(left_out))


def _read_current(store: Store, changes: Iterable[Change]) -> Mapping[str, dict[str, Properties]]:
    by_kind: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_kind[change.kind].append(change)
    return {
        kind: list_nodes(store, kind, {change.subject for change in found})
        if kind in NODE_KINDS
        else list_edges(store, kind, [change.ends for change in found if change.ends])
        for kind, found in by_kind.items()
    }


def _restore(change: Change, held: Properties | None, left_out: list[LeftOut]) -> Change | None:
    """Return the change that gives back the values that are as ``change`` left them."""
    if held is None:
        left_out.append(LeftOut(change.subject, "is no longer there"))
        return None
    wanted: dict[str, Value | None] = {}
    for name in sorted((change.before.keys() | change.after.keys()) - {_STAMP}):
        if held.get(name) == change.after.get(name):
            wanted[name] = change.before.get(name)
        else:
            left_out.append(LeftOut(f"{change.subject}.{name}", "was changed since"))
    if change.kind not in NODE_KINDS:
        wanted = _serve(change.kind, held, wanted)
    made = difference("set", change.kind, change.subject, held, wanted, change.ends)
    return made if made.before or made.after else None


def _serve(
    kind: str, held: Properties, wanted: Mapping[str, Value | None]
) -> dict[str, Value | None]:
    restored = {name: value for name, value in {**held, **wanted}.items() if value is not None}
    served = serve(kind, restored)
    return {**dict.fromkeys(held.keys() - served.keys()), **served}


def _invert(change: Change, held: Properties | None, left_out: list[LeftOut]) -> Change | None:
    """Return what removes an added subject, or adds a removed one."""
    if change.op == "remove":
        if held is not None:
            left_out.append(LeftOut(change.subject, "is there again"))
            return None
        return Change("add", change.kind, change.subject, {}, _bare(change.before), change.ends)
    if held is None or _bare(held) != _bare(change.after):
        reason = "is no longer there" if held is None else "was changed since"
        left_out.append(LeftOut(change.subject, reason))
        return None
    return Change("remove", change.kind, change.subject, _bare(held), {}, change.ends)


def _bare(properties: Properties) -> Properties:
    return {name: value for name, value in properties.items() if name != _STAMP}
