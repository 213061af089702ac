"""Why a rule of the graph's corpora was kept or dropped."""

from collections.abc import Sequence

from graph.store import Store
from mining.apriori import Thresholds
from mining.corpora import Corpus, read_corpora
from mining.discretion import is_told_of, list_common
from mining.errors import UnknownItemError
from mining.explanation import Explanation, explain_rule
from mining.rules import choose_search

_TYPES = ("K", "O", "A", "J")


def explain_in_corpora(
    store: Store,
    body: Sequence[str],
    head: str,
    thresholds: Thresholds,
    corpora: Sequence[str] = (),
) -> list[tuple[str, Explanation | None]]:
    """Return, for each corpus that holds them all, why body implies head there or why not.

    None stands for what would tell of fewer than 10 people; what fewer than 10 hold, nobody does.

    Args:
        store: the graph.
        body: ids of nodes, or items such as ``K:<id>``.
        head: the same.
        thresholds: as mined.
        corpora: as for :func:`mining.rules.plan_rules`.

    Raises:
        UnknownItemError: no corpus holds body and head.
    """
    told: list[tuple[str, Explanation | None]] = []
    for corpus in read_corpora(store, corpora)[0]:
        items = list_common(corpus.transactions, corpus.fewest)
        found = [_find(name, items, corpus) for name in (*body, head)]
        if None in found:
            continue
        *bodies, its_head = (str(item) for item in found)
        templates, limits = choose_search(corpus, bodies, its_head, thresholds)
        explained = explain_rule(
            corpus.transactions, (bodies, its_head), templates, limits, corpus.weights
        )
        open_ = is_told_of(corpus.transactions, bodies, its_head, corpus.fewest)
        told.append((corpus.origin, explained if open_ else None))
    if not told:
        raise UnknownItemError(
            "expected ids that one corpus holds all of as points, outcomes, abilities or jobs, "
            f"found {', '.join(body)} and {head}"
        )
    return told


def _find(name: str, items: set[str], corpus: Corpus) -> str | None:
    """Return the item that a name means; points of one name share the item of the first."""
    plain = name.split(":", 1)[1] if name[:2] in {f"{each}:" for each in _TYPES} else name
    for item in (name, *(f"{each}:{plain}" for each in _TYPES)):
        if item in items:
            return item
    first = (one for one, ids in corpus.stands_for.items() if plain in ids)
    return next((f"K:{one}" for one in first), None)
