"""The whole search: from baskets to findings, by the way that costs least."""

import numpy as np

from mining.baskets import Baskets
from mining.classes import Classes, Extensions, Kinds, open_classes
from mining.findings import Findings
from mining.lattice import Beam, Lattice
from mining.projections import Projector, is_dense, pack_rows
from mining.ranks import Floor, Ranked, rank_baskets


def explore(
    baskets: Baskets,
    floor: Floor,
    kinds: Kinds | None,
    findings: Findings,
    beam: Beam | None = None,
    dense: bool | None = None,
) -> Ranked:
    """Search baskets and add what is found; return the ranks that the findings speak of.

    Args:
        baskets: what to search.
        floor: what is frequent.
        kinds: which templates each item may serve; None for all.
        findings: what is added to; says how long itemsets may be.
        beam: estimate from samples how many there are, rather than find them.
        dense: start from one class of all items; None for what costs less.

    Raises:
        OverflowingError: more than the findings take.
    """
    wanted = None if kinds is None else np.flatnonzero(kinds.body | kinds.head)
    ranked = rank_baskets(baskets, floor, wanted)
    marks = _mark(kinds, ranked)
    empty = _open_empty(baskets)
    typed = kinds is not None
    if is_dense(ranked) if dense is None else dense:
        weights = None if floor.even is not None else _fill_up(ranked)
        lattice = Lattice(floor, findings.max_length, marks, typed, None, weights)
        lattice.search(empty, pack_rows(ranked), findings, beam)
        return ranked
    singles = open_classes(empty, _list_singles(ranked), marks)
    if findings.max_length == 1:
        findings.add(singles)
        return ranked
    projector = Projector.of(ranked, floor, marks if typed else None)
    for each in projector.project(singles, bits=findings.max_length > 2):
        lattice = Lattice(floor, findings.max_length, marks, typed, projector.pairs, each.weights)
        lattice.search(each.classes, each.rows, findings, beam)
    return ranked


def _mark(kinds: Kinds | None, ranked: Ranked) -> Kinds:
    """Return what each rank may serve; without templates, every item is of a body."""
    if kinds is not None:
        return Kinds(kinds.body[ranked.names], kinds.head[ranked.names])
    count = len(ranked.names)
    return Kinds(np.ones(count, dtype=np.uint64), np.zeros(count, dtype=np.uint64))


def _open_empty(baskets: Baskets) -> Classes:
    """Return the class of the itemset without items, which may become any body."""
    return Classes(
        prefix=np.empty((1, 0), dtype=np.int32),
        counts=np.array([baskets.count]),
        masses=np.array([baskets.mass]),
        free=np.empty((1, 0), dtype=np.int32),
        body=np.full(1, 2**64 - 1, dtype=np.uint64),
        head=np.zeros(1, dtype=np.uint64),
        root=np.zeros(1, dtype=np.int64),
    )


def _list_singles(ranked: Ranked) -> Extensions:
    count = len(ranked.names)
    bits = np.empty((count, 0), dtype=np.uint64)
    owner, ranks = np.zeros(count, dtype=np.int64), np.arange(count, dtype=np.int32)
    return Extensions(bits, owner, ranks, ranked.counts, ranked.masses)


def _fill_up(ranked: Ranked) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return the weights as one row, filled up with 0 to whole words."""
    weights = np.zeros((1, max(1, -(-len(ranked.weights) // 64)) * 64))
    weights[0, : len(ranked.weights)] = ranked.weights
    return weights
